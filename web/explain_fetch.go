package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/alleys-eu/alleys/corpus"
)

// limitFetch is how many addresses a reader may have fetched within limitWindow, so that a
// workshop gets on and nobody makes this machine read the web for them.
const limitFetch = 60

// Fetcher gets the article at an address that a reader pastes. It keeps to
// what sites ask of crawlers, and stores nothing.
type Fetcher interface {
	// Fetch returns the article at an address, whatever the address is. The
	// error is a *FetchError where the reader can be told what is wrong, wraps
	// ErrBusy when too many are waiting, or is that of the context; any other one
	// is a fault of the program.
	Fetch(ctx context.Context, address string) (*corpus.Article, error)
}

// FetchProblem is why there is no article at an address. Each has a text.
type FetchProblem string

// The problems.
const (
	FetchOffline    FetchProblem = "offline"    // nobody answers, or there is no such host
	FetchSlow       FetchProblem = "slow"       // no answer in time
	FetchInsecure   FetchProblem = "insecure"   // certificate or handshake
	FetchMissing    FetchProblem = "missing"    // the site has no such page
	FetchRefused    FetchProblem = "refused"    // any other status; Detail has it
	FetchResting    FetchProblem = "resting"    // the site asks to be left alone for a while
	FetchRobots     FetchProblem = "robots"     // robots.txt forbids it
	FetchNoRobots   FetchProblem = "no_robots"  // robots.txt cannot be read, so that nothing may be fetched
	FetchReserved   FetchProblem = "reserved"   // text and data mining is reserved
	FetchPrivate    FetchProblem = "private"    // not on the public Internet
	FetchNoAddress  FetchProblem = "no_address" // not an http or https address
	FetchNotPage    FetchProblem = "not_page"   // another kind of file; Detail has its media type
	FetchNoArticle  FetchProblem = "no_article" // no article text on the page
	FetchForgotten  FetchProblem = "forgotten"  // removed for good
	FetchUnreadable FetchProblem = "unreadable" // broken, endless, too large, redirected in a circle
)

// FetchError says why there is no article at an address.
type FetchError struct {
	Problem FetchProblem
	Detail  string
	Err     error
}

func (e *FetchError) Error() string { return string(e.Problem) + ": " + e.Err.Error() }
func (e *FetchError) Unwrap() error { return e.Err }

// fetchesFor tells whether a reader may paste an address. Where the fetcher
// reaches private networks, a foreign site that points its own name at this
// machine must not read them: only the name of this machine will do.
func (s *server) fetchesFor(r *http.Request) bool {
	return s.Fetcher != nil && (!s.FetchesPrivate || loopback(r.Host) && !proxied(r))
}

// fetchArticle gets the article at an address; it is nil when there is none,
// and d says why.
func (s *server) fetchArticle(r *http.Request, v *view, d *explainData, address string) (*corpus.Article, error) {
	if !d.Fetches {
		d.Problem = v.T("explain.address")
		return nil, nil
	}
	now, key := s.now(), "fetch "+remoteHost(r)
	if wait := s.limiter.wait(key, limitFetch, now); wait > 0 {
		v.status, d.Problem = http.StatusTooManyRequests, v.N("fetch.wait", int(wait.Minutes())+1)
		return nil, nil
	}
	s.limiter.fail(key, now)
	a, err := s.Fetcher.Fetch(r.Context(), address)
	failed := (*FetchError)(nil)
	switch {
	case errors.As(err, &failed):
		d.Problem = failed.text(v)
		return nil, nil
	case errors.Is(err, ErrBusy):
		v.status, d.Problem = http.StatusServiceUnavailable, v.T("fetch.busy")
		return nil, nil
	}
	return a, err
}

func (e *FetchError) text(v *view) string {
	key := "fetch." + string(e.Problem)
	if e.Detail == "" {
		return v.T(key)
	}
	return v.T(key, e.Detail)
}
