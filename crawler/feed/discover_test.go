package feed

import (
	"slices"
	"strings"
	"testing"
)

func TestDiscover(t *testing.T) {
	const page = `<!DOCTYPE html><html><head>
<base href="https://valle.example/it/">
<link rel="alternate" type="application/rss+xml" title="Commenti" href="/comments/feed">
<link rel="ALTERNATE" type="application/rss+xml; charset=utf-8" title=" Il  Corriere " href="/rss.xml#top">
<link rel="alternate" type="application/atom+xml" href="feed.atom">
<link rel="alternate" type="application/feed+json" href="https://valle.example/feed.json">
<link rel="alternate" hreflang="de" href="/de/">
<link rel="alternate" type="application/json+oembed" href="/oembed">
<link rel="stylesheet" type="text/css" href="/feed.css">
<link rel="sitemap" type="application/xml" href="/sitemap.xml">
</head><body>
<a href="/rss.xml">RSS</a>
<a href="/rss/cronaca">Cronaca <b>RSS</b></a>
<a href="/notizie.rss">tutte</a>
<a href="/it/?feed=rss2">altro</a>
<a href="https://feeds.feedburner.com/valle">FeedBurner</a>
<a href="/sitemap-news.xml.gz">Mappa</a>
<a href="/feedback">Scrivici</a>
<a href="/rassegna.xml">Rassegna</a>
<a href="javascript:void(0)">RSS</a>
<a href="mailto:rss@valle.example">Atom</a>
</body></html>`
	var got []string
	guesses := 0
	for _, c := range Discover([]byte(page), "https://valle.example/it/index.html") {
		if c.Source == FromGuess {
			guesses++
			continue
		}
		kind := "feed"
		if c.Sitemap {
			kind = "sitemap"
		}
		got = append(got, string(c.Source)+" "+kind+" "+c.URL+" "+c.Title)
	}
	want := []string{
		"link feed https://valle.example/rss.xml Il Corriere",
		"link feed https://valle.example/it/feed.atom ",
		"link feed https://valle.example/feed.json ",
		"link sitemap https://valle.example/sitemap.xml ",
		"link feed https://valle.example/comments/feed Commenti",
		"anchor feed https://valle.example/rss/cronaca Cronaca RSS",
		"anchor feed https://valle.example/notizie.rss tutte",
		"anchor feed https://valle.example/it/?feed=rss2 altro",
		"anchor feed https://feeds.feedburner.com/valle FeedBurner",
		"anchor sitemap https://valle.example/sitemap-news.xml.gz Mappa",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if guesses < 10 {
		t.Errorf("%d guesses", guesses)
	}
}

func TestDiscoverGuesses(t *testing.T) {
	feeds, sitemaps := 0, 0
	for _, c := range Discover(nil, "https://valle.example/it/") {
		if c.Source != FromGuess || !strings.HasPrefix(c.URL, "https://valle.example/") {
			t.Errorf("%+v", c)
		}
		if c.Sitemap {
			sitemaps++
		} else {
			feeds++
		}
	}
	if feeds == 0 || sitemaps == 0 {
		t.Errorf("%d feeds, %d sitemaps", feeds, sitemaps)
	}
	if got := Discover([]byte(`<a href="/rss">RSS</a>`), ""); len(got) != 0 {
		t.Errorf("without an address: %+v", got)
	}
}

func FuzzDiscover(f *testing.F) {
	f.Add([]byte(`<link rel=alternate type=application/rss+xml href=/x><a href="y.rss">z`), "https://a.example/")
	f.Fuzz(func(t *testing.T, page []byte, pageURL string) {
		found := Discover(page, pageURL)
		if len(found) > maxCandidates {
			t.Fatalf("%d candidates", len(found))
		}
		for _, c := range found {
			if !isWeb(c.URL) {
				t.Fatalf("%+v", c)
			}
		}
	})
}
