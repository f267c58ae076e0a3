package analyzer

import (
	"slices"
	"sort"
	"unicode/utf8"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/rule"
	"github.com/alleys-eu/alleys/analyzer/text"
	"github.com/alleys-eu/alleys/corpus"
)

// Analyze finds the framing in an article's title and text. The findings come
// in the order of the text, the title first. An article in a language without
// a lexicon has none.
func (a *Analyzer) Analyze(article *corpus.Article) *corpus.Analysis {
	return a.analyze(article, nil)
}

func (a *Analyzer) analyze(article *corpus.Article, trace *tracer) *corpus.Analysis {
	out := &corpus.Analysis{ArticleID: article.ID, ContentHash: article.ContentHash, Rulebook: a.rb.Version()}
	title, body := valid(article.Title), valid(article.Text)
	out.Lang = a.Language(article.Lang, title, body)
	if a.rb.Lexicon(out.Lang) == nil {
		return out
	}
	r := a.borrow(out.Lang)
	defer a.put(out.Lang, r)
	for _, part := range []struct {
		name corpus.Part
		text string
	}{{corpus.PartTitle, title}, {corpus.PartText, body}} {
		if part.text != "" {
			w := a.newWork(out.Lang, part.name, r, part.text)
			w.trace = trace
			out.Findings = append(out.Findings, w.findings()...)
		}
	}
	return out
}

// valid replaces each byte that is no UTF-8 by one replacement character, so
// that code points count the same before and after.
func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return string([]rune(s))
}

// work is one part of an article while it is analysed.
type work struct {
	a       *Analyzer
	lang    string
	part    corpus.Part
	page    *lexicon.Page
	reading *rule.Reading
	offsets *text.Offsets // nil until a finding needs them
	quotes  []text.Quotation
	paired  bool
	asked   int     // sentences given to the model of names
	trace   *tracer // nil unless it is explained
}

func (a *Analyzer) newWork(lang string, part corpus.Part, r *reader, text string) *work {
	w := &work{a: a, lang: lang, part: part, page: r.lexicon.Read(text), reading: r.rules}
	w.reading.Reset(w.page, a.tagger(lang))
	return w
}

func (w *work) findings() []corpus.Finding {
	var out []corpus.Finding
	for i := 0; i < w.reading.Len(); i++ {
		v, matches := w.reading.Match(i)
		var here []corpus.Finding
		if len(matches) > 0 {
			here = w.sentence(v, matches)
		}
		w.trace.sentence(w, v, matches, here)
		out = append(out, here...)
	}
	return out
}

// sentence makes one finding of each frame and target: the one with the best
// score.
func (w *work) sentence(v *rule.Sentence, matches []rule.Match) []corpus.Finding {
	type key struct{ frame, target, nation string }
	best := make(map[key]int)
	var out []corpus.Finding
	for i := range matches {
		if matches[i].Rule.Residual && givesWay(&matches[i], matches) {
			continue
		}
		f := w.finding(v, &matches[i])
		k := key{f.Frame, f.Target, f.Nation}
		if n, ok := best[k]; !ok {
			best[k] = len(out)
			out = append(out, f)
		} else if better(&f, &out[n]) {
			out[n] = f
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Evidence[0].Start < out[j].Evidence[0].Start })
	return out
}

// givesWay says whether another rule has found the frame in the sentence, or a
// match of another frame rests on the same words.
func givesWay(m *rule.Match, all []rule.Match) bool {
	for i := range all {
		o := &all[i]
		if o.Rule.Residual {
			continue
		}
		if o.Rule.Frame == m.Rule.Frame {
			return true
		}
		for _, s := range m.Spans {
			for _, t := range o.Spans {
				if s.Role != "target" && t.Role != "target" && s.First < t.Last && t.First < s.Last {
					return true
				}
			}
		}
	}
	return false
}

// better prefers the higher score, and of two alike the one that more of the
// text speaks for.
func better(a, b *corpus.Finding) bool {
	if a.Score != b.Score {
		return a.Score > b.Score
	}
	return len(a.Evidence) > len(b.Evidence)
}

