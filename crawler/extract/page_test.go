package extract

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestCanonical(t *testing.T) {
	tests := []struct{ name, head, url, want string }{
		{"link", `<link rel="canonical" href="https://bell.example/a">`, "https://www.bell.example/a?utm=1", "https://bell.example/a"},
		{"relative", `<link rel="canonical" href="/a">`, "https://bell.example/b", "https://bell.example/a"},
		{"front page", `<link rel="canonical" href="https://bell.example/">`, "https://bell.example/b", "https://bell.example/b"},
		{"front page of a language", `<link rel="canonical" href="https://bell.example/de/">`, "https://bell.example/de/b", "https://bell.example/de/b"},
		{"another site", `<link rel="canonical" href="https://other.example/b">`, "https://bell.example/b", "https://bell.example/b"},
		{"a sister host", `<link rel="canonical" href="https://news.bell.co.uk/b">`, "https://m.bell.co.uk/b", "https://news.bell.co.uk/b"},
		{"another paper under one registry", `<link rel="canonical" href="https://other.co.uk/b">`, "https://bell.co.uk/b", "https://bell.co.uk/b"},
		{"lost number", `<link rel="canonical" href="https://bell.example/view.php">`, "https://bell.example/view.php?id=4711", "https://bell.example/view.php?id=4711"},
		{"og:url", `<meta property="og:url" content="https://bell.example/a">`, "https://bell.example/a?x=1", "https://bell.example/a"},
		{"no web address", `<link rel="canonical" href="javascript:void(0)">`, "https://bell.example/b#top", "https://bell.example/b"},
		{"nothing known", ``, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, _ := Extract([]byte("<html><head>"+tt.head+"</head><body><p>x</p></body>"), "", tt.url)
			if p.Canonical != tt.want {
				t.Errorf("got %q, want %q", p.Canonical, tt.want)
			}
			if tt.url != "" && p.URL != tt.url {
				t.Errorf("address %q", p.URL)
			}
		})
	}
}

func TestRights(t *testing.T) {
	tests := []struct {
		head                         string
		noIndex, noArchive, reserved bool
	}{
		{`<meta name="robots" content="index, follow">`, false, false, false},
		{`<meta name="ROBOTS" content="NOINDEX,NOFOLLOW">`, true, false, false},
		{`<meta name="robots" content="none">`, true, true, false},
		{`<meta name="alleys" content="noarchive">`, false, true, false},
		{`<meta name="otherbot" content="noindex">`, false, false, false},
		{`<meta name="tdm-reservation" content="1">`, false, false, true},
		{`<meta name="tdm-reservation" content="0">`, false, false, false},
	}
	for _, tt := range tests {
		p, _ := Extract([]byte(tt.head+"<p>x</p>"), "", "")
		if p.NoIndex != tt.noIndex || p.NoArchive != tt.noArchive || p.Reserved != tt.reserved {
			t.Errorf("%s: noindex %v, noarchive %v, reserved %v", tt.head, p.NoIndex, p.NoArchive, p.Reserved)
		}
	}
}

