package crawler

import (
	"cmp"
	"errors"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/crawler/feed"
	"github.com/alleys-eu/alleys/crawler/fetch"
)

// outcome is how one poll went.
type outcome struct {
	response *fetch.Response // nil when there was none
	feed     *feed.Feed      // nil when nothing was read
	err      error           // nil when the answer was good
	named    bool            // the feed told the source's name or site
}

// settle notes an outcome in the health of a source and plans its next poll.
func (c *Crawler) settle(s *corpus.Source, o outcome) {
	now := c.now()
	s.LastPoll = now
	plan := feed.Poll{Now: now}
	if res := o.response; res != nil {
		if res.PermanentTo != "" && o.err == nil {
			s.URL = res.PermanentTo
		}
		plan.RetryAfter = until(now, res.RetryAfter)
		plan.MaxAge = until(now, res.CacheUntil)
	}
	if o.err != nil {
		s.Failures++
		s.Problem = oneLine(o.err)
		plan.Failures = s.Failures
		var status *fetch.StatusError
		if errors.As(o.err, &status) {
			plan.RetryAfter = until(now, status.RetryAfter)
			if status.Code == http.StatusGone {
				s.State = corpus.SourceGone
			}
		}
		s.NextPoll = feed.NextPoll(plan, spread())
		return
	}
	s.Failures, s.Problem, s.LastGood = 0, "", now
	if o.response != nil && !o.response.NotModified {
		s.ETag, s.LastModified = o.response.Header.Get("ETag"), o.response.Header.Get("Last-Modified")
	}
	if f := o.feed; f != nil {
		s.Problem = cmp.Or(f.Problem, f.Repaired)
		plan.TTL, plan.SkipHours, plan.SkipDays = f.TTL, f.SkipHours, f.SkipDays
		for _, e := range f.Entries {
			plan.Published = append(plan.Published, e.Published)
			if e.Published.After(s.LastArticle) && plausible(e.Published, now) {
				s.LastArticle = e.Published
			}
		}
	}
	s.NextPoll = feed.NextPoll(plan, spread())
}

// spread returns randomness of its own for each plan, for polls end at the same
// time.
func spread() *rand.Rand { return rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())) }

// until is the time left to t, 0 when t is past or not set.
func until(now, t time.Time) time.Duration {
	if t.IsZero() {
		return 0
	}
	return max(0, t.Sub(now))
}
