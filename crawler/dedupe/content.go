package dedupe

import (
	"crypto/sha256"
	"encoding/hex"
	"hash/fnv"
	"math"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// ContentHash returns a hash of the title and text of an article: 64 hexadecimal
// digits. White space, case and the shape of quotation marks, dashes and ellipses
// do not matter; every other sign does, for a pair of scare quotes or a question
// mark is a change worth a version.
func ContentHash(title, text string) string {
	h := sha256.New()
	for _, part := range []string{title, text} {
		h.Write([]byte(settle(part)))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))
}

var typography = strings.NewReplacer(
	"’", "'", "‘", "'", "‚", "'", "‛", "'", "`", "'", "´", "'", "′", "'", "‹", "'", "›", "'",
	"“", `"`, "”", `"`, "„", `"`, "‟", `"`, "«", `"`, "»", `"`, "″", `"`,
	"‐", "-", "‑", "-", "–", "-", "—", "-", "―", "-", "−", "-",
)

// settle brings a text into the form that is hashed.
func settle(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case '\u00AD', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF':
			return -1
		}
		return r
	}, norm.NFKC.String(s))
	return strings.Join(strings.Fields(typography.Replace(strings.ToLower(s))), " ")
}

// words are the runs of letters and digits, in lower case.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(norm.NFKC.String(s)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	})
}

const (
	// shingle is the number of words of one shingle.
	shingle = 4
	// minWords is the length below which a text has no signature: short items
	// of one series ("Police report", "Weather") would all be near each other.
	minWords = 40
	// signatureSize is the number of hash functions; the standard error of a
	// similarity s is sqrt(s(1-s)/signatureSize), at most 0.05.
	signatureSize = 96
)

// Signature returns the MinHash signature (Broder 1997) of the shingles of a
// text, or nil when the text is too short.
func Signature(text string) []uint64 {
	w := words(text)
	if len(w) < minWords {
		return nil
	}
	sig := make([]uint64, signatureSize)
	for i := range sig {
		sig[i] = math.MaxUint64
	}
	for i := 0; i+shingle <= len(w); i++ {
		h := fnv.New64a()
		for _, s := range w[i : i+shingle] {
			h.Write([]byte(s))
			h.Write([]byte{0})
		}
		x := h.Sum64()
		for k := range sig {
			sig[k] = min(sig[k], mix(x^seeds[k]))
		}
	}
	return sig
}

// seeds part the hash functions; mix(k) of consecutive numbers.
var seeds = func() (s [signatureSize]uint64) {
	for k := range s {
		s[k] = mix(uint64(k) + 1)
	}
	return s
}()

// mix is the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
