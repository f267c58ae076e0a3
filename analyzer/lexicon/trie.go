package lexicon

// trie holds the phrases of a language over the symbols of their words. It
// does not change once it is built. Several arcs may lead to a node, what the
// literature calls a minimal acyclic automaton (Daciuk et al., Computational
// Linguistics 26, 2000): a phrase with alternatives takes as much room as it has
// words. Its nodes are numbered as a walk meets them first that goes down before
// it goes on, the end of a sentence first and then by symbol.
type trie struct {
	symbols table   // of single words
	starts  affixes // of symStart symbols
	ends    affixes // of symEnd symbols
	comma   int32   // symbol of symComma; 0: no phrase has one
	finish  int32   // symbol of symEnds; 0: no phrase has one
	hyphen  int32   // symbol of symHyphen; 0: no phrase has one
	stems   bool    // there is a symStem symbol
	groups  listing // by symbol: the symOneOf that it is in
	roots   []int32 // by symbol: the node it leads to from the root; 0: none
	inner   []bool  // by symbol: it leads on from a node that is not the root
	nodes   []node  // one more for the end of the last
	arcs    []arc   // by node, ascending by symbol
	outputs []int32 // by node: the entries that end there
	classes []Class // by entry
}

// node says where the arcs and the outputs of a node begin.
type node struct {
	arcs uint32 // with hasAny
	outs uint32
	next blur // of the symbols of the arcs
}

// blur is a set of symbols that may hold one too many, never one too few.
type blur uint32

func blurOf(sym int32) blur { return 1 << (uint32(sym) * 0x9E3779B1 >> 27) }

// hasAny marks a node with an arc for any word, its first one.
const hasAny = 1 << 31

// arc leads from a node to the next by one symbol.
type arc struct{ sym, node int32 }

// listing holds a list of numbers for each of many numbers.
type listing struct {
	begin []uint32
	all   []int32
}

func (l *listing) of(n int32) []int32 {
	if int(n)+1 >= len(l.begin) {
		return nil
	}
	return l.all[l.begin[n]:l.begin[n+1]]
}

// from returns the arcs of a node.
func (t *trie) from(n int32) []arc {
	return t.arcs[t.nodes[n].arcs&^hasAny : t.nodes[n+1].arcs&^hasAny]
}

// meet calls yield for each node behind an arc by one of the symbols of a word.
// Either list may be long: the shorter one is gone through.
func (t *trie) meet(n int32, e *entries, yield func(int32)) {
	arcs, syms := t.from(n), e.syms
	if len(arcs) < len(syms) {
		for _, a := range arcs {
			if !e.has(a.sym) {
				continue
			}
			if syms = syms[symAt(syms, a.sym):]; len(syms) == 0 {
				return
			}
			if syms[0] == a.sym {
				yield(a.node)
			}
		}
		return
	}
	next := t.nodes[n].next
	for _, s := range syms {
		if next&blurOf(s) == 0 {
			continue
		}
		if arcs = arcs[arcAt(arcs, s):]; len(arcs) == 0 {
			return
		}
		if arcs[0].sym == s {
			yield(arcs[0].node)
		}
	}
}

// behind returns the node behind an arc by a symbol, or 0.
func (t *trie) behind(n, sym int32) int32 {
	arcs := t.from(n)
	if i := arcAt(arcs, sym); i < len(arcs) && arcs[i].sym == sym {
		return arcs[i].node
	}
	return 0
}

// symAt returns the place of the first symbol that is not below one.
func symAt(syms []int32, sym int32) int {
	low, high := 0, len(syms)
	for low < high {
		if mid := int(uint(low+high) >> 1); syms[mid] < sym {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// arcAt returns the place of the first arc whose symbol is not below one.
func arcAt(arcs []arc, sym int32) int {
	low, high := 0, len(arcs)
	for low < high {
		if mid := int(uint(low+high) >> 1); arcs[mid].sym < sym {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// at returns the entries that end at a node.
func (t *trie) at(n int32) []int32 { return t.outputs[t.nodes[n].outs:t.nodes[n+1].outs] }
