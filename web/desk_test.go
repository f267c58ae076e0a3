package web

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
)

func (d *testDesk) builtin(id, lang string) *corpus.Card {
	d.t.Helper()
	all, err := deck.Builtin()
	if err != nil {
		d.t.Fatal(err)
	}
	for _, c := range all {
		if c.ID == id && c.Lang == lang {
			return c
		}
	}
	d.t.Fatalf("no card %s.%s", id, lang)
	return nil
}

// put stores a card as a further version on base.
func (d *testDesk) put(c *corpus.Card, status corpus.CardStatus, author string, base int) {
	d.t.Helper()
	stored := &corpus.CardVersion{Card: *c, Author: author, At: d.clock}
	stored.Status = status
	if _, err := d.store.PutCard(d.t.Context(), stored, base); err != nil {
		d.t.Fatal(err)
	}
}

func (d *testDesk) card(id, lang string) *corpus.CardVersion {
	d.t.Helper()
	c, err := d.store.Card(d.t.Context(), id, lang)
	if err != nil {
		d.t.Fatal(err)
	}
	return c
}

// formOf fills the editor's form in as it is shown for a card.
func formOf(c *corpus.Card, base int) url.Values {
	f := url.Values{
		"base": {itoa(base)}, "title": {c.Title}, "body": {strings.ReplaceAll(c.Body, "\n", "\r\n")}, "claims": {strings.Join(c.Claims, "\r\n")},
		"frames": c.Frames, "targets": c.Targets, "techniques": c.Techniques, "strategy": {c.Strategy}, "response": {c.Response},
		"as_of": {c.AsOf}, "review_by": {c.ReviewBy}, "minutes": {itoa(c.Minutes)}, "age": {c.Age}, "licence": {c.Licence},
		"authors": {strings.Join(c.Authors, ", ")}, "action": {"save"},
	}
	for _, s := range append(c.Sources, corpus.CardSource{}) {
		f.Add("source_title", s.Title)
		f.Add("source_publisher", s.Publisher)
		f.Add("source_url", s.URL)
		f.Add("source_published", s.Published)
		f.Add("source_accessed", s.Accessed)
	}
	return f
}

const editorPath = "/desk/cards/arrivals-in-numbers.en"

func TestEditorGivesBackEveryCard(t *testing.T) {
	all, err := deck.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		got := readCardForm(formOf(c, 1), &corpus.Card{ID: c.ID, Lang: c.Lang, Kind: c.Kind, Status: c.Status, Reviewers: c.Reviewers})
		if string(deck.Format(&got.Card)) != string(deck.Format(c)) {
			t.Fatalf("%s: the form changed the card:\n%s\nwant\n%s", c.Key(), deck.Format(&got.Card), deck.Format(c))
		}
	}
}

func TestEditSavesDraftOverPublished(t *testing.T) {
	d := newDesk(t, true)
	b, c := d.browser(), d.builtin("arrivals-in-numbers", "en")
	d.put(c, corpus.CardPublished, "", 0)
	b.get(editorPath).want(t, 200, c.Title, "Hordes of migrants are flooding Europe", `name="base" value="1"`)
	form := formOf(c, 1)
	form.Set("title", "A better title")
	form.Set("comment", "clearer")
	if a := b.post(editorPath, form); a.status != 303 || a.location != editorPath+"?saved=1" {
		t.Fatalf("status %d to %q:\n%s", a.status, a.location, a.body)
	}
	got := d.card(c.ID, "en")
	if got.Version != 2 || got.Status != corpus.CardDraft || got.Title != "A better title" || got.Author != localUser || got.Comment != "clearer" || !got.At.Equal(d.clock) {
		t.Errorf("stored %+v", got)
	}
	b.get("/cards/"+c.ID).want(t, 200, c.Title) // readers still see version 1
	b.get(editorPath+"?saved=1").want(t, 200, "A better title", "Readers still see version 1", "Saved.")
	form.Set("base", "2")
	form.Set("action", "publish")
	if a := b.post(editorPath, form); a.status != 303 {
		t.Fatalf("status %d:\n%s", a.status, a.body)
	}
	b.get("/cards/"+c.ID).want(t, 200, "A better title")
}

