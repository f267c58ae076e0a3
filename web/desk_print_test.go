package web

import (
	"archive/zip"
	"encoding/json"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

func TestPrintAndProject(t *testing.T) {
	d := newDesk(t, true)
	b, c := d.browser(), d.builtin("arrivals-in-numbers", "en")
	d.put(c, corpus.CardPublished, "", 0)
	for _, size := range []string{"a5", "a4"} {
		b.get("/cards/"+c.ID+"/print?size="+size).want(t, 200, c.Title, "sheets "+size, c.Sources[0].URL)
		b.get("/deck?size="+size).want(t, 200, c.Title, "sheets "+size)
	}
	b.get("/cards/"+c.ID+"/print?size=deck").want(t, 200, `id="s8"`, "8 / 8", "<h1>Myth</h1>")
	b.get("/deck").want(t, 200, "1 / 1", "What picture does")
	b.get("/cards/"+c.ID+"/print?size=poster").want(t, 200, "sheets a5")
	b.get("/cards/no-such-card/print").want(t, 404)
}

func TestDeckZip(t *testing.T) {
	d := newDesk(t, true)
	c := d.builtin("arrivals-in-numbers", "en")
	d.put(c, corpus.CardPublished, "", 0)
	d.put(d.builtin("bananas-may-be-bent", "en"), corpus.CardDraft, "", 0)
	a := d.browser().get("/cards.zip")
	a.want(t, 200)
	z, err := zip.NewReader(strings.NewReader(a.body), int64(len(a.body)))
	if err != nil {
		t.Fatal(err)
	}
	if len(z.File) != 1 || z.File[0].Name != "en/arrivals-in-numbers.md" {
		t.Errorf("files %v", z.File)
	}
}

func TestClaimReview(t *testing.T) {
	d := newDesk(t, true)
	c := d.builtin("arrivals-in-numbers", "en")
	d.put(c, corpus.CardPublished, "", 0)
	a := d.browser().get("/cards/" + c.ID + ".jsonld")
	a.want(t, 200, "ClaimReview", "http://localhost:8080/cards/arrivals-in-numbers?lang=en", `"2026-11-22"`)
	if got := a.header.Get("Content-Type"); got != "application/ld+json" {
		t.Errorf("type %q", got)
	}
	if !json.Valid([]byte(a.body)) {
		t.Error("not JSON")
	}
	d.browser().get("/cards/no-such-card.jsonld").want(t, 404)
}
