package newsstand

import (
	"encoding/xml"
	"net/http"
	"time"
)

// sitemapDoc is a news sitemap: sitemaps.org 0.9 with Google's news extension.
type sitemapDoc struct {
	XMLName xml.Name     `xml:"urlset"`
	Space   string       `xml:"xmlns,attr"`
	News    string       `xml:"xmlns:news,attr"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc      string `xml:"loc"`
	LastMod  string `xml:"lastmod"`
	Name     string `xml:"news:news>news:publication>news:name"`
	Language string `xml:"news:news>news:publication>news:language"`
	Date     string `xml:"news:news>news:publication_date"`
	Title    string `xml:"news:news>news:title"`
}

func (v *request) sitemap() {
	p := v.site.profile
	doc := sitemapDoc{
		Space: "http://www.sitemaps.org/schemas/sitemap/0.9",
		News:  "http://www.google.com/schemas/sitemap-news/0.9",
	}
	for _, a := range v.list {
		if a.Access == RobotsDisallowed || a.Access == NoIndex {
			continue
		}
		doc.URLs = append(doc.URLs, sitemapURL{
			Loc: v.base + a.URL, LastMod: a.modified().Format(time.RFC3339), Name: p.Name, Language: p.Lang,
			Date: a.Published.Format(time.RFC3339), Title: a.Title,
		})
	}
	text, err := marshalXML(doc, "UTF-8")
	if err != nil {
		http.Error(v.w, err.Error(), http.StatusInternalServerError)
		return
	}
	v.send(http.StatusOK, "application/xml", text, v.site.lastModified(v.list))
}
