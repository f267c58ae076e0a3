package newsstand

import "fmt"

// Outlet is one fictional publisher as a crawler's configuration would know it.
type Outlet struct {
	Slug    string // also the folder of its articles
	Name    string
	Lang    string // ISO 639-1
	Country string // ISO 3166-1 alpha-2
	Kind    string // regional daily, tabloid, opinion site, …
	Format  string // of the feed: RSS 2.0, Atom 1.0, JSON Feed 1.1, RSS 1.0
	URL     string // front page; empty until Start
	FeedURL string // as the OPML lists it; one of them has moved
}

// Feed formats.
const (
	rss20    = "RSS 2.0"
	rss10    = "RSS 1.0"
	atom10   = "Atom 1.0"
	jsonFeed = "JSON Feed 1.1"
)

// Where a page declares its character set.
const (
	inHeader    = 1 << iota // Content-Type: text/html; charset=…
	inMeta                  // <meta charset>
	inHTTPEquiv             // <meta http-equiv="Content-Type">
	inBOM                   // UTF-8 byte order mark
)

// profile is how one outlet publishes: everything that differs between the
// eight except the templates and the articles.
type profile struct {
	Slug, Name, Tagline, Lang, Country, Kind string

	notice string // says on every page that all is invented
	robots string

	feedFormat  string
	feedPath    string
	feedCharset string
	feedMoved   string // old path that answers 301, or ""
	tracking    string // query string that the feed's links carry
	fullText    bool   // the feed carries the whole text

	pageCharset string
	declares    int // bits of inHeader …
	gzips       bool
	etag        bool
	modified    bool
	printPath   string // prefix of a second URL per article with rel=canonical, or ""
	sitemap     string // path of a news sitemap, or ""

	path func(Article) string
}

const noticeEN = "Training material: this outlet, its places, people and events are invented for the ALLEYS project. Texts licensed CC BY 4.0."
const noticeIT = "Materiale didattico: testata, luoghi, persone e fatti sono inventati per il progetto ALLEYS. Testi con licenza CC BY 4.0."

func profiles() []profile {
	return []profile{
		kilmorranCourier(), lantern(), continentalLedger(), saltmarketVoice(),
		corriereVallerena(), gazzettaBrenzo(), megafono(), radioLagorna(),
	}
}

func kilmorranCourier() profile {
	return profile{
		Slug: "kilmorran-courier", Name: "The Kilmorran Courier", Tagline: "News of the Fintry valley since 1887",
		Lang: "en", Country: "IE", Kind: "regional daily", notice: noticeEN,
		robots:     "User-agent: *\nDisallow: /search\nDisallow: /user/\nDisallow: /members/\nAllow: /members/about\n\nUser-agent: GreedyBot\nCrawl-delay: 30\n",
		feedFormat: rss20, feedPath: "/rss.xml", feedCharset: "windows-1252",
		pageCharset: "windows-1252", declares: inHTTPEquiv, etag: true, modified: true,
		printPath: "/print",
		path: func(a Article) string {
			if a.Access == RobotsDisallowed {
				return "/members/" + a.Slug
			}
			return fmt.Sprintf("/node/%d/%s", storyNumber(a), a.Slug)
		},
	}
}

func lantern() profile {
	return profile{
		Slug: "lantern", Name: "The Lessan Lantern", Tagline: "Says what Port Lessan thinks",
		Lang: "en", Country: "IE", Kind: "tabloid", notice: noticeEN,
		robots:     "# keep out of the polls\nUser-agent: *\nDisallow: /poll/\nDisallow: /*?replytocom=\nDisallow: /api/\n",
		feedFormat: rss20, feedPath: "/feeds/top-stories.xml", feedCharset: "utf-8",
		tracking:    "utm_source=rss&utm_medium=feed&utm_campaign=top-stories",
		pageCharset: "utf-8", declares: inHeader | inMeta, gzips: true, etag: true,
		sitemap: "/sitemap-news.xml",
		path: func(a Article) string {
			return fmt.Sprintf("/story/%d/%s", storyNumber(a), a.Slug)
		},
	}
}

