package analyzer

import (
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

// TestInnerNegation holds what a negation between the parts of a match does,
// and where it is a part of what the rule says or belongs to something else.
func TestInnerNegation(t *testing.T) {
	a := newAnalyzer(t)
	for _, tt := range []struct {
		text, rule string
		want       corpus.Stance
	}{
		{"en|Migrants bring us no diseases.", "xen.dehumanisation.breed", corpus.StanceCountered},
		{"en|Migrants take none of our jobs.", "xen.jobs.take", corpus.StanceCountered},
		{"en|Migrants bring no skills, only disease.", "xen.dehumanisation.breed", corpus.StanceEndorsed},
		{"en|Migrants bring nothing but disease.", "xen.dehumanisation.breed", corpus.StanceEndorsed},
		{"en|Muslims will never integrate.", "xen.culture.never-integrate", corpus.StanceEndorsed},
		{"de|Migranten bringen uns keine Krankheiten.", "xen.dehumanisation.breed", corpus.StanceCountered},
		{"de|Ausländer nehmen niemandem die Arbeit weg.", "xen.jobs.take", corpus.StanceCountered},
		{"de|Flüchtlinge stehlen uns keine Arbeitsplätze.", "xen.crime.are-criminals", corpus.StanceCountered},
		{"de|Migranten bringen keine Bildung, nur Krankheiten.", "xen.dehumanisation.breed", corpus.StanceEndorsed},
		{"de|Migranten bringen uns nicht nur Krankheiten.", "xen.dehumanisation.breed", corpus.StanceEndorsed},
		{"de|Ausländer nehmen uns die Arbeit weg und niemand sagt etwas.", "xen.jobs.take", corpus.StanceEndorsed},
		{"de|Migranten wollen nicht arbeiten.", "xen.derogation.trait", corpus.StanceEndorsed},
		{"fr|Les réfugiés n'apportent pas de maladies.", "xen.dehumanisation.breed", corpus.StanceCountered},
		{"fr|Les immigrés ne nous volent aucun emploi.", "xen.jobs.take", corpus.StanceCountered},
		{"fr|Les réfugiés n'apportent que des maladies.", "xen.dehumanisation.breed", corpus.StanceEndorsed},
		{"it|Gli immigrati non ci rubano il lavoro.", "xen.jobs.take", corpus.StanceCountered},
		{"it|I migranti portano malattie e nessuno fa niente.", "xen.dehumanisation.breed", corpus.StanceEndorsed},
		{"it|I migranti non portano altro che malattie.", "xen.dehumanisation.breed", corpus.StanceEndorsed},
		{"es|Los inmigrantes no quitan el trabajo a nadie.", "xen.jobs.take", corpus.StanceCountered},
		{"es|Los migrantes traen enfermedades y nadie hace nada.", "xen.dehumanisation.breed", corpus.StanceEndorsed},
		{"pl|Imigranci nie zabierają nikomu pracy.", "xen.jobs.take", corpus.StanceCountered},
		{"pl|Muzułmanie nigdy się nie zintegrują.", "xen.culture.never-integrate", corpus.StanceEndorsed},
		{"nl|Migranten brengen ons geen ziektes.", "xen.dehumanisation.breed", corpus.StanceCountered},
		{"nl|Buitenlanders pikken niemands baan in.", "xen.jobs.take", corpus.StanceCountered},
		{"nl|Migranten brengen niets dan ziektes.", "xen.dehumanisation.breed", corpus.StanceEndorsed},
		{"pt|Os imigrantes não tiram o emprego a ninguém.", "xen.jobs.take", corpus.StanceCountered},
		{"pt|Os migrantes não trazem nada além de doenças.", "xen.crime.bring", corpus.StanceEndorsed},
	} {
		lang, text, _ := strings.Cut(tt.text, "|")
		found := false
		for _, f := range a.Analyze(&corpus.Article{Lang: lang, Text: text}).Findings {
			if f.Rule != tt.rule {
				continue
			}
			if found = true; f.Stance != tt.want || tt.want == corpus.StanceCountered && !hasCue(f, "negation") {
				t.Errorf("%q: %s after %+v, want %s", text, f.Stance, f.Context, tt.want)
			}
		}
		if !found {
			t.Errorf("%q: no finding of %s", text, tt.rule)
		}
	}
}
