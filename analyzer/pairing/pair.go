package pairing

import (
	"cmp"
	"slices"

	"github.com/alleys-eu/alleys/corpus"
)

// closeToBest is the share of the best score from which cards found by words
// alone count as equally good, so that the reader's language decides.
const closeToBest = 0.8

// Pair returns the cards that answer a claim, best first, at most limit of
// them (0: all). It is empty when no card reaches Threshold.
//
// Cards of the right frame and target come first, then those of the right
// frame, then those found by words; among equals those that exist in the
// reader's language, then by score. A card of another frame that answers the
// very wording comes second. Each card comes once, in the reader's language
// where it can. For a claim with frames, best-practice and
// EU-explainer cards follow the counter-narratives, at most one of each; by
// words alone all kinds compete.
//
// The score is the sum that fit.go explains; by words alone it is the chance,
// measured on the test data, that the card answers the claim.
func (p *Pairer) Pair(c Claim, readerLang string, limit int) []corpus.Pairing {
	q := p.query(c)
	words := p.wordings(q)
	var found []candidate
	for i, card := range p.cards {
		w := words[int32(i)]
		if w == nil && len(c.Frames) == 0 && c.Votes[card.id] <= 0 {
			continue
		}
		if cand := p.weigh(c, q, card, w); cand.score >= Threshold {
			found = append(found, cand)
		}
	}
	if len(c.Frames) == 0 {
		promoteClose(found)
	}
	slices.SortFunc(found, func(a, b candidate) int { return compare(a, b, readerLang) })
	if len(c.Frames) > 0 {
		found = byKind(found, limit)
	}
	if limit > 0 && len(found) > limit {
		found = found[:limit]
	}
	pairings := make([]corpus.Pairing, len(found))
	for i, cand := range found {
		pairings[i] = corpus.Pairing{Card: cand.card.shown(readerLang, c.Lang), Score: cand.score, Why: p.reasons(c, q, cand)}
	}
	return pairings
}

func compare(a, b candidate, readerLang string) int {
	return cmp.Or(
		cmp.Compare(a.tier, b.tier),
		cmp.Compare(foreign(a.card, readerLang), foreign(b.card, readerLang)),
		cmp.Compare(b.score, a.score),
		cmp.Compare(a.card.id, b.card.id),
	)
}

// foreign is 1 for a card that the reader's language has no variant of.
func foreign(c *card, readerLang string) int {
	if c.variants[readerLang] == nil {
		return 1
	}
	return 0
}

// promoteClose puts the cards whose score by words is close to the best into
// the higher tier.
func promoteClose(found []candidate) {
	best := 0.0
	for _, c := range found {
		if c.tier == tierWords {
			best = max(best, c.score)
		}
	}
	for i := range found {
		if found[i].tier == tierWords && found[i].score >= closeToBest*best {
			found[i].tier = tierTarget
		}
	}
}

// byKind puts the best practice and the explainer after the counter-narratives
// and keeps one of each. A limit keeps room for them once two
// counter-narratives have theirs.
func byKind(found []candidate, limit int) []candidate {
	var counters, extras []candidate
	have := map[corpus.CardKind]bool{}
	for _, c := range found {
		switch {
		case c.card.kind == corpus.CardCounter:
			counters = append(counters, c)
		case !have[c.card.kind] && c.tier != tierWords:
			have[c.card.kind] = true
			extras = append(extras, c)
		}
	}
	promoteWording(counters)
	slices.SortStableFunc(extras, func(a, b candidate) int { return cmp.Compare(kindOrder(a.card.kind), kindOrder(b.card.kind)) })
	const first = 2
	if room := max(limit-len(extras), min(limit, first)); limit > 0 && len(counters) > room {
		counters = counters[:room]
	}
	return append(counters, extras...)
}

// sameWords is the chance by words from which a card answers the very wording
// of a claim, whatever frame the claim was given.
const sameWords = 0.8

// promoteWording puts the card that answers the wording of the claim, but
// another frame, in the second place when it fits better by words than the
// card that is there: the frame of a finding may be wrong, or one of several.
func promoteWording(counters []candidate) {
	i := slices.IndexFunc(counters, func(c candidate) bool { return c.tier == tierWords })
	if i < 2 {
		return
	}
	best := counters[i]
	if best.chance >= sameWords && best.chance > counters[1].chance && counters[1].tier != tierVoted {
		copy(counters[2:i+1], counters[1:i])
		counters[1] = best
	}
}

// kindOrder is the order in which kinds are offered.
func kindOrder(k corpus.CardKind) int {
	if k == corpus.CardPractice {
		return 0
	}
	return 1
}
