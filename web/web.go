// Package web shows the corpus to people: server-rendered pages that read well
// without scripts, on a projector and on a phone, by keyboard and by screen
// reader. It takes everything it shows through interfaces.
//
// A stranger's text is never trusted: html/template escapes it, links are
// checked for their scheme, and the Content-Security-Policy allows nothing
// from elsewhere.
package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
	"github.com/alleys-eu/alleys/index"
)

// Pairer finds the cards for a claim.
type Pairer interface {
	// Pair returns the best cards, those in the reader's language first. None
	// is an answer.
	Pair(c corpus.Claim, votes map[string]int, readerLang string, limit int) []corpus.Pairing
}

// Store is what the pages read.
type Store interface {
	corpus.SourceStore
	corpus.ArticleStore
	corpus.AnalysisStore
	corpus.CardStore
	corpus.AccountStore
}

// Figure is how well the analyser does in one respect, measured on the gold
// sentences.
type Figure struct {
	Kind                  string // "language", "family", "frame", "stance", or "all"
	ID                    string // the language, family, frame or stance
	Precision, Recall, F1 float64
	Low, High             float64 // 95 % interval of F1
	Cases                 int     // labelled findings
}

// Config is what the pages are made of. All fields but Languages, Fetcher, Log,
// Demo, SingleUser, CardsChanged and PDF are needed.
type Config struct {
	Store     Store
	Search    index.Engine
	Taxonomy  *corpus.Taxonomy
	Pairer    Pairer
	Explainer Explainer
	// Fetcher gets the articles whose address readers paste; nil: none is
	// fetched, and the page says so. FetchesPrivate says that it reaches private
	// networks too: then it serves only callers of this site by the name of this
	// machine.
	Fetcher        Fetcher
	FetchesPrivate bool
	// Languages are those that the analyser has word lists for, ISO 639-1;
	// none means all.
	Languages []string
	Figures   func() []Figure // measured when first asked for
	// Group puts claims together that say nearly the same, the group of the
	// first one first.
	Group func([]corpus.Claim) [][]corpus.Claim
	// Diff compares two versions of a text, paragraph by paragraph.
	Diff    func(old, new string) []Change
	Demo    bool   // say on every page that the outlets are fictional
	Version string // of the program, for citations
	Log     *slog.Logger

	// SingleUser opens the desk without login to whoever calls this site by
	// the name of this machine; for a server on a loopback address.
	SingleUser bool
	// CardsChanged is called after a card was stored.
	CardsChanged func(context.Context) error
	// Trial returns a pairer over the deck as if this card were published.
	Trial func(ctx context.Context, c *corpus.Card) (Pairer, error)
	// PDF prints a page of this site, named by path and query, to a PDF file.
	// The error wraps ErrBusy when too many are waiting. Without it no page
	// offers one.
	PDF func(ctx context.Context, page string) ([]byte, error)
}

type server struct {
	Config
	now        func() time.Time
	limiter    *limiter
	linter     *deck.Linter
	passwords  *passwords
	noPassword func() string // hash of no password, for logins that are not there
	texts      *texts
	templates  *templates
}

// New builds the handler of all pages. The error names faulty templates and
// texts by file and line.
func New(c Config) (http.Handler, error) {
	s, err := newServer(c)
	if err != nil {
		return nil, err
	}
	return s.routes(), nil
}

func newServer(c Config) (*server, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	t, err := loadTexts()
	if err != nil {
		return nil, err
	}
	s := &server{Config: c, texts: t, now: time.Now, limiter: newLimiter(), linter: &deck.Linter{}, passwords: newPasswords()}
	s.noPassword = sync.OnceValue(func() string { return s.passwords.hash("") })
	if s.templates, err = s.loadTemplates(); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *server) routes() http.Handler {
	r := chi.NewRouter()
	r.Use(s.recoverer, securityHeaders, middleware.Compress(5), middleware.GetHead)
	r.Use(s.sameSite, limitBody, s.identify)
	r.Get("/", s.page(s.home))
	r.Get("/search", s.page(s.search))
	r.Get("/export", s.export)
	r.Get("/articles/{id}", s.page(s.article))
	r.Get("/articles/{id}/versions/{version}", s.page(s.version))
	r.Get("/frames", s.page(s.frames))
	r.Get("/frames/{id}", s.page(s.frame))
	r.Get("/techniques", s.page(s.techniques))
	r.Get("/cards", s.page(s.cards))
	r.Get("/cards/{id}", s.page(s.card))
	r.Get("/claims", s.page(s.claims))
	r.Get("/claims/{id}", s.page(s.claim))
	r.Get("/sources", s.page(s.sources))
	r.Get("/explain", s.page(s.explain))
	r.Post("/explain", s.page(s.explain))
	r.Get("/about", s.page(s.about))
	r.Get("/language", s.setLanguage)
	r.Get("/robots.txt", robots)
	s.deskRoutes(r)
	s.accountRoutes(r)
	r.Get("/static/{hash}/{file}", s.static)
	r.NotFound(s.page(func(*http.Request, *view) error { return corpus.ErrNotFound }))
	return r
}

// handler fills a view for a request; page renders it. An error that wraps
// corpus.ErrNotFound or corpus.ErrInvalid is the reader's; any other one is
// logged and shown as a fault of the program.
type handler func(r *http.Request, v *view) error

func (s *server) page(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := s.newView(r)
		err := h(r, v)
		for _, c := range v.cookies {
			http.SetCookie(w, c)
		}
		if v.redirect != "" && err == nil {
			http.Redirect(w, r, v.redirect, http.StatusSeeOther)
			return
		}
		if err != nil {
			if errors.Is(err, context.Canceled) {
				return
			}
			s.fail(v, err, r)
		}
		s.render(w, v)
	}
}

// fail turns a view into that of an error.
func (s *server) fail(v *view, err error, r *http.Request) {
	v.template, v.Data = "error", nil
	switch {
	case errors.Is(err, corpus.ErrNotFound):
		v.status, v.Title = http.StatusNotFound, v.T("error.missing.title")
		v.Data = errorData{Text: v.T("error.missing.text")}
	case errors.Is(err, corpus.ErrInvalid):
		v.status, v.Title = http.StatusBadRequest, v.T("error.request.title")
		v.Data = errorData{Text: err.Error()}
	case errors.Is(err, errForbidden):
		v.status, v.Title = http.StatusForbidden, v.T("error.forbidden.title")
		v.Data = errorData{Text: v.T("error.forbidden.text")}
	case errors.Is(err, corpus.ErrConflict):
		v.status, v.Title = http.StatusConflict, v.T("error.conflict.title")
		v.Data = errorData{Text: v.T("error.conflict.text")}
	case errors.Is(err, ErrBusy):
		v.status, v.Title = http.StatusServiceUnavailable, v.T("error.busy.title")
		v.Data = errorData{Text: v.T("error.busy.text")}
	default:
		s.Log.Error("page failed", "path", r.URL.Path, "problem", err.Error())
		v.status, v.Title = http.StatusInternalServerError, v.T("error.fault.title")
		v.Data = errorData{Text: v.T("error.fault.text")}
	}
}

type errorData struct{ Text string }

func (s *server) recoverer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler {
					panic(p)
				}
				s.Log.Error("page panicked", "path", r.URL.Path, "problem", fmt.Sprint(p))
				http.Error(w, "internal error", http.StatusInternalServerError)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// securityHeaders allow what the pages hold themselves and nothing else.
func securityHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}
