package main

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestBrowserWalk goes the way of a workshop group: search, facet, article,
// finding, card.
func TestBrowserWalk(t *testing.T) {
	browser := needBrowser(t)
	url := startDemo(t)
	for _, width := range []int{1280, 390} {
		t.Run(fmt.Sprint(width), func(t *testing.T) { walk(newTab(t, browser, width, 900), url) })
	}
}

func walk(b *tab, url string) {
	b.do("open", chromedp.Navigate(url), chromedp.WaitVisible(`input[type=search]`))
	b.look("home")
	// The first thing that a keyboard reaches leads past the navigation.
	b.do("keyboard", chromedp.KeyEvent(kb.Tab))
	if at := eval[string](b, `document.activeElement.className + " " + (document.activeElement.getBoundingClientRect().left >= 0)`); at != "skip true" {
		b.t.Errorf("the first tab leads to %q", at)
	}
	b.do("skip", chromedp.KeyEvent(kb.Enter), chromedp.Poll[chromedp.Void](`location.hash === "#main"`), chromedp.KeyEvent(kb.Tab))
	if at := eval[bool](b, `document.activeElement.closest("main") !== null && getComputedStyle(document.activeElement).outlineStyle === "solid"`); !at {
		b.t.Error("after the skip link the focus is not seen in the content")
	}
	b.do("search", chromedp.SetValue(`input[type=search]`, "migrants OR migranti"), chromedp.Submit(`form.searchbox`), chromedp.WaitVisible(`.resultbar strong`))
	all := b.text(`.resultbar strong`)
	b.look("search")
	b.do("facet", chromedp.Click(`.facet[data-field=stance] li a`), chromedp.WaitVisible(`.facet li.chosen`))
	if narrowed := b.text(`.resultbar strong`); all == narrowed || b.text(`.result .marks`) == "" {
		b.t.Errorf("the facet does not narrow: %q before, %q after", all, narrowed)
	}
	b.look("facet")
	b.do("article", chromedp.Click(`.result h3 a`), chromedp.WaitVisible(`.reading h1`))
	b.do("flag", chromedp.WaitVisible(`.annotated .flag`))
	b.do("number", chromedp.Click(`.annotated .ref`))
	b.do("note", chromedp.WaitVisible(`.note:target`))
	note := b.text(`.note:target`)
	for _, want := range []string{"About:", "Who says it:", "Why it is marked"} {
		if !strings.Contains(note, want) {
			b.t.Errorf("the note of %q lacks %q: %s", b.text(`h1`), want, note)
		}
	}
	b.readme()
	b.look("article")
	b.do("card", chromedp.Navigate(url+"/search?stance=endorsed"), chromedp.WaitVisible(`.result h3 a`), chromedp.Click(`.result h3 a`),
		chromedp.WaitVisible(`.note .answers a`), chromedp.Click(`.note .answers a`), chromedp.WaitVisible(`.cardpage .evidence`))
	if card := b.text(`.cardpage .evidence`); !strings.Contains(card, "Sources") {
		b.t.Errorf("the card shows no sources: %s", card)
	}
	b.look("card")
	for _, page := range []string{"frames", "frames/invasion", "techniques", "cards", "claims", "sources", "explain", "about"} {
		b.do(page, chromedp.Navigate(url+"/"+page), chromedp.WaitVisible(`h1`))
		b.look(strings.ReplaceAll(page, "/", "-"))
	}
	b.do("explain", chromedp.Navigate(url+"/explain"), chromedp.SetValue(`textarea`, "Hordes of migrants are invading our country."),
		chromedp.Submit(`form.explain`), chromedp.WaitVisible(`.annotated .flag`))
	b.look("explained")
	b.explainAddress(url)
	b.do("Italian", chromedp.Navigate(url+"/language?to=it&back=/frames"), chromedp.WaitVisible(`h1`))
	if title := b.text(`h1`); title != "Cornici" {
		b.t.Errorf("the page is not in Italian: %q", title)
	}
	b.look("frames-it")
	b.do("English", chromedp.Navigate(url+"/language?to=en&back=/"))
}

