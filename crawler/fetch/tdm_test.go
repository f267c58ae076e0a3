package fetch

import (
	"net/http"
	"net/url"
	"testing"
)

func TestTDMFile(t *testing.T) {
	s := newSite(t)
	s.text("/.well-known/tdmrep.json", `[
		{"location": "/open/", "tdm-reservation": 0},
		{"location": "/*.pdf$", "tdm-reservation": 1},
		{"location": "/paid/", "tdm-reservation": 1, "tdm-policy": "https://example.org/terms.json"}]`)
	for _, path := range []string{"/page", "/open/a.pdf", "/paid/a", "/b.pdf"} {
		s.text(path, "x")
	}
	c := newClient(t)
	k := useClock(c)
	get(t, c, s.URL+"/page")
	get(t, c, s.URL+"/open/a.pdf")
	if e := fails(t, c, s.URL+"/paid/a", Reserved, `tdmrep.json at "/paid/"`, "terms at https://example.org/terms.json"); Temporary(e) {
		t.Error("counts as temporary")
	}
	fails(t, c, s.URL+"/b.pdf", Reserved, `"/*.pdf$"`)
	if s.count("/paid/a")+s.count("/b.pdf") != 0 {
		t.Error("fetched what is reserved")
	}
	if s.count(tdmPath) != 1 {
		t.Errorf("asked %d times", s.count(tdmPath))
	}
	k.advance(maxPolicyAge)
	get(t, c, s.URL+"/page")
	if s.count(tdmPath) != 2 {
		t.Errorf("asked %d times after a day", s.count(tdmPath))
	}
	get(t, newClient(t, func(c *Config) { c.IgnoreTDM = true }), s.URL+"/paid/a")
}

func TestTDMFileMissing(t *testing.T) {
	for _, status := range []int{404, 403, 500} {
		s := newSite(t)
		s.mux.HandleFunc(tdmPath, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		s.text("/page", "x")
		get(t, newClient(t), s.URL+"/page")
	}
	s := newSite(t)
	s.text("/robots.txt", "user-agent: *\ndisallow: /.well-known/\n")
	s.text("/page", "x")
	get(t, newClient(t), s.URL+"/page")
	if s.count(tdmPath) != 0 {
		t.Error("asked for a file that robots.txt disallows")
	}
	s = newSite(t)
	s.redirect(tdmPath, 302, "/rules")
	s.text("/rules", `[{"location":"/","tdm-reservation":1}]`)
	fails(t, newClient(t), s.URL+"/page", Reserved)
}

func TestTDMHeader(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("/reserved", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("tdm-reservation", "1")
		w.Header().Set("tdm-policy", "https://example.org/terms.json")
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
		}
	})
	s.mux.HandleFunc("/open", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("TDM-Reservation", "0") })
	c := newClient(t)
	fails(t, c, s.URL+"/reserved", Reserved, "TDM-Reservation header", "terms.json")
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/reserved", ETag: `"1"`}); KindOf(err) != Reserved {
		t.Errorf("not modified: %v", err)
	}
	if resp := get(t, c, s.URL+"/open"); resp.Reserved {
		t.Error("0 counts as reserved")
	}
	resp := get(t, newClient(t, func(c *Config) { c.IgnoreTDM = true }), s.URL+"/reserved")
	if !resp.Reserved || resp.Policy != "https://example.org/terms.json" {
		t.Errorf("got %v, %q", resp.Reserved, resp.Policy)
	}
}

func TestParseTDM(t *testing.T) {
	tests := []struct {
		name, file, url string
		want            bool
	}{
		{"one rule", `[{"location":"/","tdm-reservation":1}]`, "/a", true},
		{"as a string", `[{"location":"/","tdm-reservation":"1"}]`, "/a", true},
		{"as a truth value", `[{"location":"/*","tdm-reservation":true}]`, "/a", true},
		{"zero", `[{"location":"/","tdm-reservation":0}]`, "/a", false},
		{"first match", `[{"location":"/a","tdm-reservation":0},{"location":"/","tdm-reservation":1}]`, "/a", false},
		{"first match, the other way", `[{"location":"/","tdm-reservation":1},{"location":"/a","tdm-reservation":0}]`, "/a", true},
		{"no match", `[{"location":"/b","tdm-reservation":1}]`, "/a", false},
		{"unknown value", `[{"location":"/","tdm-reservation":2}]`, "/a", false},
		{"no location", `[{"tdm-reservation":1}]`, "/a", false},
		{"wrong type", `[{"location":7,"tdm-reservation":1},{"location":"/","tdm-reservation":1}]`, "/a", true},
		{"no array", `{"location":"/","tdm-reservation":1}`, "/a", true},
		{"byte order mark", "\xef\xbb\xbf[{\"location\":\"/\",\"tdm-reservation\":1}]", "/a", true},
		{"whole URL", `[{"location":"https://x.example/a","tdm-reservation":1}]`, "/ab", true},
		{"URL of another host", `[{"location":"https://y.example/a","tdm-reservation":1}]`, "/a", false},
		{"encoded", `[{"location":"/caf%c3%a9","tdm-reservation":1}]`, "/caf%C3%A9/x", true},
		{"a page", `<!doctype html>`, "/a", false},
		{"empty", ``, "/a", false},
	}
	for _, tt := range tests {
		u, err := url.Parse("https://x.example" + tt.url)
		if err != nil {
			t.Fatal(err)
		}
		rule, ok := tdmRuleFor(parseTDM([]byte(tt.file)), u)
		if got := ok && rule.Reservation == 1; got != tt.want {
			t.Errorf("%s: got %v", tt.name, got)
		}
	}
}

func FuzzParseTDM(f *testing.F) {
	f.Add([]byte(`[{"location":"/a*b$","tdm-reservation":1,"tdm-policy":"x"}]`))
	f.Add([]byte(`{"location":"http://x.example/`))
	u, _ := url.Parse("https://x.example/a-b")
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, rule := range parseTDM(body) {
			if rule.Location == "" || rule.Reservation != 0 && rule.Reservation != 1 {
				t.Errorf("got %+v", rule)
			}
		}
		tdmRuleFor(parseTDM(body), u)
	})
}
