package feed

import (
	"encoding/base64"
	"strings"
)

// A value is the text of an element together with how to read it.
type value struct {
	text string
	// literal is true for text in which "<" and "&" stand for themselves.
	literal bool
	base    string
}

// construct reads an element as a text construct: RFC 4287 section 3.1 for
// Atom, its forerunner of Atom 0.3 with a mode, HTML for everything else.
func construct(n *node) value {
	kind := strings.ToLower(strings.TrimSpace(n.attr("type")))
	mode := strings.ToLower(strings.TrimSpace(n.attr("mode")))
	v := value{base: n.base}
	switch {
	case mode == "base64" || kind != "" && isBinary(kind):
		raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(n.plain()), ""))
		if err != nil {
			return v
		}
		v.text = strings.ToValidUTF8(string(raw), "\uFFFD")
		v.literal = kind == "text/plain"
	case n.hasElements():
		v.base, v.text = innerMarkup(n)
	default:
		v.text = n.plain()
		v.literal = isLiteral(n, kind)
	}
	return v
}

// isBinary reports whether the content of a type is base64 by RFC 4287 section 4.1.3.3.
func isBinary(kind string) bool {
	return strings.Contains(kind, "/") && !strings.HasPrefix(kind, "text/") &&
		!strings.HasSuffix(kind, "xml") && !strings.HasSuffix(kind, "html")
}

// isLiteral reports whether an element without child elements holds plain text.
// Only Atom can say so; in RSS nobody knows, and HTML is the safe guess.
func isLiteral(n *node, kind string) bool {
	switch kind {
	case "text", "text/plain":
		return true
	case "":
		return inAtom(n) && (n.name == "title" || n.name == "summary" || n.name == "content") && !looksLikeHTML(n.plain())
	}
	return false
}

// inAtom reports whether an element belongs to an Atom feed.
func inAtom(n *node) bool {
	for ; n != nil; n = n.parent {
		if n.name == "feed" {
			return true
		}
	}
	return false
}

// title returns a value as one line of plain text.
func (v value) title() string {
	if v.literal {
		return collapse(unescapeTwice(v.text))
	}
	return plainText(v.text)
}

// html returns a value as harmless HTML with absolute links.
func (v value) html() string {
	if v.literal {
		return escapeText(v.text)
	}
	return Sanitize(v.text, v.base)
}

// innerMarkup serialises the children of an element as HTML. A single div
// around them, as Atom's xhtml wants it, is not part of the content.
func innerMarkup(n *node) (base, markup string) {
	if d := onlyElement(n); d != nil && d.name == "xhtml:div" && n.attr("type") == "xhtml" {
		n = d
	}
	var b strings.Builder
	writeChildren(&b, n)
	return n.base, strings.TrimSpace(b.String())
}

// onlyElement returns the child element of n when there is one and no text beside it.
func onlyElement(n *node) *node {
	var only *node
	for _, c := range n.children {
		switch {
		case c.name == "" && strings.TrimSpace(c.text) == "":
		case c.name == "" || only != nil:
			return nil
		default:
			only = c
		}
	}
	return only
}

func writeChildren(b *strings.Builder, n *node) {
	for _, c := range n.children {
		switch {
		case c.name != "":
			writeElement(b, c)
		case c.cdata && strings.Contains(c.text, "<") && !strings.HasPrefix(n.name, "xhtml:"):
			b.WriteString(c.text)
		default:
			b.WriteString(escapeText(c.text))
		}
	}
}

func writeElement(b *strings.Builder, n *node) {
	tag := n.tag
	if prefix, _, found := strings.Cut(n.name, ":"); found && prefix != "xhtml" {
		tag = n.name
	}
	b.WriteString("<" + tag)
	for _, a := range n.attrs {
		value := a.value
		if isURLAttr(a.name) && n.base != n.parent.base {
			value = resolve(n.base, value)
		}
		b.WriteString(" " + a.name + `="` + escapeAttr(value) + `"`)
	}
	if isVoidHTML(tag) {
		b.WriteString(" />")
		return
	}
	b.WriteByte('>')
	writeChildren(b, n)
	b.WriteString("</" + tag + ">")
}
