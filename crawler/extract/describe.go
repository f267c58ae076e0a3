package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// describe fills in everything but the text.
func (h *head) describe(p *Page, doc *html.Node, blocks []*block, base *url.URL) {
	h.addresses(p, base)
	if base.Host == "" {
		if u, err := url.Parse(p.URL); err == nil {
			base = u
		}
	}
	if u := absolute(h.link("amphtml"), base); u != nil {
		p.AMP = u.String()
	}
	p.Lang = h.language()
	p.Title = h.headline(doc, base)
	h.titleSite = besideHeadline(h.title, p.Title)
	p.Site = h.siteName(base)
	p.Description = h.first("og:description", "description", "twitter:description", "dc.description")
	p.Section = h.section()
	p.Image = h.image(base)
	p.Authors = h.authors(doc, base)
	h.dates(p, doc, blocks, base)
	h.rights(p)
}

// language returns the declared language. <html lang> is often left at the
// default of a theme, so two other declarations that agree overrule it.
func (h *head) language() string {
	votes := []string{langCode(h.htmlLang), langCode(h.first("og:locale"))}
	if h.article != nil {
		votes = append(votes, langCode(h.article.text("inLanguage")))
	}
	votes = append(votes, langCode(h.first("content-language", "dc.language", "dcterms.language", "language")))
	count := map[string]int{}
	best := ""
	for _, v := range votes {
		if v == "" {
			continue
		}
		count[v]++
		if best == "" || count[v] > count[best] {
			best = v
		}
	}
	return best
}

// siteName returns the outlet's name as the page tells it, else its host name.
func (h *head) siteName(base *url.URL) string {
	for _, name := range []string{
		h.first("og:site_name"), h.publisher(), h.first("application-name", "apple-mobile-web-app-title", "dc.publisher"),
	} {
		name = strings.TrimPrefix(name, "@")
		if u, err := url.Parse(name); err == nil && u.Host != "" {
			name = siteHost(u.Hostname())
		}
		if name != "" && len(name) <= 80 {
			return name
		}
	}
	if h.titleSite != "" {
		return h.titleSite
	}
	return siteHost(base.Hostname())
}

// besideHeadline returns what a page's title says beside the headline, if that
// can be a name: one part of at most five words.
func besideHeadline(title, headline string) string {
	seps := titleSeparator.FindAllStringIndex(title, -1)
	if len(seps) == 0 || headline == "" {
		return ""
	}
	first, last := seps[0], seps[len(seps)-1]
	for _, cut := range [][2]string{{title[:last[0]], title[last[1]:]}, {title[first[1]:], title[:first[0]]}} {
		name := trimTitle(cut[1])
		if sameTitle(cut[0], headline) && name != "" && len(strings.Fields(name)) <= 5 {
			return name
		}
	}
	return ""
}

// section returns the part of the paper the article stands in.
func (h *head) section() string {
	if h.article != nil {
		if s := h.article.text("articleSection"); s != "" && len(s) <= 80 {
			return s
		}
	}
	if s := h.first("article:section", "parsely-section", "section", "cxenseparse:category"); len(s) <= 80 {
		return s
	}
	return ""
}

// image returns the absolute address of the lead image.
func (h *head) image(base *url.URL) string {
	candidates := []string{h.first("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"), h.link("image_src")}
	if h.article != nil {
		candidates = append(candidates, imageURL(h.article["image"]))
	}
	for _, c := range candidates {
		if u := absolute(c, base); u != nil {
			return u.String()
		}
	}
	return ""
}

func imageURL(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case []any:
		if len(v) > 0 {
			return imageURL(v[0])
		}
	case map[string]any:
		if s, ok := v["url"].(string); ok {
			return s
		}
		if s, ok := v["contentUrl"].(string); ok {
			return s
		}
	}
	return ""
}
