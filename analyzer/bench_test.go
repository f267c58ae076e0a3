package analyzer

import (
	"strings"
	"sync"
	"testing"

	"github.com/alleys-eu/alleys/analyzer/rulebook"
	"github.com/alleys-eu/alleys/corpus"
)

// builtin loads the rulebook once for all tests.
var builtin = sync.OnceValues(rulebook.Builtin)

func newAnalyzer(tb testing.TB) *Analyzer {
	tb.Helper()
	rb, err := builtin()
	if err != nil {
		tb.Fatal(err)
	}
	return New(rb)
}

// newsParagraph is ordinary news with a word of the lexicon here and there.
const newsParagraph = `The city council voted on Tuesday evening to extend the opening hours of the public library, after a long debate about costs and staffing. "We have waited for this since spring," said Maria Keller, who runs the reading group on the second floor. The decision will cost about 240,000 euros a year and takes effect in March. Opponents had argued that the money was needed for the repair of two school gyms. Around forty volunteers, among them refugees and pensioners, will help at the weekends. The mayor said the town would report on the results in autumn. In another vote the council agreed to plant three hundred trees along the ring road, where traffic noise has been a source of complaints for years. Migrants from eleven countries live in the district, according to the statistics office. The European Commission pays a third of the costs of the new cycle path. `

// quoting names a person who speaks: "he" is told from the verb of saying.
const quoting = "“Migrants are a plague,” said Viktor Hallgren on Tuesday. He said that Muslims will never integrate. "

// naming needs the model of names: the sentence before "he" does not say who
// is a person and who is a place.
const naming = "Viktor Hallgren came to North Lessan on Tuesday evening to open the fair. He said that Muslims will never integrate. "

func articleOf(size int) string {
	var b strings.Builder
	for b.Len() < size {
		b.WriteString(newsParagraph)
		b.WriteString("\n\n")
	}
	return b.String()[:size]
}

func BenchmarkAnalyze(b *testing.B) {
	a := newAnalyzer(b)
	hostile := func(s string) string { return strings.Repeat(s, (1<<20)/len(s)) }
	for _, bm := range []struct{ name, text string }{
		{"article700words", articleOf(4300)},
		{"twoSpeakers700words", quoting + articleOf(2000) + quoting + articleOf(2000)},
		{"tenSpeakers700words", strings.Repeat(quoting+newsParagraph, 5)[:4300]},
		{"twoNames700words", naming + articleOf(2000) + naming + articleOf(2000)},
		{"tenNames700words", strings.Repeat(naming+newsParagraph, 5)[:4300]},
		{"10KB", articleOf(10 << 10)},
		{"100KB", articleOf(100 << 10)},
		{"1MB", articleOf(1 << 20)},
		{"dots", hostile(".")},
		{"spacedDots", hostile(". ")},
		{"newlines", hostile("\n")},
		{"quotes", hostile(`"`)},
		{"quotedLetters", hostile(`"a `)},
		{"scareQuotes", hostile("\"migrants\" ")},
		{"oneWord", hostile("a")},
		{"spacedLetters", hostile("a ")},
		{"groups", hostile("migrants ")},
		{"negations", hostile("migrants are not ")},
		{"pronouns", hostile("they are ")},
		{"disguised", hostile("m1grants ")},
		{"spacedWords", hostile("mi grants ")},
		{"findings", hostile("Ann Berg said that migrants are vermin. ")},
		{"quotedFindings", hostile("“Migrants are vermin,” said Ann Berg. ")},
		{"asides", hostile("migrants, a, b, c, are, ")},
	} {
		b.Run(bm.name, func(b *testing.B) {
			article := &corpus.Article{Text: bm.text, Lang: "en"}
			b.SetBytes(int64(len(bm.text)))
			b.ReportAllocs()
			for b.Loop() {
				a.Analyze(article)
			}
		})
	}
}
