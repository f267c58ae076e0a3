package deck

import (
	"bytes"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/alleys-eu/alleys/corpus"
)

// sample returns a counter-narrative in which Lint finds nothing.
func sample() *corpus.Card {
	return &corpus.Card{
		ID: "bus-line", Lang: "en", Kind: corpus.CardCounter,
		Title:      "The bus line pays for itself",
		Frames:     []string{"welfare-burden"},
		Targets:    []string{"migrants"},
		Techniques: []string{"causal_oversimplification"},
		Claims: []string{
			"The new arrivals ride for free while we pay",
			"Our fares finance tickets for strangers",
			"Only locals have to buy a ticket these days",
		},
		Strategy: "facts",
		Sources: []corpus.CardSource{{
			Title: "Annual report: fares", Publisher: "Transport office", URL: "https://transport.example/report",
			Published: "2025-03", Accessed: "2026-05-04",
		}},
		AsOf: "2024-12-31", ReviewBy: "2027-11-30", Status: corpus.CardPublished,
		Minutes: 15, Age: "16+", Response: "respond",
		Authors: []string{"A. Writer"}, Reviewers: []string{"B. Reader"}, Licence: "CC BY 4.0",
		Body: strings.Join([]string{
			"## Fact\n\nEvery rider has a ticket. In 2024 the line earned 120,000 euro.",
			"## Warning\n\nThe next sentence leaves out who pays.",
			"## Myth\n\nSome say that newcomers travel at the cost of others.",
			"## Fallacy\n\nOne empty seat is taken for a rule. Many causes are made into one.",
			"## Fact again\n\nThe town buys passes for the poor, wherever they were born.",
			"## How to respond\n\nAsk who told them, and look at the report together.",
			"## Discussion\n\n- Who in your town gets a pass?\n- Where can you look it up?",
		}, "\n\n"),
	}
}

func TestFormatRoundTrip(t *testing.T) {
	bare := &corpus.Card{ID: "x", Lang: "it"}
	odd := sample()
	odd.Title = `A "title": with - signs # and 'quotes' {x}, [y]`
	odd.Claims = []string{"no", "12", "~", "- item", "two\nlines", " spaces ", "naïve ț", "@at", "*a", "2024-01-01"}
	odd.AsOf = "2024"
	odd.Body = "---\n\nA line of hyphens in the body.\n\n---\n\n    code"
	for _, c := range []*corpus.Card{sample(), bare, odd} {
		text := Format(c)
		got, err := Parse("f.md", text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if !reflect.DeepEqual(got, c) {
			t.Errorf("got %+v\nwant %+v\n%s", got, c, text)
		}
		if again := Format(got); !bytes.Equal(again, text) {
			t.Errorf("the second text differs:\n%s\n%s", text, again)
		}
	}
}

func TestParseTakesForeignLineEnds(t *testing.T) {
	want := sample()
	text := "\ufeff" + strings.ReplaceAll(string(Format(want)), "\n", "\r\n") + "\r\n\r\n"
	got, err := Parse("f.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestParseNamesFileAndLine(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"empty", "", "f.md:1: a card starts with"},
		{"no front matter", "# Title\n", "f.md:1: a card starts with"},
		{"open front matter", "---\nid: a\n", "f.md:1: the front matter has no end"},
		{"unknown key", "---\nid: a\nlang: en\ntitel: x\n---\n", "f.md:4: "},
		{"repeated key", "---\nid: a\nlang: en\nid: b\n---\n", "f.md:4: "},
		{"list expected", "---\nid: a\nlang: en\nclaims: one\n---\n", "f.md:4: "},
		{"unknown key of a source", "---\nid: a\nlang: en\nsources:\n  - title: t\n    link: u\n---\n", "f.md:6: "},
		{"number expected", "---\nid: a\nlang: en\nminutes: many\n---\n", "f.md:4: "},
		{"no id", "---\nlang: en\n---\n", "f.md:1: id \"\" cannot be used"},
		{"id that climbs", "---\nlang: en\nid: ../../etc\n---\n", "f.md:3: id \"../../etc\" cannot be used"},
		{"language that climbs", "---\nid: a\nlang: ..\n---\n", "f.md:3: lang \"..\" is not a language code"},
		{"not UTF-8", "---\nid: a\nlang: en\ntitle: caf\xe9\n---\n", "f.md:4: the text is not UTF-8"},
		{"too large", "---\nid: a\n---\n" + strings.Repeat("x", MaxCardSize), "f.md: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := Parse("f.md", []byte(tt.text))
			if c != nil || err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Fatalf("got %v, %v; want an error that starts with %q", c, err, tt.want)
			}
		})
	}
}

func TestLoadReturnsTheGoodCards(t *testing.T) {
	italian := sample()
	italian.Lang = "it"
	fsys := fstest.MapFS{
		"en/bus-line.md":      {Data: Format(sample())},
		"it/bus-line.md":      {Data: Format(italian)},
		"it/bus-line-copy.md": {Data: Format(italian)},
		"en/broken.md":        {Data: []byte("---\nid: broken\nlang: en\nnope: 1\n---\n")},
		"README.md":           {Data: []byte("# Read me\n")},
		"en/notes.txt":        {Data: []byte("notes")},
		".git/x.md":           {Data: []byte("hidden")},
	}
	cards, err := Load(fsys)
	var keys []string
	for _, c := range cards {
		keys = append(keys, c.Key())
	}
	if got, want := strings.Join(keys, " "), "bus-line.en bus-line.it"; got != want {
		t.Errorf("got cards %q, want %q", got, want)
	}
	if err == nil {
		t.Fatal("got no error")
	}
	for _, want := range []string{"en/broken.md:4: ", "card bus-line in it is there already in it/bus-line-copy.md"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error %q lacks %q", err, want)
		}
	}
	if n := strings.Count(err.Error(), "\n") + 1; n != 2 {
		t.Errorf("got %d faults, want 2: %v", n, err)
	}
}

func TestLoadPassesFaultsOfTheFolder(t *testing.T) {
	if _, err := Load(brokenFS{}); err == nil {
		t.Error("a folder that cannot be read gives no error")
	}
}

type brokenFS struct{}

func (brokenFS) Open(string) (fs.File, error) { return nil, fs.ErrPermission }

func FuzzParse(f *testing.F) {
	f.Add(Format(sample()))
	f.Add([]byte("---\nid: a\nlang: en\n---\n\n## Fact\n\nx\n"))
	f.Add([]byte("---\r\nid: a\r\nlang: en\r\nclaims: [a, &b c, *b]\r\n---\r\n```\n## no\n```\n"))
	f.Add([]byte("---\nid: a\nlang: fr\nminutes: 0x1F\ntitle: |\n  x\n\n  y\n---"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Parse("f.md", data)
		if err != nil {
			if c != nil || !strings.Contains(err.Error(), "f.md") {
				t.Fatalf("got card %v and error %v", c, err)
			}
			return
		}
		text := Format(c)
		again, err := Parse("f.md", text)
		if err != nil {
			t.Fatalf("own text is refused: %v\n%s", err, text)
		}
		if !reflect.DeepEqual(again, c) {
			t.Fatalf("got %+v\nwant %+v\n%s", again, c, text)
		}
		Parts(c)
		Lint([]*corpus.Card{c}, Options{})
	})
}
