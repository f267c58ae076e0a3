package web

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/analyzer/claim"
	"github.com/alleys-eu/alleys/analyzer/pairing"
	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/sqlite"
)

// testDesk is the site over a real store, with a clock that tests turn.
type testDesk struct {
	t       *testing.T
	store   *sqlite.Store
	site    *server
	handler http.Handler
	clock   time.Time
}

type testPairer struct{ *pairing.Pairer }

func (p testPairer) Pair(c corpus.Claim, votes map[string]int, lang string, limit int) []corpus.Pairing {
	return p.Pairer.Pair(pairing.Claim{Text: c.Text, Lang: c.Lang, Frames: c.Frames, Targets: c.Targets, Votes: votes}, lang, limit)
}

var deskTaxonomy = &corpus.Taxonomy{
	Frames:     []corpus.Frame{{ID: "invasion", Family: corpus.FamilyXenophobic, Name: corpus.Text{"en": "Invasion"}}},
	Targets:    []corpus.Target{{ID: "migrants", Name: corpus.Text{"en": "migrants"}}, {ID: "refugees", Name: corpus.Text{"en": "refugees"}}},
	Techniques: []corpus.Technique{{ID: "loaded_language", Name: corpus.Text{"en": "Loaded language"}}, {ID: "exaggeration-minimisation", Name: corpus.Text{"en": "Exaggeration"}}},
}

func newDesk(t *testing.T, single bool) *testDesk {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "corpus.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	d := &testDesk{t: t, store: store, clock: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	trial := func(_ context.Context, c *corpus.Card) (Pairer, error) {
		return testPairer{pairing.New([]*corpus.Card{c})}, nil
	}
	d.site, err = newServer(Config{Store: store, Taxonomy: deskTaxonomy, Pairer: testPairer{pairing.New(nil)}, Trial: trial, Group: claim.Group, Figures: func() []Figure { return nil }, SingleUser: single})
	if err != nil {
		t.Fatal(err)
	}
	d.site.now = func() time.Time { return d.clock }
	d.site.passwords.memory = 64 // KiB: fast
	d.handler = d.site.routes()
	return d
}

// browser keeps cookies between requests, as one person's browser does.
type browser struct {
	*testDesk
	cookie *http.Cookie
	header map[string]string
	host   string
}

func (d *testDesk) browser() *browser { return &browser{testDesk: d, host: "localhost:8080"} }

type answer struct {
	status   int
	body     string
	location string
	header   http.Header
}

func (b *browser) do(method, path string, form url.Values) answer {
	b.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequest(method, path, body)
	r.Host = b.host
	r.Header.Set("Accept-Language", "en")
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for k, v := range b.header {
		r.Header.Set(k, v)
	}
	if b.cookie != nil {
		r.AddCookie(b.cookie)
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.Name == sessionCookie {
			b.cookie = c
		}
	}
	if missing := regexp.MustCompile(`⟨[^⟩]*⟩`).FindString(w.Body.String()); missing != "" {
		b.t.Errorf("%s %s shows the key %s", method, path, missing)
	}
	return answer{w.Code, w.Body.String(), w.Header().Get("Location"), w.Header()}
}

func (b *browser) get(path string) answer { b.t.Helper(); return b.do("GET", path, nil) }
func (b *browser) post(path string, form url.Values) answer {
	b.t.Helper()
	return b.do("POST", path, form)
}

func (a answer) want(t *testing.T, status int, parts ...string) {
	t.Helper()
	if a.status != status {
		t.Fatalf("status %d, want %d:\n%s", a.status, status, a.body)
	}
	for _, p := range parts {
		if !strings.Contains(a.body, p) {
			t.Errorf("the page lacks %q:\n%s", p, a.body)
		}
	}
}
