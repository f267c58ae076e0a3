package analyzer

import (
	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/rule"
	"github.com/alleys-eu/alleys/analyzer/rulebook"
	"github.com/alleys-eu/alleys/analyzer/text"
	"github.com/alleys-eu/alleys/corpus"
)

// exempt says whether a cue of reporting is the writer's own voice: "I say
// that", "we must say", "I think", "don't you think", "dann sage ich".
func (w *work) exempt(cue *rulebook.Cue, a lexicon.Ann, p place) bool {
	if cue.Stance != corpus.StanceReported {
		return false
	}
	if int(a.First) > p.first && w.relative(p.v, int(a.First)) || w.own(p.v, int(a.Last)) && !w.has(p.v, int(a.Last), &w.a.cue.one) {
		return true
	}
	for t := int(a.First) - 1; t >= p.v.First && t >= int(a.First)-4; t-- {
		if p.v.Page.Tokens[t].Kind == text.Break {
			return false
		}
		if w.own(p.v, t) || w.page.Sentences[p.v.Index].Question && w.has(p.v, t, &w.a.cue.you) {
			return true
		}
	}
	return false
}

// relative says whether a relative pronoun stands right before a verb: those
// who think so are the group itself.
func (w *work) relative(v *rule.Sentence, t int) bool {
	return t > v.First && w.has(v, t-1, &v.Syntax.Relatives)
}

// tail is how many words a reporting clause behind what is said may have: "…,
// the mayor of the town said on Monday", "…, the mayor says, and …".
const tail = 8

// inserted is how many words a reporting clause in the middle of a sentence may
// have, with its subject: "…, the mayor says, …".
const inserted = 6

// reportedAfter finds a reporting clause behind the match, between a comma and
// the end of the sentence, another comma or a dash.
func (w *work) reportedAfter(c *verdict, p place) {
	for _, a := range p.v.Anns {
		t := int(a.First)
		if t < p.last || !w.a.cue.report.Has(a.Class) || w.resumes(p.v, int(a.Last)) || w.passive(p.v, t) {
			continue
		}
		comma := t - 1
		for comma >= p.last && (w.page.Tokens[comma].Kind == text.Word || w.shortened(comma)) && !w.own(p.v, comma) {
			comma--
		}
		if w.besideSubject(p, comma) || comma < p.last || w.page.Tokens[comma].Kind != text.Comma && !(comma == t-1 && w.dash(comma)) {
			continue
		}
		first := w.moods() && comma == t-1 // the verb may only be that of a reporting clause
		end := w.clauseEnd(p.v, t)
		if !first && (t-comma > tail || end-t > tail || end-comma-1 > inserted && end < w.lastWord(p.v)) {
			continue
		}
		if !w.joins(p.v, comma+1) && (!w.moods() || w.inverted(p.v, comma+1, t) && !w.fronted(p.v, comma) && !w.introduces(p.v, end)) {
			c.step("reported", w.tokens(t, int(a.Last)), corpus.StanceReported)
			return
		}
	}
}

// reportedInside finds a reporting clause between two commas within the match:
// "immigration, the mayor said, brings crime".
func (w *work) reportedInside(c *verdict, p place) {
	for _, a := range p.v.Anns {
		t, end := int(a.First), int(a.Last)
		if t <= p.first || end >= p.last || !w.a.cue.report.Has(a.Class) || w.passive(p.v, t) {
			continue
		}
		comma := t - 1
		for comma > p.first && w.page.Tokens[comma].Kind == text.Word && !w.own(p.v, comma) {
			comma--
		}
		end = w.clauseEnd(p.v, end)
		if w.page.Tokens[comma].Kind == text.Comma && end < p.last && w.page.Tokens[end].Kind == text.Comma && end-comma-1 <= inserted && !w.has(p.v, comma+1, &p.v.Syntax.Relatives) {
			c.step("reported", w.tokens(t, int(a.Last)), corpus.StanceReported)
			c.speaker = w.speakerAt(p.v, a, func(t int) bool { return t <= comma || t >= end })
			return
		}
	}
}

// shortened says whether a token is the full stop of a shortened title inside a
// sentence: "…, Rep. King said", "…, Mr. Berg said".
func (w *work) shortened(t int) bool {
	return w.page.TokenText(t) == "." && t > 0 && w.page.Tokens[t-1].Case != text.LowerCase
}

