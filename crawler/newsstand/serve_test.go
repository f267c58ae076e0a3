package newsstand

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestConditionalGet(t *testing.T) {
	ns := start(t, Options{})
	for _, o := range ns.Outlets() {
		for _, page := range []string{articlesOf(ns, o.Slug)[0].URL, o.URL} {
			checkConditional(t, o.Slug, page)
		}
		answer, _ := feedOf(t, o)
		checkConditional(t, o.Slug, answer.Request.URL.String())
	}
}

func checkConditional(t *testing.T, outlet, page string) {
	t.Helper()
	first, _ := fetch(t, page)
	etag, modified := first.Header.Get("ETag"), first.Header.Get("Last-Modified")
	if etag == "" && modified == "" {
		t.Errorf("%s: %s has no validator", outlet, page)
	}
	if etag != "" {
		if again, body := fetch(t, page, "If-None-Match", etag); again.StatusCode != http.StatusNotModified || len(body) > 0 {
			t.Errorf("%s: with its ETag %s answers %s and %d bytes", outlet, page, again.Status, len(body))
		}
		if again, _ := fetch(t, page, "If-None-Match", `"other"`); again.StatusCode != http.StatusOK {
			t.Errorf("%s: with another ETag %s answers %s", outlet, page, again.Status)
		}
	}
	if modified != "" {
		if again, _ := fetch(t, page, "If-Modified-Since", modified); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s: with its Last-Modified %s answers %s", outlet, page, again.Status)
		}
	}
}

func TestRobotsForbidsWhatArticlesSay(t *testing.T) {
	ns := start(t, Options{})
	for _, o := range ns.Outlets() {
		_, robots := fetch(t, o.URL+"robots.txt")
		var forbidden []string
		for line := range strings.Lines(string(robots)) {
			if path, ok := strings.CutPrefix(line, "Disallow: "); ok {
				forbidden = append(forbidden, strings.TrimSpace(path))
			}
		}
		if len(forbidden) == 0 {
			t.Errorf("%s forbids nothing: %s", o.Slug, robots)
		}
		for _, a := range articlesOf(ns, o.Slug) {
			u, err := url.Parse(a.URL)
			if err != nil {
				t.Fatal(err)
			}
			denied := false
			for _, prefix := range forbidden {
				denied = denied || strings.HasPrefix(u.RequestURI(), prefix)
			}
			if denied != (a.Access == RobotsDisallowed) {
				t.Errorf("%s: robots.txt forbids it: %t, access is %s", a.URL, denied, a.Access)
			}
		}
	}
}

func TestSetEditionChangesPageAndFeed(t *testing.T) {
	ns := start(t, Options{})
	const outlet, slug = "lantern", "dairy-fire"
	find := func() Article {
		for _, a := range ns.Articles() {
			if a.Outlet == outlet && a.Slug == slug {
				return a
			}
		}
		t.Fatal("no such article")
		return Article{}
	}
	before := find()
	page, _ := fetch(t, before.URL)
	if err := ns.SetEdition(outlet, slug, 2); err != nil {
		t.Fatal(err)
	}
	after := find()
	if after.URL != before.URL || after.Title == before.Title || after.Edition != 2 {
		t.Fatalf("edition 2 is %+v", after)
	}
	changed, body := fetch(t, after.URL, "If-None-Match", page.Header.Get("ETag"))
	if changed.StatusCode != http.StatusOK || !strings.Contains(string(body), "The Lantern apologises") {
		t.Errorf("the page with the old ETag answers %s, without the new text", changed.Status)
	}
	if _, feed := feedOf(t, ns.Outlets()[1]); !strings.Contains(string(feed), after.Title) {
		t.Error("the feed does not have the new title")
	}
	if err := ns.SetEdition(outlet, slug, 3); err == nil {
		t.Error("edition 3 does not exist and was set")
	}
	if err := ns.SetEdition(outlet, "no-such-story", 1); err == nil {
		t.Error("a story that does not exist was set")
	}
	if err := ns.SetEdition(outlet, slug, 1); err != nil || find().Title != before.Title {
		t.Errorf("going back: %v, title %q", err, find().Title)
	}
}

