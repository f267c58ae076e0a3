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
	Norm     string // lower case; the guessed word when Trick is set; it outlives the text that it was read in
	hash     uint64 // of the word as it is written, in the memory
	entries  *entries
	*cutting        // of words written as one, or nil
	size     uint32 // bytes of the word as it is written
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

// Memory keeps the words that were looked at, for all readers of all languages
// that share it: of those with the same hash the two that were met last. It is
// safe for concurrent use.
type Memory struct {
	seed     maphash.Seed
	slots    []atomic.Pointer[Word] // pairs, the one met last first
	plain    []atomic.Uint64        // hashes of words of which there is nothing to know
	lexicons uint8
}

// memoryBits bounds the memory: 2^memoryBits words are kept, at some hundred
// bytes each.
const memoryBits = 15

// plainBits bounds what is known of words that no longer are in the memory:
// 2^plainBits hashes of eight bytes.
const plainBits = 16

// NewMemory returns an empty memory.
func NewMemory() *Memory {
	return &Memory{seed: maphash.MakeSeed(), slots: make([]atomic.Pointer[Word], 1<<memoryBits), plain: make([]atomic.Uint64, 1<<plainBits)}
}

// word returns what a lexicon knows of a word. Words are told apart by their
// whole hash, which nobody outside can foresee: two different ones that share a
// pair of places have the same with a chance of one in 2^48.
func (m *Memory) word(l *Lexicon, surface string, joined bool) *Word {
	h := m.hash(l, surface)
	if w := m.last(h); w.is(h, surface) {
		return w
	}
	return m.other(l, surface, joined, h)
}

// hash returns the hash of a word.
func (m *Memory) hash(l *Lexicon, surface string) uint64 {
	return maphash.String(m.seed, surface) ^ uint64(l.number)*0x9E3779B97F4A7C15
}

// place returns the first of the pair of places for a hash.
func place(hash uint64) uint64 { return hash >> (64 - memoryBits) &^ 1 }

// last returns the word met last of those that share a pair of places, or nil.
func (m *Memory) last(hash uint64) *Word { return m.slots[place(hash)].Load() }

// is says whether a word is the one with a hash.
func (w *Word) is(hash uint64, surface string) bool {
	return w != nil && w.hash == hash && int(w.size) == len(surface)
}

// other returns a word that was not the one met last at its places.
func (m *Memory) other(l *Lexicon, surface string, joined bool, h uint64) *Word {
	at := place(h)
	first := m.slots[at].Load()
	if first.is(h, surface) {
		return first
	}
	w := m.slots[at+1].Load()
	if !w.is(h, surface) {
		w = m.look(l, surface, joined, h)
	}
	m.slots[at+1].Store(first)
	m.slots[at].Store(w)
	return w
}

// look looks up a word that is not in the memory.
func (m *Memory) look(l *Lexicon, surface string, joined bool, h uint64) *Word {
	var w *Word
	if plain := &m.plain[h>>(64-plainBits)]; !joined && plain.Load() == h {
		w = l.spell(surface)
	} else {
		w = l.look(surface, joined)
		l.lookParts(w, surface)
		if !joined && w.plain() {
			plain.Store(h)
		}
	}
	w.hash = h
	return w
}

// plain says whether there is nothing to know of a word.
func (w *Word) plain() bool {
	return w.entries == nil && w.cutting == nil && w.Trick == NoTrick && !w.known && !w.denies
}

// met returns what the memory has of a word, or nil.
func (m *Memory) met(l *Lexicon, word string) *Word {
	h := m.hash(l, word)
	for i := range uint64(2) {
		if w := m.slots[place(h)+i].Load(); w.is(h, word) {
			return w
		}
	}
	return nil
}

// lookParts looks up the words that one was.
func (l *Lexicon) lookParts(w *Word, surface string) {
	if w.cutting == nil {
		return
	}
	for i := range w.parts {
		end := len(surface)
		if i+1 < len(w.parts) {
			end = int(w.parts[i+1].at)
		}
		own := l.lookPart(surface[w.parts[i].at:end], w.spaced && i == len(w.parts)-1)
		if own.cutting = nil; !w.spaced {
			own.Trick = Glued
		}
		w.parts[i].Word = own
	}
}

// lookPart looks up a stretch of a word.
func (l *Lexicon) lookPart(surface string, spaced bool) *Word {
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

// spell returns a word of which no more is known than how it is written.
func (l *Lexicon) spell(surface string) *Word {
	w := &Word{Norm: text.Lower(surface), size: uint32(len(surface))}
	if l.acronyms[surface] || w.Norm == surface {
		w.Norm = strings.Clone(surface)
	}
	return w
}

// look works out what a word is.
func (l *Lexicon) look(surface string, joined bool) *Word {
	w := l.spell(surface)
	w.entries = l.entriesOf(surface, w.Norm)
	w.denies = l.denials[w.Norm]
	w.known = w.entries != nil || l.stop[w.Norm]
	if w.known && !joined {
		return w
	}
	l.guess(w, surface)
	return w
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
		take(symCase, plainApostrophe(surface))
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

// plainApostrophe returns a word as entries with capitals are kept.
func plainApostrophe(surface string) string { return strings.ReplaceAll(surface, "’", "'") }
