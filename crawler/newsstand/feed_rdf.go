package newsstand

import (
	"encoding/xml"
	"time"
)

// RSS 1.0, which is RDF, with the Dublin Core and syndication modules.
type rdfDoc struct {
	XMLName xml.Name   `xml:"rdf:RDF"`
	RDF     string     `xml:"xmlns:rdf,attr"`
	RSS     string     `xml:"xmlns,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	Syn     string     `xml:"xmlns:sy,attr"`
	Channel rdfChannel `xml:"channel"`
	Items   []rdfItem  `xml:"item"`
}

type rdfChannel struct {
	About       string  `xml:"rdf:about,attr"`
	Title       string  `xml:"title"`
	Link        string  `xml:"link"`
	Description string  `xml:"description"`
	Language    string  `xml:"dc:language"`
	Rights      string  `xml:"dc:rights"`
	Date        string  `xml:"dc:date"`
	Period      string  `xml:"sy:updatePeriod"`
	Frequency   int     `xml:"sy:updateFrequency"`
	Items       rdfList `xml:"items>rdf:Seq"`
}

type rdfList struct {
	Members []rdfMember `xml:"rdf:li"`
}

type rdfMember struct {
	Resource string `xml:"rdf:resource,attr"`
}

type rdfItem struct {
	About       string `xml:"rdf:about,attr"`
	Title       string `xml:"title"`
	Link        string `xml:"link"`
	Description string `xml:"description"`
	Creator     string `xml:"dc:creator"`
	Subject     string `xml:"dc:subject"`
	Date        string `xml:"dc:date"`
}

func (v *request) rdf() rdfDoc {
	p := v.site.profile
	doc := rdfDoc{
		RDF: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", RSS: "http://purl.org/rss/1.0/",
		DC: "http://purl.org/dc/elements/1.1/", Syn: "http://purl.org/rss/1.0/modules/syndication/",
		Channel: rdfChannel{
			About: v.base + p.feedPath, Title: p.Name, Link: v.base + "/", Description: p.Tagline + ". " + p.notice,
			Language: p.Lang, Rights: "CC BY 4.0", Period: "weekly", Frequency: 2,
			Date: v.site.lastModified(v.list).Format(time.RFC3339),
		},
	}
	for _, a := range v.list {
		link := v.base + a.URL
		doc.Channel.Items.Members = append(doc.Channel.Items.Members, rdfMember{Resource: link})
		doc.Items = append(doc.Items, rdfItem{
			About: link, Title: a.Title, Link: v.feedLink(a), Description: a.Lede,
			Creator: a.Author, Subject: a.Section, Date: a.Published.Format(time.RFC3339),
		})
	}
	return doc
}
