package extract

import (
	"net/url"
	"strings"
	"time"

	htmldate "github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Names of the meta elements that hold the time of publication and of the last
// change, most specific first.
var (
	publishedMeta = strings.Fields(`article:published_time og:article:published_time og:published_time
		article:published rnews:datepublished datepublished parsely-pub-date sailthru.date pubdate publishdate
		publish-date publish_date publication_date publication-date article_date_original
		cxenseparse:recs:publishtime cxenseparse:publishtime cxenseparse:recs:articlepublishtime bt:pubdate
		dcterms.issued dcterms.date dcterms.created dc.date.issued dc.date.created dc.date dc.created
		article.published article.created citation_publication_date citation_date prism.publicationdate
		date article:post_date article-date newsdate originalpublicationdate displaydate og:pubdate
		vr:published_time content_date pdate time`)
	modifiedMeta = strings.Fields(`article:modified_time og:updated_time og:article:modified_time datemodified
		dcterms.modified dc.date.modified lastmod article:updated_time last-modified cxenseparse:recs:modifiedtime
		article.updated modified`)
)

// dates fills in when the page was published and last changed and how that was
// found out.
func (h *head) dates(p *Page, doc *html.Node, blocks []*block, base *url.URL) {
	p.Modified = h.declaredDate("dateModified", modifiedMeta)
	p.Published, p.PublishedFrom = h.declaredDate("datePublished", publishedMeta), FromMarkup
	if p.Published.IsZero() {
		p.Published = elementDate(doc)
	}
	if p.Published.IsZero() {
		p.Published, p.PublishedFrom = dateInURL(base), FromURL
	}
	if p.Published.IsZero() {
		p.Published, p.PublishedFrom = dateline(blocks, p.Title, p.Lang), FromGuess
	}
	if p.Published.IsZero() {
		p.Published = guessDate(doc)
	}
	if p.Published.IsZero() {
		p.PublishedFrom = ""
	}
	if p.Modified.Before(p.Published) {
		p.Modified = time.Time{}
	}
}

// declaredDate reads a date from the JSON-LD of the article, then from the meta
// elements, then from the JSON-LD of the page around it.
func (h *head) declaredDate(property string, meta []string) time.Time {
	if h.article != nil {
		if t := h.article.date(property); !t.IsZero() {
			return t
		}
	}
	for _, name := range meta {
		for _, content := range h.meta[name] {
			if t, ok := parseTime(content); ok {
				return t
			}
		}
	}
	for _, thing := range h.things {
		if thing.is("WebPage", "Article", "Posting", "VideoObject") {
			if t := thing.date(property); !t.IsZero() {
				return t
			}
		}
	}
	return time.Time{}
}

// elementDate reads the date of an element that shows it: microdata first, then
// <time>. The one nearest to the headline is taken; those of comments, teasers
// and page furniture are not.
func elementDate(doc *html.Node) time.Time {
	var marked, shown, any time.Time
	pastHeadline := false
	walk(doc, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return true
		}
		if n.DataAtom == atom.H1 {
			pastHeadline = true
		}
		if n.DataAtom == atom.Aside || n.DataAtom == atom.Footer || n.DataAtom == atom.Nav || named(n, furniture) {
			return false
		}
		t, ok := dateOf(n)
		switch {
		case !ok:
		case strings.Contains(strings.ToLower(attr(n, "itemprop")), "datepublished") || hasAttr(n, "pubdate"):
			if marked.IsZero() {
				marked = t
			}
		case strings.Contains(strings.ToLower(attr(n, "itemprop")), "datemodified"):
		case n.DataAtom == atom.Time:
			if any.IsZero() {
				any = t
			}
			if shown.IsZero() && pastHeadline {
				shown = t
			}
		}
		return true
	})
	for _, t := range []time.Time{marked, shown, any} {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// Names of parts of a page whose dates are those of something else.
var furniture = wordSet(`comment comments commentlist kommentare commenti commentaires comentarios related sidebar
	widget teaser teasers recommended mostread ticker breaking newsticker footer nav navigation menu promo`)

// dateOf reads the date that an element states in an attribute, or for elements
// meant for dates in its text.
func dateOf(n *html.Node) (time.Time, bool) {
	isTime := n.DataAtom == atom.Time || n.DataAtom == atom.Abbr
	isItem := strings.HasPrefix(strings.ToLower(attr(n, "itemprop")), "date")
	if !isTime && !isItem {
		return time.Time{}, false
	}
	for _, key := range []string{"datetime", "content", "title", "data-datetime", "data-timestamp"} {
		if t, ok := parseTime(attr(n, key)); ok {
			return t, true
		}
	}
	if isItem || n.DataAtom == atom.Time {
		return parseTime(textOf(n))
	}
	return time.Time{}, false
}

// guessDate looks for a date in the text of the page.
func guessDate(doc *html.Node) (t time.Time) {
	defer func() {
		if recover() != nil {
			t = time.Time{}
		}
	}()
	res, err := htmldate.FromDocument(doc, htmldate.Options{
		UseOriginalDate:     true,
		SkipExtensiveSearch: true,
		MinDate:             time.Date(1995, 1, 1, 0, 0, 0, 0, time.UTC),
		MaxDate:             time.Now().AddDate(0, 0, 1),
	})
	if err != nil || res.IsZero() {
		return time.Time{}
	}
	return time.Date(res.DateTime.Year(), res.DateTime.Month(), res.DateTime.Day(), 0, 0, 0, 0, time.UTC)
}
