package extract

import (
	"strings"
	"testing"
	"time"
)

func TestPublished(t *testing.T) {
	tests := []struct{ name, html, url, want, from string }{
		{"JSON-LD", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","datePublished":"2024-05-02T23:30:00+02:00"}</script>`, "", "2024-05-02T23:30:00+02:00", FromMarkup},
		{"JSON-LD before meta", `<meta property="article:published_time" content="2024-05-03"><script type="application/ld+json">{"@type":"Article","headline":"x","datePublished":"2024-05-02"}</script>`, "", "2024-05-02T00:00:00Z", FromMarkup},
		{"JSON-LD of a live ticker", `<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"x","coverageStartTime":"2024-05-02T06:00:00+02:00"}</script>`, "", "2024-05-02T06:00:00+02:00", FromMarkup},
		{"day only", `<meta name="DC.date.issued" content="2024-05-02">`, "", "2024-05-02T00:00:00Z", FromMarkup},
		{"time without offset", `<meta name="date" content="2024-05-02 23:30">`, "", "2024-05-02T23:30:00Z", FromMarkup},
		{"compact offset", `<meta property="article:published_time" content="2024-05-02T08:00:00+0200">`, "", "2024-05-02T08:00:00+02:00", FromMarkup},
		{"seconds since 1970", `<meta name="pubdate" content="1714600000">`, "", "2024-05-01T21:46:40Z", FromMarkup},
		{"mail form", `<meta name="pubdate" content="Thu, 02 May 2024 08:00:00 +0200">`, "", "2024-05-02T08:00:00+02:00", FromMarkup},
		{"a script's form", `<meta name="pubdate" content="Thu May 02 2024 08:00:00 GMT+0200 (Central European Summer Time)">`, "", "2024-05-02T08:00:00+02:00", FromMarkup},
		{"in words", `<meta name="pubdate" content="Donnerstag, 2. Mai 2024, 8.15 Uhr">`, "", "2024-05-02T00:00:00Z", FromMarkup},
		{"month first, half days", `<meta name="pubdate" content="05/22/2024 8:15:00 PM">`, "", "2024-05-22T00:00:00Z", FromMarkup},
		{"microdata", `<span itemprop="datePublished" content="2024-05-02T08:00:00Z">yesterday</span>`, "", "2024-05-02T08:00:00Z", FromMarkup},
		{"time element", `<h1>x</h1><time datetime="2024-05-02">2 May</time>`, "", "2024-05-02T00:00:00Z", FromMarkup},
		{"not that of a comment", `<h1>x</h1><div class="comments"><time datetime="2024-05-09">9 May</time></div>`, "https://example.org/2024/05/02/x", "2024-05-02T00:00:00Z", FromURL},
		{"address", `<h1>x</h1>`, "https://example.org/news/2024/05/02/x.html", "2024-05-02T00:00:00Z", FromURL},
		{"address without breaks", `<h1>x</h1>`, "https://example.org/20240502-x", "2024-05-02T00:00:00Z", FromURL},
		{"address with the day first", `<h1>x</h1>`, "https://example.org/meldungen/02-05-2024", "2024-05-02T00:00:00Z", FromURL},
		{"address with the name of the month", `<h1>x</h1>`, "https://example.org/world/2024/may/02/x", "2024-05-02T00:00:00Z", FromURL},
		{"time element with words", `<h1>x</h1><time>02.05.2024, 8:15 Uhr</time>`, "", "2024-05-02T00:00:00Z", FromMarkup},
		{"the time element at the headline", `<h1>x</h1><time datetime="2024-05-02">2 May</time><article><time datetime="2024-05-09">9 May</time></article>`, "", "2024-05-02T00:00:00Z", FromMarkup},
		{"before the date of a change", `<time class="updated" datetime="2024-05-09">9 May</time><h1>x</h1><time class="updated" datetime="2024-05-09">9 May</time><time class="entry-date published" datetime="2024-05-02">2 May</time>`, "", "2024-05-02T00:00:00Z", FromMarkup},
		{"above the headline", `<time datetime="2024-05-02">2 May</time><h1>x</h1>` + strings.Repeat("<p>The river rose again in the night, and the old road was closed to all.</p>", 40) + `<time datetime="2024-04-09">9 April</time>`, "", "2024-05-02T00:00:00Z", FromMarkup},
		{"not that of an embedded post", `<h1>x</h1><blockquote><time datetime="2024-04-30">30 April</time></blockquote>`, "https://example.org/2024/05/02/x", "2024-05-02T00:00:00Z", FromURL},
		{"beside the headline before a vague element", `<meta name="date" content="2024-05-09"><h1>x</h1><time datetime="2024-05-02">2 May</time>`, "", "2024-05-02T00:00:00Z", FromMarkup},
		{"a paragraph opens with the day", `<h1>Die Brücke</h1><p>Lindau, 2. Mai 2024 – Die neue Brücke über den Fluss ist seit dem Morgen offen, und viele Leute aus den Dörfern am Ufer sind gekommen, um sie zu sehen.</p>`, "", "2024-05-02T00:00:00Z", FromGuess},
		{"a day in a sentence is none", `<h1>Die Brücke</h1><p>Seit dem 2. Mai 2024 ist die neue Brücke über den Fluss offen, und viele Leute aus den Dörfern am Ufer sind seither gekommen, um sie sich anzusehen.</p>`, "", "", ""},
		{"a number in an address is no date", `<h1>x</h1>`, "https://example.org/x-20241502.html", "", ""},
		{"German line", `<h1>Die Brücke</h1><p>Stand: 2. Mai 2024, 8 Uhr</p>`, "", "2024-05-02T00:00:00Z", FromGuess},
		{"Italian line", `<html lang="it"><h1>Il ponte</h1><p>Pubblicato il 2 maggio 2024</p>`, "", "2024-05-02T00:00:00Z", FromGuess},
		{"French line", `<h1>Le pont</h1><p>Publié le 1er août 2023 à 10 h</p>`, "", "2023-08-01T00:00:00Z", FromGuess},
		{"Spanish line", `<h1>El puente</h1><p>2 de mayo de 2024</p>`, "", "2024-05-02T00:00:00Z", FromGuess},
		{"Polish line", `<h1>Most</h1><p>2 maja 2024</p>`, "", "2024-05-02T00:00:00Z", FromGuess},
		{"Swedish line", `<html lang="sv"><h1>Bron</h1><p>Publicerad 2 maj 2024</p>`, "", "2024-05-02T00:00:00Z", FromGuess},
		{"Finnish line", `<html lang="fi"><h1>Silta</h1><p>2. toukokuuta 2024</p>`, "", "2024-05-02T00:00:00Z", FromGuess},
		{"Croatian line", `<html lang="hr"><h1>Most</h1><p>2. svibnja 2024.</p>`, "", "2024-05-02T00:00:00Z", FromGuess},
		{"Hungarian line", `<html lang="hu"><h1>A híd</h1><p>2024. május 2. 10:15</p>`, "", "2024-05-02T00:00:00Z", FromGuess},
		{"Bulgarian line", `<html lang="bg"><h1>Мостът</h1><p>2 май 2024 г.</p>`, "", "2024-05-02T00:00:00Z", FromGuess},
		{"English line", `<html lang="en"><h1>The bridge</h1><p>May 2nd, 2024</p>`, "", "2024-05-02T00:00:00Z", FromGuess},
		{"day first", `<html lang="nl"><h1>De brug</h1><p>02/05/2024</p>`, "", "2024-05-02T00:00:00Z", FromGuess},
		{"month first where it must be", `<html lang="en"><h1>The bridge</h1><p>05/22/2024</p>`, "", "2024-05-22T00:00:00Z", FromGuess},
		{"far in the future", `<meta name="date" content="2190-05-02">`, "", "", ""},
		{"before the web", `<meta name="date" content="1889-05-02">`, "", "", ""},
		{"nonsense", `<meta name="date" content="soon"><h1>x</h1>`, "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := tt.html + strings.Repeat("<p>The bridge was opened in the morning, and many people came to see it.</p>", 5)
			p, err := Extract([]byte(page), "text/html; charset=utf-8", tt.url)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if !p.Published.IsZero() {
				got = p.Published.Format(time.RFC3339)
			}
			if got != tt.want || p.PublishedFrom != tt.from {
				t.Errorf("got %q (%s), want %q (%s)", got, p.PublishedFrom, tt.want, tt.from)
			}
		})
	}
}

