package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSentence is how many tokens a sentence may have. A longer one (a table, a
// list without full stops, hostile input) is cut, so that whatever looks at
// whole sentences stays linear.
const maxSentence = 250

// sentences finds where sentences end: at a line break, and after a full stop,
// question or exclamation mark that what follows does not contradict.
func (l *Language) sentences(d *Doc, lines []breakAt) {
	first, paragraph, line := 0, 0, 0
	for i := 0; i <= len(d.Tokens); i++ {
		newParagraph := false
		broke := i == len(d.Tokens)
		for line < len(lines) && lines[line].token <= i {
			broke = true
			newParagraph = newParagraph || lines[line].paragraph
			line++
		}
		if !broke && i > first {
			broke = l.endsBefore(d, i) || i-first >= maxSentence
		}
		if broke && i > first {
			d.addSentence(first, i, paragraph)
			first = i
		}
		if newParagraph {
			paragraph++
		}
	}
}

func (d *Doc) addSentence(first, last, paragraph int) {
	s := Sentence{First: first, Last: last, Start: d.Tokens[first].Start, End: d.Tokens[last-1].End, Paragraph: paragraph}
	for i := last - 1; i >= first && d.Tokens[i].Kind == End; i-- {
		switch r, _ := utf8.DecodeRuneInString(d.Text[d.Tokens[i].Start:]); r {
		case '?', '‽', '？':
			s.Question = true
		case '!', '！':
			s.Exclaim = true
		}
	}
	if n := len(d.Sentences); n > 0 && onlyMarks(d, first, last) && d.Sentences[n-1].Paragraph == paragraph {
		prev := &d.Sentences[n-1]
		prev.Last, prev.End = last, s.End
		return
	}
	s.Start, s.End = d.withQuotes(s.Start, s.End)
	d.Sentences = append(d.Sentences, s)
}

func onlyMarks(d *Doc, first, last int) bool {
	if last-first > 3 {
		return false
	}
	for _, t := range d.Tokens[first:last] {
		if t.Kind <= Sign {
			return false
		}
	}
	return true
}

// withQuotes takes quotation marks that touch the sentence into it.
func (d *Doc) withQuotes(start, end int) (int, int) {
	for n := 0; n < 2; n++ {
		if r, size := utf8.DecodeLastRuneInString(d.Text[:start]); isQuote(r) && opens(d.Text, start-size) {
			start -= size
		}
		if r, size := utf8.DecodeRuneInString(d.Text[end:]); isQuote(r) {
			end += size
		}
	}
	return start, end
}

func opens(s string, at int) bool {
	if at == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return unicode.IsSpace(r) || isQuote(r) || r == '('
}

// endsBefore says whether a sentence ends between tokens i-1 and i.
func (l *Language) endsBefore(d *Doc, i int) bool {
	prev, next := &d.Tokens[i-1], &d.Tokens[i]
	if prev.Kind != End || next.Kind == End {
		return false
	}
	between := d.Text[prev.End:next.Start]
	if !strings.ContainsAny(between, " \t\u00a0") && !strings.ContainsAny(between, "\"”»“") {
		return false
	}
	if next.Kind == Word && next.Case == LowerCase && startsLower(d.Text[next.Start:]) {
		return !strings.ContainsAny(between, "\"'”»“’") && (d.Text[prev.Start] == '?' || d.Text[prev.Start] == '!')
	}
	return d.Text[prev.Start] != '.' || i < 2 || !l.abbreviates(d, i-2)
}

// dropStops takes out the full stops of abbreviations before a small letter
// ("U.S. workers"), so that they divide no phrase and end no clause.
func (l *Language) dropStops(d *Doc) {
	kept := 0
	for n := range d.Sentences {
		s := &d.Sentences[n]
		first := kept
		for i := s.First; i < s.Last; i++ {
			if i > s.First && i+1 < s.Last && l.stopOf(d, i) {
				continue
			}
			d.Tokens[kept] = d.Tokens[i]
			kept++
		}
		s.First, s.Last = first, kept
	}
	d.Tokens = d.Tokens[:kept]
}

// stopOf says that token i is the full stop of the abbreviation before it and
// that a small letter follows.
func (l *Language) stopOf(d *Doc, i int) bool {
	t, next := &d.Tokens[i], &d.Tokens[i+1]
	return t.Kind == End && d.Text[t.Start] == '.' && next.Kind == Word && next.Case == LowerCase && startsLower(d.Text[next.Start:]) && l.abbreviates(d, i-1)
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// abbreviates says whether the full stop after token i belongs to the token:
// "Dr.", an initial, "3." where that is an ordinal number.
func (l *Language) abbreviates(d *Doc, i int) bool {
	t := &d.Tokens[i]
	word := d.Text[t.Start:t.End]
	if d.Tokens[i+1].Start != t.End {
		return false
	}
	switch t.Kind {
	case Number:
		return l.Ordinals && len(word) <= 2
	case Word:
		return isOneLetter(word) && t.Case != LowerCase || l.Abbreviations[Lower(word)]
	}
	return false
}
