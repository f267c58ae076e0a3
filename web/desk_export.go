package web

import (
	"bytes"
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
)

// deckZip gives the published cards as a zip archive of Markdown files.
func (s *server) deckZip(w http.ResponseWriter, r *http.Request) {
	versions, err := s.Store.Cards(r.Context(), corpus.CardFilter{Live: true, Lang: r.URL.Query().Get("lang")})
	var b bytes.Buffer
	if err == nil {
		err = deck.ExportZip(&b, deck.Cards(versions))
	}
	if err != nil {
		s.page(func(*http.Request, *view) error { return err })(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", `attachment; filename="alleys-cards.zip"`)
	w.Write(b.Bytes())
}

// cardReview gives the variants of a card as ClaimReview JSON-LD.
func (s *server) cardReview(w http.ResponseWriter, r *http.Request) {
	versions, err := s.Store.Cards(r.Context(), corpus.CardFilter{ID: chi.URLParam(r, "id"), Live: true})
	published := map[string]string{}
	for _, c := range versions {
		// A card that came with the program was not published when it came.
		if !c.At.IsZero() && !c.Builtin {
			published[c.Key()] = c.At.Format("2006-01-02")
		}
	}
	if err == nil && len(versions) == 0 {
		err = corpus.ErrNotFound
	}
	var b []byte
	if err == nil {
		site := s.siteURL(r)
		b, err = deck.ClaimReviews(deck.Cards(versions), deck.ReviewOptions{
			URL:       func(c *corpus.Card) string { return site + "/cards/" + c.ID + "?lang=" + c.Lang },
			Published: func(c *corpus.Card) string { return published[c.Key()] },
		})
	}
	if err != nil {
		s.page(func(*http.Request, *view) error { return err })(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/ld+json")
	w.Write(b)
}
