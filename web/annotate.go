package web

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/alleys-eu/alleys/corpus"
)

// cardsPerClaim is how many cards stand beside a flagged sentence.
const cardsPerClaim = 3

// annotated is a text with its findings, ready to be shown.
type annotated struct {
	Title    []segment
	Passages []passage // paragraphs
	Notes    []note    // all of them, in order
	Lang     string
}

// passage is one paragraph with the notes of the sentences that begin in it.
type passage struct {
	Segments []segment
	Notes    []note
	Gap      bool // stands for paragraphs that are left out
}

// quoteMarked leaves out the paragraphs without a marked sentence, as a
// quotation does, of a page whose publisher wants no copy of it shown.
func (t *annotated) quoteMarked() {
	var kept []passage
	for _, p := range t.Passages {
		marked := slices.ContainsFunc(p.Segments, func(s segment) bool { return s.Note != nil })
		switch {
		case marked:
			kept = append(kept, p)
		case len(kept) == 0 || !kept[len(kept)-1].Gap:
			kept = append(kept, passage{Gap: true})
		}
	}
	t.Passages = kept
}

// crossheadMax is the length in characters beyond which a paragraph is none.
const crossheadMax = 80

// Crosshead tells whether a paragraph reads as a heading inside the text:
// short, and without the punctuation that ends a sentence.
func (p passage) Crosshead() bool {
	var b strings.Builder
	for _, s := range p.Segments {
		b.WriteString(s.Text)
	}
	text := strings.TrimSpace(b.String())
	return len(p.Notes) == 0 && utf8.RuneCountInString(text) <= crossheadMax && !strings.ContainsAny(text, ".!?…;:\"“”«»„")
}

// segment is a run of text that lies in the same sentence, or in none.
type segment struct {
	Text     string
	Note     *note // the flagged sentence it is in, nil for none
	Evidence bool  // part of what made the rule fire
	First    bool  // first run of its sentence: the number stands here
	Last     bool  // last run of its sentence
}

// note explains one flagged sentence.
type note struct {
	Number   int // from 1, in the order of the text
	Part     corpus.Part
	Span     corpus.Span
	Sentence string
	ClaimID  string
	Findings []corpus.Finding
	Cards    []corpus.Pairing
	Answered bool // somebody in the text speaks against it: no card is needed
}

// Family and Stance are those of the sentence's first finding: they decide
// its colour and line.
func (n note) Family() corpus.Family { return n.Findings[0].Family }
func (n note) Stance() corpus.Stance { return n.Findings[0].Stance }

// annotate joins a text with its findings.
func annotate(title, text string, an *corpus.Analysis) *annotated {
	out := &annotated{}
	var findings []corpus.Finding
	if an != nil {
		findings, out.Lang = an.Findings, an.Lang
	}
	out.Notes = notesOf(findings)
	runes := []rune(title)
	out.Title = segments(runes, 0, len(runes), out.Notes, corpus.PartTitle)
	runes = []rune(text)
	for _, p := range paragraphs(runes) {
		passage := passage{Segments: segments(runes, p.Start, p.End, out.Notes, corpus.PartText)}
		for _, n := range out.Notes {
			if n.Part == corpus.PartText && n.Span.Start >= p.Start && n.Span.Start < p.End {
				passage.Notes = append(passage.Notes, n)
			}
		}
		out.Passages = append(out.Passages, passage)
	}
	return out
}

// notesOf groups findings by sentence. The finding that weighs most in a
// sentence comes first: a stance in the outlet's own voice before any other.
func notesOf(findings []corpus.Finding) []note {
	var notes []note
	for _, f := range findings {
		part := cmp.Or(f.Part, corpus.PartText)
		i := slices.IndexFunc(notes, func(n note) bool { return n.Part == part && n.Span == f.Sentence.Span })
		if i < 0 {
			notes = append(notes, note{Part: part, Span: f.Sentence.Span, Sentence: f.Sentence.Text, ClaimID: f.ClaimID})
			i = len(notes) - 1
		}
		notes[i].Findings = append(notes[i].Findings, f)
	}
	slices.SortStableFunc(notes, func(a, b note) int {
		return cmp.Or(cmp.Compare(b.Part, a.Part), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
	for i := range notes {
		n := &notes[i]
		n.Number = i + 1
		slices.SortStableFunc(n.Findings, func(a, b corpus.Finding) int {
			return cmp.Or(cmp.Compare(slices.Index(corpus.Stances, a.Stance), slices.Index(corpus.Stances, b.Stance)), cmp.Compare(b.Score, a.Score))
		})
		n.Answered = n.Findings[0].Stance == corpus.StanceCountered
	}
	return notes
}

// paragraphs returns the spans between empty lines.
func paragraphs(runes []rune) []corpus.Span {
	var out []corpus.Span
	start := 0
	for i := 0; i <= len(runes); i++ {
		if i < len(runes) && !(runes[i] == '\n' && i+1 < len(runes) && runes[i+1] == '\n') {
			continue
		}
		if strings.TrimSpace(string(runes[start:i])) != "" {
			out = append(out, corpus.Span{Start: start, End: i})
		}
		for i < len(runes) && runes[i] == '\n' {
			i++
		}
		start = i
		i--
		if start >= len(runes) {
			break
		}
	}
	return out
}

// segments cuts runes[from:to] at the ends of flagged sentences and evidence.
// Spans that lie outside are clipped: the text may be of another version.
func segments(runes []rune, from, to int, notes []note, part corpus.Part) []segment {
	cuts := []int{from, to}
	cut := func(s corpus.Span) {
		cuts = append(cuts, min(max(s.Start, from), to), min(max(s.End, from), to))
	}
	for i := range notes {
		if notes[i].Part != part {
			continue
		}
		cut(notes[i].Span)
		for _, f := range notes[i].Findings {
			for _, e := range f.Evidence {
				cut(e.Span)
			}
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []segment
	for i := 0; i+1 < len(cuts); i++ {
		s := segment{Text: string(runes[cuts[i]:cuts[i+1]])}
		if n := noteAt(notes, part, cuts[i]); n != nil {
			s.Note = n
			s.Evidence = slices.ContainsFunc(n.Findings, func(f corpus.Finding) bool {
				return slices.ContainsFunc(f.Evidence, func(e corpus.Evidence) bool { return e.Start <= cuts[i] && cuts[i] < e.End })
			})
			s.First = cuts[i] == max(n.Span.Start, from)
			s.Last = cuts[i+1] == min(n.Span.End, to)
		}
		out = append(out, s)
	}
	return out
}

func noteAt(notes []note, part corpus.Part, at int) *note {
	for i := range notes {
		if n := &notes[i]; n.Part == part && n.Span.Start <= at && at < n.Span.End {
			return n
		}
	}
	return nil
}

// claim is a flagged sentence as pairing takes it.
func (n note) claim(lang string) corpus.Claim {
	c := corpus.Claim{ID: n.ClaimID, Lang: lang, Text: n.Sentence}
	for _, f := range n.Findings {
		if f.Stance == corpus.StanceCountered {
			continue
		}
		c.Frames = appendNew(c.Frames, f.Frame)
		c.Targets = appendNew(c.Targets, f.Target)
		for _, t := range f.Techniques {
			c.Techniques = appendNew(c.Techniques, t)
		}
	}
	return c
}

func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
