package rulebook

import (
	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/datafile"
)

type frameFile struct {
	Frames []datafile.Item[frameEntry] `yaml:"frames"`
}

type frameEntry struct {
	ID      string        `yaml:"id"`
	Family  corpus.Family `yaml:"family"`
	Demand  bool          `yaml:"demand"`
	Name    corpus.Text   `yaml:"name"`
	Summary corpus.Text   `yaml:"summary"`
	Explain corpus.Text   `yaml:"explain"`
	Ask     corpus.Text   `yaml:"ask"`
	Reading []struct {
		Title   string `yaml:"title"`
		Authors string `yaml:"authors"`
		Year    string `yaml:"year"`
		URL     string `yaml:"url"`
	} `yaml:"reading"`
}

type targetFile struct {
	Targets []datafile.Item[targetEntry] `yaml:"targets"`
}

type targetEntry struct {
	ID     string      `yaml:"id"`
	Name   corpus.Text `yaml:"name"`
	Groups []string    `yaml:"groups"` // names below the class "group"
}

type techniqueFile struct {
	Techniques []datafile.Item[techniqueEntry] `yaml:"techniques"`
}

type techniqueEntry struct {
	ID     string      `yaml:"id"`
	Name   corpus.Text `yaml:"name"`
	Define corpus.Text `yaml:"define"`
	Ask    corpus.Text `yaml:"ask"`
}

type stanceFile struct {
	Stances []datafile.Item[stanceEntry] `yaml:"stances"`
}

type stanceEntry struct {
	ID     corpus.Stance `yaml:"id"`
	Name   corpus.Text   `yaml:"name"`
	Define corpus.Text   `yaml:"define"`
}

func (l *loader) taxonomy(rb *Rulebook) {
	l.frames(rb.taxonomy)
	l.targets(rb)
	l.techniques(rb.taxonomy)
	l.stances(rb.taxonomy)
}

// named checks that a text is there in English.
func (l *loader) named(file string, line int, id string, texts ...corpus.Text) {
	if id == "" {
		l.fault(datafile.Errorf(file, line, "id is missing"))
	}
	for _, t := range texts {
		if t["en"] == "" {
			l.fault(datafile.Errorf(file, line, "%s: an English text is missing", id))
			return
		}
	}
}

func (l *loader) frames(t *corpus.Taxonomy) {
	const file = "taxonomy/frames.yaml"
	var f frameFile
	l.decode(file, &f)
	for _, it := range f.Frames {
		e := it.Value
		l.named(file, it.Line, e.ID, e.Name, e.Summary, e.Explain, e.Ask)
		if e.Family != corpus.FamilyXenophobic && e.Family != corpus.FamilyAntiEU {
			l.fault(datafile.Errorf(file, it.Line, "%s: family is %q; write xenophobic or anti-eu", e.ID, e.Family))
		}
		if _, twice := t.Frame(e.ID); twice {
			l.fault(datafile.Errorf(file, it.Line, "frame %s is there twice", e.ID))
		}
		frame := corpus.Frame{ID: e.ID, Family: e.Family, Demand: e.Demand, Name: e.Name, Summary: e.Summary, Explain: e.Explain, Ask: e.Ask}
		for _, r := range e.Reading {
			frame.Reading = append(frame.Reading, corpus.Reading{Title: r.Title, Authors: r.Authors, Year: r.Year, URL: r.URL})
		}
		t.Frames = append(t.Frames, frame)
	}
}

func (l *loader) targets(rb *Rulebook) {
	const file = "taxonomy/targets.yaml"
	var f targetFile
	l.decode(file, &f)
	rb.groups = make(map[string]string)
	for _, it := range f.Targets {
		l.named(file, it.Line, it.Value.ID, it.Value.Name)
		rb.taxonomy.Targets = append(rb.taxonomy.Targets, corpus.Target{ID: it.Value.ID, Name: it.Value.Name})
		for _, g := range it.Value.Groups {
			if old, twice := rb.groups[g]; twice {
				l.fault(datafile.Errorf(file, it.Line, "group %s belongs to %s already", g, old))
			}
			rb.groups[g] = it.Value.ID
		}
	}
}

func (l *loader) techniques(t *corpus.Taxonomy) {
	const file = "taxonomy/techniques.yaml"
	var f techniqueFile
	l.decode(file, &f)
	for _, it := range f.Techniques {
		l.named(file, it.Line, it.Value.ID, it.Value.Name, it.Value.Define, it.Value.Ask)
		t.Techniques = append(t.Techniques, corpus.Technique(it.Value))
	}
}

func (l *loader) stances(t *corpus.Taxonomy) {
	const file = "taxonomy/stances.yaml"
	var f stanceFile
	l.decode(file, &f)
	for _, it := range f.Stances {
		l.named(file, it.Line, string(it.Value.ID), it.Value.Name, it.Value.Define)
		t.Stances = append(t.Stances, corpus.StanceText(it.Value))
	}
	for _, s := range corpus.Stances {
		if _, ok := t.Stance(s); !ok {
			l.fault(datafile.Errorf(file, 0, "stance %s is missing", s))
		}
	}
}
