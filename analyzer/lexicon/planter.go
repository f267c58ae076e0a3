package lexicon

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
)

// planter builds a trie.
type planter struct {
	trie
	oneOf   map[string]int32
	members [][2]int32 // symbol, and the symOneOf that it is in
	grown   []grown
	ended   []ended
	slots   []int32 // by node and symbol, or behind that: place in grown + 1; 0: free
	count   int32   // of nodes
	arcsOf  []int32 // by node: where its arcs begin, once they are in order
	endsOf  []int32 // by node: where the entries begin that end there

	begun, reached []int32   // memory of insert
	runs           [][]int32 // memory of insert
}

// grown is an arc with the node that it leaves; ended an entry with its node.
type (
	grown struct {
		node int32
		arc
	}
	ended struct {
		node, entry int32
	}
)

func newPlanter() *planter {
	p := &planter{oneOf: make(map[string]int32), count: 1}
	p.symbol(symAny)
	return p
}

// insert adds the phrases of the next entry, given by what may stand in each of their
// places. All of them grow together, a place at a time, since many share the
// nodes that they lead to. None is empty or begins with just any word.
func (p *planter) insert(places [][]pattern, class Class) {
	entry := int32(len(p.classes))
	p.classes = append(p.classes, class)
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
			p.ended = append(p.ended, ended{node, entry})
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
	if 2*len(p.grown) >= len(p.slots) {
		p.widen()
	}
	at := p.slot(node, sym)
	if n := p.slots[at]; n > 0 {
		return p.grown[n-1].arc.node
	}
	next := p.count
	p.count++
	p.grown = append(p.grown, grown{node, arc{sym, next}})
	p.slots[at] = int32(len(p.grown))
	return next
}

// slot returns where an arc stands, or would stand.
func (p *planter) slot(node, sym int32) uint64 {
	mask := uint64(len(p.slots) - 1)
	h := (uint64(uint32(node))<<32 | uint64(uint32(sym))) * 0x9E3779B97F4A7C15
	for at := h >> 32 & mask; ; at = (at + 1) & mask {
		n := p.slots[at]
		if n == 0 || p.grown[n-1].node == node && p.grown[n-1].sym == sym {
			return at
		}
	}
}

// widen makes room for twice as many arcs.
func (p *planter) widen() {
	p.slots = make([]int32, max(2*len(p.slots), 1<<10))
	for i, g := range p.grown {
		p.slots[p.slot(g.node, g.sym)] = int32(i + 1)
	}
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
		case symHyphen[0]:
			p.hyphen = id
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
	p.slots, p.oneOf = nil, nil
	t.symbols.clip()
	n := t.symbols.len()
	t.groups = listed(p.members, n)
	t.roots, t.inner = make([]int32, n), make([]bool, n)
	p.order()
	p.lay(&t, p.merge())
	t.classes = slices.Clip(t.classes)
	return t
}

// order puts the arcs in the order of their nodes and symbols, the ends in that
// of their nodes and entries.
func (p *planter) order() {
	slices.SortFunc(p.grown, func(a, b grown) int { return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.sym, b.sym)) })
	slices.SortFunc(p.ended, func(a, b ended) int { return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.entry, b.entry)) })
	p.arcsOf = make([]int32, p.count+1)
	for _, g := range p.grown {
		p.arcsOf[g.node+1]++
	}
	p.endsOf = make([]int32, p.count+1)
	for _, e := range p.ended {
		p.endsOf[e.node+1]++
	}
	for i := range p.count {
		p.arcsOf[i+1] += p.arcsOf[i]
		p.endsOf[i+1] += p.endsOf[i]
	}
}

// arcsAt returns the arcs of a node, endsAt the entries that end there.
func (p *planter) arcsAt(n int32) []grown { return p.grown[p.arcsOf[n]:p.arcsOf[n+1]] }
func (p *planter) endsAt(n int32) []ended { return p.ended[p.endsOf[n]:p.endsOf[n+1]] }

// merge makes one of all nodes that nothing tells apart: the same arcs lead from
// them to the same nodes, and the same entries end there. It returns the node
// that stands for each one, and lets the arcs lead to it. What comes behind the
// alternatives of an entry is there only once then, a fifth of what grew. (A
// node grows after the one before it, so those behind it come first here.)
func (p *planter) merge() []int32 {
	same := make([]int32, p.count)
	met := make(map[string]int32)
	var key []byte
	for n := p.count - 1; n > 0; n-- {
		key = key[:0]
		for i, g := range p.arcsAt(n) {
			to := same[g.arc.node]
			p.arcsAt(n)[i].arc.node = to
			key = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(key, uint32(g.sym)), uint32(to))
		}
		for _, e := range p.endsAt(n) {
			key = binary.LittleEndian.AppendUint32(key, ^uint32(e.entry))
		}
		first, ok := met[string(key)]
		if !ok {
			first = n
			met[string(key)] = n
		}
		same[n] = first
	}
	for i, g := range p.arcsAt(0) {
		p.arcsAt(0)[i].arc.node = same[g.arc.node]
	}
	return same
}

// lay lays the nodes that stand for others with their arcs, in the order that a
// trie promises, and their entries, the first of each class.
func (p *planter) lay(t *trie, same []int32) {
	number := make([]int32, p.count)
	var order []int32
	for left := []int32{0}; len(left) > 0; {
		n := left[len(left)-1]
		left = left[:len(left)-1]
		if n == 0 && len(order) > 0 || number[n] != 0 {
			continue
		}
		number[n] = int32(len(order))
		order = append(order, n)
		left = p.children(p.arcsAt(n), left)
	}
	arcs, outputs := 0, 0
	for _, n := range order {
		arcs += len(p.arcsAt(n))
		outputs += len(p.endsAt(n))
	}
	t.nodes = make([]node, 0, len(order)+1)
	t.arcs, t.outputs = make([]arc, 0, arcs), make([]int32, 0, outputs)
	for _, n := range order {
		t.layNode(p.arcsAt(n), p.endsAt(n), number)
	}
	t.nodes = append(t.nodes, node{arcs: uint32(len(t.arcs)), outs: uint32(len(t.outputs))})
}

// layNode lays the next node.
func (t *trie) layNode(arcs []grown, ends []ended, number []int32) {
	root := len(t.nodes) == 0
	own := node{arcs: uint32(len(t.arcs)), outs: uint32(len(t.outputs))}
	if !root && len(arcs) > 0 && arcs[0].sym == anySymbol {
		own.arcs |= hasAny
	}
	for _, g := range arcs {
		to := number[g.arc.node]
		if root {
			t.roots[g.sym] = to
			continue
		}
		t.inner[g.sym] = true
		own.next |= blurOf(g.sym)
		t.arcs = append(t.arcs, arc{g.sym, to})
	}
	for _, e := range ends {
		if !slices.ContainsFunc(t.outputs[own.outs:], func(o int32) bool { return t.classes[o] == t.classes[e.entry] }) {
			t.outputs = append(t.outputs, e.entry)
		}
	}
	t.nodes = append(t.nodes, own)
}

// children appends the nodes behind arcs, the one to be met first last.
func (p *planter) children(arcs []grown, into []int32) []int32 {
	end := int32(0)
	for i := len(arcs) - 1; i >= 0; i-- {
		if p.finish != 0 && arcs[i].sym == p.finish {
			end = arcs[i].arc.node
			continue
		}
		into = append(into, arcs[i].arc.node)
	}
	if end != 0 {
		into = append(into, end)
	}
	return into
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
