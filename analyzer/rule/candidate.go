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
	match(v *Sentence, reference bool, take func(Match))
	root() *lexicon.Set
}

// candidates finds the few patterns that may match a sentence among the many
// that there are: by the classes that each cannot do without.
type candidates struct {
	patterns []pattern  // in the order of the rules
	byClass  [][]uint64 // by class: the patterns that have it as a root, a bit each
}

func newCandidates(rules []*Rule, classes int) candidates {
	var c candidates
	for _, r := range rules {
		for _, q := range r.Sequences {
			c.patterns = append(c.patterns, pattern{r, q})
		}
		for _, g := range r.Togethers {
			c.patterns = append(c.patterns, pattern{r, g})
		}
	}
	c.byClass = make([][]uint64, classes)
	for i, p := range c.patterns {
		root := p.root()
		for id := range c.byClass {
			if root.Has(lexicon.Class(id)) {
				if c.byClass[id] == nil {
					c.byClass[id] = make([]uint64, (len(c.patterns)+63)/64)
				}
				c.byClass[id][i/64] |= 1 << (i % 64)
			}
		}
	}
	return c
}

// each calls try for each pattern that has a root among the classes of a
// sentence, in the order of the rules.
func (c *candidates) each(v *Sentence, try func(pattern)) {
	found := zeroed(v.found, (len(c.patterns)+63)/64)
	v.found = found
	for i, word := range v.Present {
		for ; word != 0; word &= word - 1 {
			for j, set := range c.byClass[i*64+bits.TrailingZeros64(word)] {
				found[j] |= set
			}
		}
	}
	for i, word := range found {
		for ; word != 0; word &= word - 1 {
			try(c.patterns[i*64+bits.TrailingZeros64(word)])
		}
	}
}
