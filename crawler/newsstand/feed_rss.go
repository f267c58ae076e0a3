package newsstand

import (
	"encoding/xml"
	"time"
)

// RSS 2.0 with the Dublin Core and content modules.
type rssDoc struct {
	XMLName   xml.Name   `xml:"rss"`
	Version   string     `xml:"version,attr"`
	DC        string     `xml:"xmlns:dc,attr"`
	Content   string     `xml:"xmlns:content,attr"`
	AtomSpace string     `xml:"xmlns:atom,attr"`
	Channel   rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title         string    `xml:"title"`
	Link          string    `xml:"link"`
	Self          rssSelf   `xml:"atom:link"`
	Description   string    `xml:"description"`
	Language      string    `xml:"language"`
	Copyright     string    `xml:"copyright"`
	LastBuildDate string    `xml:"lastBuildDate"`
	TTL           int       `xml:"ttl"`
	Items         []rssItem `xml:"item"`
}

type rssSelf struct {
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
}

type rssItem struct {
	Title       string        `xml:"title"`
	Link        string        `xml:"link"`
	GUID        rssGUID       `xml:"guid"`
	PubDate     string        `xml:"pubDate"`
	Creator     string        `xml:"dc:creator"`
	Category    string        `xml:"category"`
	Description string        `xml:"description"`
	Content     string        `xml:"content:encoded,omitempty"`
	Enclosure   *rssEnclosure `xml:"enclosure"`
}

type rssGUID struct {
	IsPermaLink bool   `xml:"isPermaLink,attr"`
	Value       string `xml:",chardata"`
}

type rssEnclosure struct {
	URL    string `xml:"url,attr"`
	Length int    `xml:"length,attr"`
	Type   string `xml:"type,attr"`
}

func (v *request) rss() rssDoc {
	p := v.site.profile
	c := rssChannel{
		Title: p.Name, Link: v.base + "/", Description: p.Tagline + ". " + p.notice,
		Self:     rssSelf{Href: v.base + p.feedPath, Rel: "self", Type: mediaType(rss20)},
		Language: p.Lang + "-" + p.Country, Copyright: "CC BY 4.0", TTL: 60,
		LastBuildDate: v.site.lastModified(v.list).Format(time.RFC1123Z),
	}
	for _, a := range v.list {
		c.Items = append(c.Items, v.rssItem(a))
	}
	return rssDoc{
		Version: "2.0", DC: "http://purl.org/dc/elements/1.1/",
		Content: "http://purl.org/rss/1.0/modules/content/", AtomSpace: "http://www.w3.org/2005/Atom", Channel: c,
	}
}

func (v *request) rssItem(a Article) rssItem {
	item := rssItem{
		Title: a.Title, Link: v.feedLink(a), PubDate: a.Published.Format(time.RFC1123Z),
		GUID:    rssGUID{IsPermaLink: true, Value: v.base + a.URL},
		Creator: a.Author, Category: a.Section, Description: a.Lede,
	}
	if v.site.profile.tracking != "" {
		item.GUID = rssGUID{Value: a.Outlet + "-" + a.Slug}
	}
	if v.site.profile.fullText {
		item.Content = bodyHTML(a)
	}
	if v.site.profile.Kind == "tabloid" {
		item.Enclosure = &rssEnclosure{URL: v.base + "/img/" + a.Slug + ".svg", Length: 512, Type: "image/svg+xml"}
		item.Description = `<p><img src="` + v.base + "/img/" + a.Slug + `.svg" alt=""/></p><p>` + a.Lede + `</p>`
	}
	return item
}
