package analyzer

import (
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/analyzer/gold"
	"github.com/alleys-eu/alleys/corpus"
)

// TestContext is what the context does to one and the same claim.
func TestContext(t *testing.T) {
	a := newAnalyzer(t)
	const frame = "dehumanisation"
	tests := []struct {
		name, text string
		stance     corpus.Stance
		speaker    string
		cue        string // kind of a cue that must be noted, or ""
	}{
		{"plain", "Migrants are vermin.", corpus.StanceEndorsed, "", ""},
		{"negation", "Migrants are not vermin.", corpus.StanceCountered, "", "negation"},
		{"negation is not carried over a clause", "I do not care, but migrants are vermin.", corpus.StanceEndorsed, "", ""},
		{"negation that is none", "Migrants are nothing but vermin.", corpus.StanceEndorsed, "", ""},
		{"not only", "Migrants are not only vermin.", corpus.StanceEndorsed, "", ""},
		{"negation before a new sentence behind a comma", "The migrants do not work, they are vermin.", corpus.StanceEndorsed, "", ""},
		{"negation before a group that begins a clause behind a comma", "You won't change my mind, migrants are vermin.", corpus.StanceEndorsed, "", ""},
		{"negation of a list", "No refugees, migrants or strangers are vermin.", corpus.StanceCountered, "", "negation"},
		{"negation of saying before a comma", "Nobody says so of migrants, they are vermin.", corpus.StanceCountered, "", "negation"},
		{"denied thinking", "I do not think that migrants are vermin.", corpus.StanceCountered, "", "negation"},
		{"refutation", "It is a myth that migrants are vermin.", corpus.StanceCountered, "", "refutation"},
		{"refutation of something else", "It is a myth that the roads are bad, but migrants are vermin.", corpus.StanceEndorsed, "", ""},
		{"condemnation behind but", "Migrants are vermin, he wrote, but that is a racist lie.", corpus.StanceCountered, "", "condemnation"},
		{"question about an admission", "When will they admit that migrants are vermin?", corpus.StanceEndorsed, "", ""},
		{"condemnation", "To say that migrants are vermin is racist.", corpus.StanceCountered, "", "condemnation"},
		{"counter-speech", "Stop saying that migrants are vermin.", corpus.StanceCountered, "", "counter-speech"},
		{"question", "Are migrants vermin?", corpus.StanceQuestioned, "", "question"},
		{"question that asserts", "Is it not obvious that migrants are vermin?", corpus.StanceEndorsed, "", ""},
		{"condition", "If migrants are vermin, so are we.", corpus.StanceQuestioned, "", "condition"},
		{"reported before", "Viktor Hallgren said that migrants are vermin.", corpus.StanceReported, "Viktor Hallgren", "reported"},
		{"reported behind", "Migrants are vermin, the leaflet claimed.", corpus.StanceReported, "", "reported"},
		{"reported in between", "Migrants are vermin, Hallgren says, and the village must know it by the end of this long and tiring week of ours.", corpus.StanceReported, "Hallgren", "reported"},
		{"reported before a dash", "Migrants are vermin, they told the court this week — and much more that nobody in the hall would have wanted to hear that day.", corpus.StanceReported, "", "reported"},
		{"according to", "According to Anna Berg, migrants are vermin.", corpus.StanceReported, "Anna Berg", "reported"},
		{"the writer's own opinion", "I firmly believe that migrants are vermin.", corpus.StanceEndorsed, "", ""},
		{"quoted", "“Migrants are vermin,” said Viktor Hallgren.", corpus.StanceQuoted, "Viktor Hallgren", "quotation"},
		{"quoted over sentences", "“We have had enough. Migrants are vermin. Enough!” said Viktor Hallgren.", corpus.StanceQuoted, "Viktor Hallgren", "quotation"},
		{"quoted predicate", "He called the migrants “vermin”.", corpus.StanceQuoted, "", "quotation"},
		{"marks around the group only", "These “migrants” are vermin.", corpus.StanceEndorsed, "", ""},
		{"pronoun as speaker", "Viktor Hallgren came late. “Migrants are vermin,” he said.", corpus.StanceQuoted, "Viktor Hallgren", "quotation"},
		{"scare quotes in a quotation", "“These ‘migrants’ are vermin,” said Viktor Hallgren.", corpus.StanceQuoted, "Viktor Hallgren", "quotation"},
		{"colon", "Hallgren: migrants are vermin", corpus.StanceReported, "Hallgren", "speaker"},
		{"a paragraph announced", "Viktor Hallgren wrote on Sunday:\n\nWe have seen it all. Migrants are vermin.\n\nThe council meets today.", corpus.StanceQuoted, "Viktor Hallgren", "quotation"},
		{"behind the paragraph announced", "Viktor Hallgren wrote on Sunday:\n\nWe have seen it all.\n\nMigrants are vermin.", corpus.StanceEndorsed, "", ""},
		{"announced by the writer", "I said it last week:\n\nMigrants are vermin.", corpus.StanceEndorsed, "", ""},
		{"a signed post", "Migrants are vermin. Enough!\n— Viktor Hallgren (@vhallgren) 3 May 2026", corpus.StanceQuoted, "Viktor Hallgren", "quotation"},
		{"a signed post in one line", "Enough! Migrants are vermin! — Viktor Hallgren (@vhallgren) 3 May 2026", corpus.StanceQuoted, "Viktor Hallgren", "quotation"},
		{"a line that announces a signed post", "Hallgren — Anna Berg (@aberg) 2 May 2026\nMigrants are vermin, and this is what he hears of it:\nOur pity is limited.\n— Viktor Hallgren (@vhallgren) 3 May 2026", corpus.StanceEndorsed, "", ""},
		{"behind a signed post", "Enough! — Viktor Hallgren (@vhallgren) 3 May 2026 Migrants are vermin.", corpus.StanceEndorsed, "", ""},
		{"an answer to a clause that is its subject", "That migrants, as the leaflets and posters of the party say in every town and every village of the north, are vermin is a lie that has been debunked.", corpus.StanceCountered, "", "refutation"},
		{"an answer to a clause that is its object", "It is a myth, spread by leaflets and posters in every town and every single village of the north, that migrants are vermin.", corpus.StanceCountered, "", "refutation"},
		{"a role before a colon", "Interior minister: migrants are vermin", corpus.StanceReported, "Interior minister", "speaker"},
		{"a particle in a name before a colon", "Maren Le Hall: migrants are vermin", corpus.StanceReported, "Maren Le Hall", "speaker"},
		{"a reporting clause within the claim", "Because of the migrants, the mayor said, measles is back.", corpus.StanceReported, "the mayor", "reported"},
		{"a shortened title before the verb", "Migrants are vermin, Mr. Hallgren said.", corpus.StanceReported, "Hallgren", "reported"},
		{"whose view it is", "For the minister, migrants are vermin.", corpus.StanceReported, "the minister", "speaker"},
		{"for whose sake", "For our country, migrants are vermin.", corpus.StanceEndorsed, "", ""},
		{"a headline before a colon", "MADNESS: migrants are vermin", corpus.StanceEndorsed, "", ""},
		{"a statement of another behind", "Migrants are vermin, but the minister speaks of guests.", corpus.StanceEndorsed, "", ""},
		{"an answer far off", "It is a myth that roads in the north of the country are always worse than those in the south of it, and migrants are vermin.", corpus.StanceEndorsed, "", ""},
		{"an answer to all of a quotation", "“They came last year to the north of our country, to every valley and every village that we know, and migrants are vermin,” he said, a baseless smear.", corpus.StanceCountered, "", "refutation"},
		{"a colon that is none", "Let us be clear: migrants are vermin.", corpus.StanceEndorsed, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, f := range a.Analyze(&corpus.Article{Lang: "en", Text: tt.text}).Findings {
				if f.Frame != frame {
					continue
				}
				if f.Stance != tt.stance || tt.speaker != "" && f.Speaker != tt.speaker {
					t.Errorf("%q: %s by %q after %+v, want %s by %q", tt.text, f.Stance, f.Speaker, f.Context, tt.stance, tt.speaker)
				}
				if tt.cue != "" && !hasCue(f, tt.cue) {
					t.Errorf("%q: %+v holds no %s", tt.text, f.Context, tt.cue)
				}
				return
			}
			t.Errorf("%q: no finding of frame %s", tt.text, frame)
		})
	}
}

