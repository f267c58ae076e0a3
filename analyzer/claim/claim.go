// Package claim finds claims that say nearly the same. The same words are one
// claim already (corpus.ClaimID); here claims of one language are grouped that
// share most of their word triples, as a sentence does that was copied with a
// word changed.
package claim

import (
	"sort"
	"strings"

	"github.com/alleys-eu/alleys/corpus"
)

// Near is from which share of common shingles on (Jaccard) two claims count as
// nearly the same.
const Near = 0.5

// shingleWords is how many words make a shingle. A claim with fewer words is
// one shingle.
const shingleWords = 3

// maxSharing bounds how many claims may share a shingle and still be compared
// by it: a shingle that is everywhere says nothing.
const maxSharing = 200

// Group puts nearly equal claims together. Each group is in the order of the
// claims, as are the groups by their first claim. A claim that stands alone is
// a group of one. The cost grows with the number of shared shingles, not with
// the square of the claims.
func Group(claims []corpus.Claim) [][]corpus.Claim {
	sets := make([]map[string]bool, len(claims))
	holders := make(map[string][]int)
	for i, c := range claims {
		sets[i] = Shingles(c.Text)
		for s := range sets[i] {
			key := c.Lang + "\n" + s
			holders[key] = append(holders[key], i)
		}
	}
	groups := newSets(len(claims))
	for i, c := range claims {
		for j, n := range sharing(holders, c.Lang, sets[i], i) {
			if jaccard(n, len(sets[i]), len(sets[j])) >= Near {
				groups.join(i, j)
			}
		}
	}
	return groups.collect(claims)
}

// sharing counts the shingles that later claims share with claim i.
func sharing(holders map[string][]int, lang string, set map[string]bool, i int) map[int]int {
	out := make(map[int]int)
	for s := range set {
		list := holders[lang+"\n"+s]
		if len(list) > maxSharing {
			continue
		}
		for _, j := range list {
			if j > i {
				out[j]++
			}
		}
	}
	return out
}

func jaccard(common, a, b int) float64 { return float64(common) / float64(a+b-common) }

// Shingles returns the word triples of a text, in the normal form of claims.
func Shingles(text string) map[string]bool {
	words := strings.Fields(corpus.NormalizeClaim(text))
	out := make(map[string]bool)
	if len(words) < shingleWords {
		out[strings.Join(words, " ")] = true
		return out
	}
	for i := 0; i+shingleWords <= len(words); i++ {
		out[strings.Join(words[i:i+shingleWords], " ")] = true
	}
	return out
}

// sets are disjoint sets of numbers.
type sets []int

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func (s sets) root(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

// join keeps the smaller number as the root, so that a group is named by its
// first claim.
func (s sets) join(i, j int) {
	a, b := s.root(i), s.root(j)
	s[max(a, b)] = min(a, b)
}

func (s sets) collect(claims []corpus.Claim) [][]corpus.Claim {
	byRoot := make(map[int][]corpus.Claim)
	var roots []int
	for i, c := range claims {
		r := s.root(i)
		if byRoot[r] == nil {
			roots = append(roots, r)
		}
		byRoot[r] = append(byRoot[r], c)
	}
	sort.Ints(roots)
	out := make([][]corpus.Claim, 0, len(roots))
	for _, r := range roots {
		out = append(out, byRoot[r])
	}
	return out
}
