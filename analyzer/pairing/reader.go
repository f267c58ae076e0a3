package pairing

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
)

// word is one word of a text, ready to be compared.
type word struct {
	text string // lower case, as written; for showing
	stem string // "en:invad": language and stem without accents
	stop bool   // one of the language's most frequent words
}

// reader splits the texts of one language into words. It is safe for
// concurrent use.
type reader struct {
	lang string
	stem lexicon.Stemmer
	stop map[string]bool

	mu   sync.RWMutex
	memo map[string][]string // words that were stemmed, at most maxMemo

	parts map[string][]string // stems that compounds are made of, with their concepts; nil: none are taken apart
	links []string            // letters between the parts
	whole map[string]bool     // stems that are not taken apart
}

// maxMemo is more than the words that a deck and its claims use; foreign
// texts must not fill the memory.
const maxMemo = 50_000

// newReader returns the reader for a language; where there is no stemmer for
// it, words are compared as they are.
func newReader(lang string) *reader {
	r := &reader{lang: lang, stem: newStemmer(lang, loadCues()), stop: map[string]bool{}, memo: map[string][]string{}}
	for w := range lexicon.StopWords(lang) {
		for _, part := range split(w) {
			r.stop[part] = true
		}
	}
	return r
}

// newStemmer joins the stemmer of a language with the endings of cues.yaml.
func newStemmer(lang string, c cues) lexicon.Stemmer {
	code := lang
	if other, ok := c.Stemmers[lang]; ok {
		code = other
	}
	stem, err := lexicon.NewStemmer(code)
	if err != nil {
		stem = func(w string) string { return w }
	}
	plurals, endings := longestFirst(c.Plurals[lang]), longestFirst(c.Endings[lang])
	return func(w string) string {
		return cutEnding(stem(cutEnding(w, plurals)), endings)
	}
}

func longestFirst(endings []string) []string {
	return slices.SortedStableFunc(slices.Values(endings), func(a, b string) int { return len(b) - len(a) })
}

// cutEnding cuts the first of the endings that leaves three letters.
func cutEnding(w string, endings []string) string {
	for _, end := range endings {
		if s, ok := strings.CutSuffix(w, end); ok && utf8.RuneCountInString(s) >= 3 {
			return s
		}
	}
	return w
}

func (r *reader) words(text string) []word {
	parts := split(text)
	words := make([]word, 0, len(parts))
	for _, p := range parts {
		for _, term := range r.terms(p) {
			words = append(words, word{text: p, stem: term, stop: r.stop[p]})
		}
	}
	return words
}

// terms returns the language and stem of a word, or those of its parts.
func (r *reader) terms(w string) []string {
	r.mu.RLock()
	terms, ok := r.memo[w]
	r.mu.RUnlock()
	if ok {
		return terms
	}
	terms = []string{r.term(w)}
	if r.parts != nil && !r.whole[terms[0]] {
		if parts := r.compound(w); parts != nil {
			terms = parts
		}
	}
	r.mu.Lock()
	if len(r.memo) < maxMemo {
		r.memo[strings.Clone(w)] = terms
	}
	r.mu.Unlock()
	return terms
}

func (r *reader) term(w string) string { return r.lang + ":" + fold(r.stem(w)) }

// split cuts a text into lower-case words at everything that is not a letter,
// a digit or a mark; an apostrophe or hyphen parts words too (l'Europa,
// anti-EU), and what is left of one as a single letter is dropped.
func split(text string) []string {
	fields := strings.FieldsFunc(strings.ToLower(norm.NFC.String(text)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	})
	kept := fields[:0]
	for _, f := range fields {
		if len(f) > 1 || f >= "0" && f <= "9" {
			kept = append(kept, f)
		}
	}
	return kept
}

// letters are those that Unicode does not take apart into letter and accent.
var letters = strings.NewReplacer("ł", "l", "ß", "ss", "ø", "o", "đ", "d", "æ", "ae", "œ", "oe")

// fold takes the accents off, since people leave them out.
func fold(s string) string {
	if isASCII(s) {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return letters.Replace(b.String())
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
