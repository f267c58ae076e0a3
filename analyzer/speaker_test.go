package analyzer

import (
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

// TestSpeaker is who says one and the same claim.
func TestSpeaker(t *testing.T) {
	a := newAnalyzer(t)
	tests := []struct{ lang, text, want string }{
		{"en", "The minister said that migrants are vermin.", "the minister"},
		{"en", "A study found that migrants are vermin.", "a study"},
		{"en", "Government sources claim that migrants are vermin.", "Government sources"},
		{"en", "Critics say migrants are vermin.", "Critics"},
		{"en", "The interior minister, Anna Berg, said that migrants are vermin.", "Anna Berg"},
		{"en", "Derek Mossop, who is standing for the council in the Harbour ward, said that migrants are vermin.", "Derek Mossop"},
		{"en", "The mayor of the town warned that migrants are vermin.", "the mayor of the town"},
		{"en", "The minister has repeatedly claimed that migrants are vermin.", "the minister"},
		{"en", "The minister's spokesman said that migrants are vermin.", "the minister's spokesman"},
		{"en", "According to the interior ministry, migrants are vermin.", "the interior ministry"},
		{"en", "But opposition leaders insist that migrants are vermin.", "opposition leaders"},
		{"en", "Migrants are vermin, a spokesman for the party said.", "a spokesman"},
		{"en", "“Migrants are vermin,” said the mayor.", "the mayor"},
		{"en", "“Migrants are vermin,” the mayor of Lessan told reporters on Monday.", "the mayor of Lessan"},
		{"en", "“Migrants are vermin,” said Ursula von der Leyen.", "Ursula von der Leyen"},
		{"en", "The European Commission said that migrants are vermin.", "European Commission"},
		{"en", "“Migrants are vermin,” said New York Mayor Bill de Stone.", "New York Mayor Bill de Stone"},
		{"en", "Bill Stone, the head of the Centre for Borders, told The New York Times that migrants are vermin.", "Bill Stone"},
		{"en", "Bill Stone, Ohio Democrat, said that migrants are vermin.", "Bill Stone"},
		{"en", "According to Commissioner Hahn, migrants are vermin.", "Commissioner Hahn"},
		{"en", "British officials have said that migrants are vermin.", "British officials"},
		{"en", "The spokesman (who came late) and other party officials said that migrants are vermin.", "other party officials"},
		{"en", "This September Orban said that migrants are vermin.", "Orban"},

		// Rather none than a wrong one.
		{"en", "The minister's son said that migrants are vermin.", ""},
		{"en", "The man who attacked the minister said that migrants are vermin.", ""},
		{"en", "The neighbour of the minister's cook said that migrants are vermin.", ""},
		{"en", "My uncle told the mayor that migrants are vermin.", ""},
		{"en", "The party's plan says that migrants are vermin.", ""},
		{"en", "In September, he said that migrants are vermin.", ""},
		{"en", "Migrants are vermin, said September's issue.", ""},
		{"en", "Instead they said that migrants are vermin.", ""},
		{"en", "Earlier posts in the group on a site for parents said that migrants are vermin.", ""},
		{"en", "One Facebook user said that migrants are vermin.", ""},
		{"en", "The guest of the radio station Kestrel said that migrants are vermin.", ""},
		{"en", "It is said by the mayor that migrants are vermin.", ""},

		{"de", "Der Innenminister warnte, Migranten seien Ungeziefer.", "der Innenminister"},
		{"de", "Migranten sind Ungeziefer, sagte der Bürgermeister der Stadt.", "der Bürgermeister der Stadt"},
		{"de", "„Migranten sind Ungeziefer“, sagte die Sprecherin der Polizei am Montag.", "die Sprecherin der Polizei"},
		{"de", "Die Senatorin Elke Berg (parteilos) hat gesagt, dass Migranten Ungeziefer sind.", "Senatorin Elke Berg"},
		{"de", "Der Flüchtlingsrat Niedersachsen behauptet, Migranten seien Ungeziefer.", "Flüchtlingsrat Niedersachsen"},
		{"de", "Vergangenen September behauptete er, dass Migranten Ungeziefer sind.", ""},
		{"it", "Il sindaco ha detto che i migranti sono parassiti.", "il sindaco"},
		{"it", "«I migranti sono parassiti», ha detto il sindaco di Roma.", "il sindaco di Roma"},
		{"fr", "Le ministre de l'Intérieur a affirmé que les migrants sont des parasites.", "le ministre de l'Intérieur"},
		{"fr", "« Les migrants sont des parasites », a déclaré le maire de la ville.", "le maire de la ville"},
		{"es", "El ministro dijo que los inmigrantes son parásitos.", "el ministro"},
		{"pl", "Minister spraw wewnętrznych powiedział, że imigranci to pasożyty.", "Minister spraw wewnętrznych"},
	}
	for _, tt := range tests {
		findings := a.Analyze(&corpus.Article{Lang: tt.lang, Text: tt.text}).Findings
		if len(findings) == 0 {
			t.Errorf("%q: no finding", tt.text)
			continue
		}
		if f := findings[0]; f.Speaker != tt.want || f.Stance == corpus.StanceEndorsed {
			t.Errorf("%q: %s by %q, want %q", tt.text, f.Stance, f.Speaker, tt.want)
		}
	}
}
