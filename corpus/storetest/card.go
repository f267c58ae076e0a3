package storetest

import (
	"errors"
	"sync"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

var cardTests = map[string]func(*testing.T, corpus.Store){
	"comes back as it was":  testCardRoundTrip,
	"versions and conflict": testCardVersions,
	"invalid":               testCardInvalid,
	"filter":                testCardFilter,
	"two trainers at once":  testCardRace,
	"what readers see":      testCardLive,
}

func card(id, lang string) *corpus.CardVersion {
	return &corpus.CardVersion{Card: corpus.Card{ID: id, Lang: lang, Kind: corpus.CardCounter, Status: corpus.CardDraft, Title: "Title of " + id}}
}

func testCardRoundTrip(t *testing.T, s corpus.Store) {
	want := &corpus.CardVersion{
		Card: corpus.Card{
			ID: "arrivals-in-numbers", Lang: "it", Kind: corpus.CardExplainer, Title: "Gli arrivi “veri” 🛟",
			Frames: []string{"invasion"}, Targets: []string{"migrants"}, Techniques: []string{"loaded_language"},
			Claims: []string{"È un’invasione", "Ne arrivano milioni"}, Strategy: "facts",
			Sources: []corpus.CardSource{{Title: "T", Publisher: "Eurostat", URL: "https://example.org", Published: "2026-02", Accessed: "2026-03-14"}},
			AsOf:    "2025", ReviewBy: "2027-03-31", Status: corpus.CardPublished, Minutes: 15, Age: "16+", Response: "respond",
			Authors: []string{"Ana"}, Reviewers: []string{"Bea"}, Licence: "CC BY 4.0", Body: "## Fatto\n\n*uno*\r\n\ttab",
		},
		Author: "ana", Comment: "first", At: noon, Builtin: true,
	}
	v, err := s.PutCard(t.Context(), want, 0)
	must(t, err)
	equal(t, "version", v, 1)
	want.Version = 1
	got, err := s.Card(t.Context(), want.ID, "it")
	must(t, err)
	equal(t, "card", got, want)
	_, err = s.Card(t.Context(), want.ID, "en")
	wantKind(t, err, corpus.ErrNotFound)
}

func testCardVersions(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	c := card("c", "en")
	_, err := s.PutCard(ctx, c, 1)
	wantKind(t, err, corpus.ErrConflict)
	for base, title := range []string{"one", "two", "three"} {
		c.Title = title
		v, err := s.PutCard(ctx, c, base)
		must(t, err)
		equal(t, "version", v, base+1)
	}
	c.Title = "late"
	for _, base := range []int{0, 1, 2, 4, -1} {
		_, err := s.PutCard(ctx, c, base)
		wantKind(t, err, corpus.ErrConflict)
	}
	got, err := s.Card(ctx, "c", "en")
	must(t, err)
	equal(t, "newest", got.Title, "three")
	history, err := s.CardHistory(ctx, "c", "en")
	must(t, err)
	var titles []string
	for _, h := range history {
		titles = append(titles, h.Title)
	}
	equal(t, "history", titles, []string{"three", "two", "one"})
	equal(t, "version of the newest", history[0].Version, 3)
	// the translation has a history of its own
	v, err := s.PutCard(ctx, card("c", "it"), 0)
	must(t, err)
	equal(t, "version of the translation", v, 1)
	history, err = s.CardHistory(ctx, "nobody", "en")
	must(t, err)
	if len(history) != 0 {
		t.Fatalf("history of nobody: %v", history)
	}
}

func testCardInvalid(t *testing.T, s corpus.Store) {
	for name, spoil := range map[string]func(*corpus.CardVersion){
		"no ID":          func(c *corpus.CardVersion) { c.ID = "" },
		"no Lang":        func(c *corpus.CardVersion) { c.Lang = "" },
		"unknown kind":   func(c *corpus.CardVersion) { c.Kind = "joke" },
		"unknown status": func(c *corpus.CardVersion) { c.Status = "" },
	} {
		c := card("c", "en")
		spoil(c)
		if _, err := s.PutCard(t.Context(), c, 0); err == nil {
			t.Fatalf("%s: stored", name)
		} else {
			wantKind(t, err, corpus.ErrInvalid)
		}
	}
}

func testCardFilter(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	for _, c := range []struct {
		id, lang string
		kind     corpus.CardKind
		status   corpus.CardStatus
		frames   []string
	}{
		{"b", "it", corpus.CardCounter, corpus.CardPublished, []string{"invasion", "replacement"}},
		{"b", "en", corpus.CardCounter, corpus.CardPublished, []string{"invasion"}},
		{"a", "en", corpus.CardPractice, corpus.CardDraft, nil},
	} {
		v := card(c.id, c.lang)
		v.Kind, v.Status = c.kind, corpus.CardReviewed
		_, err := s.PutCard(ctx, v, 0)
		must(t, err)
		v.Status, v.Frames = c.status, c.frames
		_, err = s.PutCard(ctx, v, 1)
		must(t, err)
	}
	for name, c := range map[string]struct {
		filter corpus.CardFilter
		want   []string
	}{
		"all":       {corpus.CardFilter{}, []string{"a.en", "b.en", "b.it"}},
		"id":        {corpus.CardFilter{ID: "b"}, []string{"b.en", "b.it"}},
		"lang":      {corpus.CardFilter{Lang: "en"}, []string{"a.en", "b.en"}},
		"kind":      {corpus.CardFilter{Kind: corpus.CardPractice}, []string{"a.en"}},
		"status":    {corpus.CardFilter{Status: corpus.CardPublished}, []string{"b.en", "b.it"}},
		"of before": {corpus.CardFilter{Status: corpus.CardReviewed}, nil},
		"frame":     {corpus.CardFilter{Frame: "replacement"}, []string{"b.it"}},
		"together":  {corpus.CardFilter{Frame: "invasion", Lang: "en", Status: corpus.CardPublished, Kind: corpus.CardCounter}, []string{"b.en"}},
	} {
		cards, err := s.Cards(ctx, c.filter)
		must(t, err)
		var got []string
		for _, v := range cards {
			got = append(got, v.Key())
			equal(t, "version of "+v.Key(), v.Version, 2)
		}
		equal(t, name, got, c.want)
	}
}

func testCardRace(t *testing.T, s corpus.Store) {
	_, err := s.PutCard(t.Context(), card("c", "en"), 0)
	must(t, err)
	errs := make([]error, 8)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() { _, errs[i] = s.PutCard(t.Context(), card("c", "en"), 1) })
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else if !errors.Is(err, corpus.ErrConflict) {
			t.Fatal(err)
		}
	}
	equal(t, "edits that were taken", won, 1)
	history, err := s.CardHistory(t.Context(), "c", "en")
	must(t, err)
	equal(t, "versions", len(history), 2)
}

