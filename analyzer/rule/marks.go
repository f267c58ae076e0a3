package rule

import (
	"sort"

	"github.com/alleys-eu/alleys/analyzer/text"
)

// stretch is a run of words alone in quotation marks, too short to be a
// quotation: scare quotes, the writer's distance to the words.
type stretch struct{ first, last int }

// maxMarked is how many words in quotation marks are no quotation, but the
// writer's distance to them.
const maxMarked = 4

// findMarked finds the short stretches in quotation marks. A whole sentence in
// marks is none, and a capital letter that the words would not have without
// the marks makes them a title.
func (v *Sentence) findMarked() {
	v.marked = v.marked[:0]
	marks, tokens := v.Page.Marks, v.Page.Tokens
	if len(marks) < 2 {
		return
	}
	before := 0
	if v.First > 0 {
		before = tokens[v.First-1].End
	}
	i := sort.Search(len(marks), func(i int) bool { return marks[i].At >= before })
	for t := v.First; i+1 < len(marks) && t < v.Last; i++ {
		for t < v.Last && tokens[t].Start < marks[i].At {
			t++
		}
		if !v.Page.Lex.Lang.Pair(&v.Page.Doc, i, i+1) {
			continue
		}
		end := t
		for end < v.Last && tokens[end].Kind <= text.Sign && tokens[end].End <= marks[i+1].At && end-t <= maxMarked {
			end++
		}
		if s := (stretch{t, end}); v.alone(s, marks[i+1].At) {
			v.marked = append(v.marked, s)
			i++
		}
	}
}

// alone says whether words are all that stands before a closing mark but a
// comma or full stop, and are neither a sentence nor a title.
func (v *Sentence) alone(s stretch, closing int) bool {
	n := s.last - s.first
	if n == 0 || n > maxMarked {
		return false
	}
	next := v.beyondMarks(s.last)
	if next > s.last && v.Page.Tokens[next-1].Start > closing {
		next = s.last
	}
	if next < v.Last && v.Page.Tokens[next].Start < closing || s.first == v.First && v.beyondMarks(next) == v.Last {
		return false
	}
	return v.Page.Lex.Capitals || n == 1 && s.first == v.First || !v.title(s)
}

// title says whether words begin with a capital letter, other than a name of
// origin does.
func (v *Sentence) title(s stretch) bool {
	if v.Page.Tokens[s.first].Case == text.LowerCase {
		return false
	}
	return v.Page.Tokens[s.last-1].Case != text.LowerCase || v.starts(s.first, &v.Syntax.Adjectives) == s.first
}

// beyondMarks moves from a token over commas and what ends a sentence.
func (v *Sentence) beyondMarks(t int) int {
	for t < v.Last && (v.Page.Tokens[t].Kind == text.Comma || v.Page.Tokens[t].Kind == text.End) {
		t++
	}
	return t
}

// short finds element n alone in quotation marks that open at a token. Beside
// what the element asks for there may be words of praise and names of origin:
// “poor Syrian refugees”. An article makes it a quotation: “the refugees”.
func (s *search) short(n, t int) bool {
	e := &s.q.elements[n]
	from := sort.Search(len(s.v.marked), func(i int) bool { return s.v.marked[i].first >= t })
	if from < len(s.v.marked) && s.v.marked[from].first == t {
		m := s.v.marked[from]
		for at := m.first; at < m.last; at++ {
			if !s.v.light(m.first, at) {
				break
			}
			if span, mention, ok := s.inMarks(e, at, m); ok {
				return s.thenMarked(n, Span{First: m.first, Last: m.last, Role: e.role, Class: span.Class, Trick: span.Trick, Marked: true}, mention)
			}
		}
	}
	return false
}

// thenMarked keeps a span with its mention, or none, and goes on behind it.
func (s *search) thenMarked(n int, span Span, mention *Mention) bool {
	old := s.mention
	if old == nil {
		s.mention = mention
	}
	if s.then(n, span) {
		return true
	}
	s.mention = old
	return false
}

// inMarks looks at a token in a short stretch for what an element asks for,
// with nothing of weight behind it.
func (s *search) inMarks(e *element, at int, m stretch) (Span, *Mention, bool) {
	// An adjective before the marks may be part of the name: Syrian “refugees”.
	for i := max(s.v.mentionAt(m.first)-1, 0); i < len(s.v.Mentions) && s.v.Mentions[i].First < m.last; i++ {
		o := &s.v.Mentions[i]
		if e.mention == 0 || max(o.First, m.first) != at || o.Last <= at || o.Last > m.last || o.First < at && s.v.starts(o.First, &s.v.Syntax.Adjectives) != at {
			continue
		}
		if s.v.light(o.Last, m.last) && !s.v.Syntax.Insults.Has(o.Class) && e.takes(o, s.q.names, false) {
			return Span{Class: o.Class, Trick: o.Trick}, o, true
		}
	}
	for _, a := range s.v.From(at) {
		if e.classes.Has(a.Class) && int(a.Last) <= m.last && s.v.light(int(a.Last), m.last) {
			return Span{Class: a.Class, Trick: a.Trick}, nil, true
		}
	}
	w := s.v.Page.Words[at]
	if e.anything || w != nil && e.words[w.Norm] && s.v.light(at+1, m.last) {
		return Span{}, nil, true
	}
	return Span{}, nil, false
}

// light says whether tokens add nothing to what stands in marks with them.
func (v *Sentence) light(first, last int) bool {
	for first < last {
		end := v.starts(first, &v.Syntax.Light)
		if end == first {
			return false
		}
		first = end
	}
	return true
}
