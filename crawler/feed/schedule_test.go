package feed

import (
	"math/rand/v2"
	"testing"
	"time"
)

func TestNextPoll(t *testing.T) {
	// A Tuesday.
	now := time.Date(2026, 2, 3, 10, 20, 0, 0, time.UTC)
	// every returns so many dates with a gap between them, the newest age ago.
	every := func(gap, age time.Duration, n int) []time.Time {
		dates := make([]time.Time, n)
		for i := range dates {
			dates[i] = now.Add(-age - time.Duration(i)*gap)
		}
		return dates
	}
	var allHours []int
	for h := range 24 {
		allHours = append(allHours, h)
	}
	tests := []struct {
		name string
		poll Poll
		want time.Duration
	}{
		{"nothing known", Poll{}, DefaultInterval},
		{"hourly", Poll{Published: every(time.Hour, 10*time.Minute, 10)}, time.Hour},
		{"a flood", Poll{Published: every(time.Second, 0, 50)}, MinInterval},
		{"weekly", Poll{Published: every(7*24*time.Hour, time.Hour, 10)}, MaxInterval},
		{"hourly, silent since yesterday", Poll{Published: every(time.Hour, 30*time.Hour, 10)}, 3 * time.Hour},
		{"dead", Poll{Published: every(time.Hour, 1000*time.Hour, 10)}, MaxInterval},
		{"one entry", Poll{Published: every(0, 50*time.Hour, 1)}, 5 * time.Hour},
		{"median, not mean", Poll{Published: append(every(time.Hour, 0, 10), now.AddDate(-1, 0, 0))}, time.Hour},
		{"only the newest count", Poll{Published: append(every(time.Hour, 0, 20), every(time.Minute, 100*time.Hour, 100)...)}, time.Hour},
		{"dates in the future", Poll{Published: append(every(2*time.Hour, 0, 10), now.AddDate(1, 0, 0), time.Time{})}, 2 * time.Hour},
		{"only in the future", Poll{Published: []time.Time{now.AddDate(1, 0, 0)}}, DefaultInterval},
		{"ttl longer", Poll{Published: every(time.Hour, 0, 10), TTL: 3 * time.Hour}, 3 * time.Hour},
		{"ttl shorter", Poll{Published: every(time.Hour, 0, 10), TTL: time.Minute}, time.Hour},
		{"ttl of a year", Poll{TTL: 365 * 24 * time.Hour}, MaxInterval},
		{"max-age", Poll{Published: every(time.Hour, 0, 10), MaxAge: 90 * time.Minute}, 90 * time.Minute},
		{"retry-after beyond a day", Poll{RetryAfter: 48 * time.Hour}, 48 * time.Hour},
		{"retry-after for ever", Poll{RetryAfter: 1 << 60}, MaxRetryAfter},
		{"retry-after shorter", Poll{RetryAfter: time.Second}, DefaultInterval},
		{"first failure", Poll{Failures: 1}, 2 * time.Hour},
		{"third failure", Poll{Failures: 3}, 8 * time.Hour},
		{"hundredth failure", Poll{Failures: 100}, MaxInterval},
		{"failure and retry-after", Poll{Failures: 1, RetryAfter: 5 * time.Hour}, 5 * time.Hour},
		{"hour passed over", Poll{SkipHours: []int{11}}, 100 * time.Minute},
		{"hours passed over", Poll{SkipHours: []int{11, 12, 13}}, 3*time.Hour + 40*time.Minute},
		{"hour that does not come", Poll{SkipHours: []int{9}}, DefaultInterval},
		{"day passed over", Poll{SkipDays: []time.Weekday{time.Tuesday}}, 13*time.Hour + 40*time.Minute},
		{"all hours ruled out", Poll{SkipHours: allHours}, DefaultInterval},
	}
	for _, tt := range tests {
		tt.poll.Now = now
		if got := NextPoll(tt.poll, nil).Sub(now); got != tt.want {
			t.Errorf("%s: in %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestNextPollJitter(t *testing.T) {
	now := time.Date(2026, 2, 3, 10, 20, 0, 0, time.UTC)
	rnd := rand.New(rand.NewPCG(1, 2))
	seen := map[time.Time]bool{}
	for range 100 {
		got := NextPoll(Poll{Now: now, Failures: 2}, rnd)
		if wait := got.Sub(now); wait < 3*time.Hour || wait > 4*time.Hour {
			t.Fatalf("in %v", wait)
		}
		seen[got] = true
	}
	if len(seen) < 90 {
		t.Errorf("%d different times of 100", len(seen))
	}
	if a, b := NextPoll(Poll{Now: now}, rnd), NextPoll(Poll{Now: now}, rnd); !a.Equal(b) {
		t.Error("jitter without a failure")
	}
}
