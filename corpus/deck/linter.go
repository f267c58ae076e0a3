package deck

import (
	"crypto/sha256"
	"encoding/binary"
	"sync"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

// Linter checks a deck again and again, as a desk does on which somebody
// writes: it looks anew only at the cards that have changed since. Its zero
// value is ready, and it is safe for use by several goroutines.
type Linter struct {
	mu    sync.Mutex
	known map[cardHash]*linted
	run   int
}

// linted is a card that was checked.
type linted struct {
	doc      *document
	options  Options // under which it was checked
	dead     string  // reasons of its dead links
	problems []Problem
	used     int // number of the last run that had this card
}

// keptRuns is for how many runs a card is remembered that did not come again:
// while somebody writes, a run has only the cards of one language.
const keptRuns = 32

// Lint returns the problems that the function Lint returns for the same cards
// and options. Cards must not be changed in place afterwards.
func (l *Linter) Lint(cards []*corpus.Card, o Options) []Problem {
	if o.Source != nil {
		return Lint(cards, o)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.known == nil {
		l.known = map[cardHash]*linted{}
	}
	l.run++
	docs := make([]*document, 0, len(cards))
	seen := make(map[*document]bool, len(cards))
	var problems []Problem
	for _, c := range cards {
		e := l.card(c, o)
		if d := e.doc; !seen[d] {
			seen[d] = true
			docs = append(docs, d)
		} else {
			// The same card twice is two documents, as the comparison wants it.
			twice := *d
			docs = append(docs, &twice)
		}
		problems = append(problems, e.problems...)
	}
	l.forget()
	return sorted(append(problems, lintTogether(docs, o)...))
}

func (l *Linter) card(c *corpus.Card, o Options) *linted {
	hash := hashCard(c)
	e := l.known[hash]
	if e == nil {
		e = &linted{doc: locate(c, nil)}
		l.known[hash] = e
	}
	dead := deadOf(c, o)
	if e.used == 0 || e.dead != dead || !sameDay(e.options.Today, o.Today) || e.options.Taxonomy != o.Taxonomy {
		e.options, e.dead, e.problems = o, dead, lintAlone(e.doc, o)
	}
	e.used = l.run
	return e
}

func (l *Linter) forget() {
	for hash, e := range l.known {
		if l.run-e.used > keptRuns {
			delete(l.known, hash)
		}
	}
}

// sameDay tells whether two times give the same problems: dates of cards are
// compared with days.
func sameDay(a, b time.Time) bool {
	return a.IsZero() == b.IsZero() && a.UTC().Format(time.DateOnly) == b.UTC().Format(time.DateOnly)
}

func deadOf(c *corpus.Card, o Options) string {
	var reasons string
	for _, s := range c.Sources {
		if why, ok := o.Dead[s.URL]; ok {
			reasons += s.URL + " " + why + "\n"
		}
	}
	return reasons
}

type cardHash [sha256.Size]byte

// hashCard names the content of a card.
func hashCard(c *corpus.Card) cardHash {
	h := fieldHash{b: make([]byte, 0, 8<<10)}
	h.strings(c.ID, c.Lang, string(c.Kind), c.Title, c.Strategy, c.AsOf, c.ReviewBy, string(c.Status), c.Age, c.Response, c.Licence, c.Body)
	h.b = binary.AppendVarint(h.b, int64(c.Minutes))
	for _, list := range [][]string{c.Frames, c.Targets, c.Techniques, c.Claims, c.Authors, c.Reviewers} {
		h.list(list)
	}
	h.b = binary.AppendUvarint(h.b, uint64(len(c.Sources)))
	for _, s := range c.Sources {
		h.strings(s.Title, s.Publisher, s.URL, s.Published, s.Accessed)
	}
	return sha256.Sum256(h.b)
}

// fieldHash collects fields so that no two different cards give the same bytes.
type fieldHash struct{ b []byte }

func (h *fieldHash) strings(fields ...string) {
	for _, s := range fields {
		h.b = binary.AppendUvarint(h.b, uint64(len(s)))
		h.b = append(h.b, s...)
	}
}

func (h *fieldHash) list(fields []string) {
	h.b = binary.AppendUvarint(h.b, uint64(len(fields)))
	h.strings(fields...)
}
