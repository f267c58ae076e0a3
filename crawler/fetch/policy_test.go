package fetch

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// robotsSite is a site whose robots.txt the test changes as it goes.
type robotsSite struct {
	*site
	lock   sync.Mutex
	status int
	header map[string]string
	body   string
}

func newRobotsSite(t *testing.T, status int, body string) *robotsSite {
	s := &robotsSite{site: newSite(t), status: status, body: body}
	s.mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		s.lock.Lock()
		defer s.lock.Unlock()
		for name, value := range s.header {
			w.Header().Set(name, value)
		}
		w.WriteHeader(s.status)
		io.WriteString(w, s.body)
	})
	s.text("/page", "x")
	s.text("/private/page", "secret")
	return s
}

func (s *robotsSite) now(status int, body, field, value string) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.status, s.body, s.header = status, body, map[string]string{field: value}
}

const keepOut = "User-agent: *\nDisallow: /private/\n\nUser-agent: otherbot\nDisallow: /\n"

func TestRobots(t *testing.T) {
	s := newRobotsSite(t, 200, keepOut)
	c := newClient(t)
	get(t, c, s.URL+"/page")
	e := fails(t, c, s.URL+"/private/page", Disallowed, `line 2 "Disallow: /private/"`)
	if e.Rule.Line != 2 || Temporary(e) || s.count("/private/page") != 0 {
		t.Errorf("rule %v, asked %d times", e.Rule, s.count("/private/page"))
	}
	fails(t, c, s.URL+"/%70rivate/page", Disallowed)
	fails(t, c, s.URL+"/x/../private/page", Disallowed)
	if s.count("/robots.txt") != 1 {
		t.Errorf("robots.txt asked %d times", s.count("/robots.txt"))
	}
	other := newClient(t, func(c *Config) { c.Product = "OtherBot" })
	fails(t, other, s.URL+"/page", Disallowed, "line 5")
	get(t, newClient(t, func(c *Config) { c.IgnoreRobots = true }), s.URL+"/private/page")
}

func TestRobotsStatus(t *testing.T) {
	tests := map[int]Kind{
		200: Disallowed, 204: "", 400: "", 401: "", 403: "", 404: "", 410: "", 451: "",
		429: RobotsUnreachable, 500: RobotsUnreachable, 503: RobotsUnreachable, 304: RobotsUnreachable,
	}
	for status, want := range tests {
		body := keepOut
		if status == 204 || status == 304 {
			body = ""
		}
		s := newRobotsSite(t, status, body)
		_, err := newClient(t).Get(t.Context(), Request{URL: s.URL + "/private/page"})
		if KindOf(err) != want {
			t.Errorf("%d: got %v, want %q", status, err, want)
		}
	}
}

func TestRobotsUnreachable(t *testing.T) {
	s := newRobotsSite(t, 500, "")
	c := newClient(t)
	k := useClock(c)
	e := fails(t, c, s.URL+"/page", RobotsUnreachable, "robots.txt cannot be read", "500 Internal Server Error")
	if !Temporary(e) || !e.RetryAfter.Equal(k.time.Add(unreachableAge)) {
		t.Errorf("retry after %v", e.RetryAfter)
	}
	fails(t, c, s.URL+"/page", RobotsUnreachable)
	if s.count("/robots.txt") != 1 {
		t.Errorf("asked %d times at once", s.count("/robots.txt"))
	}
	s.now(503, "", "Retry-After", "3600")
	k.advance(unreachableAge)
	e = fails(t, c, s.URL+"/page", RobotsUnreachable, "503")
	if !e.RetryAfter.Equal(k.time.Add(time.Hour)) {
		t.Errorf("retry after %v", e.RetryAfter)
	}
	s.now(200, keepOut, "X", "")
	k.advance(time.Hour)
	get(t, c, s.URL+"/page")
	fails(t, c, s.URL+"/private/page", Disallowed)

	s.now(500, "", "X", "")
	k.advance(maxPolicyAge)
	get(t, c, s.URL+"/page")
	fails(t, c, s.URL+"/private/page", Disallowed)
	if s.count("/robots.txt") != 4 {
		t.Errorf("asked %d times in all", s.count("/robots.txt"))
	}
	s.now(404, "", "X", "")
	k.advance(unreachableAge)
	get(t, c, s.URL+"/private/page")
}