func TestEditOnOldVersionIsRefused(t *testing.T) {
	d := newDesk(t, true)
	b, c := d.browser(), d.builtin("arrivals-in-numbers", "en")
	d.put(c, corpus.CardPublished, "", 0)
	theirs := *c
	theirs.Title = "Their own title"
	d.put(&theirs, corpus.CardDraft, "bea", 1)
	form := formOf(c, 1)
	form.Set("title", "My <b>own</b> title")
	form.Set("body", c.Body+"\n\nA sentence of mine.")
	b.post(editorPath, form).want(t, 409, "Somebody else saved this card", "<del>Their</del>", "My &lt;b&gt;own&lt;/b&gt;", "A sentence of mine.", `name="base" value="2"`, "Save on top of version 2")
	if got := d.card(c.ID, "en"); got.Version != 2 || got.Title != "Their own title" {
		t.Fatalf("stored %+v", got)
	}
	form.Set("base", "2")
	if a := b.post(editorPath, form); a.status != 303 {
		t.Fatalf("status %d", a.status)
	}
	history, err := d.store.CardHistory(t.Context(), c.ID, "en")
	if err != nil || len(history) != 3 || history[1].Title != "Their own title" {
		t.Fatalf("history %v, %v", history, err)
	}
}

func TestFaultyFormKeepsText(t *testing.T) {
	d := newDesk(t, true)
	b, c := d.browser(), d.builtin("arrivals-in-numbers", "en")
	d.put(c, corpus.CardDraft, "", 0)
	for field, value := range map[string]string{"minutes": "ten", "title": " "} {
		form := formOf(c, 1)
		form.Set("claims", "A wording to keep")
		form.Set(field, value)
		b.post(editorPath, form).want(t, 400, "A wording to keep", `role="alert"`)
	}
	form := formOf(c, 1)
	form.Set("action", "check")
	form.Set("frames", "no-such-frame")
	form.Set("body", "## Fact\n\n<script>alert(1)</script> [x](javascript:alert(1))")
	a := b.post(editorPath, form)
	a.want(t, 200, "no-such-frame")
	if strings.Contains(a.body, "<script>alert") || strings.Contains(a.body, `href="javascript:`) {
		t.Error("the preview trusts the text")
	}
	form.Set("action", "publish")
	b.post(editorPath, form).want(t, 400, "A card with errors is not published")
	if d.card(c.ID, "en").Version != 1 {
		t.Error("a faulty card was stored")
	}
}

func TestLiveCheckGivesAPiece(t *testing.T) {
	d := newDesk(t, true)
	c := d.builtin("arrivals-in-numbers", "en")
	d.put(c, corpus.CardDraft, "", 0)
	d.claim("c1", "Hordes of migrants are flooding Europe.")
	form := formOf(c, 1)
	form.Set("known", "1")
	form.Set("id", c.ID)
	form.Set("lang", "en")
	a := d.browser().post("/desk/check", form)
	a.want(t, 200, "Nothing to put right.", "Fits an A5 sheet", "Hordes of migrants are flooding Europe.", "papertitle")
	if strings.Contains(a.body, "<html") {
		t.Error("the check is a whole page")
	}
}

// claim stores an English article that carries a claim of the frame invasion.
func (d *testDesk) claim(id, sentence string) *corpus.ClaimStat {
	d.t.Helper()
	return d.claimIn("en", id, sentence)
}

func (d *testDesk) claimIn(lang, id, sentence string) *corpus.ClaimStat {
	d.t.Helper()
	ctx, url := d.t.Context(), "https://news.example.org/"+id
	a := &corpus.Article{ID: id, URL: url, Canonical: url, Title: "News", Text: sentence, ContentHash: id, Fetched: d.clock, Lang: lang, Outlet: "News"}
	if _, err := d.store.PutArticle(ctx, a); err != nil {
		d.t.Fatal(err)
	}
	claim := corpus.ClaimID(lang, sentence)
	err := d.store.PutAnalysis(ctx, &corpus.Analysis{ArticleID: id, ContentHash: id, Rulebook: "r", Lang: lang, Findings: []corpus.Finding{{
		ClaimID: claim, Frame: "invasion", Family: corpus.FamilyXenophobic, Target: "migrants", Stance: corpus.StanceEndorsed, Rule: "r", Score: .9,
		Part: corpus.PartText, Sentence: corpus.Quote{Span: corpus.Span{End: len([]rune(sentence))}, Text: sentence},
	}}})
	if err != nil {
		d.t.Fatal(err)
	}
	c, err := d.store.Claim(ctx, claim)
	if err != nil {
		d.t.Fatal(err)
	}
	return c
}

