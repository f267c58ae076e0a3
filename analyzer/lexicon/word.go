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
// all its places in all texts.
type Word struct {
	Norm    string // lower case; the guessed word when Trick is set
	surface string // as it is written; it outlives the text that it was read in
	syms    []int32
	first   []int32  // nodes that a phrase beginning with the word leads to
	halves  *[2]Word // of two words written as one, or nil
	cut     int32    // two words written as one: bytes of the first, or 0
	Trick   Trick
	Known   bool // a phrase begins with it, or it is a frequent word
	spaced  bool // the second of two words is spaced
	longKey bool // the word that makes it two is a long one
}

// words keeps the words that were looked at, for all readers of a language: of
// those with the same hash the two that were met last.
type words struct {
	seed  maphash.Seed
	slots []atomic.Pointer[Word] // pairs, the one met last first
}

// wordsBits bounds the memory of a language: 2^wordsBits words are kept.
const wordsBits = 15

func newWords() words {
	return words{seed: maphash.MakeSeed(), slots: make([]atomic.Pointer[Word], 1<<wordsBits)}
}

func (c *words) get(l *Lexicon, surface string, joined bool) *Word {
	at := maphash.String(c.seed, surface) >> (64 - wordsBits) &^ 1
	first := c.slots[at].Load()
	if first != nil && first.surface == surface {
		return first
	}
	w := c.slots[at+1].Load()
	if w == nil || w.surface != surface {
		w = l.look(strings.Clone(surface), joined)
		l.halve(w)
	}
	c.slots[at+1].Store(first)
	c.slots[at].Store(w)
	return w
}

// halve looks up the two words that one was.
func (l *Lexicon) halve(w *Word) {
	if w.cut == 0 || int(w.cut) >= len(w.surface) {
		return
	}
	one := *l.look(strings.TrimRight(w.surface[:w.cut], " -_*"), false)
	two := *l.look(w.surface[w.cut:], w.spaced)
	if !w.spaced {
		one.Trick, two.Trick = Glued, Glued
	}
	one.cut, two.cut = 0, 0
	w.halves = &[2]Word{one, two}
}

// look works out what a word is.
func (l *Lexicon) look(surface string, joined bool) *Word {
	w := &Word{Norm: text.Lower(surface), surface: surface}
	if l.acronyms[surface] {
		w.Norm = surface
	}
	w.syms = l.wordSyms(surface, w.Norm)
	w.first = l.begin(w.syms)
	w.Known = len(w.first) > 0 || l.stop[w.Norm]
	if w.Known && !joined {
		return w
	}
	if len(w.syms) > 0 && !joined {
		return w
	}
	l.guess(w, surface)
	return w
}

// begin returns the nodes that the symbols lead to from the root.
func (l *Lexicon) begin(syms []int32) []int32 {
	var out []int32
	for _, s := range syms {
		if node := l.trie.roots[s]; node != 0 {
			out = append(out, node)
		}
	}
	return out
}

// wordSyms returns the symbols that the word matches.
func (l *Lexicon) wordSyms(surface, norm string) []int32 {
	var out []int32
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
	take(symStem, l.stem(norm))
	for set := t.starts.starts(norm); set != 0; set &= set - 1 {
		take(symStart, norm[:bits.TrailingZeros64(uint64(set))])
	}
	for set := t.ends.ends(norm); set != 0; set &= set - 1 {
		take(symEnd, norm[len(norm)-bits.TrailingZeros64(uint64(set)):])
	}
	slices.Sort(out)
	return slices.Compact(out)
}
