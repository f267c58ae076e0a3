package extract

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden files of the page fixtures")

// fixtures are pages in testdata/pages whose header or address is not the plain
// one: the charset that the server claims is not always the page's.
var fixtures = map[string]struct{ contentType, url string }{
	"polish-false-header":  {"text/html; charset=utf-8", "https://wiesci.example/szkola-piekarnia-1203"},
	"portuguese-wordpress": {"text/html; charset=ISO-8859-1", "https://jornaldaria.example/a-escola-que-ensina-a-ler-o-jornal/?utm_source=x"},
	"dutch-amp":            {"text/html; charset=utf-8", "https://www.polderpost.example/amp/dorpsbibliotheek~a88213/"},
	"italian-leggi-anche":  {"text/html", "https://www.corrieredellavalle.example/cronaca/2024/05/18/mercato-del-sabato"},
	"polish-line-breaks":   {"", "http://gazeta-nadrzeczna.example/artykul.php?id=4471"},
	"english-reserved":     {"text/html; charset=utf-8", "https://www.ballycarra-herald.example/news/2023/clock"},
	"script-drawn":         {"text/html", "https://www.vaart.example/nieuws/20240611/fietspad"},
	"front-page":           {"text/html", "https://www.ballycarra-herald.example/"},
}

func TestPages(t *testing.T) {
	pages, err := filepath.Glob("testdata/pages/*.html")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, file := range pages {
		name := strings.TrimSuffix(filepath.Base(file), ".html")
		t.Run(name, func(t *testing.T) {
			page, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p, err := Extract(page, fixtures[name].contentType, fixtures[name].url)
			got := show(p, err)
			golden := strings.TrimSuffix(file, ".html") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// show writes a page as its golden file holds it.
func show(p *Page, err error) string {
	var b strings.Builder
	line := func(key string, value any) {
		if s := fmt.Sprint(value); s != "" && s != "[]" && s != "false" {
			fmt.Fprintf(&b, "%s: %s\n", key, s)
		}
	}
	if err != nil {
		line("error", err)
	}
	line("title", p.Title)
	line("authors", strings.Join(p.Authors, "; "))
	if !p.Published.IsZero() {
		line("published", p.Published.Format(time.RFC3339)+" ("+p.PublishedFrom+")")
	}
	if !p.Modified.IsZero() {
		line("modified", p.Modified.Format(time.RFC3339))
	}
	line("lang", p.Lang)
	line("site", p.Site)
	line("section", p.Section)
	line("description", p.Description)
	line("url", p.URL)
	line("canonical", p.Canonical)
	line("image", p.Image)
	line("amp", p.AMP)
	line("partial", p.Partial)
	line("noindex", p.NoIndex)
	line("noarchive", p.NoArchive)
	line("reserved", p.Reserved)
	line("policy", p.Policy)
	for _, block := range p.Blocks {
		fmt.Fprintf(&b, "\n[%s]\n%s\n", block.Kind, block.Text)
	}
	return b.String()
}

func TestTextJoinsBlocks(t *testing.T) {
	page, err := os.ReadFile("testdata/pages/german-consent.html")
	if err != nil {
		t.Fatal(err)
	}
	p, err := Extract(page, "text/html", "")
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for _, b := range p.Blocks {
		parts = append(parts, b.Text)
	}
	if p.Text != strings.Join(parts, "\n\n") {
		t.Error("the text is not the blocks joined by blank lines")
	}
}

func TestExtractOfNothing(t *testing.T) {
	for _, page := range []string{"", " ", "\x00\xff", "<html>", "plain words", "<!DOCTYPE html><title>x</title>"} {
		p, err := Extract([]byte(page), "text/html", "::not an address")
		if p == nil || err != nil && !errors.Is(err, ErrNoArticle) {
			t.Errorf("%q: %v, %v", page, p, err)
		}
	}
}

func FuzzExtract(f *testing.F) {
	pages, err := filepath.Glob("testdata/pages/*.html")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range pages {
		page, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(page, "text/html; charset=utf-8", "https://example.org/a")
	}
	f.Fuzz(func(t *testing.T, page []byte, contentType, pageURL string) {
		p, err := Extract(page, contentType, pageURL)
		if err != nil && !errors.Is(err, ErrNoArticle) {
			t.Skip()
		}
		if strings.ContainsRune(p.Text, markFirst) || strings.ContainsFunc(p.Text, isPrivate) {
			t.Error("a mark is left in the text")
		}
	})
}

func BenchmarkExtract(b *testing.B) {
	page, err := os.ReadFile("testdata/pages/german-consent.html")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if _, err := Extract(page, "text/html; charset=utf-8", "https://www.kuestenbote.example/a"); err != nil {
			b.Fatal(err)
		}
	}
}
