package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
	"github.com/alleys-eu/alleys/corpus/sqlite"
	"github.com/alleys-eu/alleys/crawler/fetch"
)

// library is a site that cards cite, in all the states that a site can be in.
type library struct {
	*httptest.Server
	mu   sync.Mutex
	hits map[string]int // by method and path
	back bool           // what was gone is there again
}

func newLibrary(t *testing.T) *library {
	l := &library{hits: map[string]int{}}
	l.Server = httptest.NewServer(l)
	t.Cleanup(l.Close)
	return l
}

func (l *library) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	l.hits[r.Method+" "+r.URL.Path]++
	times, back := l.hits[r.Method+" "+r.URL.Path], l.back
	l.mu.Unlock()
	status := func(code int) { w.WriteHeader(code) }
	switch r.URL.Path {
	case "/robots.txt":
		io.WriteString(w, "User-agent: *\nDisallow: /private\n")
	case "/gone", "/gone-for-good":
		if !back || r.URL.Path == "/gone-for-good" {
			status(http.StatusNotFound)
		}
	case "/moved":
		http.Redirect(w, r, "/new-home", http.StatusMovedPermanently)
	case "/slash":
		http.Redirect(w, r, "/slash/", http.StatusMovedPermanently)
	case "/for-today":
		http.Redirect(w, r, "/new-home", http.StatusFound)
	case "/no-head":
		if r.Method == http.MethodHead {
			status(http.StatusMethodNotAllowed)
		}
	case "/head-lies":
		if r.Method == http.MethodHead {
			status(http.StatusNotFound)
		}
	case "/forbidden":
		status(http.StatusForbidden)
	case "/fault":
		status(http.StatusInternalServerError)
	case "/long":
		if r.Method == http.MethodHead {
			status(http.StatusNotImplemented)
			return
		}
		io.WriteString(w, strings.Repeat("a", linkBody+1))
	case "/stutters": // once
		if r.Method == http.MethodHead || times == 1 {
			status(http.StatusBadGateway)
		}
	case "/reserved":
		w.Header().Set("TDM-Reservation", "1")
	}
}

var libraryStates = map[string]deck.LinkState{
	"/there": deck.LinkOK, "/moved": deck.LinkMoved, "/slash": deck.LinkOK, "/for-today": deck.LinkOK, "/no-head": deck.LinkOK,
	"/head-lies": deck.LinkOK, "/forbidden": deck.LinkUnknown, "/fault": deck.LinkUnknown, "/long": deck.LinkOK, "/stutters": deck.LinkOK,
	"/private": deck.LinkUnknown, "/gone": deck.LinkUnknown, "/gone-for-good": deck.LinkUnknown, "/reserved": deck.LinkOK,
}

func newLinkCheck(t *testing.T, now time.Time) linkCheck {
	client := newClient(fetch.Config{Delay: fetch.NoDelay, AllowNetworks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, IgnoreTDM: true})
	t.Cleanup(client.Close)
	return linkCheck{client: client, now: func() time.Time { return now }, age: time.Minute, progress: newCounter(io.Discard)}
}

func expectStates(t *testing.T, when string, site string, links deck.Links, want map[string]deck.LinkState) {
	t.Helper()
	for path, state := range want {
		if l := links[site+path]; l.State != state {
			t.Errorf("%s: %s is %s (%s), want %s", when, path, l.State, l.Why, state)
		}
	}
}

// TestLinkCheck lets a site be checked today, tomorrow, and when it is back.
func TestLinkCheck(t *testing.T) {
	site := newLibrary(t)
	var addresses []string
	for path := range libraryStates {
		addresses = append(addresses, site.URL+path)
	}
	today := time.Now()
	links, err := newLinkCheck(t, today).run(t.Context(), addresses, nil)
	if err != nil {
		t.Fatal(err)
	}
	expectStates(t, "today", site.URL, links, libraryStates)
	if to := links[site.URL+"/moved"].To; to != site.URL+"/new-home" {
		t.Errorf("moved to %q", to)
	}
	for request, want := range map[string]int{
		"HEAD /there": 1, "GET /there": 0, "GET /no-head": 1, "HEAD /private": 0, "GET /gone": 1, "GET /robots.txt": 1, "HEAD /fault": 2,
	} {
		if got := site.hits[request]; got != want {
			t.Errorf("%d times %s, want %d", got, request, want)
		}
	}

	tomorrow := map[string]deck.LinkState{"/gone": deck.LinkDead, "/gone-for-good": deck.LinkDead, "/forbidden": deck.LinkUnknown, "/fault": deck.LinkUnknown, "/there": deck.LinkOK}
	links, err = newLinkCheck(t, today.Add(24*time.Hour)).run(t.Context(), addresses, links)
	if err != nil {
		t.Fatal(err)
	}
	expectStates(t, "tomorrow", site.URL, links, tomorrow)

	site.back = true
	links, err = newLinkCheck(t, today.Add(24*time.Hour+30*time.Second)).run(t.Context(), addresses, links)
	if err != nil {
		t.Fatal(err)
	}
	expectStates(t, "back", site.URL, links, map[string]deck.LinkState{"/gone": deck.LinkOK, "/gone-for-good": deck.LinkDead})
	if got := site.hits["HEAD /there"]; got != 2 {
		t.Errorf("what answered a moment ago was asked again: %d times in all", got)
	}
}

