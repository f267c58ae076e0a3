package dedupe

import "testing"

func TestCanonicalURL(t *testing.T) {
	tests := []struct{ raw, want string }{
		{"https://Example.ORG", "https://example.org/"},
		{"HTTPS://example.org:443/a", "https://example.org/a"},
		{"http://example.org:80/a#part", "http://example.org/a"},
		{"http://example.org:8080/a", "http://example.org:8080/a"},
		{"https://reader:secret@example.org/a", "https://example.org/a"},
		{"https://example.org/a/?utm_source=x&utm_medium=rss", "https://example.org/a"},
		{"https://example.org/a?b=2&a=1&fbclid=Iw", "https://example.org/a?a=1&b=2"},
		{"https://example.org/story.php?sid=4711", "https://example.org/story.php?sid=4711"},
		{"https://example.org/a?id=7&amp=1", "https://example.org/a?id=7"},
		{"https://m.example.org/a", "https://www.example.org/a"},
		{"https://amp.example.org/a", "https://www.example.org/a"},
		{"https://m.org/a", "https://m.org/a"},
		{"https://example.org/amp/news/a", "https://example.org/news/a"},
		{"https://example.org/news/a/amp/", "https://example.org/news/a"},
		{"https://example.org/news/a.amp.html", "https://example.org/news/a.html"},
		{"https://example.org/news/a/print", "https://example.org/news/a"},
		{"https://example.org/news/index.html", "https://example.org/news"},
		{"https://example.org//news/../news/a", "https://example.org/news/a"},
		{"https://müller.example/straße", "https://xn--mller-kva.example/stra%C3%9Fe"},
		{"http://127.0.0.1:9000/a?ref=home", "http://127.0.0.1:9000/a"},
		{"http://[::1]:9000/a", "http://[::1]:9000/a"},
	}
	for _, tt := range tests {
		got, err := CanonicalURL(tt.raw)
		if err != nil || got != tt.want {
			t.Errorf("%s: got %s, %v; want %s", tt.raw, got, err, tt.want)
		}
	}
	for _, raw := range []string{"", "mailto:a@example.org", "/news/a", "https:///a", "http://exa mple.org/", "javascript:alert(1)"} {
		if got, err := CanonicalURL(raw); err == nil {
			t.Errorf("%q: got %q, want an error", raw, got)
		}
	}
}

func FuzzCanonicalURL(f *testing.F) {
	for _, s := range []string{"https://m.m.example.org/amp/amp/print/?utm_x=1&b=%zz", "http://a//..//%2e/index.html", "http://[::1%25eth0]/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		once, err := CanonicalURL(raw)
		if err != nil {
			return
		}
		twice, err := CanonicalURL(once)
		if err != nil || twice != once {
			t.Fatalf("%q gives %q, and that %q, %v", raw, once, twice, err)
		}
	})
}
