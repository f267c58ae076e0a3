package web

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// How many logins may fail within the window: of one login from one address,
// and of all logins from one address, so that a whole workshop behind one
// router is not locked out by a slip.
const (
	limitWindow   = 15 * time.Minute
	limitLogin    = 5
	limitAddress  = 40
	limitRemember = 10_000 // keys kept at most
)

// limiter counts failures by key. A key is free again when its window is
// over.
type limiter struct {
	mu       sync.Mutex
	failures map[string]failure
}

type failure struct {
	count int
	until time.Time
}

func newLimiter() *limiter { return &limiter{failures: map[string]failure{}} }

// wait returns how long a key that failed max times has to wait; 0: not.
func (l *limiter) wait(key string, max int, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	f, ok := l.failures[key]
	if !ok || !now.Before(f.until) || f.count < max {
		return 0
	}
	return f.until.Sub(now)
}

func (l *limiter) fail(key string, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	f := l.failures[key]
	if !now.Before(f.until) {
		l.sweep(now)
		f = failure{until: now.Add(limitWindow)}
	}
	f.count++
	l.failures[key] = f
}

// sweep drops what is over, and everything when somebody floods the map.
func (l *limiter) sweep(now time.Time) {
	for key, f := range l.failures {
		if !now.Before(f.until) {
			delete(l.failures, key)
		}
	}
	if len(l.failures) >= limitRemember {
		clear(l.failures)
	}
}

func (l *limiter) forget(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.failures, key)
}

// remoteHost returns the address that a request came from. Headers of proxies
// are not believed: anybody can write them.
func remoteHost(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
