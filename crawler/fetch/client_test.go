package fetch

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// loopback is what the tests' servers listen on.
func loopback() []netip.Prefix {
	return []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}
}

// newClient makes a client that reaches the tests' servers and does not wait
// between requests.
func newClient(t testing.TB, change ...func(*Config)) *Client {
	t.Helper()
	config := Config{AllowNetworks: loopback(), Delay: NoDelay}
	for _, f := range change {
		f(&config)
	}
	c := New(config)
	t.Cleanup(c.Close)
	return c
}

func noPolicy(c *Config) { c.IgnoreRobots, c.IgnoreTDM = true, true }

// clock stands still except for sleeps, which it makes last no time.
type clock struct {
	mu    sync.Mutex
	time  time.Time
	slept []time.Duration
}

func useClock(c *Client) *clock {
	k := &clock{time: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	c.now = func() time.Time { k.mu.Lock(); defer k.mu.Unlock(); return k.time }
	c.sleep = func(ctx context.Context, d time.Duration) error {
		k.mu.Lock()
		defer k.mu.Unlock()
		k.time = k.time.Add(d)
		k.slept = append(k.slept, d)
		return ctx.Err()
	}
	return k
}

func (k *clock) advance(d time.Duration) { k.mu.Lock(); k.time = k.time.Add(d); k.mu.Unlock() }

// site is a server that counts what it is asked for.
type site struct {
	*httptest.Server
	mux  *http.ServeMux
	mu   sync.Mutex
	hits map[string]int
}

func newSite(t testing.TB) *site {
	s := &site{mux: http.NewServeMux(), hits: map[string]int{}}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.hits[r.URL.Path]++
		s.mu.Unlock()
		s.mux.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *site) text(path, body string) {
	s.mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, body) })
}

func (s *site) count(path string) int { s.mu.Lock(); defer s.mu.Unlock(); return s.hits[path] }

