package dedupe

import "math"

// When two articles are one story: when they share a quarter of all their
// shingles, or half of those of the shorter one. The second finds what an agency
// sent inside a longer report and what was trimmed at both ends.
//
// Measured on 1,694 ordinary news articles in four languages and 1,574 of
// mainstream and fringe outlets in two, 2.1 million pairs: all nine pairs that
// meet one of the conditions are copies, two of them only by the lower bounds.
// Different articles share at most 0.14 of their shingles, and 0.29 of the
// shorter's; the text that one outlet puts under all its articles makes it 0.24
// and 0.45. The same articles made into agency copy, found of 499 each: middle half
// behind another lede 0.998, middle third behind another lede 0.96, and with
// another end too 0.85; one paper's first two thirds and another's last two 0.88;
// the first quarter alone 0.94; inside a text three times as long 0.99, five times
// 0.79. TestNear holds the bounds to texts of our own.
const (
	nearSimilar  = 0.25
	nearInside   = 0.5
	leastSimilar = 0.15 // below it, too few values of a signature agree to tell
)

// Near reports whether two articles are one story, from their signatures.
func Near(a, b []uint64) bool {
	s := Similarity(a, b)
	return s >= nearSimilar || s >= leastSimilar && Containment(a, b) >= nearInside
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

// Containment estimates what part of the shorter text's shingles the other one
// has: 0 to 1; 0 when one has no signature.
func Containment(a, b []uint64) float64 {
	shared := Similarity(a, b)
	if shared == 0 {
		return 0
	}
	union := make([]uint64, len(a))
	for i := range a {
		union[i] = min(a[i], b[i])
	}
	return min(1, shared*shingles(union)/min(shingles(a), shingles(b)))
}

// shingles estimates how many different shingles a signature was made of: the
// smallest of n evenly spread values is 1/(n+1) of the range on average (Cohen
// 1997). The standard error is a tenth.
func shingles(signature []uint64) float64 {
	sum := 0.0
	for _, v := range signature {
		sum += float64(v) / math.MaxUint64
	}
	return max(1, float64(len(signature))/sum-1)
}

// bandSize is the number of values of a band. With 48 bands of 2, two texts of
// similarity 0.25 share a band with a chance of 0.95, of 0.01 with 0.005.
const bandSize = 2

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
