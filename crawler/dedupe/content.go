package dedupe

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ContentHash returns a hash of the title and text of an article: 64 hexadecimal
// digits. White space, case and the shape of quotation marks, dashes and ellipses
// do not matter; every other sign does, for a pair of scare quotes or a question
// mark is a change worth a version.
func ContentHash(title, text string) string {
	settled := make([]byte, 0, len(title)+len(text)+len(text)/16+2)
	for _, part := range []string{title, text} {
		settled = append(appendSettled(settled, part), 0)
	}
	sum := sha256.Sum256(settled)
	return hex.EncodeToString(sum[:])
}

// appendSettled appends a text in the form that is hashed: NFKC, lower case, one
// kind of quotation mark and dash, single spaces.
func appendSettled(out []byte, s string) []byte {
	s = norm.NFKC.String(s)
	start, gap := len(out), false
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		switch {
		case r == ' ' || r >= '\t' && r <= '\r' || r >= utf8.RuneSelf && unicode.IsSpace(r):
			gap = len(out) > start
			continue
		case r >= utf8.RuneSelf || r == '`':
			if r = settledRune(r); r < 0 {
				continue
			}
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		}
		if gap {
			out = append(out, ' ')
			gap = false
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// settledRune returns what stands for a rune, -1 for one that is not seen.
func settledRune(r rune) rune {
	switch r {
	case '\u00AD', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF':
		return -1
	case '’', '‘', '‚', '‛', '`', '´', '′', '‹', '›':
		return '\''
	case '“', '”', '„', '‟', '«', '»', '″':
		return '"'
	case '‐', '‑', '–', '—', '―', '−':
		return '-'
	}
	return unicode.ToLower(r)
}

// words are the runs of letters and digits, in lower case.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(norm.NFKC.String(s)), func(r rune) bool { return !isWord(r) })
}

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
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
	shingles, length := shingleHashes(text)
	if length < minWords {
		return nil
	}
	sig := make([]uint64, 0, signatureSize)
	for s := range slices.Chunk(seeds[:], 4) {
		sig = append(sig, leastOf(shingles, (*[4]uint64)(s))...)
	}
	return sig
}

// leastOf returns the smallest values of four hash functions. Four at a time
// keep the processor busy: they do not wait for each other.
func leastOf(shingles []uint64, seeds *[4]uint64) []uint64 {
	s0, s1, s2, s3 := seeds[0], seeds[1], seeds[2], seeds[3]
	a, b, c, d := uint64(math.MaxUint64), uint64(math.MaxUint64), uint64(math.MaxUint64), uint64(math.MaxUint64)
	for _, x := range shingles {
		a = min(a, mix(x^s0))
		b = min(b, mix(x^s1))
		c = min(c, mix(x^s2))
		d = min(d, mix(x^s3))
	}
	return []uint64{a, b, c, d}
}

// Parameters of the 64-bit FNV-1a hash (RFC 9923, section 5).
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// shingleHashes returns the FNV-1a hash of each run of shingle words, each word
// followed by a zero byte, and the number of words. Words are runs of letters,
// digits and marks in NFKC and lower case.
//
// The runs overlap, so as many hashes are under way at a time; one is done with
// each word.
func shingleHashes(text string) (hashes []uint64, words int) {
	text = norm.NFKC.String(text)
	hashes = make([]uint64, 0, len(text)/6+1)
	var under [shingle]uint64
	var letter [utf8.UTFMax]byte
	inWord := false
	for i := 0; i <= len(text); {
		r, size := rune(-1), 1
		if i < len(text) {
			r, size = lowerRune(text[i:])
		}
		i += size
		if r >= 0 {
			if !inWord {
				inWord = true
				under[words%shingle] = fnvOffset
			}
			for _, b := range utf8.AppendRune(letter[:0], r) {
				for k := range under {
					under[k] = (under[k] ^ uint64(b)) * fnvPrime
				}
			}
			continue
		}
		if !inWord {
			continue
		}
		inWord = false
		for k := range under {
			under[k] *= fnvPrime // the zero byte
		}
		if words++; words >= shingle {
			hashes = append(hashes, under[words%shingle])
		}
	}
	return hashes, words
}

// lowerRune returns the first rune in lower case, -1 if it is no part of a word,
// and its length in bytes.
func lowerRune(s string) (r rune, size int) {
	if c := s[0]; c < utf8.RuneSelf {
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			return rune(c), 1
		case 'A' <= c && c <= 'Z':
			return rune(c) + 'a' - 'A', 1
		}
		return -1, 1
	}
	r, size = utf8.DecodeRuneInString(s)
	r = unicode.ToLower(r)
	if !isWord(r) {
		return -1, size
	}
	return r, size
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
