package pairing

import (
	"strings"
	"unicode/utf8"
)

// A part of a compound has at least shortPart letters; one beside which the
// other part is not known at least longPart.
const (
	shortPart = 4
	longPart  = 7
)

// takeApart lets the reader take words apart where their parts name concepts.
// Words of phrases stay whole, or the phrases would not be found.
func (r *reader) takeApart(book *phrasebook, links []string) {
	if len(links) == 0 {
		return
	}
	r.links = append(longestFirst(links), "")
	r.parts, r.whole = book.single(), book.stems
	clear(r.memo)
}

// compound returns the terms of the two parts of a word, nil when there is no
// place where it falls into parts that name concepts: both, or the longest
// that is long enough. Of parts that name the same it returns the last.
func (r *reader) compound(w string) []string {
	var best []string
	longest := longPart - 1
	for i := range w {
		head, tail := utf8.RuneCountInString(w[:i]), utf8.RuneCountInString(w[i:])
		if head < shortPart || tail < shortPart {
			continue
		}
		first, known := r.head(w[:i])
		last := r.term(w[i:])
		switch {
		case known && meet(r.parts[first], r.parts[last]):
			return []string{last} // twice the same would count twice
		case known && len(r.parts[last]) > 0:
			return []string{first, last}
		case known && head > longest:
			best, longest = []string{first, last}, head
		case len(r.parts[last]) > 0 && tail > longest:
			best, longest = []string{first, last}, tail
		}
	}
	return best
}

// head returns the term of the first part, without the letters that link it
// where that makes it a known one.
func (r *reader) head(s string) (term string, known bool) {
	for _, link := range r.links {
		if stem, ok := strings.CutSuffix(s, link); ok && utf8.RuneCountInString(stem) >= shortPart {
			if term = r.term(stem); len(r.parts[term]) > 0 {
				return term, true
			}
		}
	}
	return r.term(s), false
}
