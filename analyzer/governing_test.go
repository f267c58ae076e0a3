package analyzer

import (
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

// TestGoverned holds what a verb of saying governs and what beside it is the
// writer's own.
func TestGoverned(t *testing.T) {
	a := newAnalyzer(t)
	for _, tt := range []struct {
		text   string
		stance corpus.Stance
	}{
		// The reporting clause stands behind, the verb first.
		{"de|Migranten sind Ungeziefer, sagte der Bürgermeister.", corpus.StanceReported},
		{"de|Migranten sind Ungeziefer, hatte der Bürgermeister im Mai verkündet.", corpus.StanceReported},
		{"de|Migranten sind Ungeziefer, wie der Bürgermeister meint.", corpus.StanceReported},
		{"de|Migranten sind Ungeziefer – schreibt ein Blogger.", corpus.StanceReported},
		{"de|Migranten sind Ungeziefer, behauptet der seit Jahren in der Gegend um Lessan bekannte Redner auch in diesem Herbst wieder auf jedem Platz.", corpus.StanceReported},
		{"de|Der Redner nennt die Migranten Ungeziefer.", corpus.StanceReported},
		{"de|Der Rat erinnert an Männer, die nachts die Umvolkung propagierten.", corpus.StanceReported},
		// What stands behind is no reporting clause.
		{"de|Die Islamisierung schreitet voran, die der Minister so gern beschreibt.", corpus.StanceEndorsed},
		{"de|Wer die Islamisierung anspricht, dem wird bald Panik unterstellt.", corpus.StanceEndorsed},
		{"de|Die Asylflut hat einen Verein hervorgebracht, der jede Woche mehr Geld fordert.", corpus.StanceEndorsed},
		{"de|Der Redner, ein Freund der Asylflut, hatte erst im Mai verkündet, „Grenzen“ hätten ausgedient.", corpus.StanceEndorsed},
		{"de|Während die Islamisierung voranschreitet, fordert der Minister neue Radwege.", corpus.StanceEndorsed},
		{"de|Als die Asylflut begann, sagte der Minister: „Das schaffen wir.“", corpus.StanceEndorsed},
		{"de|Die Asylflut rollt, da erklärte der Minister, dass alles gut sei.", corpus.StanceEndorsed},
		// A clause that the writer adds in the indicative.
		{"de|Der Verein fordert die Aufnahme von Leuten, bei denen die Islamisierung längst Alltag ist.", corpus.StanceEndorsed},
		{"de|Die Partei, die das fordert, ist schuld an der Asylflut.", corpus.StanceEndorsed},
		{"de|Der Minister spricht von Erfolgen, doch die Islamisierung schreitet voran.", corpus.StanceEndorsed},
		{"de|Der Minister sagt, die Lage sei gut; die Islamisierung schreitet voran.", corpus.StanceEndorsed},
		{"de|Der Minister lobt und verspricht – die Islamisierung schreitet voran.", corpus.StanceEndorsed},
		{"de|Der Politiker, der die Asylflut herbeigerufen hat, sagte mehr Geld zu.", corpus.StanceEndorsed},
		{"de|Berg, die Mutter der Asylflut, sagte gestern, sie bereue nichts.", corpus.StanceEndorsed},
		{"en|Berg, the mother of the migrant invasion, said on Monday that she regrets nothing.", corpus.StanceEndorsed},
		{"de|Die Regierung meint, alles sei gut, obwohl die Asylflut rollt.", corpus.StanceEndorsed},
		{"de|Die Stadt verspricht Hilfe, dabei lebt die halbe Stadt mit der Migrantengewalt.", corpus.StanceEndorsed},
		// A verb whose object is named in the writer's words.
		{"de|Der Minister verspricht mehr Geld für die Asylflut.", corpus.StanceEndorsed},
		{"de|Die Polizei meldet einen neuen Fall von Migrantengewalt.", corpus.StanceEndorsed},
		{"en|The mayor announced hotels for the migrant invasion.", corpus.StanceEndorsed},
		{"de|Der Minister fordert ein Ende der Asylflut.", corpus.StanceReported},
		{"de|Der Minister verspricht, dass die Asylflut endet.", corpus.StanceReported},
		{"de|Der Minister berichtet, die Asylflut sei vorbei.", corpus.StanceReported},
		{"en|The mayor demanded an end to the migrant invasion.", corpus.StanceReported},
		// The conditional goes on with what the sentence before reports.
		{"de|Der Redner sprach lange. Die Migranten würden das Land überfluten.", corpus.StanceReported},
		{"de|Der Rat tagt am Montag. Die Migranten würden das Land überfluten.", corpus.StanceEndorsed},
		{"de|Nach Schilderungen der Polizei handelt es sich um Migranten, die unser Land überfluten.", corpus.StanceReported},
		{"de|Nach Angaben des Vereins sind Migranten, die sich nicht benehmen, Ungeziefer.", corpus.StanceReported},
		{"de|Nach dem Bericht ging der Minister; die Islamisierung schreitet voran.", corpus.StanceEndorsed},
		// Reported all the same.
		{"de|Viele Bürger haben Angst vor der Islamisierung.", corpus.StanceReported},
		{"de|Der Redner sagt, dass Migranten, die sich nicht benehmen, Ungeziefer sind.", corpus.StanceReported},
		{"de|Der Redner warnt vor einer Asylflut.", corpus.StanceReported},
		{"de|Der Redner warnt: Migranten sind Ungeziefer.", corpus.StanceReported},
		{"de|Der Redner behauptet, Migranten sind Ungeziefer.", corpus.StanceReported},
		{"de|Der Redner sagt, die Lage sei schlecht, doch Migranten seien Ungeziefer.", corpus.StanceReported},
		{"de|Der Redner warnte – wie jedes Jahr – vor einer Asylflut.", corpus.StanceReported},

		{"en|The list is long:\n\n• that migrants are vermin;\n\n• that the roads are bad.", corpus.StanceReported},
		{"en|The senator released an advertisement charging that the mayor of the town, who had been away on holiday for most of the summer, as the papers of the county wrote in August, ignores how migrants are vermin.", corpus.StanceReported},
		{"en|That migrants are vermin is known to all.", corpus.StanceEndorsed},
		{"en|Democrats say they want secure borders, but illegal aliens keep pouring into our country.", corpus.StanceEndorsed},
		{"en|The senator said he was no racist, but the illegal aliens were pouring into our country.", corpus.StanceReported},
		{"en|The bishop announced beds for the migrants who have been flooding the town.", corpus.StanceEndorsed},
		{"en|See: Hallgren: migrants are vermin", corpus.StanceReported},
		{"en|The minister says all is well; migrants are vermin.", corpus.StanceEndorsed},
		{"en|The minister speaks of guests and promises more money — migrants are vermin.", corpus.StanceEndorsed},
		{"en|The mayor said – not for the first time – that migrants are vermin.", corpus.StanceReported},
		{"en|The mayor said: migrants are vermin.", corpus.StanceReported},
		{"en|Migrants, who do not work here, are vermin.", corpus.StanceEndorsed},
		{"en|Migrants, who work here, are not vermin.", corpus.StanceCountered},
		{"de|Migranten, die nicht arbeiten, sind Ungeziefer.", corpus.StanceEndorsed},
		{"de|Migranten, die hier arbeiten, sind kein Ungeziefer.", corpus.StanceCountered},
		{"en|The mayor said on Monday, before the council met in the old hall, migrants are vermin.", corpus.StanceReported},
	} {
		lang, body, _ := strings.Cut(tt.text, "|")
		findings := a.Analyze(&corpus.Article{Lang: lang, Text: body}).Findings
		if len(findings) == 0 {
			t.Errorf("%q: no finding", body)
			continue
		}
		if f := findings[0]; f.Stance != tt.stance {
			t.Errorf("%q: %s %s after %+v, want %s", body, f.Rule, f.Stance, f.Context, tt.stance)
		}
	}
}
