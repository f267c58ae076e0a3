package feed

import (
	"strings"
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	const day, minute, second = "2026-02-03T00:00:00Z", "2026-02-03T07:15:00Z", "2026-02-03T07:15:42Z"
	tests := []struct{ in, lang, want string }{
		// ISO 8601 and W3CDTF
		{"2026", "", "2026-01-01T00:00:00Z"},
		{"2026-02", "", "2026-02-01T00:00:00Z"},
		{"2026-02-03", "", day},
		{"2026-2-3", "", day},
		{"20260203", "", day},
		{"2026-034", "", day},
		{"2026034", "", day},
		{"2026-W06-2", "", day},
		{"2026W062", "", day},
		{"2026-W06", "", "2026-02-02T00:00:00Z"},
		{"2026-02-03Z", "", day},
		{"2026-02-03T07:15Z", "", minute},
		{"2026-02-03T07:15:42Z", "", second},
		{"2026-02-03t07:15:42z", "", second},
		{"2026-02-03T07:15:42.987Z", "", second},
		{"2026-02-03T07:15:42,987654Z", "", second},
		{"2026-02-03T08:15:42+01:00", "", second},
		{"2026-02-03T08:15:42+0100", "", second},
		{"2026-02-03T08:15:42+01", "", second},
		{"2026-02-03T08:15:42 +01:00", "", second},
		{"2026-02-03 08:15:42 CET", "", second},
		{"2026-02-03 07:15:42", "", second},
		{"20260203T071542Z", "", second},
		{"2026-02-02T21:45:42-09:30", "", second},
		{"2026-02-02T24:00:00Z", "", day},
		{"26-02-03T07:15:42Z", "", second},
		{"  2026-02-03T07:15:42Z\n", "", second},
		// RFC 822 and what is made of it
		{"Tue, 03 Feb 2026 07:15:42 GMT", "", second},
		{"Tue, 3 Feb 26 07:15:42 UT", "", second},
		{"Tue, 3 Feb 126 07:15:42 GMT", "", second},
		{"03 Feb 2026 07:15 Z", "", minute},
		{"Tue, 03 Feb 2026 08:15:42 +0100", "", second},
		{"Tue, 03 Feb 2026 08:15:42 GMT+0100", "", second},
		{"Tue, 03 Feb 2026 08:15:42 +01:00", "", second},
		{"Tue, 03 Feb 2026 02:15:42 EST", "", second},
		{"Tue, 03 Feb 2026 08:15:42 CET", "", second},
		{"Tue, 03 Feb 2026 08:15:42 MEZ", "", second},
		{"Tue, 03 Feb 2026 02:15:42 -0500 (EST)", "", second},
		{"Tue,03 Feb 2026 07:15:42GMT", "", second},
		{"Tuesday, 03 February 2026 07:15:42 GMT", "", second},
		{"Tue, Feb 03 2026 07:15:42 GMT", "", second},
		{"Mon, 03 Feb 2026 07:15:42 Somewhere", "", second},
		{"Tue, 03 Feb 2026", "", day},
		{"Tue, 03-Feb-2026 07:15:42 GMT", "", second},
		{"Tue, 03 Feb 1998 07:15:42 GMT", "", "1998-02-03T07:15:42Z"},
		{"Tue, 03 Feb 98 07:15:42 GMT", "", "1998-02-03T07:15:42Z"},
		// asctime, SQL and other programs
		{"Tue Feb  3 07:15:42 2026", "", second},
		{"Tue Feb 3 07:15:42 GMT 2026", "", second},
		{"2026-02-03 07:15:42.0", "", second},
		{"Tue, 2026/02/03 02:15:42 EST", "", second},
		{"February 3, 2026, 7:15 am", "", minute},
		{"Feb 3, 2026 7:15:42 AM", "", second},
		{"02/13/2026 07:15 PM", "", "2026-02-13T19:15:00Z"},
		{"3.2.2026 07:15", "", minute},
		{"3/2/2026 07:15", "", minute},
		{"1770102942", "", second},
		{"1770102942000", "", second},
		// written out in other languages
		{"mar, 3 feb 2026 08:15:42 +0100", "it", second},
		{"martedì 3 febbraio 2026 07:15", "", minute},
		{"3 gennaio 2026", "", "2026-01-03T00:00:00Z"},
		{"mardi 3 février 2026", "", day},
		{"3 août 2026", "", "2026-08-03T00:00:00Z"},
		{"Dienstag, 3. März 2026, 07:15 Uhr", "", "2026-03-03T07:15:00Z"},
		{"3. Dezember 2026", "", "2026-12-03T00:00:00Z"},
		{"3 de febrero de 2026", "", day},
		{"3 de setembro de 2026", "", "2026-09-03T00:00:00Z"},
		{"wtorek, 3 lutego 2026 07:15", "", minute},
		{"3 października 2026", "", "2026-10-03T00:00:00Z"},
		{"3. února 2026", "", day},
		{"3. července 2026", "", "2026-07-03T00:00:00Z"},
		{"3 februarie 2026", "", day},
		{"3 iunie 2026", "", "2026-06-03T00:00:00Z"},
		{"2026. február 3. 07:15", "", minute},
		{"2026-július-13T9:15-05:00", "", "2026-07-13T14:15:00Z"},
		{"Τρί, 03 Φεβ 2026 02:15:42 EST", "", second},
		{"3 Ιουλίου 2026", "", "2026-07-03T00:00:00Z"},
		{"3 февруари 2026", "", day},
		{"3 helmikuuta 2026", "", day},
		{"3 Şubat 2026", "", day},
		{"3. lis 2026", "hr", "2026-10-03T00:00:00Z"},
		{"3 lis 2026", "pl", "2026-11-03T00:00:00Z"},
		{"3. srpnja 2026.", "hr-HR", "2026-07-03T00:00:00Z"},
		{"3. srpna 2026", "cs", "2026-08-03T00:00:00Z"},
		{"2026년 02월 03일 오전 07:15:42", "", second},
		{"2026-02-03 오후 07:15:42", "", "2026-02-03T19:15:42Z"},
		{"2026年2月3日 07:15", "", minute},
		// overflow that is meant
		{"Tue, 31 Jun 2026 07:15:42 GMT", "", "2026-07-01T07:15:42Z"},
		{"2026-06-30T23:59:60Z", "", "2026-07-01T00:00:00Z"},
	}
	for _, tt := range tests {
		got, ok := ParseDateIn(tt.in, tt.lang)
		if !ok || got.Format(time.RFC3339) != tt.want {
			t.Errorf("%q (%s): got %v, %v, want %s", tt.in, tt.lang, got.Format(time.RFC3339), ok, tt.want)
		}
	}
}

func TestParseDateRejects(t *testing.T) {
	for _, in := range []string{
		"", " ", "yesterday", "Tue", "12:00", "Feb", "2026-13-01", "2026-02-32", "2026-00-10", "99999999999999",
		"0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "0000-00-00 00:00:00", "Thu, 01 Jan 1970 00:00:00 GMT",
		"Tue, 03 Feb 2026 25:61:00 GMT", "2026-400", "2026-W60", "12/31", strings.Repeat("1 ", 400), "\xff\xfe",
	} {
		if got, ok := ParseDate(in); ok {
			t.Errorf("%q is read as %v", in, got)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"Tue, 03 Feb 2026 07:15:42 GMT", "2026-02-03T07:15:42+01:00", "2026년 02월 03일 오전 07:15:42", "3 de febrero de 2026", "2026-W06-2", "1770102942"} {
		f.Add(s, "it")
	}
	f.Fuzz(func(t *testing.T, s, lang string) {
		got, ok := ParseDateIn(s, lang)
		if ok == got.IsZero() {
			t.Fatalf("%q: %v, %v", s, got, ok)
		}
		if ok && got.Location() != time.UTC {
			t.Fatalf("%q: not in UTC", s)
		}
	})
}
