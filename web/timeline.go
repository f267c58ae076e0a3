package web

import (
	"context"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index"
)

// maxBars bounds the bars of a timeline.
const maxBars = 36

// timeline counts the articles of a search by time of publication.
type timeline struct {
	Unit  string // "day", "week", "month" or "year"
	Bars  []bar
	Most  int
	Dated int // articles with a date, the sum of the bars
}

type bar struct {
	Start, End time.Time // [Start, End)
	Count      int
	Height     int    // percent of the highest bar
	URL        string // the same search for these days
}

// timeline picks the finest unit that fits. It is nil when no article is dated.
func (s *server) timeline(ctx context.Context, a *ask) (*timeline, error) {
	first, err := s.published(ctx, a, index.SortOldest)
	if err != nil || first.IsZero() {
		return nil, err
	}
	last, err := s.published(ctx, a, index.SortNewest)
	if err != nil {
		return nil, err
	}
	t := &timeline{}
	var ranges []index.DateRange
	for _, unit := range []string{"day", "week", "month", "year"} {
		t.Unit, ranges = unit, split(unit, first, last)
		if len(ranges) <= maxBars {
			break
		}
	}
	ranges = ranges[max(0, len(ranges)-maxBars):]
	res, err := s.Search.Search(ctx, index.Request{Query: a.query, Dates: ranges})
	if err != nil {
		return nil, err
	}
	for _, n := range res.Dates {
		t.Most = max(t.Most, n)
		t.Dated += n
	}
	for i, r := range ranges {
		b := bar{Start: r.Start, End: r.End, Count: res.Dates[i], URL: a.Days(r.Start.Format(time.DateOnly), r.End.AddDate(0, 0, -1).Format(time.DateOnly))}
		if t.Most > 0 && b.Count > 0 {
			b.Height = max(3, b.Count*100/t.Most)
		}
		t.Bars = append(t.Bars, b)
	}
	return t, nil
}

// published returns the date of the first hit in an order; articles without a
// date come last in either.
func (s *server) published(ctx context.Context, a *ask, sort index.Sort) (time.Time, error) {
	res, err := s.Search.Search(ctx, index.Request{Query: a.query, Sort: sort, Size: 1})
	if err != nil || len(res.Hits) == 0 {
		return time.Time{}, err
	}
	articles, err := s.Store.ArticlesByID(ctx, []string{res.Hits[0].ID})
	if err != nil || len(articles) == 0 {
		return time.Time{}, err
	}
	if articles[0].PublishedFrom == corpus.DateUnknown {
		return time.Time{}, nil
	}
	return articles[0].Published.UTC(), nil
}

// split parts the time from first to last into whole units; a week begins on
// Monday. It stops a little past maxBars, except for years.
func split(unit string, first, last time.Time) []index.DateRange {
	start := time.Date(first.Year(), first.Month(), first.Day(), 0, 0, 0, 0, time.UTC)
	next := func(t time.Time) time.Time { return t.AddDate(0, 0, 1) }
	switch unit {
	case "week":
		start = start.AddDate(0, 0, -(int(start.Weekday())+6)%7)
		next = func(t time.Time) time.Time { return t.AddDate(0, 0, 7) }
	case "month":
		start = time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, time.UTC)
		next = func(t time.Time) time.Time { return t.AddDate(0, 1, 0) }
	case "year":
		start = time.Date(first.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
		next = func(t time.Time) time.Time { return t.AddDate(1, 0, 0) }
	}
	var out []index.DateRange
	for t := start; !t.After(last) && (unit == "year" || len(out) <= maxBars); t = next(t) {
		out = append(out, index.DateRange{Start: t, End: next(t)})
	}
	return out
}
