package analyzer

import (
	"regexp"
	"strings"

	"github.com/alleys-eu/alleys/analyzer/rule"
	"github.com/alleys-eu/alleys/analyzer/text"
)

// block returns the words that somebody is quoted with without marks: a
// paragraph behind "The minister said:", or a post with its author's handle
// below it. The name is "" where it is not known.
func (w *work) block(v *rule.Sentence, m *rule.Match) (q text.Quotation, speaker string, ok bool) {
	from, to := w.paragraph(v.Index)
	first, last := m.Bounds()
	if q, speaker, ok = w.signed(w.page.Tokens[max(last, first+1)-1].End, from, to); ok {
		return q, speaker, true
	}
	if from == 0 || !w.announces(from-1) {
		return text.Quotation{}, "", false
	}
	q = text.Quotation{Start: w.page.Sentences[from].Start, End: w.page.Sentences[to].End}
	return q, w.announcer(from - 1), true
}

// maxParagraph is how many sentences of a paragraph are looked at on either side.
const maxParagraph = 30

// paragraph returns the first and the last sentence of the paragraph around one.
func (w *work) paragraph(at int) (from, to int) {
	all := w.page.Sentences
	from, to = at, at
	for from > 0 && from > at-maxParagraph && all[from-1].Paragraph == all[at].Paragraph {
		from--
	}
	for to+1 < len(all) && to < at+maxParagraph && all[to+1].Paragraph == all[at].Paragraph {
		to++
	}
	return from, to
}

// announcing is how many words before the colon the verb of saying may stand.
const announcing = 10

// announces says whether a sentence ends with a colon behind a verb of saying
// that is not the writer's.
func (w *work) announces(sentence int) bool {
	s := w.page.Sentences[sentence]
	if !strings.HasSuffix(strings.TrimSpace(w.page.Text[s.Start:s.End]), ":") {
		return false
	}
	v := w.reading.Sentence(sentence)
	if !w.a.cue.says.Meets(&v.Present) || w.holds(v, v.First, v.Last, &w.a.cue.first) {
		return false
	}
	for _, a := range v.Anns {
		if w.a.cue.says.Has(a.Class) && v.Last-int(a.Last) <= announcing {
			return true
		}
	}
	return false
}

// announcer names who speaks in such a sentence.
func (w *work) announcer(sentence int) string {
	v := w.reading.Sentence(sentence)
	for _, a := range v.Anns {
		if w.a.cue.says.Has(a.Class) {
			if name := w.speakerAt(v, a, func(int) bool { return false }); name != "" {
				return name
			}
		}
	}
	return ""
}

// handle is the signature that news sites print below a post:
// "— Viktor Hallgren (@vhallgren)".
var handle = regexp.MustCompile(`[—–-] ?([^\n—–(@]{2,60}?) ?\(@\w{1,20}\)`)

// maxPost is how many bytes may lie between what was matched and the signature of
// the post that it is part of.
const maxPost = 700

// signed returns the post around a place in a paragraph: from the start of the
// paragraph, or the signature before, to the signature in the paragraph or right
// below it.
func (w *work) signed(end, from, to int) (q text.Quotation, name string, ok bool) {
	all := w.page.Sentences
	start, limit := all[from].Start, all[to].End
	if to+1 < len(all) {
		limit = all[to+1].End
	}
	below := w.page.Text[start:limit]
	if !strings.Contains(below, "(@") {
		return text.Quotation{}, "", false
	}
	opened := start
	for _, m := range handle.FindAllStringSubmatchIndex(below, -1) {
		opens := start + m[0]
		if opens > all[to].End && strings.TrimSpace(w.page.Text[all[to].End:opens]) != "" {
			break
		}
		if at := strings.LastIndex(w.page.Text[opened:opens], ":\n"); at >= 0 {
			opened += at + 1 // the line announces the post
		}
		if opens >= end {
			return text.Quotation{Start: opened, End: opens}, below[m[2]:m[3]], opened < end && opens-end <= maxPost
		}
		opened = start + m[1]
	}
	return text.Quotation{}, "", false
}
