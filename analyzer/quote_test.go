package analyzer

import (
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

// TestQuotationStyles is one claim in the quotation marks and dashes of the
// languages, over sentences and paragraphs.
func TestQuotationStyles(t *testing.T) {
	a := newAnalyzer(t)
	const quoted, endorsed = corpus.StanceQuoted, corpus.StanceEndorsed
	tests := []struct {
		lang, text string
		stance     corpus.Stance
		speaker    string
	}{
		{"en", "“Migrants are vermin. We have had enough.\n\n“They steal our work,” said Viktor Hallgren.", quoted, "Viktor Hallgren"},
		{"en", "\"Migrants are vermin. We have had enough.\n\n\"They must go,\" said Viktor Hallgren.", quoted, "Viktor Hallgren"},
		{"en", "‘Migrants are vermin. We have had enough.\n\n‘They must go,’ said Viktor Hallgren.", quoted, "Viktor Hallgren"},
		{"en", "The “stray mark was never closed.\n\nMigrants are vermin.\n\nHe read “The Times” every day.", endorsed, ""},
		{"en", "The \"stray mark was never closed.\n\nMigrants are vermin.\n\nHe read \"The Times\" every day.", endorsed, ""},
		{"en", "In the '90s roads were good. Migrants are vermin. That was the '80s' way.", endorsed, ""},
		{"en", "He called it \"a mistake\". Migrants are vermin. She called it \"a shame\".", endorsed, ""},
		{"en", "The plan has three points:\n– Migrants are vermin\n– Taxes are high", endorsed, ""},
		{"de", "„Wir haben genug. Migranten sind Ungeziefer. Schluss!“, sagte Viktor Hallgren.", quoted, "Viktor Hallgren"},
		{"de", "„Migranten sind Ungeziefer\", sagte Viktor Hallgren.", quoted, "Viktor Hallgren"},
		{"de", "»Migranten sind Ungeziefer«, sagte Viktor Hallgren.", quoted, "Viktor Hallgren"},
		{"de", "›Migranten sind Ungeziefer‹, sagte Viktor Hallgren.", quoted, "Viktor Hallgren"},
		{"it", "«I migranti sono parassiti. Basta.\n\n«Devono andarsene», ha detto Rossi.", quoted, "Rossi"},
		{"it", "- I migranti sono parassiti - ha detto Rossi.", quoted, "Rossi"},
		{"fr", "« Les migrants sont des parasites. Assez !\n\n» Qu'ils partent », a dit Dupont.", quoted, "Dupont"},
		{"fr", "— Les migrants sont des parasites, a dit Dupont. Assez !", quoted, "Dupont"},
		{"es", "—Los inmigrantes son parásitos —dijo Pérez—. Basta.", quoted, "Pérez"},
		{"es", "—Basta —dijo Pérez—. Los inmigrantes son parásitos.", quoted, "Pérez"},
		{"pl", "„Imigranci to pasożyty”, powiedział Kowalski.", quoted, "Kowalski"},
		{"pl", "– Mamy dość. Imigranci to pasożyty – powiedział Jan Kowalski.", quoted, "Jan Kowalski"},
		{"pl", "– Mamy dość – powiedział Jan Kowalski. – Imigranci to pasożyty.", quoted, "Jan Kowalski"},
		{"pl", "– Imigranci to pasożyty.", quoted, ""},
		{"pl", "Drogi są złe – Imigranci to pasożyty.", endorsed, ""},
	}
	for _, tt := range tests {
		findings := a.Analyze(&corpus.Article{Lang: tt.lang, Text: tt.text}).Findings
		if len(findings) == 0 {
			t.Errorf("%q: no finding", tt.text)
			continue
		}
		if f := findings[0]; f.Stance != tt.stance || f.Speaker != tt.speaker {
			t.Errorf("%q: %s by %q, want %s by %q", tt.text, f.Stance, f.Speaker, tt.stance, tt.speaker)
		}
	}
}

// TestScareQuotes holds marks around a word or two, which are the writer's own
// distance to them, against marks around what somebody says.
func TestScareQuotes(t *testing.T) {
	a := newAnalyzer(t)
	const quoted, endorsed = corpus.StanceQuoted, corpus.StanceEndorsed
	tests := []struct {
		lang, text string
		stance     corpus.Stance
	}{
		{"de", "Die syrischen „Flüchtlinge“ bekommen ein Haus.", endorsed},
		{"de", "Die jungen »Schutzsuchenden« bekommen ein Haus.", endorsed},
		{"de", "Die ‚armen‘ Flüchtlinge bekommen ein Haus.", endorsed},
		{"de", "Die „armen Flüchtlinge“ bekommen ein Haus.", endorsed},
		{"de", "Wieder randalieren unsere „Goldstücke“ im Asylbewerberheim.", endorsed},
		{"de", "„Wieder randalieren die ‚Flüchtlinge‘“, sagte Viktor Hallgren.", quoted},
		{"en", "Syrian ‘refugees’ get a house.", endorsed},
		{"en", "They gave a house to these \"asylum seekers.\"", endorsed},
		{"en", "More “doctors and engineers” came with the migrants.", endorsed},
		{"en", "“More ‘refugees’ get a house,” said Viktor Hallgren.", quoted},
		{"en", "He calls the migrants “scum and vermin”.", quoted},
		{"fr", "Je ne veux plus lire « les musulmans sont des rats » sur cette page.", quoted},
		{"it", "I «poveri» profughi ricevono una casa.", endorsed},
		{"it", "Questi “profughi” ricevono una casa.", endorsed},
		{"fr", "Ces « réfugiés » reçoivent une maison.", endorsed},
		{"fr", "Les « pauvres » réfugiés reçoivent une maison.", endorsed},
		{"es", "Los «pobres» refugiados reciben una casa.", endorsed},
		{"pl", "Ci „biedni” uchodźcy dostają dom.", endorsed},
		{"nl", "Deze ‘zielige’ vluchtelingen krijgen een huis.", endorsed},
		{"nl", "Deze “vluchtelingen” krijgen een huis.", endorsed},
	}
	for _, tt := range tests {
		findings := a.Analyze(&corpus.Article{Lang: tt.lang, Text: tt.text}).Findings
		if len(findings) == 0 {
			t.Errorf("%q: no finding", tt.text)
			continue
		}
		for _, f := range findings {
			if f.Stance != tt.stance {
				t.Errorf("%q: %s %s, want %s", tt.text, f.Rule, f.Stance, tt.stance)
			}
		}
	}
}