func (w *work) finding(v *rule.Sentence, m *rule.Match) corpus.Finding {
	c := w.context(v, m)
	frame, _ := w.a.rb.Taxonomy().Frame(m.Rule.Frame)
	f := corpus.Finding{
		Frame: m.Rule.Frame, Family: frame.Family, Stance: c.stance, Speaker: c.speaker, Rule: m.Rule.ID,
		Techniques: w.techniques(v, m), Part: w.part, Context: c.steps,
		Evidence: w.evidence(v, m),
	}
	f.Target, f.Nation = w.target(v, m, frame.Family)
	s := w.page.Sentences[v.Index]
	f.Sentence = w.quote(s.Start, s.End)
	f.ClaimID = corpus.ClaimID(w.lang, f.Sentence.Text)
	f.Score = score(m, c, w.part)
	return f
}

// overgeneralisation is added where a word like "all" stands before the group.
const overgeneralisation = "overgeneralisation"

// techniques lists those of the rule and what the words around add, sorted.
func (w *work) techniques(v *rule.Sentence, m *rule.Match) []string {
	out := slices.Clone(m.Rule.Techniques)
	if m.Mention != nil && w.quantified(v, m.Mention.First) {
		out = append(out, overgeneralisation)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// quantified says whether "all", "every" … stands right before a token.
func (w *work) quantified(v *rule.Sentence, t int) bool {
	for back := t - 1; back >= v.First && back >= t-3; back-- {
		for _, a := range v.From(back) {
			if int(a.Last) == t && w.a.cue.every.Has(a.Class) {
				return true
			}
		}
	}
	return false
}

// target says whom the finding is about: in the anti-EU family whom the rule
// names; else the group that the match mentions, the rule's target, or any
// group of the sentence.
func (w *work) target(v *rule.Sentence, m *rule.Match, family corpus.Family) (target, nation string) {
	if m.Rule.Target != "" && (family == corpus.FamilyAntiEU || m.Mention == nil) {
		return m.Rule.Target, ""
	}
	if m.Rule.Target == "helpers" {
		return m.Rule.Target, ""
	}
	if m.Mention != nil {
		return w.a.rb.Target(m.Mention.Class)
	}
	for _, s := range m.Spans {
		if t, n := w.a.rb.Target(s.Class); t != "" && v.Syntax.Groups.Has(s.Class) {
			return t, n
		}
	}
	for i := range v.Mentions {
		if t, n := w.a.rb.Target(v.Mentions[i].Class); t != "" {
			return t, n
		}
	}
	if n := w.reading.Nearest(v.Index); n != nil {
		return w.a.rb.Target(n.Class)
	}
	return "foreigners", ""
}

// evidence lists what made the rule fire, with the group that a pronoun stands
// for, in the order of the text.
func (w *work) evidence(v *rule.Sentence, m *rule.Match) []corpus.Evidence {
	var out []corpus.Evidence
	add := func(first, last int, role string) {
		if last > first && role != "" {
			out = append(out, corpus.Evidence{Quote: w.tokens(first, last), Role: role})
		}
	}
	for _, s := range m.Spans {
		if v.Syntax.Be.Has(s.Class) && s.Class != 0 {
			continue
		}
		role := s.Role
		if v.Syntax.Groups.Has(s.Class) {
			role = "target"
		}
		add(s.First, s.Last, role)
	}
	if m.Mention != nil && m.Mention.Of != nil {
		add(m.Mention.Of.First, m.Mention.Of.Last, "antecedent")
	}
	if len(out) == 0 {
		first, last := m.Bounds()
		add(first, max(last, first+1), "predicate")
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Start < out[j].Start })
	return out
}

func (w *work) tokens(first, last int) corpus.Quote {
	return w.quote(w.page.Tokens[first].Start, w.page.Tokens[last-1].End)
}

// quote turns bytes into code points.
func (w *work) quote(start, end int) corpus.Quote {
	if w.offsets == nil {
		w.offsets = text.NewOffsets(w.page.Text)
	}
	return corpus.Quote{
		Span: corpus.Span{Start: w.offsets.Points(start), End: w.offsets.Points(end)},
		Text: w.page.Text[start:end],
	}
}
