package lexicon

import (
	"slices"

	"github.com/alleys-eu/alleys/analyzer/text"
)

// Ann says that tokens First to Last, exclusive, are a phrase of a class.
type Ann struct {
	Class       Class
	First, Last int32
	Entry       int32
	Trick       Trick // of any of its words
}

// Page is a text that was read. It is valid until its Reader reads again.
type Page struct {
	text.Doc
	Lex   *Lexicon
	Words []*Word // by token

	anns    []Ann   // of all sentences that were looked at
	nodes   []int32 // memory of second
	behind  []int32 // memory of second
	covered []bool  // while annotations are pruned
}

// Reader reads texts of one language. It is not safe for concurrent use.
type Reader struct {
	lex  *Lexicon
	page Page

	tokens []text.Token // memory for cutWords, which trades it for the page's
	words  []*Word
	moved  []int
	joins  []span   // memory for joinWords
	hashes []uint64 // memory for lookUp
}

// NewReader returns a Reader.
func (l *Lexicon) NewReader() *Reader {
	l.ready.Do(l.prepare)
	return &Reader{lex: l, page: Page{Lex: l}}
}

// Read splits a text and looks up its words.
func (r *Reader) Read(s string) *Page {
	p := &r.page
	r.lex.Lang.Read(&p.Doc, s)
	p.Words, p.anns = p.Words[:0], p.anns[:0]
	cut := r.lookUp(s)
	r.joinWords()
	if cut {
		r.cutWords()
	}
	return p
}

// lookUp looks up the words of the tokens; a mark has none. It says whether one
// is to be cut. All places of the memory are asked for before the first word is
// needed, so that the waits for them overlap.
func (r *Reader) lookUp(s string) (cut bool) {
	p, m := &r.page, r.lex.memory
	p.Words = slices.Grow(p.Words, len(p.Tokens))[:len(p.Tokens)]
	r.hashes = slices.Grow(r.hashes[:0], len(p.Tokens))[:len(p.Tokens)]
	for i := range p.Tokens {
		if t := &p.Tokens[i]; t.Kind <= text.Sign {
			r.hashes[i] = m.hash(r.lex, s[t.Start:t.End])
		}
	}
	for i := range p.Tokens {
		p.Words[i] = nil
		if p.Tokens[i].Kind <= text.Sign {
			p.Words[i] = m.last(r.hashes[i])
		}
	}
	for i := range p.Tokens {
		t := &p.Tokens[i]
		if t.Kind > text.Sign {
			continue
		}
		w, surface := p.Words[i], s[t.Start:t.End]
		if !w.is(r.hashes[i], surface) {
			w = m.other(r.lex, surface, t.Joined, r.hashes[i])
			p.Words[i] = w
		}
		cut = cut || w.cutting != nil
	}
	return cut
}

// cutWords makes a token of each part of a word that is several written as one.
// A name inside a sentence is left alone unless the word in it is a long one.
func (r *Reader) cutWords() {
	p := &r.page
	tokens, words, moved := slices.Grow(r.tokens[:0], len(p.Tokens)+8), slices.Grow(r.words[:0], len(p.Tokens)+8), slices.Grow(r.moved[:0], len(p.Tokens)+1)
	sentence := 0
	for i, t := range p.Tokens {
		moved = append(moved, len(tokens))
		for sentence < len(p.Sentences) && p.Sentences[sentence].First < i {
			sentence++
		}
		starts := sentence < len(p.Sentences) && p.Sentences[sentence].First == i
		w := p.Words[i]
		if w == nil || w.cutting == nil || t.Case == text.Initial && !w.longKey && !starts {
			tokens, words = append(tokens, t), append(words, w)
			continue
		}
		for n := range w.parts {
			own := &w.parts[n]
			a := t
			a.Start += int(own.at)
			a.End = a.Start + int(own.size)
			if n > 0 {
				a.Case = text.LowerCase
			}
			tokens, words = append(tokens, a), append(words, own.Word)
		}
	}
	moved = append(moved, len(tokens))
	for i := range p.Sentences {
		s := &p.Sentences[i]
		s.First, s.Last = moved[s.First], moved[s.Last]
	}
	r.tokens, r.words, r.moved = p.Tokens, p.Words, moved
	p.Tokens, p.Words = tokens, words
}

