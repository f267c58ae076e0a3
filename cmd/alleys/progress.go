package main

import (
	"fmt"
	"io"
	"time"

	"github.com/alleys-eu/alleys/crawler"
)

// drawEvery is the least time between two drawings of the line.
const drawEvery = 100 * time.Millisecond

// progress draws one line of counts on a terminal, and nothing elsewhere.
type progress struct {
	w       io.Writer // nil when there is no terminal
	started time.Time
	drawn   time.Time

	sources, entries, done, fresh int
}

func newProgress(w io.Writer) *progress {
	if !isTerminal(w) {
		return &progress{}
	}
	return &progress{w: w, started: time.Now()}
}

// event takes an event of the crawl.
func (p *progress) event(e crawler.Event) {
	switch e.Kind {
	case crawler.EventPolled:
		p.sources++
		p.entries += e.Entries
	case crawler.EventUnchanged, crawler.EventProblem:
		p.sources++
	case crawler.EventNew, crawler.EventChanged:
		p.fresh++
		p.done++
	default:
		p.done++
	}
	if now := time.Now(); p.w != nil && now.Sub(p.drawn) >= drawEvery {
		p.drawn = now
		p.draw(now)
	}
}

// draw shows the counts, the rate, and the time that the known entries will
// take at that rate.
func (p *progress) draw(now time.Time) {
	line := fmt.Sprintf("%d sources, %d of %d articles, %d new", p.sources, p.done, max(p.entries, p.done), p.fresh)
	if elapsed := now.Sub(p.started).Seconds(); elapsed > 1 && p.done > 0 {
		rate := float64(p.done) / elapsed
		line += fmt.Sprintf(", %.1f a second", rate)
		if left := p.entries - p.done; left > 0 {
			line += fmt.Sprintf(", %s left", time.Duration(float64(left)/rate*float64(time.Second)).Round(time.Second))
		}
	}
	// ANSI: back to the start of the line, erase it.
	fmt.Fprintf(p.w, "\r\x1b[K%s", line)
}

// end leaves the line.
func (p *progress) end() {
	if p.w != nil && p.sources+p.done > 0 {
		p.draw(time.Now())
		fmt.Fprintln(p.w)
	}
}