// joins says whether a word that begins a new statement stands at a token: "…,
// but the minister speaks of", "…, and the paper called it".
func (w *work) joins(v *rule.Sentence, t int) bool {
	return t < v.Last && (w.has(v, t, &w.a.cue.conj) || w.has(v, t, &v.Syntax.Clauses) || w.has(v, t, &w.a.cue.terminator))
}

// inverted says whether the verb comes first in a reporting clause, as it must
// behind what is said in German: ", sagte er", ", hat der Minister gesagt", ",
// wie er sagte". No article or relative pronoun opens it, and behind an
// auxiliary there is a subject.
func (w *work) inverted(v *rule.Sentence, first, verb int) bool {
	if first == verb {
		return true
	}
	if w.article(v, first) || w.has(v, first, &v.Syntax.Relatives) || w.has(v, first, &v.Syntax.Preps) || w.page.Tokens[first].Case != text.LowerCase {
		return false
	}
	for t := first; t < verb; t++ {
		if w.page.Tokens[t].Case != text.LowerCase && !w.has(v, t, &w.a.cue.date) && (w.article(v, t-1) || !w.has(v, t-1, &v.Syntax.Preps)) || w.has(v, t, &w.a.cue.person) || w.has(v, t, &v.Syntax.They) || w.has(v, t, &w.a.cue.other) || w.has(v, t, &w.a.cue.one) {
			return true
		}
	}
	return false
}

// maxHead is how many words may stand before an aside to the subject.
const maxHead = 5

// besideSubject says whether a match stands in an aside between commas to the
// subject of the verb behind it: "Berg, the mother of the invasion, said".
func (w *work) besideSubject(p place, comma int) bool {
	start := p.first
	for start > p.v.First && w.page.Tokens[start-1].Kind == text.Word {
		start--
	}
	if start == p.v.First || w.page.Tokens[start-1].Kind != text.Comma || start-1-p.v.First > maxHead || comma < p.last {
		return false
	}
	for t := p.last; t < comma; t++ {
		if w.page.Tokens[t].Kind != text.Word {
			return false
		}
	}
	head := start - 1
	return w.wordsOnly(p.v.First, head) && !w.holds(p.v, p.v.First, head, &p.v.Syntax.Be) && !w.holds(p.v, p.v.First, head, &w.a.cue.aux) && !w.holds(p.v, p.v.First, head, &w.a.cue.report) && !w.holds(p.v, p.v.First, head, &w.a.cue.subordinator)
}

// fronted says whether a clause that ends at a comma is put before its main
// clause, which then begins with its verb: "während …, fordert die Partei".
func (w *work) fronted(v *rule.Sentence, comma int) bool {
	start := comma
	for start > v.First && w.page.Tokens[start-1].Kind == text.Word {
		start--
	}
	if start < comma && w.has(v, start, &w.a.cue.conj) && !w.has(v, start, &w.a.cue.subordinator) {
		start++
	}
	return w.has(v, start, &w.a.cue.subordinator)
}

// introduces says whether what is said follows behind a verb of saying: behind a
// colon, or with "that".
func (w *work) introduces(v *rule.Sentence, end int) bool {
	return end < v.Last && (w.page.TokenText(end) == ":" || end+1 < v.Last && w.has(v, end+1, &w.a.cue.that))
}

// clauseEnd returns the comma or break behind a token, or the end of the sentence.
func (w *work) clauseEnd(v *rule.Sentence, t int) int {
	for t < v.Last && w.page.Tokens[t].Kind == text.Word {
		t++
	}
	return t
}

// lastWord returns the last word of a sentence.
func (w *work) lastWord(v *rule.Sentence) int {
	t := v.Last - 1
	for t > v.First && w.page.Tokens[t].Kind != text.Word {
		t--
	}
	return t
}

// passive says whether a form of "to be" stands right before a verb: "is told".
func (w *work) passive(v *rule.Sentence, t int) bool {
	return t > v.First && w.has(v, t-1, &v.Syntax.Be)
}

// resumes says whether an object like "it" stands at a token, which takes up
// what was said before ("everybody says it"); "this week" does not.
func (w *work) resumes(v *rule.Sentence, t int) bool {
	return w.has(v, t, &w.a.cue.other) && (t+1 >= v.Last || w.page.Tokens[t+1].Kind != text.Word)
}

// own says whether a token is the writer as subject.
func (w *work) own(v *rule.Sentence, t int) bool { return w.has(v, t, &w.a.cue.first) }
