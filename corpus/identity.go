package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
)

// ArticleID returns the identity of the article at a canonical address: 16
// hexadecimal digits of its SHA-256. The same address gives the same identity
// on every machine, so that results can be cited.
func ArticleID(canonical string) string { return shortHash("article", canonical) }

// SourceID returns the identity of the source first known by that address.
func SourceID(url string) string { return shortHash("source", url) }

// ClaimID returns the identity of a claim: the same words in the same
// language are the same claim, whatever their case, punctuation and spacing.
func ClaimID(lang, sentence string) string {
	return shortHash("claim", lang+"\n"+NormalizeClaim(sentence))
}

// NormalizeClaim reduces a sentence to lower-case words with single spaces.
func NormalizeClaim(sentence string) string {
	words := strings.FieldsFunc(strings.ToLower(sentence), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	})
	return strings.Join(words, " ")
}

func shortHash(kind, s string) string {
	sum := sha256.Sum256([]byte(kind + "\x00" + s))
	return hex.EncodeToString(sum[:8])
}
