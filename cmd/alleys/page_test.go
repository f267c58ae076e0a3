package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/sqlite"
	"github.com/alleys-eu/alleys/crawler/fetch"
	"github.com/alleys-eu/alleys/crawler/newsstand"
	"github.com/alleys-eu/alleys/web"
)

func newTestFetcher(t *testing.T, config fetch.Config) (*pageFetcher, corpus.Store) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), corpusFile))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return newPageFetcher(store, config), store
}

// wantProblem fetches an address that gives no article.
func wantProblem(t *testing.T, f *pageFetcher, address string, want web.FetchProblem, detail string) {
	t.Helper()
	a, err := f.Fetch(t.Context(), address)
	var got *web.FetchError
	if a != nil || !errors.As(err, &got) || got.Problem != want || got.Detail != detail {
		t.Errorf("%s: got %v, want %s %s", address, err, want, detail)
	}
}

// serving starts a site of one answer for everything but its robots.txt.
func serving(t *testing.T, answer http.HandlerFunc) string {
	t.Helper()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/robots") || strings.HasPrefix(r.URL.Path, "/.well-known") {
			http.NotFound(w, r)
			return
		}
		answer(w, r)
	}))
	t.Cleanup(site.Close)
	return site.URL + "/story"
}

func TestPageFetcherProblems(t *testing.T) {
	f, store := newTestFetcher(t, standConfig())
	answer := func(status int, body string) string {
		return serving(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			w.Write([]byte(body))
		})
	}
	wantProblem(t, f, answer(404, ""), web.FetchMissing, "")
	wantProblem(t, f, answer(410, ""), web.FetchMissing, "")
	wantProblem(t, f, answer(403, ""), web.FetchRefused, "403")
	wantProblem(t, f, answer(200, "%PDF-1.7\n"), web.FetchNotPage, "application/pdf")
	wantProblem(t, f, answer(200, "<!DOCTYPE html><title>x</title>"), web.FetchNoArticle, "")
	circle := serving(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/story", http.StatusFound) })
	wantProblem(t, f, circle, web.FetchUnreadable, "")
	busy := answer(429, "")
	wantProblem(t, f, busy, web.FetchRefused, "429")
	wantProblem(t, f, busy, web.FetchResting, "")
	broken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }))
	defer broken.Close()
	wantProblem(t, f, broken.URL+"/story", web.FetchNoRobots, "")
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	defer secure.Close()
	wantProblem(t, f, secure.URL+"/story", web.FetchInsecure, "")
	wantProblem(t, f, "ftp://127.0.0.1/story", web.FetchNoAddress, "")

	gone := answer(200, "")
	if err := bar(t.Context(), store, gone); err != nil {
		t.Fatal(err)
	}
	wantProblem(t, f, gone, web.FetchForgotten, "")
}

// TestPageFetcherStaysOutside checks what no reader may reach: names are looked
// at when they are resolved, and redirects like anything else.
func TestPageFetcherStaysOutside(t *testing.T) {
	reached := false
	inside := serving(t, func(http.ResponseWriter, *http.Request) { reached = true })
	stand, _ := openStand(t)
	public, store := newTestFetcher(t, fetch.Config{})
	demo := standFetcher(store, stand)
	outlet, err := url.Parse(stand.Outlets()[0].URL)
	if err != nil {
		t.Fatal(err)
	}
	host := strings.TrimSuffix(strings.TrimPrefix(inside, "http://"), "/story")
	for _, f := range []*pageFetcher{public, demo} {
		wantProblem(t, f, inside, web.FetchPrivate, "")
		wantProblem(t, f, strings.Replace(inside, "127.0.0.1", "localhost", 1), web.FetchPrivate, "")
		// Addresses that one reader takes for an outlet's and another not.
		for _, address := range []string{
			"http://" + outlet.Host + "@" + host + "/story", "http://" + host + "\\@" + outlet.Host + "/story", "http:\\\\" + host + "/story?" + outlet.Host,
		} {
			if a, err := f.Fetch(t.Context(), address); a != nil || err == nil {
				t.Errorf("%s is fetched", address)
			}
		}
	}
	if reached {
		t.Error("a site on this machine was reached")
	}
	for _, written := range stand.Articles() {
		if written.Access == newsstand.Open {
			if a, err := demo.Fetch(t.Context(), written.URL); err != nil || !strings.HasSuffix(a.Title, written.Title) {
				t.Errorf("%s: %v", written.URL, err)
			}
			break
		}
	}
}

// TestPageFetcherTriesAgain checks that a site that could not be reached is
// asked again as soon as it is there, though its robots.txt could not be read.
func TestPageFetcherTriesAgain(t *testing.T) {
	f, _ := newTestFetcher(t, standConfig())
	site := httptest.NewUnstartedServer(http.NotFoundHandler())
	door := &shutDoor{Listener: site.Listener}
	site.Listener = door
	site.Start()
	defer site.Close()
	wantProblem(t, f, site.URL+"/story", web.FetchOffline, "")
	door.open.Store(true)
	wantProblem(t, f, site.URL+"/story", web.FetchMissing, "")
}

// shutDoor hangs up on all who call until it is open.
type shutDoor struct {
	net.Listener
	open atomic.Bool
}

func (d *shutDoor) Accept() (net.Conn, error) {
	for {
		conn, err := d.Listener.Accept()
		if err != nil || d.open.Load() {
			return conn, err
		}
		conn.Close()
	}
}

