package deck

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

var syncTime = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// memory keeps cards as the contract of corpus.CardStore says; only what Sync
// calls is there.
type memory struct {
	corpus.CardStore
	versions map[string][]*corpus.CardVersion
	before   func(*memory) // runs once before a PutCard: somebody else's edit
}

func (m *memory) Card(_ context.Context, id, lang string) (*corpus.CardVersion, error) {
	v := m.versions[id+"."+lang]
	if len(v) == 0 {
		return nil, corpus.ErrNotFound
	}
	return v[len(v)-1], nil
}

func (m *memory) PutCard(_ context.Context, c *corpus.CardVersion, base int) (int, error) {
	if f := m.before; f != nil {
		m.before = nil
		f(m)
	}
	key := c.Key()
	if len(m.versions[key]) != base {
		return 0, corpus.ErrConflict
	}
	c.Version = base + 1
	m.versions[key] = append(m.versions[key], c)
	return c.Version, nil
}

func TestSync(t *testing.T) {
	ctx := t.Context()
	m := &memory{versions: map[string][]*corpus.CardVersion{}}
	check := func(step string, cards []*corpus.Card, want SyncResult) {
		t.Helper()
		got, err := Sync(ctx, m, cards, syncTime)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%s: got %+v, %v; want %+v", step, got, err, want)
		}
	}
	deck := pair()
	check("empty store", deck, SyncResult{Added: []string{"bus-line.en", "bus-line.it"}})
	if v := m.versions["bus-line.en"][0]; !v.Builtin || !v.At.Equal(syncTime) {
		t.Error("the card is not marked as builtin, or has no time")
	}
	check("nothing new", deck, SyncResult{Same: 2})

	mine := *deck[1]
	mine.Title = "La mia versione"
	if _, err := m.PutCard(ctx, &corpus.CardVersion{Card: mine, Author: "trainer"}, 1); err != nil {
		t.Fatal(err)
	}
	deck = pair()
	deck[0].AsOf, deck[1].AsOf = "2025-12-31", "2025-12-31"
	check("new program", deck, SyncResult{Updated: []string{"bus-line.en"}, Kept: []string{"bus-line.it"}})
	if v, _ := m.Card(ctx, "bus-line", "en"); v.AsOf != "2025-12-31" || v.Version != 2 || !v.Builtin {
		t.Errorf("got %+v", v)
	}
	if v, _ := m.Card(ctx, "bus-line", "it"); v.Title != mine.Title {
		t.Errorf("the trainer's text is gone: %+v", v)
	}
	check("again", deck, SyncResult{Same: 1, Kept: []string{"bus-line.it"}})
}

func TestSyncLeavesTheEditOfThisMoment(t *testing.T) {
	m := &memory{versions: map[string][]*corpus.CardVersion{}}
	theirs := *sample()
	theirs.Title = "Theirs"
	m.before = func(m *memory) {
		m.versions["bus-line.en"] = []*corpus.CardVersion{{Card: theirs, Version: 1}}
	}
	got, err := Sync(t.Context(), m, pair()[:1], syncTime)
	if err != nil || len(got.Kept) != 1 || len(got.Added) != 0 {
		t.Errorf("got %+v, %v", got, err)
	}
	if v, _ := m.Card(t.Context(), "bus-line", "en"); v.Title != "Theirs" {
		t.Errorf("got %+v", v)
	}
}

func TestSyncReturnsTheErrorOfTheStore(t *testing.T) {
	disk := errors.New("disk full")
	got, err := Sync(t.Context(), failing{err: disk}, pair(), syncTime)
	if !errors.Is(err, disk) || len(got.Added) != 0 {
		t.Errorf("got %+v, %v", got, err)
	}
}

type failing struct {
	corpus.CardStore
	err error
}

func (f failing) Card(context.Context, string, string) (*corpus.CardVersion, error) {
	return nil, f.err
}
