package web

import (
	"github.com/go-chi/chi/v5"

	"github.com/alleys-eu/alleys/corpus"
)

func (s *server) deskRoutes(r chi.Router) {
	r.Get("/desk", s.may(corpus.RoleTrainer, s.deskList))
	r.Get("/desk/new", s.may(corpus.RoleTrainer, s.deskNew))
	r.Post("/desk/new", s.may(corpus.RoleTrainer, s.deskNew))
	r.Post("/desk/import", s.may(corpus.RoleEditor, s.deskImport))
	r.Post("/desk/check", s.deskCheckLive)
	r.Get("/desk/cards/{id}.{lang}", s.may(corpus.RoleTrainer, s.deskEdit))
	r.Post("/desk/cards/{id}.{lang}", s.may(corpus.RoleTrainer, s.deskEdit))
	r.Get("/desk/cards/{id}.{lang}/history", s.may(corpus.RoleTrainer, s.deskHistory))
	r.Post("/desk/cards/{id}.{lang}/restore", s.may(corpus.RoleTrainer, s.deskRestore))
	r.Post("/desk/cards/{id}.{lang}/status", s.may(corpus.RoleTrainer, s.deskStatus))
	r.Post("/claims/{id}/vote", s.may(corpus.RoleTrainer, s.vote))
	r.Get("/cards.zip", s.deckZip)
	r.Get("/cards/{id}.jsonld", s.cardReview)
	r.Get("/cards/{id}/print", s.page(s.cardPrint))
	r.Get("/deck", s.page(s.deckPrint))
	if s.PDF != nil {
		r.Get("/cards/{id}/print.pdf", s.pdf(s.cardPrint))
		r.Get("/deck.pdf", s.pdf(s.deckPrint))
	}
}
