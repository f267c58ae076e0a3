package web

import (
	"net/http"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index"
	"github.com/alleys-eu/alleys/index/query"
)

type homeData struct {
	Articles int
	Flagged  int // articles with a finding
	Latest   []result
	Families []familyCount
	Langs    []facetValue
}

type familyCount struct {
	Family corpus.Family
	Frames []frameCount
}

type frameCount struct {
	Frame corpus.Frame
	Count int
}

func (s *server) home(r *http.Request, v *view) error {
	ctx := r.Context()
	v.template, v.Title, v.NoMain, v.Wide = "home", "", true, true
	all, err := s.Search.Search(ctx, index.Request{Query: query.All{}, Facets: []index.FacetRequest{{Field: "frame", Size: 100}, {Field: "lang", Size: 30}}})
	if err != nil {
		return err
	}
	d := &homeData{Articles: all.Total, Families: s.countFrames(all.Facets[0])}
	d.Langs = v.facet(&ask{}, all.Facets[1]).Values
	flagged := query.Or{Nodes: []query.Node{query.Finding{Family: string(corpus.FamilyXenophobic)}, query.Finding{Family: string(corpus.FamilyAntiEU)}}}
	latest, err := s.Search.Search(ctx, index.Request{Query: flagged, Sort: index.SortNewest, Size: 6})
	if err != nil {
		return err
	}
	d.Flagged = latest.Total
	if d.Latest, err = s.results(r, latest); err != nil {
		return err
	}
	v.Data = d
	return nil
}

// countFrames joins the taxonomy with the numbers of articles.
func (s *server) countFrames(f index.Facet) []familyCount {
	counts := map[string]int{}
	for _, value := range f.Values {
		counts[value.Value] = value.Count
	}
	out := []familyCount{{Family: corpus.FamilyXenophobic}, {Family: corpus.FamilyAntiEU}}
	for _, frame := range s.Taxonomy.Frames {
		for i := range out {
			if out[i].Family == frame.Family {
				out[i].Frames = append(out[i].Frames, frameCount{frame, counts[frame.ID]})
			}
		}
	}
	return out
}
