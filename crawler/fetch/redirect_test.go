package fetch

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"testing"
)

// redirect adds a redirect with a Location as it is given.
func (s *site) redirect(path string, code int, location string) {
	s.mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", location)
		w.WriteHeader(code)
	})
}

func TestRedirects(t *testing.T) {
	s := newSite(t)
	s.redirect("/moved", 301, "/moved-again")
	s.redirect("/moved-again", 308, "page")
	s.redirect("/for-now", 307, "/moved")
	s.redirect("/found", 302, " /pa\tge?q=ö x#top ")
	s.redirect("/credentials", 303, "http://user:pass@"+s.Listener.Addr().String()+"/page")
	s.text("/page", "here")
	tests := []struct{ from, to, permanent string }{
		{"/page", "/page", ""},
		{"/moved", "/page", "/page"},
		{"/for-now", "/page", ""},
		{"/found", "/page?q=%C3%B6%20x", ""},
		{"/credentials", "/page", ""},
	}
	c := newClient(t, noPolicy)
	for _, tt := range tests {
		resp := get(t, c, s.URL+tt.from)
		want := tt.permanent
		if want != "" {
			want = s.URL + want
		}
		if resp.URL != s.URL+tt.to || resp.Requested != s.URL+tt.from || resp.PermanentTo != want || string(resp.Body) != "here" {
			t.Errorf("%s: got %s, permanent %q", tt.from, resp.URL, resp.PermanentTo)
		}
	}
}

func TestRedirectsThatFail(t *testing.T) {
	s := newSite(t)
	s.redirect("/self", 302, "/self")
	s.redirect("/a", 302, "/b")
	s.redirect("/b", 301, "/a#other")
	s.redirect("/mail", 302, "mailto:a@b.example")
	s.redirect("/file", 302, "file:///etc/passwd")
	s.redirect("/nowhere", 302, "http://")
	s.redirect("/private", 302, "http://169.254.169.254/latest/meta-data/")
	s.redirect("/mapped", 302, "http://[::ffff:10.0.0.1]/")
	s.redirect("/gone", 302, "/missing")
	s.redirect("/long", 302, "/"+strings.Repeat("a", 15<<10))
	s.redirect("/longer", 302, "/"+strings.Repeat("a", 100<<10))
	s.mux.HandleFunc("/count/{n}", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Path+"1", http.StatusFound)
	})
	c := newClient(t, noPolicy, func(c *Config) { c.MaxRedirects = 4 })
	fails(t, c, s.URL+"/self", Redirects, "redirects lead back to "+s.URL+"/self")
	fails(t, c, s.URL+"/a", Redirects, s.URL+"/b: redirects lead back to "+s.URL+"/a")
	fails(t, c, s.URL+"/mail", NotHTTP, "mailto")
	fails(t, c, s.URL+"/file", NotHTTP, `scheme "file"`)
	fails(t, c, s.URL+"/nowhere", NotHTTP, "names no host")
	fails(t, c, s.URL+"/private", Blocked, "169.254.169.254 is not a public address")
	fails(t, c, s.URL+"/mapped", Blocked, "10.0.0.1")
	fails(t, c, s.URL+"/gone", BadStatus, s.URL+"/missing", "404")
	fails(t, c, s.URL+"/long", BadStatus, "404")
	fails(t, c, s.URL+"/longer", NotHTTP, "longer than 16 KiB")
	if e := fails(t, c, s.URL+"/count/1", Redirects, "more than 4 redirects"); Temporary(e) {
		t.Error("counts as temporary")
	}
	if got := s.count("/count/11111"); got != 1 {
		t.Errorf("asked %d times for the last one that is allowed", got)
	}
	if got := s.count("/count/111111"); got != 0 {
		t.Error("followed one redirect too many")
	}
	c = newClient(t, noPolicy, func(c *Config) { c.MaxRedirects = -1 })
	fails(t, c, s.URL+"/gone", Redirects)
}

// TestRedirectToAnotherHostAsksThatHost is about robots.txt and addresses: what
// the first host permits says nothing about the second.
func TestRedirectToAnotherHostAsksThatHost(t *testing.T) {
	first, second := newSite(t), newSite(t)
	first.redirect("/{$}", 302, second.URL+"/page")
	second.text("/robots.txt", "user-agent: *\ndisallow: /page\n")
	second.text("/page", "x")
	fails(t, newClient(t), first.URL, Disallowed, second.URL+"/page", `line 2 "disallow: /page"`)
	if second.count("/page") != 0 {
		t.Error("fetched what robots.txt disallows")
	}
	c := New(Config{Delay: NoDelay, AllowNetworks: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}})
	other := newSite(t)
	other.redirect("/", 302, fmt.Sprintf("http://127.0.0.2:%d/", 80))
	fails(t, c, other.URL, Blocked, "127.0.0.2")
}
