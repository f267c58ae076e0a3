package deck

import (
	"fmt"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/datafile"
)

// matter is the front matter as it is written.
type matter struct {
	ID         string         `yaml:"id"`
	Lang       string         `yaml:"lang"`
	Kind       string         `yaml:"kind"`
	Title      string         `yaml:"title"`
	Frames     []string       `yaml:"frames,flow"`
	Targets    []string       `yaml:"targets,flow"`
	Techniques []string       `yaml:"techniques,flow"`
	Claims     []string       `yaml:"claims"`
	Strategy   string         `yaml:"strategy,omitempty"`
	Sources    []matterSource `yaml:"sources"`
	AsOf       string         `yaml:"as_of"`
	ReviewBy   string         `yaml:"review_by"`
	Status     string         `yaml:"status"`
	Minutes    int            `yaml:"minutes,omitempty"`
	Age        string         `yaml:"age,omitempty"`
	Response   string         `yaml:"response,omitempty"`
	Authors    []string       `yaml:"authors,flow"`
	Reviewers  []string       `yaml:"reviewers,flow"`
	Licence    string         `yaml:"licence"`
}

type matterSource struct {
	Title     string `yaml:"title"`
	Publisher string `yaml:"publisher,omitempty"`
	URL       string `yaml:"url"`
	Published string `yaml:"published,omitempty"`
	Accessed  string `yaml:"accessed,omitempty"`
}

func matterOf(c *corpus.Card) matter {
	m := matter{
		ID: c.ID, Lang: c.Lang, Kind: string(c.Kind), Title: c.Title,
		Frames: c.Frames, Targets: c.Targets, Techniques: c.Techniques, Claims: c.Claims,
		Strategy: c.Strategy, AsOf: c.AsOf, ReviewBy: c.ReviewBy, Status: string(c.Status),
		Minutes: c.Minutes, Age: c.Age, Response: c.Response,
		Authors: c.Authors, Reviewers: c.Reviewers, Licence: c.Licence,
	}
	for _, s := range c.Sources {
		m.Sources = append(m.Sources, matterSource(s))
	}
	return m
}

type (
	located     = datafile.Item[string]
	locatedList = datafile.Item[[]located]
)

// loadedMatter is the front matter as it is read, with lines.
type loadedMatter struct {
	ID         located                       `yaml:"id"`
	Lang       located                       `yaml:"lang"`
	Kind       located                       `yaml:"kind"`
	Title      located                       `yaml:"title"`
	Frames     locatedList                   `yaml:"frames"`
	Targets    locatedList                   `yaml:"targets"`
	Techniques locatedList                   `yaml:"techniques"`
	Claims     locatedList                   `yaml:"claims"`
	Strategy   located                       `yaml:"strategy"`
	Sources    datafile.Item[[]loadedSource] `yaml:"sources"`
	AsOf       located                       `yaml:"as_of"`
	ReviewBy   located                       `yaml:"review_by"`
	Status     located                       `yaml:"status"`
	Minutes    datafile.Item[int]            `yaml:"minutes"`
	Age        located                       `yaml:"age"`
	Response   located                       `yaml:"response"`
	Authors    locatedList                   `yaml:"authors"`
	Reviewers  locatedList                   `yaml:"reviewers"`
	Licence    located                       `yaml:"licence"`
}

type loadedSource struct {
	Title     located `yaml:"title"`
	Publisher located `yaml:"publisher"`
	URL       located `yaml:"url"`
	Published located `yaml:"published"`
	Accessed  located `yaml:"accessed"`
}

func (m *loadedMatter) card() *corpus.Card {
	c := &corpus.Card{
		ID: m.ID.Value, Lang: m.Lang.Value, Kind: corpus.CardKind(m.Kind.Value), Title: m.Title.Value,
		Frames: values(m.Frames), Targets: values(m.Targets), Techniques: values(m.Techniques), Claims: values(m.Claims),
		Strategy: m.Strategy.Value, AsOf: m.AsOf.Value, ReviewBy: m.ReviewBy.Value, Status: corpus.CardStatus(m.Status.Value),
		Minutes: m.Minutes.Value, Age: m.Age.Value, Response: m.Response.Value,
		Authors: values(m.Authors), Reviewers: values(m.Reviewers), Licence: m.Licence.Value,
	}
	for _, s := range m.Sources.Value {
		c.Sources = append(c.Sources, corpus.CardSource{
			Title: s.Title.Value, Publisher: s.Publisher.Value, URL: s.URL.Value,
			Published: s.Published.Value, Accessed: s.Accessed.Value,
		})
	}
	return c
}

func values(list locatedList) []string {
	var out []string
	for _, it := range list.Value {
		out = append(out, it.Value)
	}
	return out
}

// lines maps keys to the lines of the file.
func (m *loadedMatter) lines() map[string]int {
	lines := map[string]int{}
	set := func(key string, line int) {
		if line > 0 {
			lines[key] = line + 1 // the opening fence is not part of the YAML
		}
	}
	for key, it := range map[string]located{
		"id": m.ID, "lang": m.Lang, "kind": m.Kind, "title": m.Title, "strategy": m.Strategy, "as_of": m.AsOf,
		"review_by": m.ReviewBy, "status": m.Status, "age": m.Age, "response": m.Response, "licence": m.Licence,
	} {
		set(key, it.Line)
	}
	for key, list := range map[string]locatedList{
		"frames": m.Frames, "targets": m.Targets, "techniques": m.Techniques, "claims": m.Claims,
		"authors": m.Authors, "reviewers": m.Reviewers,
	} {
		set(key, list.Line)
		for i, it := range list.Value {
			set(index(key, i), it.Line)
		}
	}
	set("minutes", m.Minutes.Line)
	set("sources", m.Sources.Line)
	for i, s := range m.Sources.Value {
		at := index("sources", i)
		set(at, s.Title.Line)
		for key, it := range map[string]located{
			"title": s.Title, "publisher": s.Publisher, "url": s.URL, "published": s.Published, "accessed": s.Accessed,
		} {
			set(at+"."+key, it.Line)
		}
	}
	return lines
}

func index(key string, i int) string { return fmt.Sprintf("%s[%d]", key, i) }