// TestFlightsShare checks that readers who paste the same address at the same
// time are served by one request, that one who leaves ends it for nobody, and
// that nothing is kept.
func TestFlightsShare(t *testing.T) {
	f := newFlights()
	release := make(chan struct{})
	fetched := 0
	fetch := func(context.Context) (*corpus.Article, error) {
		fetched++
		<-release
		return &corpus.Article{Title: "One"}, nil
	}
	leaving, leave := context.WithCancel(t.Context())
	left := make(chan error)
	go func() {
		_, err := f.do(leaving, "a", fetch)
		left <- err
	}()
	await(f, "a", 1)
	titles := make(chan string)
	for range 3 {
		go func() {
			a, err := f.do(t.Context(), "a", fetch)
			if err != nil {
				t.Error(err)
			}
			titles <- a.Title
		}()
	}
	await(f, "a", 4)
	leave()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("who left got %v", err)
	}
	close(release)
	for range 3 {
		if got := <-titles; got != "One" {
			t.Errorf("got %q", got)
		}
	}
	if fetched != 1 || len(f.byAddress) > 0 {
		t.Errorf("fetched %d times, %d are kept", fetched, len(f.byAddress))
	}
}

func TestFlightsAreBounded(t *testing.T) {
	f := newFlights()
	release := make(chan struct{})
	var most, now atomic.Int32
	fetch := func(context.Context) (*corpus.Article, error) {
		most.Store(max(most.Load(), now.Add(1)))
		<-release
		now.Add(-1)
		return nil, errors.New("nothing there")
	}
	var group sync.WaitGroup
	for i := range pageQueue {
		group.Go(func() { f.do(t.Context(), fmt.Sprint(i), fetch) })
		await(f, fmt.Sprint(i), 1)
	}
	if _, err := f.do(t.Context(), "one more", fetch); !errors.Is(err, web.ErrBusy) {
		t.Errorf("one more than the queue holds: %v", err)
	}
	close(release)
	group.Wait()
	if most.Load() > pageSlots {
		t.Errorf("%d were fetched at a time", most.Load())
	}
}

// TestFlightsSurvive checks that a fetch that panics is an error like another.
func TestFlightsSurvive(t *testing.T) {
	f := newFlights()
	for range pageSlots + 1 {
		_, err := f.do(t.Context(), "a", func(context.Context) (*corpus.Article, error) { panic("a page that nobody thought of") })
		if err == nil || !strings.Contains(err.Error(), "nobody thought of") {
			t.Fatalf("got %v", err)
		}
	}
}

// await returns when so many readers wait for an address.
func await(f *flights, address string, readers int) {
	for {
		f.mu.Lock()
		one := f.byAddress[address]
		there := one != nil && one.readers == readers
		f.mu.Unlock()
		if there {
			return
		}
		runtime.Gosched()
	}
}

// TestExplainAddress explains an article of the newsstand on the page of a
// running server and on the command line.
func TestExplainAddress(t *testing.T) {
	stand, _ := openStand(t)
	var written newsstand.Article
	for _, a := range stand.Articles() {
		if a.Access == newsstand.Open && a.Outlet == "lantern" && len(a.Findings) > 0 {
			written = a
		}
	}
	site := startServer(t, "serve", "--data", t.TempDir(), "--address", "127.0.0.1:0", "--allow-network", "127.0.0.0/8", "--delay", "1ms")
	res, err := http.PostForm(site+"/explain", url.Values{"text": {written.URL}})
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	page := readAll(t, res)
	for _, want := range []string{"The Lessan Lantern", `href="` + written.URL + `"`, "Step by step", `class="note `} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of %s lacks %q", written.URL, want)
		}
	}
	if !strings.Contains(get(t, site+"/"), "No articles yet") {
		t.Error("the article was stored")
	}
	if out := mustAlleys(t, "explain", "--allow-network", "127.0.0.0/8", "--delay", "1ms", written.URL); !strings.Contains(out, "finding  ") || !strings.Contains(out, "The Lessan Lantern · 2026-") {
		t.Errorf("alleys explain %s: %s", written.URL, out)
	}
}

func TestServeFetches(t *testing.T) {
	_, errOut, status := alleys(t, "", "serve", "--data", t.TempDir(), "--address", "0.0.0.0:0", "--allow-network", "10.0.0.0/8")
	if status != exitUsage || !strings.Contains(errOut, "--allow-network needs a server on the loopback") {
		t.Errorf("status %d: %s", status, errOut)
	}
	site := startServer(t, "serve", "--data", t.TempDir(), "--address", "127.0.0.1:0", "--no-fetch")
	if page := get(t, site+"/explain"); !strings.Contains(page, "Addresses are not fetched here") {
		t.Error("the page does not say that addresses are not fetched")
	}
}

// TestStepsSayWhy checks that what keeps a rule out reaches the page.
func TestStepsSayWhy(t *testing.T) {
	an, _, err := newAnalyzer()
	if err != nil {
		t.Fatal(err)
	}
	because, fired := false, false
	for _, text := range []string{"Gli zingari si moltiplicano come topi e a ogni censimento sono il doppio.", "Orde di migranti stanno invadendo il nostro paese."} {
		_, steps := explainer{an}.Explain(&corpus.Article{Text: text, Lang: "it"})
		for _, s := range steps {
			for _, r := range s.Rules {
				if r.Outcome == "" || strings.Contains(r.Because, "kept out") {
					t.Errorf("%s: %+v", text, r)
				}
				because = because || r.Because != ""
				fired = fired || r.Outcome == web.OutcomeFired && len(s.Findings) > 0
			}
		}
	}
	if !because || !fired {
		t.Errorf("no rule is kept out (%v) or none fired (%v)", because, fired)
	}
}
