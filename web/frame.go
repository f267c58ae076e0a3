package web

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index"
	"github.com/alleys-eu/alleys/index/query"
)

type framesData struct{ Families []familyCount }

func (s *server) frames(r *http.Request, v *view) error {
	v.template, v.Title = "frames", v.T("frames.title")
	res, err := s.Search.Search(r.Context(), index.Request{Query: query.All{}, Facets: []index.FacetRequest{{Field: "frame", Size: 100}}})
	if err != nil {
		return err
	}
	v.Data = &framesData{s.countFrames(res.Facets[0])}
	return nil
}

type frameData struct {
	Frame   corpus.Frame
	Stances []stanceCount
	Cards   []*corpus.CardVersion
	Latest  []result
	Total   int
}

type stanceCount struct {
	Stance corpus.Stance
	Count  int
	URL    string
}

func (s *server) frame(r *http.Request, v *view) error {
	ctx := r.Context()
	f, ok := s.Taxonomy.Frame(chi.URLParam(r, "id"))
	if !ok {
		return corpus.ErrNotFound
	}
	v.template, v.Title = "frame", f.Name.In(v.Lang)
	d := &frameData{Frame: f}
	for _, stance := range corpus.Stances {
		res, err := s.Search.Search(ctx, index.Request{Query: query.Finding{Frame: f.ID, Stance: string(stance)}})
		if err != nil {
			return err
		}
		a := &ask{By: map[string]string{"frame": f.ID}}
		d.Stances = append(d.Stances, stanceCount{stance, res.Total, a.URL("stance", string(stance))})
	}
	latest, err := s.Search.Search(ctx, index.Request{Query: query.Finding{Frame: f.ID}, Sort: index.SortNewest, Size: 5})
	if err != nil {
		return err
	}
	d.Total = latest.Total
	if d.Latest, err = s.results(r, latest); err != nil {
		return err
	}
	if d.Cards, err = s.publishedCards(ctx, corpus.CardFilter{Frame: f.ID}, v.Lang); err != nil {
		return err
	}
	v.Data = d
	return nil
}

type techniquesData struct{ Techniques []corpus.Technique }

func (s *server) techniques(_ *http.Request, v *view) error {
	v.template, v.Title = "techniques", v.T("techniques.title")
	v.Data = &techniquesData{s.Taxonomy.Techniques}
	return nil
}
