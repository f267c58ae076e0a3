package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/crawler/opml"
)

// listsImport is one call of "alleys sources import".
type listsImport struct {
	app     *app
	dryRun  bool
	asJSON  bool
	starter bool
}

func (a *app) sourcesImportCommand() *cobra.Command {
	l := &listsImport{app: a}
	cmd := &cobra.Command{
		Use:   "import [--dry-run] [--jsonl] FILE.opml…",
		Short: "Add the feeds of OPML files",
		Long: `Adds the feeds of OPML files; folders become tags. Files that are not well-formed are read as far as they go.
With --starter, adds the list of European news feeds that comes with the program.`,
		Example: "  alleys sources import feeds.opml\n  alleys sources import --dry-run --jsonl feeds.opml",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && !l.starter {
				return usagef("sources import needs an OPML file, or --starter; see alleys sources import --help")
			}
			return l.run(cmd.Context(), args)
		},
	}
	cmd.Flags().BoolVar(&l.dryRun, "dry-run", false, "only show what would be added")
	cmd.Flags().BoolVar(&l.asJSON, "jsonl", false, "print one JSON object a line")
	cmd.Flags().BoolVar(&l.starter, "starter", false, "the European news feeds that come with the program")
	return cmd
}

// run adds the sources of the files, or shows them. A file that cannot be read
// is told, and the others go on.
func (l *listsImport) run(ctx context.Context, files []string) error {
	sources, failed := l.read(files)
	out := newLines(l.app.out)
	if l.dryRun {
		for _, s := range sources {
			if l.asJSON {
				out.json(newSourceRecord(s))
			} else {
				out.printf("%s\t%s\n", s.URL, s.Title)
			}
		}
		return reported(failed, out.flush())
	}
	return l.app.withStore(ctx, func(store corpus.Store) error {
		if err := l.store(ctx, store, sources, out); err != nil {
			return err
		}
		return reported(failed, out.flush())
	})
}

// read returns the sources of the files, and whether one could not be read.
func (l *listsImport) read(files []string) (sources []*corpus.Source, failed bool) {
	read := func(name string, data []byte, err error) {
		if err == nil {
			var some []*corpus.Source
			some, err = sourcesOf(name, data)
			sources = append(sources, some...)
		}
		if err != nil {
			failed = true
			fmt.Fprintf(l.app.err, "alleys: %s\n", oneLine(err))
		}
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		read(file, data, err)
	}
	if l.starter {
		read("starter list", opml.StarterOPML(), nil)
	}
	return sources, failed
}

// store adds the sources that are not there yet.
func (l *listsImport) store(ctx context.Context, store corpus.Store, sources []*corpus.Source, out *lines) error {
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
		if l.asJSON {
			out.json(newSourceRecord(s))
		}
	}
	if !l.asJSON {
		out.printf("%s added, %d were there\n", counted(added, "source"), len(sources)-added)
	}
	return nil
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