func TestSecondURLs(t *testing.T) {
	ns := start(t, Options{Outlets: []string{"kilmorran-courier", "saltmarket-voice"}})
	courier, voice := ns.Outlets()[0], ns.Outlets()[1]

	a := articlesOf(ns, courier.Slug)[0]
	printed := strings.Replace(a.URL, courier.URL, courier.URL+"print/", 1)
	if canonical := document(t, printed).Find(`link[rel="canonical"]`).AttrOr("href", ""); canonical != a.URL {
		t.Errorf("%s has the canonical URL %q, want %q", printed, canonical, a.URL)
	}

	b := articlesOf(ns, voice.Slug)[0]
	answer, _ := fetch(t, strings.TrimSuffix(b.URL, "/"))
	if to, err := answer.Location(); answer.StatusCode != http.StatusMovedPermanently || err != nil || to.String() != b.URL {
		t.Errorf("without the slash: %s to %v", answer.Status, to)
	}
}

func TestCompressionIsTransparent(t *testing.T) {
	ns := start(t, Options{Outlets: []string{"lantern"}})
	url := ns.Articles()[0].URL
	zipped, _ := fetch(t, url, "Accept-Encoding", "gzip")
	if zipped.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("Content-Encoding is %q, want gzip", zipped.Header.Get("Content-Encoding"))
	}
	plain, body := fetch(t, url, "Accept-Encoding", "identity")
	if plain.Header.Get("Content-Encoding") != "" || !strings.HasPrefix(string(body), "<!doctype html>") {
		t.Errorf("identity was asked for, Content-Encoding is %q", plain.Header.Get("Content-Encoding"))
	}
}

func TestVisitsAreRecorded(t *testing.T) {
	ns := start(t, Options{Outlets: []string{"radio-lagorna"}})
	o := ns.Outlets()[0]
	fetch(t, o.URL+"robots.txt", "User-Agent", "tester/1")
	fetch(t, o.URL+"nowhere")
	visits := ns.Visits(o.Slug)
	if len(visits) != 2 || visits[0].Path != "/robots.txt" || visits[0].UserAgent != "tester/1" || visits[1].Status != http.StatusNotFound {
		t.Errorf("visits are %+v", visits)
	}
	if peak := ns.PeakConcurrency(o.Slug); peak != 1 {
		t.Errorf("peak concurrency is %d, want 1", peak)
	}
}

func TestEachOutletHasItsOwnHost(t *testing.T) {
	ns := start(t, Options{})
	hosts := map[string]bool{}
	for _, o := range ns.Outlets() {
		u, err := url.Parse(o.URL)
		if err != nil || u.Hostname() != "127.0.0.1" {
			t.Errorf("%s is at %s, want a loopback address", o.Slug, o.URL)
		}
		hosts[u.Host] = true
	}
	if len(hosts) != len(profiles()) {
		t.Errorf("%d hosts for %d outlets", len(hosts), len(profiles()))
	}
}

func TestStartAndClose(t *testing.T) {
	ns := start(t, Options{Outlets: []string{"megafono"}})
	if err := ns.Start(t.Context()); err == nil {
		t.Error("started twice")
	}
	address := strings.TrimSuffix(strings.TrimPrefix(ns.Outlets()[0].URL, "http://"), "/")
	for range 2 {
		if err := ns.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatalf("the port is still taken: %v", err)
	}
	defer l.Close()
	port := l.Addr().(*net.TCPAddr).Port

	other, err := New(Options{FirstPort: port, Outlets: []string{"megafono"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(t.Context()); err == nil || !strings.Contains(err.Error(), "choose another first port") {
		t.Errorf("on a taken port: %v", err)
	}
}

func TestContextEndsTheServing(t *testing.T) {
	ns, err := New(Options{Outlets: []string{"megafono"}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	if err := ns.Start(ctx); err != nil {
		t.Fatal(err)
	}
	cancel()
	ns.running.Wait()
	if _, err := http.Get(ns.Outlets()[0].URL); err == nil {
		t.Error("still served after the context was done")
	}
}

func TestUnknownOutlet(t *testing.T) {
	if _, err := New(Options{Outlets: []string{"nobody"}}); err == nil || !strings.Contains(err.Error(), "known are") {
		t.Errorf("error is %v", err)
	}
}
