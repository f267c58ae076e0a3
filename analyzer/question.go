package analyzer

import (
	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/text"
)

// callFrame is the frame of calls for exclusion and violence.
const callFrame = "exclusion-call"

// maxActor is how far behind "why" the one who is to act may stand.
const maxActor = 4

// urges says whether the sentence asks why something is not done and means that
// it should be: "Why don't we just let them drown?", "Warum lässt man sie nicht
// ersaufen?". The one who does not do it is the writer, people in general or
// nobody; a language that leaves the pronoun out may not say so, and none is
// needed with an infinitive ("Why not deport them?").
func (w *work) urges(p place) bool {
	why := w.whyNot(p)
	if why < 0 || w.passiveIn(p, why) {
		return false
	}
	if w.page.Lex.DropsPronouns() {
		return true
	}
	for t := why; t < p.v.Last && t <= why+maxActor; t++ {
		if w.own(p.v, t) || w.has(p.v, t, &w.a.cue.one) || w.has(p.v, t, &w.a.cue.someone) || t == why && w.has(p.v, t, &w.a.cue.negation) {
			return true
		}
	}
	return false
}

// asksWhy says whether the sentence really asks why people are not dealt with in
// some way: "Why are they not deported?".
func (w *work) asksWhy(p place) bool {
	why := w.whyNot(p)
	return why >= 0 && w.passiveIn(p, why)
}

// whyNot returns the token behind a "why" that opens a question about a call
// in which a negation stands, or -1.
func (w *work) whyNot(p place) int {
	if p.m.Rule.Frame != callFrame || !w.page.Sentences[p.v.Index].Question || !w.a.cue.why.Meets(&p.v.Present) || !w.a.cue.negation.Meets(&p.v.Present) {
		return -1
	}
	for _, a := range p.v.Anns {
		t := int(a.First)
		if t > p.first || t > p.v.First && t >= p.v.First+opening && !w.afterMark(t) {
			continue
		}
		if w.a.cue.why.Has(a.Class) && w.negatedBehind(p, a) {
			return int(a.Last)
		}
	}
	return -1
}

// negatedBehind says whether a negation stands in the clause behind a token, and
// before the end of what was matched.
func (w *work) negatedBehind(p place, why lexicon.Ann) bool {
	_, to := p.v.Clause(int(why.Last), int(why.Last), false)
	for _, a := range p.v.Anns {
		if w.a.cue.negation.Has(a.Class) && a.First >= why.First && int(a.Last) <= max(to, p.last) {
			return true
		}
	}
	return false
}

// passiveIn says whether a form of "to be" stands between a token and the end of
// what was matched.
func (w *work) passiveIn(p place, t int) bool { return w.holds(p.v, t, p.last, &p.v.Syntax.Be) }

// afterMark says whether a comma, colon or dash stands before a token.
func (w *work) afterMark(t int) bool { return w.page.Tokens[t-1].Kind >= text.Comma }
