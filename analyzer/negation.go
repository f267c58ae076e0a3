package analyzer

import (
	"strings"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/rule"
	"github.com/alleys-eu/alleys/analyzer/text"
	"github.com/alleys-eu/alleys/corpus"
)

// innerNegation finds a negation behind the verb of what is said of the group,
// between the parts of the match or right behind the verb: "they bring us no
// diseases", "sie stehlen niemandem etwas". It is none where the rule is about
// something denied ("they do not want to work"), where it excepts what is said
// ("nothing but diseases") and where it belongs to something else ("no skills,
// only diseases"). A negative question asserts.
func (w *work) innerNegation(c *verdict, p place) {
	if p.m.Rule.Presupposed || !w.a.cue.negation.Meets(&p.v.Present) || w.page.Sentences[p.v.Index].Question || w.denies(p) {
		return
	}
	verb := w.verbEnd(p)
	for _, a := range p.v.Anns {
		t := int(a.First)
		if t <= p.head || !w.a.cue.negation.Has(a.Class) || p.overlaps(a) || w.swallowed(p, a) {
			continue
		}
		if w.excepted(p, a) || w.without(p, a) {
			continue
		}
		if t >= p.last && t != w.beforeObject(p.v, verb) {
			return
		}
		if next := p.next(t); next < 0 || w.reaches(p.v, int(a.Last), next) {
			c.step("negation", w.tokens(t, int(a.Last)), corpus.StanceCountered)
			return
		}
	}
}

// without says whether a negation is a preposition with something else than the
// match behind it: "a mock parliament without power".
func (w *work) without(p place, a lexicon.Ann) bool {
	if !w.has(p.v, int(a.First), &w.a.cue.without) {
		return false
	}
	next := p.next(int(a.First))
	return next < 0 || next > int(a.Last)+1
}

// excepted says whether what is said of the group is the exception from a
// negation: "they do not bring anything but diseases". Where a negation is the
// exception itself ("they bring anything but diseases") it is none.
func (w *work) excepted(p place, a lexicon.Ann) bool {
	if !w.a.cue.except.Meets(&p.v.Present) {
		return false
	}
	for _, b := range p.v.Anns {
		if w.a.cue.except.Has(b.Class) && int(b.First) >= p.from && int(b.Last) < p.last+1 && (b.First >= a.Last || b.First == a.First && w.negatedBefore(p, int(a.First))) {
			return true
		}
	}
	return false
}

// negatedBefore says whether a negation stands in the clause before a token.
func (w *work) negatedBefore(p place, t int) bool {
	for _, a := range p.v.Anns {
		if w.a.cue.negation.Has(a.Class) && int(a.First) >= p.from && int(a.Last) <= t {
			return true
		}
	}
	return false
}

// denies says whether what was matched holds a negation itself.
func (w *work) denies(p place) bool {
	for _, a := range p.v.Anns {
		if w.a.cue.negation.Has(a.Class) && p.overlaps(a) {
			return true
		}
	}
	return false
}

// verbEnd returns the end of the verb that says something of the group, when
// the predicate of the match begins with one, or -1.
func (w *work) verbEnd(p place) int {
	for _, s := range p.m.Spans {
		if s.First == p.head && s.Class != 0 && w.saysDeed(s.Class) {
			return s.Last
		}
	}
	return -1
}

// saysDeed says whether the words of a class are verbs or whole predicates.
func (w *work) saysDeed(class lexicon.Class) bool {
	name := w.a.rb.Classes().Name(class)
	return strings.HasPrefix(name, "verb.") || strings.HasPrefix(name, "phrase.")
}

// maxPronouns is how many pronouns and fillers may stand between a verb and the
// negation of its object: "they take away from us no jobs".
const maxPronouns = 2

// beforeObject moves from the end of a verb over pronouns.
func (w *work) beforeObject(v *rule.Sentence, t int) int {
	for n := 0; t >= 0 && n < maxPronouns && (w.has(v, t, &v.Syntax.Us) || w.has(v, t, &w.a.cue.other)); n++ {
		t++
	}
	return t
}

// next returns where the first part of the match behind a token begins, or -1.
func (p place) next(t int) int {
	next := -1
	for _, s := range p.m.Spans {
		if s.First > t && (next < 0 || s.First < next) {
			next = s.First
		}
	}
	return next
}

// reaches says whether a negation reaches from a token to another: no comma,
// "but" or "except" stands between them.
func (w *work) reaches(v *rule.Sentence, t, to int) bool {
	for ; t < to; t++ {
		if w.page.Tokens[t].Kind != text.Word || w.has(v, t, &w.a.cue.terminator) {
			return false
		}
	}
	return true
}
