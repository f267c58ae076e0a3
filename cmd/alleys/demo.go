package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"os"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/crawler"
	"github.com/alleys-eu/alleys/crawler/fetch"
	"github.com/alleys-eu/alleys/crawler/newsstand"
)

// newsstandPort is the first of the newsstand's ports, so that the addresses
// in a kept demo stay the same.
const newsstandPort = 8471

func (a *app) demoCommand() *cobra.Command {
	var address string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Try it out on a newsstand of fictional outlets, without network",
		Long: `Starts the sites of some fictional outlets on this machine, crawls them as it would crawl real ones,
analyses and indexes the articles, and serves the pages. Everything is kept in a temporary folder
that is removed at the end, unless --data names one.`,
		Example: "  alleys demo",
		Args:    argsBetween(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.demo(cmd.Context(), address) },
	}
	cmd.Flags().StringVar(&address, "address", "", "address to listen on (default 127.0.0.1:8080, or the next free port)")
	return cmd
}

func (a *app) demo(ctx context.Context, address string) (err error) {
	if a.data == "" {
		// ALLEYS_DATA names the user's own corpus, which a demo must not touch.
		if a.data, err = os.MkdirTemp("", "alleys-demo-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(a.data)) }()
	}
	log := slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	stand, err := openNewsstand(ctx)
	if err != nil {
		return err
	}
	defer stand.Close()
	outlets := stand.Outlets()
	fmt.Fprintf(a.out, "newsstand: %d fictional outlets, %d articles\n", len(outlets), len(stand.Articles()))

	w, err := a.openWorkshop(ctx, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	if w.engine == nil {
		return errors.New("another alleys works on this data folder; name another one with --data")
	}
	if err := a.crawlStand(ctx, w, stand, log); err != nil {
		return err
	}
	return a.serve(ctx, w, serveOptions{address: address, demo: true, log: log, fetcher: standFetcher(w.store, stand)})
}

// crawlStand takes in what the newsstand offers.
func (a *app) crawlStand(ctx context.Context, w *workshop, stand *newsstand.Newsstand, log *slog.Logger) error {
	sources, err := importSources(ctx, w.store, "newsstand", stand.OPML())
	if err != nil {
		return err
	}
	progress := newProgress(a.err)
	client := newClient(standConfig())
	defer client.Close()
	c := &crawler.Crawler{Store: w.store, Fetch: client, Log: log, Progress: progress.event}
	report, err := c.Run(ctx, sources)
	progress.end()
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "crawled: %s\n", report)
	if err := secondEditions(ctx, stand, c, sources); err != nil {
		return err
	}
	return w.drain(ctx)
}

// standFetcher reaches the outlets of the newsstand, and the public Internet
// when there is one.
func standFetcher(store corpus.AnalysisStore, stand *newsstand.Newsstand) *pageFetcher {
	f := newPageFetcher(store, fetch.Config{})
	f.near, f.hosts = newRenewable(standConfig()), map[string]bool{}
	for _, o := range stand.Outlets() {
		if u, err := url.Parse(o.URL); err == nil {
			f.hosts[u.Host] = true
		}
	}
	return f
}

// standConfig is for sites on this machine that nobody else reads.
func standConfig() fetch.Config {
	return fetch.Config{Delay: fetch.NoDelay, MaxDelay: fetch.NoDelay, AllowNetworks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}
}

// editions are the stories that their outlets rewrite during the day, so that
// the demo has something to compare.
var editions = map[string]string{"lantern": "dairy-fire", "corriere-vallerena": "disperso-nel-lago"}

// secondEditions lets the outlets rewrite their stories and fetches those
// outlets again.
func secondEditions(ctx context.Context, stand *newsstand.Newsstand, c *crawler.Crawler, sources []*corpus.Source) error {
	var again []*corpus.Source
	for _, o := range stand.Outlets() {
		story, ok := editions[o.Slug]
		if !ok {
			continue
		}
		if err := stand.SetEdition(o.Slug, story, 2); err != nil {
			return err
		}
		for _, s := range sources {
			if s.URL == o.FeedURL {
				again = append(again, s)
			}
		}
	}
	c.FetchKnown = true
	defer func() { c.FetchKnown = false }()
	_, err := c.Run(ctx, again)
	return err
}

// openNewsstand starts the outlets on their usual ports, or on any.
func openNewsstand(ctx context.Context) (*newsstand.Newsstand, error) {
	var errs []error
	for _, port := range []int{newsstandPort, 0} {
		stand, err := newsstand.New(newsstand.Options{FirstPort: port})
		if err != nil {
			return nil, err
		}
		if err = stand.Start(ctx); err == nil {
			return stand, nil
		}
		errs = append(errs, err)
	}
	return nil, fmt.Errorf("start the newsstand: %w", errors.Join(errs...))
}
