package extract

import (
	"bufio"
	_ "embed"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed data/months.txt
var monthFile string

var builtinMonths = sync.OnceValues(func() (map[string]time.Month, error) {
	return loadMonths("months.txt", monthFile)
})

// loadMonths reads the list of month names. A form that two months claim, an
// unknown number or a line without a colon is an error with file and line.
func loadMonths(name, text string) (map[string]time.Month, error) {
	months := map[string]time.Month{}
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		number, forms, ok := strings.Cut(line, ":")
		month, err := strconv.Atoi(number)
		if !ok || err != nil || month < 1 || month > 12 {
			return nil, fmt.Errorf("%s:%d: write a month as number, colon and names, like %q", name, n, "3: march mar")
		}
		for form := range strings.FieldsSeq(forms) {
			if other, ok := months[form]; ok && other != time.Month(month) {
				return nil, fmt.Errorf("%s:%d: %q already names month %d", name, n, form, other)
			}
			months[form] = time.Month(month)
		}
	}
	return months, lines.Err()
}

var (
	dayMonthYear = regexp.MustCompile(`(?i)\b(\d{1,2})(?:\.|º|er|st|nd|rd|th)?\s*(?:de\s+|of\s+|d')?(\p{L}{3,})\.?,?\s*(?:de\s+|del\s+)?((?:19|20)\d\d)\b`)
	monthDayYear = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(\p{L}{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b`)
	yearMonthDay = regexp.MustCompile(`(?i)\b((?:19|20)\d\d)\.?\s+(\p{L}{3,})\.?\s+(\d{1,2})\b`)
	numericDay   = regexp.MustCompile(`(?:^|[^\d./-])(\d{1,2})([./-])\s?(\d{1,2})[./-]\s?((?:19|20)\d\d|\d\d)(?:[^\d./-]|\.?$|\.\D)`)
	isoDay       = regexp.MustCompile(`\b((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})`)
)

// readDay finds a calendar day in a line of text in one of the languages of
// months. Of two numbers the first is the day unless it cannot be.
func readDay(line string, months map[string]time.Month) (time.Time, bool) {
	line = strings.ToLower(line)
	if m := dayMonthYear.FindStringSubmatch(line); m != nil && months[m[2]] > 0 {
		return day(m[3], int(months[m[2]]), m[1])
	}
	if m := monthDayYear.FindStringSubmatch(line); m != nil && months[m[1]] > 0 {
		return day(m[3], int(months[m[1]]), m[2])
	}
	if m := yearMonthDay.FindStringSubmatch(line); m != nil && months[m[2]] > 0 {
		return day(m[1], int(months[m[2]]), m[3])
	}
	if m := isoDay.FindStringSubmatch(line); m != nil {
		month, _ := strconv.Atoi(m[2])
		return day(m[1], month, m[3])
	}
	if m := numericDay.FindStringSubmatch(line); m != nil {
		first, _ := strconv.Atoi(m[1])
		second, _ := strconv.Atoi(m[3])
		year := m[4]
		if len(year) == 2 {
			year = "20" + year
		}
		if m[2] == "/" && first <= 12 && second > 12 {
			return day(year, first, m[3])
		}
		return day(year, second, m[1])
	}
	return time.Time{}, false
}

func day(year string, month int, dayOfMonth string) (time.Time, bool) {
	y, _ := strconv.Atoi(year)
	d, _ := strconv.Atoi(dayOfMonth)
	t := time.Date(y, time.Month(month), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d || int(t.Month()) != month {
		return time.Time{}, false
	}
	return plausible(t)
}

// dateline reads the day that a page shows near its headline: of the short lines
// around it the first that holds a date, else of the paragraphs behind it the
// first that opens with one.
func dateline(blocks []*block, title string) time.Time {
	months, err := builtinMonths()
	if err != nil {
		return time.Time{}
	}
	at := headlineBlock(blocks, title)
	if at < 0 {
		return time.Time{}
	}
	for _, i := range around(at, 8, 14, len(blocks)) {
		b := blocks[i]
		if b.letters > 90 || b.item && b.linked > 0 {
			continue
		}
		if t, ok := readDay(b.text(nil), months); ok {
			return t
		}
	}
	for i := at + 1; i < min(at+8, len(blocks)); i++ {
		if opening := placeAndDay.FindString(blocks[i].text(nil)); opening != "" {
			if t, ok := readDay(opening, months); ok {
				return t
			}
		}
	}
	return time.Time{}
}

// A place, an agency or a word like "of" and a day before the first sentence, as
// in "Lyon, 2 May 2024 – The bridge" and "2.5.2024 | The bridge".
var placeAndDay = regexp.MustCompile(`^(?:[^\d.!?]{0,40}\s)?(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:\d{4}|\d\d)|\d{4}-\d\d-\d\d|\d{1,2}\S{0,3}\s(?:de\s)?\p{L}{3,}\.?\s(?:de\s)?\d{4}|\p{L}{3,}\.?\s\d{1,2}\S{0,3}\s\d{4})\)?\s*(?:[-–—|:•·/.,]\s|[„“«"»])`)

// headlineBlock returns the index of the headline's block, -1 if there is none:
// a heading with its words, else the first main heading, else a line with its
// words.
func headlineBlock(blocks []*block, title string) int {
	main, line := -1, -1
	for i, b := range blocks {
		same := sameTitle(b.text(nil), title)
		switch {
		case same && b.level > 0:
			return i
		case b.level == 1 && main < 0:
			main = i
		case same && line < 0:
			line = i
		}
	}
	if main >= 0 {
		return main
	}
	return line
}

// around lists the indexes after at, then those before it, nearest first.
func around(at, before, after, n int) []int {
	var out []int
	for i := at + 1; i <= at+after && i < n; i++ {
		out = append(out, i)
	}
	for i := at - 1; i >= at-before && i >= 0; i-- {
		out = append(out, i)
	}
	return out
}
