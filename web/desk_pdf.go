package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"
)

// ErrBusy says that a request would have to wait too long.
var ErrBusy = errors.New("too many requests at the same time")

// pdf answers with a print page as a PDF file. The page itself says whether
// the request can be answered, and under which address.
func (s *server) pdf(page handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := s.newView(r)
		err := page(r, v)
		d, ok := v.Data.(*printData)
		if err != nil || !ok {
			s.page(page)(w, r)
			return
		}
		b, err := s.PDF(r.Context(), d.URL(d.Size))
		if errors.Is(err, context.Canceled) {
			return
		}
		if err != nil {
			s.page(func(*http.Request, *view) error { return err })(w, r)
			return
		}
		parts := []string{"alleys", chi.URLParam(r, "id"), d.query.Get("lang"), d.Size}
		name := strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "-")
		w.Header().Set("Content-Type", "application/pdf")
		w.Header().Set("Content-Disposition", fmt.Sprintf("inline; filename=%q", name+".pdf"))
		w.Write(b)
	}
}
