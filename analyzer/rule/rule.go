// Package rule matches patterns of classes, words and group mentions inside a
// sentence. There is one file per kind of rule: sequence.go for ordered
// patterns, together.go for unordered ones. mention.go says what a mention of
// a group is, and reference.go to whom "they" refers, so that every kind of
// rule works across the sentence boundary.
//
// A rule serves all languages: its patterns are made of classes, and each
// language's lexicon says which words belong to them.
package rule

import "github.com/alleys-eu/alleys/analyzer/lexicon"

// Rule is one way to recognise a frame.
type Rule struct {
	ID          string // "xen.invasion.flood"
	Frame       string // corpus.Frame.ID
	About       string // one sentence: what it recognises
	Target      string // corpus.Target.ID, or "" for the group mentioned
	Techniques  []string
	Score       float64 // chance that a plain match stands up
	Voice       Voice
	Languages   []string      // empty: all
	Sequences   []*Sequence   // any of them
	Togethers   []*Together   // or any of these
	Unless      lexicon.Set   // classes that must not be in the sentence
	With        []lexicon.Set // one class of each must be in the sentence
	Near        lexicon.Set   // when not empty: one of these must be in the sentences around
	Distance    bool          // the words are the writer's own distance to a name: a report or a question does not take them away
	Presupposed bool          // the words presuppose the frame: a negation elsewhere in the clause leaves it standing
	Residual    bool          // gives way to a match of another frame on the same words
	Reference   bool          // "they" may stand for the group
	File        string
	Line        int
}

// Voice says whose words the pattern itself shows, before any context.
type Voice string

const (
	VoiceOwn      Voice = ""          // the text's own
	VoiceReported Voice = "reported"  // the pattern names another speaker: "calls them vermin"
	VoiceCounter  Voice = "countered" // the pattern answers the claim: "they commit fewer crimes"
)

// Span is a run of tokens with what it is to the frame.
type Span struct {
	First, Last int // tokens, Last exclusive
	Role        string
	Class       lexicon.Class // of a class element
	Trick       lexicon.Trick
	Marked      bool // the pattern asks for the quotation marks around it
}

// Match is a rule that fired.
type Match struct {
	Rule    *Rule
	Spans   []Span   // in the order of the pattern
	Mention *Mention // the group, or nil
}

// Bounds returns the first token and the one after the last.
func (m *Match) Bounds() (first, last int) {
	first, last = m.Spans[0].First, m.Spans[0].Last
	for _, s := range m.Spans[1:] {
		first, last = min(first, s.First), max(last, s.Last)
	}
	return first, last
}

// Set is a compiled list of rules.
type Set struct {
	Rules  []*Rule
	Syntax *Syntax
	roots  lexicon.Set // classes without which no rule can match

	candidates candidates
}

// NewSet prepares rules for matching.
func NewSet(rules []*Rule, syntax *Syntax) *Set {
	s := &Set{Rules: rules, Syntax: syntax, candidates: newCandidates(rules, syntax.Classes.Len())}
	for _, p := range s.candidates.patterns {
		s.roots.Join(p.root())
	}
	return s
}

// Candidate says whether any rule might match a sentence with these classes.
func (s *Set) Candidate(present *lexicon.Set) bool { return s.roots.Meets(present) }

// Match returns what fires in a sentence, in the order of the rules, one match
// a rule and target.
func (s *Set) Match(v *Sentence) []Match {
	var out []Match
	var rule *Rule
	admitted, begin := false, 0
	take := func(m Match) {
		m.Rule = rule
		for _, o := range out[begin:] {
			if o.target() == m.target() {
				return
			}
		}
		out = append(out, m)
	}
	s.candidates.each(v, func(p pattern) {
		if p.rule != rule {
			rule, begin = p.rule, len(out)
			admitted = rule.admits(v)
		}
		if admitted {
			p.match(v, rule.Reference, take)
		}
	})
	return out
}

// admits looks at what the rule asks of the whole sentence.
func (r *Rule) admits(v *Sentence) bool {
	if r.Unless.Meets(&v.Present) {
		return false
	}
	for i := range r.With {
		if !r.With[i].Meets(&v.Present) {
			return false
		}
	}
	if len(r.Languages) == 0 {
		return true
	}
	for _, l := range r.Languages {
		if l == v.Page.Lex.Lang.Code {
			return true
		}
	}
	return false
}

func (m *Match) target() lexicon.Class {
	if m.Mention == nil {
		return 0
	}
	return m.Mention.Class + 1
}
