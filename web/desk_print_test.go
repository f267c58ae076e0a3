package web

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
)

func TestPrintAndProject(t *testing.T) {
	d := newDesk(t, true)
	b, c := d.browser(), d.builtin("arrivals-in-numbers", "en")
	d.put(c, corpus.CardPublished, "", 0)
	for _, size := range []string{"a5", "a4"} {
		b.get("/cards/"+c.ID+"/print?size="+size).want(t, 200, c.Title, "sheets "+size, c.Sources[0].URL)
		b.get("/deck?size="+size).want(t, 200, c.Title, "sheets "+size)
	}
	b.get("/cards/"+c.ID+"/print?size=projector").want(t, 200, `id="s8"`, "8 / 8", "<h1>Myth</h1>")
	b.get("/deck").want(t, 200, "1 / 1", "What picture does")
	b.get("/cards/"+c.ID+"/print?size=poster").want(t, 200, "sheets a5")
	b.get("/cards/no-such-card/print").want(t, 404)
	b.get("/deck?id="+c.ID).want(t, 200, "8 / 8")
	b.get("/deck?id=no-such-card").want(t, 404)
	b.get("/deck.pdf").want(t, 404)
}

// TestPDF checks what is asked of the browser; the browser itself is tested
// with the command.
func TestPDF(t *testing.T) {
	d := newDesk(t, true)
	c := d.builtin("arrivals-in-numbers", "en")
	d.put(c, corpus.CardPublished, "", 0)
	var asked []string
	d.site.PDF = func(_ context.Context, page string) ([]byte, error) {
		asked = append(asked, page)
		if strings.Contains(page, "frame=broken") {
			return nil, errors.New("no browser")
		}
		if strings.Contains(page, "kind=eu-explainer") {
			return nil, fmt.Errorf("printer: %w", ErrBusy)
		}
		return []byte("%PDF-1.4"), nil
	}
	d.handler = d.site.routes()
	b := d.browser()
	b.get("/deck?size=a4").want(t, 200, `href="/deck.pdf?lang=en&amp;size=a4"`)
	a := b.get("/cards/" + c.ID + "/print.pdf?size=projector")
	a.want(t, 200, "%PDF-1.4")
	if got := a.header.Get("Content-Type"); got != "application/pdf" {
		t.Errorf("type %q", got)
	}
	if got := a.header.Get("Content-Disposition"); !strings.Contains(got, `"alleys-arrivals-in-numbers-en-projector.pdf"`) {
		t.Errorf("disposition %q", got)
	}
	b.get("/deck.pdf?size=a5&id="+c.ID).want(t, 200)
	b.get("/cards/no-such-card/print.pdf").want(t, 404)
	b.get("/deck.pdf?frame=broken").want(t, 500, "Something went wrong")
	b.get("/deck.pdf?kind=eu-explainer").want(t, 503, "Try again in a minute")
	want := "/cards/arrivals-in-numbers/print?lang=en&size=projector /deck?id=arrivals-in-numbers&lang=en&size=a5 /deck?frame=broken&lang=en&size=projector /deck?kind=eu-explainer&lang=en&size=projector"
	if got := strings.Join(asked, " "); got != want {
		t.Errorf("the browser was asked for %s", got)
	}
}

func TestDates(t *testing.T) {
	texts, err := loadTexts()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range [][3]string{
		{"en", "2024-05-01", "1 May 2024"}, {"fr", "2024-05-01", "1er mai 2024"}, {"it", "2024-05-01", "1° maggio 2024"},
		{"fr", "2024-05-02", "2 mai 2024"}, {"de", "2024-03-31", "31. März 2024"}, {"es", "2024-03-31", "31 de marzo de 2024"},
		{"pl", "2024-12", "12/2024"}, {"pl", "2024-12-31", "31 grudnia 2024"}, {"en", "2024", "2024"}, {"en", "n.d.", "n.d."}, {"en", "", ""},
		{"nl", "2024-03-01", "1 maart 2024"}, {"pt", "2024-03-31", "31 de março de 2024"},
	} {
		if got := texts.date(test[0], test[1]); got != test[2] {
			t.Errorf("%s in %s: got %q, want %q", test[1], test[0], got, test[2])
		}
	}
}

// TestPrintSpeaksTheCardsLanguage prints cards in languages that the pages do
// not speak: no English may stand on them.
func TestPrintSpeaksTheCardsLanguage(t *testing.T) {
	d := newDesk(t, true)
	for lang, want := range map[string][]string{
		"nl": {"Stand van de cijfers: 31 december 2024.", "Licentie: CC BY 4.0.", "De EU uitgelegd"},
		"pt": {"Dados de: 31 de dezembro de 2024.", "Licença: CC BY 4.0.", "A UE explicada"},
	} {
		d.put(&corpus.Card{ID: "bridge", Lang: lang, Kind: corpus.CardExplainer, Title: "Brug", AsOf: "2024-12-31", Licence: "CC BY 4.0", Body: "## X\n\nY"}, corpus.CardPublished, "", 0)
		b := d.browser()
		b.get("/cards/bridge/print?lang="+lang).want(t, 200, want[:2]...)
		b.get("/cards/bridge/print?size=projector&lang="+lang).want(t, 200, want[2])
	}
	for _, lang := range deck.Languages() {
		if _, ok := d.site.texts.byLang[lang]["card.as_of"]; !ok {
			t.Errorf("cards can be written in %s, but the pages have no words for them", lang)
		}
	}
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
