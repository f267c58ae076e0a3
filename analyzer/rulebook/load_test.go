package rulebook

import (
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
)

// builtin loads the rulebook of the program once for all tests.
var builtin = sync.OnceValues(Builtin)

// TestBuiltin runs the examples that the rules themselves carry.
func TestBuiltin(t *testing.T) {
	rb, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range Check(rb) {
		if p.Error() {
			t.Errorf("%s", p)
		} else if testing.Verbose() {
			t.Logf("%s: %s", p.Kind, p)
		}
	}
}

// TestEveryFrameHasRules asks for two rules a frame, each with examples in
// English and Italian.
func TestEveryFrameHasRules(t *testing.T) {
	rb, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	count := make(map[string]int)
	for _, r := range rb.Rules().Rules {
		ex := rb.examples[r.ID]
		if len(ex.Match["en"]) > 0 && len(ex.NoMatch["en"]) > 0 {
			count[r.Frame]++
		}
	}
	for _, f := range rb.Taxonomy().Frames {
		if count[f.ID] < 2 {
			t.Errorf("frame %s has %d rules with examples of both kinds, want 2", f.ID, count[f.ID])
		}
	}
}

// TestMisread names plain words that are read as disguised ones, and leaves
// real words and plain entries alone.
func TestMisread(t *testing.T) {
	rb, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	got := rb.Misread("en", []string{"table", "migrants", "hat", "immigarnts", "m1grants"})
	if len(got) != 2 || got[0].Word != "immigarnts" || got[0].As != "immigrants" || got[1].Trick != lexicon.Leet {
		t.Errorf("got %+v", got)
	}
	if got := rb.Misread("xx", []string{"immigarnts"}); got != nil {
		t.Errorf("a language without a lexicon: %+v", got)
	}
}

func TestTaxonomyIsComplete(t *testing.T) {
	rb, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	tax := rb.Taxonomy()
	if len(tax.Frames) != 21 || len(tax.Targets) != 11 || len(tax.Techniques) != 25 || len(tax.Stances) != 5 {
		t.Errorf("%d frames, %d targets, %d techniques, %d stances", len(tax.Frames), len(tax.Targets), len(tax.Techniques), len(tax.Stances))
	}
	for _, f := range tax.Frames {
		for _, lang := range []string{"en", "it"} {
			if f.Name[lang] == "" || f.Summary[lang] == "" || f.Ask[lang] == "" || len(f.Explain[lang]) < 200 {
				t.Errorf("%s: texts are missing in %s", f.ID, lang)
			}
		}
		if len(f.Reading) == 0 {
			t.Errorf("%s names no research", f.ID)
		}
	}
}

// tiny is the smallest rulebook that loads.
func tiny() fstest.MapFS {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	return fstest.MapFS{
		"classes.yaml":             file("classes:\n  - {name: group.birds, about: birds}\n  - {name: noun.pest, about: pests}\n"),
		"taxonomy/frames.yaml":     file("frames:\n  - id: f\n    family: xenophobic\n    name: {en: F}\n    summary: {en: F}\n    explain: {en: F}\n    ask: {en: F}\n"),
		"taxonomy/targets.yaml":    file("targets:\n  - {id: birds, name: {en: Birds}, groups: [birds]}\n"),
		"taxonomy/techniques.yaml": file("techniques:\n  - {id: t, name: {en: T}, define: {en: T}, ask: {en: T}}\n"),
		"taxonomy/stances.yaml": file("stances:\n  - {id: endorsed, name: {en: a}, define: {en: a}}\n  - {id: quoted, name: {en: a}, define: {en: a}}\n" +
			"  - {id: reported, name: {en: a}, define: {en: a}}\n  - {id: countered, name: {en: a}, define: {en: a}}\n  - {id: questioned, name: {en: a}, define: {en: a}}\n"),
		"context/cues.yaml":        file("cues: []\n"),
		"lexicon/en/language.yaml": file("code: en\nname: English\n"),
		"lexicon/en/words.yaml":    file("classes:\n  group.birds: [=sparrows]\n  noun.pest: [=pests]\n"),
		"rules/f.yaml": file("frame: f\nrules:\n  - id: r\n    about: a\n    patterns: [GROUP noun.pest]\n    techniques: [t]\n    score: 0.5\n" +
			"    match: {en: [Sparrows pests.]}\n    no_match: {en: [Sparrows sing.]}\n"),
	}
}

func TestLoadNamesFileAndLine(t *testing.T) {
	tests := []struct{ name, file, from, to, want string }{
		{"unknown key", "rules/f.yaml", "about:", "abuot:", "rules/f.yaml:4: "},
		{"unknown class in a pattern", "rules/f.yaml", "noun.pest]", "noun.past]", "rules/f.yaml:5: "},
		{"score out of range", "rules/f.yaml", "0.5", "1.5", "rules/f.yaml:3: "},
		{"unknown technique", "rules/f.yaml", "[t]", "[u]", "rules/f.yaml:3: "},
		{"unknown frame", "rules/f.yaml", "frame: f", "frame: g", "rules/f.yaml:1: "},
		{"unknown class in a lexicon", "lexicon/en/words.yaml", "noun.pest", "noun.past", "lexicon/en/words.yaml:3: "},
		{"bad entry", "lexicon/en/words.yaml", "=pests", "'a(b'", "lexicon/en/words.yaml:3: "},
		{"wrong code", "lexicon/en/language.yaml", "code: en", "code: it", "lexicon/en/language.yaml:1: "},
		{"unknown stemmer", "lexicon/en/language.yaml", "name: English", "name: English\nstemmer: xx", "lexicon/en/language.yaml:1: "},
		{"class twice", "classes.yaml", "noun.pest", "group.birds", "classes.yaml: "},
		{"stance missing", "taxonomy/stances.yaml", "questioned", "asked", "taxonomy/stances.yaml: "},
		{"bad cue", "context/cues.yaml", "cues: []", "cues:\n  - {kind: x, direction: up, scope: clause}", "context/cues.yaml:2: "},
		{"syntax", "rules/f.yaml", "frame: f", "frame: [f", "rules/f.yaml:"},
	}
	if _, err := Load(tiny()); err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := tiny()
			old := string(fsys[tt.file].Data)
			changed := strings.Replace(old, tt.from, tt.to, 1)
			if changed == old {
				t.Fatalf("%q is not in %s", tt.from, tt.file)
			}
			fsys[tt.file] = &fstest.MapFile{Data: []byte(changed)}
			_, err := Load(fsys)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
		})
	}
}

