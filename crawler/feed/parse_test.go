package feed

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestParseErrors(t *testing.T) {
	tests := []struct {
		body string
		is   error
		want string
	}{
		{"", ErrEmpty, "empty"},
		{" \r\n\xef\xbb\xbf", ErrEmpty, "empty"},
		{"\x00\x00", ErrEmpty, "empty"},
		{"<!doctype html><html><head><title>x</title></head></html>", ErrNotFeed, "web page"},
		{"<html><script>document.write('<rss><channel><title>x</title>')</script></html>", ErrNotFeed, "web page"},
		{"<urlset><url><loc>x</loc></url></urlset>", ErrNotFeed, "sitemap"},
		{"<opml><body/></opml>", ErrNotFeed, "OPML"},
		{"<svg></svg>", ErrNotFeed, `"svg"`},
		{"plain text", ErrNotFeed, "no XML element"},
		{"<<<<<<", ErrNotFeed, "no XML element"},
		{"{}", ErrNotFeed, "no JSON Feed"},
		{`{"error":"not found"}`, ErrNotFeed, "no JSON Feed"},
		{"[1,2", ErrNotFeed, "no JSON Feed"},
	}
	for _, tt := range tests {
		f, err := Parse([]byte(tt.body), "", "")
		if f != nil || !errors.Is(err, tt.is) || !strings.Contains(fmt.Sprint(err), tt.want) {
			t.Errorf("%q: got %v, %v, want %q", tt.body, f, err, tt.want)
		}
	}
}

// items returns so many items of RSS.
func items(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<item><title>t%d</title><link>https://a.example/%d</link></item>", i, i)
	}
	return b.String()
}

func TestParseWithin(t *testing.T) {
	body := []byte("<rss version='2.0'><channel><title>T</title>" + items(10) + "</channel></rss>")
	tests := []struct {
		name    string
		limits  Limits
		entries int
		problem string
	}{
		{"no limit", Limits{}, 10, ""},
		{"just enough", Limits{Bytes: len(body), Entries: 10}, 10, ""},
		{"entries", Limits{Entries: 3}, 3, "more than 3 entries"},
		{"bytes", Limits{Bytes: len(body) / 2}, 4, "longer than"},
	}
	for _, tt := range tests {
		f, err := ParseWithin(body, "", "", tt.limits)
		if err != nil {
			t.Fatal(tt.name, err)
		}
		if !strings.Contains(f.Problem, tt.problem) || (f.Problem == "") != (tt.problem == "") {
			t.Errorf("%s: problem %q, want %q", tt.name, f.Problem, tt.problem)
		}
		if n := len(f.Entries); n != tt.entries {
			t.Errorf("%s: %d entries, want %d", tt.name, n, tt.entries)
		}
	}
	f, err := ParseWithin([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"},{"id":"2"},{"id":"3"}]}`), "", "", Limits{Entries: 2})
	if err != nil || len(f.Entries) != 2 || !strings.Contains(f.Problem, "more than 2") {
		t.Errorf("JSON: %+v, %v", f, err)
	}
}

// TestHostile feeds what would run away with a careless reader. That it ends,
// and with what, is the test; the time is measured by BenchmarkHostile.
func TestHostile(t *testing.T) {
	for name, body := range hostile(1 << 18) {
		f, err := Parse(body, "", "https://a.example/")
		if err == nil && f.Problem == "" && len(f.Entries) == 0 && f.Title == "" {
			t.Errorf("%s: read as a feed with nothing in it and no problem", name)
		}
		if err != nil && len(err.Error()) > 200 {
			t.Errorf("%s: an error of %d bytes", name, len(err.Error()))
		}
	}
}

// hostile returns bodies of about so many bytes.
func hostile(size int) map[string][]byte {
	inItem := func(field, piece string) []byte {
		head, tail := "<rss><channel><item><link>https://a.example/</link><"+field+">", "</"+field+"></item></channel></rss>"
		return []byte(head + strings.Repeat(piece, size/len(piece)) + tail)
	}
	many := func(piece string) []byte { return []byte(strings.Repeat(piece, size/len(piece))) }
	after := func(head, piece string) []byte { return append([]byte(head), many(piece)...) }
	bomb := "<!DOCTYPE r [<!ENTITY a \"" + strings.Repeat("x", 1000) + "\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;\">]>"
	return map[string][]byte{
		"angle brackets":  many("<"),
		"deep elements":   many("<a>"),
		"deep items":      after("<rss><channel>", "<item>"),
		"end tags":        many("</a>"),
		"open quotes":     many("<a b=\""),
		"comments":        many("<!--"),
		"cdata":           many("<![CDATA["),
		"doctypes":        many("<!DOCTYPE ["),
		"ampersands":      many("&"),
		"entity bomb":     append([]byte(bomb), after("<rss><channel><title>", "&c;&a;")...),
		"namespaces":      many("<a xmlns:b='c'>"),
		"bases":           many("<a xml:base='b/'>"),
		"attributes":      after("<rss><channel><title>T</title><item ", "a='1' "),
		"fields":          after("<rss><channel><item><link>https://a.example/</link>", "<description>a</description>"),
		"deep html":       inItem("description", "&lt;div>"),
		"html attributes": inItem("description", "&lt;b x=1 y=2>"),
		"html comments":   inItem("description", "&lt;!--"),
		"html styles":     inItem("description", "&lt;b style='color:url(a;b:c'>"),
		"references":      inItem("description", "&amp;#146;"),
		"titles":          inItem("title", "&lt;i>x "),
		"authors":         inItem("author", "a@b ("),
		"json arrays":     many("["),
		"json objects":    many("{"),
		"json items":      after(`{"items":[`, `{"id":{"a":1},"title":3},`),
		"json depth":      after(`{"version":"1","items":[`, `{"a":`),
		"invalid utf-8":   after("<rss><channel><title>T</title>", "\xc3\xa9\xff<a>"),
	}
}

func BenchmarkHostile(b *testing.B) {
	bodies := hostile(DefaultLimits().Bytes)
	names := make([]string, 0, len(bodies))
	for name := range bodies {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				// The outcome is TestHostile's; here only the time counts.
				_, _ = Parse(bodies[name], "", "https://a.example/")
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	paths, err := filepath.Glob("testdata/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, ".golden.json") {
			continue
		}
		body, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body, "text/xml; charset=utf-8", "https://a.example/feed")
	}
	f.Fuzz(func(t *testing.T, body []byte, contentType, base string) {
		feed, err := Parse(body, contentType, base)
		if (feed == nil) == (err == nil) {
			t.Fatalf("feed %v, error %v", feed, err)
		}
		if err != nil {
			if strings.Contains(err.Error(), "the reader failed") {
				t.Fatal(err)
			}
			return
		}
		for _, e := range feed.Entries {
			for _, text := range []string{e.Summary, e.Content} {
				if lower := strings.ToLower(text); strings.Contains(lower, "<script") || strings.Contains(lower, "javascript:") && strings.Contains(lower, "href=\"javascript:") {
					t.Fatalf("not harmless: %q", text)
				}
			}
			if !e.Published.IsZero() && (e.Published.Year() < 1500 || e.Published.Year() > 2500) {
				t.Fatalf("published %v", e.Published)
			}
		}
	})
}
