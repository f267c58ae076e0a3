package deck

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/sentences"
	"github.com/clipperhouse/uax29/v2/words"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// block is a paragraph, list item or heading of a Markdown text without its
// markup.
type block struct {
	text    string
	heading bool
	item    bool // the first paragraph of a list item
}

// blocksOf takes the markup off a Markdown text. Raw HTML and code blocks are
// left out: nobody reads them aloud.
func blocksOf(markdown string) []block {
	src := []byte(markdown)
	root := goldmark.DefaultParser().Parse(text.NewReader(src))
	var blocks []block
	// The visitor returns no error, so Walk returns none.
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n.Kind() {
		case ast.KindParagraph, ast.KindTextBlock, ast.KindHeading:
			b := block{text: inlineText(n, src), heading: n.Kind() == ast.KindHeading}
			b.item = n.Parent() != nil && n.Parent().Kind() == ast.KindListItem && n.PreviousSibling() == nil
			if b.text != "" {
				blocks = append(blocks, b)
			}
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return blocks
}

func inlineText(n ast.Node, src []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch t := n.(type) {
		case *ast.Text:
			b.Write(t.Segment.Value(src))
			if t.SoftLineBreak() || t.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(t.Value)
		case *ast.RawHTML, *ast.AutoLink:
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// sentencesOf cuts plain text at its sentence ends (UAX #29).
func sentencesOf(plain string) []string {
	var out []string
	for it := sentences.FromString(plain); it.Next(); {
		if s := strings.TrimSpace(it.Value()); hasWord(s) {
			out = append(out, s)
		}
	}
	return out
}

// wordsOf returns the words of a plain text, numbers included (UAX #29).
func wordsOf(plain string) []string {
	var out []string
	for it := words.FromString(plain); it.Next(); {
		if hasWord(it.Value()) {
			out = append(out, it.Value())
		}
	}
	return out
}

func hasWord(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}
