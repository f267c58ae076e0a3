package feed

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// ParseDate reads a date in any form that feeds use: the profiles of ISO 8601
// (W3CDTF, week and ordinal dates, basic format), RFC 822 with the zones and the
// mistakes of practice, asctime, Unix seconds, and dates written out in the
// languages of data/dates.txt. The result is in UTC; a time without a zone is
// taken as UTC. It returns false for what is no date and for the zero dates
// that programs write when they know none.
func ParseDate(s string) (time.Time, bool) { return ParseDateIn(s, "") }

// ParseDateIn is [ParseDate] with the language of the feed, which decides where
// a month's name means different months ("lis" is October in Croatian and
// November in Polish) and whether 3/4/2026 is in March or April.
func ParseDateIn(s, lang string) (time.Time, bool) {
	const longest = 120
	s = strings.TrimSpace(s)
	if s == "" || len(s) > longest {
		return time.Time{}, false
	}
	s = foldDate(s)
	for _, parse := range []func(string) (time.Time, bool){parseISO, parseUnix} {
		if t, ok := parse(s); ok {
			return plausible(t)
		}
	}
	if t, ok := parseWords(s, language(lang)); ok {
		return plausible(t)
	}
	return time.Time{}, false
}

// plausible rejects the zero dates of common programs: year 1, the Unix epoch
// to the second, and years that no news has.
func plausible(t time.Time) (time.Time, bool) {
	t = t.UTC()
	if t.Year() < 1500 || t.Year() > 2500 || t.Unix() == 0 {
		return time.Time{}, false
	}
	return t, true
}

var (
	isoCalendar = regexp.MustCompile(`^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?` + isoTime)
	isoBasic    = regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)` + isoTime)
	isoOrdinal  = regexp.MustCompile(`^(\d{4})-?(\d{3})` + isoTime)
	isoWeek     = regexp.MustCompile(`^(\d{4})-?w(\d\d)(?:-?(\d))?` + isoTime)
	isoShort    = regexp.MustCompile(`^(\d\d)-(\d\d)-(\d\d)t` + isoClock + `$`)
)

const (
	isoClock = `(\d{1,2}):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(z|[a-z]{2,5}|[+\-]\d\d?(?::?\d\d)?)?`
	isoTime  = `(?:(?:t|\s+|t\s+)` + isoClock + `|z)?$`
)

// parseISO reads the profiles of ISO 8601.
func parseISO(s string) (time.Time, bool) {
	if m := isoCalendar.FindStringSubmatch(s); m != nil {
		return build(number(m[1]), orOne(m[2]), orOne(m[3]), m[4:])
	}
	if m := isoBasic.FindStringSubmatch(s); m != nil {
		return build(number(m[1]), number(m[2]), number(m[3]), m[4:])
	}
	if m := isoOrdinal.FindStringSubmatch(s); m != nil && number(m[2]) >= 1 && number(m[2]) <= 366 {
		d := time.Date(number(m[1]), 1, number(m[2]), 0, 0, 0, 0, time.UTC)
		return build(d.Year(), int(d.Month()), d.Day(), m[3:])
	}
	if m := isoWeek.FindStringSubmatch(s); m != nil && number(m[2]) >= 1 && number(m[2]) <= 53 {
		d := weekDate(number(m[1]), number(m[2]), orOne(m[3]))
		return build(d.Year(), int(d.Month()), d.Day(), m[4:])
	}
	if m := isoShort.FindStringSubmatch(s); m != nil {
		return build(fullYear(number(m[1])), number(m[2]), number(m[3]), m[4:])
	}
	return time.Time{}, false
}

// weekDate returns a day of an ISO week; 4 January is always in the first.
func weekDate(year, week, day int) time.Time {
	fourth := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
	weekday := (int(fourth.Weekday()) + 6) % 7
	return fourth.AddDate(0, 0, (week-1)*7+day-1-weekday)
}

// parseUnix reads seconds or milliseconds since 1970, as 10 or 13 digits.
func parseUnix(s string) (time.Time, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case err != nil:
		return time.Time{}, false
	case len(s) == 10:
		return time.Unix(n, 0), true
	case len(s) == 13:
		return time.UnixMilli(n), true
	}
	return time.Time{}, false
}

// build puts a date together with the hour, minute, second and zone that a
// pattern found.
func build(year, month, day int, clock []string) (time.Time, bool) {
	hour, minute, second := number(clock[0]), number(clock[1]), number(clock[2])
	if month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60 {
		return time.Time{}, false
	}
	offset, _ := zoneOffset(clock[3])
	return time.Date(year, time.Month(month), day, hour, minute-offset, second, 0, time.UTC), true
}

// zoneOffset reads a zone as minutes east of Greenwich. Names that are not
// known count as none.
func zoneOffset(zone string) (minutes int, known bool) {
	if zone == "" {
		return 0, false
	}
	if zone[0] != '+' && zone[0] != '-' {
		minutes, known = dateWords().zones[zone]
		return minutes, known
	}
	digits := strings.ReplaceAll(zone[1:], ":", "")
	hours, rest := number(digits), 0
	if len(digits) > 2 {
		hours, rest = number(digits[:len(digits)-2]), number(digits[len(digits)-2:])
	}
	if hours > 15 || rest > 59 {
		return 0, false
	}
	minutes = hours*60 + rest
	if zone[0] == '-' {
		minutes = -minutes
	}
	return minutes, true
}

// fullYear reads a year of two digits as RFC 2822 section 4.3 says; for three
// it adds 1900, for the programs that count from there.
func fullYear(year int) int {
	switch {
	case year < 50:
		return year + 2000
	case year < 1000:
		return year + 1900
	}
	return year
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func orOne(s string) int {
	if s == "" {
		return 1
	}
	return number(s)
}
