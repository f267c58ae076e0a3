package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/crawler/opml"
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

func (a *app) sourcesAddCommand() *cobra.Command {
	var s corpus.Source
	var outlet string
	var page bool
	var find bool
	var network networkFlags
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
					if !isURL(u) {
						return usagef("%s: not an http or https address", u)
					}
					if find {
						var err error
						if u, err = a.findFeed(cmd.Context(), &network, u); err != nil {
							return err
						}
						fmt.Fprintf(a.out, "%s\n", u)
					}
					n := s
					n.URL, n.ID, n.Kind, n.State, n.Added = u, corpus.SourceID(u), corpus.SourceFeed, corpus.SourceActive, time.Now()
					n.Outlet = corpus.OutletKind(outlet)
					if page {
						n.Kind = corpus.SourcePage
					}
					err := store.AddSource(cmd.Context(), &n)
					if errors.Is(err, corpus.ErrConflict) {
						fmt.Fprintf(a.err, "%s: is a source already\n", u)
						continue
					}
					if err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&s.Title, "title", "", "name of the outlet")
	cmd.Flags().StringVar(&s.Lang, "lang", "", "language, ISO 639-1")
	cmd.Flags().StringVar(&s.Country, "country", "", "country, ISO 3166-1 alpha-2")
	cmd.Flags().StringVar(&outlet, "outlet", "", "public-service, national, regional, official-eu, fact-checker or training")
	network.add(cmd)
	cmd.Flags().BoolVar(&find, "find", false, "look for the feed of the site at the address")
	cmd.Flags().BoolVar(&page, "page", false, "watch one page instead of a feed")
	return cmd
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

func (a *app) sourcesImportCommand() *cobra.Command {
	var dryRun, asJSON, starter bool
	cmd := &cobra.Command{
		Use:   "import [--dry-run] [--jsonl] FILE.opml…",
		Short: "Add the feeds of OPML files",
		Long: `Adds the feeds of OPML files; folders become tags. Files that are not well-formed are read as far as they go.
With --starter, adds the list of European news feeds that comes with the program.`,
		Example: "  alleys sources import feeds.opml\n  alleys sources import --dry-run --jsonl feeds.opml",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && !starter {
				return usagef("sources import needs an OPML file, or --starter; see alleys sources import --help")
			}
			return a.importLists(cmd.Context(), args, starter, dryRun, asJSON)
		},
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "only show what would be added")
	cmd.Flags().BoolVar(&asJSON, "jsonl", false, "print one JSON object a line")
	cmd.Flags().BoolVar(&starter, "starter", false, "the European news feeds that come with the program")
	return cmd
}

// importLists reads OPML files; a file that cannot be read is told, and the
// others go on.
func (a *app) importLists(ctx context.Context, files []string, starter, dryRun, asJSON bool) error {
	failed := false
	var sources []*corpus.Source
	read := func(name string, data []byte, err error) {
		if err == nil {
			var some []*corpus.Source
			some, err = sourcesOf(name, data)
			sources = append(sources, some...)
		}
		if err != nil {
			failed = true
			fmt.Fprintf(a.err, "alleys: %s\n", oneLine(err))
		}
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		read(file, data, err)
	}
	if starter {
		read("starter list", opml.StarterOPML(), nil)
	}
	out := newLines(a.out)
	if dryRun {
		for _, s := range sources {
			if asJSON {
				out.json(newSourceRecord(s))
			} else {
				out.printf("%s\t%s\n", s.URL, s.Title)
			}
		}
		return reported(failed, out.flush())
	}
	return a.withStore(ctx, func(store corpus.Store) error {
		added := 0
		for _, s := range sources {
			err := store.AddSource(ctx, s)
			if errors.Is(err, corpus.ErrConflict) {
				continue
			}
			if err != nil {
				return err
			}
			added++
			if asJSON {
				out.json(newSourceRecord(s))
			}
		}
		if !asJSON {
			out.printf("%d sources added, %d were there\n", added, len(sources)-added)
		}
		return reported(failed, out.flush())
	})
}

// sourcesOf turns an OPML file into sources.
func sourcesOf(name string, data []byte) ([]*corpus.Source, error) {
	outlines, err := opml.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var out []*corpus.Source
	for _, o := range outlines {
		lang, _, _ := strings.Cut(strings.ToLower(o.Lang), "-")
		u := o.FeedURL()
		out = append(out, &corpus.Source{
			ID: corpus.SourceID(u), URL: u, Kind: corpus.SourceFeed, Title: o.Title, SiteURL: o.HTMLURL,
			Lang: lang, Country: o.Country, Outlet: corpus.OutletKind(o.Kind), Tags: o.Tags,
			State: corpus.SourceActive, Added: time.Now(),
		})
	}
	return out, nil
}

// importSources adds the feeds of an OPML file that are not there yet, and
// returns the stored state of all.
func importSources(ctx context.Context, store corpus.SourceStore, name string, data []byte) ([]*corpus.Source, error) {
	sources, err := sourcesOf(name, data)
	if err != nil {
		return nil, err
	}
	for i, s := range sources {
		err := store.AddSource(ctx, s)
		if errors.Is(err, corpus.ErrConflict) {
			if sources[i], err = store.Source(ctx, s.ID); err != nil {
				return nil, err
			}
			continue
		}
		if err != nil {
			return nil, err
		}
	}
	return sources, nil
}

func (a *app) sourcesExportCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "export",
		Short:   "Write the sources as OPML",
		Example: "  alleys sources export > feeds.opml",
		Args:    argsBetween(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withStore(cmd.Context(), func(store corpus.Store) error {
				sources, err := store.Sources(cmd.Context())
				if err != nil {
					return err
				}
				var outlines []opml.Outline
				for _, s := range sources {
					if s.Kind == corpus.SourceFeed {
						outlines = append(outlines, opml.Outline{Title: s.Title, XMLURL: s.URL, HTMLURL: s.SiteURL, Lang: s.Lang, Country: s.Country, Kind: opml.Kind(s.Outlet), Tags: s.Tags})
					}
				}
				return opml.Write(a.out, outlines)
			})
		},
	}
}
