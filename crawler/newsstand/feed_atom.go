package newsstand

import (
	"encoding/xml"
	"fmt"
	"time"
)

// Atom 1.0 (RFC 4287).
type atomDoc struct {
	XMLName  xml.Name    `xml:"feed"`
	Space    string      `xml:"xmlns,attr"`
	Lang     string      `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle"`
	Rights   string      `xml:"rights"`
	Updated  string      `xml:"updated"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomEntry struct {
	ID        string       `xml:"id"`
	Title     atomText     `xml:"title"`
	Links     []atomLink   `xml:"link"`
	Published string       `xml:"published"`
	Updated   string       `xml:"updated"`
	Author    atomPerson   `xml:"author"`
	Category  atomCategory `xml:"category"`
	Summary   atomText     `xml:"summary"`
	Content   *atomText    `xml:"content"`
}

func (v *request) atom() atomDoc {
	p := v.site.profile
	doc := atomDoc{
		Space: "http://www.w3.org/2005/Atom", Lang: p.Lang, ID: "tag:" + p.Slug + ".example,2026:feed",
		Title: p.Name, Subtitle: p.Tagline + ". " + p.notice, Rights: "CC BY 4.0",
		Updated: v.site.lastModified(v.list).Format(time.RFC3339),
		Links: []atomLink{
			{Rel: "self", Type: mediaType(atom10), Href: v.base + p.feedPath},
			{Rel: "alternate", Type: "text/html", Href: v.base + "/"},
		},
	}
	for _, a := range v.list {
		doc.Entries = append(doc.Entries, v.atomEntry(a))
	}
	return doc
}

func (v *request) atomEntry(a Article) atomEntry {
	e := atomEntry{
		ID:        fmt.Sprintf("tag:%s.example,%s:%s", a.Outlet, a.Published.Format(time.DateOnly), a.Slug),
		Title:     atomText{Type: "text", Text: a.Title},
		Links:     []atomLink{{Rel: "alternate", Type: "text/html", Href: v.feedLink(a)}},
		Published: a.Published.Format(time.RFC3339),
		Updated:   a.modified().Format(time.RFC3339),
		Author:    atomPerson{Name: a.Author},
		Category:  atomCategory{Term: a.Section},
		Summary:   atomText{Type: "text", Text: a.Lede},
	}
	if v.site.profile.fullText {
		e.Content = &atomText{Type: "html", Text: bodyHTML(a)}
	}
	return e
}
