package deck

import (
	"strings"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

// taxonomyNames are the frames, targets and techniques of the design; that
// they are those of the rulebook is for the program that has both to check.
func taxonomyNames() *corpus.Taxonomy {
	t := &corpus.Taxonomy{}
	for _, id := range strings.Fields(`
		threat-crime sexual-threat welfare-burden job-competition cultural-incompatibility invasion replacement
		dehumanisation derogation essentialising bogus-claimant exclusion-call complicit-solidarity
		lost-sovereignty elites-vs-people imminent-collapse threatened-values ridicule euromyth waste-corruption imposed-migration`) {
		t.Frames = append(t.Frames, corpus.Frame{ID: id})
	}
	for _, id := range strings.Fields(`
		migrants refugees muslims roma jews black-people foreigners nationals helpers eu-institutions member-states`) {
		t.Targets = append(t.Targets, corpus.Target{ID: id})
	}
	for _, id := range strings.Fields(`
		appeal_to_authority appeal_to_popularity appeal_to_values appeal_to_fear-prejudice flag_waving
		causal_oversimplification false_dilemma-no_choice consequential_oversimplification straw_man red_herring
		whataboutism slogans appeal_to_time conversation_killer loaded_language repetition exaggeration-minimisation
		obfuscation-vagueness-confusion name_calling-labeling doubt guilt_by_association appeal_to_hypocrisy
		questioning_the_reputation conspiracy overgeneralisation`) {
		t.Techniques = append(t.Techniques, corpus.Technique{ID: id})
	}
	return t
}

func TestBuiltinIsClean(t *testing.T) {
	// The day of writing: the test must not turn red when a review is due.
	today := time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)
	for _, p := range LintFS(Files(), Options{Today: today, Taxonomy: taxonomyNames()}) {
		if p.Level == LevelError {
			t.Error(p)
		} else {
			t.Log(p)
		}
	}
}

// Every frame has a published counter-narrative in English, and every card
// survives being written anew.
func TestBuiltinAnswersEveryFrame(t *testing.T) {
	cards, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range taxonomyNames().Frames {
		n := 0
		for _, c := range cards {
			if c.Lang == "en" && c.Kind == corpus.CardCounter && c.Status == corpus.CardPublished && strings.Contains(" "+strings.Join(c.Frames, " ")+" ", " "+f.ID+" ") {
				n++
			}
		}
		if n == 0 {
			t.Errorf("no card answers %s", f.ID)
		}
	}
	for _, c := range cards {
		again, err := Parse(Path(c), Format(c))
		if err != nil || again.Body != c.Body || len(again.Claims) != len(c.Claims) {
			t.Errorf("%s does not survive Format: %v", c.Key(), err)
		}
		if _, ok := ReadingLevel(c); !ok {
			t.Errorf("%s has no reading level", c.Key())
		}
	}
}