func TestRobotsExpiry(t *testing.T) {
	tests := map[string]struct {
		field, value string
		want         time.Duration
	}{
		"nothing said": {"X", "", maxPolicyAge},
		"longer":       {"Cache-Control", "max-age=999999", maxPolicyAge},
		"shorter":      {"Cache-Control", "max-age=7200", 2 * time.Hour},
		"very short":   {"Cache-Control", "max-age=1", minPolicyAge},
		"not at all":   {"Cache-Control", "no-store", minPolicyAge},
		"expires":      {"Expires", "Sun, 01 Mar 2026 15:00:00 GMT", 3 * time.Hour},
	}
	for name, tt := range tests {
		s := newRobotsSite(t, 200, keepOut)
		s.now(200, keepOut, tt.field, tt.value)
		s.header["Date"] = "Sun, 01 Mar 2026 12:00:00 GMT"
		c := newClient(t)
		k := useClock(c)
		get(t, c, s.URL+"/page")
		k.advance(tt.want - time.Second)
		get(t, c, s.URL+"/page")
		if s.count("/robots.txt") != 1 {
			t.Errorf("%s: asked again too early", name)
		}
		k.advance(time.Second)
		get(t, c, s.URL+"/page")
		if s.count("/robots.txt") != 2 {
			t.Errorf("%s: not asked again", name)
		}
	}
}

func TestRobotsRedirects(t *testing.T) {
	hops := func(n int) *site {
		s := newSite(t)
		s.text("/private/page", "x")
		last := newSite(t)
		last.text("/rules", keepOut)
		for i := range n {
			from, to := "/hop"+string(rune('a'+i)), "/hop"+string(rune('a'+i+1))
			if i == 0 {
				from = "/robots.txt"
			}
			if i == n-1 {
				to = last.URL + "/rules"
			}
			s.redirect(from, 302, to)
		}
		return s
	}
	fails(t, newClient(t), hops(1).URL+"/private/page", Disallowed)
	fails(t, newClient(t), hops(5).URL+"/private/page", Disallowed)
	get(t, newClient(t), hops(6).URL+"/private/page")

	loop := newSite(t)
	loop.redirect("/robots.txt", 301, "/robots.txt")
	loop.text("/page", "x")
	get(t, newClient(t), loop.URL+"/page")
	if loop.count("/robots.txt") != maxPolicyRedirects+1 {
		t.Errorf("asked %d times", loop.count("/robots.txt"))
	}
	inward := newSite(t)
	inward.redirect("/robots.txt", 301, "http://10.0.0.1/")
	fails(t, newClient(t), inward.URL+"/page", Blocked, "10.0.0.1")
}

