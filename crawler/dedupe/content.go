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

// ContentHash returns a hash of the words of an article: 64 hexadecimal
// digits. Case, punctuation, spacing and typography do not matter.
func ContentHash(title, text string) string {
	h := sha256.New()
	for _, part := range []string{title, text} {
		for _, w := range words(part) {
			h.Write([]byte(w))
			h.Write([]byte{' '})
		}
		h.Write([]byte{'\n'})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// words are the runs of letters and digits, in lower case.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(norm.NFKC.String(s)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	})
}

const (
	// shingle is the number of words of one shingle.
	shingle = 5
	// minWords is the length below which a text has no signature: short items
	// of one series ("Police report", "Weather") would all be near each other.
	minWords = 40
	// signatureSize is the number of hash functions; the standard error of a
	// similarity s is sqrt(s(1-s)/signatureSize), at most 0.05.
	signatureSize = 96
	// bandSize is the number of values of a band. With 32 bands of 3, two texts
	// of similarity 0.5 share a band with a chance of 0.986, of 0.1 with 0.03.
	bandSize = 3
)

// Threshold is the similarity from which two articles are one story: agency
// copy with another lede, a cut end or a byline keeps more than this, two
// houses' own reports of one event have far less. See TestThreshold.
const Threshold = 0.5

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

// Similarity estimates the Jaccard similarity of two texts from their
// signatures: 0 to 1; 0 when one has none.
func Similarity(a, b []uint64) float64 {
	if len(a) == 0 || len(a) != len(b) {
		return 0
	}
	same := 0
	for i := range a {
		if a[i] == b[i] {
			same++
		}
	}
	return float64(same) / float64(len(a))
}

// Bands returns the keys under which a signature is looked up: texts that are
// near share at least one with high probability.
func Bands(signature []uint64) []uint64 {
	var out []uint64
	for i := 0; i+bandSize <= len(signature); i += bandSize {
		x := mix(uint64(i))
		for _, v := range signature[i : i+bandSize] {
			x = mix(x ^ v)
		}
		out = append(out, x)
	}
	return out
}
