package pairing

import (
	"maps"
	"slices"

	"github.com/alleys-eu/alleys/corpus"
)

// Claim is what cards are looked for.
type Claim struct {
	Text       string
	Lang       string         // ISO 639-1 of Text; "" when it is not known
	Frames     []string       // Frame.ID of the findings; none: pair by words alone
	Targets    []string       // Target.ID of the findings
	Techniques []string       // Technique.ID of the findings
	Votes      map[string]int // trainers' thumbs by Card.ID: up +1, down -1 each, summed
}

// Pairer pairs claims with a fixed set of cards. It is safe for concurrent
// use; make a new one when a card changes.
type Pairer struct {
	cards     []*card
	indexes   map[string]*invertedIndex // by language
	codes     []string                  // the languages, sorted
	complete  map[string]bool           // languages that every card has
	weights   *wordWeights
	languages *languages
	named     map[string][]string        // concept -> targets that it names
	near      map[string]map[string]bool // target -> targets near it
}

// card is a card with all its language variants.
type card struct {
	id         string
	kind       corpus.CardKind
	frames     []string
	targets    []string
	techniques []string
	variants   map[string]*corpus.Card // by language
}

// shown chooses the variant for a reader: in the reader's language, else in
// that of the claim, in English, or the first by language.
func (c *card) shown(reader, claim string) *corpus.Card {
	for _, lang := range []string{reader, claim, "en"} {
		if v := c.variants[lang]; v != nil {
			return v
		}
	}
	return c.variants[slices.Min(slices.Collect(maps.Keys(c.variants)))]
}

// New prepares a deck: the cards that may be offered, in all their languages.
// Leaving out drafts and archived cards is the caller's part. Variants of a
// card are expected to agree in kind, frames, targets and techniques (the
// lint of the deck sees to it); what one of them names counts for all.
func New(cards []*corpus.Card) *Pairer {
	p := &Pairer{
		indexes: map[string]*invertedIndex{}, complete: map[string]bool{},
		languages: &languages{byCode: map[string]*language{}},
		named:     loadCues().named(), near: loadCues().nearby(),
	}
	byID := map[string]int32{}
	byLang := map[string]*counts{}
	concepts := map[string]int{}
	for _, c := range cards {
		n, ok := byID[c.ID]
		if !ok {
			n = int32(len(p.cards))
			byID[c.ID] = n
			p.cards = append(p.cards, &card{id: c.ID, kind: c.Kind, variants: map[string]*corpus.Card{}})
		}
		p.cards[n].join(c)
		if byLang[c.Lang] == nil {
			byLang[c.Lang] = &counts{df: map[string]int{}, concepts: concepts}
		}
		p.read(n, c, byLang[c.Lang])
	}
	p.codes = slices.Sorted(maps.Keys(p.indexes))
	p.weights = weigh(byLang, concepts)
	for lang, x := range p.indexes {
		x.setMasses(p.weights)
		p.complete[lang] = !slices.ContainsFunc(p.cards, func(c *card) bool { return c.variants[lang] == nil })
	}
	return p
}

func (c *card) join(v *corpus.Card) {
	c.variants[v.Lang] = v
	c.frames = union(c.frames, v.Frames)
	c.targets = union(c.targets, v.Targets)
	c.techniques = union(c.techniques, v.Techniques)
}

func union(a, b []string) []string {
	for _, x := range b {
		if !slices.Contains(a, x) {
			a = append(a, x)
		}
	}
	return a
}

// read adds the texts of a card to the index of its language.
func (p *Pairer) read(n int32, c *corpus.Card, counts *counts) {
	x := p.indexes[c.Lang]
	if x == nil {
		x = newIndex()
		p.indexes[c.Lang] = x
	}
	l := p.languages.get(c.Lang)
	whole := l.words(c.Title)
	x.add(document{card: n, field: fieldTitle}, l.book.units(whole), counts)
	for _, text := range c.Claims {
		words := l.words(text)
		whole = append(whole, words...)
		x.add(document{card: n, field: fieldClaim, text: text, question: l.question(text)}, l.book.units(words), counts)
	}
	whole = append(whole, l.words(c.Body)...)
	x.add(document{card: n, field: fieldWhole}, l.book.units(whole), counts)
}

// query reads a claim.
func (p *Pairer) query(c Claim) query {
	l := p.languages.get(p.langOf(c))
	words := l.words(c.Text)
	q := query{lang: l.lang, words: words, units: l.book.units(words), question: l.question(c.Text), named: slices.Clone(c.Targets)}
	for _, u := range q.units {
		q.mass += p.weights.of(u)
		q.charged = q.charged || u.charged
		if !u.stop && !u.repeated {
			q.content++
			if !u.who {
				q.topics++
			}
		}
		for _, c := range u.concepts {
			q.named = union(q.named, p.named[c])
		}
	}
	q.pronoun = slices.ContainsFunc(words, func(w word) bool { return l.pronouns[w.text] })
	return q
}

// langOf returns the language of a claim; when it is not given, the language
// of the deck of which the text has most words.
func (p *Pairer) langOf(c Claim) string {
	if c.Lang != "" {
		return c.Lang
	}
	best, most := "en", 0
	for _, code := range p.codes {
		known := 0
		for _, w := range p.languages.get(code).words(c.Text) {
			if w.stop || len(p.indexes[code].byKey[w.stem]) > 0 {
				known++
			}
		}
		if known > most {
			best, most = code, known
		}
	}
	return best
}
