package lexicon

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/alleys-eu/alleys/analyzer/text"
)

// maxVariants is how many phrases one entry with alternatives may stand for.
const maxVariants = 10000

// pattern is one phrase: a symbol a word.
type pattern []string

// symbols of one word, by their first byte.
const (
	symForm   = '=' // the word as it is, whatever its case
	symCase   = '!' // the word as it is, with its capitals
	symStem   = '~' // any form with that stem
	symStart  = '<' // any word that begins so
	symEnd    = '>' // any word that ends so
	symAny    = "_" // any one word
	symComma  = "," // a comma
	symHyphen = "-" // a hyphen between two words
	symEnds   = "." // the end of a sentence or clause
	symOneOf  = '{' // one of several words: their symbols, divided by spaces
)

// minOneOf is from how many alternatives on a place gets a symbol of its own,
// instead of a phrase for each of them.
const minOneOf = 3

// read turns an entry as it is written into the places of its phrases: what may
// stand in each, as runs of symbols. The entry is one that checkEntry finds
// nothing wrong with.
//
//	flood of people        any form of each word
//	=Rom                   exactly this form; capitals must be there
//	muzułman* *flut        words that begin or end so
//	a|b c                  "a c" or "b c"
//	(very) bad             "very bad" or "bad"
//	make _ sick            one word, any, in the middle
//	know, that             with the comma or without it
//	is it $                at the end of a sentence or clause only
//	=asyl|dorf+flut|lob*   compounds of both sides, with a hyphen or without:
//	                       Asylflut, Dorf-Lobby
func read(entry string, lang *text.Language, stem Stemmer) [][]pattern {
	exact := strings.HasPrefix(entry, "=")
	words := strings.Fields(strings.TrimPrefix(entry, "="))
	out := make([][]pattern, 0, len(words))
	for i, word := range words {
		word, comma := strings.CutSuffix(word, ",")
		var places []pattern
		if fronts, backs, ok := compound(word); ok {
			places = compounds(fronts, backs, exact, lang, stem)
		} else {
			choices, _ := alternatives(word)
			places = placesOf(choices, exact, lang, stem)
		}
		if comma {
			places = withComma(places)
		}
		if isEnd(words, i) {
			places = []pattern{{symEnds}}
		}
		out = append(out, places)
	}
	return out
}

// isEnd says whether a word of an entry stands for the end of a sentence: a $
// behind others.
func isEnd(words []string, i int) bool { return i > 0 && i == len(words)-1 && words[i] == "$" }

// checkEntry finds what is wrong with an entry as it is written. There are tens
// of thousands, so that it copies nothing.
func checkEntry(entry string, lang *text.Language) error {
	c := entryCheck{lang: lang, variants: 1, opens: true}
	empty, comma := true, false
	for word := range strings.FieldsSeq(strings.TrimPrefix(entry, "=")) {
		empty = false
		if word, comma = strings.CutSuffix(word, ","); comma {
			c.variants *= 2
		}
		if comma && word == "" {
			break
		}
		if err := c.word(word); err != nil {
			return err
		}
		if c.variants > maxVariants {
			return fmt.Errorf("%q stands for more than %d phrases: split it", entry, maxVariants)
		}
	}
	switch {
	case empty:
		return fmt.Errorf("empty entry")
	case comma:
		return fmt.Errorf("%q: a comma must stand behind a word and before another one", entry)
	case !c.begins:
		return fmt.Errorf("%q has nothing to begin with", entry)
	}
	return nil
}

// entryCheck is what is known of an entry up to a word.
type entryCheck struct {
	lang     *text.Language
	variants int  // how many phrases it stands for
	opens    bool // all words so far may be missing
	begins   bool // a phrase may begin with one of them
}

// word looks at the next written word.
func (c *entryCheck) word(word string) error {
	if fronts, backs, ok := compound(word); ok {
		c.opens, c.begins, c.variants = false, true, 2*c.variants
		return checkCompound(word, fronts, backs)
	}
	inner, optional, err := unbracketed(word)
	if err != nil {
		return err
	}
	choices, single, missing := 0, 0, optional
	for choice := range strings.SplitSeq(inner, "|") {
		if choice == "" {
			return fmt.Errorf("%q: nothing on one side of |", inner)
		}
		choices++
		if choice != symAny && isPlain(strings.Trim(choice, "*")) {
			single++
		}
		if c.opens {
			nothing := !isPlain(choice) && len(wordSymbols(choice, true, c.lang, nil)) == 0
			missing = missing || nothing
			c.begins = c.begins || choice != symAny && !nothing
		}
	}
	c.opens = c.opens && missing
	if optional {
		choices++
	}
	if single >= minOneOf {
		choices -= single - 1
	}
	c.variants *= choices
	return nil
}

