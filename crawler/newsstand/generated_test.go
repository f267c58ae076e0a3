package newsstand

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
)

func generated(t testing.TB, hosts, pages int) *Newsstand {
	t.Helper()
	ns, err := Generated(hosts, pages)
	if err != nil {
		t.Fatal(err)
	}
	return ns
}

func TestGeneratedSpreadsPagesOverHosts(t *testing.T) {
	ns := generated(t, 4, 10)
	count := map[string]int{}
	for _, a := range ns.Articles() {
		count[a.Outlet]++
	}
	sizes := []int{}
	for _, o := range ns.Outlets() {
		sizes = append(sizes, count[o.Slug])
	}
	if !slices.Equal(sizes, []int{3, 3, 2, 2}) {
		t.Errorf("articles per outlet are %v, want 3, 3, 2, 2", sizes)
	}
}

func TestGeneratedIsServed(t *testing.T) {
	ns := generated(t, 6, 24)
	if err := ns.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer ns.Close()
	for _, o := range ns.Outlets() {
		_, body := fetch(t, o.FeedURL)
		feed, err := gofeed.NewParser().ParseString(string(body))
		if err != nil {
			t.Fatal(err)
		}
		articles := articlesOf(ns, o.Slug)
		if len(feed.Items) != len(articles) {
			t.Fatalf("%s lists %d entries, want %d", o.Slug, len(feed.Items), len(articles))
		}
		for i, item := range feed.Items {
			if item.Link != articles[i].URL || item.Title != articles[i].Title {
				t.Errorf("entry is %s %q, want %s %q", item.Link, item.Title, articles[i].URL, articles[i].Title)
			}
			text := squeeze(document(t, item.Link).Text())
			for _, block := range articles[i].Blocks {
				if !strings.Contains(text, block.Text) {
					t.Errorf("%s: not on the page: %s", item.Link, block.Text)
				}
			}
		}
		if answer, _ := fetch(t, o.URL+"news/999.html"); answer.StatusCode != http.StatusNotFound {
			t.Errorf("a page beyond the last answers %s", answer.Status)
		}
		checkConditional(t, o.Slug, articles[0].URL)
	}
}

func TestGeneratedTextIsTheSameEachTimeAndDiffersFromPageToPage(t *testing.T) {
	first, second := generated(t, 10, 500).Articles(), generated(t, 10, 500).Articles()
	seen := map[string]bool{}
	for i, a := range first {
		text := a.Text()
		if text != second[i].Text() {
			t.Fatalf("%s/%s is not the same twice", a.Outlet, a.Slug)
		}
		if seen[text] {
			t.Errorf("%s/%s stands twice", a.Outlet, a.Slug)
		}
		seen[text] = true
		if n := wordCount(&a); n < 80 || n > 1200 {
			t.Errorf("%s/%s has %d words", a.Outlet, a.Slug, n)
		}
		if strings.ContainsAny(text, "{}") {
			t.Errorf("%s/%s has an open slot: %s", a.Outlet, a.Slug, text)
		}
	}
}

func TestGeneratedRefusesNonsense(t *testing.T) {
	for _, n := range [][2]int{{0, 10}, {10, 5}, {-1, -1}} {
		if _, err := Generated(n[0], n[1]); err == nil {
			t.Errorf("%d hosts with %d pages were accepted", n[0], n[1])
		}
	}
}

func TestGrammarErrors(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"choice without section", "hello", "g.txt:1: a choice before the first [section]"},
		{"open slot", "[title]\na {b", "g.txt:2: "},
		{"missing section", "[title]\na\n[sentence]\nb", "section [person] is missing"},
		{"unknown slot", "[title]\n{x}\n[sentence]\nb\n[person]\nc", "uses {x}, which has no section"},
		{"loop", "[title]\n{title}\n[sentence]\nb\n[person]\nc", "contains itself"},
	}
	for _, c := range cases {
		if _, err := parseGrammar("g.txt", c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error is %v, want %q in it", c.name, err, c.want)
		}
	}
}

func FuzzParseGrammar(f *testing.F) {
	f.Add(grammarEN)
	f.Add("[title]\n{Title} {n}\n")
	f.Fuzz(func(_ *testing.T, text string) {
		_, _ = parseGrammar("g.txt", text)
	})
}

func BenchmarkGeneratedPage(b *testing.B) {
	site := generated(b, 2, 100).stands[0].site.(*generatedSite)
	size := 0
	for i := range b.N {
		size += len(site.page("http://127.0.0.1:1", site.article(i%site.size)))
	}
	b.ReportMetric(float64(size)/float64(b.N), "bytes/page")
}
