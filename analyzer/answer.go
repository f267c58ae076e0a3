package analyzer

import (
	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/text"
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

// headingLength is how many tokens a heading may have: "Myth number 5."
const headingLength = 4

// headed says whether the sentence before is a mere heading that judges what
// comes: "Myth 5. They are …", "False claim. …".
func (w *work) headed(c *verdict, p place) {
	if p.v.Index == 0 {
		return
	}
	v := w.reading.Sentence(p.v.Index - 1)
	if v.Last-v.First > headingLength || !w.a.cue.refutation.Meets(&v.Present) || v.Syntax.Be.Meets(&v.Present) {
		return
	}
	for _, a := range v.Anns {
		if w.a.cue.refutation.Has(a.Class) {
			c.step("refutation", w.tokens(int(a.First), int(a.Last)), corpus.StanceCountered)
			return
		}
	}
}

// doubtsOther says whether words of doubt are said of something else than what
// was matched: of a group ("supposed refugees flood the country"), of another
// name, or by the one who is quoted.
func (w *work) doubtsOther(p place, a lexicon.Ann) bool {
	last := int(a.Last)
	return p.isQuoted || !p.name && (p.head > p.first || w.quoteBetween(last-1, last)) || w.doubtsGroup(p, a)
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

// judgesFact says whether a word of outrage or pity is said of the fact itself,
// which it then takes for true: "it is outrageous that they live off our taxes".
// It condemns what is said, quoted or demanded.
func (w *work) judgesFact(p place, a lexicon.Ann) bool {
	if !w.a.cue.emotive.Has(a.Class) || p.isQuoted || p.m.Rule.Voice != "" {
		return false
	}
	frame, _ := w.a.rb.Taxonomy().Frame(p.m.Rule.Frame)
	return !frame.Demand && !w.saying(p.v, p.v.First, p.v.Last)
}

// nearJudgement is within how many words a negation denies a judgement.
const nearJudgement = 2

// denied says whether a cue is a denied judgement, or the negation that denies
// it: "it is not racist to say that", "this is no myth".
func (w *work) denied(p place, a lexicon.Ann) bool {
	if !w.a.cue.judgement.Meets(&p.v.Present) || !w.a.cue.negation.Meets(&p.v.Present) {
		return false
	}
	if w.a.cue.negation.Has(a.Class) {
		for t := int(a.Last); t < p.v.Last && t < int(a.Last)+nearJudgement && w.page.Tokens[t].Kind == text.Word; t++ {
			if w.has(p.v, t, &w.a.cue.judgement) {
				return true
			}
		}
		return false
	}
	if !w.a.cue.judgement.Has(a.Class) {
		return false
	}
	for _, b := range p.v.Anns {
		if w.a.cue.negation.Has(b.Class) && b.Last <= a.First && int(a.First-b.Last) < nearJudgement && w.wordsOnly(int(b.Last), int(a.First)) && !w.stressed(p, b) {
			return true
		}
	}
	return false
}

// stressed says whether a negation is part of words that deny nothing: "not only".
func (w *work) stressed(p place, a lexicon.Ann) bool {
	for _, b := range p.v.Anns {
		if b.First <= a.First && b.Last >= a.Last && w.a.cue.emphasis.Has(b.Class) {
			return true
		}
	}
	return false
}

// sayable says whether a verb of saying follows a denied judgement: what "it is
// not racist to say" is the writer's own. Some languages know the whole as one
// phrase.
func (w *work) sayable(p place, a lexicon.Ann) bool {
	for _, b := range p.v.Anns {
		if b.First > a.First || b.First == a.First && b.Last >= a.Last {
			if b.Last < a.Last && w.a.cue.judgement.Has(b.Class) && w.denied(p, b) {
				return true
			}
			continue
		}
		if gap := int(a.First) - int(b.Last); gap >= 0 && gap <= nearJudgement && w.a.cue.judgement.Has(b.Class) && w.wordsOnly(int(b.Last), int(a.First)) && w.denied(p, b) {
			return true
		}
	}
	return false
}

// wordsOnly says whether nothing but words stands in a stretch.
func (w *work) wordsOnly(first, last int) bool {
	for t := first; t < last; t++ {
		if w.page.Tokens[t].Kind != text.Word {
			return false
		}
	}
	return true
}

// concludes says whether a statement with a judgement ends with a colon before a
// match: "The critics are wrong: …" goes on with what is right. A mere heading
// ("Myth: …") names what follows.
func (w *work) concludes(p place, a lexicon.Ann) bool {
	if !w.a.cue.judgement.Has(a.Class) {
		return false
	}
	for t := int(a.Last); t < p.first; t++ {
		if w.page.TokenText(t) == ":" {
			return w.holds(p.v, p.v.First, t, &p.v.Syntax.Be)
		}
	}
	return w.a.cue.criticism.Has(a.Class) && w.holds(p.v, int(a.Last), p.first, &w.a.cue.factive)
}

// judgedInside finds a judgement among the very words that tell what somebody
// says: "denigrating migrants as rapists", "the lie about".
func (w *work) judgedInside(c *verdict, p place) {
	for _, a := range p.v.Anns {
		if w.a.cue.judgement.Has(a.Class) && int(a.Last) > p.first && int(a.First) < p.last && !w.denied(p, a) && !w.a.cue.criticism.Has(a.Class) {
			c.step("condemnation", w.tokens(int(a.First), int(a.Last)), corpus.StanceCountered)
			return
		}
	}
}

// nearCritics is how many words may stand between "critics of" and a name.
const nearCritics = 3

// judgesCritics says whether a judgement behind a name is one of those who speak
// against it: "critics of mass immigration are called racists".
func (w *work) judgesCritics(p place, a lexicon.Ann) bool {
	return p.name && w.a.cue.judgement.Has(a.Class) && int(a.First) >= p.last &&
		w.holds(p.v, max(p.v.First, p.first-nearCritics), p.first, &w.a.cue.against)
}

// asksIf says whether a refutation is what a question asks for: "Is the exchange
// of the people a conspiracy theory?".
func (w *work) asksIf(p place, a lexicon.Ann) bool {
	return w.page.Sentences[p.v.Index].Question && int(a.First) >= p.last && w.holds(p.v, p.v.First, p.first, &p.v.Syntax.Be)
}