// TestNames holds what the context does to words that name a thing and
// presuppose what the frame says of it, and to wishes that something shall not
// happen.
func TestNames(t *testing.T) {
	a := newAnalyzer(t)
	for _, tt := range []struct {
		text, frame string
		stance      corpus.Stance
	}{
		{"en|The migrant invasion does not stop.", "invasion", corpus.StanceEndorsed},
		{"en|There is no migrant invasion.", "invasion", corpus.StanceCountered},
		{"en|We cannot allow our country to be overrun by illegal immigrants.", "invasion", corpus.StanceEndorsed},
		{"en|We will not allow anybody to say that our country is overrun by illegal immigrants.", "invasion", corpus.StanceCountered},
		{"es|No debemos permitir que los migrantes se ahoguen.", "exclusion-call", corpus.StanceCountered},
		{"en|Our country is not overrun by illegal immigrants.", "invasion", corpus.StanceCountered},
		{"en|There is no doubt that our country is overrun by illegal immigrants.", "invasion", corpus.StanceEndorsed},
		{"en|Rather than empty villages, our country is overrun by illegal immigrants.", "invasion", corpus.StanceEndorsed},
		{"en|Question: is our country overrun by illegal immigrants?", "invasion", corpus.StanceQuestioned},
		{"de|Wie wäre es mit einem Denkmal für die vielen Opfer der Migrantengewalt in diesem Land, Herr Minister?", "threat-crime", corpus.StanceEndorsed},
		{"de|Es ging nie um „Flüchtlinge“, sondern um Geld.", "bogus-claimant", corpus.StanceEndorsed},
		{"de|Sollten wir die Migranten nicht einfach alle aufhängen?", "exclusion-call", corpus.StanceEndorsed},
		{"de|Gibt es eine Migrantengewalt?", "threat-crime", corpus.StanceQuestioned},
		{"de|Der Verband fordert mehr Hilfe für sogenannte Flüchtlinge.", "bogus-claimant", corpus.StanceEndorsed},
		{"de|Der Bund werde „Flüchtlinge“ in der Türkei unterstützen, versprach der Minister.", "bogus-claimant", corpus.StanceEndorsed},
		{"de|„Wir helfen den sogenannten Flüchtlingen nicht“, sagte Viktor Hallgren.", "bogus-claimant", corpus.StanceQuoted},
	} {
		lang, text, _ := strings.Cut(tt.text, "|")
		var got corpus.Stance
		for _, f := range a.Analyze(&corpus.Article{Lang: lang, Text: text}).Findings {
			if f.Frame == tt.frame {
				got = f.Stance
			}
		}
		if got != tt.stance {
			t.Errorf("%q: %s is %q, want %q", text, tt.frame, got, tt.stance)
		}
	}
}

