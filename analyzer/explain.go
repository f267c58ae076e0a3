package analyzer

import (
	"fmt"

	"github.com/alleys-eu/alleys/analyzer/rule"
	"github.com/alleys-eu/alleys/corpus"
)

// Explanation says how the findings of an article came about, and what nearly
// became one. All spans count code points of the part that they are in.
type Explanation struct {
	Lang      string // language that was analysed as; "" when it could not be told
	Supported bool   // there is a lexicon for it
	Rulebook  string
	Analysis  *corpus.Analysis
	Sentences []SentenceTrace // those in which a rule came into question
}

// SentenceTrace is one sentence, step by step.
type SentenceTrace struct {
	Part     corpus.Part
	Sentence corpus.Quote
	Phrases  []Phrase       // 1. what the lexicon knows in it
	Mentions []MentionTrace // 2. the groups that are named or referred to
	Rules    []RuleTrace    // 3. the rules that were tried
	Findings []corpus.Finding
}

// Phrase is a phrase of the lexicon.
type Phrase struct {
	corpus.Quote
	Class    string
	Disguise string // how it was disguised: "leet", "spaced", …; or ""
	File     string // where it is written
	Line     int
}

// MentionTrace is a place where a group is named or referred to.
type MentionTrace struct {
	corpus.Quote
	Target   string
	Nation   string
	Kind     string // "name", "attribute", "subject", "object", "owner"
	RefersTo string // the words of the mention that a pronoun stands for, or ""
}

// RuleTrace is a rule that was tried.
type RuleTrace struct {
	ID      string
	Frame   string
	About   string
	Outcome rule.Outcome
	Because string // the words that kept it out, with their class, or ""
	Why     string // in words
}

// Explain analyses an article and keeps every step.
func (a *Analyzer) Explain(article *corpus.Article) *Explanation {
	t := &tracer{}
	out := &Explanation{Rulebook: a.rb.Version()}
	out.Analysis = a.analyze(article, t)
	out.Lang, out.Sentences = out.Analysis.Lang, t.sentences
	out.Supported = a.rb.Lexicon(out.Lang) != nil
	return out
}

// tracer keeps the steps. A nil tracer keeps nothing.
type tracer struct{ sentences []SentenceTrace }

func (t *tracer) sentence(w *work, v *rule.Sentence, matches []rule.Match, findings []corpus.Finding) {
	if t == nil {
		return
	}
	trials := w.reading.Try(v, matches)
	if len(trials) == 0 {
		return
	}
	s := w.page.Sentences[v.Index]
	out := SentenceTrace{Part: w.part, Sentence: w.quote(s.Start, s.End), Findings: findings}
	for _, a := range v.Anns {
		e := w.page.Lex.Entry(a.Entry)
		out.Phrases = append(out.Phrases, Phrase{
			Quote: w.tokens(int(a.First), int(a.Last)), Class: w.a.rb.Classes().Name(a.Class), Disguise: a.Trick.String(), File: e.File, Line: e.Line,
		})
	}
	for i := range v.Mentions {
		out.Mentions = append(out.Mentions, w.mentionTrace(&v.Mentions[i]))
	}
	for _, tr := range trials {
		because := w.because(tr)
		out.Rules = append(out.Rules, RuleTrace{ID: tr.Rule.ID, Frame: tr.Rule.Frame, About: tr.Rule.About, Outcome: tr.Outcome, Because: because, Why: why(tr.Outcome, because)})
	}
	t.sentences = append(t.sentences, out)
}

func (w *work) mentionTrace(m *rule.Mention) MentionTrace {
	out := MentionTrace{Quote: w.tokens(m.First, max(m.Last, m.First+1)), Kind: m.Kind.String()}
	out.Target, out.Nation = w.a.rb.Target(m.Class)
	if m.Of != nil {
		out.RefersTo = w.tokens(m.Of.First, m.Of.Last).Text
	}
	return out
}

// because returns the words that kept a rule out, with their class.
func (w *work) because(t rule.Trial) string {
	if t.Outcome != rule.KeptOut {
		return ""
	}
	q := w.tokens(int(t.Because.First), int(t.Because.Last))
	return fmt.Sprintf("%q (%s)", q.Text, w.a.rb.Classes().Name(t.Because.Class))
}

func why(outcome rule.Outcome, because string) string {
	switch outcome {
	case rule.Fired:
		return "its pattern is there"
	case rule.KeptOut:
		return "kept out by " + because
	case rule.Lacking:
		return "a word is missing that it asks for anywhere in the sentence"
	case rule.Alone:
		return "its pattern is there, but neither the sentence nor those around it name what it is about"
	}
	return "all its parts are there, but not in its order or not near enough"
}
