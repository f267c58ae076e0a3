package bleve

import (
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/char/regexp"
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
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"github.com/blevesearch/bleve/v2/mapping"
)

// mappingVersion changes whenever documents are analysed or stored in another
// way; every article is then indexed again.
const mappingVersion = "1"

// otherLanguage is the index of documents in no language of analyzers.
const otherLanguage = "other"

// analyzers names bleve's analyser for each language that has one.
var analyzers = map[string]string{
	"da": da.AnalyzerName, "de": de.AnalyzerName,
	"en": en.AnalyzerName, "es": es.AnalyzerName, "fi": fi.AnalyzerName,
	"fr": fr.AnalyzerName, "hr": hr.AnalyzerName, "hu": hu.AnalyzerName, "it": it.AnalyzerName,
	"nl": nl.AnalyzerName, "no": no.AnalyzerName, "pl": pl.AnalyzerName, "pt": pt.AnalyzerName,
	"ro": ro.AnalyzerName, "sv": sv.AnalyzerName, otherLanguage: exactAnalyzer,
}

const (
	fieldTitle      = "title"
	fieldText       = "text"
	fieldTitleExact = "title_exact"
	fieldTextExact  = "text_exact"
	fieldPublished  = "published"
	fieldFinding    = "finding"
	exactAnalyzer   = "alleys_exact"
)

// keywordFields are indexed whole; those of index.FacetFields are counted.
var keywordFields = []string{
	"lang", "outlet", "host", "country", "source", "cluster", "id", "date", "technique", "rule", "claim",
	"family", "frame", "target", "stance",
}

// newMapping maps the documents of one language. Nothing is stored: the
// articles are in the corpus, and hits point to them.
func newMapping(lang string) (mapping.IndexMapping, error) {
	m := bleve.NewIndexMapping()
	if err := addExactAnalyzer(m); err != nil {
		return nil, err
	}
	m.ScoringModel = "bm25"
	m.DefaultAnalyzer = analyzers[lang]
	doc := bleve.NewDocumentStaticMapping()
	for _, f := range []string{fieldTitle, fieldText} {
		doc.AddFieldMappingsAt(f, textField(analyzers[lang]))
	}
	for _, f := range []string{fieldTitleExact, fieldTextExact} {
		doc.AddFieldMappingsAt(f, textField(exactAnalyzer))
	}
	for _, f := range keywordFields {
		doc.AddFieldMappingsAt(f, keywordField(true))
	}
	doc.AddFieldMappingsAt(fieldFinding, keywordField(false))
	published := bleve.NewNumericFieldMapping()
	published.Store, published.IncludeInAll = false, false
	doc.AddFieldMappingsAt(fieldPublished, published)
	m.DefaultMapping = doc
	return m, nil
}

// addExactAnalyzer keeps words as they stand, in lower case. Apostrophes part
// words, so that "onda" finds "l'onda"; each is replaced by as many bytes as
// it has, which keeps the offsets.
func addExactAnalyzer(m *mapping.IndexMappingImpl) error {
	for name, c := range map[string][2]string{"alleys_apostrophe": {"'", " "}, "alleys_quote": {"’", "   "}} {
		err := m.AddCustomCharFilter(name, map[string]any{"type": regexp.Name, "regexp": c[0], "replace": c[1]})
		if err != nil {
			return err
		}
	}
	return m.AddCustomAnalyzer(exactAnalyzer, map[string]any{
		"type":          custom.Name,
		"char_filters":  []string{"alleys_apostrophe", "alleys_quote"},
		"tokenizer":     unicode.Name,
		"token_filters": []string{lowercase.Name},
	})
}

func textField(analyzer string) *mapping.FieldMapping {
	f := bleve.NewTextFieldMapping()
	f.Analyzer = analyzer
	f.Store, f.IncludeInAll, f.DocValues = false, false, false
	f.IncludeTermVectors = true
	return f
}

func keywordField(docValues bool) *mapping.FieldMapping {
	f := bleve.NewTextFieldMapping()
	f.Analyzer = keyword.Name
	f.Store, f.IncludeInAll, f.IncludeTermVectors = false, false, false
	f.DocValues = docValues
	return f
}
