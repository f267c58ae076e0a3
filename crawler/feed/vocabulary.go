package feed

import "strings"

// canonicalOf gives the prefix under which a namespace is known here. Empty
// stands for the vocabularies of feeds themselves, which share their names.
func canonicalOf(uri string) (string, bool) {
	switch u := strings.ToLower(strings.TrimSuffix(strings.TrimSpace(uri), "/")); u {
	case "", "http://backend.userland.com/rss", "http://backend.userland.com/rss2",
		"http://blogs.law.harvard.edu/tech/rss", "http://cyber.law.harvard.edu/rss/rss.html",
		"http://purl.org/rss/1.0", "http://my.netscape.com/rdf/simple/0.9",
		"http://channel.netscape.com/rdf/simple/0.9", "http://purl.org/net/rss1.1#",
		"http://www.w3.org/2005/atom", "http://purl.org/atom/ns#", "http://purl.org/echo",
		"http://purl.org/pie", "uri/of/echo/namespace#", "http://example.com/necho", "http://example.com/newformat#":
		return "", true
	case "http://www.w3.org/1999/02/22-rdf-syntax-ns#":
		return "rdf", true
	case "http://purl.org/dc/elements/1.1", "http://purl.org/dc/elements/1.0":
		return "dc", true
	case "http://purl.org/dc/terms":
		return "dcterms", true
	case "http://purl.org/rss/1.0/modules/content":
		return "content", true
	case "http://purl.org/rss/1.0/modules/syndication":
		return "sy", true
	case "http://www.itunes.com/dtds/podcast-1.0.dtd", "http://example.com/dtds/podcast-1.0.dtd":
		return "itunes", true
	case "http://search.yahoo.com/mrss":
		return "media", true
	case "http://rssnamespace.org/feedburner/ext/1.0":
		return "feedburner", true
	case "http://www.w3.org/1999/xhtml":
		return "xhtml", true
	case "http://www.w3.org/xml/1998/namespace":
		return "xml", true
	default:
		return "", false
	}
}

// declare binds the prefixes that a tag declares and returns how many.
func (b *builder) declare(attrs []attr) int {
	count := 0
	for _, a := range attrs {
		prefix, local := splitName(a.name)
		var bound string
		switch {
		case prefix == "xmlns":
			bound = local
		case prefix == "" && local == "xmlns":
		default:
			continue
		}
		canonical, known := canonicalOf(a.value)
		if !known {
			canonical = bound
		}
		b.spaces = append(b.spaces, binding{prefix: bound, canonical: canonical})
		count++
	}
	return count
}

// unbind ends the declarations that an element made.
func (b *builder) unbind(n *node) {
	for len(b.spaces) > 0 && b.spaces[len(b.spaces)-1].owner == n {
		b.spaces = b.spaces[:len(b.spaces)-1]
	}
}

// maxBindings is how far back a declaration of a prefix is looked for.
const maxBindings = 256

func (b *builder) canonicalPrefix(prefix string) string {
	for i := len(b.spaces) - 1; i >= max(0, len(b.spaces)-maxBindings); i-- {
		if b.spaces[i].prefix == prefix {
			return b.spaces[i].canonical
		}
	}
	if prefix == "atom" || prefix == "rss" {
		return ""
	}
	return prefix
}

func (b *builder) canonical(prefix, local string) string {
	if p := b.canonicalPrefix(prefix); p != "" {
		return p + ":" + local
	}
	return local
}

// isEntry reports whether an element is one entry of a feed.
func isEntry(name string) bool { return name == "item" || name == "entry" }

// isFrame reports whether an element may hold entries or is one.
func isFrame(name string) bool {
	switch name {
	case "item", "entry", "channel", "rss", "feed", "rdf:rdf":
		return true
	}
	return false
}

// isTextField reports whether an element holds text and nothing else, so that
// another field inside it means that its end tag is missing.
func isTextField(name string) bool {
	switch name {
	case "title", "link", "guid", "id", "pubdate", "published", "updated", "issued", "modified", "created",
		"ttl", "language", "comments", "lastbuilddate", "dc:date", "dc:creator", "dc:language":
		return true
	}
	return false
}

// isField reports whether an element is a field of a feed or an entry.
func isField(name string) bool {
	switch name {
	case "description", "summary", "content", "content:encoded", "author", "category", "source", "enclosure", "image":
		return true
	}
	return isTextField(name)
}

// isVoid reports whether an element of HTML never has an end tag, for markup
// that stands unescaped in a feed. Names that feeds use otherwise are not here.
func isVoid(name string) bool {
	switch name {
	case "br", "hr", "img", "wbr", "xhtml:br", "xhtml:hr", "xhtml:img", "xhtml:wbr":
		return true
	}
	return false
}
