package newsstand

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
)

// serveHostile serves h until the test ends, and ends the handlers that have
// not noticed that their client is gone.
func serveHostile(t *testing.T, h http.Handler) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return server.URL
}

func TestHostileStatuses(t *testing.T) {
	base := serveHostile(t, Hostile())
	for path, want := range map[string]int{
		"/good": 200, "/empty": 200, "/401": 401, "/403": 403, "/404": 404, "/410": 410, "/429": 429, "/500": 500, "/503": 503,
		"/redirect-loop": 302, "/redirect-loop/b": 302, "/redirect-chain/3": 302, "/redirect-chain/x": 404,
		"/redirect-metadata": 302, "/redirect-file": 302, "/robots.txt": 200, "/story": 200,
	} {
		answer, body := fetch(t, base+path)
		if answer.StatusCode != want {
			t.Errorf("%s answers %s, want %d", path, answer.Status, want)
		}
		if path == "/empty" && len(body) > 0 {
			t.Errorf("/empty has %d bytes", len(body))
		}
		if retry := answer.Header.Get("Retry-After"); (want == 429 || want == 503) != (retry == "3600") {
			t.Errorf("%s has Retry-After %q", path, retry)
		}
	}
}

func TestHostileFeedsAreBroken(t *testing.T) {
	base := serveHostile(t, Hostile())
	for path, sound := range map[string]bool{
		"/good": true, "/no-entries": true, "/empty": false, "/truncated": false, "/not-xml": false, "/binary": false, "/unknown-charset": false,
	} {
		_, body := fetch(t, base+path)
		feed, err := gofeed.NewParser().ParseString(string(body))
		if sound && (err != nil || feed.Title != "Millrace Notes") {
			t.Errorf("%s: %v", path, err)
		}
		if !sound && err == nil && len(feed.Items) > 0 {
			t.Errorf("%s is a sound feed with %d entries", path, len(feed.Items))
		}
	}
}

func TestHostileSizes(t *testing.T) {
	base := serveHostile(t, Hostile())
	count := func(path string) int64 {
		answer, err := http.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		n, err := io.Copy(io.Discard, answer.Body)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		return n
	}
	if n := count("/large"); n != LargeFeedBytes {
		t.Errorf("/large has %d bytes, want %d", n, LargeFeedBytes)
	}
	// The client unpacks by itself.
	if n := count("/gzip-bomb"); n < 64<<20 {
		t.Errorf("/gzip-bomb unpacks to %d bytes, want 64 MB", n)
	}
	packed, body := fetch(t, base+"/gzip-bomb", "Accept-Encoding", "gzip")
	if packed.Header.Get("Content-Encoding") != "gzip" || len(body) > 1<<17 {
		t.Errorf("/gzip-bomb is %d bytes on the wire", len(body))
	}
	if n := count("/deep"); n < 700000 {
		t.Errorf("/deep has %d bytes", n)
	}
}

func TestHostileCutConnection(t *testing.T) {
	base := serveHostile(t, Hostile())
	answer, err := http.Get(base + "/cut-connection")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("reading the body: %v, want %v", err, io.ErrUnexpectedEOF)
	}
}

func TestHostileManyHeaders(t *testing.T) {
	base := serveHostile(t, Hostile())
	client := &http.Client{Transport: &http.Transport{MaxResponseHeaderBytes: 1 << 20}}
	if _, err := client.Get(base + "/many-headers"); err == nil {
		t.Error("the headers fit into 1 MB")
	}
}

func TestEndlessCasesGoOnUntilTheClientLeaves(t *testing.T) {
	for _, c := range HostileCases() {
		if c.Endless {
			t.Run(strings.Trim(c.Path, "/"), func(t *testing.T) { checkEndless(t, c.Path) })
		}
	}
}

func checkEndless(t *testing.T, path string) {
	entered, left := make(chan struct{}), make(chan struct{})
	hostile := Hostile()
	base := serveHostile(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer close(left)
		close(entered)
		hostile.ServeHTTP(w, r)
	}))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, base+path, nil)
		if err != nil {
			return
		}
		if answer, err := http.DefaultTransport.RoundTrip(r); err == nil {
			_, _ = io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
		}
	}()
	<-entered
	select {
	case <-left:
		t.Error("ended by itself")
	default:
	}
	cancel()
	<-left
	<-done
}

func TestHugeRobots(t *testing.T) {
	base := serveHostile(t, HugeRobots())
	answer, err := http.Get(base + "/robots.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	const enough = 2 << 20
	if n, err := io.Copy(io.Discard, io.LimitReader(answer.Body, enough)); n != enough || err != nil {
		t.Errorf("read %d bytes, %v", n, err)
	}
	if page, _ := fetch(t, base+"/anything"); page.StatusCode != http.StatusOK {
		t.Errorf("a page answers %s", page.Status)
	}
}
