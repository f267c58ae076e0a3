package text

import (
	"strings"
	"unicode"
)

// Language is what splitting a text into words and sentences needs to know of
// a language. The zero value splits at what Unicode says and knows no
// abbreviations.
type Language struct {
	Code          string          // ISO 639-1
	Abbreviations map[string]bool // lower case, without the last full stop: "dr", "z.b"
	Ordinals      bool            // "3." is an ordinal number: no sentence ends there
	SplitAfter    bool            // an apostrophe ends an elided word: dell'|Europa
	SplitBefore   []string        // endings that are words of their own: "'s", "'re"
	Quotes        []QuotePair     // quotation marks, most usual first
}

// QuotePair is an opening and a closing quotation mark. They may be the same.
type QuotePair struct{ Open, Close rune }

// maxElided is how many letters an elided word may have: "nell'", "quell'",
// "presqu'", "quelqu'".
const maxElided = 7

// splitPoint returns where a word with an apostrophe is to be cut, as a byte
// offset, or 0 for nowhere.
func (l *Language) splitPoint(word string) int {
	at, size := indexApostrophe(word)
	if at <= 0 || at+size >= len(word) {
		return 0
	}
	if l.SplitAfter && runeCountAtMost(word[:at], maxElided) {
		return at + size
	}
	ending := "'" + strings.ToLower(word[at+size:])
	for _, s := range l.SplitBefore {
		if ending == s {
			return at
		}
	}
	return 0
}

func indexApostrophe(s string) (at, size int) {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\'':
			return i, 1
		case s[i] == 0xE2 && strings.HasPrefix(s[i:], "’"):
			return i, len("’")
		}
	}
	return -1, 0
}

func runeCountAtMost(s string, n int) bool {
	count := 0
	for range s {
		if count++; count > n {
			return false
		}
	}
	return true
}

// Lower returns the word as the lexicon compares it: lower case, with the
// plain apostrophe.
func Lower(word string) string {
	plain := true
	for i := 0; i < len(word); i++ {
		if c := word[i]; c >= 0x80 || 'A' <= c && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return word
	}
	return strings.Map(func(r rune) rune {
		if r == '’' || r == 'ʼ' {
			return '\''
		}
		return unicode.ToLower(r)
	}, word)
}
