package crawler_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/crawler/newsstand"
)

// TestHealth polls a source whose server answers in each way once and looks at
// what is noted of it.
func TestHealth(t *testing.T) {
	const good = `<rss version="2.0"><channel><title>Bell</title><ttl>90</ttl></channel></rss>`
	now := time.Now().Truncate(time.Second)
	tests := []struct {
		name    string
		answer  http.HandlerFunc
		state   corpus.SourceState
		failed  int
		problem string // part of it; "" is none
		path    string // of the source afterwards
		soonest time.Duration
		latest  time.Duration
	}{
		{"good", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, good) }, corpus.SourceActive, 0, "", "/feed", 90 * time.Minute, 24 * time.Hour},
		{"fresh for hours", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cache-Control", "max-age=36000")
			fmt.Fprint(w, good)
		}, corpus.SourceActive, 0, "", "/feed", 10 * time.Hour, 24 * time.Hour},
		{"moved for good", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/feed" {
				http.Redirect(w, r, "/new", http.StatusMovedPermanently)
				return
			}
			fmt.Fprint(w, good)
		}, corpus.SourceActive, 0, "", "/new", 90 * time.Minute, 24 * time.Hour},
		{"moved for now", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/feed" {
				http.Redirect(w, r, "/new", http.StatusFound)
				return
			}
			fmt.Fprint(w, good)
		}, corpus.SourceActive, 0, "", "/feed", 90 * time.Minute, 24 * time.Hour},
		{"moved to where nothing is", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/feed" {
				http.Redirect(w, r, "/new", http.StatusMovedPermanently)
				return
			}
			http.NotFound(w, r)
		}, corpus.SourceActive, 1, "404", "/feed", 10 * time.Minute, 24 * time.Hour},
		{"gone", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusGone) }, corpus.SourceGone, 1, "410", "/feed", 10 * time.Minute, 24 * time.Hour},
		{"no feed", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "<html><body>Parked</body></html>") }, corpus.SourceActive, 1, "feed", "/feed", 10 * time.Minute, 24 * time.Hour},
		{"asks for time", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(http.StatusServiceUnavailable)
		}, corpus.SourceActive, 1, "503", "/feed", 2 * time.Hour, 24 * time.Hour},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasPrefix(r.URL.Path, "/robots") || strings.HasPrefix(r.URL.Path, "/.well-known") {
					http.NotFound(w, r)
					return
				}
				tt.answer(w, r)
			}))
			defer server.Close()
			stand, err := newsstand.New(newsstand.Options{Outlets: []string{"lantern"}})
			h := newHarvest(t, stand, err)
			h.Now = func() time.Time { return now }
			s := h.sources[0]
			s.URL = server.URL + "/feed"
			h.run(t)
			if s.State != tt.state || s.Failures != tt.failed {
				t.Errorf("state %s, %d failures", s.State, s.Failures)
			}
			if tt.problem == "" != (s.Problem == "") || !strings.Contains(s.Problem, tt.problem) || strings.Contains(s.Problem, "\n") {
				t.Errorf("problem %q", s.Problem)
			}
			if want := server.URL + tt.path; s.URL != want {
				t.Errorf("address %s, want %s", s.URL, want)
			}
			if wait := s.NextPoll.Sub(now); wait < tt.soonest || wait > tt.latest {
				t.Errorf("next poll in %s, want %s to %s", wait, tt.soonest, tt.latest)
			}
		})
	}
}

// TestFailedSourcesDoNotComeBackTogether polls many sources of one dead server.
func TestFailedSourcesDoNotComeBackTogether(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	stand, err := newsstand.New(newsstand.Options{})
	h := newHarvest(t, stand, err)
	now := time.Now()
	h.Now = func() time.Time { return now }
	for i, s := range h.sources {
		s.URL = fmt.Sprintf("%s/feed%d", server.URL, i)
	}
	h.run(t)
	next := map[time.Time]bool{}
	for _, s := range h.sources {
		next[s.NextPoll] = true
	}
	if len(next) < len(h.sources) {
		t.Errorf("%d sources come back at %d times", len(h.sources), len(next))
	}
}
