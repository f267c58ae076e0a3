package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/crawler"
	"github.com/alleys-eu/alleys/crawler/fetch"
	"github.com/alleys-eu/alleys/crawler/warc"
)

// crawlRun is one call of "alleys crawl".
type crawlRun struct {
	app     *app
	network networkFlags
	feeds   []string // OPML files
	watch   bool
	force   bool
	verbose bool
	workers int
	warc    string // archive file, "" for none

	log      *slog.Logger
	client   *fetch.Client
	shop     *workshop
	crawler  *crawler.Crawler
	progress *progress
	failed   bool // an address that the command line names could not be had, or no source at all
	polled   bool // the first time is over; what follows goes by schedule
	told     bool // that another alleys takes up what is new
}

func (a *app) crawlCommand() *cobra.Command {
	r := &crawlRun{app: a}
	cmd := &cobra.Command{
		Use:   "crawl [--feeds FILE.opml] [URL…]",
		Short: "Fetch what is new, analyse and index it",
		Long: `Polls the sources that are due, once, and ends; with --watch it goes on by schedule until it is stopped.
Feeds named here or in an OPML file are remembered as sources; the address of a page gives one article.
The exit status is 1 when no source, or an address named here, could be read.
robots.txt, crawl delay and reservations of text and data mining are honoured. Proxies are not used, whatever the
environment says: a proxy looks names up itself, and would reach the private addresses that a crawl must not.`,
		Example: "  alleys crawl --feeds feeds.opml\n  alleys crawl https://example.org/rss.xml https://example.org/news/story.html\n  alleys crawl --watch",
		RunE:    func(cmd *cobra.Command, args []string) error { return r.run(cmd.Context(), args) },
	}
	r.network.add(cmd)
	cmd.Flags().StringSliceVar(&r.feeds, "feeds", nil, "OPML file with feeds to add and poll; repeatable")
	cmd.Flags().BoolVar(&r.watch, "watch", false, "go on by schedule until stopped")
	cmd.Flags().BoolVar(&r.force, "now", false, "poll the named sources, or without a name all active ones, also when they are not due")
	cmd.Flags().StringVar(&r.warc, "warc", "", "write what is fetched to this archive, FILE.warc or FILE.warc.gz")
	cmd.Flags().BoolVarP(&r.verbose, "verbose", "v", false, "log every article")
	cmd.Flags().IntVar(&r.workers, "workers", 0, "sources polled at a time (default 8); a host never gets more than one request at a time")
	return cmd
}

func (r *crawlRun) run(ctx context.Context, urls []string) (err error) {
	if r.client, err = r.network.client(); err != nil {
		return err
	}
	defer r.client.Close()
	level := slog.LevelWarn
	if r.verbose {
		level = slog.LevelInfo
	}
	r.log = slog.New(slog.NewTextHandler(r.app.err, &slog.HandlerOptions{Level: level}))
	if r.shop, err = r.app.openWorkshop(ctx, r.log); err != nil {
		return err
	}
	defer func() { err = errors.Join(unlessStopped(ctx, err), r.shop.close()) }()
	// While it fetches, another alleys may show the corpus and index what comes in.
	if err := r.shop.handOver(); err != nil {
		return err
	}
	closeArchive, err := r.makeCrawler(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeArchive()) }()
	saved := r.app.loadHosts(r.client)
	defer saved()
	if !r.force {
		r.crawler.Seen = &crawler.Seen{}
		defer r.app.loadSeen(r.crawler.Seen)()
	}
	named, pages, err := r.named(ctx, urls)
	if err != nil {
		return err
	}
	if err := r.once(ctx, named, pages, len(urls)+len(r.feeds) > 0); err != nil {
		return err
	}
	if r.watch {
		return r.goOn(ctx)
	}
	return reported(r.failed, nil)
}

// makeCrawler makes what fetches, with the archive that it writes if one is
// asked for.
func (r *crawlRun) makeCrawler(ctx context.Context) (closeArchive func() error, err error) {
	r.progress = newProgress(r.app.err)
	r.crawler = &crawler.Crawler{Store: r.shop.store, Fetch: r.client, Workers: r.workers, Log: r.log, Progress: r.progress.event}
	forgotten, err := barred(ctx, r.shop.store)
	if err != nil {
		return nil, err
	}
	r.crawler.Barred = isBarred(forgotten)
	if r.warc == "" {
		return func() error { return nil }, nil
	}
	archive, err := warc.Append(r.warc, warc.Info{Software: "alleys/" + programVersion, Operator: r.network.contact, UserAgent: r.client.UserAgent(), Robots: "obey"})
	if err != nil {
		return nil, err
	}
	r.crawler.Archive = archive
	return archive.Close, nil
}

