package extract

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/crawler/newsstand"
)

// savedPage is a page with the address it came from.
type savedPage struct {
	name, url string
	html      []byte
}

// TestClearPageReadsAsTheVoteWould holds the text that is taken without a vote
// against the one that the extractors agree on, page by page.
func TestClearPageReadsAsTheVoteWould(t *testing.T) {
	stands := map[string]struct {
		stand *newsstand.Newsstand
		clear int // at least
	}{}
	generated, err := newsstand.Generated(6, 120)
	if err != nil {
		t.Fatal(err)
	}
	stands["generated"] = struct {
		stand *newsstand.Newsstand
		clear int
	}{generated, 110}
	written, err := newsstand.New(newsstand.Options{})
	if err != nil {
		t.Fatal(err)
	}
	stands["written"] = struct {
		stand *newsstand.Newsstand
		clear int
	}{written, 10}
	for name, s := range stands {
		t.Run(name, func(t *testing.T) { compareReadings(t, pagesOf(t, s.stand), s.clear) })
	}
	t.Run("saved", func(t *testing.T) { compareReadings(t, testPages(t), 0) })
}

// compareReadings demands the very same blocks of every clear page, and at
// least so many clear pages.
func compareReadings(t *testing.T, pages []savedPage, atLeast int) {
	t.Helper()
	clear := 0
	for _, p := range pages {
		isOne := false
		short, err := extract(p.html, "", p.url, func(cands []*candidate, p *phrases, page *Page, h *head) bool {
			isOne = isClear(cands, p, page, h)
			return isOne
		})
		if !isOne {
			continue
		}
		clear++
		full, fullErr := extract(p.html, "", p.url, askAlways)
		if !errors.Is(err, fullErr) || fmt.Sprint(short.Blocks) != fmt.Sprint(full.Blocks) {
			t.Errorf("%s: without a vote\n%s\n(%v), by vote\n%s\n(%v)", p.name, short.Text, err, full.Text, fullErr)
		}
	}
	t.Logf("%d of %d pages are clear", clear, len(pages))
	if clear < atLeast {
		t.Errorf("%d of %d pages are clear, want %d", clear, len(pages), atLeast)
	}
}

func askAlways([]*candidate, *phrases, *Page, *head) bool { return false }

func pagesOf(t *testing.T, stand *newsstand.Newsstand) []savedPage {
	t.Helper()
	if err := stand.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer stand.Close()
	var pages []savedPage
	for _, a := range stand.Articles() {
		res, err := http.Get(a.URL)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, savedPage{a.Outlet + "/" + a.Slug, a.URL, body})
	}
	return pages
}

func testPages(t *testing.T) []savedPage {
	t.Helper()
	files, err := filepath.Glob("testdata/pages/*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("no saved pages: %v", err)
	}
	var pages []savedPage
	for _, f := range files {
		html, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, savedPage{name: f, html: html})
	}
	return pages
}

func TestWhatIsClear(t *testing.T) {
	para := func(n int) string {
		return fmt.Sprintf("<p>The council of the valley met for the %d. time this year, and its members spoke at length about the bridge that nobody wants to pay for, the school that nobody wants to close, and the road.</p>", n)
	}
	body := "<h1>The bridge</h1>" + para(1) + para(2) + "<h2>The school</h2>" + para(3) + para(4)
	tests := []struct {
		name, html string
		want       bool
	}{
		{"an article and nothing else", "<article>" + body + "</article>", true},
		{"with a menu and a footer", "<nav><a href=/>Home</a></nav><article>" + body + "</article><footer><p>The Valley Herald is printed every Thursday and belongs to its readers, who own it together.</p></footer>", true},
		{"with a quote", "<article>" + body + "<blockquote><p>We shall pay for the bridge when the others pay for the road.</p></blockquote></article>", true},
		{"with a picture", "<article>" + body + "<figure><img src=x><figcaption>The bridge in the year in which it was built, seen from the mill</figcaption></figure></article>", true},
		{"with a standfirst of that name", "<h1>The bridge</h1><p class=standfirst>Nobody wants to pay for the bridge, says the council, and nobody will.</p><div>" + body + "</div>", true},
		{"with a cookie notice", "<div class=cookie-notice><p>We and our partners store cookies on your device to show you what you want to see.</p></div><article>" + body + "</article>", true},
		{"a list in the text", "<article>" + body + "<ul><li>the bridge<li>the school</ul></article>", false},
		{"a table in the text", "<article>" + body + "<table><tr><td>bridge<td>12</table></article>", false},
		{"a box in the text", "<article>" + body + "<div><p>Read what we wrote about the bridge in the past ten years.</p></div></article>", false},
		{"a paragraph of links", "<article>" + body + "<p><a href=/x>The mill</a> <a href=/y>The school</a></p></article>", false},
		{"a line before the text", "<article><p>Valley</p>" + body + "</article>", false},
		{"prose beside the text", "<article>" + body + "</article><div class=more>" + para(5) + "</div>", false},
		{"a sentence above the text", "<h1>The bridge</h1><div><div>Nobody wants to pay for the bridge, says the council, and nobody will.</div></div><div>" + para(1) + para(2) + para(3) + "</div>", false},
		{"two bodies", "<div class=a>" + body + "</div><div class=b>" + body + "</div>", false},
		{"in an aside", "<aside><div>" + body + "</div></aside>", false},
		{"bare text", "<div>" + strings.ReplaceAll(strings.ReplaceAll(body, "<p>", ""), "</p>", "<br><br>") + "</div>", false},
		{"too little", "<article>" + para(1) + "</article>", false},
		{"nothing", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := false
			_, err := extract([]byte("<html><body>"+tt.html+"</body></html>"), "", "", func(cands []*candidate, p *phrases, page *Page, h *head) bool {
				got = isClear(cands, p, page, h)
				return got
			})
			if got != tt.want {
				t.Errorf("clear: %t, want %t (%v)", got, tt.want, err)
			}
			if tt.want {
				compareReadings(t, []savedPage{{tt.name, "", []byte("<html><body>" + tt.html + "</body></html>")}}, 1)
			}
		})
	}
}