// TestLinkCheckWaits checks that "too many requests" is no answer, is heeded,
// and is asked once more when the site says that it will not be long.
func TestLinkCheckWaits(t *testing.T) {
	var mu sync.Mutex
	hits := map[string]int{}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		hits[r.Method+" "+r.URL.Path]++
		if r.URL.Path == "/busy" && hits[r.Method+" "+r.URL.Path] == 1 {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
		}
	}))
	defer site.Close()
	for _, test := range []struct {
		patience time.Duration
		want     deck.LinkState
		heads    int
	}{{time.Minute, deck.LinkOK, 2}, {time.Millisecond, deck.LinkUnknown, 1}} {
		clear(hits)
		check := newLinkCheck(t, time.Now())
		check.now, check.patience = time.Now, test.patience
		links, err := check.run(t.Context(), []string{site.URL + "/busy"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if l := links[site.URL+"/busy"]; l.State != test.want || hits["HEAD /busy"] != test.heads || hits["GET /busy"] != 0 {
			t.Errorf("patience %s: %s (%s) after %v", test.patience, l.State, l.Why, hits)
		}
	}
}

// TestLinkCheckOffline checks that nothing is recorded where nobody answers:
// without a connection every host name seems to be gone.
func TestLinkCheckOffline(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	if links, err := newLinkCheck(t, time.Now()).run(t.Context(), []string{gone.URL + "/a"}, nil); err == nil || links != nil {
		t.Errorf("got %v, %v", links, err)
	}
}

// TestCardsLinks goes from the command to the lint.
func TestCardsLinks(t *testing.T) {
	site := newLibrary(t)
	data := t.TempDir()
	store, err := sqlite.Open(t.Context(), filepath.Join(data, corpusFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := syncDeck(t.Context(), store); err != nil {
		t.Fatal(err)
	}
	c, err := store.Card(t.Context(), "duty-to-rescue", "en")
	if err != nil {
		t.Fatal(err)
	}
	card := c.Card
	card.Sources = []corpus.CardSource{{Title: "A", Publisher: "B", URL: site.URL + "/there"}, {Title: "A", Publisher: "B", URL: site.URL + "/gone"}}
	card.ID, card.Title = "our-own", "Our own card"
	if _, err := store.PutCard(t.Context(), &corpus.CardVersion{Card: card, Author: "anna"}, 0); err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	args := []string{"cards", "links", "--data", data, "--allow-network", "127.0.0.0/8", "--delay", "1ms", "our-own"}
	if out := mustAlleys(t, args...); !strings.Contains(out, "2 addresses: 1 ok, 0 moved, 0 dead, 1 unknown") || !strings.Contains(out, "/gone: the server answered 404") {
		t.Errorf("first check: %s", out)
	}
	ageLinks(t, store)
	out, _, status := alleys(t, "", args...)
	if status != exitFailed || !strings.Contains(out, "dead     "+site.URL+"/gone") || !strings.Contains(out, "(our-own)") {
		t.Errorf("second check, status %d: %s", status, out)
	}
	folder := filepath.Join(t.TempDir(), "deck")
	mustAlleys(t, "cards", "export", "--data", data, folder)
	if out, _, _ := alleys(t, "", "cards", "lint", "--data", data, folder); !strings.Contains(out, "did not work when last checked (the server answered 404 Not Found") {
		t.Errorf("the lint does not know: %s", out)
	}
	if _, errOut, status := alleys(t, "", "cards", "links", "--data", data, "no-such-card"); status != exitFailed || !strings.Contains(errOut, `no card "no-such-card"`) {
		t.Errorf("status %d: %s", status, errOut)
	}
}

// ageLinks makes the last check one of yesterday.
func ageLinks(t *testing.T, store corpus.Store) {
	t.Helper()
	links, err := deck.LoadLinks(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	for u, l := range links {
		l.Checked = l.Checked.Add(-24 * time.Hour)
		if !l.Missed.IsZero() {
			l.Missed = l.Checked
		}
		links[u] = l
	}
	if err := deck.SaveLinks(context.Background(), store, links); err != nil {
		t.Fatal(err)
	}
}
