package analyzer

import (
	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/rulebook"
	"github.com/alleys-eu/alleys/corpus"
)

// cues applies the cues of the rulebook in their order.
func (w *work) cues(c *verdict, p place) {
	for i := range w.a.rb.Cues() {
		cue := &w.a.rb.Cues()[i]
		if !cue.Classes.Meets(&p.v.Present) || cue.Unless.Meets(&p.v.Present) {
			continue
		}
		for _, a := range p.v.Anns {
			if !cue.Classes.Has(a.Class) || w.outside(cue, a, p) || w.void(cue, a, p) {
				continue
			}
			words := w.tokens(int(a.First), int(a.Last))
			if cue.Stance == corpus.StanceCountered && w.a.cue.refutation.Has(a.Class) && w.asksIf(p, a) {
				c.step("question", words, corpus.StanceQuestioned)
				continue
			}
			if cue.Stance == corpus.StanceCountered && w.criticises(p, a) {
				c.step("reported", words, corpus.StanceReported)
				continue
			}
			c.step(cue.Kind, words, cue.Stance)
			c.factor *= cue.Factor
			break
		}
	}
}

// outside says whether a cue does not reach a match, or is part of what was matched
// or of a longer cue.
func (w *work) outside(cue *rulebook.Cue, a lexicon.Ann, p place) bool {
	if !cue.Inside && (p.overlaps(a) && !p.encloses(a) || w.swallowed(p, a)) {
		return true
	}
	return !p.inScope(cue, a) && !w.toTheEnd(cue, a, p) || w.terminated(cue, a, p) || p.untouched(cue)
}

// void says whether a cue that reaches a match says nothing of it after all.
func (w *work) void(cue *rulebook.Cue, a lexicon.Ann, p place) bool {
	if w.a.cue.denied.Has(a.Class) && (cue.Stance != corpus.StanceCountered || w.doubtsOther(p, a)) {
		return true
	}
	if w.a.cue.turn.Has(a.Class) && w.holds(p.v, p.v.First, p.first, &w.a.cue.that) {
		return true // what is turned to is part of what is said
	}
	if (cue.Stance == corpus.StanceReported || w.a.cue.counter.Has(a.Class)) && w.sayable(p, a) {
		return true
	}
	switch cue.Stance {
	case corpus.StanceReported:
		return w.exempt(cue, a, p) || w.unreached(cue, a, p)
	case corpus.StanceQuestioned:
		return p.survives(a) || w.a.cue.when.Has(a.Class) && !w.a.cue.conditional.Meets(&p.v.Present)
	case corpus.StanceCountered:
		return w.judgesElse(p, a) || w.vowed(p, a) || w.a.cue.negation.Has(a.Class) && w.deniesElse(p, a)
	}
	return false
}

// judgesElse says whether a judgement is one of a fact, of other words or people,
// or a denied one.
func (w *work) judgesElse(p place, a lexicon.Ann) bool {
	return w.judgesFact(p, a) || w.denied(p, a) || w.concludes(p, a) || w.judgesCritics(p, a)
}

// deniesElse says whether a negation denies something else than what was matched.
func (w *work) deniesElse(p place, a lexicon.Ann) bool {
	return w.opensQuestion(p.v, int(a.First)) || w.urges(p) || p.survives(a) ||
		w.spliced(p, a) || w.inAside(p, a) || w.behindRelative(p, a) || w.excepted(p, a) || w.concordant(p, a)
}

// concordant says whether a negation is one with the negation that was matched,
// in a language where two make one: "żaden z nich nie zasługuje na szacunek".
func (w *work) concordant(p place, a lexicon.Ann) bool {
	if !w.has(p.v, int(a.First), &w.a.cue.concord) {
		return false
	}
	for _, b := range p.v.Anns {
		if (w.a.cue.negation.Has(b.Class) || w.a.cue.concord.Has(b.Class)) && p.overlaps(b) {
			return true
		}
	}
	return false
}

// overlaps says whether a cue is itself part of what was matched.
func (p place) overlaps(a lexicon.Ann) bool {
	for _, s := range p.m.Spans {
		if int(a.First) < s.Last && s.First < int(a.Last) {
			return true
		}
	}
	return false
}

// encloses says whether a cue reaches over the group that is named, from before
// the match: "whoever hates Muslims is a coward".
func (p place) encloses(a lexicon.Ann) bool {
	if int(a.First) >= p.first {
		return false
	}
	for _, s := range p.m.Spans {
		if s.Role != "target" && int(a.First) < s.Last && s.First < int(a.Last) {
			return false
		}
	}
	return true
}

// swallowed says whether a cue is only a part of a longer one: "isn't" in
// "isn't it", "never" in "never said".
func (w *work) swallowed(p place, a lexicon.Ann) bool {
	for _, b := range p.v.Anns {
		if b.First > a.First {
			return false
		}
		if b.Last >= a.Last && b.Last-b.First > a.Last-a.First && w.a.cue.all.Has(b.Class) && !w.a.cue.answer.Has(b.Class) && (!p.overlaps(b) || w.a.cue.emphasis.Has(b.Class) && w.a.cue.judgement.Has(a.Class)) {
			return true
		}
	}
	return false
}

// inScope says whether the match stands where the cue works.
func (p place) inScope(cue *rulebook.Cue, a lexicon.Ann) bool {
	first, last := int(a.First), int(a.Last)
	if reach := p.reach(cue, a); reach > 0 && max(p.first-last, first-p.last) > reach {
		return false
	}
	ahead := first <= p.head && last <= p.last // the predicate comes after the cue
	behind := first >= p.last
	switch cue.Direction {
	case "forward":
		if !ahead {
			return false
		}
	case "backward":
		if !behind {
			return false
		}
	}
	switch cue.Scope {
	case "near":
		return first >= p.first-5 && last <= p.last+5
	case "phrase":
		from, to := p.v.Clause(first, last, true)
		return p.first >= from && p.last <= to
	case "clause":
		return last > p.from && first < p.to
	}
	return true
}

// nameReach is how near an answer must stand to a name to be one to it.
const nameReach = 10

// nearThat is how many words before a match "that" may stand.
const nearThat = 3

// complementReach is how far an answer reaches to a clause that is its subject
// or object: "that …, is a lie", "it is a myth, spread by many, that …".
const complementReach = 25

// reach is how many words may stand between a cue and the match, 0 for any
// number. What is said outside a quotation is about all of it.
func (p place) reach(cue *rulebook.Cue, a lexicon.Ann) int {
	at := p.v.Page.Tokens[a.First].Start
	if cue.Across && p.isQuoted && (at < p.quote.Start || at >= p.quote.End) {
		return 0
	}
	switch {
	case cue.Reach == 0 || cue.Scope != "sentence" || cue.Stance != corpus.StanceCountered:
		return cue.Reach
	case p.complement:
		return complementReach
	case p.name:
		return nameReach
	}
	return cue.Reach
}

// terminated says whether the scope of a cue that answers what is said ends
// before the match: "It is a myth that …, but …".
func (w *work) terminated(cue *rulebook.Cue, a lexicon.Ann, p place) bool {
	if cue.Stance != corpus.StanceCountered || cue.Scope != "sentence" || int(a.Last) > p.first {
		return false
	}
	for t := int(a.Last); t < p.first; t++ {
		if w.has(p.v, t, &w.a.cue.terminator) || w.page.Text[w.page.Tokens[t].Start] == ';' {
			return true
		}
	}
	return false
}
