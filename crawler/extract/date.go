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

// parseTime reads a machine-readable date. A time without an offset is taken as
// UTC, so that its day stays the day written. Dates outside 1990 to a week from
// now are refused.
func parseTime(s string) (time.Time, bool) {
	s = oneLine(html.UnescapeString(s))
	if epoch.MatchString(s) {
		n, _ := strconv.ParseInt(s[:10], 10, 64)
		return plausible(time.Unix(n, 0).UTC())
	}
	s = strings.TrimSuffix(longOffset.ReplaceAllString(s, "$1"), "[UTC]")
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return plausible(t)
		}
	}
	return time.Time{}, false
}

func plausible(t time.Time) (time.Time, bool) {
	if t.Year() < 1990 || t.After(time.Now().AddDate(0, 0, 7)) {
		return time.Time{}, false
	}
	return t, true
}

var urlDate = regexp.MustCompile(`(?:^|[/_.-])((?:19|20)\d\d)([/_.-]?)(0[1-9]|1[0-2])([/_.-]?)(0[1-9]|[12]\d|3[01])(?:[/_.\-T]|$)`)

// dateInURL reads a day written into the path of an address; zero if there is none.
func dateInURL(u *url.URL) time.Time {
	m := urlDate.FindStringSubmatch(u.Path)
	if m == nil || m[2] != m[4] {
		return time.Time{}
	}
	t, err := time.Parse("20060102", m[1]+m[3]+m[5])
	if err != nil {
		return time.Time{}
	}
	t, _ = plausible(t)
	return t
}