func TestLoadReportsAllFaults(t *testing.T) {
	fsys := tiny()
	fsys["rules/f.yaml"] = &fstest.MapFile{Data: []byte("frame: f\nrules:\n  - {id: a, about: a, patterns: [x.y], techniques: [t], score: 2}\n")}
	_, err := Load(fsys)
	if err == nil || strings.Count(err.Error(), "\n") < 1 {
		t.Errorf("got %v, want both faults", err)
	}
}

func TestMissingFile(t *testing.T) {
	for _, name := range []string{"classes.yaml", "taxonomy/frames.yaml", "context/cues.yaml", "lexicon/en/language.yaml"} {
		fsys := tiny()
		delete(fsys, name)
		if _, err := Load(fsys); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: got %v", name, err)
		}
	}
}

func TestVersionChangesWithAnyFile(t *testing.T) {
	one, err := Load(tiny())
	if err != nil {
		t.Fatal(err)
	}
	fsys := tiny()
	fsys["lexicon/en/words.yaml"].Data = append(fsys["lexicon/en/words.yaml"].Data, '\n')
	two, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if one.Version() == two.Version() || !strings.HasPrefix(one.Version(), "sha256:") {
		t.Errorf("versions %s and %s", one.Version(), two.Version())
	}
}

func TestCheckFindsProblems(t *testing.T) {
	tests := []struct{ name, from, to, kind string }{
		{"example that does not match", "Sparrows pests.", "Sparrows sing.", "example"},
		{"example that should not match", "[Sparrows sing.]", "[Sparrows pests.]", "example"},
		{"dead rule", "Sparrows pests.", "Sparrows sing.", "dead"},
		{"no examples", "    no_match: {en: [Sparrows sing.]}\n", "", "no example"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := tiny()
			fsys["rules/f.yaml"].Data = []byte(strings.Replace(string(fsys["rules/f.yaml"].Data), tt.from, tt.to, 1))
			rb, err := Load(fsys)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range Check(rb) {
				if p.Kind == tt.kind && p.Error() && p.Line > 0 {
					return
				}
			}
			t.Errorf("no problem of kind %q", tt.kind)
		})
	}
	rb, err := Load(tiny())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range Check(rb) {
		if p.Error() {
			t.Errorf("a sound rulebook has the problem %s", p)
		}
	}
}

func FuzzLoad(f *testing.F) {
	for _, name := range []string{"classes.yaml", "rules/f.yaml", "lexicon/en/words.yaml", "context/cues.yaml"} {
		data, err := fs.ReadFile(tiny(), name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(name, data)
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		fsys := tiny()
		if _, ok := fsys[name]; !ok {
			return
		}
		fsys[name] = &fstest.MapFile{Data: data}
		if rb, err := Load(fsys); err == nil {
			Check(rb)
		}
	})
}

// withRelation is the smallest rulebook whose rule takes its pattern from a
// relation.
func withRelation() fstest.MapFS {
	fsys := tiny()
	fsys["relations.yaml"] = &fstest.MapFile{Data: []byte("relations:\n  - name: are\n    about: a\n    slots: [WHO, WHAT]\n    patterns:\n      - WHO ~2 WHAT\n")}
	data := string(fsys["rules/f.yaml"].Data)
	data = strings.Replace(data, "patterns: [GROUP noun.pest]", "relations: [{relation: are, WHO: GROUP, WHAT: noun.pest}]", 1)
	fsys["rules/f.yaml"] = &fstest.MapFile{Data: []byte(data)}
	return fsys
}

func TestRelations(t *testing.T) {
	rb, err := Load(withRelation())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range Check(rb) {
		if p.Error() {
			t.Errorf("%s", p)
		}
	}
	tests := []struct{ name, file, from, to, want string }{
		{"unknown relation", "rules/f.yaml", "relation: are", "relation: were", "rules/f.yaml:5: "},
		{"unknown slot", "rules/f.yaml", "WHO:", "WHOM:", "rules/f.yaml:5: "},
		{"slot left empty", "rules/f.yaml", ", WHAT: noun.pest", "", "rules/f.yaml:5: "},
		{"unknown class in a slot", "rules/f.yaml", "noun.pest}", "noun.past}", "rules/f.yaml:5: "},
		{"pattern without a slot", "relations.yaml", "WHO ~2 WHAT", "WHO ~2 WHEN", "relations.yaml:6: "},
		{"relation without about", "relations.yaml", "    about: a\n", "", "relations.yaml:2: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := withRelation()
			data := strings.Replace(string(fsys[tt.file].Data), tt.from, tt.to, 1)
			fsys[tt.file] = &fstest.MapFile{Data: []byte(data)}
			if _, err := Load(fsys); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one at %s", err, tt.want)
			}
		})
	}
}
