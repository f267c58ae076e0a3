package web

import (
	"slices"
	"strings"
	"unicode"
)

// diffRow is a line of two texts side by side. Same rows are equal; of the
// others either side may be empty.
type diffRow struct {
	Left, Right []diffPiece
	Same        bool
}

// diffPiece is a stretch of a line; Changed ones are only on this side.
type diffPiece struct {
	Text    string
	Changed bool
}

// maxDiff bounds the table of a comparison; larger texts count as wholly
// changed.
const maxDiff = 4 << 20

// compare sets two texts side by side, line by line, and marks the words that
// differ in lines that were replaced.
func compare(left, right string) []diffRow {
	var rows []diffRow
	for _, h := range hunks(strings.Split(left, "\n"), strings.Split(right, "\n")) {
		if h.same {
			for _, line := range h.left {
				rows = append(rows, diffRow{Same: true, Left: []diffPiece{{Text: line}}, Right: []diffPiece{{Text: line}}})
			}
			continue
		}
		for i := range max(len(h.left), len(h.right)) {
			rows = append(rows, compareLine(at(h.left, i), at(h.right, i)))
		}
	}
	return rows
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

func compareLine(left, right string) diffRow {
	var row diffRow
	for _, h := range hunks(splitWords(left), splitWords(right)) {
		if len(h.left) > 0 {
			row.Left = append(row.Left, diffPiece{strings.Join(h.left, ""), !h.same})
		}
		if len(h.right) > 0 {
			row.Right = append(row.Right, diffPiece{strings.Join(h.right, ""), !h.same})
		}
	}
	return row
}

// splitWords cuts a line into words and the blanks between them, and keeps
// every character.
func splitWords(line string) []string {
	var words []string
	start, blank := 0, false
	for i, r := range line {
		if now := unicode.IsSpace(r); i > 0 && now != blank {
			words, start, blank = append(words, line[start:i]), i, now
		} else {
			blank = now
		}
	}
	if start < len(line) {
		words = append(words, line[start:])
	}
	return words
}

// hunk is a run of units that two texts share, or that take each other's
// place.
type hunk struct {
	same        bool
	left, right []string
}

// hunks compares two lists by their longest common subsequence.
func hunks(a, b []string) []hunk {
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var out []hunk
	add := func(same bool, left, right []string) {
		switch n := len(out); {
		case len(left) == 0 && len(right) == 0:
		case n > 0 && out[n-1].same == same:
			out[n-1].left, out[n-1].right = append(out[n-1].left, left...), append(out[n-1].right, right...)
		default:
			out = append(out, hunk{same, slices.Clone(left), slices.Clone(right)})
		}
	}
	add(true, a[:head], b[:head])
	middle(a[head:len(a)-tail], b[head:len(b)-tail], add)
	add(true, a[len(a)-tail:], b[len(b)-tail:])
	return out
}

func middle(a, b []string, add func(same bool, left, right []string)) {
	if len(a)*len(b) > maxDiff {
		add(false, a, b)
		return
	}
	// common[i][j] is the length of the longest common subsequence of a[i:] and b[j:].
	common := make([][]int32, len(a)+1)
	for i := range common {
		common[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			add(true, a[i:i+1], b[j:j+1])
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			add(false, a[i:i+1], nil)
			i++
		default:
			add(false, nil, b[j:j+1])
			j++
		}
	}
	add(false, a[i:], b[j:])
}
