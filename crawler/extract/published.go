package extract

import (
	"net/url"
	"strings"
	"time"

	htmldate "github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"
)

// Names of the meta elements that hold the time of publication and of the last
// change, most specific first.
var (
	publishedMeta = strings.Fields(`article:published_time og:article:published_time og:published_time
		article:published rnews:datepublished datepublished parsely-pub-date sailthru.date pubdate publishdate
		publish-date publish_date publication_date publication-date article_date_original
		cxenseparse:recs:publishtime cxenseparse:publishtime cxenseparse:recs:articlepublishtime bt:pubdate
		dcterms.issued dc.date.issued article.published article.created citation_publication_date citation_date
		prism.publicationdate article:post_date article-date newsdate originalpublicationdate displaydate og:pubdate
		vr:published_time content_date pdate pub_date published_date publisheddate publish_time date_published
		release_date datepublication k5a:publishtime iso-8601-publish-date shareaholic:article_published_time
		article:published_date article:publish_date og:publish_date news:publication_date dcterms.dateissued`)
	// What content systems fill with the day of any event in a page's life; a date
	// shown beside the headline is more to the point.
	someDateMeta = strings.Fields(`dcterms.date dcterms.created dc.date.created dc.date dc.created date time`)
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
		p.Published = h.created()
	}
	if p.Published.IsZero() {
		p.Published = elementDate(doc, p.Title)
	}
	if p.Published.IsZero() {
		p.Published = h.metaDate(someDateMeta)
	}
	if p.Published.IsZero() {
		p.Published, p.PublishedFrom = dateInURL(base), FromURL
	}
	if p.Published.IsZero() {
		p.Published, p.PublishedFrom = dateline(blocks, p.Title), FromGuess
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
	if t := h.metaDate(meta); !t.IsZero() {
		return t
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

// created returns what the JSON-LD of an article says in place of its publication.
func (h *head) created() time.Time {
	if h.article != nil {
		for _, property := range []string{"dateCreated", "uploadDate", "coverageStartTime"} {
			if t := h.article.date(property); !t.IsZero() {
				return t
			}
		}
	}
	return time.Time{}
}

// metaDate returns the date of the first meta element of the names that has one.
func (h *head) metaDate(names []string) time.Time {
	for _, name := range names {
		for _, content := range h.meta[name] {
			if t, ok := parseTime(content); ok {
				return t
			}
		}
	}
	return time.Time{}
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
