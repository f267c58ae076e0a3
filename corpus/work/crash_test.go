package work_test

import (
	"context"
	"errors"
	"maps"
	"math/rand/v2"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/sqlite"
	"github.com/alleys-eu/alleys/corpus/work"
)

var errKilled = errors.New("killed")

// mortal is a store that dies at its nth write to the ledger: from then on
// nothing reaches the database, as if the process had been killed.
type mortal struct {
	*sqlite.Store
	left int
}

func (m *mortal) live() error {
	if m.left--; m.left < 0 {
		return errKilled
	}
	return nil
}

func (m *mortal) SettleWork(ctx context.Context, stage corpus.StageRef, o []corpus.Outcome) error {
	if err := m.live(); err != nil {
		return err
	}
	return m.Store.SettleWork(ctx, stage, o)
}

func (m *mortal) ReturnWork(ctx context.Context, stage corpus.StageRef, l []corpus.Lease) error {
	if m.left < 0 {
		return errKilled
	}
	return m.Store.ReturnWork(ctx, stage, l)
}

// TestCrashBetweenWorkAndRecord kills a run between Do and SettleWork again
// and again. Each stage writes to a map, as the real ones write to analysis
// and index; in the end everything is there, and nothing was done more often
// than there were crashes.
func TestCrashBetweenWorkAndRecord(t *testing.T) {
	const articles, crashes = 40, 12
	b := newBench(t, articles)
	analysed, indexed := map[string]string{}, map[string]string{}
	one, two := first(), second()
	one.do = func(_ context.Context, batch []*corpus.Article) ([]error, error) {
		for _, a := range batch {
			analysed[a.ID] = a.ContentHash
		}
		return nil, nil
	}
	two.do = func(_ context.Context, batch []*corpus.Article) ([]error, error) {
		for _, a := range batch {
			indexed[a.ID] = analysed[a.ID]
		}
		return nil, nil
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range crashes {
		r := b.runner(one, two)
		r.Store = &mortal{b.store, random.IntN(3)}
		if _, err := r.Drain(t.Context()); err != nil && !errors.Is(err, errKilled) {
			t.Fatal(err)
		}
		if err := b.store.ReleaseWork(t.Context()); err != nil { // the next start
			t.Fatal(err)
		}
	}
	b.drain(b.runner(one, two))
	if len(analysed) != articles || !maps.Equal(analysed, indexed) {
		t.Fatalf("analysed %d, indexed %d of %d", len(analysed), len(indexed), articles)
	}
	for _, s := range []*stage{one, two} {
		for id, n := range s.tried() {
			if n > crashes+1 {
				t.Fatalf("%s was done %d times", id, n)
			}
		}
	}
	var _ work.Store = &mortal{}
}

func TestLeasesOfAKilledRunAreTakenByTheNext(t *testing.T) {
	b := newBench(t, 5)
	one := first()
	r := b.runner(one)
	r.Store = &mortal{b.store, 0}
	if _, err := r.Drain(t.Context()); !errors.Is(err, errKilled) {
		t.Fatalf("error %v", err)
	}
	r.Store = b.store
	b.counts(b.drain(r), [3]int{1, 0, 0}) // four are leased to the dead
	b.now = b.now.Add(r.Lease + 5*60e9)
	b.counts(b.drain(r), [3]int{4, 0, 0})
}