// TestReferences holds what stands for a group that the sentence before named,
// also where the language leaves the pronoun out, and what does not.
func TestReferences(t *testing.T) {
	a := newAnalyzer(t)
	for text, want := range map[string]string{
		"en|Forty refugees came in spring. They are parasites.":                                "dehumanisation",
		"en|Forty refugees came in spring. These people are criminals.":                        "threat-crime",
		"en|Migrants landed on Sunday. They want to replace us.":                               "replacement",
		"de|Vierzig Flüchtlinge kamen im Frühjahr. Sie sind Parasiten.":                        "dehumanisation",
		"de|Vierzig Flüchtlinge kamen im Frühjahr. Diese Leute sind Verbrecher.":               "threat-crime",
		"it|Quaranta profughi sono arrivati in primavera. Ci costano milioni.":                 "welfare-burden",
		"it|I musulmani hanno aperto un centro. Non si integreranno mai.":                      "cultural-incompatibility",
		"es|Llegaron cuarenta refugiados. Nos cuestan millones.":                               "welfare-burden",
		"es|Los musulmanes abrieron un centro. Nunca se integrarán.":                           "cultural-incompatibility",
		"pl|Wiosną przyszło czterdziestu uchodźców. Kosztują nas miliony.":                     "welfare-burden",
		"pl|Muzułmanie otworzyli ośrodek. Nigdy się nie zintegrują.":                           "cultural-incompatibility",
		"pt|Os muçulmanos abriram um centro. Nunca se integrarão.":                             "cultural-incompatibility",
		"en|They are vermin. I am talking about migrants, of course.":                          "dehumanisation",
		"it|Sono dei parassiti. Parlo dei migranti, ovviamente.":                               "dehumanisation",
		"de|Das ist Ungeziefer. Ich rede natürlich von den Migranten.":                         "derogation",
		"en|I had a Muslim colleague. Those people are criminals.":                             "threat-crime",
		"pl|To pasożyty. Mówię oczywiście o migrantach.":                                       "derogation",
		"en|They are vermin. I am talking about mice, of course.":                              "",
		"en|Forty refugees met the keepers and the police. The owls came too. They are pests.": "",
		"it|I profughi e la polizia si sono incontrati. I lavori al ponte ci costano milioni.": "",
		"es|Los refugiados duermen. Las obras del puente nos cuestan millones.":                "",
		"it|Quaranta profughi sono in albergo. Milano ci costa milioni.":                       "",
	} {
		lang, text, _ := strings.Cut(text, "|")
		got := ""
		for _, f := range a.Analyze(&corpus.Article{Lang: lang, Text: text}).Findings {
			if got = f.Frame; got == want {
				break
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func hasCue(f corpus.Finding, kind string) bool {
	for _, c := range f.Context {
		if c.Kind == kind {
			return true
		}
	}
	return false
}

// TestNoFinding holds what must stay quiet.
func TestNoFinding(t *testing.T) {
	a := newAnalyzer(t)
	for _, s := range []string{
		"Three migrants were arrested on suspicion of theft.",
		"The flood destroyed the camp where the refugees lived.",
		"The bakery in Brussels closes.",
		"The Commission's budget proposal is too high.",
		"I hate Mondays.",
		"These politicians are vermin.",
		"",
		"...",
	} {
		for _, f := range a.Analyze(&corpus.Article{Lang: "en", Text: s}).Findings {
			if f.Stance == corpus.StanceEndorsed {
				t.Errorf("%q: %s", s, f.Rule)
			}
		}
	}
}

func TestLanguage(t *testing.T) {
	a := newAnalyzer(t)
	tests := []struct{ declared, text, want string }{
		{"", "The council has voted on the budget for the next year and the mayor is happy with it.", "en"},
		{"", "Il consiglio ha votato il bilancio per il prossimo anno e il sindaco è contento della decisione.", "it"},
		{"", "A tanács megszavazta a jövő évi költségvetést, és a polgármester nagyon elégedett volt a döntéssel.", "hu"},
		{"", "Volikogu kiitis heaks järgmise aasta eelarve ja linnapea on otsusega väga rahul, sest raamatukogu jääb avatuks.", "et"},
		{"", "Dome apstiprināja nākamā gada budžetu, un mērs ir ļoti apmierināts ar lēmumu.", "lv"},
		{"", "Taryba patvirtino kitų metų biudžetą, o meras labai patenkintas sprendimu, nes biblioteka liks atvira.", "lt"},
		{"", "Vláda dnes rokuje o novom zákone o žiadateľoch o azyl a ich právach.", "sk"},
		{"", "Zastupitelstvo schválilo rozpočet na příští rok a starosta je s rozhodnutím velmi spokojen.", "cs"},
		{"", "El govern debat avui una nova llei sobre els sol·licitants d'asil i els seus drets.", "ca"},
		{"", "O goberno debate hoxe unha nova lei sobre os solicitantes de asilo e os seus dereitos.", "gl"},
		{"", "O governo discute hoje uma nova lei sobre os requerentes de asilo e os seus direitos.", "pt"},
		{"", "Vijeće je usvojilo proračun za sljedeću godinu, a gradonačelnik je vrlo zadovoljan odlukom.", "hr"},
		{"", "Regeringen diskuterar i dag en ny lag om asylsökande och deras rättigheter.", "sv"},
		{"", "Hallitus keskustelee tänään uudesta laista, joka koskee turvapaikanhakijoita.", "fi"},
		{"", "Consiliul a aprobat bugetul pentru anul viitor, iar primarul este foarte mulțumit.", "ro"},
		{"", "¿De verdad la gente no se da cuenta de que la biblioteca sigue abierta?", "es"},
		{"en", "Short text.", "en"},
		{"en-GB", "Short text.", "en"},
		{"de", "The council has voted on the budget for the next year and the mayor is happy with it, as are most of the people in the town.", "en"},
		{"cs", "Rada schválila rozpočet na příští rok.", "cs"},
	}
	for _, tt := range tests {
		if got := a.Language(tt.declared, "", tt.text); got != tt.want {
			t.Errorf("declared %q, %.30q…: %q, want %q", tt.declared, tt.text, got, tt.want)
		}
	}
}

// TestLanguageOfSentences asks for the languages of the gold sentences, most of
// them a dozen words long: no more than one in seventy may be mistaken.
func TestLanguageOfSentences(t *testing.T) {
	a := newAnalyzer(t)
	items, err := gold.Builtin(a.Rulebook().Taxonomy())
	if err != nil {
		t.Fatal(err)
	}
	var wrong []string
	for _, item := range items {
		if got := a.Language("", "", item.Text); got != item.Lang {
			wrong = append(wrong, item.ID+" as "+got)
		}
	}
	if len(wrong)*70 > len(items) {
		t.Errorf("%d of %d mistaken: %v", len(wrong), len(items), wrong)
	}
}

// TestPresupposed holds that a negation in the clause does not undo what the
// words presuppose, but one right before them does.
func TestPresupposed(t *testing.T) {
	a := newAnalyzer(t)
	for text, want := range map[string]corpus.Stance{
		"Die Asylflut ist nicht mehr zu stoppen.":              corpus.StanceEndorsed,
		"Der Migrantenterror ist nicht mehr zu kontrollieren.": corpus.StanceEndorsed,
		"Es gibt keine Asylflut.":                              corpus.StanceCountered,
		"Eine Asylflut gibt es nicht.":                         corpus.StanceCountered,
		"Dieser Abschaum von Migranten gehört nicht hierher.":  corpus.StanceEndorsed,
		"Das ist kein Abschaum von Migranten.":                 corpus.StanceCountered,
		"Für Muslime habe ich nur Abscheu übrig.":              corpus.StanceEndorsed,
		"Den Flüchtlingen breche ich die Knochen.":             corpus.StanceEndorsed,
	} {
		findings := a.Analyze(&corpus.Article{Lang: "de", Text: text}).Findings
		if len(findings) == 0 || findings[0].Stance != want {
			t.Errorf("%q: %+v, want %s", text, findings, want)
		}
	}
}
