package newsstand

import (
	"encoding/json"
	"time"
)

// JSON Feed 1.1 (jsonfeed.org/version/1.1).
type jsonDoc struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePageURL string       `json:"home_page_url"`
	FeedURL     string       `json:"feed_url"`
	Description string       `json:"description"`
	Language    string       `json:"language"`
	Authors     []jsonAuthor `json:"authors"`
	Items       []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type jsonItem struct {
	ID            string       `json:"id"`
	URL           string       `json:"url"`
	Title         string       `json:"title"`
	Summary       string       `json:"summary"`
	ContentHTML   string       `json:"content_html,omitempty"`
	ContentText   string       `json:"content_text,omitempty"`
	Image         string       `json:"image"`
	DatePublished string       `json:"date_published"`
	DateModified  string       `json:"date_modified"`
	Authors       []jsonAuthor `json:"authors"`
	Tags          []string     `json:"tags"`
	Language      string       `json:"language"`
}

func (v *request) jsonFeed() ([]byte, error) {
	p := v.site.profile
	doc := jsonDoc{
		Version: "https://jsonfeed.org/version/1.1", Title: p.Name, HomePageURL: v.base + "/",
		FeedURL: v.base + p.feedPath, Description: p.Tagline + ". " + p.notice, Language: p.Lang,
		Authors: []jsonAuthor{{Name: p.Name, URL: v.base + "/about"}},
		Items:   []jsonItem{},
	}
	for _, a := range v.list {
		item := jsonItem{
			ID: v.base + a.URL, URL: v.feedLink(a), Title: a.Title, Summary: a.Lede,
			Image:         v.base + "/img/" + a.Slug + ".svg",
			DatePublished: a.Published.Format(time.RFC3339), DateModified: a.modified().Format(time.RFC3339),
			Authors: []jsonAuthor{{Name: a.Author}}, Tags: []string{a.Section}, Language: a.Lang,
		}
		if p.fullText {
			item.ContentHTML = bodyHTML(a)
		} else {
			item.ContentText = a.Lede
		}
		doc.Items = append(doc.Items, item)
	}
	return json.MarshalIndent(doc, "", "  ")
}
