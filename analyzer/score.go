package analyzer

import (
	"math"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/rule"
	"github.com/alleys-eu/alleys/corpus"
)

// A score is the chance that a careful reader agrees that the sentence uses
// the frame of that target: 0.8 means that of ten such findings eight stand
// up. It does not say how bad a sentence is, and it does not depend on the
// stance. It starts from the rule's own score, which is set by how its
// findings fared on sentences that were read by hand, and falls with what
// makes a match less sure.
const (
	factorReference = 0.92 // "they" was taken for the group
	factorDisguise  = 0.95 // digits, spaces, signs in a word
	factorGuess     = 0.85 // letters swapped, left out, or two words glued
	factorWide      = 0.93 // group and predicate stand far apart
	maxScore        = 0.97
)

// wideGap is how many tokens a match may span before it counts as wide.
const wideGap = 12

func score(m *rule.Match, c verdict, _ corpus.Part) float64 {
	s := m.Rule.Score * c.factor
	if m.Mention != nil && m.Mention.Of != nil {
		s *= factorReference
	}
	trick := lexicon.NoTrick
	for _, sp := range m.Spans {
		trick = max(trick, sp.Trick)
	}
	switch trick {
	case lexicon.NoTrick, lexicon.Accents:
	case lexicon.Glued, lexicon.Swapped:
		s *= factorGuess
	default:
		s *= factorDisguise
	}
	if first, last := m.Bounds(); last-first > wideGap {
		s *= factorWide
	}
	return math.Round(math.Min(s, maxScore)*100) / 100
}
