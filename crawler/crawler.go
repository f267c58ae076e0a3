package crawler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/crawler/fetch"
	"github.com/alleys-eu/alleys/crawler/warc"
)

// Store is what a harvest reads and writes.
type Store interface {
	corpus.SourceStore
	corpus.ArticleStore
}

// Crawler polls sources. Its fields are set before the first call and not
// changed after.
type Crawler struct {
	Store Store
	Fetch *fetch.Client
	// Workers is the number of sources polled at a time; 0 is 8. The client
	// keeps each host to one request at a time whatever the number.
	Workers int
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	// Log takes one record for each article and problem; nil is silence.
	Log *slog.Logger
	// Progress is called after each event, by one goroutine at a time.
	Progress func(Event)
	// Archive takes what was fetched, if there is one.
	Archive *warc.Writer
	// Barred tells whether an article was forgotten and must not come back; nil
	// bars none.
	Barred func(canonical, host string) bool
	// Seen remembers entries of feeds between polls; nil remembers none.
	Seen *Seen
	// FetchKnown fetches entries again although they are stored and the feed
	// does not say that they changed, and those that gave no article.
	FetchKnown bool
}

// Run polls the sources once, each whether it is due or not. The error is
// that of the store or the context; what went wrong with a source is in the
// report and in the health of the source, and the others go on.
func (c *Crawler) Run(ctx context.Context, sources []*corpus.Source) (*Report, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	report := newReport(c.now(), c.Progress)
	queue := make(chan *corpus.Source)
	var wg sync.WaitGroup
	for range min(max(1, len(sources)), c.workers()) {
		wg.Go(func() {
			for s := range queue {
				if err := c.poll(ctx, s, report); err != nil {
					cancel(err)
				}
			}
		})
	}
	for _, s := range sources {
		select {
		case queue <- s:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(queue)
	wg.Wait()
	report.Ended = c.now()
	if err := context.Cause(ctx); err != nil {
		return report, fmt.Errorf("crawl stopped: %w", err)
	}
	return report, nil
}

// RunPages harvests single pages, without a source.
func (c *Crawler) RunPages(ctx context.Context, urls []string) (*Report, error) {
	report := newReport(c.now(), c.Progress)
	for _, u := range urls {
		if err := c.harvestEntry(ctx, &corpus.Source{Kind: corpus.SourcePage}, entry{link: u}, report); err != nil {
			return report, err
		}
	}
	report.Ended = c.now()
	return report, nil
}

func (c *Crawler) workers() int {
	if c.Workers > 0 {
		return c.Workers
	}
	return 8
}

func (c *Crawler) now() time.Time {
	if c.Now != nil {
		return c.Now()
	}
	return time.Now()
}

func (c *Crawler) log() *slog.Logger {
	if c.Log != nil {
		return c.Log
	}
	return slog.New(slog.DiscardHandler)
}

// ended tells whether an error is the end of the run and not the fault of a
// source.
func ended(ctx context.Context, err error) bool {
	return err != nil && ctx.Err() != nil && errors.Is(err, context.Canceled) || errors.Is(ctx.Err(), context.DeadlineExceeded)
}
