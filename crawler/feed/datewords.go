package feed

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed data/dates.txt
var dateData string

// dateTable is data/dates.txt in memory.
type dateTable struct {
	// months are the lines of the file in its order.
	months []monthNames
	zones  map[string]int
	pm, am map[string]bool
}

// monthNames are the beginnings of the months' names in one language.
type monthNames struct {
	lang  string
	names [12][]string
}

// dateWords reads the embedded table once.
var dateWords = sync.OnceValue(func() dateTable { return parseDateTable(dateData) })

func parseDateTable(text string) dateTable {
	t := dateTable{zones: map[string]int{}, pm: map[string]bool{}, am: map[string]bool{}}
	section := ""
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if strings.HasPrefix(words[0], "[") {
			section = strings.Trim(words[0], "[]")
			continue
		}
		switch section {
		case "months":
			m := monthNames{lang: words[0]}
			for i, names := range words[1:min(len(words), 13)] {
				m.names[i] = strings.Split(foldDate(names), "/")
			}
			t.months = append(t.months, m)
		case "zones":
			for _, w := range words {
				name, minutes, _ := strings.Cut(w, "=")
				t.zones[name] = signed(minutes)
			}
		case "pm":
			for _, w := range words {
				t.pm[foldDate(w)] = true
			}
		case "am":
			for _, w := range words {
				t.am[foldDate(w)] = true
			}
		}
	}
	return t
}

func signed(s string) int {
	if rest, negative := strings.CutPrefix(s, "-"); negative {
		return -number(rest)
	}
	return number(s)
}

// month finds the month that a word names: in the given language, else in the
// first line of the table that knows it.
func (t dateTable) month(word, lang string) (time.Month, bool) {
	for _, m := range t.months {
		if m.lang == lang {
			if month, ok := m.find(word); ok {
				return month, true
			}
		}
	}
	for _, m := range t.months {
		if month, ok := m.find(word); ok {
			return month, true
		}
	}
	return 0, false
}

// find returns the month with the longest beginning that a word has.
func (m monthNames) find(word string) (time.Month, bool) {
	var month time.Month
	length := 0
	for i, names := range m.names {
		for _, name := range names {
			if len(name) > length && strings.HasPrefix(word, name) {
				month, length = time.Month(i+1), len(name)
			}
		}
	}
	return month, length > 0
}

// foldDate takes case and accents out of a date.
func foldDate(s string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r) && r < 0x400:
			return -1
		case r == '\u00a0' || r == '\u202f':
			return ' '
		case r == '\u2212' || r == '\u2013':
			return '-'
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(strings.ToValidUTF8(s, ""))))
}

// language returns the primary subtag of a BCP 47 tag.
func language(tag string) string {
	primary, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
	return primary
}

var (
	clockPattern  = regexp.MustCompile(`(\d{1,2})\s?:\s?(\d{1,2})(?:\s?[:.]\s?(\d{1,2})(?:[.,:]\d+)?)?`)
	offsetPattern = regexp.MustCompile(`^\s*(?:gmt|utc|z)?\s*([+\-]\s?\d{1,2}(?::?\d\d)?)(?:\D|$)`)
	dateComment   = regexp.MustCompile(`\([^()]*\)`)
	datePiece     = regexp.MustCompile(`\p{L}+|\d+`)
)

// pieces are what a written date is put together from.
type pieces struct {
	numbers []string
	// month is the last that is named: before it may stand a weekday that begins
	// like a month, as Tuesday ("mar") does like March in Italian.
	month time.Month
	// leading is true when no number came before the month.
	leading    bool
	zone       string
	pm, am     bool
	hasClock   bool
	clock      [3]int
	americanly bool
}

// parseWords reads dates that are written out: RFC 822, asctime, "3. April
// 2026", "2026/04/03 12:00" and the like, in any order that can be told apart.
func parseWords(s, lang string) (time.Time, bool) {
	s = dateComment.ReplaceAllString(s, " ")
	var p pieces
	if loc := clockPattern.FindStringSubmatchIndex(s); loc != nil {
		p.hasClock = true
		for i := range p.clock {
			if from := loc[2+2*i]; from >= 0 {
				p.clock[i] = number(s[from:loc[3+2*i]])
			}
		}
		before, after := s[:loc[0]], s[loc[1]:]
		if m := offsetPattern.FindStringSubmatchIndex(after); m != nil {
			p.zone = strings.ReplaceAll(after[m[2]:m[3]], " ", "")
			after = after[m[3]:]
		}
		s = strings.TrimSuffix(before, "t") + " " + after
	}
	for _, piece := range datePiece.FindAllString(s, -1) {
		p.add(piece, lang)
	}
	p.americanly = p.pm || p.am || lang == "en-us"
	return p.time()
}

func (p *pieces) add(piece, lang string) {
	words := dateWords()
	if piece[0] >= '0' && piece[0] <= '9' {
		p.numbers = append(p.numbers, piece)
		return
	}
	if words.pm[piece] {
		p.pm = true
		return
	}
	if words.am[piece] {
		p.am = true
		return
	}
	if _, known := words.zones[piece]; known && p.hasClock && p.zone == "" && (len(piece) != 1 || piece == "z") {
		p.zone = piece
		return
	}
	if month, ok := words.month(piece, lang); ok && len(p.numbers) < 3 {
		p.month, p.leading = month, len(p.numbers) == 0
	}
}

func (p *pieces) time() (time.Time, bool) {
	year, month, day, ok := p.date()
	hour := p.clock[0]
	switch {
	case !ok:
		return time.Time{}, false
	case p.pm && hour < 12:
		hour += 12
	case p.am && hour == 12:
		hour = 0
	}
	if month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || p.clock[1] > 59 || p.clock[2] > 61 {
		return time.Time{}, false
	}
	offset, _ := zoneOffset(p.zone)
	return time.Date(year, time.Month(month), day, hour, p.clock[1]-offset, p.clock[2], 0, time.UTC), true
}

// date sorts the numbers out.
func (p *pieces) date() (year, month, day int, ok bool) {
	n := p.numbers
	isWeekday := p.leading && len(n) >= 3
	switch {
	case isWeekday:
	case p.month != 0 && len(n) >= 2 && len(n[0]) == 4:
		return number(n[0]), int(p.month), number(n[1]), true
	case p.month != 0 && len(n) >= 2:
		return fullYear(number(n[1])), int(p.month), number(n[0]), true
	case len(n) < 3:
		return 0, 0, 0, false
	}
	if len(n[0]) == 4 {
		return number(n[0]), number(n[1]), number(n[2]), true
	}
	first, second, year := number(n[0]), number(n[1]), fullYear(number(n[2]))
	if second > 12 || p.americanly && first <= 12 {
		return year, first, second, true
	}
	return year, second, first, true
}
