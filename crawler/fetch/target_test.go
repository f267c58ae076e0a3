package fetch

import (
	"net/url"
	"strings"
	"testing"
)

func TestParseTarget(t *testing.T) {
	tests := []struct{ in, want string }{
		{"http://example.org", "http://example.org/"},
		{" \n HTTPS://Example.ORG:443/A/b?C=d#frag \t", "https://example.org/A/b?C=d"},
		{"http://example.org:443/", "http://example.org:443/"},
		{"http://user:pass@example.org/", "http://example.org/"},
		{"http://a@b@example.org/", "http://example.org/"},
		{"http://exa\tmple.org/a\nb", "http://example.org/ab"},
		{`http:\\example.org\a\b?c\d`, "http://example.org/a/b?c%5Cd"},
		{"https:example.org/x", "https://example.org/x"},
		{"https:///example.org/x", "https://example.org/x"},
		{"http://example.org/a b/ü?q=ö ä&x=\"<>", "http://example.org/a%20b/%C3%BC?q=%C3%B6%20%C3%A4&x=%22%3C%3E"},
		{"http://example.org/caf\xe9", "http://example.org/caf%E9"},
		{"http://example.org/100%/%zz/%41", "http://example.org/100%25/%25zz/%41"},
		{"http://example.org/a%2Fb|c", "http://example.org/a%2Fb%7Cc"},
		{"http://example.org/a/./b/../c//d/..", "http://example.org/a/c//"},
		{"http://example.org/%2e%2E/private", "http://example.org/private"},
		{"http://example.org?x", "http://example.org/?x"},
		{"http://bücher.example/", "http://xn--bcher-kva.example/"},
		{"http://%62%C3%BCcher.example/", "http://xn--bcher-kva.example/"},
		{"http://my_site.example.org/", "http://my_site.example.org/"},
		{"http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"},
		{"http://[::1]/x", "http://[::1]/x"},
	}
	for _, tt := range tests {
		u, err := parseTarget(tt.in)
		if err != nil {
			t.Errorf("%q: %v", tt.in, err)
		} else if u.String() != tt.want {
			t.Errorf("%q: got %s, want %s", tt.in, u, tt.want)
		}
	}
}

func TestParseTargetRefuses(t *testing.T) {
	tests := map[string]string{
		"":                         "no scheme",
		"example.org/a":            "no scheme",
		"//example.org/a":          "no scheme",
		"ftp://example.org/":       "not http",
		"javascript:alert(1)":      "not http",
		"file:///etc/passwd":       "not http",
		"http://":                  "no host",
		"http://:80/":              "no host",
		"http://user@/":            "no host",
		"http://example.org:99999": "not a port",
		"http://example.org:0":     "not a port",
		"http://example.org:x":     "not a port",
		"http://exa mple.org/":     "not a host name",
		"http://a%2Fb/":            "not a host name",
		"http://[::1/":             "is not an address",
		"http://[127.0.0.1]/":      "is not an address",
		"http://[fe80::1%25eth0]/": "is not an address",
		"http://0::/":              "not a host name",
		"http://::1/":              "not a host name",
		"http://\u202eexample/":    "not a host name",
		"http://example.org/" + strings.Repeat("a", maxURL): "longer than 16 KiB",
	}
	for in, want := range tests {
		u, err := parseTarget(in)
		if err == nil {
			t.Errorf("%q: got %s", in, u)
		} else if !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %q, want %q", in, err, want)
		}
	}
}

func TestResolve(t *testing.T) {
	base, _ := url.Parse("https://example.org/a/b?c")
	tests := map[string]string{
		"/x":                     "https://example.org/x",
		"x":                      "https://example.org/a/x",
		"../x y":                 "https://example.org/x%20y",
		"?d":                     "https://example.org/a/b?d",
		"//other.example/x":      "https://other.example/x",
		`\\other.example\x`:      "https://other.example/x",
		"http://other.example":   "http://other.example/",
		"http://u:p@o.example/#": "http://o.example/",
		"":                       "https://example.org/a/b?c",
	}
	for in, want := range tests {
		u, err := resolve(base, in)
		if err != nil || u.String() != want {
			t.Errorf("%q: got %v, %v, want %s", in, u, err, want)
		}
	}
	if _, err := resolve(base, "mailto:a@b.example"); err == nil {
		t.Error("a redirect to a mail address was taken")
	}
}

func TestClip(t *testing.T) {
	tests := map[string]string{
		"": "", "abc": "abc", "abcdef": "abcde…", "\x1b[2J": "?[2J", "a\xff\n": "a??", "\u009b2J": "?2J", "ab äü": "ab ä…",
	}
	for in, want := range tests {
		if got := clip(in, 5); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func FuzzParseTarget(f *testing.F) {
	f.Add("http://user:pass@Exämple.org:80/a/../%2e/b c?d#e")
	f.Add(`https:\\[::1]:443`)
	f.Fuzz(func(t *testing.T, raw string) {
		u, err := parseTarget(raw)
		if err != nil {
			return
		}
		if u.User != nil || u.Fragment != "" || u.Hostname() == "" || !isASCII(u.String()) {
			t.Errorf("%q gives %q", raw, u)
		}
		again, err := parseTarget(u.String())
		if err != nil || again.String() != u.String() {
			t.Errorf("%q gives %q, which gives %v, %v", raw, u, again, err)
		}
	})
}
