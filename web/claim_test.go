package web

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

// everyThird answers all claims but those whose number three divides.
type everyThird struct{}

func (everyThird) Pair(c corpus.Claim, _ map[string]int, _ string, _ int) []corpus.Pairing {
	var n int
	if fmt.Sscanf(c.Text, "Claim %d", &n); n%3 == 0 {
		return nil
	}
	return []corpus.Pairing{{Card: &corpus.Card{ID: "bridge", Lang: "en", Title: "A bridge"}}}
}

// TestClaimPages turns the pages of the claims forward and back: each page
// must come back as it was, also where claims with a card are left out, and
// every claim must stand on one page.
func TestClaimPages(t *testing.T) {
	d := newDesk(t, true)
	d.site.Pairer, d.site.Languages = everyThird{}, []string{"en", "it"}
	const claims = 170
	for lang, n := range map[string]int{"en": claims, "it": 2} {
		for i := range n {
			d.claimIn(lang, fmt.Sprint(lang, i), fmt.Sprintf("Claim %d in %s", i, lang))
		}
	}
	b := d.browser()
	shown := regexp.MustCompile(`>Claim \d+ in \w+<`)
	turn := func(page, rel string) string {
		m := regexp.MustCompile(`rel="` + rel + `" href="([^"]+)"`).FindStringSubmatch(page)
		if m == nil {
			return ""
		}
		return html.UnescapeString(m[1])
	}
	for _, tt := range []struct {
		path string
		want int
	}{{"/claims", claims + 2}, {"/claims?lang=en", claims}, {"/claims?lang=it", 2}, {"/claims?gaps=1&lang=en", claims/3 + 1}} {
		var pages []string
		seen := map[string]bool{}
		last := tt.path
		for path := tt.path; path != ""; path = turn(b.get(path).body, "next") {
			last = path
			list := shown.FindAllString(b.get(path).body, -1)
			for _, c := range list {
				seen[c] = true
			}
			pages = append(pages, strings.Join(list, ""))
		}
		if len(seen) != tt.want {
			t.Errorf("%s: %d claims on %d pages, want %d", tt.path, len(seen), len(pages), tt.want)
		}
		for path := last; path != ""; path = turn(b.get(path).body, "prev") {
			if len(pages) == 0 {
				t.Fatalf("%s: going back does not end", tt.path)
			}
			if got := strings.Join(shown.FindAllString(b.get(path).body, -1), ""); got != pages[len(pages)-1] {
				t.Errorf("%s: going back, page %d has changed", tt.path, len(pages))
			}
			pages = pages[:len(pages)-1]
		}
		if len(pages) != 0 {
			t.Errorf("%s: going back misses %d pages", tt.path, len(pages))
		}
	}
	b.get("/claims?gaps=1&lang=xx").want(t, 200, "No claims to show.")
	d.claimIn("pl", "pl1", "Claim 1 in pl")
	b.get("/claims?gaps=1&lang=pl").want(t, 200, "Every claim here has a card.")
	b.get("/claims?offset=25&from=x&from=-3").want(t, 200)
}
