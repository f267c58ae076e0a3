package rule

import (
	"slices"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
)

// Outcome is how far a rule came in a sentence.
type Outcome string

const (
	Fired   Outcome = "fired"
	KeptOut Outcome = "kept out" // a class of its "unless" is in the sentence
	Lacking Outcome = "lacking"  // none of the classes of its "with" is there
	Alone   Outcome = "alone"    // none of the classes of its "near" is in the sentences around
	NoOrder Outcome = "no order" // all parts are there, but not in the order or nearness asked for
)

// Trial is a rule that was tried on a sentence, because all parts of one of
// its patterns are there.
type Trial struct {
	Rule    *Rule
	Outcome Outcome
	Because *lexicon.Ann // for KeptOut: the phrase that keeps it out
}

// Try lists the rules that come into question for the sentence that Match has
// looked at last.
func (r *Reading) Try(v *Sentence, matches []Match) []Trial {
	var out []Trial
	for _, tried := range r.set.Rules {
		if !tried.inReach(v) {
			continue
		}
		if slices.Contains(r.alone, tried) {
			out = append(out, Trial{Rule: tried, Outcome: Alone})
			continue
		}
		out = append(out, tried.trial(v, matches))
	}
	return out
}

func (r *Rule) trial(v *Sentence, matches []Match) Trial {
	for i := range matches {
		if matches[i].Rule == r {
			return Trial{Rule: r, Outcome: Fired}
		}
	}
	for i := range v.Anns {
		if r.Unless.Has(v.Anns[i].Class) {
			return Trial{Rule: r, Outcome: KeptOut, Because: &v.Anns[i]}
		}
	}
	for i := range r.With {
		if !r.With[i].Meets(&v.Present) {
			return Trial{Rule: r, Outcome: Lacking}
		}
	}
	return Trial{Rule: r, Outcome: NoOrder}
}

// inReach says whether some pattern has a class for each of its items.
func (r *Rule) inReach(v *Sentence) bool {
	for _, q := range r.Sequences {
		if q.anchor.Meets(&v.Present) && q.possible(v) {
			return true
		}
	}
	for _, g := range r.Togethers {
		if g.anchor.Meets(&v.Present) && g.possible(v) {
			return true
		}
	}
	return false
}
