package analyzer

import (
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

// TestUrgingQuestions holds which questions about something that is not done are
// calls to do it, and which only ask.
func TestUrgingQuestions(t *testing.T) {
	a := newAnalyzer(t)
	for text, want := range map[string]bool{
		"en|Refugees come by boat. Why don't we just let them drown?":                      true,
		"en|Why can't we simply shoot these migrants?":                                     true,
		"en|Why doesn't somebody shoot these migrants?":                                    true,
		"en|Why aren't migrants deported?":                                                 false,
		"de|Warum lässt man die Flüchtlinge nicht einfach ersaufen?":                       true,
		"de|Flüchtlinge kommen über das Meer. Warum lässt man sie nicht einfach ersaufen?": true,
		"de|Wieso darf man Asylanten nicht einfach erschießen?":                            true,
		"de|Warum werfen wir die Muslime nicht einfach raus?":                              true,
		"de|Warum werden Flüchtlinge nicht abgeschoben?":                                   false,
		"it|Perché non lasciamo semplicemente affogare i profughi?":                        true,
		"it|Perché non cacciamo tutti i musulmani?":                                        true,
		"it|Perché i migranti non vengono espulsi?":                                        false,
		"fr|Pourquoi ne laisse-t-on pas les migrants se noyer ?":                           true,
		"fr|Pourquoi n'expulsons-nous pas tous les musulmans ?":                            true,
		"fr|Pourquoi les migrants ne sont-ils pas expulsés ?":                              false,
		"es|¿Por qué no dejamos simplemente que los refugiados se ahoguen?":                true,
		"es|¿Por qué no son expulsados los migrantes?":                                     false,
		"pl|Dlaczego po prostu nie pozwolimy uchodźcom utonąć?":                            true,
		"pl|Dlaczego nie wyrzucimy wszystkich muzułmanów?":                                 true,
		"pl|Dlaczego migranci nie są deportowani?":                                         false,
		"nl|Waarom laten we de vluchtelingen niet gewoon verdrinken?":                      true,
		"nl|Waarom mogen we die migranten niet gewoon neerschieten?":                       true,
		"nl|Waarom worden de migranten niet uitgezet?":                                     false,
		"pt|Por que não deixamos simplesmente os refugiados afogarem-se?":                  true,
		"pt|Por que os migrantes não são expulsos?":                                        false,
	} {
		lang, text, _ := strings.Cut(text, "|")
		got := false
		for _, f := range a.Analyze(&corpus.Article{Lang: lang, Text: text}).Findings {
			got = got || f.Frame == callFrame && f.Stance == corpus.StanceEndorsed
		}
		if got != want {
			t.Errorf("%q: a call is %t, want %t", text, got, want)
		}
	}
}

// TestQuestionFromTheFirstWord is a question whose match reaches back to the
// first word of the sentence.
func TestQuestionFromTheFirstWord(t *testing.T) {
	asked := false
	for _, f := range newAnalyzer(t).Analyze(&corpus.Article{Lang: "en", Text: "How likely is it that refugees get free houses while veterans sleep rough?"}).Findings {
		asked = asked || f.Stance == corpus.StanceQuestioned
	}
	if !asked {
		t.Error("nothing is found that is asked")
	}
}