// compound divides a written word that stands for compounds: "asyl|dorf+flut".
func compound(word string) (fronts, backs []string, ok bool) {
	front, back, ok := strings.Cut(word, compoundSign)
	if !ok || front == "" || back == "" || back[0] == '|' {
		return nil, nil, false // a plus that is part of a name: LGBTIQ+
	}
	return strings.Split(front, "|"), strings.Split(back, "|"), true
}

// compoundSign joins the two sides of compounds.
const compoundSign = "+"

// checkCompound finds what is wrong with the sides of compounds: letters are
// asked for, and behind them a * where the word may go on.
func checkCompound(word string, fronts, backs []string) error {
	for _, f := range fronts {
		if f == "" || !isPlain(f) {
			return fmt.Errorf("%q: only letters may stand before the %s", word, compoundSign)
		}
	}
	for _, b := range backs {
		if b = strings.TrimSuffix(b, "*"); b == "" || !isPlain(b) {
			return fmt.Errorf("%q: only letters, and a * at the end, may stand behind the %s", word, compoundSign)
		}
	}
	return nil
}

// compounds returns what may stand in the place of compounds: each of them as
// one word, or its two sides with a hyphen between them.
func compounds(fronts, backs []string, exact bool, lang *text.Language, stem Stemmer) []pattern {
	whole := make([]string, 0, len(fronts)*len(backs))
	for _, f := range fronts {
		for _, b := range backs {
			whole = append(whole, f+b)
		}
	}
	out := placesOf(whole, exact, lang, stem)
	for _, f := range placesOf(fronts, exact, lang, stem) {
		for _, b := range placesOf(backs, exact, lang, stem) {
			out = append(out, append(append(f[:len(f):len(f)], symHyphen), b...))
		}
	}
	return out
}

// unbracketed returns what stands within the brackets around a written word,
// and whether there are any.
func unbracketed(word string) (inner string, optional bool, err error) {
	if optional = strings.HasPrefix(word, "(") && strings.HasSuffix(word, ")"); optional {
		word = word[1 : len(word)-1]
	}
	if strings.ContainsAny(word, "()") {
		return word, optional, fmt.Errorf("%q: brackets must stand around a whole word", word)
	}
	return word, optional, nil
}

// withComma returns runs of symbols, each without and with a comma behind it.
func withComma(places []pattern) []pattern {
	out := places[:len(places):len(places)]
	for _, p := range places {
		if len(p) > 0 {
			out = append(out, append(p[:len(p):len(p)], symComma))
		}
	}
	return out
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
	word, optional, err := unbracketed(word)
	if err != nil {
		return nil, err
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
	case word == "*":
		return nil
	case strings.HasSuffix(word, "*"):
		return []string{string(symStart) + text.Lower(strings.TrimSuffix(word, "*"))}
	case strings.HasPrefix(word, "*"):
		return []string{string(symEnd) + text.Lower(strings.TrimPrefix(word, "*"))}
	}
	if isPlain(word) || strings.HasPrefix(word, "'") || strings.HasSuffix(word, "'") || strings.HasSuffix(word, "’") {
		return []string{wordSymbol(word, exact, stem)}
	}
	var d text.Doc
	lang.Read(&d, word)
	var out []string
	for i := range d.Tokens {
		if t := d.TokenText(i); d.Tokens[i].Kind <= text.Sign {
			out = append(out, wordSymbol(t, exact, stem))
		}
	}
	return out
}

// isPlain says that a word has nothing but letters in it, of scripts that set
// spaces between words: a text is not cut inside it.
func isPlain(word string) bool {
	for _, r := range word {
		if 'a' <= r && r <= 'z' {
			continue
		}
		if r > lastAlphabet || !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

// lastAlphabet is the end of the Latin, Greek and Cyrillic letters.
const lastAlphabet = 'ԯ'

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
	if strings.Contains(entry, compoundSign) {
		return writtenCompounds(entry)
	}
	return strings.FieldsFunc(text.Lower(entry), func(r rune) bool {
		switch r {
		case ' ', '=', '|', '(', ')', '_':
			return true
		}
		return false
	})
}

// writtenCompounds is writtenWords for an entry that has compounds.
func writtenCompounds(entry string) []string {
	var out []string
	for word := range strings.FieldsSeq(entry) {
		fronts, backs, ok := compound(strings.TrimPrefix(word, "="))
		if !ok {
			out = append(out, writtenWords(strings.ReplaceAll(word, compoundSign, ""))...)
			continue
		}
		for _, f := range fronts {
			for _, b := range backs {
				out = append(out, text.Lower(f+b))
			}
		}
	}
	return out
}
