package extract

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// date returns the property as a time, zero if there is none.
func (t thing) date(key string) time.Time {
	for _, s := range texts(t[key]) {
		if d, ok := parseTime(s); ok {
			return d
		}
	}
	return time.Time{}
}

// Forms of a machine-readable date found in the markup of news sites.
var timeLayouts = []string{
	time.RFC3339Nano,
	"2006-01-02T15:04:05.999999999Z0700",
	"2006-01-02T15:04:05.999999999Z07",
	"2006-01-02T15:04:05.999999999",
	"2006-01-02T15:04Z07:00",
	"2006-01-02T15:04Z0700",
	"2006-01-02T15:04",
	"2006-01-02 15:04:05.999999999 Z0700",
	"2006-01-02 15:04:05.999999999 Z07:00",
	"2006-01-02 15:04:05.999999999Z07:00",
	"2006-01-02 15:04:05.999999999 MST",
	"2006-01-02 15:04:05.999999999",
	"2006-01-02 15:04",
	"2006-01-02",
	"20060102T150405Z0700",
	"20060102T150405",
	"20060102",
	"2006/01/02 15:04:05",
	"2006/01/02 15:04",
	"2006/01/02",
	time.RFC1123Z,
	time.RFC1123,
	"Mon, 2 Jan 2006 15:04:05 -0700",
	"Mon Jan 2 2006 15:04:05 GMT-0700",
	"Mon, 2 Jan 2006 15:04:05 MST",
	"2 Jan 2006 15:04:05 -0700",
	"2 Jan 2006 15:04:05",
	"2 Jan 2006",
	"Jan 2, 2006 15:04",
	"Jan 2, 2006",
	"January 2, 2006",
	"2 January 2006",
	"02.01.2006 15:04:05",
	"02.01.2006 15:04",
	"02.01.2006, 15:04",
	"02.01.2006",
	"02/01/2006 15:04:05",
	"02/01/2006 15:04",
	"02/01/2006",
	"02-01-2006 15:04:05",
	"02-01-2006",
	time.UnixDate,
	time.ANSIC,
}

var (
	longOffset = regexp.MustCompile(`([+-]\d\d:\d\d):\d\d$`)
	epoch      = regexp.MustCompile(`^1\d{9}(\d{3})?$`)
)

// maxWrittenDate is how long a date in words may be, in bytes.
const maxWrittenDate = 60

// parseTime reads a date meant for machines, and the day of one written for
// people where a machine's belongs. A time without an offset is taken as UTC, so
// that its day stays the day written. Dates outside 1990 to a week from now are
// refused.
func parseTime(s string) (time.Time, bool) {
	s = oneLine(html.UnescapeString(s))
	if epoch.MatchString(s) {
		n, _ := strconv.ParseInt(s[:10], 10, 64)
		return plausible(time.Unix(n, 0).UTC())
	}
	s, _, _ = strings.Cut(longOffset.ReplaceAllString(s, "$1"), " (")
	s = strings.TrimSuffix(s, "[UTC]")
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return plausible(t)
		}
	}
	months, err := builtinMonths()
	if err != nil || len(s) < len("1.1.2006") || len(s) > maxWrittenDate {
		return time.Time{}, false
	}
	return readDay(s, months)
}

func plausible(t time.Time) (time.Time, bool) {
	if t.Year() < 1990 || t.After(time.Now().AddDate(0, 0, 7)) {
		return time.Time{}, false
	}
	return t, true
}

// A day in the path of an address: 2024/05/02 or 20240502, 02-05-2024,
// 2024/may/02.
var (
	urlDate      = regexp.MustCompile(`(?:^|[/_.-])((?:19|20)\d\d)([/_.-]?)(0[1-9]|1[0-2])([/_.-]?)(0[1-9]|[12]\d|3[01])(?:[/_.\-t]|$)`)
	urlDayFirst  = regexp.MustCompile(`(?:^|[/_.-])(0[1-9]|[12]\d|3[01])([/_.-])(0[1-9]|1[0-2])([/_.-])(20\d\d)(?:[/_.-]|$)`)
	urlMonthName = regexp.MustCompile(`/(20\d\d)/(\p{L}{3,})/(\d{1,2})(?:/|$)`)
)

// dateInURL reads a day written into the path of an address; zero if there is none.
func dateInURL(u *url.URL) time.Time {
	path := strings.ToLower(u.Path)
	if m := urlDate.FindStringSubmatch(path); m != nil && m[2] == m[4] {
		month, _ := strconv.Atoi(m[3])
		t, _ := day(m[1], month, m[5])
		return t
	}
	if m := urlDayFirst.FindStringSubmatch(path); m != nil && m[2] == m[4] {
		month, _ := strconv.Atoi(m[3])
		t, _ := day(m[5], month, m[1])
		return t
	}
	if m := urlMonthName.FindStringSubmatch(path); m != nil {
		if months, err := builtinMonths(); err == nil && months[m[2]] > 0 {
			t, _ := day(m[1], int(months[m[2]]), m[3])
			return t
		}
	}
	return time.Time{}
}