// named adds the sources that the command line names, and returns them and
// the addresses of single pages.
func (r *crawlRun) named(ctx context.Context, urls []string) (sources []*corpus.Source, pages []string, err error) {
	for _, file := range r.feeds {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, nil, err
		}
		added, err := importSources(ctx, r.shop.store, file, data)
		if err != nil {
			return nil, nil, err
		}
		sources = append(sources, added...)
	}
	for _, u := range urls {
		if !isURL(u) {
			return nil, nil, usagef("%s: not an http or https address", u)
		}
		if stored, err := r.shop.store.Source(ctx, corpus.SourceID(u)); err == nil {
			sources = append(sources, stored)
			continue
		} else if !errors.Is(err, corpus.ErrNotFound) {
			return nil, nil, err
		}
		feedURL, err := feedAt(ctx, r.client, u)
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		if err != nil {
			fmt.Fprintf(r.app.err, "alleys: %s\n", oneLine(err))
			r.failed = true
			continue
		}
		if feedURL == "" {
			pages = append(pages, u)
			continue
		}
		s, err := r.remember(ctx, feedURL)
		if err != nil {
			return nil, nil, err
		}
		sources = append(sources, s)
	}
	return sources, pages, nil
}

// remember adds a feed to the sources unless it is one.
func (r *crawlRun) remember(ctx context.Context, u string) (*corpus.Source, error) {
	s := &corpus.Source{ID: corpus.SourceID(u), URL: u, Kind: corpus.SourceFeed, State: corpus.SourceActive, Added: time.Now()}
	err := r.shop.store.AddSource(ctx, s)
	if errors.Is(err, corpus.ErrConflict) {
		return r.shop.store.Source(ctx, s.ID)
	}
	return s, err
}

// once polls the named sources, or all that are due when none is named, and
// brings analysis and index up to date. What an earlier run left undone is
// done as well.
func (r *crawlRun) once(ctx context.Context, sources []*corpus.Source, pages []string, onlyNamed bool) error {
	if !onlyNamed {
		var err error
		if sources, err = r.unnamed(ctx); err != nil {
			return err
		}
	} else if !r.force {
		sources = r.onlyDue(sources)
	}
	report, err := r.crawler.Run(ctx, sources)
	if err == nil && len(pages) > 0 {
		var single *crawler.Report
		single, err = r.crawler.RunPages(ctx, pages)
		report.Join(single)
		r.failed = r.failed || len(single.Problems) > 0
	}
	r.progress.end()
	r.print(report)
	if err != nil {
		return err
	}
	if n := report.Counts[crawler.EventProblem]; n > 0 && n == len(sources) {
		r.failed = true
		fmt.Fprintln(r.app.err, noneRead(n))
	}
	return r.drain(ctx)
}

// noneRead says that all sources failed; one alone may be at fault itself.
func noneRead(sources int) string {
	if sources == 1 {
		return "the source could not be read"
	}
	return "no source could be read; is this machine connected to the Internet?"
}

// unnamed returns the sources to poll when the command line names none: those
// that are due, or with --now all active ones. It says so when there is none.
func (r *crawlRun) unnamed(ctx context.Context) ([]*corpus.Source, error) {
	now := time.Now()
	due := now
	if r.force && !r.polled {
		due = now.AddDate(10, 0, 0)
	}
	first := !r.polled
	r.polled = true
	sources, err := r.shop.store.DueSources(ctx, due, 0)
	if err != nil || len(sources) > 0 || !first {
		return sources, err
	}
	next, err := r.shop.store.DueSources(ctx, now.AddDate(10, 0, 0), 1)
	if err != nil {
		return nil, err
	}
	if len(next) == 0 {
		fmt.Fprintln(r.app.err, "there is no source to poll; see alleys sources --help")
		return nil, nil
	}
	fmt.Fprintf(r.app.err, "no source is due before %s; --now polls them all the same\n", next[0].NextPoll.Local().Format(time.DateTime))
	return nil, nil
}

// drain brings analysis and index up to date, unless another alleys does.
func (r *crawlRun) drain(ctx context.Context) error {
	if err := r.shop.takeOver(ctx, r.app, r.log); err != nil {
		return err
	}
	if r.shop.engine == nil {
		if !r.told {
			fmt.Fprintln(r.app.err, takenUp)
		}
		r.told = true
		return nil
	}
	return errors.Join(r.shop.drain(ctx), r.shop.handOver())
}

// takenUp says who analyses and indexes what was stored.
const takenUp = "another alleys is working on this corpus; it takes up the new articles"

func (r *crawlRun) onlyDue(sources []*corpus.Source) []*corpus.Source {
	var due []*corpus.Source
	for _, s := range sources {
		if s.NextPoll.After(time.Now()) {
			fmt.Fprintf(r.app.err, "%s: not due before %s; --now polls it all the same\n", s.URL, s.NextPoll.Local().Format(time.DateTime))
			continue
		}
		due = append(due, s)
	}
	return due
}

// print writes the problems and the sum.
func (r *crawlRun) print(report *crawler.Report) {
	for _, e := range report.Problems {
		fmt.Fprintf(r.app.err, "%s\n", e)
	}
	for _, line := range report.SkippedLines() {
		fmt.Fprintf(r.app.err, "left out: %s\n", line)
	}
	fmt.Fprintf(r.app.out, "%s\n", report)
}

// goOn polls by schedule until the context ends.
func (r *crawlRun) goOn(ctx context.Context) error {
	const look = 30 * time.Second
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		due, err := r.shop.store.DueSources(ctx, time.Now(), 0)
		if err != nil {
			return err
		}
		if len(due) == 0 {
			continue
		}
		if err := r.once(ctx, nil, nil, false); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
	}
}
