package rulebook

import (
	"slices"
	"strings"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/rule"
	"github.com/alleys-eu/alleys/corpus/datafile"
)

type ruleFile struct {
	Frame string                     `yaml:"frame"`
	Rules []datafile.Item[ruleEntry] `yaml:"rules"`
}

type ruleEntry struct {
	ID          string                               `yaml:"id"`
	About       string                               `yaml:"about"`
	Patterns    []datafile.Item[string]              `yaml:"patterns"`
	Together    []datafile.Item[string]              `yaml:"together"`
	Relations   []datafile.Item[map[string]string]   `yaml:"relations"`
	Within      int                                  `yaml:"within"`
	Target      string                               `yaml:"target"`
	Techniques  []string                             `yaml:"techniques"`
	Score       float64                              `yaml:"score"`
	Voice       rule.Voice                           `yaml:"voice"`
	Unless      []string                             `yaml:"unless"`
	Presupposed bool                                 `yaml:"presupposed"`
	Distance    bool                                 `yaml:"distance"`
	Residual    bool                                 `yaml:"residual"`
	Near        []string                             `yaml:"near"`
	With        []string                             `yaml:"with"`
	Reference   bool                                 `yaml:"reference"`
	Languages   []string                             `yaml:"languages"`
	Match       map[string]([]datafile.Item[string]) `yaml:"match"`
	NoMatch     map[string]([]datafile.Item[string]) `yaml:"no_match"`
}

func (l *loader) rules(rb *Rulebook) {
	var all []*rule.Rule
	lines := make(map[string]string)
	for _, name := range l.under("rules") {
		var f ruleFile
		if !l.decode(name, &f) {
			continue
		}
		if _, ok := rb.taxonomy.Frame(f.Frame); !ok {
			l.fault(datafile.Errorf(name, 1, "no frame %q in taxonomy/frames.yaml", f.Frame))
			continue
		}
		for _, it := range f.Rules {
			if old, twice := lines[it.Value.ID]; twice {
				l.fault(datafile.Errorf(name, it.Line, "rule %s is in %s already", it.Value.ID, old))
				continue
			}
			lines[it.Value.ID] = name
			if r := l.rule(rb, name, f.Frame, it); r != nil {
				all = append(all, r)
				rb.examples[r.ID] = Examples{Match: it.Value.Match, NoMatch: it.Value.NoMatch}
			}
		}
	}
	rb.rules = rule.NewSet(all, rb.syntax)
}

func (l *loader) rule(rb *Rulebook, file, frame string, it datafile.Item[ruleEntry]) *rule.Rule {
	e := it.Value
	before := len(l.faults)
	fault := func(line int, format string, args ...any) {
		l.fault(datafile.Errorf(file, line, e.ID+": "+format, args...))
	}
	if e.ID == "" || e.About == "" {
		fault(it.Line, "a rule needs id and about")
	}
	if e.Score <= 0 || e.Score > 1 {
		fault(it.Line, "score is %g; it must be above 0 and at most 1", e.Score)
	}
	switch e.Voice {
	case rule.VoiceOwn, rule.VoiceReported, rule.VoiceCounter:
	default:
		fault(it.Line, "voice is %q; write reported or countered, or leave it out", e.Voice)
	}
	if len(e.Patterns)+len(e.Together)+len(e.Relations) == 0 {
		fault(it.Line, "a rule needs patterns, relations or together")
	}
	r := &rule.Rule{
		ID: e.ID, Frame: frame, About: e.About, Target: e.Target, Techniques: e.Techniques, Score: e.Score, Voice: e.Voice,
		Languages: e.Languages, Reference: e.Reference, Presupposed: e.Presupposed, Distance: e.Distance, Residual: e.Residual, File: file, Line: it.Line,
	}
	l.ruleNames(rb, r, fault)
	r.Unless = l.classSet(rb, file, it.Line, e.Unless)
	r.Near = l.classSet(rb, file, it.Line, e.Near)
	for _, w := range e.With {
		r.With = append(r.With, l.classSet(rb, file, it.Line, strings.Split(w, "|")))
	}
	l.patterns(rb, r, e, fault)
	if len(l.faults) > before {
		return nil
	}
	return r
}

// ruleNames checks the names that a rule takes from the taxonomy.
func (l *loader) ruleNames(rb *Rulebook, r *rule.Rule, fault func(int, string, ...any)) {
	if r.Target != "" {
		if _, ok := rb.taxonomy.Target(r.Target); !ok {
			fault(r.Line, "no target %q in taxonomy/targets.yaml", r.Target)
		}
	}
	if len(r.Techniques) == 0 {
		fault(r.Line, "a rule needs at least one technique")
	}
	for _, t := range r.Techniques {
		if _, ok := rb.taxonomy.Technique(t); !ok {
			fault(r.Line, "no technique %q in taxonomy/techniques.yaml", t)
		}
	}
	for _, lang := range r.Languages {
		if rb.lexicons[lang] == nil {
			fault(r.Line, "no language %q", lang)
		}
	}
}

func (l *loader) patterns(rb *Rulebook, r *rule.Rule, e ruleEntry, fault func(int, string, ...any)) {
	patterns := slices.Clone(e.Patterns)
	for _, use := range e.Relations {
		patterns = append(patterns, l.related(use, fault)...)
	}
	for _, p := range patterns {
		q, err := rule.NewSequence(p.Value, rb.syntax)
		if err != nil {
			fault(p.Line, "%v", err)
			continue
		}
		r.Sequences = append(r.Sequences, q)
	}
	within := e.Within
	if within == 0 {
		within = 10
	}
	for _, p := range e.Together {
		g, err := rule.NewTogether(p.Value, within, rb.syntax)
		if err != nil {
			fault(p.Line, "%v", err)
			continue
		}
		r.Togethers = append(r.Togethers, g)
	}
}

// RuleClasses returns the classes that any rule or cue uses.
func (rb *Rulebook) RuleClasses() lexicon.Set {
	var s lexicon.Set
	for _, r := range rb.rules.Rules {
		s.Join(&r.Unless)
		s.Join(&r.Near)
		for i := range r.With {
			s.Join(&r.With[i])
		}
		for _, q := range r.Sequences {
			c := q.Classes()
			s.Join(&c)
		}
		for _, g := range r.Togethers {
			c := g.Classes()
			s.Join(&c)
		}
	}
	for _, c := range rb.cues {
		s.Join(&c.Classes)
		s.Join(&c.Unless)
	}
	return s
}
