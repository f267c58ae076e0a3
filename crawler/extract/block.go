package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A piece is a run of text in a block: a text node, or a line break (node nil).
type piece struct {
	node *html.Node
	id   int // number of the mark, -1 if the node has none
	link bool
}

// A block is a stretch of inline content between two block boundaries of the
// page: the unit in which text is kept or dropped.
type block struct {
	kind    Kind
	level   int        // 1 to 6 for headings
	parent  *html.Node // the innermost block-level element around it
	pieces  []piece
	letters int  // in the whole block
	linked  int  // of them inside links
	item    bool // in a list
	cell    bool // in a table
	caption bool // in a figure caption
}

// segmenter cuts a page into blocks in document order.
type segmenter struct {
	m      *marked
	blocks []*block
	cur    *block
	breaks int
	stack  context
}

// context is what the ancestors of the current node say about it.
type context struct {
	kind    Kind
	level   int
	link    bool
	item    bool
	cell    bool
	caption bool
	parent  *html.Node
}

// segment returns the blocks of the page that hold letters or digits.
func segment(m *marked) []*block {
	s := &segmenter{m: m, stack: context{kind: Paragraph}}
	s.visit(m.root)
	s.flush()
	return s.blocks
}

func (s *segmenter) visit(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		s.text(n)
		return
	case html.ElementNode:
		if unseen[n.DataAtom] || hidden(n) {
			return
		}
	case html.DocumentNode:
	default:
		return
	}
	if n.DataAtom == atom.Br {
		s.lineBreak()
		return
	}
	saved := s.stack
	boundary := s.enter(n)
	if boundary {
		s.flush()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s.visit(c)
	}
	if boundary {
		s.flush()
	}
	s.stack = saved
}

// enter updates the context for the inside of n and reports whether n begins a
// block of its own.
func (s *segmenter) enter(n *html.Node) bool {
	switch n.DataAtom {
	case atom.A:
		s.stack.link = s.stack.link || hasAttr(n, "href")
		return false
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		s.stack.kind, s.stack.level = Heading, int(n.Data[1]-'0')
	case atom.Blockquote:
		s.stack.kind = Quote
	case atom.Li, atom.Dd, atom.Dt:
		s.stack.item = true
	case atom.Figcaption, atom.Caption:
		s.stack.caption = true
	case atom.Table:
		s.stack.cell = true
	case atom.Td, atom.Th:
		s.space()
		return false
	}
	if n.Type == html.ElementNode && isInline(n) {
		return false
	}
	s.stack.parent = n
	return true
}

func (s *segmenter) text(n *html.Node) {
	id, ok := s.m.index[n]
	if !ok {
		id = -1
		if strings.TrimSpace(n.Data) == "" && s.cur == nil {
			return
		}
	}
	if s.cur == nil {
		s.cur = &block{
			kind: s.stack.kind, level: s.stack.level, parent: s.stack.parent,
			item: s.stack.item, cell: s.stack.cell, caption: s.stack.caption,
		}
	}
	if ok {
		s.breaks = 0
		count := s.m.letters[id]
		s.cur.letters += count
		if s.stack.link {
			s.cur.linked += count
		}
	}
	s.cur.pieces = append(s.cur.pieces, piece{node: n, id: id, link: s.stack.link})
}

// lineBreak turns one <br> into a line break and two into a new block.
func (s *segmenter) lineBreak() {
	if s.cur == nil {
		return
	}
	s.breaks++
	if s.breaks > 1 {
		s.flush()
		return
	}
	s.cur.pieces = append(s.cur.pieces, piece{id: -1})
}

func (s *segmenter) space() {
	if s.cur != nil {
		s.cur.pieces = append(s.cur.pieces, piece{node: blank, id: -1})
	}
}

// blank stands between two table cells.
var blank = &html.Node{Type: html.TextNode, Data: " "}

func (s *segmenter) flush() {
	if s.cur != nil && s.cur.letters > 0 {
		s.blocks = append(s.blocks, s.cur)
	}
	s.cur, s.breaks = nil, 0
}

// text renders the pieces of the block for which keep is true; a nil keep takes
// all of them. Lines are separated by "\n".
func (b *block) text(keep func(id int) bool) string {
	if len(b.pieces) == 1 && keep == nil {
		return oneLine(b.pieces[0].node.Data)
	}
	var out strings.Builder
	for _, p := range b.pieces {
		switch {
		case p.node == nil:
			out.WriteByte('\n')
		case p.id < 0 || keep == nil || keep(p.id):
			out.WriteString(strings.ReplaceAll(p.node.Data, "\n", " "))
		default:
			out.WriteByte(' ')
		}
	}
	lines := strings.Split(out.String(), "\n")
	kept := lines[:0]
	for _, l := range lines {
		if l = oneLine(l); l != "" {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n")
}

// share returns which part of the block's letters, 0 to 1, lies in text nodes
// for which kept is true.
func (b *block) share(kept []bool) float64 {
	n := 0
	for _, p := range b.pieces {
		if p.id >= 0 && kept[p.id] {
			n += letters(p.node.Data)
		}
	}
	if b.letters == 0 {
		return 0
	}
	return float64(n) / float64(b.letters)
}
