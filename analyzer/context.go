package analyzer

import (
	"slices"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/rule"
	"github.com/alleys-eu/alleys/analyzer/text"
	"github.com/alleys-eu/alleys/corpus"
)

// verdict is what the context says of a match.
type verdict struct {
	stance  corpus.Stance
	speaker string
	factor  float64
	steps   []corpus.Context
}

// strength orders the stances: of several the strongest wins.
func strength(s corpus.Stance) int {
	switch s {
	case corpus.StanceCountered:
		return 4
	case corpus.StanceQuoted:
		return 3
	case corpus.StanceReported:
		return 2
	case corpus.StanceQuestioned:
		return 1
	}
	return 0
}

// step notes a cue and its effect.
func (c *verdict) step(kind string, q corpus.Quote, stance corpus.Stance) {
	if stance != "" && strength(stance) > strength(c.stance) {
		c.stance = stance
	}
	for _, s := range c.steps {
		if s.Kind == kind && s.Span == q.Span {
			return
		}
	}
	c.steps = append(c.steps, corpus.Context{Quote: q, Kind: kind, Stance: c.stance})
}

// place is a match in its sentence.
type place struct {
	v           *rule.Sentence
	m           *rule.Match
	first, last int            // tokens of the match
	head        int            // first token of its predicate: what a negation must stand before
	from, to    int            // tokens of its clause, with the words that open it
	open        int            // where the clause begins behind those words
	complement  bool           // it follows "that"
	name        bool           // the words name a thing and state nothing: they presuppose what the frame says
	distance    bool           // the writer's own distance to a name
	quote       text.Quotation // the quotation around the match
	isQuoted    bool
}

// context works out who says what was matched.
func (w *work) context(v *rule.Sentence, m *rule.Match) verdict {
	c := verdict{stance: corpus.StanceEndorsed, factor: 1}
	first, last := m.Bounds()
	p := place{v: v, m: m, first: first, last: max(last, first+1)}
	p.from, p.to = v.Clause(p.first, p.last, false)
	p.open = p.from
	p.from = v.Opening(p.from)
	p.head = headOf(m, &v.Syntax.Be, p.last)
	p.complement = w.holds(v, max(v.First, p.first-nearThat), p.first, &w.a.cue.that)
	p.name = m.Rule.Presupposed || w.names(v, m)
	p.distance = m.Rule.Distance || slices.ContainsFunc(m.Spans, func(s rule.Span) bool { return s.Marked })
	var speaker string
	p.quote, speaker, p.isQuoted = w.speech(v, m)
	switch m.Rule.Voice {
	case rule.VoiceReported:
		c.step("reported", w.tokens(p.first, p.last), corpus.StanceReported)
		w.judgedInside(&c, p)
	case rule.VoiceCounter:
		c.step("counter-speech", w.tokens(p.first, p.last), corpus.StanceCountered)
	}
	w.cues(&c, p)
	w.innerNegation(&c, p)
	w.governingNegation(&c, p)
	if !p.distance {
		w.colonSpeaker(&c, p)
		w.viewpoint(&c, p)
		w.reportedAfter(&c, p)
		w.reportedInside(&c, p)
		w.listed(&c, p)
		w.carriesOn(&c, p)
	}
	if p.isQuoted {
		c.step("quotation", w.quote(p.quote.Start, p.quote.End), corpus.StanceQuoted)
		if c.speaker = speaker; speaker == "" {
			c.speaker = w.quoteSpeaker(v, p.quote)
		}
	}
	w.answered(&c, p)
	w.headed(&c, p)
	w.question(&c, p)
	if c.stance == corpus.StanceReported && c.speaker == "" {
		c.speaker = w.reportSpeaker(p)
	}
	return c
}

// speech returns the words of somebody else in which a match stands, and who
// says them where the text around tells.
func (w *work) speech(v *rule.Sentence, m *rule.Match) (q text.Quotation, speaker string, ok bool) {
	if q, ok = w.quoted(m); ok {
		return q, "", true
	}
	if q, ok = w.spoken(v, m); ok {
		return q, "", true
	}
	return w.block(v, m)
}

// headOf returns the first token of what is said of the target: the first span
// that is no target, object or cue and no form of "to be".
func headOf(m *rule.Match, be *lexicon.Set, last int) int {
	head := -1
	for _, s := range m.Spans {
		if s.Role == "target" || s.Role == "object" || s.Role == "cue" || s.Role == "" || s.Class != 0 && be.Has(s.Class) {
			continue
		}
		if head < 0 || s.First < head {
			head = s.First
		}
	}
	if head < 0 {
		return last - 1
	}
	return head
}

