package analyzer

import (
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

// TestGenericSingular holds that one member named for all ("Der Türke …") is a
// subject where the article cannot be a genitive, and no subject where it is.
func TestGenericSingular(t *testing.T) {
	a := newAnalyzer(t)
	for text, want := range map[string]string{
		"de|Der Moslem wird sich nie integrieren.":                                                          "xen.culture.never-integrate",
		"de|Der Asylant nimmt uns die Arbeit weg.":                                                          "xen.jobs.take",
		"de|Eines ist sicher: Der Asylant nimmt uns die Arbeit weg.":                                        "xen.jobs.take",
		"de|Wir schuften, der Migrant ist ein Parasit.":                                                     "xen.dehumanisation.are",
		"de|Der Nachbar der Türken ist ein Parasit.":                                                        "",
		"de|Die Kinder der Syrer, der Türken und der Afghanen sind Parasiten gewesen, als sie klein waren.": "",
		"de|Ein Mann, der Ausländer hasst, ist kein Patriot.":                                               "",
		"en|The immigrant steals our jobs.":                                                                 "xen.jobs.take",
		"fr|L'immigré vole notre travail.":                                                                  "xen.jobs.take",
		"it|L'immigrato ci ruba il lavoro.":                                                                 "xen.jobs.take",
		"es|El inmigrante nos roba el trabajo.":                                                             "xen.jobs.take",
		"pl|Imigrant zabiera nam pracę.":                                                                    "xen.jobs.take",
		"nl|De migrant pikt onze banen in.":                                                                 "xen.jobs.take",
		"pt|O imigrante rouba-nos o trabalho.":                                                              "xen.jobs.take",
	} {
		lang, text, _ := strings.Cut(text, "|")
		got := ""
		for _, f := range a.Analyze(&corpus.Article{Lang: lang, Text: text}).Findings {
			if got = f.Rule; got == want {
				break
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