// TestRobotsOfTwoHostsThatRedirectToEachOther would hang if a queue were held
// while waiting for another.
func TestRobotsOfTwoHostsThatRedirectToEachOther(t *testing.T) {
	a, b := newSite(t), newSite(t)
	a.redirect("/robots.txt", 302, b.URL+"/rules")
	b.redirect("/robots.txt", 302, a.URL+"/rules")
	for _, s := range []*site{a, b} {
		s.text("/rules", "")
		s.text("/page", "x")
	}
	c := newClient(t)
	var all sync.WaitGroup
	for range 8 {
		for _, s := range []*site{a, b} {
			all.Go(func() {
				if _, err := c.Get(t.Context(), Request{URL: s.URL + "/page"}); err != nil {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	if a.count("/robots.txt")+b.count("/robots.txt") != 2 {
		t.Errorf("asked %d and %d times", a.count("/robots.txt"), b.count("/robots.txt"))
	}
}

func TestRobotsWithoutPath(t *testing.T) {
	s := newSite(t)
	s.text("/robots.txt", "user-agent: *\nallow: /$\ndisallow: /\nsitemap: https://example.org/news.xml\n")
	s.text("/{$}", "front")
	c := newClient(t)
	get(t, c, s.URL)
	fails(t, c, s.URL+"?q", Disallowed)
	file, err := c.Robots(t.Context(), s.URL+"/any")
	if err != nil || strings.Join(file.Sitemaps(), " ") != "https://example.org/news.xml" {
		t.Errorf("got %v, %v", file.Sitemaps(), err)
	}
	if _, err := c.Robots(t.Context(), "any"); !errors.Is(err, NotHTTP) {
		t.Errorf("got %v", err)
	}
}

func TestCanceledWhileAskingRobots(t *testing.T) {
	s := newSite(t)
	ctx, cancel := context.WithCancel(t.Context())
	asked := make(chan struct{})
	s.mux.HandleFunc("/robots.txt", func(_ http.ResponseWriter, r *http.Request) {
		if ctx.Err() == nil {
			close(asked)
			<-r.Context().Done()
		}
	})
	s.text("/page", "x")
	c := newClient(t)
	errs := make(chan error)
	go func() {
		_, err := c.Get(ctx, Request{URL: s.URL + "/page"})
		errs <- err
	}()
	<-asked
	go func() {
		_, err := c.Get(t.Context(), Request{URL: s.URL + "/page"})
		errs <- err
	}()
	cancel()
	first, second := <-errs, <-errs
	if first == nil {
		first, second = second, first
	}
	if !errors.Is(first, context.Canceled) || !errors.Is(first, Canceled) || second != nil {
		t.Errorf("got %v and %v, want one canceled and one success", first, second)
	}
}

func TestCrawlDelay(t *testing.T) {
	tests := []struct {
		robots string
		change func(*Config)
		want   time.Duration
	}{
		{"", func(*Config) {}, time.Second},
		{"", func(c *Config) { c.Delay = 3 * time.Second }, 3 * time.Second},
		{"crawl-delay: 10", func(*Config) {}, 10 * time.Second},
		{"crawl-delay: 0.2", func(*Config) {}, time.Second},
		{"crawl-delay: 86400", func(*Config) {}, time.Minute},
		{"crawl-delay: 86400", func(c *Config) { c.MaxDelay = 2 * time.Minute }, 2 * time.Minute},
		{"crawl-delay: 10", func(c *Config) { c.MaxDelay = NoDelay }, time.Second},
		{"crawl-delay: 10", func(c *Config) { c.Delay = NoDelay }, 10 * time.Second},
		{"", func(c *Config) { c.Delay = NoDelay }, 0},
		{"crawl-delay: 10", func(c *Config) { c.IgnoreRobots = true }, time.Second},
	}
	for _, tt := range tests {
		s := newRobotsSite(t, 200, "user-agent: *\n"+tt.robots+"\n")
		config := Config{AllowNetworks: loopback(), IgnoreTDM: true}
		tt.change(&config)
		c := New(config)
		k := useClock(c)
		get(t, c, s.URL+"/page")
		k.slept = nil
		get(t, c, s.URL+"/page")
		var slept time.Duration
		for _, d := range k.slept {
			slept += d
		}
		if slept != tt.want {
			t.Errorf("%q: waited %v, want %v", tt.robots, slept, tt.want)
		}
	}
}

func TestRobotsFileIsSharedSafely(t *testing.T) {
	c := newClient(t)
	s := newRobotsSite(t, 200, keepOut)
	file, err := c.Robots(t.Context(), s.URL)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := c.Robots(t.Context(), s.URL+"/page"); again != file || s.count("/robots.txt") != 1 {
		t.Error("not from the cache")
	}
	if ok, rule := file.Allowed("alleys", "/private/"); ok || rule.Line != 2 {
		t.Errorf("got %v by %v", ok, rule)
	}
}
