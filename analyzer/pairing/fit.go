package pairing

import "slices"

// Threshold is the score below which no card is offered. A pairing at the
// threshold is as likely right as wrong.
const Threshold = 0.5

// The score of a card for a claim whose frames are known, 0..1, is the sum of
// what agrees: frame and target outweigh any words, so that a card of another
// frame never passes one of the right frame and target. For a claim without
// frames the score is the chance by words alone. A vote moves either.
const (
	frameScore      = 0.5
	targetScore     = 0.2  // half of it for a near target, or where one side names none
	allTargetsScore = 0.02 // the card is for every target that the claim's words name too
	techniqueScore  = 0.05
	wordsScore      = 0.23
	otherTarget     = -0.1 // the card is for another target: the words must make up for it
	otherFrame      = 0.65 // most that a card of another frame can reach
	voteScore       = 0.1  // a thumb, up or down
	maxVotes        = 4    // thumbs that count
)

// targetMatch says how the targets of a claim and a card agree.
type targetMatch int

const (
	targetOther targetMatch = iota // both name some, and they are not even near
	targetOpen                     // one of them names none
	targetNear                     // a card for one may stand in for the other
	targetSame
)

func (p *Pairer) targetFit(claim, card []string) targetMatch {
	if len(claim) == 0 || len(card) == 0 {
		return targetOpen
	}
	best := targetOther
	for _, a := range claim {
		for _, b := range card {
			switch {
			case a == b:
				return targetSame
			case p.near[a][b]:
				best = targetNear
			}
		}
	}
	return best
}

// tier orders candidates before their score does.
type tier int

const (
	tierVoted  tier = iota // trainers put the card beside this claim
	tierTarget             // right frame and target, or, by words alone, close to the best
	tierFrame              // right frame
	tierWords              // found by words
	tierDown               // trainers voted it down
)

// candidate is a card that may be offered.
type candidate struct {
	card   *card
	tier   tier
	score  float64
	words  *wording // nil when the card shares no words with the claim
	chance float64  // by words alone
}

// weigh scores a card for a claim.
func (p *Pairer) weigh(c Claim, q query, card *card, w *wording) candidate {
	cand := candidate{card: card, tier: tierWords, words: w}
	if w != nil {
		cand.chance = chance(w.fit())
	}
	switch {
	case len(c.Frames) == 0:
		cand.score = cand.chance
	case meet(c.Frames, card.frames):
		cand.tier, cand.score = p.weighFrame(c, q, card, cand.chance)
	default:
		cand.score = otherFrame * cand.chance
	}
	cand.vote(c.Votes[card.id])
	return cand
}

// weighFrame scores a card of the right frame.
func (p *Pairer) weighFrame(c Claim, q query, card *card, words float64) (tier, float64) {
	tier, score := tierFrame, frameScore+wordsScore*words
	switch p.targetFit(c.Targets, card.targets) {
	case targetSame:
		tier = tierTarget
		score += targetScore
		if all(q.named, func(t string) bool { return slices.Contains(card.targets, t) }) {
			score += allTargetsScore
		}
	case targetNear, targetOpen:
		score += targetScore / 2
	case targetOther:
		score += otherTarget
	}
	if meet(c.Techniques, card.techniques) {
		score += techniqueScore
	}
	return tier, score
}

// vote counts the thumbs of trainers.
func (cand *candidate) vote(net int) {
	if net == 0 {
		return
	}
	cand.score += voteScore * float64(min(max(net, -maxVotes), maxVotes))
	cand.tier = tierDown
	if net > 0 {
		cand.tier = tierVoted
		cand.score = max(cand.score, Threshold)
	}
	cand.score = min(max(cand.score, 0), 1)
}

// meet says whether two lists share a name.
func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}
