package feed

import (
	"bytes"
	_ "embed"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

//go:embed data/paths.txt
var pathData string

// A Candidate is an address where a site may have a feed or a news sitemap.
type Candidate struct {
	URL string
	// Title is what the page calls it; empty for a guess.
	Title string
	// Type is the media type that the page gives; empty when it gives none.
	Type    string
	Sitemap bool
	Source  CandidateSource
}

// CandidateSource says how a candidate was found.
type CandidateSource string

// Sources of candidates, from the surest to the least sure.
const (
	FromLink   CandidateSource = "link"   // <link rel="alternate"> in the head
	FromAnchor CandidateSource = "anchor" // a link in the page that looks like a feed
	FromGuess  CandidateSource = "guess"  // a common path, data/paths.txt
)

// maxCandidates is how many candidates of one page are returned.
const maxCandidates = 60

// Discover lists where a site may have feeds and news sitemaps, by its front
// page: what the head declares, what the page links to, then common paths to
// try. Within a source the page's order is kept, except that feeds of comments
// come last. pageURL must be absolute, else nothing is guessed and relative
// links are left out.
func Discover(page []byte, pageURL string) []Candidate {
	d := discovery{base: pageURL, seen: map[string]bool{}}
	d.read(page)
	slices.SortStableFunc(d.links, func(a, b Candidate) int { return commentRank(a) - commentRank(b) })
	found := append(d.links, d.anchors...)
	for _, g := range guesses(pageURL) {
		if isWeb(g.URL) && !d.seen[g.URL] {
			found = append(found, g)
		}
	}
	return found[:min(len(found), maxCandidates)]
}

// A discovery collects candidates while a page is read.
type discovery struct {
	base           string
	seen           map[string]bool
	links, anchors []Candidate
}

func (d *discovery) read(page []byte) {
	z := html.NewTokenizer(bytes.NewReader(page))
	var anchor *Candidate
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			if anchor != nil && len(anchor.Title) < 200 {
				anchor.Title += string(z.Text())
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "a" && anchor != nil {
				d.addAnchor(*anchor)
				anchor = nil
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "base":
				d.base = resolve(d.base, attrsOf(z)["href"])
			case "link":
				d.addLink(attrsOf(z))
			case "a":
				a := attrsOf(z)
				anchor = &Candidate{URL: a["href"], Type: a["type"], Source: FromAnchor}
			}
		}
	}
}

func attrsOf(z *html.Tokenizer) map[string]string {
	attrs := map[string]string{}
	for more := true; more; {
		var key, val []byte
		key, val, more = z.TagAttr()
		if _, dup := attrs[string(key)]; !dup {
			attrs[string(key)] = string(val)
		}
	}
	return attrs
}

func (d *discovery) addLink(attrs map[string]string) {
	rel := strings.Fields(strings.ToLower(attrs["rel"]))
	c := Candidate{URL: attrs["href"], Title: collapse(attrs["title"]), Type: mediaType(attrs["type"]), Source: FromLink}
	switch {
	case slices.Contains(rel, "sitemap"):
		c.Sitemap = true
	case slices.Contains(rel, "feed"), slices.Contains(rel, "alternate") && isFeedType(c.Type):
	default:
		return
	}
	d.add(&d.links, c)
}

func (d *discovery) addAnchor(c Candidate) {
	c.Title, c.Type = collapse(c.Title), mediaType(c.Type)
	abs := resolve(d.base, cleanURL(c.URL))
	u, err := url.Parse(abs)
	if err != nil {
		return
	}
	switch {
	case isFeedType(c.Type), looksLikeFeed(u):
	case strings.EqualFold(c.Title, "rss") || strings.EqualFold(c.Title, "atom"):
	case looksLikeSitemap(u):
		c.Sitemap = true
	default:
		return
	}
	d.add(&d.anchors, c)
}

func (d *discovery) add(list *[]Candidate, c Candidate) {
	c.URL = resolve(d.base, cleanURL(c.URL))
	if c.URL, _, _ = strings.Cut(c.URL, "#"); !isWeb(c.URL) || d.seen[c.URL] || len(d.seen) >= maxCandidates {
		return
	}
	d.seen[c.URL] = true
	*list = append(*list, c)
}

// mediaType returns a content type without its parameters.
func mediaType(t string) string {
	t, _, _ = strings.Cut(strings.ToLower(t), ";")
	return strings.TrimSpace(t)
}

func isFeedType(t string) bool {
	switch t {
	case "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/rss", "application/atom",
		"text/rss+xml", "text/atom+xml", "text/rss", "application/xml", "text/xml", "application/x.atom+xml", "application/x-atom+xml":
		return true
	}
	return false
}

// looksLikeFeed reports whether an address names a feed in one of its segments.
func looksLikeFeed(u *url.URL) bool {
	if strings.Contains(u.Host, "feedburner.com") || strings.HasPrefix(u.Host, "feeds.") || strings.HasPrefix(u.Host, "rss.") {
		return true
	}
	for segment := range strings.SplitSeq(strings.ToLower(u.Path), "/") {
		stem, ext, _ := strings.Cut(segment, ".")
		switch {
		case stem == "rss" || stem == "feed" || stem == "feeds" || stem == "atom" || stem == "rss2":
			return true
		case ext == "rss" || ext == "atom" || ext == "rdf":
			return true
		case ext == "xml" && (strings.Contains(stem, "rss") || strings.Contains(stem, "feed")):
			return true
		}
	}
	q := u.Query()
	return q.Has("feed") || strings.EqualFold(q.Get("format"), "rss") || strings.EqualFold(q.Get("type"), "rss")
}

func looksLikeSitemap(u *url.URL) bool {
	p := strings.ToLower(u.Path)
	return strings.Contains(p, "sitemap") && (strings.HasSuffix(p, ".xml") || strings.HasSuffix(p, ".xml.gz"))
}

// commentRank puts the feeds of readers' comments behind the others.
func commentRank(c Candidate) int {
	text := strings.ToLower(c.Title + " " + c.URL)
	for _, word := range []string{"comment", "kommentar", "commenti", "comentari", "reacties", "komentarz"} {
		if strings.Contains(text, word) {
			return 1
		}
	}
	return 0
}

// guesses returns the common addresses of feeds and sitemaps on a site.
func guesses(pageURL string) []Candidate {
	var found []Candidate
	section := ""
	for line := range strings.Lines(pathData) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			section = line
		default:
			found = append(found, Candidate{URL: resolve(pageURL, line), Sitemap: section == "[sitemaps]", Source: FromGuess})
		}
	}
	return found
}
