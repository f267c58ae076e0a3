package fetch

import (
	"context"
	"net/url"
	"sync"
	"time"
)

// maxHostBytes bounds what is kept of all sites' policy files, counted by the
// bytes they were sent in. Beyond it, hosts that nobody waits for are forgotten
// and would be asked again.
const maxHostBytes = 32 << 20

// hosts is the table of the hosts the client has dealt with.
type hosts struct {
	mu    sync.Mutex
	byKey map[string]*host
	bytes int
}

// host is a queue for one host, and what its sites allow.
type host struct {
	key   string
	users int // goroutines that hold it; guarded by hosts.mu
	bytes int // guarded by hosts.mu

	turn  chan struct{} // holds the one request that is under way
	ended time.Time     // when the last one ended; guarded by turn

	mu    sync.Mutex
	until time.Time // asked to be left alone until

	origins [2]origin // http, https
}

// origin is what one scheme of a host allows (RFC 9309 section 2.3: robots.txt
// speaks for scheme, host and port).
type origin struct {
	lock   chan struct{}
	robots *robotsAnswer
	tdm    *tdmAnswer
}

// acquire finds or adds the host of u; release has to follow.
func (t *hosts) acquire(u *url.URL) *host { return t.acquireKey(hostKey(u)) }

func (t *hosts) acquireKey(key string) *host {
	t.mu.Lock()
	defer t.mu.Unlock()
	h := t.byKey[key]
	if h == nil {
		h = &host{key: key, bytes: 1 << 10, turn: make(chan struct{}, 1)}
		for i := range h.origins {
			h.origins[i].lock = make(chan struct{}, 1)
		}
		t.byKey[key] = h
		t.bytes += h.bytes
	}
	h.users++
	return h
}

func (t *hosts) release(h *host) {
	t.mu.Lock()
	defer t.mu.Unlock()
	h.users--
	if t.bytes > maxHostBytes {
		t.forget()
	}
}

// forget drops idle hosts until a quarter of the space is free. Go's maps begin
// anywhere, so no host is always the first to go.
func (t *hosts) forget() {
	for key, h := range t.byKey {
		if t.bytes <= maxHostBytes*3/4 {
			return
		}
		if h.users == 0 {
			delete(t.byKey, key)
			t.bytes -= h.bytes
		}
	}
}

// weigh accounts for a policy file of n bytes.
func (t *hosts) weigh(h *host, n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	h.bytes += n
	t.bytes += n
}

func (h *host) origin(scheme string) *origin {
	if scheme == "https" {
		return &h.origins[1]
	}
	return &h.origins[0]
}

// hold locks the origin, so that one goroutine fetches its policy files and the
// others wait for the result.
func (o *origin) hold(ctx context.Context) error {
	select {
	case o.lock <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (o *origin) letGo() { <-o.lock }

// enter waits in the host's queue, then until the delay since the last request
// has passed. leave has to follow unless it fails.
func (c *Client) enter(ctx context.Context, h *host, delay time.Duration) error {
	select {
	case h.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	if delay <= 0 || h.ended.IsZero() {
		return nil
	}
	if wait := h.ended.Add(delay).Sub(c.now()); wait > 0 {
		if err := c.sleep(ctx, wait); err != nil {
			<-h.turn
			return err
		}
	}
	return nil
}

func (c *Client) leave(h *host) {
	h.ended = c.now()
	<-h.turn
}

// rest notes that the host asked to be left alone.
func (h *host) rest(until time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if until.After(h.until) {
		h.until = until
	}
}

func (h *host) restsUntil(now time.Time) (time.Time, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.until, h.until.After(now)
}
