package pairing

import (
	"slices"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus/datafile"
)

var conceptLanguages = []string{"en", "it", "fr", "de", "es", "pl"}

func TestConceptsAreComplete(t *testing.T) {
	entries := conceptEntries()
	for name, e := range entries {
		for _, lang := range conceptLanguages {
			if len(e.Value.Words[lang]) == 0 {
				t.Errorf("concepts.yaml:%d: %s has no words in %s", e.Line, name, lang)
			}
		}
		for lang := range e.Value.Words {
			if !slices.Contains(conceptLanguages, lang) {
				t.Errorf("concepts.yaml:%d: %s has the unknown key %q", e.Line, name, lang)
			}
		}
	}
	for _, lang := range conceptLanguages {
		if _, err := newPhrasebook(newReader(lang), entries); err != nil {
			t.Errorf("%s: %v", lang, err)
		}
	}
}

func TestPhrasebookNamesTheFault(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"unknown concept", "a:\n  en: [word]\nb:\n  includes: [c]\n  en: [other]\n", "concepts.yaml:4: concept b includes \"c\""},
		{"empty phrase", "a:\n  en: [\"–\"]\n", "concepts.yaml:2: concept a: phrase \"–\""},
		{"long phrase", "a:\n  en: [one two three four five six seven]\n", "concepts.yaml:2: concept a: phrase"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var entries map[string]datafile.Item[conceptEntry]
			if err := datafile.Load("concepts.yaml", 1, []byte(tt.data), &entries); err != nil {
				t.Fatal(err)
			}
			_, err := newPhrasebook(newReader("en"), entries)
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestCuesNameWhatThereIs(t *testing.T) {
	c := loadCues()
	for target, concepts := range c.Anchors {
		for _, name := range concepts {
			if _, ok := conceptEntries()[name]; !ok {
				t.Errorf("target %s is anchored in %q, which is no concept", target, name)
			}
		}
	}
	for _, name := range append(slices.Clone(c.Who), c.Plain...) {
		if _, ok := conceptEntries()[name]; !ok {
			t.Errorf("cues.yaml: %q is no concept", name)
		}
	}
	for _, group := range c.Near {
		for _, target := range group {
			if len(c.Anchors[target]) == 0 {
				t.Errorf("target %q has no anchors", target)
			}
		}
	}
	for _, lang := range conceptLanguages {
		if len(c.Pronouns[lang]) == 0 || len(c.Questions[lang]) == 0 {
			t.Errorf("%s has no pronouns or question words", lang)
		}
	}
}

// The forms of each line must be one word to the reader.
func TestReaderJoinsForms(t *testing.T) {
	tests := map[string][]string{
		"en": {"migrant migrants Migrants", "steal steals stealing"},
		"it": {"straniero stranieri straniera", "invadere invadono", "realtà realta"},
		"fr": {"étranger étrangers ÉTRANGERS", "emploi emplois", "réfugié réfugiés"},
		"de": {"Ausländer Auslander", "Flüchtling Flüchtlinge Flüchtlingen", "Straße Strasse"},
		"es": {"inmigrante inmigrantes", "delincuente delincuentes"},
		"pl": {"Unia Unię Unii", "kolonia kolonią kolonii", "kobieta kobiety kobietami", "praca pracę pracy"},
	}
	for lang, lines := range tests {
		r := newReader(lang)
		for _, line := range lines {
			words := r.words(line)
			for _, w := range words[1:] {
				if w.stem != words[0].stem {
					t.Errorf("%s: %s is %s, %s is %s", lang, words[0].text, words[0].stem, w.text, w.stem)
				}
			}
		}
	}
}

func TestReaderTakesCompoundsApart(t *testing.T) {
	tests := []struct{ lang, text, want string }{
		{"de", "Romakinder", "de:roma de:kind"},
		{"de", "Asylantenflut", "de:asylant de:flut"},
		{"de", "Flüchtlingsgipfel", "de:fluchtling de:gipfel"},
		{"de", "Asylheim", "de:asylheim"},         // a word of a concept
		{"de", "Bundesliga", "de:bundesliga"},     // no part of it is known
		{"de", "Romantiker", "de:romant"},         // only one part is, and that is short
		{"en", "Romachildren", "en:romachildren"}, // English writes them apart
	}
	for _, tt := range tests {
		var stems []string
		for _, w := range newLanguage(tt.lang).words(tt.text) {
			stems = append(stems, w.stem)
		}
		if got := strings.Join(stems, " "); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestUnitsSayWhatTheyAre(t *testing.T) {
	tests := []struct {
		lang, text                   string
		who, charged, repeated, stop bool // of the last unit
	}{
		{"en", "migrants", true, false, false, false},
		{"en", "Brussels EU", true, false, true, false},
		{"en", "invasion", false, true, false, false},
		{"en", "police", false, false, false, false},
		{"es", "para", false, false, false, true}, // has the stem of "paro", no job
		{"sv", "polisen", false, true, false, false},
	}
	for _, tt := range tests {
		l := newLanguage(tt.lang)
		units := l.book.units(l.words(tt.text))
		u := units[len(units)-1]
		if u.who != tt.who || u.charged != tt.charged || u.repeated != tt.repeated || u.stop != tt.stop {
			t.Errorf("%s: got %+v", tt.text, u)
		}
	}
}

func TestSplit(t *testing.T) {
	tests := []struct{ text, want string }{
		{"L'Europa, l’Italia – e noi!", "europa italia noi"},
		{"anti-EU 2024 5 a", "anti eu 2024 5"},
		{"STRASSE Straße", "strasse straße"},
		{"caf\u0065\u0301", "café"},
		{"…", ""},
	}
	for _, tt := range tests {
		if got := strings.Join(split(tt.text), " "); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestQuestion(t *testing.T) {
	tests := []struct {
		lang, text string
		want       bool
	}{
		{"en", "Who pays for the EU", true},
		{"en", "They pay for the EU", false},
		{"en", "They pay?", true},
		{"pl", "Kto za to płaci", true},
		{"de", "Die zahlen nichts", false},
	}
	for _, tt := range tests {
		if got := newLanguage(tt.lang).question(tt.text); got != tt.want {
			t.Errorf("%s %q: got %v", tt.lang, tt.text, got)
		}
	}
}