func testCardLive(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	steps := []struct {
		status corpus.CardStatus
		live   int // version that readers see, 0: none
	}{
		{corpus.CardDraft, 0}, {corpus.CardPublished, 2}, {corpus.CardDraft, 2}, {corpus.CardReviewed, 2},
		{corpus.CardPublished, 5}, {corpus.CardArchived, 0}, {corpus.CardDraft, 0}, {corpus.CardPublished, 8},
	}
	for base, step := range steps {
		c := card("c", "en")
		c.Status, c.Frames = step.status, []string{string(step.status)}
		_, err := s.PutCard(ctx, c, base)
		must(t, err)
		live, err := s.Cards(ctx, corpus.CardFilter{Live: true})
		must(t, err)
		var got int
		for _, l := range live {
			got = l.Version
		}
		equal(t, "live version after "+string(step.status), got, step.live)
	}
	c := card("c", "en")
	c.Kind = corpus.CardPractice
	_, err := s.PutCard(ctx, c, len(steps))
	must(t, err)
	for what, f := range map[string]corpus.CardFilter{
		"kind": {Live: true, Kind: corpus.CardCounter}, "status": {Live: true, Status: corpus.CardPublished}, "frame": {Live: true, Frame: "published"},
	} {
		found, err := s.Cards(ctx, f)
		must(t, err)
		equal(t, what+" of the live version", len(found), 1)
	}
	found, err := s.Cards(ctx, corpus.CardFilter{Live: true, Kind: corpus.CardPractice})
	must(t, err)
	equal(t, "kind of the draft", len(found), 0)
}
