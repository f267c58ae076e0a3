package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/crawler/dedupe"
)

func (a *app) forgetCommand() *cobra.Command {
	var undo bool
	cmd := &cobra.Command{
		Use:   "forget URL|DOMAIN…",
		Short: "Remove an article, or all of an outlet's, for good",
		Long: `Removes articles with their versions, findings and place in the index, and keeps later crawls from bringing them back.
Records in archives (--warc) are not touched; the corpus no longer points to them. With --undo, they may come back.`,
		Example: "  alleys forget https://example.org/news/story.html\n  alleys forget example.org\n  alleys forget --undo example.org",
		Args:    argsBetween(1, -1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			ctx := cmd.Context()
			w, err := a.openWorkshop(ctx, slog.New(slog.NewTextHandler(io.Discard, nil)))
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, w.close()) }()
			if undo {
				return a.unforget(ctx, w.store, args)
			}
			total := 0
			for _, arg := range args {
				if err := bar(ctx, w.store, barName(arg)); err != nil {
					return err
				}
				ids, err := a.forgettable(cmd, w.store, arg)
				if err != nil {
					return err
				}
				for _, id := range ids {
					if err := w.store.ForgetArticle(ctx, id); err != nil && !errors.Is(err, corpus.ErrNotFound) {
						return err
					}
				}
				if len(ids) == 0 {
					fmt.Fprintf(a.err, "alleys: %s: no article is known by that address or domain\n", arg)
				}
				total += len(ids)
			}
			if w.index == nil {
				fmt.Fprintln(a.err, "another alleys is working on this corpus; it drops the articles from the index at its next look")
			} else if err := w.index.Sweep(ctx); err != nil {
				return err
			}
			fmt.Fprintf(a.out, "%d articles forgotten\n", total)
			return nil
		},
	}
	cmd.Flags().BoolVar(&undo, "undo", false, "let what was forgotten come back with the next crawl")
	return cmd
}

// barName is how an address or a domain stands in the list.
func barName(arg string) string {
	if canonical, err := dedupe.CanonicalURL(arg); isURL(arg) && err == nil {
		return canonical
	}
	return strings.ToLower(arg)
}

func (a *app) unforget(ctx context.Context, store corpus.AnalysisStore, args []string) error {
	for _, arg := range args {
		found, err := unbar(ctx, store, barName(arg))
		if err != nil {
			return err
		}
		if !found {
			fmt.Fprintf(a.err, "alleys: %s: was not forgotten\n", arg)
		}
	}
	return nil
}

// forgettable lists the articles at an address or of a domain.
func (a *app) forgettable(cmd *cobra.Command, store corpus.Store, arg string) ([]string, error) {
	if isURL(arg) {
		known, err := store.ArticleKnown(cmd.Context(), []string{arg})
		if err != nil || known[arg] == "" {
			return nil, err
		}
		return []string{known[arg]}, nil
	}
	articles, err := store.Articles(cmd.Context(), corpus.ArticleFilter{Host: arg})
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(articles))
	for i, art := range articles {
		ids[i] = art.ID
	}
	return ids, nil
}
