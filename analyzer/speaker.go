package analyzer

import (
	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/rule"
	"github.com/alleys-eu/alleys/analyzer/text"
	"github.com/alleys-eu/alleys/corpus"
)

// maxLabel is how many words a speaker before a colon may have.
const maxLabel = 4

// colonSpeaker finds "Name: what they say".
func (w *work) colonSpeaker(c *verdict, p place) {
	s := w.page.Sentences[p.v.Index]
	from := s.First
	for t := from + 1; t < p.first && t <= from+maxLabel; t++ {
		tok := &w.page.Tokens[t]
		if tok.Kind != text.Break {
			continue
		}
		if w.page.Text[tok.Start] != ':' {
			return
		}
		if name, ok := w.label(p.v, from, t); ok {
			c.step("speaker", w.tokens(from, t), corpus.StanceReported)
			c.speaker = name
			return
		}
		from = t + 1 // "See: Name: what they say"
	}
}

// maxAcronym is how many letters a name in capitals may have; longer ones are
// headlines ("MADNESS: …").
const maxAcronym = 5

// viewpoint finds "For the minister, …": the words of a preposition that names
// whose view it is, then a person by name or role, then a comma or the verb.
func (w *work) viewpoint(c *verdict, p place) {
	from := w.page.Sentences[p.v.Index].First
	if from >= p.first || !w.has(p.v, from, &w.a.cue.viewpoint) {
		return
	}
	for t := from + 2; t <= p.first && t <= from+1+maxLabel; t++ {
		if w.page.Tokens[t].Kind == text.Word && !w.has(p.v, t, &w.a.cue.being) {
			continue
		}
		name, ok := w.roleLabel(p.v, from+1, t)
		if ok = ok || w.allNames(p.v, from+1, t); ok {
			c.step("speaker", w.tokens(from, t), corpus.StanceReported)
			c.speaker = name
		}
		return
	}
}

// allNames says whether each of the words may stand in a person's name.
func (w *work) allNames(v *rule.Sentence, first, last int) bool {
	for t := first; t < last; t++ {
		particle := t > first && t+1 < last && w.page.Tokens[t].Case != text.LowerCase // "Le" in "Marine Le Pen"
		if !particle && !w.isName(v, t) {
			return false
		}
	}
	return true
}

// roleLabel takes the words before a colon for a speaker when they end in what
// somebody is, and perhaps a name: "Interior minister:", "Senator Ann Berg:".
func (w *work) roleLabel(v *rule.Sentence, first, last int) (string, bool) {
	named := false
	for t := first; t < last; t++ {
		if w.page.Tokens[t].Kind != text.Word || w.has(v, t, &v.Syntax.Be) || w.has(v, t, &w.a.cue.report) {
			return "", false
		}
		if end := w.role(v, t); end > t {
			named = named || w.allNames(v, end, last)
		}
	}
	return w.tokenText(first, last), named
}

// label takes the words before a colon for a name when each begins with a
// capital letter and none is a group. Where all nouns have capitals each must
// be one that may stand in a name, or name a body by what it is.
func (w *work) label(v *rule.Sentence, first, last int) (string, bool) {
	for _, a := range v.Anns {
		if int(a.First) >= first && int(a.First) < last && (v.Syntax.Groups.Has(a.Class) || w.a.cue.heading.Has(a.Class)) {
			return "", false
		}
	}
	if name, ok := w.roleLabel(v, first, last); ok {
		return name, true
	}
	for t := first; t < last; t++ {
		tok := &w.page.Tokens[t]
		if tok.Kind != text.Word || tok.Case == text.LowerCase {
			return "", false
		}
		if word := w.page.Words[t]; word != nil && w.page.Lex.Stop(word.Norm) && (t == first || t+1 == last) { // "Le" in "Marine Le Pen" is part of it
			return "", false
		}
		if tok.Case == text.AllCaps && tok.End-tok.Start > maxAcronym {
			return "", false
		}
		if w.page.Lex.Capitals && !w.isName(v, t) && w.role(v, t) == t {
			return "", false
		}
	}
	return w.tokenText(first, last), true
}

// tokenText returns the text from one token up to another.
func (w *work) tokenText(first, last int) string {
	return w.page.Text[w.page.Tokens[first].Start:w.page.Tokens[last-1].End]
}

// reportSpeaker names who reports.
func (w *work) reportSpeaker(p place) string {
	for _, a := range p.v.Anns {
		if w.a.cue.report.Has(a.Class) && !p.overlaps(a) {
			first, last := p.m.Bounds()
			return w.speakerAt(p.v, a, func(t int) bool { return t >= first && t < last })
		}
	}
	return ""
}

// speakerAt names the subject of a verb of saying: a name beside it, a person
// by their role ("the minister"), or for a pronoun the person named last before
// the sentence. Tokens that are barred belong to what is said. Rather no
// speaker than a wrong one.
func (w *work) speakerAt(v *rule.Sentence, a lexicon.Ann, barred func(int) bool) string {
	first, last := int(a.First), int(a.Last)
	if w.a.cue.source.Has(a.Class) && !w.has(v, first, &w.a.cue.says) {
		return w.subjectBehind(v, last, barred)
	}
	for t := first; t < last; t++ { // "critics say" is in the lexicon as a whole
		if end := w.role(v, t); end > t && end < last {
			return w.phrase(v, w.phraseStart(v, t, v.First), end)
		}
	}
	if w.passive(v, first) {
		return ""
	}
	if w.pronounNear(v, first, last, barred) {
		return w.personBefore(v.Index)
	}
	return w.subjectAround(v, w.subject(v, first, barred), first, last, barred)
}

