package extract

import (
	"net/url"
)

// A candidate is a block of the page and what the extractors say about it.
type candidate struct {
	*block
	text     string
	generous float64 // share of its letters that recall keeps
	strict   float64 // share of its letters that readable keeps
	keep     bool
	why      string // which filter took it out or put it in; empty for the vote itself
}

func (c *candidate) drop(why string) {
	c.keep, c.why = false, why
}

func (c *candidate) restore(why string) {
	c.keep, c.why = true, why
}

// isProse reports whether the block is running text: a paragraph of some length
// outside lists and tables that is not a link.
func (c *candidate) isProse() bool {
	return c.kind != Heading && !c.item && !c.cell && !c.caption && c.letters >= 50 && c.linkShare() < 0.4
}

// vote runs the extractors over the page and marks what they agree on.
func vote(m *marked, blocks []*block, base *url.URL) []*candidate {
	if base.Host == "" {
		base = &url.URL{Scheme: "https", Host: "page.invalid", Path: "/"}
	}
	generous, _ := guarded(recall)(m.copyMarked(), base)
	strict, _ := guarded(readable)(m.copyMarked(), base)
	inGenerous, inStrict := m.survivors(generous), m.survivors(strict)

	cands := make([]*candidate, len(blocks))
	for i, b := range blocks {
		c := &candidate{block: b, text: b.text(nil), generous: b.share(inGenerous), strict: b.share(inStrict)}
		c.keep = c.generous >= 0.5 && c.strict >= 0.5
		cands[i] = c
	}
	if disagree(cands) {
		third, _ := guarded(balanced)(m.copyMarked(), base)
		inThird := m.survivors(third)
		for _, c := range cands {
			c.keep = c.share(inThird) >= 0.5
		}
	}
	return cands
}

// disagree reports whether the extractors took different things for the article:
// they share less than 0.7 of the prose of the generous one.
func disagree(cands []*candidate) bool {
	var generous, shared int
	for _, c := range cands {
		if !c.isProse() {
			continue
		}
		if c.generous >= 0.5 {
			generous += c.letters
		}
		if c.keep {
			shared += c.letters
		}
	}
	return shared == 0 || shared*10 < generous*7
}
