package extract

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A phraseSet finds phrases in folded texts, as whole words.
type phraseSet struct {
	byWord map[string][]string // by the first word, the longest phrase first
	odd    []string            // phrases that begin with a sign
	number uint16              // one bit, among the sets of a phraseIndex
}

// A phraseIndex finds in one pass over a text which of several sets have a
// phrase in it.
type phraseIndex struct {
	sets  []*phraseSet
	words map[string]uint16 // numbers of the sets with a phrase that begins so
	signs map[rune]uint16
}

func indexPhrases(sets ...*phraseSet) phraseIndex {
	ix := phraseIndex{sets: sets, words: map[string]uint16{}, signs: map[rune]uint16{}}
	for i, s := range sets {
		s.number = 1 << i
		for word := range s.byWord {
			ix.words[word] |= s.number
		}
		for _, phrase := range s.odd {
			r, _ := utf8.DecodeRuneInString(phrase)
			ix.signs[r] |= s.number
		}
	}
	return ix
}

// in returns the numbers of the sets that have a phrase in the text.
func (ix phraseIndex) in(folded string) uint16 {
	var found uint16
	for at := 0; at < len(folded); {
		var begun uint16
		word, from := firstWord(folded[at:]), at
		switch {
		case word != "":
			begun = ix.words[word]
			at += len(word)
		case folded[at] < utf8.RuneSelf:
			if folded[at] != ' ' {
				begun = ix.signs[rune(folded[at])]
			}
			at++
		default:
			r, size := utf8.DecodeRuneInString(folded[at:])
			begun = ix.signs[r]
			at += size
		}
		if begun &^= found; begun == 0 {
			continue
		}
		for _, s := range ix.sets {
			if begun&s.number != 0 && s.begins(folded[from:]) != "" {
				found |= s.number
			}
		}
	}
	return found
}

func (s *phraseSet) add(phrase string) {
	word := firstWord(phrase)
	if word == "" {
		s.odd = insertLongest(s.odd, phrase)
		return
	}
	if s.byWord == nil {
		s.byWord = map[string][]string{}
	}
	s.byWord[word] = insertLongest(s.byWord[word], phrase)
}

// insertLongest keeps a list in the order of falling length, so that a specific
// phrase is found before its beginning.
func insertLongest(list []string, phrase string) []string {
	at := slices.IndexFunc(list, func(p string) bool { return len(p) < len(phrase) })
	if at < 0 {
		return append(list, phrase)
	}
	return slices.Insert(list, at, phrase)
}

// firstWord returns the word that s begins with, empty if it begins with a sign.
func firstWord(s string) string {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if !alphanumeric[c] {
				return s[:i]
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !isWordRune(r) {
			return s[:i]
		}
		i += size
	}
	return s
}

// begins returns the phrase that the text begins with; empty if none.
func (s *phraseSet) begins(text string) string {
	for _, list := range [][]string{s.byWord[firstWord(text)], s.odd} {
		for _, p := range list {
			if rest, ok := strings.CutPrefix(text, p); ok && atBoundary(p, rest) {
				return p
			}
		}
	}
	return ""
}

// in returns the first phrase in the text; empty if none.
func (s *phraseSet) in(text string) string {
	for at := 0; at < len(text); {
		word := firstWord(text[at:])
		if word == "" {
			if p := s.begins(text[at:]); p != "" {
				return p
			}
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
			continue
		}
		if s.byWord[word] != nil {
			if p := s.begins(text[at:]); p != "" {
				return p
			}
		}
		at += len(word)
	}
	return ""
}

func atBoundary(phrase, rest string) bool {
	if !endsInWord(phrase) {
		return true
	}
	r, size := utf8.DecodeRuneInString(rest)
	return size == 0 || !isWordRune(r)
}