func get(t testing.TB, c *Client, url string) *Response {
	t.Helper()
	resp, err := c.Get(t.Context(), Request{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

// fails gets a URL and checks how it fails: the kind, and one clear line.
func fails(t testing.TB, c *Client, url string, kind Kind, words ...string) *Error {
	t.Helper()
	resp, err := c.Get(t.Context(), Request{URL: url})
	if err == nil {
		t.Fatalf("no error, got %d with %d bytes", resp.Status, len(resp.Body))
	}
	var e *Error
	if !errors.As(err, &e) || !errors.Is(err, kind) || KindOf(err) != kind {
		t.Fatalf("got %v (%q), want kind %q", err, KindOf(err), kind)
	}
	line := err.Error()
	if strings.ContainsAny(line, "\n\r") || len(line) > 400 {
		t.Errorf("not one clear line: %q", line)
	}
	for _, word := range words {
		if !strings.Contains(line, word) {
			t.Errorf("%q does not say %q", line, word)
		}
	}
	return e
}

func TestGet(t *testing.T) {
	s := newSite(t)
	var asked *http.Request
	s.mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		asked = r
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Cache-Control", "max-age=600")
		w.Header().Set("Set-Cookie", "id=1")
		io.WriteString(w, "<!doctype html><p>Ciao")
	})
	c := newClient(t, func(c *Config) {
		c.Product, c.Version, c.Contact = "alleys", "1.2", "crawler@example.org"
	})
	k := useClock(c)
	resp := get(t, c, strings.Replace(s.URL, "http://", "HTTP://user:secret@", 1)+"/page#top")
	if got, want := string(resp.Body), "<!doctype html><p>Ciao"; got != want {
		t.Errorf("body %q, want %q", got, want)
	}
	if resp.URL != s.URL+"/page" || resp.Requested != resp.URL || resp.PermanentTo != "" {
		t.Errorf("URLs %q, %q, %q", resp.Requested, resp.URL, resp.PermanentTo)
	}
	if resp.Status != 200 || resp.MediaType != "text/html" || resp.NotModified || resp.NoIndex || resp.Reserved {
		t.Errorf("got %+v", resp)
	}
	if !resp.Fetched.Equal(k.time) || !resp.CacheUntil.Equal(k.time.Add(10*time.Minute)) || !resp.RetryAfter.IsZero() {
		t.Errorf("times %v, %v, %v", resp.Fetched, resp.CacheUntil, resp.RetryAfter)
	}
	want := map[string]string{
		"User-Agent": "alleys/1.2 (+crawler@example.org)", "From": "crawler@example.org",
		"Accept": defaultAccept, "Accept-Encoding": acceptEncoding,
		"Authorization": "", "Cookie": "", "Referer": "", "If-None-Match": "",
	}
	for name, value := range want {
		if got := asked.Header.Get(name); got != value {
			t.Errorf("%s: %q, want %q", name, got, value)
		}
	}
	get(t, c, s.URL+"/page")
	if got := asked.Header.Get("Cookie"); got != "" {
		t.Errorf("kept a cookie: %q", got)
	}
}

func TestUserAgent(t *testing.T) {
	tests := []struct {
		config    Config
		agent, ua string
	}{
		{Config{}, "alleys", "alleys"},
		{Config{Version: "0.3"}, "alleys", "alleys/0.3"},
		{Config{Product: "Town Hall 2!", Version: "1 0", Contact: "https://example.org/bot"}, "TownHall", "TownHall/1-0 (+https://example.org/bot)"},
		{Config{Contact: "a\r\nX: y)"}, "alleys", "alleys (+aX: y)"},
	}
	for _, tt := range tests {
		if c := New(tt.config); c.agent != tt.agent || c.UserAgent() != tt.ua {
			t.Errorf("%+v: %q, %q", tt.config, c.agent, c.UserAgent())
		}
	}
}

func TestProxyVariablesAreIgnored(t *testing.T) {
	proxy := newSite(t)
	t.Setenv("HTTP_PROXY", proxy.URL)
	t.Setenv("http_proxy", proxy.URL)
	s := newSite(t)
	s.text("/", "here")
	if got := string(get(t, newClient(t, noPolicy), s.URL).Body); got != "here" || proxy.count("/") > 0 {
		t.Errorf("got %q, proxy asked %d times", got, proxy.count("/"))
	}
}

func TestConditionalGet(t *testing.T) {
	s := newSite(t)
	var asked http.Header
	s.mux.HandleFunc("/feed", func(w http.ResponseWriter, r *http.Request) {
		asked = r.Header
		w.Header().Set("ETag", `"v2"`)
		w.Header().Set("Cache-Control", "max-age=60")
		if r.Header.Get("If-None-Match") == `"v2"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		io.WriteString(w, "<rss/>")
	})
	s.mux.HandleFunc("/always", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) })
	c := newClient(t, noPolicy)
	const date = "Sun, 01 Mar 2026 10:00:00 GMT"
	resp, err := c.Get(t.Context(), Request{URL: s.URL + "/feed", ETag: `"v2"`, LastModified: date, Accept: "application/rss+xml"})
	if err != nil {
		t.Fatal(err)
	}
	if !resp.NotModified || resp.Status != 304 || resp.Body != nil || resp.CacheUntil.IsZero() || resp.Header.Get("ETag") != `"v2"` {
		t.Errorf("got %+v", resp)
	}
	if asked.Get("If-Modified-Since") != date || asked.Get("Accept") != "application/rss+xml" {
		t.Errorf("asked with %v", asked)
	}
	resp, err = c.Get(t.Context(), Request{URL: s.URL + "/feed", ETag: `"v1"`, LastModified: "a\r\nb"})
	if err != nil || resp.NotModified || string(resp.Body) != "<rss/>" || asked.Get("If-Modified-Since") != "" {
		t.Errorf("got %+v, %v", resp, err)
	}
	fails(t, c, s.URL+"/always", BadStatus, "304")
}

func TestStatus(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("/{code}", func(w http.ResponseWriter, r *http.Request) {
		code, _ := strconv.Atoi(r.PathValue("code"))
		w.WriteHeader(code)
	})
	for code, temporary := range map[int]bool{
		301: false, 400: false, 401: false, 403: false, 404: false, 408: true, 410: false, 425: true,
		451: false, 500: true, 501: false, 502: true, 503: true, 504: true, 505: false, 520: true,
	} {
		e := fails(t, newClient(t, noPolicy), s.URL+"/"+strconv.Itoa(code), BadStatus, "the server answered")
		var status *StatusError
		if !errors.As(e, &status) || status.Code != code || Temporary(e) != temporary {
			t.Errorf("%d: got %v, temporary %v", code, e, Temporary(e))
		}
	}
}

func TestRetryAfterRestsTheHost(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("/busy", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	s.mux.HandleFunc("/many", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) })
	s.text("/page", "x")
	c := newClient(t, noPolicy)
	k := useClock(c)
	e := fails(t, c, s.URL+"/busy", BadStatus, "503", "try again after 2026-03-01T12:02:00Z")
	if want := k.time.Add(2 * time.Minute); !e.RetryAfter.Equal(want) || !Temporary(e) {
		t.Errorf("retry after %v, want %v", e.RetryAfter, want)
	}
	e = fails(t, c, s.URL+"/page", Resting, "until 2026-03-01T12:02:00Z")
	if !Temporary(e) || e.RetryAfter.IsZero() || s.count("/page") != 0 {
		t.Errorf("%v, asked %d times", e, s.count("/page"))
	}
	k.advance(2 * time.Minute)
	get(t, c, s.URL+"/page")
	fails(t, c, s.URL+"/many", BadStatus, "429")
	fails(t, c, s.URL+"/page", Resting)
	k.advance(restAfter429)
	get(t, c, s.URL+"/page")
}

func TestXRobotsTag(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Add("X-Robots-Tag", "otherbot: nofollow")
		w.Header().Add("X-Robots-Tag", "alleys: noindex")
		w.Header().Add("X-Robots-Tag", "noarchive")
	})
	if resp := get(t, newClient(t, noPolicy), s.URL); !resp.NoIndex || !resp.NoArchive || resp.NoFollow {
		t.Errorf("got %+v", resp.Tag)
	}
}

func TestExchanges(t *testing.T) {
	s := newSite(t)
	s.mux.Handle("/old", http.RedirectHandler("/new?x=1", http.StatusFound))
	s.mux.HandleFunc("/new", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header()["Date"] = nil
		w.Header().Set("Content-Type", "text/plain")
		w.Write(compress(t, "gzip", "hello"))
	})
	c := newClient(t, noPolicy)
	resp := get(t, c, s.URL+"/old")
	if len(resp.Exchanges) != 2 || resp.Exchanges[0].Status != 302 || resp.Exchanges[0].URL != s.URL+"/old" {
		t.Fatalf("got %+v", resp.Exchanges)
	}
	if first := resp.Exchanges[0]; string(first.Body) != "<a href=\"/new?x=1\">Found</a>.\n\n" || first.Cut {
		t.Errorf("redirect body %q, cut %v", first.Body, first.Cut)
	}
	last := resp.Exchanges[1]
	host := strings.TrimPrefix(s.URL, "http://")
	if got, want := string(last.RequestHeader), "GET /new?x=1 HTTP/1.1\r\nHost: "+host+"\r\nAccept: "+defaultAccept+
		"\r\nAccept-Encoding: "+acceptEncoding+"\r\nUser-Agent: alleys\r\n\r\n"; got != want {
		t.Errorf("request %q, want %q", got, want)
	}
	if got, want := string(last.ResponseHeader), "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "+
		strconv.Itoa(len(compress(t, "gzip", "hello")))+"\r\nContent-Type: text/plain\r\n\r\n"; got != want {
		t.Errorf("response %q, want %q", got, want)
	}
	if string(last.Body) != string(compress(t, "gzip", "hello")) || string(resp.Body) != "hello" {
		t.Errorf("body %q, transferred as %q", resp.Body, last.Body)
	}
	if last.Remote != netip.MustParseAddr("127.0.0.1") || last.Protocols[0] != "http/1.1" || last.Started.IsZero() {
		t.Errorf("got %v, %v, %v", last.Remote, last.Protocols, last.Started)
	}
}

func TestHTTP2(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			io.WriteString(w, "user-agent: *\ndisallow: /private\n")
			return
		}
		io.WriteString(w, r.Proto)
	}))
	s.EnableHTTP2 = true
	s.StartTLS()
	t.Cleanup(s.Close)
	c := newClient(t, func(c *Config) { c.RootCAs = s.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs })
	resp := get(t, c, s.URL+"/a")
	if got := string(resp.Body); got != "HTTP/2.0" {
		t.Errorf("spoke %s", got)
	}
	last := resp.Exchanges[0]
	if strings.Join(last.Protocols, " ") != "h2 tls/1.3" || !strings.HasPrefix(string(last.ResponseHeader), "HTTP/1.1 200 OK\r\n") {
		t.Errorf("got %v, %q", last.Protocols, last.ResponseHeader)
	}
	fails(t, c, s.URL+"/private", Disallowed)
}
