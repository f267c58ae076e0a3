package web

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/alleys-eu/alleys/corpus"
)

func (s *server) accountRoutes(r chi.Router) {
	r.Get("/login", s.page(s.login))
	r.Post("/login", s.page(s.login))
	r.Post("/logout", s.page(s.logout))
	r.Get("/invitation/{token}", s.page(s.invitation))
	r.Post("/invitation/{token}", s.page(s.invitation))
	r.Get("/account", s.may(corpus.RoleReader, s.ownAccount))
	r.Post("/account", s.may(corpus.RoleReader, s.ownAccount))
	r.Get("/accounts", s.may(corpus.RoleAdministrator, s.people))
	r.Post("/accounts", s.may(corpus.RoleAdministrator, s.invite))
	r.Post("/accounts/{login}", s.may(corpus.RoleAdministrator, s.changeAccount))
}

// maxForm is how many bytes a form may have. A card file has at most a
// quarter of it.
const maxForm = 1 << 20

func limitBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		most := int64(maxForm)
		if r.URL.Path == "/desk/import" {
			most = maxUpload
		}
		r.Body = http.MaxBytesReader(w, r.Body, most)
		next.ServeHTTP(w, r)
	})
}

// sameSite refuses forms that another site sends, by the Sec-Fetch-Site and
// Origin headers of the browser (net/http.CrossOriginProtection).
func (s *server) sameSite(next http.Handler) http.Handler {
	p := http.NewCrossOriginProtection()
	p.SetDenyHandler(s.page(func(*http.Request, *view) error { return errForbidden }))
	return p.Handler(next)
}
