package web

import (
	"net/url"
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

// Stances are all of them, for the legend.
func (d *articleData) Stances() []corpus.Stance { return corpus.Stances }

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
