package deck

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

// thousandCards makes a deck of many cards from ours, with claims of their own.
func thousandCards(t testing.TB) []*corpus.Card {
	t.Helper()
	all, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	var out []*corpus.Card
	for round := 0; ; round++ {
		for _, c := range all {
			d := *c
			if round > 0 {
				d.ID = fmt.Sprintf("%s-%d", c.ID, round)
				d.Claims = nil
				for _, claim := range c.Claims {
					d.Claims = append(d.Claims, fmt.Sprintf("%s edition%d", strings.Join(strings.Fields(claim)[1:], " "), round))
				}
			}
			if out = append(out, &d); len(out) == 1000 {
				return out
			}
		}
	}
}

// TestLinter makes edits of all kinds and compares with a lint from scratch.
func TestLinter(t *testing.T) {
	all, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	cards := slices.Clone(all[:60])
	o := Options{Today: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	var l Linter
	edit := func(change func(*corpus.Card)) func() {
		return func() {
			c := *cards[7]
			change(&c)
			cards[7] = &c
		}
	}
	for _, step := range []struct {
		name  string
		do    func()
		count bool // the step must change the problems
	}{
		{"first", func() {}, false},
		{"the same again", func() {}, false},
		{"title", edit(func(c *corpus.Card) { c.Title = "" }), true},
		{"body", edit(func(c *corpus.Card) { c.Body = "" }), true},
		{"minutes", edit(func(c *corpus.Card) { c.Minutes = 0 }), true},
		{"claims of another card", edit(func(c *corpus.Card) {
			c.Claims = all[slices.IndexFunc(all, func(o *corpus.Card) bool { return o.Lang == c.Lang && o.ID != c.ID })].Claims
		}), true},
		{"frames", edit(func(c *corpus.Card) { c.Frames = nil }), true},
		{"dead link", func() { o.Dead = map[string]string{cards[3].Sources[0].URL: "404"} }, true},
		{"another reason", func() { o.Dead = map[string]string{cards[3].Sources[0].URL: "410"} }, true},
		{"years later", func() { o.Today = o.Today.AddDate(9, 0, 0) }, true},
		{"taxonomy", func() { o.Taxonomy = &corpus.Taxonomy{} }, true},
		{"a card twice", func() { cards = append(cards, cards[0]) }, true},
		{"fewer", func() { cards = cards[10:20] }, true},
	} {
		before := Lint(cards, o)
		step.do()
		want, got := Lint(cards, o), l.Lint(cards, o)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%s: got %d problems, want %d", step.name, len(got), len(want))
		}
		if step.count == reflect.DeepEqual(want, before) {
			t.Errorf("%s: changed: %v", step.name, !step.count)
		}
	}
	for range keptRuns + 2 {
		l.Lint(cards, o)
	}
	if len(l.known) != len(cards) {
		t.Errorf("%d cards are remembered of %d", len(l.known), len(cards))
	}
}

func BenchmarkLint(b *testing.B) {
	cards, o := thousandCards(b), Options{Today: time.Now()}
	b.Run("from scratch", func(b *testing.B) {
		for b.Loop() {
			Lint(cards, o)
		}
	})
	b.Run("one card changed", func(b *testing.B) {
		var l Linter
		l.Lint(cards, o)
		for i := 0; b.Loop(); i++ {
			c := *cards[i%len(cards)]
			c.Body += fmt.Sprintf("\n\nNote %d.", i)
			cards[i%len(cards)] = &c
			l.Lint(cards, o)
		}
	})
	b.Run("nothing changed", func(b *testing.B) {
		var l Linter
		l.Lint(cards, o)
		for b.Loop() {
			l.Lint(cards, o)
		}
	})
}
