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
	end := strings.IndexFunc(s, func(r rune) bool { return !isWordRune(r) })
	if end < 0 {
		return s
	}
	return s[:end]
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
