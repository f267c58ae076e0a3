package main

import (
	"strings"

	"github.com/alleys-eu/alleys/crawler/dedupe"
	"github.com/alleys-eu/alleys/web"
)

// difference shows the pages what changed between two versions of a text.
func difference(old, new string) []web.Change {
	var out []web.Change
	for _, c := range dedupe.Diff(old, new) {
		change := web.Change{Op: string(c.Op)}
		switch c.Op {
		case dedupe.Changed:
			change.Words = joinRuns(c.Words)
		case dedupe.Removed:
			change.Words = []web.ChangedWords{{Op: string(c.Op), Text: c.Old}}
		default:
			change.Words = []web.ChangedWords{{Op: string(c.Op), Text: c.New}}
		}
		out = append(out, change)
	}
	return out
}

// joinRuns draws replaced words that only white space parts together, so that
// a reader sees one phrase taken out and one put in, not a word-by-word
// alternation.
func joinRuns(spans []dedupe.Span) []web.ChangedWords {
	var out []web.ChangedWords
	var removed, added strings.Builder
	flush := func() {
		if removed.Len() > 0 {
			out = append(out, web.ChangedWords{Op: string(dedupe.Removed), Text: removed.String()})
		}
		if added.Len() > 0 {
			out = append(out, web.ChangedWords{Op: string(dedupe.Added), Text: added.String()})
		}
		removed.Reset()
		added.Reset()
	}
	for i, s := range spans {
		switch s.Op {
		case dedupe.Removed:
			removed.WriteString(s.Text)
		case dedupe.Added:
			added.WriteString(s.Text)
		default:
			inside := removed.Len()+added.Len() > 0 && i+1 < len(spans) && spans[i+1].Op != dedupe.Same
			if inside && strings.TrimSpace(s.Text) == "" {
				removed.WriteString(s.Text)
				added.WriteString(s.Text)
				continue
			}
			flush()
			out = append(out, web.ChangedWords{Op: string(s.Op), Text: s.Text})
		}
	}
	flush()
	return out
}
