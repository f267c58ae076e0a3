package bleve

import (
	"cmp"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"

	"github.com/alleys-eu/alleys/index"
)

func emptyResult(r index.Request) *index.Result {
	out := &index.Result{Dates: make([]int, len(r.Dates))}
	for _, f := range r.Facets {
		out.Facets = append(out.Facets, index.Facet{Field: f.Field})
	}
	return out
}

func result(r index.Request, res *bleve.SearchResult) *index.Result {
	out := emptyResult(r)
	out.Total, out.Took = int(res.Total), res.Took
	for _, h := range res.Hits {
		out.Hits = append(out.Hits, index.Hit{
			ID: h.ID, Score: h.Score,
			TitleSpans: spans(h, fieldTitle, fieldTitleExact),
			TextSpans:  spans(h, fieldText, fieldTextExact),
		})
	}
	for i, f := range r.Facets {
		out.Facets[i] = facet(f, res.Facets[f.Field])
	}
	if dates := res.Facets[fieldPublished]; dates != nil {
		counts := map[string]int{}
		for _, n := range dates.NumericRanges {
			counts[n.Name] = n.Count
		}
		for i := range r.Dates {
			out.Dates[i] = counts[rangeName(i)]
		}
	}
	return out
}

func facet(r index.FacetRequest, res *search.FacetResult) index.Facet {
	out := index.Facet{Field: r.Field}
	if res == nil || res.Terms == nil {
		return out
	}
	for _, t := range res.Terms.Terms() {
		out.Values = append(out.Values, index.FacetValue{Value: t.Term, Count: t.Count})
	}
	slices.SortFunc(out.Values, func(a, b index.FacetValue) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	out.Other = res.Other
	if len(out.Values) > r.Size {
		for _, v := range out.Values[r.Size:] {
			out.Other += v.Count
		}
		out.Values = out.Values[:r.Size]
	}
	return out
}

// spans merges the places of a hit in the stemmed and the exact variant of a
// field.
func spans(h *search.DocumentMatch, names ...string) []index.Span {
	var out []index.Span
	for _, name := range names {
		for _, locations := range h.Locations[name] {
			for _, l := range locations {
				out = append(out, index.Span{Start: int(l.Start), End: int(l.End)})
			}
		}
	}
	slices.SortFunc(out, func(a, b index.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	merged := out[:0]
	for _, s := range out {
		if n := len(merged); n > 0 && s.Start < merged[n-1].End {
			merged[n-1].End = max(merged[n-1].End, s.End)
			continue
		}
		merged = append(merged, s)
	}
	return merged[:min(len(merged), index.MaxSpans)]
}
