package rule

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/text"
)

// Sequence is an ordered pattern.
type Sequence struct {
	Source   string
	elements []element
	key      *lexicon.Set     // one class of it is in every match, a rare one
	anchor   *lexicon.Set     // one class of it is, too: of rare words, where there are any
	needs    [][]lexicon.Part // one class of each is, besides the anchor
	words    []numbers        // one word of each is in every match
	marks    bool             // something in quotation marks is in every match
	names    *lexicon.Classes
}

// NewSequence compiles an ordered pattern; see parse for how it is written.
func NewSequence(pattern string, syntax *Syntax) (*Sequence, error) {
	elements, err := parse(pattern, syntax.Classes)
	if err != nil {
		return nil, err
	}
	all := needs(elements, syntax)
	if len(all) == 0 {
		return nil, fmt.Errorf("pattern %q needs an item of classes or a group that is always there", pattern)
	}
	anchor := rarest(all, syntax, 1<<9)
	q := &Sequence{
		Source: pattern, elements: elements, words: wordsNeeded(elements, syntax), names: syntax.Classes,
		key: syntax.Classes.Shared(all[rarest(all, syntax, 0)]), anchor: syntax.Classes.Shared(all[anchor]),
	}
	for i := range all {
		if i != anchor {
			q.needs = append(q.needs, all[i].Parts())
		}
	}
	slices.SortStableFunc(q.needs, func(a, b []lexicon.Part) int { return len(a) - len(b) })
	for _, e := range elements {
		q.marks = q.marks || e.quoted && !e.optional
	}
	return q, nil
}

// needs lists the sets of which each match has a class.
func needs(elements []element, syntax *Syntax) []lexicon.Set {
	var out []lexicon.Set
	for _, e := range elements {
		if e.optional || e.begin || e.end || e.refuse || e.anything || e.words != nil || e.tags != nil {
			continue
		}
		set := *e.classes
		if e.mention != 0 {
			for _, s := range []*lexicon.Set{&syntax.Groups, &syntax.They, &syntax.Them, &syntax.Their, &syntax.VerbThey, &syntax.VerbThem, &syntax.Persons} {
				set.Join(s)
			}
		}
		out = append(out, set)
	}
	return out
}

// rarest returns the rarest of the sets that a match needs: no fillers and no
// form of "to be", and the group only where nothing else is asked for. A class of
// small words counts as so many more.
func rarest(needs []lexicon.Set, syntax *Syntax, small int) int {
	common := syntax.Fillers
	common.Join(&syntax.Be)
	best, rank := 0, -1
	for i := range needs {
		own := needs[i].Len()
		switch {
		case needs[i].Meets(&common):
			own += 1 << 20
		case needs[i].Meets(&syntax.Groups):
			own += 1 << 10
		case needs[i].Meets(&syntax.Small):
			own += small
		}
		if rank < 0 || own < rank {
			best, rank = i, own
		}
	}
	return best
}

// root returns a set of classes of which every match has one.
func (q *Sequence) root() *lexicon.Set { return q.key }

// rare returns the one of them by which the pattern is found.
func (q *Sequence) rare() *lexicon.Set { return q.anchor }

// gate returns the first needs besides the anchor that are a single part.
func (q *Sequence) gate() gate {
	var g gate
	n := 0
	for _, parts := range q.needs {
		if len(parts) == 1 && n < len(g) {
			g[n] = parts[0]
			n++
		}
	}
	return g
}

// Classes returns the classes that the pattern uses.
func (q *Sequence) Classes() lexicon.Set { return classesOf(q.elements) }

func classesOf(elements []element) lexicon.Set {
	var s lexicon.Set
	for i := range elements {
		s.Join(elements[i].classes)
	}
	return s
}

// maxSteps bounds the work that one pattern does in one sentence.
const maxSteps = 4000

type search struct {
	q         *Sequence
	v         *Sentence
	reference bool
	spans     []Span
	mention   *Mention
	steps     int
}

// match calls take for the first match from each place where one begins.
func (q *Sequence) match(v *Sentence, reference bool, take func(Match)) {
	s := search{q: q, v: v, reference: reference, spans: v.spans}
	for t := v.First; t < v.Last && s.steps < maxSteps; t++ {
		s.spans, s.mention = s.spans[:0], nil
		if s.at(0, t) && len(s.spans) > 0 {
			take(Match{Spans: slices.Clone(s.spans), Mention: s.mention})
		}
	}
	v.spans = s.spans[:0]
}

// possible says whether all that every match has is in the sentence, apart from
// its anchor.
func (q *Sequence) possible(v *Sentence) bool {
	for _, n := range q.needs {
		if !v.Present.MeetsParts(n) {
			return false
		}
	}
	for i := range q.words {
		if !q.words[i].meets(v.literals()) {
			return false
		}
	}
	return !q.marks || len(v.marked) > 0
}

// from tries element n from token t on, over its gap.
func (s *search) from(n, t int) bool {
	if n == len(s.q.elements) {
		return true
	}
	e := &s.q.elements[n]
	if e.gap == noGap {
		return s.at(n, t)
	}
	return s.gap(n, t, e.gap, 0)
}

// maxFillers is how many fillers and asides a gap may pass.
const maxFillers = 8

// gap tries element n at token t and, while the budget lasts, behind it.
func (s *search) gap(n, t, budget, fillers int) bool {
	for {
		if s.at(n, t) {
			return true
		}
		if t >= s.v.Last {
			return false
		}
		i := t - s.v.First
		if k := int(s.v.skip[i]); k > 0 && fillers < maxFillers && s.v.cost[i] != costWall {
			if s.inside(n, t, k) {
				return true
			}
			t += k
			fillers++
			continue
		}
		if end := s.v.aside(t); end > t && fillers < maxFillers && s.gap(n, end, budget, fillers+1) {
			return true
		}
		if budget -= int(s.v.cost[i]); budget < 0 {
			return false
		}
		t++
	}
}

