package rule

import (
	"math/bits"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
)

// pattern is an ordered or an unordered pattern of a rule.
type pattern struct {
	rule *Rule
	matcher
}

type matcher interface {
	// match calls take for what is found in a sentence for which possible holds.
	match(v *Sentence, reference bool, take func(Match))
	root() *lexicon.Set
	rare() *lexicon.Set
	gate() gate
	possible(v *Sentence) bool
}

// gate is two of the needs of a pattern, each of which a sentence must meet. It
// shuts most patterns out with two looks.
type gate [2]lexicon.Part

func (g *gate) open(present *lexicon.Set) bool {
	return present.MeetsPart(g[0]) && present.MeetsPart(g[1])
}

// candidates finds the few patterns that may match a sentence among the many
// that there are: by the rarest of the classes that each cannot do without.
type candidates struct {
	patterns []pattern  // in the order of the rules
	gates    []gate     // by pattern
	byClass  [][]uint16 // by class: the patterns of which it is an anchor
}

func newCandidates(rules []*Rule, classes int) candidates {
	c := candidates{byClass: make([][]uint16, classes)}
	for _, r := range rules {
		for _, q := range r.Sequences {
			c.patterns = append(c.patterns, pattern{r, q})
		}
		for _, g := range r.Togethers {
			c.patterns = append(c.patterns, pattern{r, g})
		}
	}
	c.gates = make([]gate, len(c.patterns))
	for i, p := range c.patterns {
		c.gates[i] = p.gate()
		anchor := p.rare()
		for id := range c.byClass {
			if anchor.Has(lexicon.Class(id)) {
				c.byClass[id] = append(c.byClass[id], uint16(i))
			}
		}
	}
	return c
}

// each calls try for each pattern of which all needs are met by the classes of
// a sentence, in the order of the rules.
func (c *candidates) each(v *Sentence, try func(pattern)) {
	v.found = zeroed(v.found, (len(c.patterns)+63)/64)
	for i, word := range v.Present {
		for ; word != 0; word &= word - 1 {
			for _, p := range c.byClass[i*64+bits.TrailingZeros64(word)] {
				v.found[p/64] |= 1 << (p % 64)
			}
		}
	}
	for i, word := range v.found {
		for ; word != 0; word &= word - 1 {
			n := i*64 + bits.TrailingZeros64(word)
			if !c.gates[n].open(&v.Present) {
				continue
			}
			if p := &c.patterns[n]; p.possible(v) {
				try(*p)
			}
		}
	}
}
