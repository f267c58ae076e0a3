package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/alleys-eu/alleys/analyzer/pairing"
	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
	"github.com/alleys-eu/alleys/web"
)

// livePairer pairs claims with the published cards of the corpus as they are
// now.
type livePairer struct {
	store   corpus.Store
	current atomic.Pointer[pairing.Pairer]

	mu     sync.Mutex
	loaded []string // key and version of each card that current knows
}

// Reload reads the cards again, and builds a new pairing when they are not
// those of the present one. It is called when a card has changed, and now and
// then, because another process can change one.
func (p *livePairer) Reload(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	versions, err := p.store.Cards(ctx, corpus.CardFilter{Live: true})
	if err != nil {
		return fmt.Errorf("read the cards: %w", err)
	}
	found := make([]string, len(versions))
	for i, v := range versions {
		found[i] = fmt.Sprintf("%s %d", v.Key(), v.Version)
	}
	if p.current.Load() != nil && slices.Equal(found, p.loaded) {
		return nil
	}
	p.current.Store(pairing.New(deck.Cards(versions)))
	p.loaded = found
	return nil
}

// Trial returns a pairer over the deck as if a card were published.
func (p *livePairer) Trial(ctx context.Context, card *corpus.Card) (web.Pairer, error) {
	versions, err := p.store.Cards(ctx, corpus.CardFilter{Live: true})
	if err != nil {
		return nil, fmt.Errorf("read the cards: %w", err)
	}
	cards := []*corpus.Card{card}
	for _, v := range versions {
		if v.Key() != card.Key() {
			cards = append(cards, &v.Card)
		}
	}
	trial := &livePairer{store: p.store}
	trial.current.Store(pairing.New(cards))
	return trial, nil
}

// Pair returns the best cards for a claim, those in the reader's language
// first. None is an answer.
func (p *livePairer) Pair(c corpus.Claim, votes map[string]int, readerLang string, limit int) []corpus.Pairing {
	return p.current.Load().Pair(pairing.Claim{
		Text: c.Text, Lang: c.Lang, Frames: c.Frames, Targets: c.Targets, Techniques: c.Techniques, Votes: votes,
	}, readerLang, limit)
}
