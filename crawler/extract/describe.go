package extract

import "net/url"

func (h *head) describe(p *Page, base *url.URL) {
	p.Title = h.first("og:title")
	if p.Title == "" {
		p.Title = h.title
	}
	p.Lang = langCode(h.htmlLang)
	p.Site = h.first("og:site_name")
	p.Description = h.first("og:description", "description")
	p.Image = h.first("og:image")
	p.Canonical = h.link("canonical")
	if h.article != nil {
		p.Published, p.Modified = h.article.date("datePublished"), h.article.date("dateModified")
		p.Authors = names(h.article["author"])
	}
	if p.Published.IsZero() {
		p.Published, _ = parseTime(h.first("article:published_time", "date", "dc.date", "datepublished"))
	}
	if !p.Published.IsZero() {
		p.PublishedFrom = FromMarkup
	}
	if p.URL == "" {
		p.URL = p.Canonical
	}
}
