package rule

import "github.com/alleys-eu/alleys/analyzer/lexicon"

// Together is an unordered pattern: all elements within a number of words, in
// one clause.
type Together struct {
	Source string
	Within int // words from the first to the last
	*Sequence
	single []*Sequence // of one element each
}

// NewTogether compiles an unordered pattern: items as in an ordered one,
// without gaps.
func NewTogether(items string, within int, syntax *Syntax) (*Together, error) {
	q, err := NewSequence(items, syntax)
	if err != nil {
		return nil, err
	}
	g := &Together{Source: items, Within: within, Sequence: q}
	for n := range q.elements {
		g.single = append(g.single, &Sequence{elements: q.elements[n : n+1], names: q.names})
	}
	return g, nil
}

// match takes the first place of the first element around which the others
// stand.
func (g *Together) match(v *Sentence, reference bool, take func(Match)) {
	for t := v.First; t < v.Last; t++ {
		first, ok := g.find(v, reference, 0, t)
		if !ok {
			continue
		}
		if m, ok := g.around(v, reference, first); ok {
			take(m)
		}
	}
}

// around looks for the other elements near the first.
func (g *Together) around(v *Sentence, reference bool, first found) (Match, bool) {
	m := Match{Mention: first.mention, Spans: []Span{first.Span}}
	for n := 1; n < len(g.elements); n++ {
		f, ok := g.nearest(v, reference, n, m)
		if !ok {
			return m, false
		}
		if m.Mention == nil {
			m.Mention = f.mention
		}
		m.Spans = append(m.Spans, f.Span)
	}
	return m, true
}

type found struct {
	Span
	mention *Mention
}

// nearest returns the place of element n that is nearest to what was found.
func (g *Together) nearest(v *Sentence, reference bool, n int, m Match) (found, bool) {
	first, last := m.Bounds()
	from, to := v.Clause(first, last, false)
	from, to = max(from, last-g.Within), min(to, first+g.Within)
	var best found
	distance := -1
	for t := from; t < to; t++ {
		f, ok := g.find(v, reference, n, t)
		if !ok || f.Last > to || m.touches(f.Span) {
			continue
		}
		d := max(first-f.Last, f.First-last, 0)
		if distance < 0 || d < distance {
			best, distance = f, d
		}
	}
	return best, distance >= 0
}

func (m *Match) touches(s Span) bool {
	for _, o := range m.Spans {
		if s.First < o.Last && o.First < s.Last {
			return true
		}
	}
	return false
}

// find tries one element at one token.
func (g *Together) find(v *Sentence, reference bool, n, t int) (found, bool) {
	one := search{q: g.single[n], v: v, reference: reference, spans: v.spans}
	ok := one.at(0, t)
	v.spans = one.spans[:0]
	if ok && len(one.spans) > 0 {
		return found{one.spans[0], one.mention}, true
	}
	return found{}, false
}

func (g *Together) root() *lexicon.Set { return g.Sequence.root() }

func (g *Together) rare() *lexicon.Set { return g.Sequence.rare() }
