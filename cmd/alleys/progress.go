package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/alleys-eu/alleys/crawler"
)

// progress draws one line of counts on a terminal, and nothing elsewhere.
type progress struct {
	w                    io.Writer // nil when there is no terminal
	entries, done, fresh int
	sources              int
}

func newProgress(w io.Writer) *progress {
	if !isTerminal(w) {
		return &progress{}
	}
	return &progress{w: w}
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
	if p.w != nil {
		fmt.Fprintf(p.w, "\r%s%d sources, %d of %d articles, %d new", strings.Repeat(" ", 60)+"\r", p.sources, p.done, max(p.entries, p.done), p.fresh)
	}
}

// end leaves the line.
func (p *progress) end() {
	if p.w != nil && p.sources+p.done > 0 {
		fmt.Fprintln(p.w)
	}
}
