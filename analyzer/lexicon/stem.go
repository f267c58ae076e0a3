package lexicon

import (
	"fmt"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/da"
	"github.com/blevesearch/bleve/v2/analysis/lang/de"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/fi"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/hr"
	"github.com/blevesearch/bleve/v2/analysis/lang/hu"
	"github.com/blevesearch/bleve/v2/analysis/lang/it"
	"github.com/blevesearch/bleve/v2/analysis/lang/nl"
	"github.com/blevesearch/bleve/v2/analysis/lang/no"
	"github.com/blevesearch/bleve/v2/analysis/lang/pl"
	"github.com/blevesearch/bleve/v2/analysis/lang/pt"
	"github.com/blevesearch/bleve/v2/analysis/lang/ro"
	"github.com/blevesearch/bleve/v2/analysis/lang/sv"
)

// Stemmer reduces the lower-case forms of a word to one. It is safe for
// concurrent use.
type Stemmer func(word string) string

// NewStemmer returns the stemmer for a language by its code; "" and "none"
// leave words as they are.
func NewStemmer(code string) (Stemmer, error) {
	if code == "" || code == "none" {
		return func(w string) string { return w }, nil
	}
	filter, err := stemFilter(code)
	if err != nil {
		return nil, err
	}
	return func(word string) string {
		stream := analysis.TokenStream{{Term: []byte(word)}}
		return string(filter.Filter(stream)[0].Term)
	}, nil
}

func stemFilter(code string) (analysis.TokenFilter, error) {
	switch code {
	case "da":
		return da.NewDanishStemmerFilter(), nil
	case "de":
		return de.NewGermanStemmerFilter(), nil
	case "en":
		return en.NewEnglishStemmerFilter(), nil
	case "es":
		return es.NewSpanishStemmerFilter(), nil
	case "fi":
		return fi.NewFinnishStemmerFilter(), nil
	case "fr":
		return fr.NewFrenchStemmerFilter(), nil
	case "hr":
		return hr.NewCroatianStemmerFilter(), nil
	case "hu":
		return hu.NewHungarianStemmerFilter(), nil
	case "it":
		return it.NewItalianStemmerFilter(), nil
	case "nl":
		return nl.NewDutchStemmerFilter(), nil
	case "no":
		return no.NewNorwegianStemmerFilter(), nil
	case "pl":
		return pl.NewPolishStemmerFilter()
	case "pt":
		return pt.NewPortugueseLightStemmerFilter(), nil
	case "ro":
		return ro.NewRomanianStemmerFilter(), nil
	case "sv":
		return sv.NewSwedishStemmerFilter(), nil
	}
	return nil, fmt.Errorf("no stemmer %q; there are da de en es fi fr hr hu it nl no pl pt ro sv and none", code)
}

// StopWordLanguages lists the languages whose frequent words are known, by
// their codes.
func StopWordLanguages() []string {
	return []string{"da", "de", "en", "es", "fi", "fr", "hr", "hu", "it", "nl", "no", "pl", "pt", "ro", "sv"}
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
		"pt": pt.PortugueseStopWords, "ro": ro.RomanianStopWords, "sv": sv.SwedishStopWords,
	}
	words := analysis.NewTokenMap()
	if err := words.LoadBytes(lists[code]); err != nil {
		return nil
	}
	return words
}
