package analyzer

import (
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

// TestAsserted holds negations, judgements and reports beside a claim that leave
// it the writer's own, and beside each some that do not.
func TestAsserted(t *testing.T) {
	a := newAnalyzer(t)
	for _, tt := range []struct {
		text   string
		stance corpus.Stance
	}{
		// Who does not stop it takes it for real.
		{"en|The government will not stop illegal aliens from overrunning our towns.", corpus.StanceEndorsed},
		{"en|Illegal aliens are not overrunning our towns.", corpus.StanceCountered},
		{"de|Die Regierung hindert die Migranten nicht daran, unser Land zu überfluten.", corpus.StanceEndorsed},
		{"de|Migranten überfluten unser Land nicht.", corpus.StanceCountered},
		// What is not mentioned or hidden is there.
		{"en|The press never mentions that illegal aliens are pouring across our border.", corpus.StanceEndorsed},
		{"en|They cannot hide that illegal aliens are pouring across our border.", corpus.StanceEndorsed},
		{"en|Nobody says that illegal aliens are pouring across our border.", corpus.StanceCountered},
		{"en|Why does nobody say that Muslims are taking over Europe?", corpus.StanceEndorsed},
		{"en|We are not allowed to say that Muslims are taking over Europe.", corpus.StanceEndorsed},
		{"de|Man darf nicht sagen, dass die Islamisierung voranschreitet.", corpus.StanceEndorsed},
		{"de|Die Medien berichten nicht, dass die Islamisierung voranschreitet.", corpus.StanceEndorsed},
		// A denied judgement.
		{"en|It is not racist to say that migrants are vermin.", corpus.StanceEndorsed},
		{"en|It is racist to say that migrants are vermin.", corpus.StanceCountered},
		{"de|Die Islamisierung ist kein Mythos, sie ist Alltag.", corpus.StanceEndorsed},
		{"de|Die Islamisierung ist ein Mythos.", corpus.StanceCountered},
		// Outrage at a fact, and at what is said or demanded.
		{"en|It is outrageous that illegal aliens live off our taxes.", corpus.StanceEndorsed},
		{"en|It is outrageous to say that illegal aliens live off our taxes.", corpus.StanceCountered},
		{"de|Es ist inakzeptabel, dass Migranten unser Land überfluten.", corpus.StanceEndorsed},
		{"fr|Il est scandaleux de dire que les migrants sont des parasites.", corpus.StanceCountered},
		{"it|È vergognoso dire che i migranti sono parassiti.", corpus.StanceCountered},
		{"es|Es inaceptable decir que los inmigrantes son parásitos.", corpus.StanceCountered},
		// A judgement on others before a colon.
		{"en|The critics are wrong: Muslims are taking over Europe.", corpus.StanceEndorsed},
		{"en|Myth: Muslims are taking over Europe.", corpus.StanceCountered},
		{"de|Die Lüge von den Fachkräften ist geplatzt: Migranten leben auf unsere Kosten.", corpus.StanceEndorsed},
		{"en|We do not need any more illegal aliens pouring across our border.", corpus.StanceEndorsed},
		{"en|Americans never voted for illegal aliens pouring across their border.", corpus.StanceEndorsed},
		{"en|I don't believe that Muslims are taking over Europe.", corpus.StanceCountered},
		// A negation in another clause.
		{"en|Illegal aliens, not citizens, live off our taxes.", corpus.StanceEndorsed},
		{"en|Not every migrant works, many live off our taxes.", corpus.StanceEndorsed},
		{"en|Not every migrant lives off our taxes.", corpus.StanceCountered},
		{"en|I never believed it, but Muslims are taking over Europe.", corpus.StanceEndorsed},
		{"en|Muslims who do not integrate are vermin.", corpus.StanceEndorsed},
		{"en|Muslims who live here are not vermin.", corpus.StanceCountered},
		{"de|Die Kritik an der Asylflut gilt manchen als haltlos.", corpus.StanceEndorsed},
		{"de|Die These von der Asylflut gilt vielen als haltlos.", corpus.StanceCountered},
		{"de|Ist die Umvolkung eine Verschwörungstheorie?", corpus.StanceQuestioned},
		{"de|Das Land gerät in Not, wenn Migranten unser Land überfluten.", corpus.StanceEndorsed},
		{"de|Wenn Migranten unser Land überfluten würden, wäre das in den Zahlen zu sehen.", corpus.StanceQuestioned},
		{"en|Critics of the migrant invasion are smeared as bigoted.", corpus.StanceEndorsed},
		{"it|I migranti che non lavorano sono parassiti.", corpus.StanceEndorsed},
		{"es|Los inmigrantes que no trabajan son parásitos.", corpus.StanceEndorsed},
		{"it|I migranti non sono parassiti.", corpus.StanceCountered},
		{"es|Los inmigrantes no son parásitos.", corpus.StanceCountered},
		{"it|Non è razzista dire che i migranti sono parassiti.", corpus.StanceEndorsed},
		{"fr|Il n'est pas raciste de dire que les migrants sont des parasites.", corpus.StanceEndorsed},
		{"es|No es racista decir que los inmigrantes son parásitos.", corpus.StanceEndorsed},
		{"pl|To nie rasizm mówić, że imigranci to pasożyty.", corpus.StanceEndorsed},
		{"pl|To niedopuszczalne, że imigranci żyją na nasz koszt.", corpus.StanceEndorsed},
		{"fr|Il est inacceptable que les migrants vivent à nos crochets.", corpus.StanceEndorsed},
		// Who is known for saying so.
		{"de|Pegida demonstriert gegen die Islamisierung.", corpus.StanceReported},
		{"de|Statt Nazis zu jagen, sollte die Polizei die Migrantengewalt bekämpfen.", corpus.StanceEndorsed},
		{"de|Die Grünen unterstützen die Masseneinwanderung.", corpus.StanceEndorsed},
		{"de|Um es klar zu sagen: Migranten überfluten unser Land.", corpus.StanceEndorsed},
		{"de|Entgegen der Behauptungen der Regierung überfluten Migranten unser Land.", corpus.StanceEndorsed},
		{"de|Entgegen der Behauptung, dass Migranten unser Land überfluten, sinkt ihre Zahl.", corpus.StanceCountered},
	} {
		lang, body, _ := strings.Cut(tt.text, "|")
		findings := a.Analyze(&corpus.Article{Lang: lang, Text: body}).Findings
		if len(findings) == 0 {
			t.Errorf("%q: no finding", body)
		}
		for _, f := range findings {
			if f.Stance != tt.stance {
				t.Errorf("%q: %s %s after %+v, want %s", body, f.Rule, f.Stance, f.Context, tt.stance)
			}
		}
	}
}
