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
	needed() []lexicon.Set
}

// candidates finds the few patterns that may match a sentence among the many
// that there are: by the classes that each cannot do without.
type candidates struct {
	patterns []pattern // in the order of the rules
	filters  [maxFilters]filter
}

// maxFilters is how many of the things that a pattern needs are looked at.
const maxFilters = 4

// filter lets through the patterns of which one need is met.
type filter struct {
	free    []uint64   // patterns with fewer needs, a bit each
	byClass [][]uint64 // by class: the patterns whose need it meets
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
	size := (len(c.patterns) + 63) / 64
	for n := range c.filters {
		f := filter{free: make([]uint64, size), byClass: make([][]uint64, classes)}
		for i, p := range c.patterns {
			if needs := p.needed(); n < len(needs) {
				f.add(i, &needs[n], size)
			} else {
				f.free[i/64] |= 1 << (i % 64)
			}
		}
		c.filters[n] = f
	}
	return c
}

// add notes a need of a pattern.
func (f *filter) add(pattern int, need *lexicon.Set, size int) {
	for id := range f.byClass {
		if !need.Has(lexicon.Class(id)) {
			continue
		}
		if f.byClass[id] == nil {
			f.byClass[id] = make([]uint64, size)
		}
		f.byClass[id][pattern/64] |= 1 << (pattern % 64)
	}
}

// each calls try for each pattern of which the first needs are met by the
// classes of a sentence, in the order of the rules.
func (c *candidates) each(v *Sentence, try func(pattern)) {
	size := (len(c.patterns) + 63) / 64
	v.found = zeroed(v.found, 2*size)
	all, met := v.found[:size], v.found[size:]
	for n := range c.filters {
		f := &c.filters[n]
		copy(met, f.free)
		for i, word := range v.Present {
			for ; word != 0; word &= word - 1 {
				for j, set := range f.byClass[i*64+bits.TrailingZeros64(word)] {
					met[j] |= set
				}
			}
		}
		for j := range all {
			if n == 0 {
				all[j] = met[j]
			} else {
				all[j] &= met[j]
			}
		}
	}
	for i, word := range all {
		for ; word != 0; word &= word - 1 {
			try(c.patterns[i*64+bits.TrailingZeros64(word)])
		}
	}
}
