package lexicon

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alleys-eu/alleys/analyzer/text"
)

// Doubt is an entry that is sound but may say something else than was meant.
type Doubt struct {
	Entry
	About string
}

// Doubts lists entries that look as if a space or a bracket was misplaced.
// functional are the classes of words that mean little alone: articles,
// pronouns, prepositions. Like All it is for a lexicon that has not read
// anything yet.
func (l *Lexicon) Doubts(functional *Set) []Doubt {
	small := l.singles(functional)
	var out []Doubt
	for e := range l.All {
		if functional.Has(e.Class) {
			continue
		}
		words := strings.Fields(strings.TrimPrefix(e.Text, "="))
		if about := l.unread(words); about != "" {
			out = append(out, Doubt{e, about})
		}
		if about := split(words, small); about != "" {
			out = append(out, Doubt{e, about})
		}
		if about := l.bare(words, small); about != "" {
			out = append(out, Doubt{e, about})
		}
	}
	return out
}

// singles returns the single words of classes, and the stop words.
func (l *Lexicon) singles(classes *Set) map[string]bool {
	out := make(map[string]bool)
	for e := range l.All {
		word := strings.TrimPrefix(e.Text, "=")
		if !classes.Has(e.Class) || strings.ContainsAny(word, " (_") {
			continue
		}
		for _, w := range strings.Split(word, "|") {
			out[text.Lower(w)] = true
		}
	}
	return out
}

// unread says which written word is none in a text.
func (l *Lexicon) unread(words []string) string {
	for i, word := range words {
		if _, _, ok := compound(word); ok {
			continue
		}
		choices, _ := alternatives(strings.TrimSuffix(word, ","))
		for _, c := range choices {
			if c != "" && !isEnd(words, i) && len(wordSymbols(c, true, l.Lang, nil)) == 0 {
				return fmt.Sprintf("%q is no word in a text: the entry is read without it", c)
			}
		}
	}
	return ""
}

// minSplit is from how many alternatives on a list is looked at.
const minSplit = 3

// split says where a list of alternatives seems to go on behind a space:
// "ruin|wreck|do harm" means "ruin harm", "wreck harm" and "do harm". The sign
// is a small word next to the space among words that are none.
func split(words []string, small map[string]bool) string {
	isSmall := func(w string) bool { return small[text.Lower(w)] }
	for i := 0; i+1 < len(words); i++ {
		if words[i][0] == '(' || words[i+1][0] == '(' || strings.Contains(words[i]+words[i+1], compoundSign) {
			continue
		}
		left, right := strings.Split(words[i], "|"), strings.Split(words[i+1], "|")
		last, first := left[len(left)-1], right[0]
		ends := len(left) >= minSplit && isSmall(last) && !slices.ContainsFunc(left[:len(left)-1], isSmall)
		begins := len(left) > 1 && len(right) >= minSplit && isSmall(first) && !slices.ContainsFunc(right[1:], isSmall)
		if ends || begins {
			return fmt.Sprintf("%q and what stands before it are each followed by %q …; give “%s %s” a line of its own if it is one of them", last, first, last, first)
		}
	}
	return ""
}

// bare says which word an entry is when all that may be missing is: a small one,
// or one that others in brackets give its meaning.
func (l *Lexicon) bare(words []string, small map[string]bool) string {
	kept := ""
	for _, w := range words {
		if w[0] == '(' {
			continue
		}
		if kept != "" {
			return ""
		}
		kept = w
	}
	if len(words) == 1 || kept == "" {
		return ""
	}
	isSmall := func(w string) bool { return w == symAny || small[text.Lower(w)] || l.stop[text.Lower(w)] }
	for _, w := range strings.Split(kept, "|") {
		if isSmall(w) {
			return alone(w)
		}
	}
	for _, w := range words {
		if w[0] == '(' && mostly(strings.Split(strings.Trim(w, "()"), "|"), func(w string) bool { return !isSmall(w) }) {
			first, _, _ := strings.Cut(kept, "|")
			return alone(first)
		}
	}
	return ""
}

// mostly says whether something holds for half of the words or more.
func mostly(words []string, holds func(string) bool) bool {
	n := 0
	for _, w := range words {
		if holds(w) {
			n++
		}
	}
	return 2*n >= len(words)
}

func alone(word string) string {
	return fmt.Sprintf("%q alone is an entry, since all the rest may be missing", word)
}
