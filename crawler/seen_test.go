package crawler_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/crawler"
	"github.com/alleys-eu/alleys/crawler/newsstand"
)

// barren is a site whose feed leads to no article, and counts what it is asked.
type barren struct {
	*httptest.Server
	mu      sync.Mutex
	asked   map[string]int
	updated string
}

func newBarren(t *testing.T) *barren {
	b := &barren{asked: map[string]int{}, updated: "2026-03-01T08:00:00Z"}
	b.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.asked[r.URL.Path]++
		switch r.URL.Path {
		case "/feed":
			fmt.Fprint(w, `<feed xmlns="http://www.w3.org/2005/Atom"><title>Barren</title><id>b</id>`)
			for _, path := range []string{"/video", "/unwanted", "/missing", "/failing"} {
				fmt.Fprintf(w, `<entry><id>%s</id><title>x</title><link href="http://%s%s"/><updated>%s</updated></entry>`, path, r.Host, path, b.updated)
			}
			fmt.Fprint(w, `</feed>`)
		case "/video":
			fmt.Fprint(w, `<html><body><video src="a.mp4"></video></body></html>`)
		case "/unwanted":
			fmt.Fprint(w, `<html><head><meta name="robots" content="noindex"></head><body><article><p>`+strings.Repeat("The bridge is open again. ", 40)+`</p></article></body></html>`)
		case "/failing":
			w.WriteHeader(http.StatusServiceUnavailable)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(b.Close)
	return b
}

// pages returns how often each page was asked for since the last call.
func (b *barren) pages() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	got := fmt.Sprint(b.asked["/video"], b.asked["/unwanted"], b.asked["/missing"])
	clear(b.asked)
	return got
}

func TestEntriesWithoutArticleRest(t *testing.T) {
	site := newBarren(t)
	stand, err := newsstand.New(newsstand.Options{Outlets: []string{"lantern"}})
	h := newHarvest(t, stand, err)
	s := h.sources[0]
	now := time.Now()
	h.Now = func() time.Time { return now }
	h.Seen = &crawler.Seen{}
	poll := func(what, want string) *crawler.Report {
		t.Helper()
		s.URL, s.ETag, s.LastModified = site.URL+"/feed", "", ""
		report := h.run(t)
		if got := site.pages(); got != want {
			t.Errorf("%s: pages asked for %s times, want %s", what, got, want)
		}
		return report
	}
	poll("first", "1 1 1")
	if report := poll("second", "0 0 0"); report.Skipped["the page asks not to be indexed"] != 1 || report.Skipped["there was no article when last asked for"] != 1 {
		t.Errorf("left out: %v", report.Skipped)
	}

	var file bytes.Buffer
	if err := h.Seen.Save(&file, now); err != nil {
		t.Fatal(err)
	}
	saved := file.String()
	h.Seen = &crawler.Seen{}
	if err := h.Seen.Load(strings.NewReader("nonsense\n" + saved)); err != nil {
		t.Fatal(err)
	}
	poll("from the file", "0 0 0")
	now = now.Add(25 * time.Hour)
	poll("a day later", "1 0 1")
	site.updated = "2026-03-02T08:00:00Z"
	poll("updated", "1 1 1")
	now = now.Add(8 * 24 * time.Hour)
	poll("a week later", "1 1 1")

	file.Reset()
	now = now.Add(30 * 24 * time.Hour)
	if err := h.Seen.Save(&file, now); err != nil || file.Len() > 0 {
		t.Errorf("what is over was saved: %q, %v", file.String(), err)
	}
	h.FetchKnown = true
	poll("all again", "1 1 1")
	poll("and again", "1 1 1")
}

// TestRetitledStoryIsFetchedAgain changes a headline in a feed that says nothing
// of updates.
func TestRetitledStoryIsFetchedAgain(t *testing.T) {
	title, asked := "Bridge opens on Sunday", 0
	var mu sync.Mutex
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		switch r.URL.Path {
		case "/feed":
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Bell</title><item><title>%s</title><link>http://%s/story</link></item></channel></rss>`, title, r.Host)
		case "/story":
			asked++
			fmt.Fprintf(w, `<html lang="en"><body><article><h1>The story of the day</h1><p>%s. %s</p></article></body></html>`, title,
				strings.Repeat("The people of the valley have waited for it since the flood of two years ago. ", 8))
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	stand, err := newsstand.New(newsstand.Options{Outlets: []string{"lantern"}})
	h := newHarvest(t, stand, err)
	h.Seen = &crawler.Seen{}
	s := h.sources[0]
	poll := func(what string, wantAsked, wantChanged int) {
		t.Helper()
		s.URL, s.ETag, s.LastModified = server.URL+"/feed", "", ""
		changed := h.run(t).Counts[crawler.EventChanged]
		mu.Lock()
		defer mu.Unlock()
		if asked != wantAsked || changed != wantChanged {
			t.Errorf("%s: the page was asked for %d times, %d changed", what, asked, changed)
		}
		asked = 0
	}
	poll("first", 1, 0)
	poll("unchanged", 0, 0)
	mu.Lock()
	title = "Bridge stays closed"
	mu.Unlock()
	poll("retitled", 1, 1)
	poll("unchanged again", 0, 0)
}
