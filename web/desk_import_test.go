package web

import (
	"bytes"
	"mime/multipart"
	"net/http/httptest"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
)

func (b *browser) upload(name string, data []byte) answer {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	w, err := form.CreateFormFile("deck", name)
	if err != nil {
		b.t.Fatal(err)
	}
	w.Write(data)
	form.Close()
	r := httptest.NewRequest("POST", "/desk/import", &body)
	r.Host = b.host
	r.Header.Set("Content-Type", form.FormDataContentType())
	if b.cookie != nil {
		r.AddCookie(b.cookie)
	}
	rec := httptest.NewRecorder()
	b.handler.ServeHTTP(rec, r)
	return answer{rec.Code, rec.Body.String(), rec.Header().Get("Location"), rec.Header()}
}

func TestImportDeck(t *testing.T) {
	d := newDesk(t, true)
	b, c, other := d.browser(), d.builtin("arrivals-in-numbers", "en"), d.builtin("bananas-may-be-bent", "en")
	d.put(c, corpus.CardPublished, "", 0)
	changed := *c
	changed.Title = "Another <title>"
	var z bytes.Buffer
	if err := deck.ExportZip(&z, []*corpus.Card{&changed, other}); err != nil {
		t.Fatal(err)
	}
	b.upload("deck.zip", z.Bytes()).want(t, 200, "Cards read: 2. New or changed: 2.", "Another &lt;title&gt;")
	if got := d.card(c.ID, "en"); got.Version != 2 || got.Status != corpus.CardPublished || got.Comment != "from deck.zip" {
		t.Errorf("stored %+v", got)
	}
	b.upload("deck.zip", z.Bytes()).want(t, 200, "New or changed: 0. The same as here: 2.")
	b.upload("../x.md", deck.Format(&changed)).want(t, 200, "Cards read: 1. New or changed: 0.")
	b.upload("x.md", []byte("no card")).want(t, 200, "Cards read: 0.", "x.md:1: a card starts with")
	b.upload("x.zip", []byte("no zip")).want(t, 200, "x.zip: not a deck")
}

func TestImportWithAccountsGivesDrafts(t *testing.T) {
	d := newDesk(t, false)
	c := d.builtin("arrivals-in-numbers", "en")
	d.enrol("tom", corpus.RoleTrainer).upload("x.md", deck.Format(c)).want(t, 403)
	d.enrol("eva", corpus.RoleEditor).upload("x.md", deck.Format(c)).want(t, 200, "New or changed: 1.")
	if got := d.card(c.ID, "en"); got.Status != corpus.CardDraft || got.Author != "eva" {
		t.Errorf("stored %+v", got)
	}
}
