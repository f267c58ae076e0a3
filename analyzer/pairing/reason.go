package pairing

import (
	"fmt"
	"slices"

	"github.com/alleys-eu/alleys/corpus"
)

// reasons says why a card is offered: one reason for each frame, target and
// technique that agree, the shared words, and the votes. For a card that
// stands in for a near target the reason names the card's targets.
func (p *Pairer) reasons(c Claim, q query, cand candidate) []corpus.Reason {
	var why []corpus.Reason
	because := func(kind string, names []string) {
		for _, n := range names {
			why = append(why, corpus.Reason{Kind: kind, Value: n})
		}
	}
	targets := c.Targets
	if len(c.Frames) == 0 {
		targets = q.named
	} else {
		because("frame", intersection(c.Frames, cand.card.frames))
	}
	switch p.targetFit(targets, cand.card.targets) {
	case targetSame:
		because("target", intersection(targets, cand.card.targets))
	case targetNear:
		because("target", cand.card.targets)
	}
	if len(c.Frames) > 0 {
		because("technique", intersection(c.Techniques, cand.card.techniques))
	}
	if cand.chance >= Threshold/2 && cand.words.claim != "" {
		why = append(why, p.sharedWords(q, cand.words))
	}
	if net := c.Votes[cand.card.id]; net != 0 {
		why = append(why, corpus.Reason{Kind: "votes", Value: fmt.Sprintf("%+d", net)})
	}
	return why
}

// sharedWords names the words that a claim and the card's best wording share,
// as the claim has them, in its order; the value is that wording.
func (p *Pairer) sharedWords(q query, w *wording) corpus.Reason {
	l := p.languages.get(w.lang)
	theirs := l.book.units(l.words(w.claim))
	shares := func(u unit) bool {
		return slices.ContainsFunc(theirs, func(t unit) bool { return t.key == u.key || meet(t.concepts, u.concepts) })
	}
	r := corpus.Reason{Kind: "words", Value: w.claim}
	for _, own := range q.words {
		named := slices.ContainsFunc(q.units, func(u unit) bool {
			return !u.stop && shares(u) && slices.ContainsFunc(u.words, func(x word) bool { return x.text == own.text })
		})
		if named && !slices.Contains(r.Words, own.text) {
			r.Words = append(r.Words, own.text)
		}
	}
	return r
}

func intersection(a, b []string) []string {
	var both []string
	for _, x := range a {
		if slices.Contains(b, x) {
			both = append(both, x)
		}
	}
	return both
}
