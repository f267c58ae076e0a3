package dedupe

import (
	"strings"
	"unicode"
)

// Op says what became of a piece of text.
type Op string

// The operations of a difference.
const (
	Same    Op = "same"
	Added   Op = "added"
	Removed Op = "removed"
	Changed Op = "changed" // a paragraph with other words; never a span
)

// Change is one paragraph of a difference. Old is empty when it was added, New
// when it was removed; both are there and equal when it stayed the same. Words is
// set for changed paragraphs only.
type Change struct {
	Op       Op
	Old, New string
	Words    []Span
}

// Span is a stretch of a changed paragraph. The spans that are Same or Removed,
// joined as they are, give the old paragraph, those that are Same or Added the new.
type Span struct {
	Op   Op
	Text string
}

// maxTable bounds the product of the numbers of pieces that are compared each
// with each; longer stretches are taken as removed and added as a whole.
const maxTable = 4 << 20

// Diff returns what changed from one version of a text to the next, paragraph by
// paragraph in reading order. Paragraphs are parted by blank lines. A paragraph
// that kept at least two fifths of its words counts as changed, and its words are
// compared.
func Diff(old, new string) []Change {
	a, b := paragraphs(old), paragraphs(new)
	var out []Change
	var removed, added []string
	settleGap := func() {
		out = append(out, pair(removed, added)...)
		removed, added = nil, nil
	}
	for _, step := range align(a, b) {
		switch step.op {
		case Same:
			settleGap()
			out = append(out, Change{Op: Same, Old: a[step.i], New: b[step.j]})
		case Removed:
			removed = append(removed, a[step.i])
		case Added:
			added = append(added, b[step.j])
		}
	}
	settleGap()
	return out
}

func paragraphs(text string) []string {
	var out []string
	for p := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// A step is one move through two sequences: i counts in the old one, j in the new.
type step struct {
	op   Op
	i, j int
}

// align returns a shortest way from a to b by a longest common subsequence;
// removals come before additions.
func align(a, b []string) []step {
	var steps []step
	i, j := 0, 0
	for i < len(a) && j < len(b) && a[i] == b[j] {
		steps = append(steps, step{Same, i, j})
		i, j = i+1, j+1
	}
	endA, endB := len(a), len(b)
	for endA > i && endB > j && a[endA-1] == b[endB-1] {
		endA, endB = endA-1, endB-1
	}
	steps = append(steps, middle(a[i:endA], b[j:endB], i, j)...)
	for ; endA < len(a); endA, endB = endA+1, endB+1 {
		steps = append(steps, step{Same, endA, endB})
	}
	return steps
}

// middle aligns what is left between a common start and a common end.
func middle(a, b []string, offA, offB int) []step {
	var steps []step
	i, j := 0, 0
	if len(a)*len(b) <= maxTable {
		table := commonLengths(a, b)
		for i < len(a) && j < len(b) {
			switch {
			case a[i] == b[j]:
				steps = append(steps, step{Same, offA + i, offB + j})
				i, j = i+1, j+1
			case table[i+1][j] >= table[i][j+1]:
				steps = append(steps, step{Removed, offA + i, -1})
				i++
			default:
				steps = append(steps, step{Added, -1, offB + j})
				j++
			}
		}
	}
	for ; i < len(a); i++ {
		steps = append(steps, step{Removed, offA + i, -1})
	}
	for ; j < len(b); j++ {
		steps = append(steps, step{Added, -1, offB + j})
	}
	return steps
}

// commonLengths returns the lengths of the longest common subsequences of all
// pairs of ends of a and b.
func commonLengths(a, b []string) [][]int32 {
	cells := make([]int32, (len(a)+1)*(len(b)+1))
	table := make([][]int32, len(a)+1)
	for i := range table {
		table[i] = cells[i*(len(b)+1) : (i+1)*(len(b)+1)]
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				table[i][j] = table[i+1][j+1] + 1
			} else {
				table[i][j] = max(table[i+1][j], table[i][j+1])
			}
		}
	}
	return table
}

// kept is the part of its words, 0 to 1, that a paragraph must keep to count as
// the same paragraph changed.
const kept = 0.4

// pair matches the removed paragraphs of a gap with the added ones that are the
// same but for some words, in their order, and reports the rest as they are.
func pair(removed, added []string) []Change {
	oldWords, newWords := countAll(removed), countAll(added)
	var out []Change
	next := 0
	for i, old := range removed {
		match := -1
		for j := next; j < len(added) && j < next+lookAhead; j++ {
			if oldWords[i].share(newWords[j]) >= kept {
				match = j
				break
			}
		}
		if match < 0 {
			out = append(out, Change{Op: Removed, Old: old})
			continue
		}
		for _, p := range added[next:match] {
			out = append(out, Change{Op: Added, New: p})
		}
		out = append(out, Change{Op: Changed, Old: old, New: added[match], Words: diffWords(old, added[match])})
		next = match + 1
	}
	for _, p := range added[next:] {
		out = append(out, Change{Op: Added, New: p})
	}
	return out
}

// lookAhead is how many added paragraphs a removed one is compared with.
const lookAhead = 20

// bag counts the words of a paragraph.
type bag struct {
	count map[string]int
	total int
}

func countAll(paragraphs []string) []bag {
	bags := make([]bag, len(paragraphs))
	for i, p := range paragraphs {
		bags[i] = bag{count: map[string]int{}}
		for _, w := range words(p) {
			bags[i].count[w]++
			bags[i].total++
		}
	}
	return bags
}

// share returns which part of the words of the longer paragraph, 0 to 1, both
// have.
func (b bag) share(other bag) float64 {
	longer := max(b.total, other.total)
	if longer == 0 {
		return 0
	}
	shared := 0
	for w, n := range b.count {
		shared += min(n, other.count[w])
	}
	return float64(shared) / float64(longer)
}

// diffWords compares two paragraphs word by word, white space and signs included,
// so that the spans can be joined as they are.
func diffWords(old, new string) []Span {
	a, b := pieces(old), pieces(new)
	var out []Span
	var same, gone, come strings.Builder
	flush := func(op Op, text *strings.Builder) {
		if text.Len() > 0 {
			out = append(out, Span{op, text.String()})
			text.Reset()
		}
	}
	for _, s := range align(a, b) {
		switch s.op {
		case Same:
			flush(Removed, &gone)
			flush(Added, &come)
			same.WriteString(a[s.i])
		case Removed:
			flush(Same, &same)
			gone.WriteString(a[s.i])
		case Added:
			flush(Same, &same)
			come.WriteString(b[s.j])
		}
	}
	flush(Same, &same)
	flush(Removed, &gone)
	flush(Added, &come)
	return out
}

// pieces cuts a paragraph into words, runs of white space and single signs.
func pieces(s string) []string {
	var out []string
	from, last := 0, classNone
	for i, r := range s {
		class := classOf(r)
		if i > from && (class != last || class == classSign) {
			out = append(out, s[from:i])
			from = i
		}
		last = class
	}
	if from < len(s) {
		out = append(out, s[from:])
	}
	return out
}

// class parts words, white space and signs.
type class int

const (
	classNone class = iota
	classWord
	classSpace
	classSign
)

func classOf(r rune) class {
	switch {
	case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
		return classWord
	case unicode.IsSpace(r):
		return classSpace
	}
	return classSign
}
