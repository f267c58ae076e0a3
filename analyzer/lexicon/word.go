package lexicon

import (
	"hash/maphash"
	"math/bits"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/alleys-eu/alleys/analyzer/text"
)

// Word is what the lexicon knows of a word as it is written. It is shared by
// all its places in all texts. There are very many, and of most there is
// nothing to know.
type Word struct {
	Norm     string // lower case; the guessed word when Trick is set
	surface  string // as it is written; it outlives the text that it was read in
	hash     uint64 // of the surface, in the memory
	entries  *entries
	*cutting // of words written as one, or nil
	Trick    Trick
	known    bool // it is in the lexicon or a frequent word
	denies   bool // it is a negation
}

// minThey is how many bytes a verb must have to be told by its ending.
const minThey = 5

// They says whether a word ends as a verb does whose subject is "they", and is
// no frequent word.
func (w *Word) They(l *Lexicon) bool {
	if len(w.Norm) < minThey || l.stop[w.Norm] {
		return false
	}
	return slices.ContainsFunc(l.they, func(ending string) bool { return strings.HasSuffix(w.Norm, ending) })
}

// cutting says how words that were written as one are to be cut.
type cutting struct {
	parts   []part
	spaced  bool // the last of its parts is spaced
	longKey bool // the word that makes it two is a long one
}

// part is one of the words that were written as one.
type part struct {
	at int32 // bytes of the word before it
	*Word
}

// entries says where a word stands in the entries of the lexicon.
type entries struct {
	all  []int32 // its symbols, ascending; then the nodes that a phrase beginning with the word leads to
	many *many   // of words with many of them, or nil
	syms int32   // how many symbols
	blur blur    // of them
}

// many is what saves time with a word of many symbols or nodes.
type many struct {
	ahead []blur    // for each node, what the next word must meet for a phrase to end there or go on
	wide  [8]uint64 // a blur of the symbols, with more room
}

// few is how many symbols, and how many nodes, a word may have without it.
const few = 6

func wideAt(sym int32) (word, bit uint32) {
	h := uint32(sym) * 0x9E3779B1 >> 23
	return h >> 6, h & 63
}

// has says whether a word may have a symbol: it may say so of one too many,
// never of one too few.
func (e *entries) has(sym int32) bool {
	if e.many == nil {
		return e.blur&blurOf(sym) != 0
	}
	word, bit := wideAt(sym)
	return e.many.wide[word]&(1<<bit) != 0
}

// symbols returns the symbols of a word, ascending.
func (e *entries) symbols() []int32 { return e.all[:e.syms] }

// first returns the nodes that a phrase beginning with the word leads to.
func (e *entries) first() []int32 { return e.all[e.syms:] }

// Memory keeps the words that were looked at, for all readers of all languages
// that share it: of those with the same hash the two that were met last. It is
// safe for concurrent use.
type Memory struct {
	seed     maphash.Seed
	slots    []atomic.Pointer[Word] // pairs, the one met last first
	lexicons uint8
}

// memoryBits bounds the memory: 2^memoryBits words are kept, at some hundred
// bytes each.
const memoryBits = 16

// NewMemory returns an empty memory.
func NewMemory() *Memory {
	return &Memory{seed: maphash.MakeSeed(), slots: make([]atomic.Pointer[Word], 1<<memoryBits)}
}

// word returns what a lexicon knows of a word. Words are told apart by their
// whole hash, which nobody outside can foresee: two different ones that share a
// pair of places have the same with a chance of one in 2^48.
func (m *Memory) word(l *Lexicon, surface string, joined bool) *Word {
	h := maphash.String(m.seed, surface) ^ uint64(l.number)*0x9E3779B97F4A7C15
	at := h >> (64 - memoryBits) &^ 1
	first := m.slots[at].Load()
	if first != nil && first.hash == h && len(first.surface) == len(surface) {
		return first
	}
	w := m.slots[at+1].Load()
	if w == nil || w.hash != h || len(w.surface) != len(surface) {
		w = l.look(strings.Clone(surface), joined)
		w.hash = h
		l.lookParts(w)
	}
	m.slots[at+1].Store(first)
	m.slots[at].Store(w)
	return w
}

// lookParts looks up the words that one was.
func (l *Lexicon) lookParts(w *Word) {
	if w.cutting == nil {
		return
	}
	for i := range w.parts {
		end := len(w.surface)
		if i+1 < len(w.parts) {
			end = int(w.parts[i+1].at)
		}
		own := w.look(l, int(w.parts[i].at), end, w.spaced && i == len(w.parts)-1)
		if own.cutting = nil; !w.spaced {
			own.Trick = Glued
		}
		w.parts[i].Word = own
	}
}

// look looks up a stretch of a word.
func (w *Word) look(l *Lexicon, start, end int, spaced bool) *Word {
	surface := w.surface[start:end]
	if !spaced {
		surface = strings.TrimRight(surface, " -_*")
	}
	return l.look(surface, spaced)
}

// cut notes where a word is to be cut; the first part begins at 0.
func (w *Word) cut(at ...int) {
	w.cutting = &cutting{parts: []part{{}}}
	for _, n := range at {
		w.parts = append(w.parts, part{at: int32(n)})
	}
}

// look works out what a word is.
func (l *Lexicon) look(surface string, joined bool) *Word {
	w := &Word{Norm: text.Lower(surface), surface: surface}
	if l.acronyms[surface] {
		w.Norm = surface
	}
	w.entries = l.entriesOf(surface, w.Norm)
	w.denies = l.denials[w.Norm]
	w.known = w.entries != nil || l.stop[w.Norm]
	if w.known && !joined {
		return w
	}
	l.guess(w, surface)
	return w
}

// many returns what saves time with a word that has these entries.
func (t *trie) many(e *entries) *many {
	m := &many{ahead: make([]blur, len(e.first()))}
	for _, s := range e.symbols() {
		word, bit := wideAt(s)
		m.wide[word] |= 1 << bit
	}
	for i, node := range e.first() {
		m.ahead[i] = t.ahead(node)
	}
	return m
}

// entriesOf returns where a word stands in the lexicon, or nil.
func (l *Lexicon) entriesOf(surface, norm string) *entries {
	var syms [32]int32
	own := l.wordSyms(surface, norm, syms[:0])
	if len(own) == 0 {
		return nil
	}
	e := entries{syms: int32(len(own))}
	for _, s := range own[:e.syms] {
		e.blur |= blurOf(s)
		if node := l.trie.roots[s]; node != 0 {
			own = append(own, node)
		}
	}
	e.all = slices.Clone(own)
	if e.syms > few || len(e.first()) > few {
		e.many = l.trie.many(&e)
	}
	return &e
}

// wordSyms appends the symbols that the word matches.
func (l *Lexicon) wordSyms(surface, norm string, out []int32) []int32 {
	t := &l.trie
	take := func(kind byte, s string) {
		if id := t.symbols.find(kind, s); id >= 0 {
			out = append(out, id)
			out = append(out, t.groups.of(id)...)
		}
	}
	take(symForm, norm)
	if surface != norm {
		take(symCase, strings.ReplaceAll(surface, "’", "'"))
	}
	if t.stems {
		take(symStem, l.stem(norm))
	}
	for set := t.starts.starts(norm); set != 0; set &= set - 1 {
		take(symStart, norm[:bits.TrailingZeros64(uint64(set))])
	}
	for set := t.ends.ends(norm); set != 0; set &= set - 1 {
		take(symEnd, norm[len(norm)-bits.TrailingZeros64(uint64(set)):])
	}
	slices.Sort(out)
	return slices.Compact(out)
}
