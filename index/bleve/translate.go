package bleve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	blevequery "github.com/blevesearch/bleve/v2/search/query"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index"
	"github.com/alleys-eu/alleys/index/query"
)

// titleBoost makes a word in the title count as much as some in the text.
const titleBoost = 3

// filterBoost keeps the conditions on fields and dates from outweighing the
// words. It is not 0, which would make the score of a query without words 0/0.
const filterBoost = 0.001

// request translates what an engine is asked.
func request(r index.Request) (*bleve.SearchRequest, error) {
	q, err := translate(r.Query)
	if err != nil {
		return nil, err
	}
	out := bleve.NewSearchRequestOptions(q, r.Size, r.From, false)
	out.IncludeLocations = r.Spans
	switch r.Sort {
	case "", index.SortRelevance:
		out.SortBy([]string{"-_score", "_id"})
	case index.SortNewest, index.SortOldest:
		out.SortByCustom(search.SortOrder{
			&search.SortField{Field: fieldPublished, Type: search.SortFieldAsNumber, Missing: search.SortFieldMissingLast, Desc: r.Sort == index.SortNewest},
			&search.SortDocID{},
		})
	case index.SortID:
		out.SortBy([]string{"_id"})
		if r.After != "" {
			out.SetSearchAfter([]string{r.After})
		}
	default:
		return nil, corpus.Invalidf("there is no sort %q; sorts are relevance, newest, oldest", r.Sort)
	}
	for _, f := range r.Facets {
		if !slices.Contains(index.FacetFields, f.Field) {
			return nil, corpus.Invalidf("there is no facet %q; facets are %s", f.Field, strings.Join(index.FacetFields, ", "))
		}
		// An alias merges the lists of its indexes, so each must be long.
		out.AddFacet(f.Field, bleve.NewFacetRequest(f.Field, max(f.Size, 2000)))
	}
	if len(r.Dates) > 0 {
		ranges := bleve.NewFacetRequest(fieldPublished, len(r.Dates))
		for i, d := range r.Dates {
			from, to := seconds(d.Start), seconds(d.End)
			ranges.AddNumericRange(rangeName(i), &from, &to)
		}
		out.AddFacet(fieldPublished, ranges)
	}
	return out, nil
}

func rangeName(i int) string { return fmt.Sprintf("%06d", i) }

// translate turns a syntax tree into bleve's query.
func translate(n query.Node) (blevequery.Query, error) {
	switch n := n.(type) {
	case nil, query.All:
		return bleve.NewMatchAllQuery(), nil
	case query.And:
		return conjunction(n.Nodes)
	case query.Or:
		parts, err := translateAll(n.Nodes)
		if err != nil {
			return nil, err
		}
		return bleve.NewDisjunctionQuery(parts...), nil
	case query.Not:
		return conjunction([]query.Node{n})
	case query.Words:
		return inFields(n.Field, func(field string, _ bool) blevequery.FieldableQuery {
			q := bleve.NewMatchQuery(n.Text)
			q.SetOperator(blevequery.MatchQueryOperatorAnd)
			return q
		}, true), nil
	case query.Phrase:
		return inFields(n.Field, func(string, bool) blevequery.FieldableQuery { return bleve.NewMatchPhraseQuery(n.Text) }, false), nil
	case query.Prefix:
		return inFields(n.Field, func(string, bool) blevequery.FieldableQuery {
			return bleve.NewPrefixQuery(strings.ToLower(n.Text))
		}, false), nil
	case query.Keyword:
		if _, ok := query.KeywordFields[n.Field]; !ok {
			return nil, corpus.Invalidf("there is no field %q", n.Field)
		}
		return term(n.Field, n.Value), nil
	case query.Finding:
		return term(fieldFinding, n.String()), nil
	case query.Published:
		return published(n), nil
	}
	return nil, corpus.Invalidf("a query cannot hold a %T", n)
}

func translateAll(nodes []query.Node) ([]blevequery.Query, error) {
	out := make([]blevequery.Query, 0, len(nodes))
	for _, n := range nodes {
		q, err := translate(n)
		if err != nil {
			return nil, err
		}
		out = append(out, q)
	}
	return out, nil
}

// conjunction gathers the negated nodes into one must-not clause: bleve knows
// negation only there.
func conjunction(nodes []query.Node) (blevequery.Query, error) {
	var yes, no []query.Node
	for _, n := range nodes {
		if not, ok := n.(query.Not); ok {
			no = append(no, not.Node)
			continue
		}
		yes = append(yes, n)
	}
	must, err := translateAll(yes)
	if err != nil {
		return nil, err
	}
	mustNot, err := translateAll(no)
	if err != nil {
		return nil, err
	}
	if len(must) == 0 {
		must = append(must, bleve.NewMatchAllQuery())
	}
	if len(mustNot) == 0 {
		return bleve.NewConjunctionQuery(must...), nil
	}
	q := bleve.NewBooleanQuery()
	q.AddMust(must...)
	q.AddMustNot(mustNot...)
	return q, nil
}

// inFields asks the title and the text, or the one that is named. With
// stemmed, the stemmed fields are asked beside the exact ones: a stop word
// has no stem, and is found in the exact field alone.
func inFields(field string, build func(field string, stemmed bool) blevequery.FieldableQuery, stemmed bool) blevequery.Query {
	var parts []blevequery.Query
	add := func(name string, boost float64, stem bool) {
		q := build(name, stem)
		q.SetField(name)
		if b, ok := q.(blevequery.BoostableQuery); ok {
			b.SetBoost(boost)
		}
		parts = append(parts, q)
	}
	if field != fieldText {
		add(fieldTitleExact, titleBoost, false)
		if stemmed {
			add(fieldTitle, titleBoost, true)
		}
	}
	if field != fieldTitle {
		add(fieldTextExact, 1, false)
		if stemmed {
			add(fieldText, 1, true)
		}
	}
	return bleve.NewDisjunctionQuery(parts...)
}

func term(field, value string) blevequery.Query {
	q := bleve.NewTermQuery(value)
	q.SetField(field)
	q.SetBoost(filterBoost)
	return q
}

func published(n query.Published) blevequery.Query {
	var from, to *float64
	if !n.From.IsZero() {
		v := seconds(n.From)
		from = &v
	}
	if !n.To.IsZero() {
		v := seconds(n.To)
		to = &v
	}
	yes, no := true, false
	q := bleve.NewNumericRangeInclusiveQuery(from, to, &yes, &no)
	q.SetField(fieldPublished)
	q.SetBoost(filterBoost)
	return q
}
