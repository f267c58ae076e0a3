package crawler_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/crawler"
	"github.com/alleys-eu/alleys/crawler/extract"
	"github.com/alleys-eu/alleys/crawler/fetch"
	"github.com/alleys-eu/alleys/crawler/newsstand"
)

// TestRead reads every page of the newsstand as its publisher allows it.
func TestRead(t *testing.T) {
	stand, err := newsstand.New(newsstand.Options{})
	h := newHarvest(t, stand, err)
	refused := map[newsstand.Access]error{newsstand.RobotsDisallowed: fetch.Disallowed, newsstand.TDMReserved: fetch.Reserved}
	for _, written := range stand.Articles() {
		a, err := h.Read(t.Context(), written.URL)
		if want := refused[written.Access]; want != nil {
			if !errors.Is(err, want) {
				t.Errorf("%s: got %v, want %v", written.URL, err, want)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", written.URL, err)
			continue
		}
		// A page need not say which part of its title is the name of the site.
		if !strings.HasSuffix(a.Title, written.Title) || a.Outlet == "" || a.URL != written.URL || a.NoArchive != (written.Access == newsstand.NoIndex) {
			t.Errorf("%s: read %q of %q at %s", written.URL, a.Title, a.Outlet, a.URL)
		}
	}
	if all, err := h.store.CountArticles(t.Context()); err != nil || all != 0 {
		t.Errorf("%d articles were stored: %v", all, err)
	}
}

func TestReadRefuses(t *testing.T) {
	stand, err := newsstand.New(newsstand.Options{})
	h := newHarvest(t, stand, err)
	mux := http.NewServeMux()
	mux.HandleFunc("/paper.pdf", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("%PDF-1.7\n")) })
	mux.HandleFunc("/feed", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(`<rss version="2.0"><channel/></rss>`)) })
	mux.HandleFunc("/app", func(w http.ResponseWriter, _ *http.Request) {
		w.Write([]byte("<!DOCTYPE html><title>App</title><div id=app></div>"))
	})
	mux.HandleFunc("/reserved", func(w http.ResponseWriter, _ *http.Request) {
		w.Write([]byte(`<!DOCTYPE html><meta name="tdm-reservation" content="1"><title>A</title>`))
	})
	site := httptest.NewServer(mux)
	defer site.Close()
	for address, want := range map[string]error{
		site.URL + "/app":           extract.ErrNoArticle,
		site.URL + "/reserved":      fetch.Reserved,
		site.URL + "/missing":       fetch.BadStatus,
		stand.Outlets()[0].URL:      extract.ErrNoArticle,
		"file:///etc/passwd":        fetch.NotHTTP,
		"http://[::1]:9/":           fetch.Blocked,
		"http://169.254.169.254/a":  fetch.Blocked,
		"http://user:pw@10.0.0.1/a": fetch.Blocked,
	} {
		if a, err := h.Read(t.Context(), address); !errors.Is(err, want) || a != nil {
			t.Errorf("%s: got %v, want %v", address, err, want)
		}
	}
	for path, want := range map[string]string{"/paper.pdf": "application/pdf", "/feed": "application/rss+xml"} {
		_, err := h.Read(t.Context(), site.URL+path)
		if other := (*crawler.NotPageError)(nil); !errors.As(err, &other) || other.MediaType != want {
			t.Errorf("%s: got %v, want %s", path, err, want)
		}
	}
	h.Barred = func(string, string) bool { return true }
	if _, err := h.Read(t.Context(), stand.Articles()[0].URL); !errors.Is(err, crawler.ErrForgotten) {
		t.Errorf("what was forgotten is read: %v", err)
	}
}