// Annotate appends the phrases found in tokens first to last, exclusive, in
// the order of their beginnings. A phrase inside a longer one of the same
// class, or inside a masking one, is left out.
func (p *Page) Annotate(first, last int, into []Ann) []Ann {
	begin := len(into)
	masked := false
	for i := first; i < last; i++ {
		w := p.Words[i]
		if w == nil || w.entries == nil || !w.entries.begins() {
			continue
		}
		n := len(into)
		into = p.begin(i, last, into)
		if i > first && p.properName(i) {
			into = append(into[:n], slices.DeleteFunc(into[n:], func(a Ann) bool { return !p.Lex.named.Has(a.Class) })...)
		}
		for _, a := range into[n:] {
			masked = masked || p.Lex.hasMask && a.Class == p.Lex.mask
		}
	}
	return into[:begin+len(p.prune(into[begin:], masked))]
}

// properName says that a word which was taken for a misspelt one is rather a
// name, unless it names a group: short, and with a capital inside the sentence.
func (p *Page) properName(i int) bool {
	t := &p.Tokens[i]
	return !p.Lex.Capitals && p.Words[i].Trick == Swapped && t.Case == text.Initial && t.End-t.Start < safeName
}

// safeName is how many bytes a word must have to be corrected although it
// begins with a capital.
const safeName = 6

// maxPhrase bounds how deep a walk goes.
const maxPhrase = 12

// walk goes on from a node, other than the root, with what stands at a token.
func (p *Page) walk(start, last, at int, node int32, trick Trick, into []Ann) []Ann {
	if at >= last || at-start >= maxPhrase {
		return into
	}
	w := p.Words[at]
	if w == nil {
		return p.comma(start, last, at, node, trick, into)
	}
	trick = max(trick, w.Trick)
	if p.Lex.trie.nodes[node].arcs&hasAny != 0 && !w.denies {
		into = p.arrive(start, last, at, p.Lex.trie.from(node)[0].node, trick, into)
	}
	if w.entries == nil || w.entries.blur&p.Lex.trie.nodes[node].next == 0 {
		return into
	}
	p.Lex.trie.meet(node, w.entries, func(next int32) {
		into = p.arrive(start, last, at, next, trick, into)
	})
	return into
}

// begin finds the phrases that begin with a word, that of the word alone first.
func (p *Page) begin(start, last int, into []Ann) []Ann {
	w := p.Words[start]
	at, trick := p.second(start, last)
	for _, a := range w.entries.ended {
		into = append(into, Ann{Class: a.class, First: int32(start), Last: int32(start + 1), Entry: a.entry, Trick: w.Trick})
	}
	for _, node := range p.nodes {
		if at == start {
			into = p.found(start, start, node, trick, into)
			continue
		}
		into = p.arrive(start, last, at, node, trick, into)
	}
	return into
}

// second gathers in p.nodes, ascending, the nodes that the phrases beginning
// with a word come to by what stands behind it, and returns the token that they
// then end at: the word's own where that is the end of the sentence or clause.
func (p *Page) second(start, last int) (at int, trick Trick) {
	t, e := &p.Lex.trie, p.Words[start].entries
	p.nodes = p.nodes[:0]
	at, trick = start+1, p.Words[start].Trick
	if at >= last || p.Tokens[at].Kind >= text.Break {
		if t.finish != 0 {
			p.nodes = e.behind(t.finish, p.nodes)
		}
		at = start
	} else if w := p.Words[at]; w != nil {
		trick = max(trick, w.Trick)
		if !w.denies {
			p.nodes = e.behind(anySymbol, p.nodes)
		}
		if w.entries != nil {
			p.nodes = e.meet(w.entries, p.nodes)
		}
		if w.entries != nil && t.hyphen != 0 && p.hyphened(start) {
			p.behind = e.behind(t.hyphen, p.behind[:0])
			for _, node := range p.behind {
				t.meet(node, w.entries, func(next int32) { p.nodes = append(p.nodes, next) })
			}
		}
	} else if t.comma != 0 && p.Tokens[at].Kind == text.Comma {
		p.nodes = e.behind(t.comma, p.nodes)
	}
	slices.Sort(p.nodes)
	p.nodes = slices.Compact(p.nodes)
	return at, trick
}

