package text

import (
	"unicode"
	"unicode/utf8"
)

// Quotation is a stretch between quotation marks, bytes of the text, without
// the marks.
type Quotation struct{ Start, End int }

// maxQuotation is how many bytes a quotation may have. A mark that finds no
// partner within it is taken as a stray one.
const maxQuotation = 4000

// Quotations pairs the quotation marks of a document. A quotation may run over
// several sentences and, where each paragraph opens anew, over paragraphs.
// Apostrophes are told from single marks by the letters beside them. Stray
// marks are left out. Nested quotations are part of the outer one.
func (l *Language) Quotations(d *Doc) []Quotation {
	var out []Quotation
	for i := 0; i < len(d.Marks); {
		next := l.pair(d, i)
		if next < 0 {
			i++
			continue
		}
		open, end := d.Marks[i], d.Marks[next]
		out = append(out, Quotation{Start: open.At + utf8.RuneLen(open.Rune), End: end.At})
		i = next + 1
	}
	return out
}

// pair returns the mark that closes mark i, or -1.
func (l *Language) pair(d *Doc, i int) int {
	open := d.Marks[i]
	if !opensAt(d.Text, open) {
		return -1
	}
	for j := i + 1; j < len(d.Marks) && j < i+40; j++ {
		m := d.Marks[j]
		if m.At-open.At > maxQuotation {
			return -1
		}
		if l.closes(open.Rune, m.Rune) && closesAt(d.Text, m) {
			return j
		}
	}
	return -1
}

// Marks says whether two runes are an opening quotation mark and one that
// closes it.
func (l *Language) Marks(open, end rune) bool { return isQuote(open) && l.closes(open, end) }

// closes says whether the second mark can close the first.
func (l *Language) closes(open, end rune) bool {
	for _, p := range l.Quotes {
		if p.Open == open && p.Close == end {
			return true
		}
	}
	return open == end && (open == '"' || open == '\'')
}

func opensAt(s string, m Mark) bool {
	after, _ := utf8.DecodeRuneInString(s[m.At+utf8.RuneLen(m.Rune):])
	if after == utf8.RuneError || unicode.IsSpace(after) && m.Rune != '«' {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:m.At])
	return m.At == 0 || !unicode.IsLetter(before) && !unicode.IsDigit(before)
}

func closesAt(s string, m Mark) bool {
	after, _ := utf8.DecodeRuneInString(s[m.At+utf8.RuneLen(m.Rune):])
	return !unicode.IsLetter(after) && !unicode.IsDigit(after)
}
