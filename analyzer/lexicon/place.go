package lexicon

import (
	"cmp"
	"math/bits"
	"slices"
)

// entries says where a word stands in the entries of the lexicon. It does not
// change once it is made: words that differ in nothing else share it.
type entries struct {
	syms  []int32  // by which a phrase that began may go on with the word, ascending
	arcs  []arc    // what the phrases that begin with the word ask for behind it, in the order of a shelf
	ended []single // phrases of the word alone
	own   *shelf   // of syms, where there are many; or nil
	asked *shelf   // of arcs, where there are many; or nil
	blur  blur     // of syms
}

// single is a phrase of one word.
type single struct {
	entry int32
	class Class
}

// begins says whether there is a phrase that begins with the word.
func (e *entries) begins() bool { return len(e.arcs)+len(e.ended) > 0 }

// has says whether a word may have a symbol: it may say so of one too many,
// never of one too few.
func (e *entries) has(sym int32) bool {
	if e.own == nil {
		return e.blur&blurOf(sym) != 0
	}
	s := slotOf(sym)
	return e.own.used[s>>6]&(1<<(s&63)) != 0
}

// few is how many symbols are compared one by one.
const few = 6

// entriesOf returns where a word stands in the lexicon, or nil.
func (l *Lexicon) entriesOf(surface, norm string) *entries {
	if e, ok := l.shared(surface, norm); ok {
		return e
	}
	var memory [64]int32
	own := l.wordSyms(surface, norm, memory[:0])
	if len(own) == 0 {
		return nil
	}
	var e entries
	var arcs []arc
	t := &l.trie
	inner := own[:0]
	var met []int32
	for _, s := range own {
		if node := t.roots[s]; node != 0 && !slices.Contains(met, node) {
			met = append(met, node)
			arcs = append(arcs, t.from(node)...)
			for _, out := range t.at(node) {
				e.ended = append(e.ended, single{out, t.classes[out]})
			}
		}
		if t.inner[s] {
			inner = append(inner, s)
			e.blur |= blurOf(s)
		}
	}
	e.syms, e.arcs, e.ended = slices.Clone(inner), slices.Clone(arcs), slices.Clip(e.ended)
	slices.SortFunc(e.arcs, func(a, b arc) int { return cmp.Or(bySlot(a.sym, b.sym), cmp.Compare(a.node, b.node)) })
	e.shelve()
	return &e
}

// shared returns the entries of a word in lower case, for one in capitals that
// no entry asks for.
func (l *Lexicon) shared(surface, norm string) (*entries, bool) {
	if surface == norm || l.trie.symbols.find(symCase, plainApostrophe(surface)) >= 0 {
		return nil, false
	}
	w := l.memory.met(l, norm)
	if w == nil || w.Trick != NoTrick || w.Norm != norm {
		return nil, false
	}
	return w.entries, true
}

// shelve puts on shelves what there is much of.
func (e *entries) shelve() {
	if len(e.arcs) > few {
		syms := make([]int32, len(e.arcs))
		for i, a := range e.arcs {
			syms[i] = a.sym
		}
		e.asked = newShelf(syms)
		e.asked.syms = nil
	}
	if len(e.syms) > few {
		syms := slices.Clone(e.syms)
		slices.SortFunc(syms, bySlot)
		e.own = newShelf(syms)
	}
}

// shelf holds symbols by slots that they share by chance, so that what two
// shelves have in common is found in a few steps.
type shelf struct {
	used  [shelfWords]uint64 // slots that hold a symbol
	rank  [shelfWords]uint16 // how many slots are used in the words before
	begin []uint16           // by used slot: where its symbols begin, and one more
	syms  []int32            // by slot, ascending in each; nil where they are kept elsewhere
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
	s.begin = slices.Clip(slices.Clone(s.begin))
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

// behind appends the nodes that a phrase beginning with the word comes to by a
// symbol behind it.
func (e *entries) behind(sym int32, into []int32) []int32 {
	if e.asked == nil {
		return alike(e.arcs, sym, into)
	}
	slot := slotOf(sym)
	word, bit := slot>>6, uint64(1)<<(slot&63)
	if e.asked.used[word]&bit == 0 {
		return into
	}
	from, to := e.asked.at(int(word), bit)
	return alike(e.arcs[from:to], sym, into)
}

// alike appends the nodes behind those arcs that are of a symbol.
func alike(arcs []arc, sym int32, into []int32) []int32 {
	for _, a := range arcs {
		if a.sym == sym {
			into = append(into, a.node)
		}
	}
	return into
}

// meet appends the nodes that a phrase beginning with the word comes to by the
// next word.
func (e *entries) meet(next *entries, into []int32) []int32 {
	switch {
	case e.asked == nil:
		for _, a := range e.arcs {
			if !next.has(a.sym) {
				continue
			}
			if at := symAt(next.syms, a.sym); at < len(next.syms) && next.syms[at] == a.sym {
				into = append(into, a.node)
			}
		}
		return into
	case next.own == nil:
		for _, s := range next.syms {
			into = e.behind(s, into)
		}
		return into
	}
	for w := range e.asked.used {
		for both := e.asked.used[w] & next.own.used[w]; both != 0; both &= both - 1 {
			bit := both & -both
			from, to := e.asked.at(w, bit)
			first, last := next.own.at(w, bit)
			for _, sym := range next.own.syms[first:last] {
				into = alike(e.arcs[from:to], sym, into)
			}
		}
	}
	return into
}