// hyphened says whether a hyphen joins a token to the next.
func (p *Page) hyphened(at int) bool {
	if at+1 >= len(p.Tokens) {
		return false
	}
	switch p.Text[p.Tokens[at].End:p.Tokens[at+1].Start] {
	case "-", "‐", "‑":
		return true
	}
	return false
}

// comma goes on behind a comma that the phrase may have.
func (p *Page) comma(start, last, at int, node int32, trick Trick, into []Ann) []Ann {
	sym := p.Lex.trie.comma
	if sym == 0 || p.Tokens[at].Kind != text.Comma {
		return into
	}
	if next := p.Lex.trie.behind(node, sym); next != 0 {
		into = p.arrive(start, last, at, next, trick, into)
	}
	return into
}

func (p *Page) arrive(start, last, at int, node int32, trick Trick, into []Ann) []Ann {
	n, end := &p.Lex.trie.nodes[node], &p.Lex.trie.nodes[node+1]
	if n.outs != end.outs {
		into = p.found(start, at, node, trick, into)
	}
	if n.next == 0 {
		return into
	}
	if sym := p.Lex.trie.hyphen; sym != 0 && n.next&blurOf(sym) != 0 && at+1 < last && p.hyphened(at) {
		if next := p.Lex.trie.behind(node, sym); next != 0 {
			into = p.walk(start, last, at+1, next, trick, into)
		}
	}
	if at+1 < last && n.arcs&hasAny == 0 {
		if w := p.Words[at+1]; w != nil && (w.entries == nil || w.entries.blur&n.next == 0) {
			return into
		}
	}
	if sym := p.Lex.trie.finish; sym != 0 && (at+1 >= last || p.Tokens[at+1].Kind >= text.Break) {
		if next := p.Lex.trie.behind(node, sym); next != 0 {
			into = p.found(start, at, next, trick, into)
		}
	}
	return p.walk(start, last, at+1, node, trick, into)
}

// found appends the phrases that end at a node.
func (p *Page) found(start, at int, node int32, trick Trick, into []Ann) []Ann {
	for _, o := range p.Lex.trie.at(node) {
		into = append(into, Ann{Class: p.Lex.trie.classes[o], First: int32(start), Last: int32(at + 1), Entry: o, Trick: trick})
	}
	return into
}

// Phrases returns the phrases found in tokens first to last, exclusive, as
// Annotate does. They are valid as long as the page is.
func (p *Page) Phrases(first, last int) []Ann {
	begin := len(p.anns)
	p.anns = p.Annotate(first, last, p.anns)
	return p.anns[begin:len(p.anns):len(p.anns)]
}

// prune removes what is inside something longer. Most words stand in no phrase
// of several: what begins with them needs no look at the others.
func (p *Page) prune(anns []Ann, masked bool) []Ann {
	p.covered = p.covered[:0]
	gone := false
	reach := int32(0) // how far those go that begin earlier
	for i := 0; i < len(anns); {
		first, far, n := anns[i].First, anns[i].Last, i+1
		for ; n < len(anns) && anns[n].First == first; n++ {
			far = max(far, anns[n].Last)
		}
		for ; i < n; i++ {
			inside := (far > first+1 || reach > first) && covered(anns, i, p.Lex.mask, masked, reach)
			p.covered = append(p.covered, inside)
			gone = gone || inside
		}
		reach = max(reach, far)
	}
	if !gone {
		return anns
	}
	kept := anns[:0]
	for i, inside := range p.covered {
		if !inside {
			kept = append(kept, anns[i])
		}
	}
	return kept
}

// covered says whether annotation i lies in a longer one of its class, or in a
// mask. Annotations come by their beginning, so only near ones are looked at;
// reach is how far those go that begin before it.
func covered(anns []Ann, i int, mask Class, masked bool, reach int32) bool {
	a := anns[i]
	within := func(b Ann) bool {
		if b.First > a.First || b.Last < a.Last {
			return false
		}
		longer := b.Last-b.First > a.Last-a.First
		return longer && (b.Class == a.Class || masked && b.Class == mask)
	}
	for j := i - 1; j >= 0 && a.First-anns[j].First < maxPhrase && (reach >= a.Last || anns[j].First == a.First); j-- {
		if within(anns[j]) {
			return true
		}
	}
	for j := i + 1; j < len(anns) && anns[j].First == a.First; j++ {
		if within(anns[j]) {
			return true
		}
	}
	return false
}
