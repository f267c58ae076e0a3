package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/corpus"
)

func (a *app) sourcesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "sources list|add|remove|import|export",
		Short:   "The feeds and pages to watch",
		Example: "  alleys sources import --starter\n  alleys sources add https://example.org/rss.xml\n  alleys sources list",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("sources needs one of list, add, remove, import, export; see alleys sources --help")
			}
			return usagef("there is no command sources %q; there are list, add, remove, import, export", args[0])
		},
		RunE: func(*cobra.Command, []string) error { return nil },
	}
	cmd.AddCommand(a.sourcesListCommand(), a.sourcesAddCommand(), a.sourcesRemoveCommand(), a.sourcesImportCommand(), a.sourcesExportCommand())
	return cmd
}

// withStore opens the corpus for a command.
func (a *app) withStore(ctx context.Context, do func(corpus.Store) error) (err error) {
	store, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return do(store)
}

// sourceRecord is a source as JSON.
type sourceRecord struct {
	ID       string   `json:"id"`
	URL      string   `json:"url"`
	Kind     string   `json:"kind"`
	Title    string   `json:"title"`
	Site     string   `json:"site"`
	Lang     string   `json:"lang"`
	Country  string   `json:"country"`
	Outlet   string   `json:"outlet"`
	Tags     []string `json:"tags"`
	State    string   `json:"state"`
	LastPoll string   `json:"last_poll"`
	NextPoll string   `json:"next_poll"`
	Failures int      `json:"failures"`
	Problem  string   `json:"problem"`
}

func newSourceRecord(s *corpus.Source) sourceRecord {
	stamp := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(time.RFC3339)
	}
	tags := s.Tags
	if tags == nil {
		tags = []string{}
	}
	return sourceRecord{s.ID, s.URL, string(s.Kind), s.Title, s.SiteURL, s.Lang, s.Country, string(s.Outlet), tags, string(s.State),
		stamp(s.LastPoll), stamp(s.NextPoll), s.Failures, s.Problem}
}

func (a *app) sourcesListCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the sources with their health",
		Example: "  alleys sources list",
		Args:    argsBetween(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withStore(cmd.Context(), func(store corpus.Store) error {
				sources, err := store.Sources(cmd.Context())
				if err != nil {
					return err
				}
				if asJSON {
					out := newLines(a.out)
					for _, s := range sources {
						out.json(newSourceRecord(s))
					}
					return out.flush()
				}
				return printSources(a.out, sources)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "jsonl", false, "print one JSON object a line")
	return cmd
}

func printSources(w io.Writer, sources []*corpus.Source) error {
	if len(sources) == 0 {
		fmt.Fprintln(w, `no sources yet; add one with "alleys sources add URL", or many with "alleys sources import --starter"`)
		return nil
	}
	tab := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(tab, "TITLE\tLANG\tSTATE\tLAST GOOD\tPROBLEM\tURL")
	for _, s := range sources {
		fmt.Fprintf(tab, "%s\t%s\t%s\t%s\t%s\t%s\n", cmp.Or(s.Title, "–"), cmp.Or(s.Lang, "–"), s.State, cmp.Or(day(s.LastGood), "never"), cmp.Or(s.Problem, "–"), s.URL)
	}
	return tab.Flush()
}

// sourcesAdd is one call of "alleys sources add".
type sourcesAdd struct {
	app     *app
	network networkFlags
	like    corpus.Source // what all new sources have in common
	outlet  string
	page    bool
	find    bool
}

func (a *app) sourcesAddCommand() *cobra.Command {
	add := &sourcesAdd{app: a}
	cmd := &cobra.Command{
		Use:   "add URL…",
		Short: "Watch feeds, sites, or with --page single pages",
		Long: `Adds the feed at an address. With --find the address is fetched first, so that the front page of a site will do:
its feed is looked for.`,
		Example: "  alleys sources add --lang it --country IT https://example.org/rss.xml\n  alleys sources add --find https://example.org/",
		Args:    argsBetween(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withStore(cmd.Context(), func(store corpus.Store) error {
				for _, u := range args {
					if err := add.one(cmd.Context(), store, u); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&add.like.Title, "title", "", "name of the outlet")
	cmd.Flags().StringVar(&add.like.Lang, "lang", "", "language, ISO 639-1")
	cmd.Flags().StringVar(&add.like.Country, "country", "", "country, ISO 3166-1 alpha-2")
	cmd.Flags().StringVar(&add.outlet, "outlet", "", "public-service, national, regional, official-eu, fact-checker or training")
	add.network.add(cmd)
	cmd.Flags().BoolVar(&add.find, "find", false, "look for the feed of the site at the address")
	cmd.Flags().BoolVar(&add.page, "page", false, "watch one page instead of a feed")
	return cmd
}

// one adds the source at an address, unless it is one.
func (n *sourcesAdd) one(ctx context.Context, store corpus.Store, u string) error {
	if !isURL(u) {
		return usagef("%s: not an http or https address", u)
	}
	if n.find {
		var err error
		if u, err = n.app.findFeed(ctx, &n.network, u); err != nil {
			return err
		}
		fmt.Fprintf(n.app.out, "%s\n", u)
	}
	s := n.like
	s.URL, s.ID, s.Kind, s.State, s.Added = u, corpus.SourceID(u), corpus.SourceFeed, corpus.SourceActive, time.Now()
	s.Outlet = corpus.OutletKind(n.outlet)
	if n.page {
		s.Kind = corpus.SourcePage
	}
	err := store.AddSource(ctx, &s)
	if errors.Is(err, corpus.ErrConflict) {
		fmt.Fprintf(n.app.err, "%s: is a source already\n", u)
		return nil
	}
	return err
}

// findFeed looks for the feed of a site.
func (a *app) findFeed(ctx context.Context, network *networkFlags, u string) (string, error) {
	client, err := network.client()
	if err != nil {
		return "", err
	}
	defer client.Close()
	found, err := feedAt(ctx, client, u)
	if err == nil && found == "" {
		err = fmt.Errorf("%s: is an article, not a site or a feed; --page watches it", u)
	}
	return found, err
}

func (a *app) sourcesRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "remove URL|ID…",
		Short:   "Watch sources no more; their articles stay",
		Example: "  alleys sources remove https://example.org/rss.xml",
		Args:    argsBetween(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withStore(cmd.Context(), func(store corpus.Store) error {
				sources, err := store.Sources(cmd.Context())
				if err != nil {
					return err
				}
				for _, arg := range args {
					id := ""
					for _, s := range sources {
						if s.ID == arg || s.URL == arg || s.ID == corpus.SourceID(arg) {
							id = s.ID
						}
					}
					if id == "" {
						return fmt.Errorf("%s: no such source; see alleys sources list", arg)
					}
					if err := store.RemoveSource(cmd.Context(), id); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
}
