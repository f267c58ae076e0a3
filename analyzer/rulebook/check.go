package rulebook

import (
	"fmt"
	"sort"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/rule"
	"github.com/alleys-eu/alleys/corpus/datafile"
)

// Doubtful is the kind of a problem that is only a doubt: an entry may be meant
// as it reads, or not.
const Doubtful = "doubt"

// Problem is something that the check found: an example that does not come out
// as it says, a rule that cannot fire, a class nobody uses.
type Problem struct {
	File string
	Line int
	Kind string // "example", "no example", "dead", "overlap", "unused", "empty", Doubtful
	Text string
}

func (p Problem) String() string { return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text) }

// Error says whether the problem makes the rulebook wrong, not only worth a
// look.
func (p Problem) Error() bool {
	return p.Kind == "example" || p.Kind == "no example" || p.Kind == "dead"
}

// Check runs the examples of every rule in each language that they are given
// in, and looks for rules without examples, dead rules (no example in any
// language makes them fire), overlapping rules of one frame (all examples of
// one are also found by the other), classes that no rule uses, classes that a
// language leaves empty, and entries that look misspelt. The problems come by
// file and line.
func Check(rb *Rulebook) []Problem {
	c := &checker{rb: rb, readers: make(map[string]*lexicon.Reader), fired: make(map[string]map[string]bool), examples: make(map[string]int)}
	c.doubts() // before anything is read
	for _, r := range rb.rules.Rules {
		c.rule(r)
	}
	c.overlaps()
	c.unused()
	c.empty()
	sort.SliceStable(c.problems, func(i, j int) bool {
		a, b := c.problems[i], c.problems[j]
		return a.File < b.File || a.File == b.File && a.Line < b.Line
	})
	return c.problems
}

type checker struct {
	rb       *Rulebook
	readers  map[string]*lexicon.Reader
	problems []Problem
	fired    map[string]map[string]bool // rule to examples of any rule that it matches
	examples map[string]int
}

func (c *checker) report(file string, line int, kind, format string, args ...any) {
	c.problems = append(c.problems, Problem{file, line, kind, fmt.Sprintf(format, args...)})
}

// rulesOf returns the IDs of the rules that fire in a text.
func (c *checker) rulesOf(lang, s string) map[string]bool {
	r := c.readers[lang]
	if r == nil {
		r = c.rb.lexicons[lang].NewReader()
		c.readers[lang] = r
	}
	out := make(map[string]bool)
	c.rb.rules.Read(r.Read(s), nil).All(func(f rule.Found) {
		for i := range f.Matches {
			out[f.Matches[i].Rule.ID] = true
		}
	})
	return out
}

func (c *checker) rule(r *rule.Rule) {
	ex := c.rb.examples[r.ID]
	if len(ex.Match) == 0 || len(ex.NoMatch) == 0 {
		c.report(r.File, r.Line, "no example", "%s needs examples under match and under no_match", r.ID)
	}
	alive := false
	c.each(r, ex.Match, func(lang string, it datafile.Item[string], fired map[string]bool) {
		c.examples[r.ID]++
		for id := range fired {
			if c.fired[id] == nil {
				c.fired[id] = make(map[string]bool)
			}
			c.fired[id][r.ID+lang+it.Value] = true
		}
		if alive = alive || fired[r.ID]; !fired[r.ID] {
			c.report(r.File, it.Line, "example", "%s does not match %q (%s)%s", r.ID, it.Value, lang, others(fired))
		}
	})
	c.each(r, ex.NoMatch, func(lang string, it datafile.Item[string], fired map[string]bool) {
		if fired[r.ID] {
			c.report(r.File, it.Line, "example", "%s matches %q (%s) and should not", r.ID, it.Value, lang)
		}
	})
	if !alive && len(ex.Match) > 0 {
		c.report(r.File, r.Line, "dead", "%s fires in none of its examples", r.ID)
	}
}

func others(fired map[string]bool) string {
	if len(fired) == 0 {
		return "; no rule does"
	}
	var ids []string
	for id := range fired {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	return fmt.Sprintf("; but %v", ids)
}

func (c *checker) each(r *rule.Rule, examples map[string][]datafile.Item[string], do func(string, datafile.Item[string], map[string]bool)) {
	var langs []string
	for lang := range examples {
		langs = append(langs, lang)
	}
	sort.Strings(langs)
	for _, lang := range langs {
		if c.rb.lexicons[lang] == nil {
			c.report(r.File, r.Line, "example", "%s has examples in %q, which has no lexicon", r.ID, lang)
			continue
		}
		for _, it := range examples[lang] {
			do(lang, it, c.rulesOf(lang, it.Value))
		}
	}
}

func (c *checker) overlaps() {
	for _, r := range c.rb.rules.Rules {
		for _, o := range c.rb.rules.Rules {
			if r != o && r.Frame == o.Frame && c.examples[r.ID] > 1 && c.covers(o.ID, r.ID) {
				c.report(r.File, r.Line, "overlap", "%s is found by %s in all of its examples", r.ID, o.ID)
			}
		}
	}
}

// covers says whether one rule fires in every example of another.
func (c *checker) covers(by, of string) bool {
	ex := c.rb.examples[of]
	for lang, list := range ex.Match {
		for _, it := range list {
			if !c.fired[by][of+lang+it.Value] {
				return false
			}
		}
	}
	return true
}

// structural lists the classes that the matcher itself uses.
var structural = []string{"group", "func", "pron", "noun.person", "noun.acquaintance", "phrase.talking-of", "noun.role", "noun.date", "person", "verb.be", "verb.they", "verb.them", "cue.factive", "cue.terminator", "cue.except", "cue.why", "cue.vow", "cue.emphasis", "cue.heading", "cue.viewpoint", "cue.conditional", "cue.against", lexicon.MaskClass}

func (c *checker) unused() {
	used := c.rb.RuleClasses()
	for _, name := range structural {
		under := c.rb.classes.Under(name)
		used.Join(&under)
	}
	for i := 0; i < c.rb.classes.Len(); i++ {
		in := c.rb.classes.Info(lexicon.Class(i))
		if !used.Has(lexicon.Class(i)) {
			c.report("classes.yaml", in.Line, "unused", "no rule or cue uses class %s", in.Name)
		}
	}
}

func (c *checker) empty() {
	for _, lang := range c.rb.Languages() {
		counts := c.rb.lexicons[lang].Counts()
		for i := 0; i < c.rb.classes.Len(); i++ {
			in := c.rb.classes.Info(lexicon.Class(i))
			if !in.Optional && counts[lexicon.Class(i)] == 0 {
				c.report("lexicon/"+lang+"/language.yaml", 1, "empty", "%s has no words for class %s", lang, in.Name)
			}
		}
	}
}

// functional lists the classes of words that mean little alone.
var functional = []string{"func", "pron", "verb.be", "cue.negation"}

func (c *checker) doubts() {
	var small lexicon.Set
	for _, name := range functional {
		under := c.rb.classes.Under(name)
		small.Join(&under)
	}
	for _, lang := range c.rb.Languages() {
		for _, d := range c.rb.lexicons[lang].Doubts(&small) {
			c.report(d.File, d.Line, Doubtful, "%s: %s", c.rb.classes.Name(d.Class), d.About)
		}
	}
}
