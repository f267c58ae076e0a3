package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// named reports whether one of the words is in the set of which the element's
// class, id, role and the like are made: "article__subTitle" is article, sub,
// articlesub, title and subtitle.
func named(n *html.Node, set map[string]bool) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id", "role", "itemprop", "data-testid", "data-component", "data-type", "data-qa":
			if hasWord(a.Val[:min(len(a.Val), maxAttr)], set) {
				return true
			}
		}
	}
	return false
}

// hasWord splits names at spaces, punctuation, digits and capitals and reports
// whether a word of them, or two neighbours within a name, are in the set.
func hasWord(names string, set map[string]bool) bool {
	var space [maxAttr]byte
	words := wordPair{letters: space[:0], set: set}
	lower := false
	for i := 0; i < len(names); {
		r, size := rune(names[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(names[i:])
		}
		i += size
		switch {
		case r == ' ' || r == '\t' || r == '\n':
			if words.end() {
				return true
			}
			words.forget()
		case !unicode.IsLetter(r):
			if words.end() {
				return true
			}
		default:
			upper := unicode.IsUpper(r)
			if lower && upper && words.end() {
				return true
			}
			words.letters = utf8.AppendRune(words.letters, unicode.ToLower(r))
		}
		lower = unicode.IsLower(r)
	}
	return words.end()
}

// wordPair is the word being read and the one before it, joined.
type wordPair struct {
	letters []byte
	begun   int // where the word being read begins
	set     map[string]bool
}

// end ends the word being read and reports whether it is in the set, by itself
// or with the one before it.
func (w *wordPair) end() bool {
	if len(w.letters) == w.begun {
		return false
	}
	if w.set[string(w.letters[w.begun:])] || w.begun > 0 && w.set[string(w.letters)] {
		return true
	}
	w.letters = w.letters[:copy(w.letters, w.letters[w.begun:])]
	w.begun = len(w.letters)
	return false
}

// forget parts the next word from those before it.
func (w *wordPair) forget() { w.letters, w.begun = w.letters[:0], 0 }
