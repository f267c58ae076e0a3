package extract

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Elements whose text is never shown as part of a page.
var unseen = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Head: true,
	atom.Svg: true, atom.Math: true, atom.Iframe: true, atom.Object: true, atom.Embed: true,
	atom.Canvas: true, atom.Audio: true, atom.Video: true, atom.Select: true, atom.Textarea: true,
	atom.Input: true, atom.Datalist: true, atom.Dialog: true, atom.Noembed: true, atom.Noframes: true,
	atom.Title: true, atom.Map: true, atom.Progress: true, atom.Meter: true,
}

// Elements that do not interrupt a line of text.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.Acronym: true, atom.B: true, atom.Bdi: true, atom.Bdo: true,
	atom.Big: true, atom.Button: true, atom.Cite: true, atom.Code: true, atom.Data: true, atom.Del: true,
	atom.Dfn: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Ins: true, atom.Kbd: true,
	atom.Label: true, atom.Mark: true, atom.Nobr: true, atom.Output: true, atom.Q: true, atom.Ruby: true,
	atom.S: true, atom.Samp: true, atom.Small: true, atom.Span: true, atom.Strike: true, atom.Strong: true,
	atom.Sub: true, atom.Sup: true, atom.Time: true, atom.Tt: true, atom.U: true, atom.Var: true,
	atom.Wbr: true, atom.Img: true, atom.Picture: true, atom.Br: true,
}

func isInline(n *html.Node) bool {
	return inline[n.DataAtom] || n.DataAtom == 0 && !strings.Contains(n.Data, "-")
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// hidden reports whether the element says of itself that it is not displayed.
func hidden(n *html.Node) bool {
	if hasAttr(n, "hidden") {
		return true
	}
	style := strings.ToLower(attr(n, "style"))
	if style == "" {
		return false
	}
	style = strings.ReplaceAll(style, " ", "")
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// walk calls visit for every node below and including n in document order; when
// visit returns false the node's children are passed over.
func walk(n *html.Node, visit func(*html.Node) bool) {
	if !visit(n) {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, visit)
	}
}

// find returns the first element for which match is true, nil if none.
func find(root *html.Node, match func(*html.Node) bool) *html.Node {
	var found *html.Node
	walk(root, func(n *html.Node) bool {
		if found == nil && n.Type == html.ElementNode && match(n) {
			found = n
		}
		return found == nil
	})
	return found
}

// findAll returns the elements for which match is true, in document order.
func findAll(root *html.Node, match func(*html.Node) bool) []*html.Node {
	var found []*html.Node
	walk(root, func(n *html.Node) bool {
		if n.Type == html.ElementNode && match(n) {
			found = append(found, n)
		}
		return true
	})
	return found
}

func byTag(tags ...atom.Atom) func(*html.Node) bool {
	return func(n *html.Node) bool {
		for _, t := range tags {
			if n.DataAtom == t {
				return true
			}
		}
		return false
	}
}

// textOf returns the displayed text below n on one line.
func textOf(n *html.Node) string {
	var b strings.Builder
	walk(n, func(c *html.Node) bool {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.Type == html.ElementNode && c != n && (unseen[c.DataAtom] || hidden(c)):
			return false
		case c.Type == html.ElementNode && (c.DataAtom == atom.Br || !isInline(c)):
			b.WriteByte(' ')
		}
		return true
	})
	return oneLine(b.String())
}

// oneLine collapses white space, drops soft hyphens, zero-width characters and
// control characters, and trims.
func oneLine(s string) string {
	if isOneLine(s) {
		return s
	}
	var short [shortText]byte
	out := short[:0]
	if len(s) > shortText {
		out = make([]byte, 0, len(s))
	}
	gap := false
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
			r = visible(r)
		}
		i += size
		switch {
		case r == ' ' || r >= '\t' && r <= '\r' || r >= utf8.RuneSelf && unicode.IsSpace(r):
			gap = len(out) > 0
			continue
		case r < ' ' || r == 0x7F: // what visible drops is below zero
			continue
		case gap:
			out = append(out, ' ')
			gap = false
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}

// isOneLine reports whether oneLine would return s as it is.
func isOneLine(s string) bool {
	gap := true // also before the first character
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == ' ':
			if gap {
				return false
			}
			gap = true
			i++
			continue
		case c < ' ' || c == 0x7F:
			return false
		case c < utf8.RuneSelf:
			i++
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 || visible(r) != r || unicode.IsSpace(r) {
				return false
			}
			i += size
		}
		gap = false
	}
	return !gap || s == ""
}

func visible(r rune) rune {
	switch {
	case r == '\u00AD' || r == '\u200B' || r == '\u2060' || r == '\uFEFF':
		return -1
	case r == '\u00A0' || r == '\u202F' || r == '\u2007':
		return ' '
	case unicode.IsSpace(r):
		return r
	case unicode.IsControl(r):
		return -1
	case isPrivate(r):
		return -1
	}
	return r
}

// letters counts the letters and digits of s.
func letters(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf {
			return n + lettersBeyondASCII(s[i:])
		} else if alphanumeric[c] {
			n++
		}
	}
	return n
}

func lettersBeyondASCII(s string) int {
	n := 0
	for _, r := range s {
		if isLetterOrDigit(r) {
			n++
		}
	}
	return n
}

// parse reads the page as HTML, up to maxTags tags. A page nested deeper than the
// HTML parser allows, or made to blow it up, is read with the nesting flattened.
func parse(page []byte) (*html.Node, error) {
	cut, hostile := survey(page)
	page = page[:cut]
	if !hostile {
		if doc, err := html.Parse(bytes.NewReader(page)); err == nil {
			return doc, nil
		}
	}
	return html.Parse(bytes.NewReader(flatten(page)))
}

// Elements that flatten keeps; none of them nests deeply in a sane page.
var flatTags = map[atom.Atom]bool{
	atom.Html: true, atom.Head: true, atom.Body: true, atom.Title: true, atom.Meta: true, atom.Link: true,
	atom.Script: true, atom.Style: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.Br: true,
}

// flatten rewrites a page so that nothing nests: paragraphs and other containers
// become line breaks between paragraphs, inline elements are dropped.
func flatten(page []byte) []byte {
	var out bytes.Buffer
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		kind := z.Next()
		raw := z.Raw()
		switch kind {
		case html.ErrorToken:
			return out.Bytes()
		case html.TextToken:
			out.Write(raw)
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			raw = bytes.Clone(raw)
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			switch {
			case flatTags[tag]:
				out.Write(raw)
			case !inline[tag]:
				out.WriteString("<p>")
			}
		}
	}
}
