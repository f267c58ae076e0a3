package feed

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Sanitize reduces the HTML of a stranger to elements and attributes that
// cannot run code or load other pages, makes the links in it absolute, balances
// its tags and writes attributes in alphabetical order. Text keeps its
// references as they were written. It is no licence to show the result as part
// of a page without a content security policy.
func Sanitize(markup, base string) string {
	if !strings.ContainsAny(markup, "<&>") {
		return strings.TrimSpace(markup)
	}
	c := cleaner{tokens: html.NewTokenizer(strings.NewReader(endComments(markup))), base: base}
	c.run()
	return strings.TrimSpace(c.out.String())
}

// A cleaner copies the harmless part of HTML tokens.
type cleaner struct {
	tokens *html.Tokenizer
	base   string
	out    strings.Builder
	// open are the elements written and not yet closed.
	open []string
	// dropping is the element whose whole content is left out, and how deep
	// elements of its name are nested there.
	dropping string
	dropped  int
}

// maxOpen is how many elements may lie in one another.
const maxOpen = 200

func (c *cleaner) run() {
	for {
		switch c.tokens.Next() {
		case html.ErrorToken:
			for i := len(c.open) - 1; i >= 0; i-- {
				c.out.WriteString("</" + c.open[i] + ">")
			}
			return
		case html.TextToken:
			if c.dropping == "" {
				c.text(string(c.tokens.Raw()))
			}
		case html.StartTagToken:
			c.start(false)
		case html.SelfClosingTagToken:
			c.start(true)
		case html.EndTagToken:
			name, _ := c.tokens.TagName()
			c.end(string(name))
		}
	}
}

func (c *cleaner) start(selfClosing bool) {
	name, hasAttr := c.tokens.TagName()
	tag := string(name)
	if tag != "script" && tag != "style" {
		c.tokens.NextIsNotRawText()
	}
	if c.dropping != "" {
		if tag == c.dropping && !selfClosing {
			c.dropped++
		}
		return
	}
	switch list := allowed(); {
	case list.has("dropped", tag):
		if !selfClosing || tag == "script" || tag == "style" {
			c.dropping, c.dropped = tag, 1
		}
		return
	case !list.has("elements", tag) || len(c.open) >= maxOpen:
		return
	}
	c.endImplied(tag)
	c.out.WriteString("<" + tag)
	if hasAttr {
		c.attributes(tag)
	}
	if isVoidHTML(tag) {
		c.out.WriteString(" />")
		return
	}
	c.out.WriteByte('>')
	if selfClosing {
		c.out.WriteString("</" + tag + ">")
		return
	}
	c.open = append(c.open, tag)
}

// endImplied closes an element that cannot hold another of its name.
func (c *cleaner) endImplied(tag string) {
	if len(c.open) == 0 || c.open[len(c.open)-1] != tag {
		return
	}
	switch tag {
	case "p", "li", "dt", "dd", "tr", "td", "th", "option":
		c.end(tag)
	}
}

func (c *cleaner) end(tag string) {
	if c.dropping != "" {
		if tag == c.dropping {
			if c.dropped--; c.dropped == 0 {
				c.dropping = ""
			}
		}
		return
	}
	for i := len(c.open) - 1; i >= 0; i-- {
		if c.open[i] != tag {
			continue
		}
		for j := len(c.open) - 1; j >= i; j-- {
			c.out.WriteString("</" + c.open[j] + ">")
		}
		c.open = c.open[:i]
		return
	}
}

func (c *cleaner) attributes(tag string) {
	var kept []attr
	for more := true; more; {
		var key, val []byte
		key, val, more = c.tokens.TagAttr()
		name, value := string(key), string(val)
		if !allowed().has("attributes", name) || len(kept) >= maxAttrs ||
			slices.ContainsFunc(kept, func(a attr) bool { return a.name == name }) {
			continue
		}
		if name == "style" {
			if value = cleanStyle(value); value == "" {
				continue
			}
		}
		if isURLAttr(name) {
			value = safeURL(c.base, value)
		}
		kept = append(kept, attr{name, value})
	}
	slices.SortFunc(kept, func(a, b attr) int { return strings.Compare(a.name, b.name) })
	for _, a := range kept {
		c.out.WriteString(" " + a.name + `="` + escapeAttr(a.value) + `"`)
	}
}

// safeURL resolves a link and empties it when its scheme is not on the list:
// javascript:, data: and all that nobody has thought of.
func safeURL(base, ref string) string {
	ref = cleanURL(strings.Map(func(r rune) rune {
		if r < ' ' {
			return -1
		}
		return r
	}, ref))
	abs := resolve(base, ref)
	scheme, _, found := strings.Cut(abs, ":")
	if !found || strings.ContainsAny(scheme, "/?#") {
		return abs
	}
	if !allowed().has("schemes", strings.ToLower(scheme)) {
		return ""
	}
	if _, err := url.Parse(abs); err != nil && strings.ContainsAny(abs, "\"'<>") {
		return ""
	}
	return abs
}

// text writes character data. Its references stay as they are, as far as they
// are any; what remains of "<", ">" and "&" is escaped.
func (c *cleaner) text(raw string) {
	for len(raw) > 0 {
		i := strings.IndexAny(raw, "<>&")
		if i < 0 {
			c.out.WriteString(raw)
			return
		}
		c.out.WriteString(raw[:i])
		raw = raw[i:]
		switch raw[0] {
		case '<':
			c.out.WriteString("&lt;")
			raw = raw[1:]
		case '>':
			c.out.WriteString("&gt;")
			raw = raw[1:]
		default:
			ref, n := normalReference(raw)
			c.out.WriteString(ref)
			raw = raw[n:]
		}
	}
}
