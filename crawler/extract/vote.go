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
	fold     string // the text as fold gives it; empty until it is asked for
	phrases  uint16 // the sets that have a phrase in it; 0 until it is asked for
}

func candidatesOf(blocks []*block) []*candidate {
	cands := make([]*candidate, len(blocks))
	for i, b := range blocks {
		cands[i] = &candidate{block: b, text: b.text(nil)}
	}
	return cands
}

// folded returns the text in the form in which phrases are compared.
func (c *candidate) folded() string {
	if c.fold == "" {
		c.fold = fold(c.text)
	}
	return c.fold
}

// holds reports whether a phrase of the set, one of p's index, is in the text.
func (c *candidate) holds(set *phraseSet, p *phrases) bool {
	if c.phrases == 0 {
		c.phrases = p.index.in(c.folded()) | asked
	}
	return c.phrases&set.number != 0
}

// asked is the bit that tells that the sets are known.
const asked = 1 << 15

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

// vote runs the extractors over the page and marks what they agree on. Where they
// disagree a third reading decides; where none finds anything, the page's prose is
// taken as it stands.
func vote(m *marked, cands []*candidate, base *url.URL) {
	if base.Host == "" {
		base = &url.URL{Scheme: "https", Host: "page.invalid", Path: "/"}
	}
	none := make([]bool, len(m.texts))
	strict, generous := none, none
	if len(cands) <= maxReadable {
		strict = m.keptBy(readable, base)
		generous = strict
	}
	if len(cands) <= maxBlocks {
		generous = m.keptBy(recall, base)
	}
	for _, c := range cands {
		c.generous, c.strict = c.share(generous), c.share(strict)
		c.keep = c.generous >= 0.5 && c.strict >= 0.5
	}
	if len(cands) <= maxBlocks && disagree(cands) {
		third := m.keptBy(balanced, base)
		for _, c := range cands {
			c.keep = c.share(third) >= 0.5
		}
	}
	if len(kept(cands)) == 0 {
		takeProse(cands)
	}
}

// keptBy runs the engine on a marked copy of the page and returns, by number,
// the text nodes that it keeps; none if it fails.
func (m *marked) keptBy(run engine, base *url.URL) []bool {
	root, err := guarded(run)(m.copyMarked(), base)
	if err != nil {
		return make([]bool, len(m.texts))
	}
	return m.survivors(root)
}

// takeProse keeps the prose that stands where most of the page's prose stands.
func takeProse(cands []*candidate) {
	weight := map[string]int{}
	best, total := "", 0
	for _, c := range cands {
		if !c.isProse() {
			continue
		}
		shape := c.shape()
		weight[shape] += c.letters
		total += c.letters
		if weight[shape] > weight[best] {
			best = shape
		}
	}
	if total < 200 {
		return
	}
	for _, c := range cands {
		if c.isProse() && c.shape() == best {
			c.restore("prose")
		}
	}
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
