package web

import (
	"strconv"
	"time"
)

// day writes a date in the words of a language; "" for the zero time.
func (t *texts) day(lang string, at time.Time) string {
	if at.IsZero() {
		return ""
	}
	at = at.UTC()
	number := strconv.Itoa(at.Day())
	if at.Day() == 1 {
		number = t.in(lang, "date.first")
	}
	return t.in(lang, "date.format", number, t.month(lang, at), at.Year())
}

// date writes a date that is known to the day, the month or the year
// ("2024-12-31", "2024-12", "2024"); what is none of these stays as it is.
func (t *texts) date(lang, written string) string {
	if at, err := time.Parse(time.DateOnly, written); err == nil {
		return t.day(lang, at)
	}
	if at, err := time.Parse("2006-01", written); err == nil {
		// Without a day, the name of the month has another case in Polish.
		return at.Format("01/2006")
	}
	return written
}

func (t *texts) month(lang string, at time.Time) string {
	return t.in(lang, "month."+strconv.Itoa(int(at.Month())))
}
