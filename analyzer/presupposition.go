package analyzer

import (
	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/rule"
	"github.com/alleys-eu/alleys/analyzer/rulebook"
	"github.com/alleys-eu/alleys/analyzer/text"
	"github.com/alleys-eu/alleys/corpus"
)

// names says whether a match is one name or noun phrase: nouns and adjectives
// side by side, no verb ("migrant terror", "the horde of refugees"). A word behind an
// article, or with
// a capital letter is a noun where all nouns have one.
func (w *work) names(v *rule.Sentence, m *rule.Match) bool {
	words := 0
	for _, s := range m.Spans {
		noun := w.page.Lex.Capitals && s.Last-s.First == 1 && w.page.Tokens[s.First].Case != text.LowerCase || !w.page.Lex.Capitals && w.behindArticle(v, s.First)
		if s.Last > s.First && s.Role != "target" && !noun && !w.a.cue.nominal.Has(s.Class) {
			return false
		}
		words += s.Last - s.First
	}
	first, last := m.Bounds()
	return last-first <= words+1
}

// behindArticle says whether an article ends right before a token.
func (w *work) behindArticle(v *rule.Sentence, t int) bool {
	for back := max(t-2, v.First); back < t; back++ {
		for _, a := range v.From(back) {
			if int(a.Last) == t && v.Syntax.Dets.Has(a.Class) {
				return true
			}
		}
	}
	return false
}

// nearNegation is how many words may stand between a negation and what it
// denies the existence of: "no such", "not the".
const nearNegation = 2

// survives says whether a negation, a question or a condition leaves standing
// what the words of the match presuppose: "the migrant terror is not under
// control", "if they ever stop the migrant terror". Only one right before them
// touches it: "there is no migrant terror".
func (p place) survives(a lexicon.Ann) bool {
	return p.name && (int(a.Last) > p.first || p.first-int(a.Last) > nearNegation)
}

// untouched says whether a cue leaves standing what the words presuppose: one
// for statements beside a name, and any but an answer or a verb of naming beside
// the writer's own marks of distance ("they call for help for the 'refugees'"),
// which a negation only stresses ("these are no 'refugees'").
func (p place) untouched(cue *rulebook.Cue) bool {
	naming := cue.Stance == corpus.StanceReported && cue.Direction == "forward" && cue.Scope == "clause"
	answer := cue.Stance == corpus.StanceCountered && cue.Kind != "negation" && cue.Kind != "doubt"
	return p.name && cue.Stated || p.distance && !answer && !naming
}

// vowed says whether a negation or an answer is the writer's wish that something
// shall not happen: "we cannot let them flood the country" takes the flood for
// real. What is said it answers all the same: "we will not let anybody call them
// a flood". A demand it answers too: "we cannot let them drown".
func (w *work) vowed(p place, a lexicon.Ann) bool {
	if frame, _ := w.a.rb.Taxonomy().Frame(p.m.Rule.Frame); frame.Demand || !w.a.cue.vow.Meets(&p.v.Present) || !w.a.cue.negation.Has(a.Class) && !w.a.cue.counter.Has(a.Class) {
		return false
	}
	for _, b := range p.v.Anns {
		if w.a.cue.vow.Has(b.Class) && b.First <= a.Last && a.First < b.Last && int(b.First) < p.first {
			return !w.saying(p.v, int(b.Last), p.last)
		}
	}
	return false
}

// saying says whether a verb of saying or naming stands in a stretch.
func (w *work) saying(v *rule.Sentence, first, last int) bool {
	return w.holds(v, first, last, &w.a.cue.report) || w.holds(v, first, last, &w.a.cue.call)
}

// presupposed says whether a verb that takes what follows for true governs the
// clause of the match: "When will they admit that …?" asks about the admission.
func (w *work) presupposed(p place) bool {
	if p.open == p.v.First || p.from <= p.v.First || !w.a.cue.factive.Meets(&p.v.Present) {
		return false
	}
	from, _ := p.v.Clause(p.from-1, p.from-1, false)
	for _, a := range p.v.Anns {
		if w.a.cue.factive.Has(a.Class) && int(a.First) >= min(from, p.from) && int(a.First) < p.open && int(a.Last) <= p.first {
			return true
		}
	}
	return false
}
