package lexicon

import (
	"cmp"
	"math/bits"
	"slices"
)

// entries says where a word stands in the entries of the lexicon.
type entries struct {
	syms   []int32 // by which a phrase that began may go on with the word, ascending
	blur   blur    // of them
	shelf  *shelf  // of the symbols, where there are many; or nil
	onward *onward // of the phrases that begin with the word, or nil
}

// has says whether a word may have a symbol: it may say so of one too many,
// never of one too few.
func (e *entries) has(sym int32) bool {
	if e.shelf == nil {
		return e.blur&blurOf(sym) != 0
	}
	s := slotOf(sym)
	return e.shelf.used[s>>6]&(1<<(s&63)) != 0
}

// few is how many symbols are compared one by one.
const few = 6

// entriesOf returns where a word stands in the lexicon, or nil.
func (l *Lexicon) entriesOf(surface, norm string) *entries {
	var memory [64]int32
	own := l.wordSyms(surface, norm, memory[:0])
	if len(own) == 0 {
		return nil
	}
	var e entries
	t := &l.trie
	first := make([]int32, 0, 16)
	inner := own[:0]
	for _, s := range own {
		if node := t.roots[s]; node != 0 {
			first = append(first, node)
		}
		if t.inner[s] {
			inner = append(inner, s)
			e.blur |= blurOf(s)
		}
	}
	e.syms = slices.Clone(inner)
	if len(e.syms) > few {
		syms := slices.Clone(e.syms)
		slices.SortFunc(syms, bySlot)
		e.shelf = newShelf(syms)
	}
	if len(first) > 0 {
		e.onward = t.onward(first)
	}
	return &e
}

// shelf holds symbols by slots that they share by chance, so that what two
// shelves have in common is found in a few steps.
type shelf struct {
	used  [shelfWords]uint64 // slots that hold a symbol
	rank  [shelfWords]uint16 // how many slots are used in the words before
	begin []uint16           // by used slot: where its symbols begin, and one more
	syms  []int32            // by slot, ascending in each
}

const (
	shelfWords = 16
	slotBits   = 10 // of 64 * shelfWords slots
)

func slotOf(sym int32) uint32 { return uint32(sym) * 0x9E3779B1 >> (32 - slotBits) }

func bySlot(a, b int32) int {
	return cmp.Or(cmp.Compare(slotOf(a), slotOf(b)), cmp.Compare(a, b))
}

// newShelf puts symbols on a shelf that stand in the order of their slots; there
// may be several alike.
func newShelf(syms []int32) *shelf {
	s := &shelf{syms: syms}
	for i, sym := range s.syms {
		slot := slotOf(sym)
		if i == 0 || slotOf(s.syms[i-1]) != slot {
			s.begin = append(s.begin, uint16(i))
		}
		s.used[slot>>6] |= 1 << (slot & 63)
	}
	s.begin = append(s.begin, uint16(len(s.syms)))
	for i := 1; i < shelfWords; i++ {
		s.rank[i] = s.rank[i-1] + uint16(bits.OnesCount64(s.used[i-1]))
	}
	return s
}

// at returns where the symbols of a used slot begin and end, the slot given by
// its word and its bit there.
func (s *shelf) at(word int, bit uint64) (from, to int) {
	n := int(s.rank[word]) + bits.OnesCount64(s.used[word]&(bit-1))
	return int(s.begin[n]), int(s.begin[n+1])
}

// onward is what the phrases that begin with a word ask for behind it.
type onward struct {
	shelf *shelf   // of the symbols asked for, where there are many; or nil
	syms  []int32  // the symbols, as they lie on the shelf
	nodes []int32  // by symbol: the node that it leads to
	ended []single // phrases of the word alone, in the order of their nodes
}

// single is a phrase of one word.
type single struct {
	node int32
	output
}

// onward returns what the phrases ask for that have come to the nodes.
func (t *trie) onward(first []int32) *onward {
	var arcs []arc
	o := &onward{}
	for _, n := range first {
		arcs = append(arcs, t.from(n)...)
		for _, out := range t.at(n) {
			o.ended = append(o.ended, single{n, out})
		}
	}
	slices.SortFunc(arcs, func(a, b arc) int { return cmp.Or(bySlot(a.sym, b.sym), cmp.Compare(a.node, b.node)) })
	both := make([]int32, 2*len(arcs))
	o.syms, o.nodes = both[:len(arcs)], both[len(arcs):]
	for i, a := range arcs {
		o.syms[i], o.nodes[i] = a.sym, a.node
	}
	if len(arcs) > few {
		o.shelf = newShelf(o.syms)
	}
	return o
}

// behind appends the nodes behind a symbol.
func (o *onward) behind(sym int32, into []int32) []int32 {
	if o.shelf == nil {
		return o.alike(0, len(o.syms), sym, into)
	}
	slot := slotOf(sym)
	word, bit := slot>>6, uint64(1)<<(slot&63)
	if o.shelf.used[word]&bit == 0 {
		return into
	}
	from, to := o.shelf.at(int(word), bit)
	return o.alike(from, to, sym, into)
}

// alike appends the nodes behind a symbol, which lie within a stretch.
func (o *onward) alike(from, to int, sym int32, into []int32) []int32 {
	for i := from; i < to; i++ {
		if o.syms[i] == sym {
			into = append(into, o.nodes[i])
		}
	}
	return into
}

// meet appends the nodes behind the symbols of a word.
func (o *onward) meet(e *entries, into []int32) []int32 {
	switch {
	case o.shelf == nil:
		for i, sym := range o.syms {
			if !e.has(sym) {
				continue
			}
			if at := symAt(e.syms, sym); at < len(e.syms) && e.syms[at] == sym {
				into = append(into, o.nodes[i])
			}
		}
		return into
	case e.shelf == nil:
		for _, s := range e.syms {
			into = o.behind(s, into)
		}
		return into
	}
	for w := range o.shelf.used {
		for both := o.shelf.used[w] & e.shelf.used[w]; both != 0; both &= both - 1 {
			bit := both & -both
			from, to := o.shelf.at(w, bit)
			first, last := e.shelf.at(w, bit)
			for _, sym := range e.shelf.syms[first:last] {
				into = o.alike(from, to, sym, into)
			}
		}
	}
	return into
}