func TestModifiedIsNotBeforePublished(t *testing.T) {
	const page = `<meta property="article:published_time" content="2024-05-02"><meta property="article:modified_time" content="2024-05-01"><p>x</p>`
	p, _ := Extract([]byte(page), "", "")
	if !p.Modified.IsZero() {
		t.Errorf("modified %v", p.Modified)
	}
}

func TestMonthFile(t *testing.T) {
	if _, err := builtinMonths(); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"13: undecimber":      "m.txt:1: write a month as number",
		"may":                 "m.txt:1: write a month as number",
		"5: may\n6: june may": `m.txt:2: "may" already names month 5`,
	} {
		if _, err := loadMonths("m.txt", text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v lacks %q", text, err, want)
		}
	}
}

// FuzzParseTime reads whatever a page may put where a date belongs.
func FuzzParseTime(f *testing.F) {
	for _, s := range []string{
		"2024-05-02T08:00:00+02:00", "1714600000", "Donnerstag, 2. Mai 2024, 8.15 Uhr", "05/22/2024 8:15 PM", "2024. május 2.",
		"Thu May 02 2024 08:00:00 GMT+0200 (CEST)", "2 de mayo de 2024", "31.02.2024", "٢ مايو ٢٠٢٤",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := parseTime(s)
		if ok == got.IsZero() {
			t.Fatalf("%q: %v, %v", s, got, ok)
		}
		if ok && (got.Year() < 1989 || got.After(time.Now().AddDate(0, 0, 8))) {
			t.Errorf("%q: %v", s, got)
		}
	})
}