// maxAsked bounds how often the model of names is asked for one article, so
// that a text full of quotations is not slow.
const maxAsked = 3

// pronounNear says whether "he" or "she" stands right beside a verb of saying.
func (w *work) pronounNear(v *rule.Sentence, first, last int, barred func(int) bool) bool {
	for _, t := range []int{first - 1, first - 2, last} {
		if t < v.First || t >= v.Last || barred(t) {
			continue
		}
		for _, a := range v.From(t) {
			if w.a.cue.person.Has(a.Class) {
				return true
			}
		}
		if t == first-1 && w.isName(v, t) {
			return false
		}
	}
	return false
}

// lookBack is how many sentences before a pronoun a person may be named in.
const lookBack = 3

// personBefore returns the person named in the sentences before one: in
// English as the model of names has it, elsewhere a name of two words or more
// that is no body of the EU.
func (w *work) personBefore(sentence int) string {
	for i := sentence - 1; i >= 0 && i >= sentence-lookBack; i-- {
		if name := w.lastPerson(w.reading.Sentence(i)); name != "" {
			return name
		}
	}
	return ""
}

func (w *work) lastPerson(v *rule.Sentence) string {
	if name := w.speaking(v); name != "" {
		return name
	}
	var named span
	until, names := v.First, 0
	for t := v.First; t < v.Last; t++ {
		n, last := w.nameStarting(v, t)
		if n.end == 0 {
			continue
		}
		if last-t > 1 {
			named = n
		}
		if names++; names <= maxNames {
			until = min(v.Last, last+besideName)
		}
		t = last - 1
	}
	if named.end == 0 || w.lang != "en" || w.asked >= maxAsked {
		return w.page.Text[named.start:named.end]
	}
	w.asked++
	people := w.a.english.people(v, until)
	if len(people) == 0 {
		return ""
	}
	p := people[0] // the subject stands first
	return w.page.Text[p.start:p.end]
}

// The model of names sees the sentence up to its second name, since the subject
// stands first, and some words more.
const (
	maxNames   = 2
	besideName = 2
)

// speaking returns the full name of the one who speaks in a sentence, or "".
// Who speaks is a person, or a body whose name says what it is; the model of
// names need not be asked.
func (w *work) speaking(v *rule.Sentence) string {
	if !w.a.cue.report.Meets(&v.Present) {
		return ""
	}
	free := func(int) bool { return false }
	for _, a := range v.Anns {
		first, last := int(a.First), int(a.Last)
		if !w.a.cue.says.Has(a.Class) || w.passive(v, first) {
			continue
		}
		name, begin, end := w.fullName(v, w.subject(v, first, free))
		if end == 0 {
			name, end = w.nameStarting(v, last)
			begin = last
		}
		if end-begin >= 2 && end-begin <= maxPersonName && !w.holds(v, begin, end, &w.a.cue.role) {
			return w.page.Text[name.start:name.end]
		}
	}
	return ""
}

// maxPersonName is how many words the name of a person may have.
const maxPersonName = 4

// fullName returns the name that ends a stretch before a verb.
func (w *work) fullName(v *rule.Sentence, s subject) (name span, begin, end int) {
	if s.from == s.to {
		return span{}, 0, 0
	}
	t := s.to - 1
	for t > s.from && !w.page.Lex.Capitals && !w.isName(v, t) && !w.quoteBetween(t-1, t) && w.belongs(v, t) {
		t--
	}
	name, begin = w.nameEnding(v, t)
	if name.end == 0 || begin < s.from || w.governed(v, begin, s.from) {
		return span{}, 0, 0
	}
	return span{name.start, w.page.Tokens[s.to-1].End}, begin, s.to
}

// holds says whether a phrase of the set stands in a stretch.
func (w *work) holds(v *rule.Sentence, first, last int, set *lexicon.Set) bool {
	for t := first; t < last; t++ {
		if w.has(v, t, set) {
			return true
		}
	}
	return false
}

// quoteSpeaker names who is quoted: by a verb of saying outside the quotation
// in the same sentence, or in the one before or after it.
func (w *work) quoteSpeaker(v *rule.Sentence, q text.Quotation) string {
	for _, i := range w.sentencesAround(v.Index, q) {
		s := w.reading.Sentence(i)
		for _, a := range s.Anns {
			at := w.page.Tokens[a.First].Start
			if w.a.cue.report.Has(a.Class) && (at < q.Start || at >= q.End) {
				barred := func(t int) bool { return w.page.Tokens[t].Start >= q.Start && w.page.Tokens[t].End <= q.End }
				if name := w.speakerAt(s, a, barred); name != "" {
					return name
				}
			}
		}
	}
	return ""
}

// sentencesAround lists the sentences in which the verb of saying of a
// quotation may stand: that of the match, those of the quotation up to the one
// behind it, and back to the one before it, all but those in the quotation in
// one paragraph.
func (w *work) sentencesAround(at int, q text.Quotation) []int {
	out := []int{at}
	all := w.page.Sentences
	for i := at + 1; i < len(all) && i <= at+maxQuoted; i++ {
		inside := all[i].Start <= q.End
		if !inside && (all[i].Paragraph != all[i-1].Paragraph || all[i-1].Start > q.End) {
			break
		}
		out = append(out, i)
	}
	for i := at - 1; i >= 0 && i >= at-maxQuoted; i-- {
		inside := all[i].End > q.Start
		if !inside && (all[i].Paragraph != all[i+1].Paragraph || all[i+1].End <= q.Start) {
			break
		}
		out = append(out, i)
	}
	return out
}

// maxQuoted is how many sentences of a quotation are passed on the way to its
// verb of saying.
const maxQuoted = 6
