package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quotation is a stretch between quotation marks, bytes of the text, without
// the marks.
type Quotation struct{ Start, End int }

// maxQuotation is how many bytes a quotation may have, counted anew where a
// paragraph opens it again. A mark that finds no partner within it is taken as
// a stray one.
const maxQuotation = 4000

// maxMarks is how many marks are looked at for the partner of one.
const maxMarks = 40

// Quotations pairs the quotation marks of a document. A quotation may run over
// several sentences and over paragraphs, each of which may open it again.
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
	from, line := open.At, false
	for j := i + 1; j < len(d.Marks) && j < i+maxMarks; j++ {
		m := d.Marks[j]
		breaks, again := paragraphs(d.Text[d.Marks[j-1].At:m.At])
		if m.At-from > maxQuotation || breaks > 1 || breaks == 1 && !again {
			return -1
		}
		line = line || strings.Contains(d.Text[d.Marks[j-1].At:m.At], "\n")
		switch {
		case startsLine(d.Text, m.At) && (m.Rune == open.Rune || l.closes(open.Rune, m.Rune)):
			from = m.At // the paragraph opens it again
		case l.closes(open.Rune, m.Rune) && closesAt(d.Text, m):
			return j
		case line && m.Rune == open.Rune && opensAt(d.Text, m):
			return -1 // another quotation begins: this one was never closed
		}
	}
	return -1
}

// paragraphs counts the blank lines in a stretch, and says whether nothing but
// spaces stands behind the last.
func paragraphs(s string) (n int, atEnd bool) {
	for {
		at := strings.Index(s, "\n\n")
		if at < 0 {
			return n, n > 0 && strings.TrimSpace(s) == ""
		}
		n++
		s = strings.TrimLeft(s[at:], "\n")
	}
}

// startsLine says whether nothing but spaces stands before a byte in its line.
func startsLine(s string, at int) bool {
	before := strings.TrimRight(s[:at], " \t\u00a0")
	return strings.HasSuffix(before, "\n")
}

// Pair says whether mark i of a document can open a quotation and mark j, behind
// it, close it, whatever stands between.
func (l *Language) Pair(d *Doc, i, j int) bool {
	return opensAt(d.Text, d.Marks[i]) && l.closes(d.Marks[i].Rune, d.Marks[j].Rune) && closesAt(d.Text, d.Marks[j])
}

// closes says whether the second mark can close the first.
func (l *Language) closes(open, end rune) bool {
	for _, p := range l.Quotes {
		if p.Open == open && p.Close == end {
			return true
		}
	}
	switch open {
	case '"', '“', '”':
		return end == '"' || end == '”'
	case '„':
		return end == '"' || end == '„'
	}
	return open == '\'' && end == '\''
}

func opensAt(s string, m Mark) bool {
	after, _ := utf8.DecodeRuneInString(s[m.At+utf8.RuneLen(m.Rune):])
	if after == utf8.RuneError || unicode.IsSpace(after) && m.Rune != '«' {
		return false
	}
	if unicode.IsDigit(after) && (m.Rune == '\'' || m.Rune == '’' || m.Rune == '‘') {
		return false // the '90s
	}
	before, _ := utf8.DecodeLastRuneInString(s[:m.At])
	return m.At == 0 || !unicode.IsLetter(before) && !unicode.IsDigit(before)
}

func closesAt(s string, m Mark) bool {
	after, _ := utf8.DecodeRuneInString(s[m.At+utf8.RuneLen(m.Rune):])
	return !unicode.IsLetter(after) && !unicode.IsDigit(after)
}
