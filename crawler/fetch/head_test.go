package fetch

import (
	"io"
	"net/http"
	"testing"
)

// TestHead checks that only the header is asked for, on redirects as well, and
// that a declared length or encoding without a body is no fault.
func TestHead(t *testing.T) {
	s := newSite(t)
	var methods []string
	s.mux.HandleFunc("/from", func(w http.ResponseWriter, r *http.Request) {
		methods = append(methods, r.Method)
		http.Redirect(w, r, "/page", http.StatusMovedPermanently)
	})
	s.mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		methods = append(methods, r.Method)
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Length", "99999999")
	})
	s.mux.HandleFunc("/gone", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	s.text("/robots.txt", "User-agent: *\nDisallow: /private")
	c := newClient(t)
	resp, err := c.Get(t.Context(), Request{URL: s.URL + "/from", Head: true})
	if err != nil {
		t.Fatal(err)
	}
	if resp.Status != http.StatusOK || resp.Body != nil || resp.MediaType != "" || resp.PermanentTo != s.URL+"/page" {
		t.Errorf("got %+v", resp)
	}
	if len(methods) != 2 || methods[0] != http.MethodHead || methods[1] != http.MethodHead {
		t.Errorf("asked with %v", methods)
	}
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/gone", Head: true}); KindOf(err) != BadStatus {
		t.Errorf("410: %v", err)
	}
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/private", Head: true}); KindOf(err) != Disallowed {
		t.Errorf("disallowed: %v", err)
	}
	s.mux.HandleFunc("/text", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "text") })
	if got := string(get(t, c, s.URL+"/text").Body); got != "text" {
		t.Errorf("a GET on the same connection brought %q", got)
	}
}
