package fetch

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// raw is a server that writes what it likes to each connection.
func raw(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				for in := bufio.NewReader(conn); ; {
					line, err := in.ReadString('\n')
					if err != nil {
						return
					}
					if strings.TrimSpace(line) == "" {
						break
					}
				}
				serve(conn)
			}()
		}
	}()
	return "http://" + l.Addr().String() + "/"
}

// drip writes s, and then its last byte again and again until the client goes.
func drip(conn net.Conn, s string) {
	io.WriteString(conn, s)
	for {
		if _, err := conn.Write([]byte(s[len(s)-1:])); err != nil {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

func impatient(c *Config) { c.Timeout = 100 * time.Millisecond }

func TestSlowLoris(t *testing.T) {
	tests := map[string]func(net.Conn){
		"says nothing": func(c net.Conn) { io.Copy(io.Discard, c) },
		"status line":  func(c net.Conn) { drip(c, "HTTP/1.1 200 O") },
		"header":       func(c net.Conn) { drip(c, "HTTP/1.1 200 OK\r\nX-A: a") },
		"body":         func(c net.Conn) { drip(c, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\na") },
		"chunk size":   func(c net.Conn) { drip(c, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0") },
		"encoded body": func(c net.Conn) {
			drip(c, "HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\n\x50\x2a\x4d\x18\xff\xff\xff\x00\x00")
		},
		"redirect body": func(c net.Conn) { drip(c, "HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 9999\r\n\r\na") },
		"informational": func(c net.Conn) { drip(c, "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 103 E") },
	}
	for name, serve := range tests {
		t.Run(name, func(t *testing.T) {
			c := newClient(t, noPolicy, impatient)
			_, err := c.Get(t.Context(), Request{URL: raw(t, serve)})
			if name == "redirect body" {
				// The redirect itself is complete; what it leads to is the same page.
				if KindOf(err) != Timeout && KindOf(err) != Redirects {
					t.Errorf("got %v", err)
				}
				return
			}
			if KindOf(err) != Timeout || !Temporary(err) || !strings.Contains(err.Error(), "within 100ms") {
				t.Errorf("got %v (%s)", err, KindOf(err))
			}
		})
	}
}

func TestEndless(t *testing.T) {
	flood := func(start, more string) func(net.Conn) {
		return func(conn net.Conn) {
			io.WriteString(conn, start)
			block := []byte(strings.Repeat(more, 64<<10/len(more)))
			for {
				if _, err := conn.Write(block); err != nil {
					return
				}
			}
		}
	}
	tests := map[string]struct {
		serve func(net.Conn)
		kind  Kind
		words string
	}{
		"body":           {flood("HTTP/1.1 200 OK\r\n\r\n", "<p>and so on</p>"), TooLarge, "the body is larger than 1 MiB"},
		"chunks":         {flood("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "5\r\nabcde\r\n"), TooLarge, "the body is larger than 1 MiB"},
		"declared":       {flood("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", "abcde"), TooLarge, "the body is larger than 1 MiB"},
		"header field":   {flood("HTTP/1.1 200 OK\r\nX-A: ", "abcde"), TooLarge, "the header is larger than 256 KiB"},
		"header fields":  {flood("HTTP/1.1 200 OK\r\n", "X-A: abcde\r\n"), TooLarge, "the header is larger than 256 KiB"},
		"status line":    {flood("HTTP/1.1 200 ", "OK"), TooLarge, "the header is larger than 256 KiB"},
		"brotli rubbish": {flood("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n", "\xff\xfe"), Encoding, "the br data is broken"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := newClient(t, noPolicy, func(c *Config) { c.MaxBody = 1 << 20 })
			fails(t, c, raw(t, tt.serve), tt.kind, tt.words)
		})
	}
	t.Run("informational answers", func(t *testing.T) {
		c := newClient(t, noPolicy, impatient)
		_, err := c.Get(t.Context(), Request{URL: raw(t, flood("", "HTTP/1.1 103 Early Hints\r\n\r\n"))})
		if err == nil {
			t.Error("no error")
		}
	})
	t.Run("trailer", func(t *testing.T) {
		c := newClient(t, noPolicy, impatient)
		_, err := c.Get(t.Context(), Request{URL: raw(t, flood("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X-A: abcde\r\n"))})
		if err == nil {
			t.Error("no error")
		}
	})
}

// TestBombs serves 1 GiB of zeros in each encoding, made once and small on the
// wire.
func TestBombs(t *testing.T) {
	zeros := strings.Repeat("\x00", 32<<20)
	for _, encoding := range []string{"gzip", "br", "zstd", "deflate"} {
		s := newSite(t)
		part := compress(t, encoding, zeros)
		s.mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", encoding)
			for range 32 {
				if _, err := w.Write(part); err != nil {
					return
				}
			}
		})
		fails(t, newClient(t, noPolicy), s.URL, TooLarge, "decompression bomb")
		fails(t, newClient(t, noPolicy, func(c *Config) { c.MaxBody = 1 << 20 }), s.URL, TooLarge, "larger than 1 MiB")
	}
}

func TestManyHeaders(t *testing.T) {
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for i := range 100_000 {
			w.Header().Set("X-"+strconv.Itoa(i), "a")
		}
	})
	one := httptest.NewServer(handler)
	defer one.Close()
	fails(t, newClient(t, noPolicy), one.URL, TooLarge, "the header is larger than 256 KiB")

	two := httptest.NewUnstartedServer(handler)
	two.EnableHTTP2 = true
	two.StartTLS()
	defer two.Close()
	c := newClient(t, noPolicy, func(c *Config) { c.RootCAs = two.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs })
	fails(t, c, two.URL, Protocol, "far too large a header")
}

func TestLargeHeaderHTTP2(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		// Equal fields take one byte each in HTTP/2, so the frame is small.
		for range 100 {
			w.Header().Add("X-A", strings.Repeat("a", 3000))
		}
	}))
	s.EnableHTTP2 = true
	s.StartTLS()
	defer s.Close()
	c := newClient(t, noPolicy, func(c *Config) { c.RootCAs = s.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs })
	fails(t, c, s.URL, TooLarge, "the header is larger than 256 KiB")
}

// secure starts a TLS server that does not log the handshakes that are to fail.
func secure(t *testing.T, config *tls.Config) *httptest.Server {
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.TLS = config
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

func TestTLSFailures(t *testing.T) {
	s := secure(t, nil)
	if e := fails(t, newClient(t, noPolicy), s.URL, TLS, "certificate signed by unknown authority"); !Temporary(e) {
		t.Error("counts as permanent")
	}
	trusting := newClient(t, noPolicy, func(c *Config) { c.RootCAs = s.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs })
	fails(t, trusting, strings.Replace(s.URL, "127.0.0.1", "localhost", 1), TLS, "localhost")
	plain := newSite(t)
	plain.Config.ErrorLog = log.New(io.Discard, "", 0)
	fails(t, newClient(t, noPolicy), strings.Replace(plain.URL, "http:", "https:", 1), TLS)
	fails(t, trusting, secure(t, &tls.Config{MaxVersion: tls.VersionTLS11}).URL, TLS, "protocol version")
	fails(t, newClient(t), s.URL, RobotsUnreachable, "certificate signed by unknown authority")
}

func TestBrokenAnswers(t *testing.T) {
	tests := map[string]struct {
		answer string
		kind   Kind
		words  string
	}{
		"another protocol": {"SSH-2.0-OpenSSH_9.6\r\n", Protocol, "malformed HTTP"},
		"nothing":          {"", Network, "closed the connection without an answer"},
		"half a header":    {"HTTP/1.1 200 OK\r\nContent-", Protocol, "malformed MIME header"},
		"half a body":      {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", Protocol, "ends early"},
		"half a chunk":     {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc", Protocol, "ends early"},
		"no chunk":         {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", Protocol, "chunk"},
		"two lengths":      {"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nabc", Protocol, "multiple Content-Length"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			url := raw(t, func(c net.Conn) { io.WriteString(c, tt.answer) })
			if e := fails(t, newClient(t, noPolicy), url, tt.kind, tt.words); !Temporary(e) {
				t.Error("counts as permanent")
			}
		})
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	fails(t, newClient(t, noPolicy), "http://"+l.Addr().String(), Network, "connection refused")
}

// TestGiantRobots streams a robots.txt of 1 GB. The crawl goes on by what its
// first 500 KiB say.
func TestGiantRobots(t *testing.T) {
	s := newSite(t)
	var sent atomic.Int64
	s.mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(1<<30))
		n, _ := io.WriteString(w, "user-agent: *\ndisallow: /private\n")
		block := []byte(strings.Repeat("# nothing to see\n", 4096))
		for sent.Add(int64(n)); sent.Load() < 1<<30; sent.Add(int64(n)) {
			var err error
			if n, err = w.Write(block[:min(len(block), 1<<30-int(sent.Load()))]); err != nil {
				return
			}
		}
	})
	s.text("/page", "x")
	c := newClient(t)
	get(t, c, s.URL+"/page")
	fails(t, c, s.URL+"/private", Disallowed)
	if s.count("/robots.txt") != 1 {
		t.Errorf("asked %d times", s.count("/robots.txt"))
	}
	if sent.Load() > 1<<27 {
		t.Errorf("%d bytes were sent before the connection was dropped", sent.Load())
	}
}

// TestHostileHostsDoNotDisturb fetches from good hosts while bad ones keep the
// client waiting.
func TestHostileHostsDoNotDisturb(t *testing.T) {
	c := newClient(t)
	waiting := make(chan struct{})
	hang := func(c net.Conn) { waiting <- struct{}{}; drip(c, "HTTP/1.1 200 OK\r\nX-A: a") }
	bad := []string{
		raw(t, hang), raw(t, hang),
		raw(t, func(c net.Conn) { waiting <- struct{}{}; io.Copy(io.Discard, c) }),
	}
	ctx, cancel := context.WithCancel(t.Context())
	errs := make(chan error, len(bad))
	for _, url := range bad {
		go func() {
			_, err := c.Get(ctx, Request{URL: url})
			errs <- err
		}()
		<-waiting
	}
	fails(t, c, raw(t, func(c net.Conn) { io.WriteString(c, "rubbish") }), RobotsUnreachable)
	for i := range 20 {
		s := newSite(t)
		s.text("/page", fmt.Sprint(i))
		if got := string(get(t, c, s.URL+"/page").Body); got != fmt.Sprint(i) {
			t.Errorf("got %q", got)
		}
	}
	cancel()
	for range bad {
		if err := <-errs; KindOf(err) != Canceled {
			t.Errorf("got %v", err)
		}
	}
}
