package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// breakAt is a line break, of which only the reading knows.
type breakAt struct {
	token     int // the next token starts a new line
	paragraph bool
}

// Read splits s. The document's memory is used again.
func (l *Language) Read(d *Doc, s string) {
	d.Reset()
	d.Text = s
	var lines []breakAt
	it := words.FromString(s)
	for it.Next() {
		lines = l.add(d, lines, it.Start(), it.End())
	}
	l.joinLetters(d, lines)
	l.sentences(d, lines)
	l.dropStops(d)
}

// add looks at one segment of the text and stores what it is.
func (l *Language) add(d *Doc, lines []breakAt, start, end int) []breakAt {
	seg := d.Text[start:end]
	c := seg[0]
	if c == ' ' || c == '\t' {
		return lines
	}
	if c == '\n' || c == '\r' || strings.HasPrefix(seg, "\u2028") || strings.HasPrefix(seg, "\u2029") {
		return addLine(d, lines, seg)
	}
	r, size := rune(c), 1
	if c >= utf8.RuneSelf {
		r, size = utf8.DecodeRuneInString(seg)
	}
	switch {
	case isLetter(r):
		l.addWord(d, start, end)
	case '0' <= r && r <= '9' || unicode.IsDigit(r):
		addNumber(d, start, end)
	default:
		addSymbol(d, start, r, size)
	}
	return lines
}

func addLine(d *Doc, lines []breakAt, seg string) []breakAt {
	if n := len(lines); n > 0 && lines[n-1].token == len(d.Tokens) {
		lines[n-1].paragraph = true
		return lines
	}
	return append(lines, breakAt{token: len(d.Tokens), paragraph: strings.HasPrefix(seg, "\u2029")})
}

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z' || r == '_'
	}
	return unicode.IsLetter(r)
}

// addWord stores a word, cut at an apostrophe where the language does so.
func (l *Language) addWord(d *Doc, start, end int) {
	if glued(d, start) {
		d.Tokens[len(d.Tokens)-1].End = end
		return
	}
	word := d.Text[start:end]
	if cut := l.splitPoint(word); cut > 0 {
		d.Tokens = append(d.Tokens,
			Token{Start: start, End: start + cut, Kind: Word, Case: caseOf(word[:cut])},
			Token{Start: start + cut, End: end, Kind: Word, Case: caseOf(word[cut:])})
		return
	}
	d.Tokens = append(d.Tokens, Token{Start: start, End: end, Kind: Word, Case: caseOf(word)})
}

// glued says that what starts here continues a censored word: "f**k".
func glued(d *Doc, start int) bool {
	n := len(d.Tokens)
	return n > 0 && d.Tokens[n-1].Joined && d.Tokens[n-1].End == start
}

// addNumber stores a number, or a word when letters follow or stand in it:
// "h4te" arrives as one segment that starts with a letter, "4ssholes" as one
// that starts with a digit.
func addNumber(d *Doc, start, end int) {
	if glued(d, start) {
		d.Tokens[len(d.Tokens)-1].End = end
		return
	}
	kind := Number
	letters := 0
	for _, r := range d.Text[start:end] {
		if isLetter(r) {
			letters++
		}
	}
	if letters >= 2 {
		kind = Word
	}
	d.Tokens = append(d.Tokens, Token{Start: start, End: end, Kind: kind})
}

// addSymbol stores a mark, or makes it part of a censored word.
func addSymbol(d *Doc, start int, r rune, size int) {
	if censors(r) && censored(d, start, size) {
		return
	}
	if isQuote(r) {
		d.Marks = append(d.Marks, Mark{At: start, Rune: r})
		return
	}
	if unicode.Is(unicode.Sc, r) {
		d.Tokens = append(d.Tokens, Token{Start: start, End: start + size, Kind: Sign})
		return
	}
	if k, ok := divider(r); ok {
		if r == '-' && !spaced(d.Text, start, size) {
			return
		}
		d.Tokens = append(d.Tokens, Token{Start: start, End: start + size, Kind: k})
	}
}

// censors lists the signs that stand for a letter inside a word.
func censors(r rune) bool {
	return r == '*' || r == '@' || r == '$' || r == '€' || r == '!' || r == '|'
}

// censored glues a sign that stands between letters to the word before it.
func censored(d *Doc, start, size int) bool {
	n := len(d.Tokens)
	if n == 0 || d.Tokens[n-1].Kind != Word || d.Tokens[n-1].End != start || start+size >= len(d.Text) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(d.Text[start+size:])
	if !isLetter(next) && !censors(next) || strings.IndexByte("!|", d.Text[start]) >= 0 && !unicode.IsLower(next) {
		return false
	}
	d.Tokens[n-1].End = start + size
	d.Tokens[n-1].Joined = true
	return true
}

func isQuote(r rune) bool {
	switch r {
	case '"', '“', '”', '„', '‟', '«', '»', '‹', '›', '‘', '’', '‚', '\'', '`', '´', '″':
		return true
	}
	return false
}

func divider(r rune) (Kind, bool) {
	switch r {
	case ',', '、', '،':
		return Comma, true
	case '.', '!', '?', '…', '‽', '。', '！', '？':
		return End, true
	case ';', ':', '(', ')', '[', ']', '{', '}', '–', '—', '-', '―', '|', '•', '·', '→':
		return Break, true
	}
	return 0, false
}

// spaced says that a hyphen stands between spaces, as a dash does.
func spaced(s string, at, size int) bool {
	before := at == 0 || s[at-1] == ' ' || s[at-1] == '\n'
	after := at+size >= len(s) || s[at+size] == ' ' || s[at+size] == '\n'
	return before && after
}

func caseOf(word string) Case {
	upper, lower, first := 0, 0, false
	for i, r := range word {
		switch {
		case r < utf8.RuneSelf && 'a' <= r && r <= 'z':
			lower++
		case unicode.IsUpper(r):
			upper++
			first = first || i == 0
		case unicode.IsLower(r):
			lower++
		}
		if !first && lower > 0 {
			return LowerCase
		}
	}
	switch {
	case upper > 1 && lower == 0:
		return AllCaps
	case first:
		return Initial
	}
	return LowerCase
}
