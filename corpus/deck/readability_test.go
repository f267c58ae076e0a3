package deck

import (
	"math"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

func TestSyllables(t *testing.T) {
	tests := map[string]map[string]int{
		"en": {"a": 1, "the": 1, "people": 2, "asked": 1, "wanted": 2, "table": 2, "nation": 2, "million": 2, "europe": 2, "houses": 2, "social": 2, "refugee": 3, "question": 2, "crimes": 1, "migrants": 2, "EU": 1, "2024": 1, "immigration": 4},
		"de": {"haus": 1, "häuser": 2, "asyl": 2, "europäische": 5, "einwanderung": 4, "polizei": 3, "millionen": 4, "quelle": 2, "see": 1},
		"fr": {"école": 2, "monde": 1, "maison": 2, "travailler": 3, "réfugiés": 3, "europe": 2, "étrangers": 3, "question": 2, "est": 1, "nation": 2, "eau": 1},
		"es": {"casa": 2, "europa": 3, "migración": 3, "país": 2, "guerra": 2, "quien": 1, "ciudad": 2, "extranjeros": 4, "agua": 2},
		"pl": {"historia": 3, "uchodźcy": 3, "europa": 3, "ludzie": 2, "państwo": 2, "dziecko": 2, "imigranci": 4},
		"nl": {"huis": 1, "mensen": 2, "europa": 3, "vluchteling": 3, "bureau": 2, "mooie": 2, "wij": 1},
		"pt": {"nação": 2, "pessoas": 3, "europa": 3, "quem": 1, "trabalho": 3, "não": 1, "milhões": 2},
	}
	for lang, words := range tests {
		for word, want := range words {
			if got := syllableRules()[lang].count(word); got != want {
				t.Errorf("%s %q: got %d syllables, want %d", lang, word, got, want)
			}
		}
	}
}

// The texts have counts that are easy to check by hand; the scores follow
// from the published formulas.
func TestReadingLevel(t *testing.T) {
	tests := []struct {
		lang, body string
		index      string
		want       float64
	}{
		// 8 words, 2 sentences, 10 syllables
		{"en", "## Fact\n\nThe people work here.\n\n- The table is small.", "Flesch Reading Ease", 206.835 - 1.015*4 - 84.6*10/8},
		// 8 words, 2 sentences, 30 letters
		{"it", "Noi viviamo qui. La casa è molto bella.", "Gulpease", 89 + (300*2-10*30)/8.0},
		// 7 words, 1 sentence, 9 syllables
		{"de", "Das Haus ist alt und sehr klein.", "Flesch-Amstad", 180 - 7 - 58.5*7/7},
		// 4 words, 1 sentence, 5 syllables
		{"fr", "La maison est grande.", "Kandel-Moles", 207 - 1.015*4 - 73.6*5/4},
		// 4 words, 1 sentence, 7 syllables
		{"es", "La casa es blanca.", "Fernández Huerta", 206.84 - 1.02*4 - 60*6.0/4},
		// 4 words, 1 sentence, 1 hard word
		{"pl", "Imigranci mają tu dom.", "FOG-PL", 0.4 * (4 + 100*1/4.0)},
	}
	for _, tt := range tests {
		got, ok := ReadingLevel(&corpus.Card{Lang: tt.lang, Body: tt.body})
		if !ok || got.Index != tt.index || math.Abs(got.Score-tt.want) > 1e-9 {
			t.Errorf("%s: got %+v, want %s %.3f", tt.lang, got, tt.index, tt.want)
		}
	}
}

func TestReadingLevelWithoutAnIndex(t *testing.T) {
	for _, c := range []*corpus.Card{{Lang: "el", Body: "Κάτι."}, {Lang: "en", Body: "## Fact\n"}} {
		if r, ok := ReadingLevel(c); ok {
			t.Errorf("%s %q: got %+v", c.Lang, c.Body, r)
		}
	}
}

func TestReadingFormulasAreComplete(t *testing.T) {
	for lang, f := range readingFormulas() {
		if f.Name == "" || f.Source == "" || f.Warn == 0 || f.Fail == 0 {
			t.Errorf("%s lacks name, source or limits: %+v", lang, f)
		}
		if (f.Better == "low") != (f.Fail > f.Warn) {
			t.Errorf("%s: fail must be the harder limit: %+v", lang, f)
		}
		if _, ok := syllableRules()[lang]; !ok && (f.Syllable != 0 || f.Hard != 0) {
			t.Errorf("%s has no rules for syllables", lang)
		}
	}
}

func TestLengthGrowsWithTheCard(t *testing.T) {
	short := sample()
	long := sample()
	long.Sources = append(long.Sources, long.Sources[0])
	more := sample()
	more.Body += "\n- " + "And one more line of text in the list?"
	for _, c := range []*corpus.Card{long, more} {
		if Length(c) <= Length(short) {
			t.Errorf("got %v lines, want more than %v", Length(c), Length(short))
		}
	}
}