// explainAddress pastes the address of an article of the demo's newsstand, and
// that of this very site, which is private.
func (b *tab) explainAddress(url string) {
	b.t.Helper()
	b.do("an article", chromedp.Navigate(url+"/search?stance=endorsed&lang=en"), chromedp.WaitVisible(`.result h3 a`), chromedp.Click(`.result h3 a`), chromedp.WaitVisible(`.reading .meta a`))
	title, address := b.text(`.reading h1`), eval[string](b, `document.querySelector(".reading .meta a").href`)
	b.do("its address", chromedp.Navigate(url+"/explain"), chromedp.SetValue(`textarea`, address), chromedp.Click(`form.explain button`), chromedp.WaitVisible(`#result .annotated .flag`))
	if got := b.text(`#result h2`); got != title {
		b.t.Errorf("the page at %s is titled %q, want %q", address, got, title)
	}
	if at := eval[string](b, `document.querySelector("#result .meta a").href`); at != address {
		b.t.Errorf("the link leads to %q, not to %q", at, address)
	}
	if at := eval[bool](b, `scrollY > 0 && document.querySelector("#result").getBoundingClientRect().top < innerHeight / 2`); !at {
		b.t.Error("the result is not in sight")
	}
	b.do("steps", chromedp.Evaluate[chromedp.Void](`document.querySelector(".step .found").closest("details").open = true`))
	if steps := b.text(`.step[open]`); !strings.Contains(steps, "fits") || !strings.Contains(steps, "Outcome") {
		b.t.Errorf("the steps do not say what came out: %s", steps)
	}
	b.look("explained-address")
	b.do("a page nearby", chromedp.Navigate(url+"/explain"), chromedp.SetValue(`textarea`, url), chromedp.Click(`form.explain button`), chromedp.WaitVisible(`.problem`))
	if got := b.text(`.problem`); !strings.Contains(got, "private network") {
		b.t.Errorf("the page of the machine itself: %s", got)
	}
	b.look("explain-problem")
}

// TestPagesLoadNothingFromElsewhere asks every page that links lead to for
// addresses outside, which a page may link to but not load from.
func TestPagesLoadNothingFromElsewhere(t *testing.T) {
	url := startDemo(t)
	seen, queue := map[string]bool{"/": true}, []string{"/"}
	for len(queue) > 0 && len(seen) < 300 {
		path := queue[0]
		queue = queue[1:]
		body := get(t, url+path)
		for _, attr := range []string{`src="`, `<link rel="stylesheet" href="`} {
			for _, rest := range strings.Split(body, attr)[1:] {
				if target, _, _ := strings.Cut(rest, `"`); !strings.HasPrefix(target, "/static/") {
					t.Errorf("%s loads %s", path, target)
				}
			}
		}
		if strings.Contains(body, "⟨") {
			_, rest, _ := strings.Cut(body, "⟨")
			t.Errorf("%s lacks a text: ⟨%.40s", path, rest)
		}
		for _, rest := range strings.Split(body, `href="`)[1:] {
			target, _, _ := strings.Cut(rest, `"`)
			target, _, _ = strings.Cut(strings.ReplaceAll(target, "&amp;", "&"), "#")
			if strings.HasPrefix(target, "/") && !strings.HasPrefix(target, "/static/") && !strings.HasPrefix(target, "/export") && !seen[target] {
				seen[target] = true
				queue = append(queue, target)
			}
		}
	}
	if len(seen) < 100 {
		t.Errorf("only %d pages were found by following links", len(seen))
	}
}

func get(t *testing.T, url string) string {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body := readAll(t, res)
	if res.StatusCode != http.StatusOK {
		t.Errorf("%s: status %d", url, res.StatusCode)
	}
	return body
}

func readAll(t *testing.T, res *http.Response) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := b.ReadFrom(res.Body); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestBrowserLanguages looks for words that are too long for a small phone, in
// every language of the interface.
func TestBrowserLanguages(t *testing.T) {
	browser := needBrowser(t)
	url := startDemo(t)
	b := newTab(t, browser, 360, 740)
	for _, lang := range []string{"de", "en", "es", "fr", "it", "pl"} {
		b.do(lang, chromedp.Navigate(url+"/language?to="+lang+"&back=/search?stance=endorsed"), chromedp.WaitVisible(`.result h3 a`))
		article := eval[string](b, `document.querySelector(".result h3 a").pathname`)
		for _, page := range []string{"/", article, "/frames", "/frames/elites-vs-people", "/cards", "/claims", "/sources", "/explain", "/about", "/desk", "/desk/new", "/deck?size=a5"} {
			b.do(lang+page, chromedp.Navigate(url+page), chromedp.WaitVisible(`h1`))
			if over := eval[int](b, overflow); over > 0 {
				t.Errorf("%s in %s is %d px wider than the window: %s", page, lang, over, eval[string](b, widest))
			}
		}
	}
}
