package analyzer

import (
	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/corpus"
)

// answerOpens is within how many words an answer opens the sentence that gives it.
const answerOpens = 4

// answered says whether the next sentence opens with an answer to this one:
// "That is false.", "Studies show the opposite." Words that only turn from what
// others say to the facts ("In reality, …") may as well begin something new.
func (w *work) answered(c *verdict, p place) {
	next := p.v.Index + 1
	all := w.page.Sentences
	if next >= len(all) || all[next].Paragraph > all[p.v.Index].Paragraph+1 {
		return
	}
	v := w.reading.Sentence(next)
	if !w.a.cue.answer.Meets(&v.Present) {
		return
	}
	for _, a := range v.Anns {
		if !w.a.cue.answer.Has(a.Class) || w.a.cue.turn.Has(a.Class) || int(a.First) >= v.First+answerOpens {
			continue
		}
		c.step("refutation", w.tokens(int(a.First), int(a.Last)), corpus.StanceCountered)
		return
	}
}

// doubtsGroup says whether words of doubt stand right before a group: they doubt
// what its people are ("supposed refugees flood the country"), not what the frame
// says of them.
func (w *work) doubtsGroup(p place, a lexicon.Ann) bool {
	if p.name && int(a.Last) == p.first {
		return false
	}
	for t := int(a.Last); t <= int(a.Last)+1 && t < p.v.Last; t++ {
		if w.has(p.v, t, &p.v.Syntax.Groups) {
			return true
		}
	}
	return false
}
