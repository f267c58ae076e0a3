package newsstand

import (
	"encoding/xml"
	"html"
	"net/http"
	"strings"
)

// feed serves the outlet's feed in its format and character set.
func (v *request) feed() {
	p := v.site.profile
	var text []byte
	var err error
	switch p.feedFormat {
	case atom10:
		text, err = marshalXML(v.atom(), p.feedCharset)
	case rss10:
		text, err = marshalXML(v.rdf(), p.feedCharset)
	case jsonFeed:
		text, err = v.jsonFeed()
	default:
		text, err = marshalXML(v.rss(), p.feedCharset)
	}
	if err != nil {
		http.Error(v.w, err.Error(), http.StatusInternalServerError)
		return
	}
	v.send(http.StatusOK, mediaType(p.feedFormat), text, v.site.lastModified(v.list))
}

func mediaType(format string) string {
	switch format {
	case atom10:
		return "application/atom+xml"
	case rss10:
		return "application/rdf+xml"
	case jsonFeed:
		return "application/feed+json"
	default:
		return "application/rss+xml"
	}
}

// marshalXML writes doc with a declaration of the character set and in it.
func marshalXML(doc any, label string) ([]byte, error) {
	text, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return nil, err
	}
	declared := `<?xml version="1.0" encoding="` + label + `"?>` + "\n"
	return encode(append([]byte(declared), text...), label)
}

// feedLink is an article's URL as the feed gives it, with tracking parameters.
func (v *request) feedLink(a Article) string {
	link := v.base + a.URL
	switch tracking := v.site.profile.tracking; {
	case tracking == "":
		return link
	case strings.Contains(link, "?"):
		return link + "&" + tracking
	default:
		return link + "?" + tracking
	}
}

// bodyHTML is the served text as the feed's full text.
func bodyHTML(a Article) string {
	var b strings.Builder
	for _, block := range a.servedBlocks() {
		open, end := "<p>", "</p>\n"
		switch block.Kind {
		case Crosshead:
			open, end = "<h2>", "</h2>\n"
		case Quotation:
			open, end = "<blockquote><p>", "</p></blockquote>\n"
		}
		b.WriteString(open + html.EscapeString(block.Text) + end)
	}
	return b.String()
}
