package lexicon

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alleys-eu/alleys/analyzer/text"
)

// maxVariants is how many phrases one entry with alternatives may stand for.
const maxVariants = 10000

// pattern is one phrase: a symbol a word.
type pattern []string

// symbols of one word, by their first byte.
const (
	symForm  = '=' // the word as it is, whatever its case
	symCase  = '!' // the word as it is, with its capitals
	symStem  = '~' // any form with that stem
	symStart = '<' // any word that begins so
	symEnd   = '>' // any word that ends so
	symAny   = "_" // any one word
	symOneOf = '{' // one of several words: their symbols, divided by spaces
)

// minOneOf is from how many alternatives on a place gets a symbol of its own,
// instead of a phrase for each of them.
const minOneOf = 3

// expand turns an entry as it is written into phrases.
//
//	flood of people        any form of each word
//	=Rom                   exactly this form; capitals must be there
//	muzułman* *flut        words that begin or end so
//	a|b c                  "a c" or "b c"
//	(very) bad             "very bad" or "bad"
//	make _ sick            one word, any, in the middle
func expand(entry string, lang *text.Language, stem Stemmer) ([]pattern, error) {
	exact := strings.HasPrefix(entry, "=")
	body := strings.TrimSpace(strings.TrimPrefix(entry, "="))
	if body == "" {
		return nil, fmt.Errorf("empty entry")
	}
	out := []pattern{nil}
	for _, word := range strings.Fields(body) {
		choices, err := alternatives(word)
		if err != nil {
			return nil, err
		}
		var next []pattern
		places := placesOf(choices, exact, lang, stem)
		for _, p := range out {
			for _, symbols := range places {
				next = append(next, append(p[:len(p):len(p)], symbols...))
			}
		}
		if out = next; len(out) > maxVariants {
			return nil, fmt.Errorf("%q stands for more than %d phrases: split it", entry, maxVariants)
		}
	}
	out = slices.DeleteFunc(out, func(p pattern) bool { return len(p) == 0 || p[0] == symAny })
	if len(out) == 0 {
		return nil, fmt.Errorf("%q has nothing to begin with", entry)
	}
	return out, nil
}

// placesOf returns what may stand in the place of a written word: runs of
// symbols, where all alternatives that are one word share a symbol.
func placesOf(choices []string, exact bool, lang *text.Language, stem Stemmer) []pattern {
	var out []pattern
	var single []string
	for _, c := range choices {
		symbols := wordSymbols(c, exact, lang, stem)
		if len(symbols) == 1 && symbols[0] != symAny {
			single = append(single, symbols[0])
			continue
		}
		out = append(out, symbols)
	}
	if len(single) < minOneOf {
		for _, s := range single {
			out = append(out, pattern{s})
		}
		return out
	}
	slices.Sort(single)
	return append(out, pattern{string(symOneOf) + strings.Join(slices.Compact(single), " ")})
}

// alternatives returns what one word of an entry may be; "" is no word.
func alternatives(word string) ([]string, error) {
	optional := strings.HasPrefix(word, "(") && strings.HasSuffix(word, ")")
	if optional {
		word = word[1 : len(word)-1]
	}
	if strings.ContainsAny(word, "()") {
		return nil, fmt.Errorf("%q: brackets must stand around a whole word", word)
	}
	choices := strings.Split(word, "|")
	for _, c := range choices {
		if c == "" {
			return nil, fmt.Errorf("%q: nothing on one side of |", word)
		}
	}
	if optional {
		choices = append(choices, "")
	}
	return choices, nil
}

// wordSymbols returns the symbols of one written word, more than one where
// the text would be cut at an apostrophe or a hyphen.
func wordSymbols(word string, exact bool, lang *text.Language, stem Stemmer) []string {
	switch {
	case word == "":
		return nil
	case word == symAny:
		return []string{symAny}
	case strings.HasSuffix(word, "*"):
		return []string{string(symStart) + text.Lower(strings.TrimSuffix(word, "*"))}
	case strings.HasPrefix(word, "*"):
		return []string{string(symEnd) + text.Lower(strings.TrimPrefix(word, "*"))}
	}
	if strings.HasPrefix(word, "'") || strings.HasSuffix(word, "'") || strings.HasSuffix(word, "’") {
		return []string{wordSymbol(word, exact, stem)}
	}
	var d text.Doc
	lang.Read(&d, word)
	var out []string
	for i := range d.Tokens {
		if t := d.TokenText(i); d.Tokens[i].Kind == text.Word || d.Tokens[i].Kind == text.Number {
			out = append(out, wordSymbol(t, exact, stem))
		}
	}
	return out
}

func wordSymbol(word string, exact bool, stem Stemmer) string {
	low := text.Lower(word)
	switch {
	case exact && low != word:
		return string(symCase) + word
	case exact:
		return string(symForm) + low
	}
	return string(symStem) + stem(low)
}

// writtenWords returns the words of an entry as they are written, for the
// search of misspelt ones.
func writtenWords(entry string) []string {
	return strings.FieldsFunc(text.Lower(entry), func(r rune) bool {
		return strings.ContainsRune(" =|()_", r)
	})
}
