package feed

import (
	"math/rand/v2"
	"slices"
	"time"
)

// Bounds of the time between two polls of one feed.
const (
	MinInterval = 10 * time.Minute
	MaxInterval = 24 * time.Hour
	// DefaultInterval is for feeds whose entries have no dates.
	DefaultInterval = time.Hour
	// MaxRetryAfter is how far a server may put off the next request: what it
	// asks for goes beyond MaxInterval, but not for ever.
	MaxRetryAfter = 7 * 24 * time.Hour
)

// Poll is what is known of a feed when its next poll is planned.
type Poll struct {
	// Now is the time of the poll that just ended.
	Now time.Time
	// Published are the dates of the feed's entries, in any order; zero ones
	// and those in the future do not count.
	Published []time.Time
	// TTL, SkipHours and SkipDays are those of [Feed].
	TTL       time.Duration
	SkipHours []int
	SkipDays  []time.Weekday
	// MaxAge is how long the response stays fresh by Cache-Control; 0 when not said.
	MaxAge time.Duration
	// RetryAfter is what the server asked for with status 429 or 503; 0 when not said.
	RetryAfter time.Duration
	// Failures counts the polls that failed in a row, the last one included.
	Failures int
}

// NextPoll plans the next poll of a feed.
//
// The interval is the median gap between the feed's last entries, longer when it
// has been silent for long, never shorter than the publisher's ttl and max-age,
// and between MinInterval and MaxInterval. After failures it doubles with each
// one, shortened by up to a quarter at random, so that sources that failed
// together do not come back together. Retry-After is a floor for both. The hours
// and days that the publisher rules out are then passed over, unless that would
// leave none. rnd may be nil, which leaves the randomness out.
func NextPoll(p Poll, rnd *rand.Rand) time.Time {
	wait := max(publishingInterval(p.Published, p.Now), p.TTL, p.MaxAge)
	wait = min(max(wait, MinInterval), MaxInterval)
	if p.Failures > 0 {
		wait = backOff(wait, p.Failures, rnd)
	}
	wait = max(wait, min(p.RetryAfter, MaxRetryAfter))
	return passOver(p.Now.Add(wait), p.SkipHours, p.SkipDays)
}

// publishingInterval estimates how often a feed publishes.
func publishingInterval(published []time.Time, now time.Time) time.Duration {
	const newest = 20
	dates := slices.DeleteFunc(slices.Clone(published), func(t time.Time) bool { return t.IsZero() || t.After(now) })
	if len(dates) == 0 {
		return DefaultInterval
	}
	slices.SortFunc(dates, func(a, b time.Time) int { return b.Compare(a) })
	dates = dates[:min(len(dates), newest)]
	silence := now.Sub(dates[0])
	if len(dates) == 1 {
		return max(silence/10, DefaultInterval)
	}
	gaps := make([]time.Duration, len(dates)-1)
	for i := range gaps {
		gaps[i] = dates[i].Sub(dates[i+1])
	}
	slices.Sort(gaps)
	return max(gaps[len(gaps)/2], silence/10)
}

// backOff lengthens an interval for a source that failed several times in a row.
func backOff(wait time.Duration, failures int, rnd *rand.Rand) time.Duration {
	const enough = 8
	wait = min(wait<<min(failures, enough), MaxInterval)
	if rnd != nil {
		wait -= time.Duration(rnd.Int64N(int64(wait)/4 + 1))
	}
	return max(wait, MinInterval)
}

// passOver moves a time to the start of the next hour that is not ruled out.
func passOver(t time.Time, hours []int, days []time.Weekday) time.Time {
	const week = 7 * 24
	next := t
	for range week {
		u := next.UTC()
		if !slices.Contains(hours, u.Hour()) && !slices.Contains(days, u.Weekday()) {
			return next
		}
		next = u.Truncate(time.Hour).Add(time.Hour)
	}
	return t
}
