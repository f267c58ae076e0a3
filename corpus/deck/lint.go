package deck

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/datafile"
)

// Level says how bad a problem is.
type Level string

const (
	LevelError   Level = "error"   // the card must not be published like this
	LevelWarning Level = "warning" // the card works, and would be better otherwise
)

// Problem is one thing that is wrong with a card.
type Problem struct {
	File  string // path of the card's file
	Line  int    // 1-based; 0 when the fault has no line
	Card  string // Card.Key, "" when the file could not be read as a card
	Level Level
	Code  string // stable name of the check: "source-dated", "myth-in-title", …
	Text  string // what is wrong and what to do

	// Message and Args are what Text was made of, for programs that say it in
	// another language; Message is "" for faults that come from elsewhere.
	Message string
	Args    []any
}

// String gives "file:line: level: text (code)".
func (p Problem) String() string {
	at := p.File
	if p.Line > 0 {
		at = fmt.Sprintf("%s:%d", at, p.Line)
	}
	return fmt.Sprintf("%s: %s: %s (%s)", at, p.Level, p.Text, p.Code)
}

// Options is what the checks need to know beside the cards.
type Options struct {
	Today    time.Time         // dates are not compared with today when zero
	Taxonomy *corpus.Taxonomy  // frames, targets and techniques are not checked when nil
	Dead     map[string]string // source addresses that failed when last checked, with the reason
	// Source returns the file that a card was read from, for the names and
	// lines of problems. When nil, the file is Path and its text is Format.
	Source func(*corpus.Card) (file string, data []byte)
}

// Lint checks cards, each alone and all together (language variants, claims
// that two cards answer). Problems come by file, line and code; none means
// that the deck is fit to be used.
func Lint(cards []*corpus.Card, o Options) []Problem {
	docs := make([]*document, len(cards))
	for i, c := range cards {
		docs[i] = locate(c, o.Source)
	}
	return lint(docs, o)
}

// LintFS checks the cards below a folder as Load reads them. A file that
// cannot be read as a card is a problem with the code "unreadable".
func LintFS(fsys fs.FS, o Options) []Problem {
	docs, err := load(fsys)
	problems := unreadable(err)
	for _, d := range docs {
		if want := Path(d.card); d.file != want {
			problems = append(problems, Problem{
				File: d.file, Line: d.line("id"), Card: d.card.Key(), Level: LevelError, Code: "file-name",
				Text: fmt.Sprintf("the file of this card must be called %s: rename it, or correct id and lang", want),
			})
		}
	}
	return sorted(append(problems, lint(docs, o)...))
}

// unreadable turns the joined errors of load into problems.
func unreadable(err error) []Problem {
	if err == nil {
		return nil
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var problems []Problem
		for _, e := range many.Unwrap() {
			problems = append(problems, unreadable(e)...)
		}
		return problems
	}
	p := Problem{Level: LevelError, Code: "unreadable", Text: err.Error()}
	var at *datafile.Error
	if errors.As(err, &at) {
		p.File, p.Line, p.Text = at.File, at.Line, at.Text
	}
	return []Problem{p}
}

// locate finds the lines of a card in its file. A card that its own file does
// not give back (the caller's Source is older) has no lines.
func locate(c *corpus.Card, source func(*corpus.Card) (string, []byte)) *document {
	file, data := Path(c), []byte(nil)
	if source != nil {
		file, data = source(c)
	}
	if data == nil {
		data = Format(c)
	}
	doc, err := parse(file, data)
	if err != nil {
		return &document{file: file, card: c, bodyLine: 1}
	}
	doc.card = c
	return doc
}

func lint(docs []*document, o Options) []Problem {
	var problems []Problem
	for _, d := range docs {
		problems = append(problems, lintAlone(d, o)...)
	}
	return sorted(append(problems, lintTogether(docs, o)...))
}

// lintAlone makes the checks for which a card's own text is enough.
func lintAlone(d *document, o Options) []Problem {
	l := &linter{Options: o, doc: d, parts: Parts(d.card)}
	l.fields()
	l.sources()
	l.dates()
	l.names()
	l.body()
	l.myth()
	l.fallacy()
	l.form()
	return l.problems
}

// lintTogether compares the cards with each other.
func lintTogether(docs []*document, o Options) []Problem {
	l := &linter{Options: o}
	l.variants(docs)
	l.claims(docs)
	return l.problems
}

// linter collects the problems of the document that it looks at.
type linter struct {
	Options
	doc      *document
	parts    []Part
	problems []Problem
}

// errorf and warnf note a problem at a key of the front matter.
func (l *linter) errorf(code, key, format string, args ...any) {
	l.note(LevelError, code, l.doc.line(key), format, args...)
}

func (l *linter) warnf(code, key, format string, args ...any) {
	l.note(LevelWarning, code, l.doc.line(key), format, args...)
}

func (l *linter) note(level Level, code string, line int, format string, args ...any) {
	l.problems = append(l.problems, Problem{
		File: l.doc.file, Line: line, Card: l.doc.card.Key(), Level: level, Code: code, Text: fmt.Sprintf(format, args...),
		Message: format, Args: args,
	})
}

// partLine returns the line of a part's heading in the file.
func (l *linter) partLine(p Part) int { return l.doc.bodyLine + p.Line - 1 }

// part returns the part with that role.
func (l *linter) part(r Role) (Part, bool) {
	i := slices.IndexFunc(l.parts, func(p Part) bool { return p.Role == r })
	if i < 0 {
		return Part{}, false
	}
	return l.parts[i], true
}

func sorted(problems []Problem) []Problem {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Text, b.Text))
	})
	return problems
}
