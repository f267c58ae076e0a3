package pairing

import (
	"math"

	"github.com/alleys-eu/alleys/corpus"
)

// How the texts of a card make its fit by words.
const (
	secondShare = 0.45 // of the second best claim: two close wordings are more than one
	titleShare  = 0.2  // of the title
	wholeShare  = 0.5  // of the whole card
	claimAsked  = 0.6  // of the claim's own words against the card's, in the denominator

	oneWord     = 0.75 // what is left of a fit that hangs on one of several words
	noTopic     = 0.5  // claim and wording share only whom they are about
	oneTopic    = 0.85 // they share one word beside that, of several
	plainOnly   = 0.75 // they share only what ordinary news is full of
	calmClaim   = 0.5  // the claim names only such things
	sameWording = 0.5  // fit of a wording from which a calm claim is no less sure
	noAnchor    = 0.5  // the claim names nobody whom a card could be about
	otherAnchor = 0.6  // the claim names others than the card
	otherKind   = 0.85 // the card is no counter-narrative
	asksOnly    = 0.65 // the card's wording is a question, the claim is none
	statesOnly  = 0.85 // the claim is a question, the card's wording is none
)

// The fit by words becomes a chance by a logistic curve: at middleFit a card
// is as likely right as wrong. Over the test data (paraphrases, claims taken
// from their card, unrelated sentences) first cards with a chance of 0.5 to
// 0.6 were right in 0.48 of the cases, 0.7 to 0.8 in 0.74, 0.9 to 1 in 0.96.
const (
	middleFit = 0.23
	steepness = 6.9
)

// chance turns a fit by words into the calibrated chance that the card
// answers the claim.
func chance(fit float64) float64 {
	if fit <= 0 {
		return 0
	}
	return 1 / (1 + math.Exp(-steepness*(fit-middleFit)))
}

// wording is how a card's words fit a claim.
type wording struct {
	best, second float64 // fits of its two best claims
	claim, lang  string  // the best claim, "" when none shares a unit
	title, whole float64 // shares of the claim's weight in the title, in the card
	anchor       float64 // factor for whom claim and card are about
	calm         float64 // factor for a claim without a charged word
}

// fit joins the shares. A calm claim keeps the more of it the closer its best
// wording is: at sameWording all.
func (w wording) fit() float64 {
	kept := w.calm + (1-w.calm)*min(1, w.best/sameWording)
	return kept * (w.best + secondShare*w.second + titleShare*w.title + wholeShare*w.whole) /
		(1 + secondShare + titleShare + wholeShare)
}

// query is a claim, read.
type query struct {
	lang     string
	words    []word
	units    []unit
	mass     float64
	content  int // units that are no stop words
	topics   int // of these, those that say more than who
	question bool
	charged  bool     // names a concept that ordinary news is not full of
	named    []string // targets that the claim names, by its words or its findings
	pronoun  bool     // points at somebody named before
}

// calmFit lowers the fit of a statement that says nothing but what ordinary
// news is full of.
func (q query) calmFit() float64 {
	if q.charged || q.question {
		return 1
	}
	return calmClaim
}

// wordings compares a claim with every card, by index of the card: with the
// variant in the claim's language, where there is one, else with all. Cards
// that share nothing are left out.
func (p *Pairer) wordings(q query) map[int32]*wording {
	cards := map[int32]*wording{}
	for _, lang := range p.codes {
		x := p.indexes[lang]
		if lang != q.lang && p.complete[q.lang] {
			continue
		}
		matches, found := x.search(q.units, p.weights)
		for _, id := range found {
			d, m := &x.docs[id], matches[id]
			card := p.cards[d.card]
			if lang != q.lang && card.variants[q.lang] != nil {
				continue
			}
			w := cards[d.card]
			if w == nil {
				w = &wording{anchor: p.anchorFit(q, card), calm: q.calmFit()}
				cards[d.card] = w
			}
			w.add(p, q, lang, d, m)
		}
	}
	return cards
}

// add counts a document of the card that shares units with the claim.
func (w *wording) add(p *Pairer, q query, lang string, d *document, m match) {
	shared := float64(m.weight)
	switch d.field {
	case fieldTitle:
		w.title = max(w.title, shared/q.mass)
	case fieldWhole:
		w.whole = max(w.whole, shared/q.mass)
	case fieldClaim:
		fit := claimFit(q, d, m) * kindFit(q, d, p.cards[d.card]) * w.anchor
		switch {
		case fit > w.best:
			w.second, w.best, w.claim, w.lang = w.best, fit, d.text, lang
		case fit > w.second:
			w.second = fit
		}
	}
}

// claimFit is the share of weight that a claim and a wording of a card have
// in common, 0..1, after Tversky 1977 (Features of similarity), lowered where
// it hangs on one word.
func claimFit(q query, d *document, m match) float64 {
	fit := float64(m.weight) / (claimAsked*q.mass + (1-claimAsked)*d.mass)
	switch {
	case m.topics == 0 && q.topics > 0:
		fit *= noTopic
	case m.topics == 1 && q.topics > 1:
		fit *= oneTopic
	}
	if !m.charged && !(d.question && q.question) {
		fit *= plainOnly
	}
	if m.count <= 1 && q.content > 1 {
		fit *= oneWord
	}
	return fit
}

// kindFit lowers the fit of cards that explain when somebody claims, and of
// cards that answer claims when somebody asks.
func kindFit(q query, d *document, c *card) float64 {
	if d.question && q.question {
		return 1
	}
	fit := 1.0
	if c.kind != corpus.CardCounter {
		fit = otherKind
	}
	switch {
	case d.question:
		fit *= asksOnly
	case q.question:
		fit *= statesOnly
	}
	return fit
}

// anchorFit lowers the fit when a claim is about nobody, or others.
func (p *Pairer) anchorFit(q query, c *card) float64 {
	fit := 1.0
	switch {
	case len(q.named) == 0:
		fit = noAnchor
	case p.targetFit(q.named, c.targets) == targetOther:
		fit = otherAnchor
	}
	if q.pronoun {
		fit = (1 + fit) / 2
	}
	return fit
}