func TestNewCardFromClaimAndTranslation(t *testing.T) {
	d := newDesk(t, true)
	b := d.browser()
	claim := d.claim("a1", "They come in hordes.")
	b.get("/desk/new?claim="+claim.ID).want(t, 200, "They come in hordes.", `value="invasion" checked`, "## Fact")
	form := url.Values{"title": {"Über 3,5 Millionen – ein Überblick"}, "kind": {"counter-narrative"}, "lang": {"de"}, "body": {"## Fakt\n\nText."}, "action": {"save"}}
	a := b.post("/desk/new", form)
	if a.status != 303 || a.location != "/desk/cards/ueber-3-5-millionen-ein-ueberblick.de?saved=1" {
		t.Fatalf("status %d to %q:\n%s", a.status, a.location, a.body)
	}
	b.post("/desk/new", form).want(t, 409, "There is a card ueber-3-5-millionen-ein-ueberblick.de already", "## Fakt")

	c := d.builtin("arrivals-in-numbers", "en")
	d.put(c, corpus.CardPublished, "", 0)
	b.get("/desk/new?translate="+c.ID+"&lang=it").want(t, 200, c.Title, "## Il fatto", "Original (English)")
	form = url.Values{"translate": {c.ID}, "id": {"other"}, "lang": {"it"}, "title": {"Titolo"}, "body": {"## Il fatto\n\nTesto."}, "frames": c.Frames, "action": {"save"}}
	if a := b.post("/desk/new", form); a.location != "/desk/cards/"+c.ID+".it?saved=1" {
		t.Fatalf("status %d to %q", a.status, a.location)
	}
	d.clock = d.clock.Add(time.Hour)
	changed := *c
	changed.Title = "Four in five permits"
	d.put(&changed, corpus.CardDraft, "ana", 1)
	if body := b.get("/desk/cards/" + c.ID + ".it").body; strings.Contains(body, "Four in five") {
		t.Error("a translation follows a draft")
	}
	d.put(&changed, corpus.CardPublished, "ana", 2)
	b.get("/desk/cards/"+c.ID+".it").want(t, 200, "The original has changed since this translation", "Four in five")
}

func TestHistoryAndRestore(t *testing.T) {
	d := newDesk(t, true)
	b, c := d.browser(), d.builtin("arrivals-in-numbers", "en")
	d.put(c, corpus.CardPublished, "", 0)
	next := *c
	next.Title = "Another title"
	d.put(&next, corpus.CardPublished, "ana", 1)
	b.get(editorPath+"/history").want(t, 200, "What changed from version 1 to version 2", "<del>", "<ins>", "Restore version 1")
	b.post(editorPath+"/restore", url.Values{"base": {"1"}, "version": {"1"}}).want(t, 409)
	b.post(editorPath+"/restore", url.Values{"base": {"2"}, "version": {"9"}}).want(t, 404)
	if a := b.post(editorPath+"/restore", url.Values{"base": {"2"}, "version": {"1"}}); a.status != 303 {
		t.Fatalf("status %d", a.status)
	}
	if got := d.card(c.ID, "en"); got.Version != 3 || got.Title != c.Title || got.Status != corpus.CardDraft {
		t.Errorf("stored %+v", got)
	}
}

func TestDeskListFilters(t *testing.T) {
	d := newDesk(t, true)
	b := d.browser()
	good, late := d.builtin("arrivals-in-numbers", "en"), *d.builtin("bananas-may-be-bent", "en")
	d.put(good, corpus.CardPublished, "", 0)
	late.ReviewBy = "2026-01-01"
	d.put(&late, corpus.CardDraft, "ana", 0)
	for query, want := range map[string][2]bool{
		"": {true, true}, "?status=draft": {false, true}, "?only=stale": {false, true}, "?frame=invasion": {true, false},
		"?lang=it": {false, false}, "?kind=best-practice": {false, false}, "?only=problems": {false, true},
	} {
		body := b.get("/desk" + query).body
		for i, c := range []*corpus.Card{good, &late} {
			if got := strings.Contains(body, "/desk/cards/"+c.Key()); got != want[i] {
				t.Errorf("%q: %s shown: %v", query, c.Key(), got)
			}
		}
	}
}

func TestVotes(t *testing.T) {
	d := newDesk(t, true)
	b, c := d.browser(), d.builtin("arrivals-in-numbers", "en")
	d.put(c, corpus.CardPublished, "", 0)
	claim := d.claim("a1", "Hordes of migrants are flooding Europe.")
	vote := func(thumb string) answer {
		return b.post("/claims/"+claim.ID+"/vote", url.Values{"card": {c.ID}, "thumb": {thumb}})
	}
	for _, step := range []struct {
		thumb string
		sum   int
	}{{"up", 1}, {"down", -1}, {"none", 0}} {
		if a := vote(step.thumb); a.status != 303 {
			t.Fatalf("status %d", a.status)
		}
		votes, err := d.store.Votes(t.Context(), claim.ID)
		if err != nil || votes[c.ID] != step.sum {
			t.Errorf("after %s: votes %v, %v", step.thumb, votes, err)
		}
	}
	vote("sideways").want(t, 400)
	vote("down")
	b.get("/claims/"+claim.ID).want(t, 200, "Voted down:", c.Title)
}
