package dedupe

import (
	"errors"
	"strings"
	"testing"
)

func TestCanonicalURL(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"host in lower case", "HTTPS://WWW.Example.ORG/News/Story", "https://www.example.org/News/Story"},
		{"scheme stays", "http://example.org/a", "http://example.org/a"},
		{"default port", "https://example.org:443/a", "https://example.org/a"},
		{"default port of http", "http://example.org:80/a", "http://example.org/a"},
		{"other port", "http://example.org:8080/a", "http://example.org:8080/a"},
		{"loopback", "http://127.0.0.1:40123/a/", "http://127.0.0.1:40123/a"},
		{"ipv6", "http://[::1]:8080/a", "http://[::1]:8080/a"},
		{"local name", "http://localhost/a", "http://localhost/a"},
		{"trailing dot", "https://example.org./a", "https://example.org/a"},
		{"user", "https://me:secret@example.org/a", "https://example.org/a"},
		{"fragment", "https://example.org/a#comments", "https://example.org/a"},
		{"hash bang is content", "https://example.org/#!/story/12", "https://example.org/#!/story/12"},
		{"idn", "https://www.žurnál.example/a", "https://www.xn--urnl-7na25g.example/a"},
		{"tracking", "https://example.org/a?utm_source=x&utm_medium=rss&fbclid=123&id=7", "https://example.org/a?id=7"},
		{"tracking in capitals", "https://example.org/a?UTM_Source=x&XTOR=RSS-1", "https://example.org/a"},
		{"campaign of French papers", "https://example.org/a.html#xtor=AL-32280270", "https://example.org/a.html"},
		{"reference", "https://example.org/a?ref=rss", "https://example.org/a"},
		{"number that may be an id", "https://example.org/a?ref=48213", "https://example.org/a?ref=48213"},
		{"page of a story stays", "https://example.org/a?page=2", "https://example.org/a?page=2"},
		{"all pages", "https://example.org/a?page=all", "https://example.org/a"},
		{"sorted", "https://example.org/a?b=2&a=1&b=1", "https://example.org/a?a=1&b=1&b=2"},
		{"bare number", "https://example.org/article?12345", "https://example.org/article?12345"},
		{"empty parameters", "https://example.org/a?&&x=&=", "https://example.org/a?x"},
		{"trailing slash", "https://example.org/news/story/", "https://example.org/news/story"},
		{"front page", "https://example.org", "https://example.org/"},
		{"index page", "https://example.org/news/index.html", "https://example.org/news"},
		{"index page with id", "https://example.org/index.php?id=5", "https://example.org/?id=5"},
		{"default page", "https://example.org/de/Default.aspx", "https://example.org/de"},
		{"double slashes and dots", "https://example.org//a/./b/../c", "https://example.org/a/c"},
		{"escapes", "https://example.org/caf%c3%a9/%7Euser/%41", "https://example.org/caf%C3%A9/~user/A"},
		{"unescaped letters", "https://example.org/café", "https://example.org/caf%C3%A9"},
		{"spaces in the query", "https://example.org/s?q=a+b", "https://example.org/s?q=a%20b"},
		{"session", "https://example.org/a;jsessionid=0F3A?x=1", "https://example.org/a?x=1"},
		{"amp suffix", "https://example.org/2024/05/story/amp/", "https://example.org/2024/05/story"},
		{"amp file", "https://example.org/story-123.amp.html", "https://example.org/story-123.html"},
		{"amp extension", "https://example.org/story-123.amp", "https://example.org/story-123"},
		{"amp folder", "https://example.org/amp/politica/story-123", "https://example.org/politica/story-123"},
		{"amp host", "https://amp.example.org/story", "https://www.example.org/story"},
		{"amp parameter", "https://example.org/story?amp=1&outputType=amp", "https://example.org/story"},
		{"amp is also a topic", "https://example.org/amp", "https://example.org/amp"},
		{"google's cache", "https://www.google.com/amp/s/www.example.org/story/amp", "https://www.example.org/story"},
		{"the other cache", "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/story", "https://www.example.org/story"},
		{"mobile host", "https://m.example.org/story", "https://www.example.org/story"},
		{"short host that is a site", "https://m.org/story", "https://m.org/story"},
		{"print", "https://example.org/story/print?print=1", "https://example.org/story"},
		{"print in German", "https://example.org/story.html?druckansicht=ja", "https://example.org/story.html"},
		{"white space around", "  https://example.org/a \n", "https://example.org/a"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := CanonicalURL(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if got != tt.want {
				t.Errorf("CanonicalURL(%q) = %q, want %q", tt.in, got, tt.want)
			}
			if again, err := CanonicalURL(got); again != got || err != nil {
				t.Errorf("not a fixed point: %q becomes %q (%v)", got, again, err)
			}
		})
	}
}

func TestCanonicalURLRefuses(t *testing.T) {
	for _, in := range []string{"", "example.org/a", "mailto:a@example.org", "javascript:void(0)", "https://", "https:///a", "http://[::1", "ftp://example.org/a", "https://exa mple.org/", "https://example.org/" + strings.Repeat("a", maxURL)} {
		if got, err := CanonicalURL(in); !errors.Is(err, ErrNotWeb) {
			t.Errorf("CanonicalURL(%.40q) = %q, %v; want ErrNotWeb", in, got, err)
		}
	}
}

func TestParameterFile(t *testing.T) {
	if _, err := builtinParameters(); err != nil {
		t.Fatal(err)
	}
	_, err := parseParameters("p.txt", "utm_*\n[tracking]\nUTM\nfbclid\nfbclid\nref unless sunny\n[other]\n")
	for _, want := range []string{`p.txt:1: "utm_*" stands before`, `p.txt:3: write "UTM" in lower case`, `p.txt:5: "fbclid" is already in line 4`, `p.txt:6: "ref unless sunny" is no rule`, `p.txt:7: unknown section [other]`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v lacks %q", err, want)
		}
	}
}

func FuzzCanonicalURL(f *testing.F) {
	for _, seed := range []string{"https://example.org/a?b=1#c", "http://[::1]:80/%zz", "https://www.m.amp.example.org/amp/1/amp/print?%=", "https://google.com/amp/s/x.org/;sid=1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		once, err := CanonicalURL(raw)
		if err != nil {
			return
		}
		twice, err := CanonicalURL(once)
		if err != nil || twice != once {
			t.Errorf("%q: %q becomes %q (%v)", raw, once, twice, err)
		}
	})
}

func BenchmarkCanonicalURL(b *testing.B) {
	for b.Loop() {
		_, _ = CanonicalURL("http://www.example.org/2024/05/12/a-story-of-some-length/?utm_source=rss&utm_medium=feed&id=12345#top")
	}
}
