package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// head is what the page says about itself in markup meant for machines.
type head struct {
	meta     map[string][]string // by lower-case name, property or itemprop
	links    map[string][]string // href by lower-case rel
	title    string
	htmlLang string
	things   []thing
	article  thing // may be nil

	titleSite string // name that <title> puts beside the headline, if any
}

// maxNames is how many meta elements of one name are kept.
const maxNames = 50

func readHead(doc *html.Node) *head {
	h := &head{meta: map[string][]string{}, links: map[string][]string{}}
	walk(doc, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return true
		}
		switch n.DataAtom {
		case atom.Html:
			h.htmlLang = attr(n, "lang")
			if h.htmlLang == "" {
				h.htmlLang = attr(n, "xml:lang")
			}
			if hasAttr(n, "amp") || hasAttr(n, "⚡") {
				h.links["self-amp"] = []string{""}
			}
		case atom.Meta:
			h.addMeta(n)
		case atom.Link:
			h.addLink(n)
		case atom.Title:
			if h.title == "" && n.Namespace == "" && n.FirstChild != nil {
				h.title = oneLine(n.FirstChild.Data[:min(len(n.FirstChild.Data), maxMeta)])
			}
		case atom.Svg:
			return false
		}
		return true
	})
	h.things = linkedData(doc)
	h.article = articleOf(h.things, h.title, h.first("og:title", "twitter:title"))
	return h
}

func (h *head) addMeta(n *html.Node) {
	content := attr(n, "content")
	content = oneLine(content[:min(len(content), maxMeta)])
	if content == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		for name := range strings.FieldsSeq(strings.ToLower(attr(n, key))) {
			if len(h.meta[name]) < maxNames {
				h.meta[name] = append(h.meta[name], content)
			}
		}
	}
}

func (h *head) addLink(n *html.Node) {
	href := strings.TrimSpace(attr(n, "href"))
	if href == "" {
		return
	}
	for rel := range strings.FieldsSeq(strings.ToLower(attr(n, "rel"))) {
		h.links[rel] = append(h.links[rel], href)
	}
}

// first returns the first non-empty content of the names in their order.
func (h *head) first(names ...string) string {
	for _, name := range names {
		for _, content := range h.meta[name] {
			if s := plain(content); s != "" {
				return s
			}
		}
	}
	return ""
}

func (h *head) link(rel string) string {
	if hrefs := h.links[rel]; len(hrefs) > 0 {
		return hrefs[0]
	}
	return ""
}
