package pairing

import (
	"strings"
	"unicode/utf8"
)

// A part of a compound has at least shortPart letters; one beside which the
// other part is not known at least longPart.
const (
	shortPart = 4
	longPart  = 6
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
// that is long enough.
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
		case known && r.parts[last]:
			return []string{first, last}
		case known && head > longest:
			best, longest = []string{first, last}, head
		case r.parts[last] && tail > longest:
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
			if term = r.term(stem); r.parts[term] {
				return term, true
			}
		}
	}
	return r.term(s), false
}
