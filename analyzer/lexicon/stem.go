package lexicon

import (
	"fmt"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/ca"
	"github.com/blevesearch/bleve/v2/analysis/lang/cs"
	"github.com/blevesearch/bleve/v2/analysis/lang/da"
	"github.com/blevesearch/bleve/v2/analysis/lang/de"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/eu"
	"github.com/blevesearch/bleve/v2/analysis/lang/fi"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/ga"
	"github.com/blevesearch/bleve/v2/analysis/lang/gl"
	"github.com/blevesearch/bleve/v2/analysis/lang/hr"
	"github.com/blevesearch/bleve/v2/analysis/lang/hu"
	"github.com/blevesearch/bleve/v2/analysis/lang/it"
	"github.com/blevesearch/bleve/v2/analysis/lang/nl"
	"github.com/blevesearch/bleve/v2/analysis/lang/no"
	"github.com/blevesearch/bleve/v2/analysis/lang/pl"
	"github.com/blevesearch/bleve/v2/analysis/lang/pt"
	"github.com/blevesearch/bleve/v2/analysis/lang/ro"
	"github.com/blevesearch/bleve/v2/analysis/lang/sv"
	"github.com/blevesearch/bleve/v2/analysis/lang/tr"
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
)

// Stemmer reduces the lower-case forms of a word to one. It is safe for
// concurrent use.
type Stemmer func(word string) string

// NewStemmer returns the stemmer for a language by its code; "" and "none"
// leave words as they are.
func NewStemmer(code string) (Stemmer, error) {
	switch code {
	case "", "none":
		return func(w string) string { return w }, nil
	case "hr":
		return filtered(hr.NewCroatianStemmerFilter()), nil
	case "pl":
		filter, err := pl.NewPolishStemmerFilter()
		return filtered(filter), err
	case "pt":
		return filtered(pt.NewPortugueseLightStemmerFilter()), nil
	}
	if stem := snowball(code); stem != nil {
		return func(word string) string {
			env := snowballstem.NewEnv(word)
			stem(env)
			return env.Current()
		}, nil
	}
	return nil, fmt.Errorf("no stemmer %q; there are da de en es fi fr hr hu it nl no pl pt ro sv and none", code)
}

// snowball returns the Snowball stemmer of a language, or nil. bleve's filters
// do the same by way of several copies of the word.
func snowball(code string) func(*snowballstem.Env) bool {
	switch code {
	case "da":
		return danish.Stem
	case "de":
		return german.Stem
	case "en":
		return english.Stem
	case "es":
		return spanish.Stem
	case "fi":
		return finnish.Stem
	case "fr":
		return french.Stem
	case "hu":
		return hungarian.Stem
	case "it":
		return italian.Stem
	case "nl":
		return dutch.Stem
	case "no":
		return norwegian.Stem
	case "ro":
		return romanian.Stem
	case "sv":
		return swedish.Stem
	}
	return nil
}

// filtered makes a stemmer of a filter.
func filtered(filter analysis.TokenFilter) Stemmer {
	return func(word string) string {
		stream := analysis.TokenStream{{Term: []byte(word)}}
		return string(filter.Filter(stream)[0].Term)
	}
}

// StopWordLanguages lists the languages whose frequent words are known, by
// their codes.
func StopWordLanguages() []string {
	return []string{"ca", "cs", "da", "de", "en", "es", "eu", "fi", "fr", "ga", "gl", "hr", "hu", "it", "nl", "no", "pl", "pt", "ro", "sv", "tr"}
}

// StopWords returns the most frequent words of a language, for telling
// languages apart and for the words that may be glued to others on purpose.
// It is empty for a language without a list.
func StopWords(code string) map[string]bool {
	lists := map[string][]byte{
		"da": da.DanishStopWords, "de": de.GermanStopWords, "en": en.EnglishStopWords,
		"es": es.SpanishStopWords, "fi": fi.FinnishStopWords, "fr": fr.FrenchStopWords,
		"hr": hr.CroatianStopWords, "hu": hu.HungarianStopWords, "it": it.ItalianStopWords,
		"nl": nl.DutchStopWords, "no": no.NorwegianStopWords, "pl": pl.PolishStopWords,
		"ca": ca.CatalanStopWords, "cs": cs.CzechStopWords, "eu": eu.BasqueStopWords,
		"ga": ga.IrishStopWords, "gl": gl.GalicianStopWords, "tr": tr.TurkishStopWords,
		"pt": pt.PortugueseStopWords, "ro": ro.RomanianStopWords, "sv": sv.SwedishStopWords,
	}
	words := analysis.NewTokenMap()
	if err := words.LoadBytes(lists[code]); err != nil {
		return nil
	}
	return words
}
