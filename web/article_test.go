package web

import (
	"strings"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

// storeArticle stores an article with a finding on a sentence of it.
func (d *testDesk) storeArticle(a *corpus.Article, sentence string, stance corpus.Stance) {
	d.t.Helper()
	if _, err := d.store.PutArticle(d.t.Context(), a); err != nil {
		d.t.Fatal(err)
	}
	f := finding(a.Text, sentence, stance, "flood")
	f.Target, f.ClaimID = "migrants", corpus.ClaimID("en", sentence)
	an := &corpus.Analysis{ArticleID: a.ID, Lang: "en", ContentHash: a.ContentHash, Findings: []corpus.Finding{f}}
	if err := d.store.PutAnalysis(d.t.Context(), an); err != nil {
		d.t.Fatal(err)
	}
}

// TestArticleOfNoArchive checks that of a page whose publisher wants no copy
// shown, only what is marked is quoted.
func TestArticleOfNoArchive(t *testing.T) {
	d := newDesk(t, true)
	a := &corpus.Article{
		ID: "a1", URL: "https://example.org/a1", Canonical: "https://example.org/a1", Outlet: "The Post", Title: "Headline", Lang: "en",
		Text:      "An opening.\n\nA second one.\n\nA flood of people comes. It rains.\n\nThe end.",
		NoArchive: true, ContentHash: "h1", Fetched: d.clock,
	}
	d.storeArticle(a, "A flood of people comes.", corpus.StanceQuoted)
	page := d.browser().get("/articles/a1")
	page.want(t, 200, "asks that no copy", "It rains.", "Who says it:", "https://example.org/a1")
	for _, left := range []string{"An opening", "A second one", "The end."} {
		if strings.Contains(page.body, left) {
			t.Errorf("the page shows %q", left)
		}
	}
	if got := strings.Count(page.body, "[…]"); got != 2 {
		t.Errorf("%d gaps are marked, want 2", got)
	}

	b := *a
	b.Text, b.Title, b.ContentHash, b.Fetched = "Another text.", "Another headline", "h2", d.clock.Add(time.Hour)
	if _, err := d.store.PutArticle(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	page = d.browser().get("/articles/a1/versions/1")
	page.want(t, 200, "Another headline", "only the headlines")
	if strings.Contains(page.body, "An opening") || strings.Contains(page.body, "Another text") {
		t.Error("the difference shows the text")
	}

	c := *a
	c.ID, c.URL, c.Canonical, c.NoArchive = "a2", "https://example.org/a2", "https://example.org/a2", false
	d.storeArticle(&c, "A flood of people comes.", corpus.StanceQuoted)
	page = d.browser().get("/articles/a2")
	page.want(t, 200, `role="doc-noteref" href="#note-1"`) // a reader hears more than "1"
	page.want(t, 200, "An opening.", "The end.")
	if strings.Contains(page.body, "[…]") || strings.Contains(page.body, "asks that no copy") {
		t.Error("a page that may be shown is cut")
	}
}

// TestHeadingsAndLabels checks what screen readers go by: headings that skip
// no level, and a name for every field.
func TestHeadingsAndLabels(t *testing.T) {
	d := newDesk(t, true)
	c := d.builtin("arrivals-in-numbers", "en")
	d.put(c, corpus.CardPublished, "", 0)
	a := &corpus.Article{ID: "a1", URL: "https://example.org/a1", Canonical: "https://example.org/a1", Title: "Headline", Lang: "en",
		Text: "A flood of people comes.", ContentHash: "h1", Fetched: d.clock}
	d.storeArticle(a, "A flood of people comes.", corpus.StanceEndorsed)
	b := d.browser()
	for _, path := range []string{
		"/articles/a1", "/cards", "/cards/" + c.ID, "/claims", "/claims/" + corpus.ClaimID("en", "A flood of people comes."), "/sources", "/about",
		"/techniques", "/desk", "/desk/new", "/desk/cards/" + c.Key(), "/desk/cards/" + c.Key() + "/history", "/login", "/accounts", "/no-such-page", "/claims?gaps=1", "/cards?frame=invasion",
		"/deck?size=a5", "/deck",
	} {
		page := b.get(path)
		checkHeadings(t, path, page.body)
		checkLabels(t, path, page.body)
	}
}

// TestArticleWithoutTitle checks that an article without a headline can be
// opened from a list, and that a language without word lists is named.
func TestArticleWithoutTitle(t *testing.T) {
	d := newDesk(t, true)
	d.site.Languages = []string{"en"}
	a := &corpus.Article{
		ID: "a1", URL: "https://example.org/a1", Canonical: "https://example.org/a1", Outlet: "The Post", Title: " ", Lang: "et",
		Text: "Sild on avatud.", ContentHash: "h1", Fetched: d.clock,
	}
	if _, err := d.store.PutArticle(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	d.browser().get("/articles/a1").want(t, 200, `<h1 dir="auto">Without a title</h1>`, "cannot read this language yet (Estonian)")
}

func TestContextsSayEachCueOnce(t *testing.T) {
	cue := func(text string, stance corpus.Stance) corpus.Context {
		return corpus.Context{Quote: corpus.Quote{Text: text}, Stance: stance}
	}
	got := contexts([]corpus.Context{
		cue("calling", corpus.StanceCountered), cue("say", corpus.StanceReported), cue("calling", corpus.StanceCountered), cue("say", corpus.StanceCountered),
	})
	if len(got) != 3 || got[2].Stance != corpus.StanceCountered {
		t.Errorf("got %v", got)
	}
}
