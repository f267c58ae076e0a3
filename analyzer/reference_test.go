package analyzer

import (
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

// TestBetterAntecedent holds that "they" and "this scum" do not stand for a group
// when the sentence before is about other people.
func TestBetterAntecedent(t *testing.T) {
	a := newAnalyzer(t)
	for text, want := range map[string]bool{
		"en|Skinheads beat two Africans in the park. This scum must be locked up.":                       false,
		"en|Smugglers took the migrants' money. Those parasites live well.":                              false,
		"en|Smugglers took the migrants' money. They are parasites.":                                     false,
		"en|Three Syrians were victims of a hate crime. This scum is still at large.":                    false,
		"en|Republicans met with immigrants on Monday. They are a threat to our country.":                false,
		"en|Politicians let these migrants in. They live on our benefits.":                               true,
		"en|Politicians let these migrants in. They are parasites.":                                      false,
		"en|Smugglers took the migrants' money. They live on our benefits.":                              false,
		"de|Politiker lassen diese Migranten herein. Sie vergewaltigen unsere Frauen.":                   true,
		"de|Politiker lassen diese Migranten herein. Sie sind Parasiten.":                                false,
		"en|Forty refugees came in spring. They are parasites.":                                          true,
		"en|According to the police forty refugees came in spring. They are parasites.":                  true,
		"en|Forty refugees came in spring. This scum must be locked up.":                                 true,
		"de|Eine Gruppe Skinheads griff zwei Afrikaner an. Dieser Abschaum läuft noch immer frei herum.": false,
		"de|Schleuser nahmen den Migranten das Geld ab. Sie sind Parasiten.":                             false,
		"de|Laut Polizei kamen im Frühjahr vierzig Flüchtlinge. Sie sind Parasiten.":                     true,
		"de|Vierzig Flüchtlinge kamen im Frühjahr. Dieser Abschaum gehört eingesperrt.":                  true,
		"de|Wir reden über Migranten. Gemeint ist diese Politik, denn sie gefährdet unsere Identität.":   false,
		"de|Wir reden über Migranten. Gemeint sind diese Leute, denn sie gefährden unsere Identität.":    true,
		"it|I trafficanti hanno preso i soldi ai migranti. Sono parassiti.":                              false,
		"it|I neonazisti hanno picchiato due africani. Questa feccia è ancora libera.":                   false,
		"fr|Les passeurs ont pris l'argent des migrants. Ce sont des parasites.":                         false,
		"fr|Des skinheads ont frappé deux Africains. Cette racaille court toujours.":                     false,
		"es|Los traficantes quitaron el dinero a los migrantes. Son parásitos.":                          false,
		"es|Unos neonazis golpearon a dos africanos. Esta escoria sigue libre.":                          false,
		"pl|Przemytnicy zabrali migrantom pieniądze. Są pasożytami.":                                     false,
		"pl|Neonaziści pobili dwóch Afrykanów. Ta hołota wciąż jest na wolności.":                        false,
		"nl|Smokkelaars namen het geld van de migranten. Zij zijn parasieten.":                           false,
		"nl|Neonazi's sloegen twee Afrikanen. Dit tuig loopt nog vrij rond.":                             false,
		"pt|Os traficantes tiraram o dinheiro aos migrantes. São parasitas.":                             false,
		"pt|Uns neonazis bateram em dois africanos. Esta escumalha continua à solta.":                    false,
	} {
		lang, text, _ := strings.Cut(text, "|")
		got := false
		for _, f := range a.Analyze(&corpus.Article{Lang: lang, Text: text}).Findings {
			got = got || f.Stance == corpus.StanceEndorsed
		}
		if got != want {
			t.Errorf("%q: a finding is %t, want %t", text, got, want)
		}
	}
}
