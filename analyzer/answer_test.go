package analyzer

import (
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

// TestAnswers holds what an answer in the sentence or behind it does to what was
// said, and what is none.
func TestAnswers(t *testing.T) {
	a := newAnalyzer(t)
	for _, tt := range []struct {
		text   string
		stance corpus.Stance
	}{
		{"en|Hallgren said that migrants are vermin. That is false.", corpus.StanceCountered},
		{"en|Migrants are vermin, the leaflet says.\n\nStudies show the opposite.", corpus.StanceCountered},
		{"en|“Migrants are vermin,” said Hallgren. The claim has been debunked.", corpus.StanceCountered},
		{"en|They say migrants are vermin; in reality they are our neighbours.", corpus.StanceCountered},
		{"en|Contrary to what the leaflet says, migrants are our neighbours. Migrants are vermin, he wrote.", corpus.StanceReported},
		{"de|Hallgren sagte, Migranten seien Ungeziefer. Das stimmt nicht.", corpus.StanceCountered},
		{"de|„Migranten sind Ungeziefer“, sagte Hallgren. Das ist schlicht falsch.", corpus.StanceCountered},
		{"de|Migranten gelten ihm als Ungeziefer, in Wahrheit sind sie unsere Nachbarn.", corpus.StanceCountered},
		{"it|Hallgren ha detto che i migranti sono parassiti. Non è vero.", corpus.StanceCountered},
		{"fr|Hallgren a dit que les migrants sont des parasites. C'est faux.", corpus.StanceCountered},
		{"es|Hallgren dijo que los inmigrantes son parásitos. Eso es falso.", corpus.StanceCountered},
		{"pl|Hallgren powiedział, że imigranci to pasożyty. To nieprawda.", corpus.StanceCountered},

		{"en|Myth 3. Migrants are vermin.", corpus.StanceCountered},
		{"en|Migrants are vermin. This absurd theory is unfounded.", corpus.StanceCountered},
		{"de|Mythos 3. Migranten sind Ungeziefer.", corpus.StanceCountered},
		{"de|Migranten sind Ungeziefer. Stimmt nur leider nicht.", corpus.StanceCountered},
		{"fr|Les migrants sont des parasites. Pourtant, c'est complètement faux.", corpus.StanceCountered},
		{"es|Los inmigrantes son parásitos. Estos mitos son falsos.", corpus.StanceCountered},
		{"en|Spitting on migrants, that vermin, doesn't make you brave.", corpus.StanceCountered},
		{"en|It is a myth. Migrants are vermin.", corpus.StanceEndorsed},

		{"en|Hallgren said that migrants are vermin. He is mayor of the town.", corpus.StanceReported},
		{"en|Migrants are vermin. In reality the council knows it.", corpus.StanceEndorsed},
		{"en|In reality, migrants are vermin.", corpus.StanceEndorsed},
		{"en|Contrary to what the council says, migrants are vermin.", corpus.StanceEndorsed},
		{"en|Hallgren said that migrants are vermin. The council met on Monday and found that a report on the bridge was false.", corpus.StanceReported},
		{"de|Hallgren sagte, Migranten seien Ungeziefer. Der Rat tagt am Montag.", corpus.StanceReported},
		{"de|In Wahrheit sind Migranten Ungeziefer.", corpus.StanceEndorsed},
		{"de|Entgegen der Darstellung des Ministers, sind Migranten Ungeziefer.", corpus.StanceEndorsed},
		{"de|Migranten sind Ungeziefer. Dabei ist der Rat längst gewarnt.", corpus.StanceEndorsed},
		{"it|In realtà i migranti sono parassiti.", corpus.StanceEndorsed},
		{"fr|En réalité, les migrants sont des parasites.", corpus.StanceEndorsed},
		{"pl|W rzeczywistości imigranci to pasożyty.", corpus.StanceEndorsed},
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

// TestDistance holds words by which the writer disbelieves what follows, and
// criticism of a deed against criticism of what is said.
func TestDistance(t *testing.T) {
	a := newAnalyzer(t)
	for _, tt := range []struct {
		text, frame string
		stance      corpus.Stance
	}{
		{"en|He warned of a supposed invasion of migrants.", "invasion", corpus.StanceCountered},
		{"en|The imaginary migrant invasion keeps the town busy.", "invasion", corpus.StanceCountered},
		{"en|The supposed refugees are vermin.", "dehumanisation", corpus.StanceEndorsed},
		{"en|The so-called experts welcome the migrant invasion.", "invasion", corpus.StanceEndorsed},
		{"de|Er spricht von einer angeblichen Asylflut.", "invasion", corpus.StanceCountered},
		{"de|Die vermeintliche Islamisierung beschäftigt den Rat.", "cultural-incompatibility", corpus.StanceCountered},
		{"de|Die angeblichen Experten begrüßen die Asylflut.", "invasion", corpus.StanceEndorsed},
		{"de|Die vermeintlichen Flüchtlinge sind Ungeziefer.", "dehumanisation", corpus.StanceEndorsed},
		{"fr|La prétendue invasion migratoire occupe le conseil.", "invasion", corpus.StanceCountered},

		{"en|The senator slammed the president for opening the gates to a horde of migrants.", "invasion", corpus.StanceReported},
		{"en|Critics slammed the mayor for saying that migrants are vermin.", "dehumanisation", corpus.StanceCountered},
		{"en|The senator criticised the mayor, saying “migrants are vermin.”", "dehumanisation", corpus.StanceQuoted},
		{"en|The church condemned the statement that migrants are vermin.", "dehumanisation", corpus.StanceCountered},
		{"en|Migrants are vermin, said the leaflet, which the church condemned.", "dehumanisation", corpus.StanceCountered},
		{"de|Die Kirche verurteilte die Behauptung, Migranten seien Ungeziefer.", "dehumanisation", corpus.StanceCountered},

		{"en|The town has seen its parks flooded by migrants.", "invasion", corpus.StanceEndorsed},
		{"en|The leaflet sees migrants as vermin.", "dehumanisation", corpus.StanceReported},
	} {
		lang, body, _ := strings.Cut(tt.text, "|")
		var got corpus.Stance
		var steps []corpus.Context
		for _, f := range a.Analyze(&corpus.Article{Lang: lang, Text: body}).Findings {
			if f.Frame == tt.frame {
				got, steps = f.Stance, f.Context
			}
		}
		if got != tt.stance {
			t.Errorf("%q: %s is %q after %+v, want %q", body, tt.frame, got, steps, tt.stance)
		}
	}
}