func continentalLedger() profile {
	return profile{
		Slug: "continental-ledger", Name: "The Continental Ledger", Tagline: "European affairs, argued",
		Lang: "en", Country: "BE", Kind: "European affairs weekly", notice: noticeEN,
		robots:     "User-agent: *\nDisallow: /account\nDisallow: /subscribe\nDisallow: /briefing/\n",
		feedFormat: atom10, feedPath: "/feed.atom", feedCharset: "utf-8",
		pageCharset: "utf-8", declares: inHeader, modified: true,
		path: func(a Article) string {
			if a.Access == RobotsDisallowed {
				return "/briefing/" + a.Slug
			}
			return "/" + a.Published.Format("2006/01") + "/" + a.Slug
		},
	}
}

func saltmarketVoice() profile {
	return profile{
		Slug: "saltmarket-voice", Name: "Saltmarket Voice", Tagline: "Written by the people who live here",
		Lang: "en", Country: "IE", Kind: "community site", notice: noticeEN,
		robots:     "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\nDisallow: /?s=\n",
		feedFormat: jsonFeed, feedPath: "/feed/json", feedCharset: "utf-8", fullText: true,
		pageCharset: "utf-8", declares: inBOM | inMeta, etag: true, modified: true,
		path: func(a Article) string {
			return "/" + a.Published.Format("2006/01/02") + "/" + a.Slug + "/"
		},
	}
}

func corriereVallerena() profile {
	return profile{
		Slug: "corriere-vallerena", Name: "Il Corriere di Vallerena", Tagline: "Quotidiano della provincia",
		Lang: "it", Country: "IT", Kind: "regional daily", notice: noticeIT,
		robots:     "User-agent: *\nDisallow: /cerca\nDisallow: /abbonati\nDisallow: /riservato/\n",
		feedFormat: atom10, feedPath: "/atom.xml", feedCharset: "iso-8859-15",
		pageCharset: "iso-8859-15", declares: inHeader | inMeta, etag: true, modified: true,
		sitemap: "/news-sitemap.xml",
		path: func(a Article) string {
			if a.Access == RobotsDisallowed {
				return "/riservato/" + a.Slug + ".shtml"
			}
			return fmt.Sprintf("/%s/%s/%s-%d.shtml", sectionSlug(a.Section), a.Published.Format("06_01_02"), a.Slug, storyNumber(a))
		},
	}
}

func gazzettaBrenzo() profile {
	return profile{
		Slug: "gazzetta-brenzo", Name: "La Gazzetta del Brenzo", Tagline: "Settimanale della valle",
		Lang: "it", Country: "IT", Kind: "local weekly", notice: noticeIT,
		robots:     "User-agent: *\nDisallow: /cgi-bin/\nDisallow: /stampa.php\n",
		feedFormat: rss10, feedPath: "/backend.php", feedCharset: "utf-8",
		pageCharset: "iso-8859-1", declares: inHeader, modified: true,
		path: func(a Article) string { return fmt.Sprintf("/articolo.php?id=%d", storyNumber(a)) },
	}
}

func megafono() profile {
	return profile{
		Slug: "megafono", Name: "Il Megafono Quotidiano", Tagline: "La voce di chi non ha voce",
		Lang: "it", Country: "IT", Kind: "opinion site", notice: noticeIT,
		robots:     "User-agent: *\nDisallow: /search\nDisallow: /sondaggi/\n",
		feedFormat: rss20, feedPath: "/feeds/posts/rss", feedCharset: "utf-8",
		feedMoved: "/rss.php", tracking: "utm_source=feed&utm_medium=rss", fullText: true,
		pageCharset: "utf-8", declares: inMeta, etag: true,
		path: func(a Article) string {
			return "/" + a.Published.Format("2006/01") + "/" + a.Slug + ".html"
		},
	}
}

func radioLagorna() profile {
	return profile{
		Slug: "radio-lagorna", Name: "Radio Onda Lagorna", Tagline: "98.3, la radio del lago",
		Lang: "it", Country: "IT", Kind: "local radio", notice: noticeIT,
		robots:     "User-agent: *\nDisallow: /administrator/\nDisallow: /component/\nDisallow: /index.php?option=com_search\n",
		feedFormat: rss20, feedPath: "/notizie?format=feed&type=rss", feedCharset: "utf-8",
		pageCharset: "utf-8", declares: inHeader | inHTTPEquiv, gzips: true, etag: true, modified: true,
		path: func(a Article) string { return fmt.Sprintf("/notizie/%d-%s", storyNumber(a), a.Slug) },
	}
}
