package rulebook

import (
	"maps"
	"slices"
	"strings"

	"github.com/alleys-eu/alleys/corpus/datafile"
)

type relationFile struct {
	Relations []datafile.Item[relationEntry] `yaml:"relations"`
}

// relationEntry is a relation of two things that many frames claim (the group
// brings crime, costs, disease): its patterns name what is filled in by the
// rules, in capitals.
type relationEntry struct {
	Name     string                  `yaml:"name"`
	About    string                  `yaml:"about"`
	Slots    []string                `yaml:"slots"`
	Patterns []datafile.Item[string] `yaml:"patterns"`
}

// relations reads relations.yaml, where a rulebook has one.
func (l *loader) relations() {
	const name = "relations.yaml"
	l.relation = make(map[string]relationEntry)
	if _, ok := l.files[name]; !ok {
		return
	}
	var f relationFile
	if !l.decode(name, &f) {
		return
	}
	for _, it := range f.Relations {
		e := it.Value
		if e.Name == "" || e.About == "" || len(e.Slots) == 0 || len(e.Patterns) == 0 {
			l.fault(datafile.Errorf(name, it.Line, "a relation needs name, about, slots and patterns"))
			continue
		}
		if _, twice := l.relation[e.Name]; twice {
			l.fault(datafile.Errorf(name, it.Line, "relation %s is there already", e.Name))
			continue
		}
		for _, p := range e.Patterns {
			for _, s := range e.Slots {
				if !slices.Contains(strings.Fields(p.Value), s) {
					l.fault(datafile.Errorf(name, p.Line, "relation %s: pattern %q has no %s", e.Name, p.Value, s))
				}
			}
		}
		l.relation[e.Name] = e
	}
}

// related returns the patterns that a rule takes from a relation: "relation:"
// names it, the other keys say what stands in its slots.
func (l *loader) related(use datafile.Item[map[string]string], fault func(int, string, ...any)) []datafile.Item[string] {
	e, ok := l.relation[use.Value["relation"]]
	if !ok {
		fault(use.Line, "no relation %q in relations.yaml", use.Value["relation"])
		return nil
	}
	for _, k := range slices.Sorted(maps.Keys(use.Value)) {
		if k != "relation" && !slices.Contains(e.Slots, k) {
			fault(use.Line, "relation %s has no slot %s; it has %s", e.Name, k, strings.Join(e.Slots, ", "))
			return nil
		}
	}
	var out []datafile.Item[string]
	for _, p := range e.Patterns {
		words := strings.Fields(p.Value)
		for i, w := range words {
			if slices.Contains(e.Slots, w) {
				words[i] = use.Value[w]
				if words[i] == "" {
					fault(use.Line, "relation %s: say what %s is", e.Name, w)
					return nil
				}
			}
		}
		out = append(out, datafile.Item[string]{Value: strings.Join(words, " "), Line: use.Line})
	}
	return out
}
