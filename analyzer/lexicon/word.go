package lexicon

import (
	"slices"
	"strings"
	"sync"

	"github.com/alleys-eu/alleys/analyzer/text"
)

// Word is what the lexicon knows of a word as it is written. It is shared by
// all its places in all texts.
type Word struct {
	Norm    string // lower case; the guessed word when Trick is set
	Trick   Trick
	Known   bool    // a phrase begins with it, or it is a frequent word
	cut     int     // two words written as one: bytes of the first, or 0
	spaced  bool    // the second of them is spaced
	longKey bool    // the word that makes it two is a long one
	syms    []int32 // ascending
	first   []int32 // nodes that a phrase beginning with the word leads to
}

// words keeps the words that were looked at, for all readers of a language.
type words struct {
	mu   sync.RWMutex
	seen map[string]known
}

type known struct {
	surface string // outlives the text that it was read in
	word    *Word
}

// maxWords bounds the memory of a language.
const maxWords = 1 << 15

func (c *words) get(l *Lexicon, surface string, joined bool) (string, *Word) {
	c.mu.RLock()
	k, ok := c.seen[surface]
	c.mu.RUnlock()
	if ok {
		return k.surface, k.word
	}
	k.surface = strings.Clone(surface)
	k.word = l.look(k.surface, joined)
	c.mu.Lock()
	if c.seen == nil || len(c.seen) >= maxWords {
		c.seen = make(map[string]known)
	}
	c.seen[k.surface] = k
	c.mu.Unlock()
	return k.surface, k.word
}

// look works out what a word is.
func (l *Lexicon) look(surface string, joined bool) *Word {
	w := &Word{Norm: text.Lower(surface)}
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
		if node, ok := l.roots[s]; ok {
			out = append(out, node)
		}
	}
	return out
}

// has says whether the word matches a symbol.
func (w *Word) has(sym int32) bool {
	if sym == anySymbol {
		return true
	}
	_, ok := slices.BinarySearch(w.syms, sym)
	return ok
}

// wordSyms returns the symbols that the word matches.
func (l *Lexicon) wordSyms(surface, norm string) []int32 {
	var out []int32
	take := func(kind byte, s string) {
		if id, ok := l.symbols[string(kind)+s]; ok {
			out = append(out, id)
			out = append(out, l.groups[id]...)
		}
	}
	take(symForm, norm)
	if surface != norm {
		take(symCase, strings.ReplaceAll(surface, "’", "'"))
	}
	take(symStem, l.stem(norm))
	for i := 1; i <= len(norm); i++ {
		if l.starts.has(i) {
			take(symStart, norm[:i])
		}
		if l.ends.has(i) {
			take(symEnd, norm[len(norm)-i:])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
