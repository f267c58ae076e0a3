package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index"
)

// barSteps is the number of heights a bar may have: the policy on styles
// allows classes only.
const barSteps = 20

// Step is the height of the bar in steps, 0 for none.
func (b bar) Step() int { return (b.Height*barSteps + 99) / 100 }

// LastDay is the last day of the timeline.
func (t *timeline) LastDay() time.Time { return t.Bars[len(t.Bars)-1].End.AddDate(0, 0, -1) }

// choice is one of several orders.
type choice struct {
	Value, URL string
	Chosen     bool
}

// Sorts are the orders a reader can choose from.
func (d *searchData) Sorts() []choice {
	var out []choice
	for _, s := range []index.Sort{index.SortRelevance, index.SortNewest, index.SortOldest} {
		out = append(out, choice{string(s), d.Ask.URL("sort", string(s)), d.Ask.sorting() == s})
	}
	return out
}

// Cleared is the address of the words alone.
func (a *ask) Cleared() string {
	if a.Words == "" {
		return "/search"
	}
	return "/search?q=" + url.QueryEscape(a.Words)
}

// TitleNotes are the notes of the headline.
func (t *annotated) TitleNotes() []note {
	var out []note
	for _, n := range t.Notes {
		if n.Part == corpus.PartTitle {
			out = append(out, n)
		}
	}
	return out
}

// lines parts a text at its empty lines.
func lines(text string) []string {
	var out []string
	for _, p := range strings.Split(text, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// searchOutlet is the address of all articles of an outlet.
func searchOutlet(outlet string) string { return "/search?outlet=" + url.QueryEscape(outlet) }

// quoted tells whether a sentence begins with a quotation mark of its own, so
// that it needs no further one.
func quoted(sentence string) bool {
	return strings.IndexAny(sentence, "\"'“”„«»‘‚‹›") == 0
}

// contexts leaves out the cues that say what one before them said: the same
// words, the same stance.
func contexts(all []corpus.Context) []corpus.Context {
	var out []corpus.Context
	for _, c := range all {
		if !slices.ContainsFunc(out, func(o corpus.Context) bool { return o.Text == c.Text && o.Stance == c.Stance }) {
			out = append(out, c)
		}
	}
	return out
}

// phrases are the words that made a rule fire, those that stand side by side
// as one phrase.
func phrases(f corpus.Finding) []string {
	sentence := []rune(f.Sentence.Text)
	spans := make([]corpus.Span, 0, len(f.Evidence))
	for _, e := range f.Evidence {
		spans = append(spans, corpus.Span{Start: e.Start - f.Sentence.Start, End: e.End - f.Sentence.Start})
	}
	slices.SortFunc(spans, func(a, b corpus.Span) int { return cmp.Compare(a.Start, b.Start) })
	var joined []corpus.Span
	for _, s := range spans {
		if s.Start < 0 || s.End > len(sentence) || s.Start >= s.End {
			continue
		}
		if n := len(joined); n > 0 && (s.Start <= joined[n-1].End || strings.TrimSpace(string(sentence[joined[n-1].End:s.Start])) == "") {
			joined[n-1].End = max(joined[n-1].End, s.End)
			continue
		}
		joined = append(joined, s)
	}
	var out []string
	for _, s := range joined {
		out = append(out, string(sentence[s.Start:s.End]))
	}
	return out
}