func TestAuthors(t *testing.T) {
	tests := []struct{ name, html, want string }{
		{"list", `<script type="application/ld+json">{"@type":"Article","headline":"x","author":[{"name":"Ada Berg"},{"name":"Ugo Conti"}]}</script>`, "Ada Berg; Ugo Conti"},
		{"joined", `<meta name="author" content="By Ada Berg and Ugo Conti">`, "Ada Berg; Ugo Conti"},
		{"address instead of a name", `<meta property="article:author" content="https://facebook.example/ada"><meta name="author" content="Ada Berg">`, "Ada Berg"},
		{"by reference", `<script type="application/ld+json">{"@graph":[{"@type":"Article","headline":"x","datePublished":"2024-01-01","author":{"@id":"#p"}},{"@type":"Person","@id":"#p","name":"Ada Berg"}]}</script>`, "Ada Berg"},
		{"byline", `<p class="byline">Von Ada Berg und Ugo Conti</p>`, "Ada Berg; Ugo Conti"},
		{"link to the author", `<a href="/autor/ada-berg/">Ada Berg</a>`, "Ada Berg"},
		{"in a layout named after its sidebar", `<article class="has-sidebar"><h1>x</h1><p class="byline">By Ada Berg</p></article>`, "Ada Berg"},
		{"an account's name", `<meta name="author" content="ada.berg"><p class="byline">By Ada Berg</p>`, "Ada Berg"},
		{"what the person is", `<meta name="author" content="Ada Berg, Gazette Sports Writer">`, "Ada Berg"},
		{"the outlet behind the name", `<meta property="og:site_name" content="The Daily Bell"><meta name="author" content="Ada Berg. The Daily Bell">`, "Ada Berg"},
		{"a day behind the name", `<p class="byline">By Ada Berg, 9 November</p>`, "Ada Berg"},
		{"the desk only if nobody else", `<meta name="author" content="Redaktion"><p class="author">Ada Berg</p>`, "Ada Berg"},
		{"the desk", `<meta name="author" content="Redazione">`, "Redazione"},
		{"not the outlet", `<meta property="og:site_name" content="The Bell"><meta name="author" content="The Bell">`, ""},
		{"not of a comment", `<div class="comment"><span class="author">Troll 7</span></div>`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, _ := Extract([]byte(tt.html+"<p>text</p>"), "text/html; charset=utf-8", "")
			if got := strings.Join(p.Authors, "; "); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestLanguage(t *testing.T) {
	for html, want := range map[string]string{
		`<html lang="de-AT">`: "de",
		`<html lang="en"><meta property="og:locale" content="it_IT"><meta http-equiv="content-language" content="it">`: "it",
		`<meta property="og:locale" content="pl_PL">`:                                                                  "pl",
		`<html lang="">`:        "",
		`<html lang="klingon">`: "",
	} {
		if p, _ := Extract([]byte(html+"<p>x</p>"), "", ""); p.Lang != want {
			t.Errorf("%s: got %q, want %q", html, p.Lang, want)
		}
	}
}

func TestLooseJSON(t *testing.T) {
	for _, src := range []string{
		`{"@type":"NewsArticle","headline":"Rain",}`,
		"{\"@type\":\"NewsArticle\",\"headline\":\"Rain\",\"description\":\"two\nlines\"}",
		`<!-- {"@type":"NewsArticle","headline":"Rain"} -->`,
		`//<![CDATA[` + "\n" + `{"@type":"NewsArticle","headline":"Rain"}` + "\n//]]>",
		`{"@type":"NewsArticle","headline":"Rain"};`,
		`{"@type":"WebSite"}{"@type":"NewsArticle","headline":"Rain"}`,
		`[[{"@type":["Thing","NewsArticle"],"headline":["Rain"]}]]`,
		`{"@type":"NewsArticle","headline":"Rain","url":"a\'b"}`,
	} {
		doc, err := parse([]byte(`<script type="application/ld+json">` + src + `</script>`))
		if err != nil {
			t.Fatal(err)
		}
		if a := articleOf(linkedData(doc)); a == nil || a.text("headline") != "Rain" {
			t.Errorf("%s: got %v", src, a)
		}
	}
}

func TestArticleAmongTeasers(t *testing.T) {
	const page = `<title>The bridge opens on Sunday - Bell</title><script type="application/ld+json">[
		{"@type":"NewsArticle","headline":"Rain floods the valley","datePublished":"2020-01-01"},
		{"@type":"NewsArticle","headline":"The bridge opens on Sunday","datePublished":"2024-05-02"}]</script><p>text</p>`
	p, _ := Extract([]byte(page), "text/html; charset=utf-8", "")
	if p.Published.Format(time.DateOnly) != "2024-05-02" || p.Title != "The bridge opens on Sunday" {
		t.Errorf("got %q of %v", p.Title, p.Published)
	}
}

func TestNewRecord(t *testing.T) {
	p := &Page{URL: "u", Title: "t", Text: "x", Authors: []string{"A B", "C D"}, Lang: "de", Site: "s", Canonical: "c",
		Published: time.Date(2024, 5, 2, 8, 0, 0, 0, time.FixedZone("", 7200))}
	got, err := json.Marshal(NewRecord("f.html", p, nil))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"path":"f.html","url":"u","title":"t","text":"x","author":"A B; C D","published":"2024-05-02T08:00:00+02:00","lang":"de","site":"s","canonical":"c","error":""}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if r := NewRecord("f.html", nil, errors.New("broken")); r.Error != "broken" || r.Path != "f.html" {
		t.Errorf("got %+v", r)
	}
}

func TestFile(t *testing.T) {
	page, err := os.ReadFile("testdata/pages/german-consent.html")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	packed := filepath.Join(dir, "page.html.gz")
	f, err := os.Create(packed)
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	if _, err := z.Write(page); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	plain, err := File("testdata/pages/german-consent.html")
	if err != nil {
		t.Fatal(err)
	}
	unpacked, err := File(packed)
	if err != nil || unpacked.Text != plain.Text || plain.URL != "https://www.kuestenbote.example/lindwerder/faehre-1234567.html" {
		t.Errorf("the packed page gives %v, %v", unpacked, err)
	}
	broken := filepath.Join(dir, "broken.gz")
	if err := os.WriteFile(broken, []byte("\x1f\x8bnot gzip"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{broken, filepath.Join(dir, "missing.html"), dir} {
		if _, err := File(path); err == nil {
			t.Errorf("%s: no error", path)
		}
	}
}

func TestSiteName(t *testing.T) {
	tests := []struct{ name, head, want string }{
		{"declared", `<meta property="og:site_name" content="The Daily Bell">`, "The Daily Bell"},
		{"an address", `<meta property="og:site_name" content="https://www.bell.example">`, "bell.example"},
		{"an account", `<meta property="og:site_name" content="@bell">`, "bell"},
		{"the publisher", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","publisher":{"name":"Bell"}}</script>`, "Bell"},
		{"the host", ``, "bell.example"},
	}
	for _, tt := range tests {
		p, _ := Extract([]byte(tt.head+"<p>x</p>"), "", "https://www.bell.example/a")
		if p.Site != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, p.Site, tt.want)
		}
	}
}
