package extract

import (
	"bytes"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds on what one page may cost. Pages of real sites stay far below them.
const (
	// MaxBytes is how much of a page is read; the rest is cut off.
	MaxBytes = 8 << 20

	// maxTags is how many tags are read; a page is cut off behind them. Four times
	// what the largest of 1,350 saved news pages has.
	maxTags = 100_000

	// maxOpen is how many elements that the HTML parser opens again in every
	// paragraph may be open at once. Each costs a node per paragraph.
	maxOpen = 40

	// maxBlocks is up to how many blocks trafilatura runs, whose time grows with
	// the square of their number; above it readability decides alone.
	maxBlocks = 2500

	// maxReadable is the same for readability; above it the paragraphs that stand
	// in the same place of the page as most of its prose are taken.
	maxReadable = 6000

	// maxMeta is how much is kept of a title or of the content of a meta element.
	maxMeta = 2000

	// maxAttr is how much of an attribute's value is looked at for names.
	maxAttr = 300
)

// reopened are the elements that the HTML standard's "reconstruct the active
// formatting elements" step copies into every following block.
var reopened = map[atom.Atom]bool{
	atom.A: true, atom.B: true, atom.Big: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true,
	atom.Nobr: true, atom.S: true, atom.Small: true, atom.Strike: true, atom.Strong: true, atom.Tt: true, atom.U: true,
}

// survey counts the tags of a page. It returns where the page must be cut so as
// to have no more than maxTags of them, and whether so many formatting elements
// are open at once that the page must be flattened.
func survey(page []byte) (cut int, hostile bool) {
	z := html.NewTokenizer(bytes.NewReader(page))
	open := map[atom.Atom]int{}
	total := 0
	for tags, at := 0, 0; ; {
		kind := z.Next()
		at += len(z.Raw())
		switch kind {
		case html.ErrorToken:
			return len(page), hostile
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			if tags++; tags > maxTags {
				return at, hostile
			}
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			switch {
			case !reopened[tag]:
			case kind == html.StartTagToken:
				open[tag]++
				if total++; total > maxOpen {
					hostile = true
				}
			case kind == html.EndTagToken && open[tag] > 0:
				open[tag]--
				total--
			}
		}
	}
}
