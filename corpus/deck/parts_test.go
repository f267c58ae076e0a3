package deck

import (
	"slices"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

func TestParts(t *testing.T) {
	c := &corpus.Card{Kind: corpus.CardCounter, Lang: "it", Body: strings.Join([]string{
		"Prima.", "",
		"## IL FATTO ##", "Uno.", "", "### Sotto", "Due.",
		"## L’errore:", "```", "## Il mito", "```", "Tre.",
		"## Altro", "Quattro.",
	}, "\n")}
	want := []Part{
		{Markdown: "Prima.", Line: 1},
		{Role: RoleFact, Heading: "IL FATTO", Markdown: "Uno.\n\n### Sotto\nDue.", Line: 3},
		{Role: RoleFallacy, Heading: "L’errore:", Markdown: "```\n## Il mito\n```\nTre.", Line: 8},
		{Heading: "Altro", Markdown: "Quattro.", Line: 13},
	}
	if got := Parts(c); !slices.Equal(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestPartsOfAnotherLanguageUseEnglishHeadings(t *testing.T) {
	c := &corpus.Card{Kind: corpus.CardExplainer, Lang: "el", Body: "## In short\n\nx"}
	if got := Parts(c); len(got) != 1 || got[0].Role != RoleShort {
		t.Errorf("got %+v", got)
	}
}

// The headings of every kind must be complete and tell the parts apart in
// every language, or a translation would lose a part.
func TestHeadingsAreComplete(t *testing.T) {
	langs := []string{"de", "en", "es", "fr", "it", "nl", "pl", "pt"}
	if got := Languages(); !slices.Equal(got, langs) {
		t.Errorf("cards can be written in %v, want %v", got, langs)
	}
	for _, kind := range kinds {
		parts := layout()[corpus.CardKind(kind)]
		if len(parts) == 0 {
			t.Errorf("%s has no parts", kind)
		}
		for _, lang := range langs {
			n := 0
			for _, p := range parts {
				if len(p.Headings[lang]) == 0 {
					t.Errorf("%s: %s has no heading in %s", kind, p.Role, lang)
				}
				n += len(p.Headings[lang])
			}
			if got := len(rolesOf(corpus.CardKind(kind), lang)); got != n {
				t.Errorf("%s in %s: %d headings name %d parts", kind, lang, n, got)
			}
			body := Skeleton(corpus.CardKind(kind), lang)
			for i, p := range Parts(&corpus.Card{Kind: corpus.CardKind(kind), Lang: lang, Body: body}) {
				if p.Role != parts[i].Role {
					t.Errorf("%s in %s: part %d of the skeleton is %q, want %q", kind, lang, i, p.Role, parts[i].Role)
				}
			}
		}
	}
}

func TestQuestions(t *testing.T) {
	tests := []struct {
		markdown string
		want     []string
	}{
		{"- One *two*?\n- Three\n  four?\n", []string{"One two?", "Three four?"}},
		{"1. A?\n\n   More.\n\n2. B?", []string{"A?", "B?"}},
		{"Talk in pairs. What is it? And why?", []string{"What is it?", "And why?"}},
		{"", nil},
	}
	for _, tt := range tests {
		if got := Questions(tt.markdown); !slices.Equal(got, tt.want) {
			t.Errorf("%q: got %q, want %q", tt.markdown, got, tt.want)
		}
	}
}
