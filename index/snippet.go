package index

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Piece is a run of text that is marked or not.
type Piece struct {
	Text   string
	Marked bool
}

// Snippet is a stretch of a text with the query's words marked. Before and
// After say that the text goes on there.
type Snippet struct {
	Pieces        []Piece
	Before, After bool
}

// Mark parts a whole text at the spans. Spans that lie outside the text or
// inside a character are passed over: the text may have changed since it was
// indexed.
func Mark(text string, spans []Span) []Piece {
	return mark(text, 0, len(text), spans)
}

// Snippets picks up to count stretches of about size bytes around the spans,
// those with most spans first, shown in the order of the text. Without spans
// it gives the beginning of the text.
func Snippets(text string, spans []Span, count, size int) []Snippet {
	var windows []window
	for i, s := range spans {
		if !valid(text, s) {
			continue
		}
		if n := len(windows); n > 0 && s.End <= windows[n-1].start+size {
			windows[n-1].hits++
			continue
		}
		windows = append(windows, window{start: s.Start, hits: 1, order: i})
	}
	if len(windows) == 0 {
		windows = []window{{}}
	}
	windows = best(windows, count)
	var out []Snippet
	last := 0
	for _, w := range windows {
		from := max(last, wordStart(text, w.start-size/3))
		to := wordEnd(text, max(from, w.start-size/3)+size)
		if to <= from {
			continue
		}
		out = append(out, Snippet{Pieces: mark(text, from, to, spans), Before: from > 0, After: to < len(text)})
		last = to
	}
	return out
}

type window struct{ start, hits, order int }

// best keeps the count windows with most hits, in the order of the text.
func best(windows []window, count int) []window {
	for len(windows) > count {
		worst := len(windows) - 1
		for i := len(windows) - 1; i >= 0; i-- {
			if windows[i].hits < windows[worst].hits {
				worst = i
			}
		}
		windows = append(windows[:worst], windows[worst+1:]...)
	}
	return windows
}

func valid(text string, s Span) bool {
	return s.Start >= 0 && s.Start < s.End && s.End <= len(text) &&
		utf8.RuneStart(text[s.Start]) && (s.End == len(text) || utf8.RuneStart(text[s.End]))
}

func mark(text string, from, to int, spans []Span) []Piece {
	var out []Piece
	add := func(s string, marked bool) {
		if s != "" {
			out = append(out, Piece{s, marked})
		}
	}
	at := from
	for _, s := range spans {
		if !valid(text, s) || s.Start < at || s.End > to {
			continue
		}
		add(text[at:s.Start], false)
		add(text[s.Start:s.End], true)
		at = s.End
	}
	add(text[at:to], false)
	return out
}

// wordStart moves an offset to the start of the word it is in, at most a
// few dozen bytes.
func wordStart(text string, i int) int {
	if i <= 0 {
		return 0
	}
	if j := strings.LastIndexFunc(text[:i], unicode.IsSpace); j >= 0 && i-j < 40 {
		return j + 1
	}
	return runeBoundary(text, i)
}

func wordEnd(text string, i int) int {
	if i >= len(text) {
		return len(text)
	}
	if j := strings.IndexFunc(text[i:], unicode.IsSpace); j >= 0 && j < 40 {
		return i + j
	}
	return runeBoundary(text, i)
}

func runeBoundary(text string, i int) int {
	for i > 0 && !utf8.RuneStart(text[i]) {
		i--
	}
	return i
}
