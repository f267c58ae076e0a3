package newsstand

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
	gofeedjson "github.com/mmcdole/gofeed/json"
	"golang.org/x/net/html/charset"
)

// feedOf follows the redirect of the outlet whose feed has moved.
func feedOf(t *testing.T, o Outlet) (*http.Response, []byte) {
	t.Helper()
	answer, body := fetch(t, o.FeedURL)
	if answer.StatusCode == http.StatusMovedPermanently {
		to, err := answer.Location()
		if err != nil {
			t.Fatal(err)
		}
		return fetch(t, to.String())
	}
	return answer, body
}

func articlesOf(ns *Newsstand, outlet string) []Article {
	var of []Article
	for _, a := range ns.Articles() {
		if a.Outlet == outlet {
			of = append(of, a)
		}
	}
	return of
}

func TestFeedsAreReadByGofeed(t *testing.T) {
	ns := start(t, Options{})
	types := map[string]bool{}
	for _, o := range ns.Outlets() {
		t.Run(o.Slug, func(t *testing.T) {
			_, body := feedOf(t, o)
			feed, err := readFeed(o.Format, body)
			if err != nil {
				t.Fatal(err)
			}
			types[strings.TrimSpace(feed.FeedType+" "+feed.FeedVersion)] = true
			articles := articlesOf(ns, o.Slug)
			if feed.Title != o.Name || len(feed.Items) != len(articles) {
				t.Fatalf("%q with %d entries, want %q with %d", feed.Title, len(feed.Items), o.Name, len(articles))
			}
			for i, item := range feed.Items {
				checkItem(t, item, articles[i])
			}
		})
	}
	for _, want := range []string{"rss 2.0", "rss 1.0", "atom 1.0", "json https://jsonfeed.org/version/1.1"} {
		if !types[want] {
			t.Errorf("no feed is %s, only %v", want, types)
		}
	}
}

// readFeed hands JSON feeds to gofeed's JSON reader itself: in v1.4.0 the
// detection looks at the first kilobytes only and takes them for broken JSON.
func readFeed(format string, body []byte) (*gofeed.Feed, error) {
	if format != jsonFeed {
		return gofeed.NewParser().Parse(bytes.NewReader(body))
	}
	feed, err := (&gofeedjson.Parser{}).Parse(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	return (&gofeed.DefaultJSONTranslator{}).Translate(feed)
}

func checkItem(t *testing.T, item *gofeed.Item, a Article) {
	t.Helper()
	if item.Title != a.Title {
		t.Errorf("title is %q, want %q", item.Title, a.Title)
	}
	if item.PublishedParsed == nil || !item.PublishedParsed.Equal(a.Published) {
		t.Errorf("%s: published is %v, want %v", a.Slug, item.PublishedParsed, a.Published)
	}
	if !strings.Contains(item.Description+item.Content, a.Lede) {
		t.Errorf("%s: description is %q, want %q in it", a.Slug, item.Description, a.Lede)
	}
	if len(item.Authors) != 1 || item.Authors[0].Name != a.Author {
		t.Errorf("%s: authors are %v, want %s", a.Slug, item.Authors, a.Author)
	}
	if answer, _ := fetch(t, item.Link); answer.StatusCode != http.StatusOK {
		t.Errorf("%s: the link %s answers %s", a.Slug, item.Link, answer.Status)
	}
}

func TestFeedCharsetsAreAsDeclared(t *testing.T) {
	ns := start(t, Options{})
	labels := map[string]bool{}
	for _, o := range ns.Outlets() {
		if o.Format == jsonFeed {
			continue
		}
		_, body := feedOf(t, o)
		declaration, _, _ := bytes.Cut(body, []byte("?>"))
		_, label, _ := strings.Cut(string(declaration), `encoding="`)
		label = strings.TrimSuffix(label, `"`)
		labels[label] = true
		if label != "utf-8" && bytes.Contains(body, []byte("\xc3\xa8")) {
			t.Errorf("%s declares %s and has a UTF-8 è", o.Slug, label)
		}
		d := xml.NewDecoder(bytes.NewReader(body))
		d.CharsetReader = charset.NewReaderLabel
		for {
			token, err := d.Token()
			if token == nil {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", o.Slug, err)
			}
		}
	}
	for _, want := range []string{"utf-8", "windows-1252", "iso-8859-15"} {
		if !labels[want] {
			t.Errorf("no feed is in %s", want)
		}
	}
}

func TestFeedLinksCarryTracking(t *testing.T) {
	ns := start(t, Options{})
	tracked := 0
	for _, o := range ns.Outlets() {
		if _, body := feedOf(t, o); bytes.Contains(body, []byte("utm_source=")) {
			tracked++
		}
	}
	if tracked < 2 {
		t.Errorf("%d feeds have links with tracking parameters, want two", tracked)
	}
}

func TestMovedFeed(t *testing.T) {
	ns := start(t, Options{Outlets: []string{"megafono"}})
	o := ns.Outlets()[0]
	answer, _ := fetch(t, o.FeedURL)
	if answer.StatusCode != http.StatusMovedPermanently {
		t.Fatalf("the old address answers %s, want 301", answer.Status)
	}
	if to, err := answer.Location(); err != nil || to.String() == o.FeedURL {
		t.Errorf("moved to %v, %v", to, err)
	}
}

func TestSitemapListsTheOpenArticles(t *testing.T) {
	ns := start(t, Options{Outlets: []string{"lantern"}})
	o := ns.Outlets()[0]
	_, robots := fetch(t, o.URL+"robots.txt")
	_, sitemap, found := strings.Cut(string(robots), "Sitemap: ")
	if !found {
		t.Fatalf("robots.txt names no sitemap: %s", robots)
	}
	_, body := fetch(t, strings.TrimSpace(sitemap))
	for _, a := range ns.Articles() {
		if !bytes.Contains(body, []byte("<loc>"+a.URL+"</loc>")) {
			t.Errorf("the sitemap lacks %s", a.URL)
		}
	}
}

func TestOPMLListsEveryFeed(t *testing.T) {
	ns := start(t, Options{})
	var doc opmlDoc
	if err := xml.Unmarshal(ns.OPML(), &doc); err != nil {
		t.Fatal(err)
	}
	listed := map[string]string{}
	for _, folder := range doc.Body {
		for _, o := range folder.Outlines {
			listed[o.XMLURL] = o.Language
		}
	}
	for _, o := range ns.Outlets() {
		if listed[o.FeedURL] != o.Lang {
			t.Errorf("%s is listed with language %q, want %q", o.FeedURL, listed[o.FeedURL], o.Lang)
		}
	}
}

func TestJSONFeedIsValid(t *testing.T) {
	ns := start(t, Options{Outlets: []string{"saltmarket-voice"}})
	_, body := fetch(t, ns.Outlets()[0].FeedURL)
	var doc map[string]any
	if err := json.Unmarshal(body, &doc); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"version", "title", "home_page_url", "feed_url", "items"} {
		if doc[key] == nil {
			t.Errorf("%s is missing", key)
		}
	}
}
