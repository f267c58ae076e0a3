package web

import (
	"fmt"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
	"github.com/alleys-eu/alleys/corpus/sqlite"
)

// TestDeadLinks checks that the desk and the readers learn what the last check
// of the links told.
func TestDeadLinks(t *testing.T) {
	d := newDesk(t, true)
	b := d.browser()
	c := d.builtin("arrivals-in-numbers", "en")
	d.put(c, corpus.CardPublished, "", 0)
	d.put(d.builtin("bananas-may-be-bent", "en"), corpus.CardPublished, "", 0)
	address := c.Sources[0].URL
	b.get("/desk?only=links").want(t, 200, "No cards to show")
	for _, test := range []struct {
		link                  deck.Link
		editor, reader, lists string
	}{
		{deck.Link{State: deck.LinkDead, Why: "the server answered 410 Gone", Missed: d.clock}, "dead at the last check, 22 November 2026: the server answered 410 Gone", "not found at the last check (22 November 2026)", "did not work when last checked"},
		{deck.Link{State: deck.LinkMoved, To: "https://new.example/"}, "has moved to https://new.example/", "", ""},
		{deck.Link{State: deck.LinkUnknown, Missed: d.clock}, "not found on 22 November 2026", "", ""},
	} {
		test.link.URL, test.link.Checked = address, d.clock
		if err := deck.SaveLinks(t.Context(), d.store, deck.Links{address: test.link}); err != nil {
			t.Fatal(err)
		}
		b.get("/desk/cards/"+c.Key()).want(t, 200, test.editor)
		b.get("/cards/"+c.ID).want(t, 200, test.reader)
		if test.lists != "" {
			b.get("/desk?only=links").want(t, 200, c.Title, "dead link", "1 of 2", test.lists)
		} else {
			b.get("/desk?only=links").want(t, 200, "0 of 2")
		}
	}
}

// BenchmarkDesk shows the desk's list for a deck of 1,000 cards, with what the
// lint remembers and without.
func BenchmarkDesk(b *testing.B) {
	store, err := sqlite.Open(b.Context(), b.TempDir()+"/corpus.db")
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	all, err := deck.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	for i := range 1000 {
		c := *all[i%len(all)]
		c.ID = fmt.Sprintf("%s-%d", c.ID, i/len(all))
		if _, err := store.PutCard(b.Context(), &corpus.CardVersion{Card: c, Author: "anna", At: time.Now()}, 0); err != nil {
			b.Fatal(err)
		}
	}
	s, err := newServer(Config{Store: store, Taxonomy: deskTaxonomy, SingleUser: true})
	if err != nil {
		b.Fatal(err)
	}
	h := s.routes()
	show := func() {
		r := httptest.NewRequest("GET", "/desk", nil)
		r.Host = "localhost:8080"
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != 200 {
			b.Fatal(w.Code)
		}
	}
	b.Run("anew", func(b *testing.B) {
		for b.Loop() {
			s.linter = &deck.Linter{}
			show()
		}
	})
	b.Run("again", func(b *testing.B) {
		for b.Loop() {
			show()
		}
	})
}
