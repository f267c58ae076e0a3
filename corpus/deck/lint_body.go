package deck

import (
	"strings"

	"github.com/alleys-eu/alleys/corpus"
)

const (
	minQuestions = 2
	maxQuestions = 4
)

// body checks that the parts of the kind are there, filled and in order.
func (l *linter) body() {
	c := l.doc.card
	seen := map[Role]bool{}
	last := -1
	order := map[Role]int{}
	for i, p := range layout()[c.Kind] {
		order[p.Role] = i
	}
	for _, p := range l.parts {
		switch {
		case p.Heading == "":
			l.note(LevelWarning, "part-unknown", l.partLine(p), "there is text before the first heading: put it under one")
			continue
		case p.Role == "":
			l.note(LevelWarning, "part-unknown", l.partLine(p), "the heading %q is not one of a %s card in %q: use those of headings.yaml", p.Heading, c.Kind, c.Lang)
			continue
		case seen[p.Role]:
			l.note(LevelError, "part-twice", l.partLine(p), "the part %q is there already", p.Heading)
		case order[p.Role] < last:
			l.note(LevelWarning, "part-order", l.partLine(p), "the part %q comes too late: keep the order %s", p.Heading, strings.Join(headings(c), ", "))
		}
		if !hasWord(p.Markdown) {
			l.note(LevelError, "part-empty", l.partLine(p), "the part %q is empty", p.Heading)
		}
		seen[p.Role] = true
		last = max(last, order[p.Role])
	}
	for _, p := range layout()[c.Kind] {
		if p.Required && !seen[p.Role] {
			l.note(LevelError, "part-missing", l.doc.bodyLine, "the part %q is missing", headingOf(c, p.Role))
		}
	}
	l.questions()
}

// headingOf returns the heading of a part for a card, in English where its
// language has none.
func headingOf(c *corpus.Card, r Role) string {
	if h := Heading(c.Kind, r, c.Lang); h != "" {
		return h
	}
	return Heading(c.Kind, r, "en")
}

func headings(c *corpus.Card) []string {
	var out []string
	for _, p := range layout()[c.Kind] {
		out = append(out, headingOf(c, p.Role))
	}
	return out
}

func (l *linter) questions() {
	p, ok := l.part(RoleDiscussion)
	if !ok {
		return
	}
	if n := len(Questions(p.Markdown)); n < minQuestions || n > maxQuestions {
		l.note(LevelError, "questions", l.partLine(p), "the discussion has %d questions: ask %d to %d, each as a list item", n, minQuestions, maxQuestions)
	}
}

// Questions returns the discussion questions of a part as plain text: its
// list items, or, where it has no list, its sentences that ask.
func Questions(markdown string) []string {
	var items, asked []string
	for _, b := range blocksOf(markdown) {
		if b.item {
			items = append(items, b.text)
			continue
		}
		for _, s := range sentencesOf(b.text) {
			if strings.HasSuffix(s, "?") {
				asked = append(asked, s)
			}
		}
	}
	if len(items) > 0 {
		return items
	}
	return asked
}

// form checks how hard the card is to read and whether it fits its sheet.
func (l *linter) form() {
	c := l.doc.card
	if lines := Length(c); lines > SheetLines {
		l.note(LevelWarning, "length", l.doc.bodyLine, "the card fills %.0f lines of an A5 page that has %.0f: shorten it", lines, SheetLines)
	}
	r, ok := ReadingLevel(c)
	if !ok {
		return
	}
	level := LevelWarning
	if r.harderThan(r.Fail) {
		level = LevelError
	}
	if r.harderThan(r.Warn) {
		message := "the text is hard to read: %s %.0f, should be at least %.0f; shorten sentences (%.0f words) or take plainer words (%.1f syllables)"
		if r.LowIsEasy {
			message = "the text is hard to read: %s %.0f, should be at most %.0f; shorten sentences (%.0f words) or take plainer words (%.1f syllables)"
		}
		l.note(level, "reading-level", l.doc.bodyLine, message, r.Index, r.Score, r.Warn, r.WordsPerSentence(), r.SyllablesPerWord())
	}
}