// spliced says whether a new sentence begins between a negation and the match
// with no more than a comma: "none of them works, they live on benefits", "not
// every one works, many live on benefits". A verb
// of saying before the comma governs what follows: "nobody says, they are …".
func (w *work) spliced(p place, a lexicon.Ann) bool {
	for t := int(a.Last); t < p.head; t++ {
		if w.page.Tokens[t].Kind == text.Comma && (w.has(p.v, t+1, &p.v.Syntax.They) || w.has(p.v, t+1, &p.v.Syntax.Quantities) || w.opensClause(p, a, t)) {
			return !w.governs(p.v, t)
		}
	}
	return false
}

// opensClause says whether a clause of its own begins behind a comma: the group
// that is meant with its verb, after more than a name. "No migrants, refugees
// are …" goes on with a list.
func (w *work) opensClause(p place, a lexicon.Ann, comma int) bool {
	group := comma + 1
	for group < p.head && w.has(p.v, group, &p.v.Syntax.Dets) {
		group++
	}
	for _, s := range p.m.Spans {
		if s.Role == "target" && s.First == group && w.has(p.v, s.Last, &p.v.Syntax.Be) {
			return !w.namesGroup(p.v, comma) && comma-int(a.Last) > 1
		}
	}
	return false
}

// namesGroup says whether the words before a token name a group.
func (w *work) namesGroup(v *rule.Sentence, t int) bool {
	for i := range v.Mentions {
		if m := &v.Mentions[i]; m.First < t && t <= m.Last {
			return true
		}
	}
	return false
}

// governs says whether a verb of saying or thinking stands before a token.
func (w *work) governs(v *rule.Sentence, t int) bool {
	for _, a := range v.Anns {
		if int(a.Last) <= t && (w.a.cue.report.Has(a.Class) || w.a.cue.think.Has(a.Class)) {
			return true
		}
	}
	return false
}

// governingNegation finds "I do not think that …", "nobody says that …": a
// denied verb of saying or thinking in the clause before.
func (w *work) governingNegation(c *verdict, p place) {
	if w.whyUnsaid(p) || p.name || p.from <= p.v.First || w.holds(p.v, p.from, p.open, &w.a.cue.terminator) || !w.a.cue.negation.Meets(&p.v.Present) {
		return
	}
	from, _ := p.v.Clause(p.from-1, p.from-1, false)
	to := p.open
	negation, saying := -1, false
	for _, a := range p.v.Anns {
		t := int(a.First)
		if t < from || t >= to {
			continue
		}
		says := w.a.cue.report.Has(a.Class) || w.a.cue.think.Has(a.Class)
		switch {
		case saying && w.a.cue.after.Has(a.Class):
			negation = t
		case w.a.cue.negation.Has(a.Class):
			if !w.swallowed(p, a) && !w.denied(p, a) && !w.opensQuestion(p.v, t) {
				negation = t
			}
			continue
		case says:
			saying = true
		}
		if negation >= 0 && saying {
			c.step("negation", w.tokens(negation, negation+1), corpus.StanceCountered)
			return
		}
	}
}

// has says whether a phrase of the set starts at a token.
func (w *work) has(v *rule.Sentence, t int, set *lexicon.Set) bool {
	for _, a := range v.From(t) {
		if set.Has(a.Class) {
			return true
		}
	}
	return false
}

// opening is within how many tokens a negation opens a question.
const opening = 3

// opensQuestion says whether a negation at a token opens a question, which
// then asserts: "Isn't it typical …?", "¿No es típico …?", "Ist es nicht …?". Behind
// "should" it proposes: "Sollten wir sie nicht …?".
func (w *work) opensQuestion(v *rule.Sentence, t int) bool {
	return w.page.Sentences[v.Index].Question && (t-v.First < opening || w.has(v, v.First, &w.a.cue.should))
}

// asserts says whether the sentence is such a question.
func (w *work) asserts(v *rule.Sentence) bool {
	for _, a := range v.Anns {
		if w.a.cue.negation.Has(a.Class) && w.opensQuestion(v, int(a.First)) {
			return true
		}
	}
	return false
}

// longQuestion is from how many words on a question asks about something else
// than a name in it.
const longQuestion = 16

// asksElsewhere says whether a colon, semicolon or dash parts a match from the
// question at the end of its sentence.
func (w *work) asksElsewhere(p place) bool {
	for t := p.last; t < p.v.Last-1; t++ {
		if w.page.Tokens[t].Kind == text.Break && t+1 < p.v.Last-1 {
			return true
		}
	}
	return false
}

// question makes a finding questioned when the sentence asks, unless the
// question asserts what it asks ("Isn't it obvious that …?").
func (w *work) question(c *verdict, p place) {
	s := w.page.Sentences[p.v.Index]
	if !s.Question || !w.asksWhy(p) && (w.a.cue.rhetorical.Meets(&p.v.Present) || w.asserts(p.v)) || w.presupposed(p) || w.urges(p) || w.asksElsewhere(p) || p.name && (p.distance || p.open > p.v.First || p.v.Last-p.v.First > longQuestion) || c.stance != corpus.StanceEndorsed {
		return
	}
	c.step("question", w.tokens(s.Last-1, s.Last), corpus.StanceQuestioned)
}
