package web

import (
	"net/http"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

// plotDays is the number of days that a source's plot shows.
const plotDays = 30

type sourcesData struct {
	Rows []sourceRow
	Bad  int
}

type sourceRow struct {
	*corpus.Source
	Days  []bar // last plotDays days, oldest first
	Total int   // articles in these days
}

func (s *server) sources(r *http.Request, v *view) error {
	ctx := r.Context()
	v.template, v.Title, v.Wide = "sources", v.T("sources.title"), true
	all, err := s.Store.Sources(ctx)
	if err != nil {
		return err
	}
	today := time.Now().UTC().Truncate(24 * time.Hour)
	since := today.AddDate(0, 0, -plotDays+1)
	d := &sourcesData{}
	for _, src := range all {
		counts, err := s.Store.SourceDays(ctx, src.ID, since)
		if err != nil {
			return err
		}
		row := sourceRow{Source: src, Days: make([]bar, plotDays)}
		most := 1
		for _, c := range counts {
			most = max(most, c.Count)
		}
		for i := range row.Days {
			row.Days[i].Start = since.AddDate(0, 0, i)
		}
		for _, c := range counts {
			if i := int(c.Day.Sub(since).Hours() / 24); i >= 0 && i < plotDays {
				row.Days[i].Count, row.Days[i].Height = c.Count, max(4, c.Count*100/most)
				row.Total += c.Count
			}
		}
		if src.Failures > 0 {
			d.Bad++
		}
		d.Rows = append(d.Rows, row)
	}
	v.Data = d
	return nil
}
