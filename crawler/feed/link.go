package feed

import "strings"

// entryLink returns the absolute URL of an entry's article.
func entryLink(n *node) string {
	for _, c := range n.all("feedburner:origlink") {
		if u := c.plain(); isWeb(u) {
			return u
		}
	}
	if u := linkOf(n); u != "" {
		return u
	}
	for _, g := range n.all("guid", "id") {
		permalink := !strings.EqualFold(strings.TrimSpace(g.attr("ispermalink")), "false")
		if u := g.plain(); permalink && isWeb(u) {
			return u
		}
	}
	if u := strings.TrimSpace(n.attr("rdf:about")); isWeb(u) {
		return u
	}
	return resolve(n.base, n.attr("href"))
}

// channelLink returns the absolute URL of a feed's site.
func channelLink(top *node) string {
	if u := linkOf(top); u != "" {
		return u
	}
	return resolve(top.base, top.attr("href"))
}

// linkOf picks among the links of RSS, whose address is their text, and those
// of Atom, whose address is an attribute and which say what they are. An
// ampersand that is escaped once too often is mended.
func linkOf(n *node) string {
	best, rank := "", 0
	for _, l := range n.all("link", "dc:source") {
		u := l.plain()
		if href := l.attr("href"); href != "" && (u == "" || l.attr("rel") != "") {
			u = href
		}
		if u = resolve(l.base, cleanURL(strings.ReplaceAll(u, "&amp;", "&"))); u == "" {
			continue
		}
		if r := linkRank(l); r > rank {
			best, rank = u, r
		}
	}
	return best
}

// linkRank says how much a link promises to be the page itself: 0 for those
// that are something else.
func linkRank(l *node) int {
	if l.name != "link" {
		return 1
	}
	rel := strings.ToLower(strings.TrimSpace(l.attr("rel")))
	rel = strings.TrimPrefix(rel, "http://www.iana.org/assignments/relation/")
	kind := strings.ToLower(l.attr("type"))
	isPage := kind == "" || strings.Contains(kind, "html")
	switch {
	case rel == "" && l.attr("href") == "":
		return 5
	case (rel == "" || rel == "alternate") && isPage:
		return 4
	case rel == "" || rel == "alternate":
		return 3
	case rel == "related" || rel == "via":
		return 2
	}
	return 0
}

// cleanURL takes out the line breaks that pretty printers put into addresses.
func cleanURL(u string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return -1
		}
		return r
	}, strings.TrimSpace(u))
}

func isWeb(u string) bool {
	u = strings.ToLower(u)
	return strings.HasPrefix(u, "http://") || strings.HasPrefix(u, "https://")
}
