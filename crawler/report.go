package crawler

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// EventKind says what happened to a source or an article.
type EventKind string

const (
	EventNew       EventKind = "new"       // an article was stored
	EventChanged   EventKind = "changed"   // a further version of an article was stored
	EventSame      EventKind = "same"      // an article was fetched and had not changed
	EventSkipped   EventKind = "skipped"   // an article was left out on purpose; Reason says why
	EventFailed    EventKind = "failed"    // an article could not be had; Reason says why
	EventPolled    EventKind = "polled"    // a source answered
	EventUnchanged EventKind = "unchanged" // a source answered that nothing is new
	EventProblem   EventKind = "problem"   // a source could not be read; Reason says why
)

// Event is one thing that happened in a run.
type Event struct {
	Kind   EventKind
	Source string // title or URL of the source, or ""
	URL    string
	Title  string // of the article, where there is one
	Reason string // one line
	// Entries is the number of entries to harvest, for EventPolled.
	Entries int
}

// Report sums a run up.
type Report struct {
	Started, Ended time.Time
	Counts         map[EventKind]int
	// Skipped counts the articles left out by reason.
	Skipped map[string]int
	// Problems are the failed articles and sources, in order.
	Problems []Event

	mu       sync.Mutex
	progress func(Event)
}

func newReport(now time.Time, progress func(Event)) *Report {
	return &Report{Started: now, Counts: map[EventKind]int{}, Skipped: map[string]int{}, progress: progress}
}

func (r *Report) add(e Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.Counts[e.Kind]++
	switch e.Kind {
	case EventSkipped:
		r.Skipped[e.Reason]++
	case EventFailed, EventProblem:
		r.Problems = append(r.Problems, e)
	}
	if r.progress != nil {
		r.progress(e)
	}
}

// String says in one line what the run did.
func (r *Report) String() string {
	return fmt.Sprintf("%d sources answered, %d had nothing new, %d could not be read; %d new articles, %d changed, %d the same, %d left out, %d failed; %s",
		r.Counts[EventPolled], r.Counts[EventUnchanged], r.Counts[EventProblem],
		r.Counts[EventNew], r.Counts[EventChanged], r.Counts[EventSame], r.Counts[EventSkipped], r.Counts[EventFailed],
		r.Ended.Sub(r.Started).Round(time.Millisecond*100))
}

// SkippedLines says how many articles were left out for which reason, most
// first.
func (r *Report) SkippedLines() []string {
	reasons := slices.SortedFunc(maps.Keys(r.Skipped), func(a, b string) int {
		return cmp.Or(cmp.Compare(r.Skipped[b], r.Skipped[a]), cmp.Compare(a, b))
	})
	var out []string
	for _, reason := range reasons {
		out = append(out, fmt.Sprintf("%d × %s", r.Skipped[reason], reason))
	}
	return out
}

// Join adds what another run did.
func (r *Report) Join(other *Report) {
	for kind, n := range other.Counts {
		r.Counts[kind] += n
	}
	for reason, n := range other.Skipped {
		r.Skipped[reason] += n
	}
	r.Problems = append(r.Problems, other.Problems...)
	r.Ended = other.Ended
}

// String words an event as one line.
func (e Event) String() string {
	where := e.URL
	if e.Source != "" && e.Source != e.URL {
		where = e.Source + ": " + e.URL
	}
	if e.Reason == "" || strings.HasPrefix(e.Reason, e.URL) {
		return strings.TrimSuffix(where+": "+strings.TrimPrefix(strings.TrimPrefix(e.Reason, e.URL), ": "), ": ")
	}
	return where + ": " + e.Reason
}
