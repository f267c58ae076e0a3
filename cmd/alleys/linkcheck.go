package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/alleys-eu/alleys/corpus/deck"
	"github.com/alleys-eu/alleys/crawler/fetch"
)

const (
	// linkHosts is how many sites are asked at the same time.
	linkHosts = 8
	// linkPatience is how long a run waits for sites that ask to be asked later.
	linkPatience = 2 * time.Minute
	// linkBody is how much is read of a page whose header alone was refused.
	linkBody = 32 << 10
)

// linkCheck asks addresses whether they are there.
type linkCheck struct {
	client   *fetch.Client
	now      func() time.Time
	patience time.Duration
	age      time.Duration // addresses that answered so recently are not asked
	progress *counter
}

// counter draws on a terminal how far a run is, and nothing elsewhere.
type counter struct {
	w           io.Writer // nil when there is no terminal
	mu          sync.Mutex
	done, total int
}

func newCounter(w io.Writer) *counter {
	if !isTerminal(w) {
		return &counter{}
	}
	return &counter{w: w}
}

// add adds to what is done and to what there is to do.
func (c *counter) add(done, total int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.done, c.total = c.done+done, c.total+total
	if c.w != nil {
		// ANSI: back to the start of the line, erase it.
		fmt.Fprintf(c.w, "\r\x1b[K%d of %d addresses", c.done, c.total)
	}
}

// end leaves the line.
func (c *counter) end() {
	if c.w != nil && c.total > 0 {
		fmt.Fprintln(c.w)
	}
}

// run asks the addresses and returns what is known of them afterwards. What
// did not answer for a reason that may pass is asked once more at the end.
func (c linkCheck) run(ctx context.Context, addresses []string, known deck.Links) (deck.Links, error) {
	links := deck.Links{}
	var due []string
	for _, u := range addresses {
		l, ok := known[u]
		if !ok {
			l = deck.Link{URL: u}
		}
		links[u] = l
		if l.Good.IsZero() || l.Good != l.Checked || c.now().Sub(l.Checked) >= c.age {
			due = append(due, u)
		}
	}
	c.progress.add(0, len(due))
	answers := c.ask(ctx, due)
	again, wait := c.later(answers)
	if len(again) > 0 {
		if err := pause(ctx, wait); err != nil {
			return nil, err
		}
		c.progress.add(0, len(again))
		for u, a := range c.ask(ctx, again) {
			answers[u] = a
		}
	}
	c.progress.end()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(due) > 0 && !slices.ContainsFunc(due, func(u string) bool { return answers[u].reached }) {
		return nil, errors.New("no site answered at all; is there a connection to the Internet? (nothing was recorded)")
	}
	for _, u := range due {
		links[u] = links[u].After(answers[u].Probe)
	}
	return links, nil
}

// later are the addresses worth asking once more, and how long to wait before.
func (c linkCheck) later(answers map[string]linkAnswer) (again []string, wait time.Duration) {
	for u, a := range answers {
		if !a.temporary {
			continue
		}
		left := a.retryAfter.Sub(c.now())
		if a.retryAfter.IsZero() {
			left = 0
		}
		if left > c.patience {
			continue
		}
		again, wait = append(again, u), max(wait, left)
	}
	slices.Sort(again)
	return again, wait
}

func pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// linkAnswer is a probe with what a second one depends on.
type linkAnswer struct {
	deck.Probe
	reached    bool // somebody answered, whatever it was
	temporary  bool
	retryAfter time.Time
}

// ask asks addresses, those of one site one after the other.
func (c linkCheck) ask(ctx context.Context, addresses []string) map[string]linkAnswer {
	byHost := map[string][]string{}
	for _, u := range addresses {
		byHost[hostOf(u)] = append(byHost[hostOf(u)], u)
	}
	answers := map[string]linkAnswer{}
	var mu sync.Mutex
	var group sync.WaitGroup
	turns := make(chan struct{}, linkHosts)
	for _, urls := range byHost {
		group.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			for _, u := range urls {
				a := c.probe(ctx, u)
				mu.Lock()
				answers[u] = a
				mu.Unlock()
				c.progress.add(1, 0)
			}
		})
	}
	group.Wait()
	return answers
}

// probe asks for the header of an address. A server that does not give that is
// asked for the page: some know no HEAD, or answer it wrongly.
func (c linkCheck) probe(ctx context.Context, address string) linkAnswer {
	res, err := c.client.Get(ctx, fetch.Request{URL: address, Head: true, Accept: "*/*"})
	if status := (*fetch.StatusError)(nil); errors.As(err, &status) && !rests(status.Code) || fetch.KindOf(err) == fetch.Protocol {
		res, err = c.client.Get(ctx, fetch.Request{URL: address, Accept: "*/*", MaxBody: linkBody})
	}
	return c.answer(address, res, err)
}

// rests tells whether a host that answers so is left alone for a while.
func rests(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable
}

func (c linkCheck) answer(address string, res *fetch.Response, err error) linkAnswer {
	a := linkAnswer{Probe: deck.Probe{At: c.now().UTC()}}
	if err == nil {
		a.reached, a.Found, a.To = true, true, movedTo(address, res.PermanentTo)
		return a
	}
	var status *fetch.StatusError
	var dns *net.DNSError
	var failed *fetch.Error
	a.Why, a.temporary = oneLine(err), fetch.Temporary(err)
	if errors.As(err, &failed) {
		a.Why, a.retryAfter = oneLine(failed.Err), failed.RetryAfter
	}
	switch {
	case errors.As(err, &status):
		a.reached = true
		a.Gone = status.Code == http.StatusNotFound || status.Code == http.StatusGone
	case errors.As(err, &dns) && dns.IsNotFound:
		a.Gone = true
	case slices.Contains([]fetch.Kind{fetch.TooLarge, fetch.Encoding}, fetch.KindOf(err)):
		// The page came; it is only longer, or written otherwise, than we read.
		a.reached, a.Found, a.Why = true, true, ""
	case slices.Contains([]fetch.Kind{fetch.Disallowed, fetch.Redirects, fetch.Protocol, fetch.Resting}, fetch.KindOf(err)):
		a.reached = true
	}
	return a
}

// movedTo is the address that a source moved to for good, or "". A change of
// nothing but the end of the path, as servers make it, is no move.
func movedTo(address, to string) string {
	a, errA := url.Parse(address)
	b, errB := url.Parse(to)
	if to == "" || errA != nil || errB != nil {
		return ""
	}
	a.Fragment, b.Fragment = "", ""
	a.Path, b.Path = trimSlash(a.Path), trimSlash(b.Path)
	if a.String() == b.String() {
		return ""
	}
	return to
}

func trimSlash(path string) string {
	if n := len(path); n > 0 && path[n-1] == '/' {
		return path[:n-1]
	}
	return path
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return cmp.Or(u.Host, address)
}
