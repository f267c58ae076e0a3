// Package index makes the corpus searchable: the Engine interface that every
// back end satisfies, the document it is fed, and the stage of the pipeline
// that feeds it. The index is derived; delete it and rebuild it at any time.
package index

import (
	"context"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index/query"
)

// Engine searches documents. It is safe for use by several goroutines.
type Engine interface {
	// Update adds documents, or replaces those with the same ID, as one batch.
	// When it returns nil, the batch survives a kill of the process.
	Update(ctx context.Context, docs []Document) error
	// Delete removes documents. IDs that are not there are no error.
	Delete(ctx context.Context, ids []string) error
	// Search answers a request. A request that no engine can answer (unknown
	// field, sort or facet) wraps corpus.ErrInvalid.
	Search(ctx context.Context, r Request) (*Result, error)
	// Count counts the documents.
	Count(ctx context.Context) (int, error)
	// Close releases the index.
	Close() error
}

// Document is what the engine knows of an article.
type Document struct {
	ID            string
	Lang          string // ISO 639-1, "" when unknown
	Title, Text   string
	Outlet        string
	Host          string
	Country       string
	SourceID      string
	Cluster       string
	Published     time.Time // zero when unknown
	PublishedFrom corpus.DateFrom
	Fetched       time.Time
	Findings      []corpus.Finding
}

// NewDocument joins an article, the country of its source and its analysis
// (nil when it has none).
func NewDocument(a *corpus.Article, country string, an *corpus.Analysis) Document {
	d := Document{
		ID: a.ID, Lang: a.Lang, Title: a.Title, Text: a.Text,
		Outlet: a.Outlet, Host: a.Host, Country: country, SourceID: a.SourceID, Cluster: a.Cluster,
		Published: a.Published, PublishedFrom: a.PublishedFrom, Fetched: a.Fetched,
	}
	if an != nil {
		d.Findings = an.Findings
		// The analyzer looked at the words; the page only declares.
		if an.Lang != "" {
			d.Lang = an.Lang
		}
	}
	return d
}

// Sort is an order of hits. Equal hits are ordered by ID, so that the same
// request on the same corpus gives the same list.
type Sort string

const (
	SortRelevance Sort = "relevance"
	SortNewest    Sort = "newest"
	SortOldest    Sort = "oldest"
	SortID        Sort = "id" // for reading all hits, page by page with Request.After
)

// Request asks an engine.
type Request struct {
	Query  query.Node
	Sort   Sort   // "" is SortRelevance
	From   int    // hits to pass over
	After  string // with SortID: only hits with a greater ID
	Size   int    // hits wanted; 0 gives counts and facets only
	Facets []FacetRequest
	// Dates counts the hits by published date in ranges [Start, End).
	Dates []DateRange
	// Spans asks for the places of the query's words.
	Spans bool
}

// FacetRequest asks for the most frequent values of a field.
type FacetRequest struct {
	Field string // one of FacetFields
	Size  int
}

// FacetFields are the fields that can be counted.
var FacetFields = []string{"lang", "outlet", "country", "family", "frame", "target", "stance", "technique", "date"}

// DateRange is a stretch of time, [Start, End).
type DateRange struct{ Start, End time.Time }

// Result is an engine's answer.
type Result struct {
	Total  int // all hits, not only those of the page
	Hits   []Hit
	Facets []Facet
	Dates  []int // counts, in the order of Request.Dates
	Took   time.Duration
}

// Hit is one document found.
type Hit struct {
	ID    string
	Score float64
	// Spans are the places of the query's words in the title and the text,
	// in bytes, in order, not overlapping; at most MaxSpans of a field.
	TitleSpans, TextSpans []Span
}

// MaxSpans bounds the places reported for one field of one hit.
const MaxSpans = 500

// Span is a stretch of bytes, end exclusive.
type Span struct{ Start, End int }

// Facet counts documents by the values of a field, most frequent first, then
// by value.
type Facet struct {
	Field  string
	Values []FacetValue
	Other  int // documents with values beyond the requested ones
}

// FacetValue is one value with its number of documents.
type FacetValue struct {
	Value string
	Count int
}
