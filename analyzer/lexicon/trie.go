package lexicon

import (
	"slices"
	"strings"
)

// trie holds the phrases of a language over the symbols of their words. It
// does not change once it is built.
type trie struct {
	symbols table    // of single words
	starts  affixes  // of symStart symbols
	ends    affixes  // of symEnd symbols
	comma   int32    // symbol of symComma; 0: no phrase has one
	finish  int32    // symbol of symEnds; 0: no phrase has one
	stems   bool     // there is a symStem symbol
	groups  listing  // by symbol: the symOneOf that it is in
	roots   []int32  // by symbol: the node it leads to from the root; 0: none
	nodes   []node   // one more for the end of the last
	arcs    []arc    // by node, ascending by symbol
	outputs []output // by node
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

// anyBlur meets every other one.
const anyBlur = ^blur(0)

// hasAny marks a node with an arc for any word, its first one.
const hasAny = 1 << 31

// arc leads from a node to the next by one symbol.
type arc struct{ sym, node int32 }

// output says that a phrase ends at a node.
type output struct {
	class Class
	entry int32
}

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
	arcs, syms := t.from(n), e.symbols()
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

// ahead returns what the word behind a node must meet for a phrase to be found:
// nothing where one ends there, or any word may follow.
func (t *trie) ahead(n int32) blur {
	if node := &t.nodes[n]; node.outs == t.nodes[n+1].outs && node.arcs&hasAny == 0 {
		return node.next
	}
	return anyBlur
}

// at returns the outputs of a node.
func (t *trie) at(n int32) []output { return t.outputs[t.nodes[n].outs:t.nodes[n+1].outs] }

// planter builds a trie.
type planter struct {
	trie
	oneOf    map[string]int32
	members  [][2]int32 // symbol, and the symOneOf that it is in
	children map[[2]int32]int32
	grown    []grown
	ended    []ended
	count    int32 // of nodes

	begun, reached []int32   // memory of insert
	runs           [][]int32 // memory of insert
}

// grown is an arc with the node that it leaves; ended an output with its node.
type (
	grown struct {
		node int32
		arc
	}
	ended struct {
		node int32
		output
	}
)

func newPlanter() *planter {
	p := &planter{oneOf: make(map[string]int32), children: make(map[[2]int32]int32), count: 1}
	p.symbol(symAny)
	return p
}

// insert adds the phrases of an entry, given by what may stand in each of their
// places. All of them grow together, a place at a time, since many share the
// nodes that they lead to. None is empty or begins with just any word.
func (p *planter) insert(places [][]pattern, out output) {
	from := append(p.begun[:0], 0)
	to := p.reached[:0]
	for _, place := range places {
		p.number(place)
		to = to[:0]
		for _, node := range from {
			for _, run := range p.runs {
				if next, ok := p.along(node, run); ok {
					to = append(to, next)
				}
			}
		}
		slices.Sort(to)
		from, to = slices.Compact(to), from
	}
	for _, node := range from {
		if node != 0 {
			p.ended = append(p.ended, ended{node, out})
		}
	}
	p.begun, p.reached = from, to
}

// number notes the symbols of the runs that may stand in a place.
func (p *planter) number(place []pattern) {
	p.runs = p.runs[:0]
	for _, run := range place {
		var ids []int32
		if n := len(p.runs); n < cap(p.runs) {
			ids = p.runs[:n+1][n][:0]
		}
		for _, s := range run {
			ids = append(ids, p.symbol(s))
		}
		p.runs = append(p.runs, ids)
	}
}

// along returns the node that a run of symbols leads to from another one.
func (p *planter) along(node int32, run []int32) (int32, bool) {
	for _, sym := range run {
		if node == 0 && sym == anySymbol {
			return 0, false
		}
		node = p.child(node, sym)
	}
	return node, true
}

// child returns the node behind an arc, made if it is not there.
func (p *planter) child(node, sym int32) int32 {
	key := [2]int32{node, sym}
	if next, ok := p.children[key]; ok {
		return next
	}
	next := p.count
	p.count++
	p.children[key] = next
	p.grown = append(p.grown, grown{node, arc{sym, next}})
	return next
}

func (p *planter) symbol(s string) int32 {
	if s[0] == symOneOf {
		return p.alternatives(s)
	}
	id, added := p.symbols.add(s[0], s[1:])
	if added {
		switch s[0] {
		case symStart:
			p.starts.addStart(s[1:])
		case symEnd:
			p.ends.addEnd(s[1:])
		case symComma[0]:
			p.comma = id
		case symEnds[0]:
			p.finish = id
		case symStem:
			p.stems = true
		}
	}
	return id
}

func (p *planter) alternatives(s string) int32 {
	if id, ok := p.oneOf[s]; ok {
		return id
	}
	members := strings.Fields(s[1:])
	ids := make([]int32, len(members))
	for i, m := range members {
		ids[i] = p.symbol(m)
	}
	id := p.symbols.reserve()
	p.oneOf[s] = id
	for _, m := range ids {
		p.members = append(p.members, [2]int32{m, id})
	}
	return id
}

// plant returns the trie.
func (p *planter) plant() trie {
	t := p.trie
	t.symbols.clip()
	n := t.symbols.len()
	t.groups = listed(p.members, n)
	t.roots = make([]int32, n)
	slices.SortFunc(p.grown, func(a, b grown) int {
		if a.node != b.node {
			return int(a.node) - int(b.node)
		}
		return int(a.sym) - int(b.sym)
	})
	t.nodes, t.arcs = make([]node, p.count+1), make([]arc, 0, len(p.grown))
	for _, g := range p.grown {
		if g.node == 0 {
			t.roots[g.sym] = g.arc.node
			continue
		}
		t.nodes[g.node+1].arcs++
		t.nodes[g.node].next |= blurOf(g.sym)
		t.arcs = append(t.arcs, g.arc)
	}
	p.outputs(&t)
	for i := range p.count {
		t.nodes[i+1].arcs += t.nodes[i].arcs
		t.nodes[i+1].outs += t.nodes[i].outs
	}
	for i := range p.count {
		if arcs := t.from(i); len(arcs) > 0 && arcs[0].sym == anySymbol {
			t.nodes[i].arcs |= hasAny
		}
	}
	return t
}

// outputs gathers the outputs by node, the first of each class.
func (p *planter) outputs(t *trie) {
	slices.SortStableFunc(p.ended, func(a, b ended) int { return int(a.node) - int(b.node) })
	begin := 0
	for _, e := range p.ended {
		if t.nodes[e.node+1].outs == 0 {
			begin = len(t.outputs)
		}
		if slices.ContainsFunc(t.outputs[begin:], func(o output) bool { return o.class == e.class }) {
			continue
		}
		t.nodes[e.node+1].outs++
		t.outputs = append(t.outputs, e.output)
	}
	t.outputs = slices.Clone(t.outputs)
}

// listed gathers pairs of a number below n and one of its list.
func listed(pairs [][2]int32, n int) listing {
	l := listing{begin: make([]uint32, n+1), all: make([]int32, len(pairs))}
	for _, p := range pairs {
		l.begin[p[0]+1]++
	}
	for i := range n {
		l.begin[i+1] += l.begin[i]
	}
	next := slices.Clone(l.begin)
	for _, p := range pairs {
		l.all[next[p[0]]] = p[1]
		next[p[0]]++
	}
	return l
}