// inside tries element n within a filler of k words, other than at its start:
// "not at all" may be followed by a phrase, or "all" begin one.
func (s *search) inside(n, t, k int) bool {
	for i := t + 1; i < t+k && i < s.v.Last; i++ {
		if len(s.v.From(i)) > 0 && s.at(n, i) {
			return true
		}
	}
	return false
}

// maxAside is how many words may stand between two commas for a gap to pass
// over them: "The Union, in his eyes, is …".
const maxAside = 5

// aside returns the token behind the second of two commas, the first of which
// stands at t, or t.
func (v *Sentence) aside(t int) int {
	if v.Page.Tokens[t].Kind != text.Comma {
		return t
	}
	for end := t + 1; end < v.Last && end <= t+maxAside+1; end++ {
		switch {
		case v.Page.Tokens[end].Kind == text.Comma:
			return end + 1
		case v.cost[end-v.First] == costWall || v.Page.Tokens[end].Kind != text.Word:
			return t
		}
	}
	return t
}

// at tries element n exactly at token t, and the rest behind it.
func (s *search) at(n, t int) bool {
	if s.steps++; s.steps > maxSteps {
		return false
	}
	e := &s.q.elements[n]
	switch {
	case e.begin:
		return s.v.opensAt(t) && s.from(n+1, t)
	case e.refuse:
		return s.v.starts(t, e.classes) == t && s.from(n+1, t)
	case e.end:
		return s.v.finishes(t) && s.from(n+1, t)
	}
	if e.free && s.v.Governed(t) {
		return e.optional && s.from(n+1, t)
	}
	if e.quoted {
		return s.short(n, t) || e.optional && s.from(n+1, t)
	}
	if s.mentions(n, t) || s.phrases(n, t) || s.word(n, t) {
		return true
	}
	return e.optional && s.from(n+1, t)
}

func (s *search) mentions(n, t int) bool {
	e := &s.q.elements[n]
	if e.mention == 0 {
		return false
	}
	for i := s.v.mentionAt(t); i < len(s.v.Mentions) && s.v.Mentions[i].First == t; i++ {
		m := &s.v.Mentions[i]
		if !e.takes(m, s.q.names, s.reference) {
			continue
		}
		old := s.mention
		if old == nil {
			s.mention = m
		}
		if s.then(n, Span{First: m.First, Last: m.Last, Role: e.role, Class: m.Class, Trick: m.Trick}) {
			return true
		}
		s.mention = old
	}
	return false
}

func (s *search) phrases(n, t int) bool {
	e := &s.q.elements[n]
	anns := s.v.From(t)
	for i := len(anns) - 1; i >= 0; i-- {
		a := anns[i]
		if e.classes.Has(a.Class) && !(e.itself && s.v.Qualifies(t, int(a.Last))) && s.then(n, Span{First: t, Last: int(a.Last), Role: e.role, Class: a.Class, Trick: a.Trick}) {
			return true
		}
	}
	return false
}

func (s *search) word(n, t int) bool {
	e := &s.q.elements[n]
	if e.words == nil && e.tags == nil || t >= s.v.Last {
		return false
	}
	if !e.words[s.v.word(t)] && !s.v.tagged(t, e.tags) {
		return false
	}
	return s.then(n, Span{First: t, Last: t + 1, Role: e.role})
}

// then keeps a span and goes on behind it.
func (s *search) then(n int, span Span) bool {
	kept := len(s.spans)
	s.spans = append(s.spans, span)
	if s.q.elements[n].many && span.Last > span.First && s.at(n, span.Last) {
		return true
	}
	if s.from(n+1, span.Last) {
		return true
	}
	s.spans = s.spans[:kept]
	return false
}

// opensAt says that nothing but fillers stands between a token and the start of
// the sentence, a colon or dash, or an opening quotation mark. It is worked out
// for all tokens at once: many patterns ask.
func (v *Sentence) opensAt(t int) bool {
	if len(v.opens) == 0 {
		v.findOpenings()
	}
	return v.opens[t-v.First] == atStart
}

// opening is whether a token opens a sentence or a part of it; 0: not known.
type opening uint8

const (
	atStart opening = 1 + iota
	within
)

// findOpenings lets each filler, the longest of those with one end, hand on what
// its first token is to the token behind it.
func (v *Sentence) findOpenings() {
	v.opens = zeroed(v.opens, v.Last-v.First+1)
	for t := v.First; t <= v.Last; t++ {
		o := &v.opens[t-v.First]
		switch {
		case t == v.First || v.Page.Tokens[t-1].Kind >= text.Break || v.opened(t):
			*o = atStart
		case *o == 0:
			*o = within
		}
		for _, a := range v.From(t) {
			if end := &v.opens[int(a.Last)-v.First]; *end == 0 && a.Last-a.First <= maxFiller && v.Syntax.Fillers.Has(a.Class) {
				*end = *o
			}
		}
	}
}

// opened says whether a quotation mark stands between a token and the one
// before it.
func (v *Sentence) opened(t int) bool {
	if t >= len(v.Page.Tokens) {
		return false
	}
	between := v.Page.Text[v.Page.Tokens[t-1].End:v.Page.Tokens[t].Start]
	return between != " " && between != "" && strings.ContainsAny(between, "\"“„«»‘‚'”")
}

// finishes says that nothing stands behind: the end of the sentence, of a
// quotation, or a mark that ends a clause.
func (v *Sentence) finishes(t int) bool {
	return t >= v.Last || v.Page.Tokens[t].Kind >= text.Break || t > v.First && v.opened(t)
}
