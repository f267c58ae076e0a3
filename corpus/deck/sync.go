package deck

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

// SyncResult lists the keys (Card.Key) of the cards by what Sync did.
type SyncResult struct {
	Added   []string // were not in the store
	Updated []string // came with an earlier program and were never edited
	Kept    []string // edited or made here: the local text stays
	Same    int      // were up to date
}

// Sync brings the cards that come with the program into a store. A card that
// somebody edited here is never overwritten; a card that the program no
// longer has stays in the store. The first error of the store ends it; what
// was done until then is in the result, and a further Sync goes on from there.
// All versions that one Sync stores bear the time at, so that an original and
// its translation that came together count as of one day.
func Sync(ctx context.Context, store corpus.CardStore, cards []*corpus.Card, at time.Time) (SyncResult, error) {
	var r SyncResult
	for _, c := range cards {
		if err := r.sync(ctx, store, c, at); err != nil {
			return r, fmt.Errorf("card %s: %w", c.Key(), err)
		}
	}
	return r, nil
}

func (r *SyncResult) sync(ctx context.Context, store corpus.CardStore, c *corpus.Card, at time.Time) error {
	stored, err := store.Card(ctx, c.ID, c.Lang)
	switch {
	case errors.Is(err, corpus.ErrNotFound):
		return r.put(ctx, store, version(c, at), 0, &r.Added)
	case err != nil:
		return err
	case !stored.Builtin:
		r.Kept = append(r.Kept, c.Key())
		return nil
	case bytes.Equal(Format(&stored.Card), Format(c)):
		r.Same++
		return nil
	}
	return r.put(ctx, store, version(c, at), stored.Version, &r.Updated)
}

func version(c *corpus.Card, at time.Time) *corpus.CardVersion {
	return &corpus.CardVersion{Card: *c, Builtin: true, Comment: "came with the program", At: at}
}

// put stores a card on top of a version and notes it in done. A conflict
// means that somebody edited the card in this moment: theirs stays.
func (r *SyncResult) put(ctx context.Context, store corpus.CardStore, c *corpus.CardVersion, base int, done *[]string) error {
	_, err := store.PutCard(ctx, c, base)
	switch {
	case errors.Is(err, corpus.ErrConflict):
		r.Kept = append(r.Kept, c.Key())
		return nil
	case err != nil:
		return err
	}
	*done = append(*done, c.Key())
	return nil
}
