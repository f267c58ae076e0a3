package feed

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

const newsSitemap = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url>
    <loc> https://valle.example/a?x=1&amp;y=2 </loc>
    <lastmod>2026-02-03</lastmod>
    <n:news>
      <n:publication><n:name>Il Corriere della Valle</n:name><n:language>it</n:language></n:publication>
      <n:publication_date>2026-02-03T08:15:00+01:00</n:publication_date>
      <n:title>Ponte &amp;amp; strada</n:title>
    </n:news>
    <image:image><image:loc>https://valle.example/i.png</image:loc><image:title>Foto</image:title></image:image>
  </url>
  <url><loc>/b</loc></url>
  <url><loc>javascript:x</loc></url>
  <url><lastmod>2026-01-01</lastmod></url>
</urlset>`

func TestParseSitemapNews(t *testing.T) {
	want := []SitemapPage{
		{URL: "https://valle.example/a?x=1&y=2", Modified: time.Date(2026, 2, 3, 0, 0, 0, 0, time.UTC), Title: "Ponte & strada",
			Published: time.Date(2026, 2, 3, 7, 15, 0, 0, time.UTC), Lang: "it", Publication: "Il Corriere della Valle"},
		{URL: "https://valle.example/b"},
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	fmt.Fprint(z, newsSitemap)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{"plain": []byte(newsSitemap), "gzip": packed.Bytes()} {
		s, err := ParseSitemap(body, "https://valle.example/sitemap.xml")
		if err != nil {
			t.Fatal(name, err)
		}
		if !slices.Equal(s.Pages, want) || s.Problem != "" || len(s.Sitemaps) != 0 {
			t.Errorf("%s: got %+v", name, s)
		}
	}
	s, err := ParseSitemap(packed.Bytes()[:packed.Len()-20], "https://valle.example/sitemap.xml")
	if err != nil || s.Problem == "" {
		t.Errorf("cut off gzip: %+v, %v", s, err)
	}
}

func TestParseSitemapForms(t *testing.T) {
	tests := []struct {
		name, body      string
		sitemaps, pages int
		problem         string
	}{
		{"index", `<sitemapindex><sitemap><loc>https://a.example/1.xml</loc><lastmod>2026-02-03</lastmod></sitemap><sitemap><loc>https://a.example/2.xml</loc></sitemap></sitemapindex>`, 2, 0, ""},
		{"empty", `<urlset></urlset>`, 0, 0, ""},
		{"cut off", `<urlset><url><loc>https://a.example/1</loc></url><url><loc>https://a.exa`, 0, 1, "cut off"},
		{"missing end tags", `<urlset><url><loc>https://a.example/1</loc><url><loc>https://a.example/2</loc></urlset>`, 0, 2, ""},
		{"lines", "https://a.example/1\r\nhttps://a.example/2\n\n# no\n", 0, 2, ""},
		{"a feed", `<rss><channel><item><title>T</title><link>https://a.example/1</link></item></channel></rss>`, 0, 1, ""},
	}
	for _, tt := range tests {
		s, err := ParseSitemap([]byte(tt.body), "https://a.example/")
		if err != nil {
			t.Fatal(tt.name, err)
		}
		if len(s.Sitemaps) != tt.sitemaps || len(s.Pages) != tt.pages || !strings.Contains(s.Problem, tt.problem) || (tt.problem == "") != (s.Problem == "") {
			t.Errorf("%s: got %+v", tt.name, s)
		}
	}
}

func TestParseSitemapErrors(t *testing.T) {
	for body, want := range map[string]error{
		"": ErrEmpty, "<html></html>": ErrNotSitemap, "hello": ErrNotSitemap, "{}": ErrNotSitemap, "\x1f\x8bxx": ErrEmpty,
	} {
		if s, err := ParseSitemap([]byte(body), ""); s != nil || !errors.Is(err, want) {
			t.Errorf("%q: got %v, %v, want %v", body, s, err, want)
		}
	}
}

func FuzzParseSitemap(f *testing.F) {
	f.Add([]byte(newsSitemap), "https://a.example/")
	f.Add([]byte("<sitemapindex><sitemap><loc>/a<url>"), "https://a.example/")
	f.Add([]byte("https://a.example/1\n"), "")
	f.Fuzz(func(t *testing.T, body []byte, base string) {
		s, err := ParseSitemap(body, base)
		if (s == nil) == (err == nil) {
			t.Fatalf("sitemap %v, error %v", s, err)
		}
		if s == nil {
			return
		}
		for _, r := range s.Sitemaps {
			if !isWeb(r.URL) {
				t.Fatalf("sitemap at %q", r.URL)
			}
		}
	})
}
