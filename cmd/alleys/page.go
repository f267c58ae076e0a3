package main

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"strconv"
	"sync"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/crawler"
	"github.com/alleys-eu/alleys/crawler/extract"
	"github.com/alleys-eu/alleys/crawler/fetch"
	"github.com/alleys-eu/alleys/web"
)

const (
	// pagePatience is how long a reader waits for a page, with the pauses that
	// its site asks for.
	pagePatience = 40 * time.Second
	// pageTimeout is how long one request may take, and pageSize how long a page
	// may be in bytes: somebody waits.
	pageTimeout = 15 * time.Second
	pageSize    = 8 << 20
)

// pageFetcher gets the articles whose address readers paste.
type pageFetcher struct {
	store  corpus.AnalysisStore // knows what must not come back
	public *renewable
	// near reaches the hosts that are on this machine by intention, as the
	// newsstand of a demo is, and nothing else.
	near    *renewable
	hosts   map[string]bool
	flights *flights
}

// newPageFetcher reaches the public Internet, and what the configuration
// allows besides.
func newPageFetcher(store corpus.AnalysisStore, config fetch.Config) *pageFetcher {
	return &pageFetcher{store: store, public: newRenewable(config), flights: newFlights()}
}

// Fetch implements web.Fetcher.
func (f *pageFetcher) Fetch(ctx context.Context, address string) (*corpus.Article, error) {
	return f.flights.do(ctx, address, func(ctx context.Context) (*corpus.Article, error) { return f.fetch(ctx, address) })
}

func (f *pageFetcher) fetch(ctx context.Context, address string) (*corpus.Article, error) {
	forgotten, err := barred(ctx, f.store)
	if err != nil {
		return nil, err
	}
	from, address := f.choose(address)
	client := from.get()
	reader := &crawler.Crawler{Fetch: client, Barred: isBarred(forgotten)}
	a, err := reader.Read(ctx, address)
	if err != nil {
		failed := fetchError(err)
		if errors.Is(err, fetch.RobotsUnreachable) && failed.Problem != web.FetchNoRobots {
			from.renew(client)
		}
		return nil, failed
	}
	return a, nil
}

// choose picks the client for an address. One for the hosts nearby is written
// anew from its parts, so that no other reading of it leads elsewhere.
func (f *pageFetcher) choose(address string) (*renewable, string) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" || !f.hosts[u.Host] {
		return f.public, address
	}
	plain := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery}
	return f.near, plain.String()
}

// fetchError says in the page's words why there is no article.
func fetchError(err error) *web.FetchError {
	out := &web.FetchError{Problem: web.FetchUnreadable, Err: err}
	var status *fetch.StatusError
	switch {
	case errors.Is(err, crawler.ErrForgotten):
		out.Problem = web.FetchForgotten
	case errors.Is(err, extract.ErrNoArticle):
		out.Problem = web.FetchNoArticle
	case errors.Is(err, context.DeadlineExceeded):
		out.Problem = web.FetchSlow
	}
	if other := (*crawler.NotPageError)(nil); errors.As(err, &other) {
		out.Problem, out.Detail = web.FetchNotPage, other.MediaType
	}
	switch fetch.KindOf(err) {
	case fetch.BadStatus:
		if errors.As(err, &status) && (status.Code == 404 || status.Code == 410) {
			out.Problem = web.FetchMissing
		} else if status != nil {
			out.Problem, out.Detail = web.FetchRefused, strconv.Itoa(status.Code)
		}
	case fetch.RobotsUnreachable:
		out.Problem = noRobots(err)
	default:
		if p, ok := kindProblems[fetch.KindOf(err)]; ok {
			out.Problem = p
		}
	}
	return out
}

// noRobots says why robots.txt could not be read. No answer at all is no
// refusal: nobody was there to refuse.
func noRobots(err error) web.FetchProblem {
	for _, k := range []fetch.Kind{fetch.Timeout, fetch.TLS, fetch.Network} {
		if errors.Is(err, k) {
			return kindProblems[k]
		}
	}
	return web.FetchNoRobots
}

var kindProblems = map[fetch.Kind]web.FetchProblem{
	fetch.Disallowed: web.FetchRobots, fetch.Reserved: web.FetchReserved, fetch.Blocked: web.FetchPrivate, fetch.NotHTTP: web.FetchNoAddress,
	fetch.Resting: web.FetchResting, fetch.Timeout: web.FetchSlow, fetch.Canceled: web.FetchSlow, fetch.TLS: web.FetchInsecure, fetch.Network: web.FetchOffline,
}

// renewable is a client that can be had anew. A client leaves a host whose
// robots.txt it could not reach alone for some minutes; but a reader whose
// network is back wants to try again.
type renewable struct {
	config fetch.Config
	mu     sync.Mutex
	client *fetch.Client
}

func newRenewable(config fetch.Config) *renewable {
	config.Timeout, config.MaxBody = pageTimeout, pageSize
	return &renewable{config: config, client: newClient(config)}
}

func (r *renewable) get() *fetch.Client {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.client
}

// renew replaces a client by one that knows of the sites what it knew, without
// what it could not reach.
func (r *renewable) renew(old *fetch.Client) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.client != old {
		return
	}
	r.client = newClient(r.config)
	var known bytes.Buffer
	if old.SaveState(&known) == nil {
		// What cannot be read is asked anew, which is all that it is for.
		_ = r.client.LoadState(&known)
	}
	old.Close()
}
