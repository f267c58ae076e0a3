package newsstand

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html/charset"
)

var metaCharset = regexp.MustCompile(`(?i)<meta[^>]*charset="?'?([a-z0-9-]+)`)

// declaredCharset reads the declaration as a browser does: byte order mark,
// header, meta tag.
func declaredCharset(answer *http.Response, body []byte) string {
	if bytes.HasPrefix(body, []byte("\xef\xbb\xbf")) {
		return "utf-8"
	}
	if _, params, err := mime.ParseMediaType(answer.Header.Get("Content-Type")); err == nil && params["charset"] != "" {
		return params["charset"]
	}
	if m := metaCharset.FindSubmatch(body); m != nil {
		return string(m[1])
	}
	return ""
}

func document(t *testing.T, url string) *goquery.Document {
	t.Helper()
	answer, body := fetch(t, url)
	label := declaredCharset(answer, body)
	r, err := charset.NewReaderLabel(label, bytes.NewReader(body))
	if err != nil {
		t.Fatalf("%s declares the character set %q: %v", url, label, err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	d, err := goquery.NewDocumentFromReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestPagesShowTheArticleInTheDeclaredCharset(t *testing.T) {
	ns := start(t, Options{})
	for _, a := range ns.Articles() {
		text := squeeze(document(t, a.URL).Text())
		if !strings.Contains(text, squeeze(a.Title)) {
			t.Errorf("%s: the title is not on the page", a.URL)
		}
		for block := range strings.SplitSeq(a.ServedText(), "\n\n") {
			if !strings.Contains(text, squeeze(block)) {
				t.Errorf("%s: not on the page: %s", a.URL, block)
			}
		}
	}
}

func TestPageCharsetsDiffer(t *testing.T) {
	ns := start(t, Options{})
	labels := map[string]bool{}
	for _, o := range ns.Outlets() {
		labels[declaredCharset(fetch(t, o.URL))] = true
	}
	for _, want := range []string{"utf-8", "windows-1252", "iso-8859-15", "iso-8859-1"} {
		if !labels[want] {
			t.Errorf("no site is in %s, only %v", want, labels)
		}
	}
}

func TestEveryPageSaysThatItIsInvented(t *testing.T) {
	notices := map[string]string{"en": noticeEN, "it": noticeIT}
	ns := start(t, Options{})
	for _, o := range ns.Outlets() {
		urls := []string{o.URL, o.URL + "about"}
		for _, a := range articlesOf(ns, o.Slug) {
			urls = append(urls, a.URL)
		}
		for _, url := range urls {
			if n := strings.Count(squeeze(document(t, url).Text()), notices[o.Lang]); n < 2 {
				t.Errorf("%s says %d times that it is invented, want it in the head and at the foot", url, n)
			}
		}
	}
}

func TestPaywallCutsTheText(t *testing.T) {
	ns := start(t, Options{})
	for _, a := range ns.Articles() {
		if a.Access != Teaser {
			continue
		}
		last := a.Blocks[len(a.Blocks)-1].Text
		if strings.Contains(squeeze(document(t, a.URL).Text()), last) {
			t.Errorf("%s: the last paragraph is not behind the paywall", a.URL)
		}
		if a.ServedText() == a.Text() {
			t.Errorf("%s: ServedText is the whole text", a.URL)
		}
	}
}

func TestReservationsAreMarked(t *testing.T) {
	ns := start(t, Options{})
	for _, a := range ns.Articles() {
		noindex := document(t, a.URL).Find(`meta[name="robots"]`).AttrOr("content", "")
		if strings.Contains(noindex, "noindex") != (a.Access == NoIndex) {
			t.Errorf("%s: robots meta is %q, access is %s", a.URL, noindex, a.Access)
		}
		answer, _ := fetch(t, a.URL)
		if (answer.Header.Get("tdm-reservation") == "1") != (a.Access == TDMReserved) {
			t.Errorf("%s: tdm-reservation is %q, access is %s", a.URL, answer.Header.Get("tdm-reservation"), a.Access)
		}
	}
}

func TestTDMRepFile(t *testing.T) {
	ns := start(t, Options{})
	for _, o := range ns.Outlets() {
		answer, body := fetch(t, o.URL+".well-known/tdmrep.json")
		reserved := 0
		for _, a := range articlesOf(ns, o.Slug) {
			if a.Access != TDMReserved {
				continue
			}
			reserved++
			if !bytes.Contains(body, []byte(strings.TrimPrefix(a.URL, strings.TrimSuffix(o.URL, "/")))) {
				t.Errorf("%s: %s is not in %s", o.Slug, a.URL, body)
			}
		}
		if reserved == 0 && answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s reserves nothing and answers %s", o.Slug, answer.Status)
		}
	}
}

func TestStructuredDataDescribesTheArticle(t *testing.T) {
	ns := start(t, Options{})
	described := map[string]bool{}
	for _, a := range ns.Articles() {
		script := document(t, a.URL).Find(`script[type="application/ld+json"]`).Text()
		if script == "" {
			continue
		}
		described[a.Outlet] = true
		var doc struct{ Headline, DatePublished string }
		if err := json.Unmarshal([]byte(script), &doc); err != nil {
			t.Errorf("%s: %v", a.URL, err)
		}
		if doc.Headline != a.Title {
			t.Errorf("%s: headline is %q, want %q", a.URL, doc.Headline, a.Title)
		}
	}
	if len(described) < 3 || len(described) > 5 {
		t.Errorf("JSON-LD at %v, want it at some outlets and not at others", described)
	}
}

// Some outlets have machine-readable dates and one has none at all.
func TestDateMarkupDiffers(t *testing.T) {
	ns := start(t, Options{})
	without := 0
	for _, o := range ns.Outlets() {
		d := document(t, articlesOf(ns, o.Slug)[0].URL)
		if d.Find(`time, [property^="article:"], script[type="application/ld+json"], [itemprop="datePublished"]`).Length() == 0 {
			without++
		}
	}
	if without != 1 {
		t.Errorf("%d outlets have no machine-readable date, want one", without)
	}
}

func TestFrontPageLeadsToFeedAndArticles(t *testing.T) {
	ns := start(t, Options{})
	for _, o := range ns.Outlets() {
		d := document(t, o.URL)
		if d.Find(`link[rel="alternate"]`).Length() != 1 {
			t.Errorf("%s: the front page does not name its feed", o.Slug)
		}
		links := map[string]bool{}
		d.Find("a").Each(func(_ int, s *goquery.Selection) { links[s.AttrOr("href", "")] = true })
		for _, a := range articlesOf(ns, o.Slug) {
			if !links[a.URL] {
				t.Errorf("%s: the front page does not link %s", o.Slug, a.URL)
			}
		}
		if section := d.Find(`a[href*="/section/"]`).First(); section.Length() == 0 {
			t.Errorf("%s: no section is linked", o.Slug)
		} else if answer, _ := fetch(t, section.AttrOr("href", "")); answer.StatusCode != http.StatusOK {
			t.Errorf("%s: the section answers %s", o.Slug, answer.Status)
		}
	}
}
