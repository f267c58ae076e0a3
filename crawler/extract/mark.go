package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Marks are runes of the two supplementary private use planes.
const (
	markFirst = 0xF0000
	markGap   = 0xFFFFE // the two non-characters at the end of plane 15
	markLast  = 0x10FFFD
	maxMarks  = markLast - markFirst + 1 - 2
)

func isPrivate(r rune) bool {
	return r >= 0xE000 && r <= 0xF8FF || r >= markFirst
}

func hasPrivate(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c == 0xEE || c == 0xEF || c >= 0xF3 { // first bytes of private runes, and of some others
			return strings.ContainsFunc(s[i:], isPrivate)
		}
	}
	return false
}

func markOf(i int) rune {
	r := rune(markFirst + i)
	if r >= markGap {
		r += 2
	}
	return r
}

func indexOf(r rune) (int, bool) {
	switch {
	case r < markFirst || r > markLast || r == markGap || r == markGap+1:
		return 0, false
	case r > markGap:
		r -= 2
	}
	return int(r - markFirst), true
}

// marked is a page whose text nodes are numbered, so that what an extractor
// keeps of a copy can be read off the copy and looked up in the original.
type marked struct {
	root    *html.Node
	texts   []*html.Node // by number
	letters []int        // in each of them
	index   map[*html.Node]int
}

// mark numbers the text nodes of doc that hold text. Private-use runes of the
// page itself (icon fonts) are removed. Text nodes beyond maxMarks stay unnumbered.
func mark(doc *html.Node) *marked {
	m := &marked{root: doc, index: map[*html.Node]int{}}
	walk(doc, func(n *html.Node) bool {
		if n.Type == html.ElementNode && unseen[n.DataAtom] {
			return false
		}
		if n.Type != html.TextNode {
			return true
		}
		if hasPrivate(n.Data) {
			n.Data = strings.Map(dropPrivate, n.Data)
		}
		if count := letters(n.Data); count > 0 && len(m.texts) < maxMarks {
			m.index[n] = len(m.texts)
			m.texts = append(m.texts, n)
			m.letters = append(m.letters, count)
		}
		return true
	})
	return m
}

func dropPrivate(r rune) rune {
	if isPrivate(r) {
		return -1
	}
	return r
}

// copyMarked returns a deep copy of the page for an extractor: every numbered text
// node ends with its mark, and what extractors throw away or read only for the
// metadata, which is not taken from them, is left out.
func (m *marked) copyMarked() *html.Node {
	return m.copy(m.root)
}

// uncopied are the elements that no extractor needs to see.
var uncopied = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Template: true, atom.Noscript: true, atom.Svg: true, atom.Link: true,
}

func (m *marked) copy(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: slices.Clone(n.Attr)}
	if i, ok := m.index[n]; ok {
		c.Data = insertMark(n.Data, markOf(i))
	}
	if n.DataAtom == atom.Head {
		for _, known := range knownMetadata {
			c.AppendChild(&html.Node{
				Type: html.ElementNode, DataAtom: atom.Meta, Data: "meta",
				Attr: []html.Attribute{{Key: "name", Val: known[0]}, {Key: "content", Val: known[1]}},
			})
		}
		return c
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type != html.CommentNode && !uncopied[k.DataAtom] {
			c.AppendChild(m.copy(k))
		}
	}
	return c
}

// knownMetadata spares trafilatura the search for an author and for tags in the
// text.
var knownMetadata = [...][2]string{{"author", "Nomen Nescio"}, {"keywords", "news"}}

// insertMark puts the mark at the end of the text, before trailing white space.
func insertMark(s string, mark rune) string {
	trimmed := strings.TrimRight(s, " \t\r\n")
	return trimmed + string(mark) + s[len(trimmed):]
}

// survivors returns, by number, which text nodes left their mark below root.
func (m *marked) survivors(root *html.Node) []bool {
	kept := make([]bool, len(m.texts))
	if root == nil {
		return kept
	}
	walk(root, func(n *html.Node) bool {
		if n.Type == html.TextNode {
			for _, r := range n.Data {
				if i, ok := indexOf(r); ok && i < len(kept) {
					kept[i] = true
				}
			}
		}
		return true
	})
	return kept
}
