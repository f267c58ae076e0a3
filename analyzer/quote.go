package analyzer

import (
	"sort"
	"strings"

	"github.com/alleys-eu/alleys/analyzer/rule"
	"github.com/alleys-eu/alleys/analyzer/text"
)

// quotations pairs the quotation marks once, when a finding asks.
func (w *work) quotations() []text.Quotation {
	if !w.paired {
		w.paired = true
		w.quotes = w.page.Lex.Lang.Quotations(&w.page.Doc)
	}
	return w.quotes
}

// quoted returns the quotation in which what is said of the group stands: the
// whole match, or all of it but the group and "to be"
// ("calls migrants 'vermin'"). Marks
// around the group alone do not count: they are the writer's own distance to
// the word.
func (w *work) quoted(m *rule.Match) (text.Quotation, bool) {
	be := &w.a.rb.Rules().Syntax.Be
	start, end, marked := -1, -1, false
	for _, s := range m.Spans {
		marked = marked || s.Marked
		if s.Last == s.First || len(m.Spans) > 1 && (s.Role == "target" || s.Role == "cue" || be.Has(s.Class) && s.Class != 0) {
			continue
		}
		a, b := w.page.Tokens[s.First].Start, w.page.Tokens[s.Last-1].End
		if start < 0 || a < start {
			start = a
		}
		end = max(end, b)
	}
	if start < 0 {
		return text.Quotation{}, false
	}
	q := w.quotations()
	i := sort.Search(len(q), func(i int) bool { return q[i].End >= end })
	if i < len(q) && q[i].Start <= start {
		if marked && strings.TrimSpace(w.page.Text[q[i].Start:q[i].End]) == w.page.Text[start:end] {
			return text.Quotation{}, false // the marks are what was matched
		}
		return q[i], true
	}
	return text.Quotation{}, false
}
