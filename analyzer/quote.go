package analyzer

import (
	"slices"
	"sort"
	"strings"

	"github.com/alleys-eu/alleys/analyzer/rule"
	"github.com/alleys-eu/alleys/analyzer/text"
)

// quotations pairs the quotation marks once, when a finding asks.
func (w *work) quotations() []text.Quotation {
	if !w.paired {
		w.paired = true
		w.quotes = w.page.Lex.Lang.Quotations(&w.page.Doc)
	}
	return w.quotes
}

// quoted returns the quotation in which what is said of the group stands: the
// whole match, or all of it but the group and "to be"
// ("calls migrants 'vermin'"). Marks around the group alone do not count, nor
// those that the pattern asks for: they are the writer's own distance to the
// words.
func (w *work) quoted(m *rule.Match) (text.Quotation, bool) {
	start, end := w.said(m, true)
	if start < 0 {
		start, end = w.said(m, false)
	}
	if start < 0 {
		return text.Quotation{}, false
	}
	q := w.quotations()
	i := sort.Search(len(q), func(i int) bool { return q[i].End >= end })
	if i < len(q) && q[i].Start <= start {
		if slices.ContainsFunc(m.Spans, func(s rule.Span) bool { return s.Marked && w.only(q[i], s) }) {
			return text.Quotation{}, false
		}
		return q[i], true
	}
	return w.targetQuoted(m)
}

// quotedBeside is how many words besides the group make a quotation more than
// the group in quotation marks.
const quotedBeside = 1

// targetQuoted returns the quotation in which the group is named, with more than
// its name, when what is said of it stands outside: the two do not belong together
// ("I will not read “migrants are rats” again").
func (w *work) targetQuoted(m *rule.Match) (text.Quotation, bool) {
	for _, s := range m.Spans {
		if s.Role != "target" || s.Last == s.First {
			continue
		}
		for _, q := range w.quotations() {
			if q.Start <= w.page.Tokens[s.First].Start && w.page.Tokens[s.Last-1].End <= q.End && w.tokensIn(q) > s.Last-s.First+quotedBeside {
				return q, true
			}
		}
	}
	return text.Quotation{}, false
}

// tokensIn returns how many words and marks stand in a quotation.
func (w *work) tokensIn(q text.Quotation) int {
	tokens := w.page.Tokens
	first := sort.Search(len(tokens), func(i int) bool { return tokens[i].Start >= q.Start })
	last := sort.Search(len(tokens), func(i int) bool { return tokens[i].Start >= q.End })
	return last - first
}

// said returns the bytes of what is said of the group: all spans of a match but
// the group and "to be", and those that are mere cues where there are others.
func (w *work) said(m *rule.Match, cues bool) (start, end int) {
	be := &w.a.rb.Rules().Syntax.Be
	start, end = -1, -1
	for _, s := range m.Spans {
		if s.Last == s.First || len(m.Spans) > 1 && (s.Role == "target" || cues && s.Role == "cue" || be.Has(s.Class) && s.Class != 0) {
			continue
		}
		a, b := w.page.Tokens[s.First].Start, w.page.Tokens[s.Last-1].End
		if start < 0 || a < start {
			start = a
		}
		end = max(end, b)
	}
	return start, end
}

// only says whether a quotation holds nothing but the words of a span.
func (w *work) only(q text.Quotation, s rule.Span) bool {
	inner := strings.TrimRight(strings.TrimSpace(w.page.Text[q.Start:q.End]), ".,!?…")
	return inner == w.page.Text[w.page.Tokens[s.First].Start:w.page.Tokens[s.Last-1].End]
}

// maxLine is how many sentences of a line of speech are looked at before and
// after the one in question.
const maxLine = 8

// spoken returns the part of a line of speech in which a match stands. Such a
// line begins with a dash; another dash and a verb of saying end the speech, and
// one more goes on with it: "— Out with them! — said the mayor. — At once." In
// languages that mark speech so by rule no verb of saying is needed.
func (w *work) spoken(v *rule.Sentence, m *rule.Match) (text.Quotation, bool) {
	first, last := m.Bounds()
	start, end := w.page.Tokens[first].Start, w.page.Tokens[max(last, first+1)-1].End
	from, to, ok := w.line(v.Index)
	if !ok {
		return text.Quotation{}, false
	}
	opened, said, comma := w.page.Tokens[w.page.Sentences[from].First].End, false, false
	var found text.Quotation
	take := func(until int) {
		if opened > 0 && opened <= start && end <= until {
			found = text.Quotation{Start: opened, End: until}
		}
	}
	for i := from; i <= to; i++ {
		s := w.reading.Sentence(i)
		if comma { // "— Out with them, said the mayor. At once."
			opened, comma = w.page.Sentences[i].Start, false
		}
		for t := s.First; t < s.Last; t++ {
			dash := w.dash(t) && !(i == from && t == s.First)
			if !dash && w.page.Tokens[t].Kind != text.Comma {
				continue
			}
			switch says := w.saysBehind(s, t+1); {
			case opened > 0 && says:
				take(w.page.Tokens[t].Start)
				opened, said, comma = 0, true, !dash
			case opened == 0 && !says && dash:
				opened = w.page.Tokens[t].End
			}
		}
	}
	take(w.page.Sentences[to].End)
	long := w.page.Text[w.page.Tokens[w.page.Sentences[from].First].Start] != '-'
	if found.End == 0 || !said && !(long && w.page.Lex.Dialogue) {
		return text.Quotation{}, false
	}
	inner := w.page.Text[found.Start:found.End]
	found.Start += len(inner) - len(strings.TrimLeft(inner, " \u00a0"))
	found.End -= len(inner) - len(strings.TrimRight(inner, " \u00a0"))
	return found, true
}

// line returns the sentences of a line that begins with a dash.
func (w *work) line(at int) (from, to int, ok bool) {
	all := w.page.Sentences
	// A sentence may begin before the one ahead of it ends, where a stray mark belongs to both.
	joined := func(i int) bool {
		return all[i-1].End >= all[i].Start || !strings.Contains(w.page.Text[all[i-1].End:all[i].Start], "\n")
	}
	from, to = at, at
	for from > 0 && from > at-maxLine && joined(from) {
		from--
	}
	for to+1 < len(all) && to < at+maxLine && joined(to+1) {
		to++
	}
	return from, to, (from == 0 || !joined(from)) && w.dash(all[from].First)
}

// dash says whether a token is a dash.
func (w *work) dash(t int) bool {
	switch w.page.TokenText(t) {
	case "–", "—", "―", "-":
		return true
	}
	return false
}

// saysBehind says whether a verb of saying stands at a token or right behind it.
func (w *work) saysBehind(v *rule.Sentence, t int) bool {
	for i := t; i < v.Last && i < t+3 && w.page.Tokens[i].Kind == text.Word; i++ {
		if w.has(v, i, &w.a.cue.says) {
			return true
		}
	}
	return false
}
