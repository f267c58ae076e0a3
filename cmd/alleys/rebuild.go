package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/corpus/sqlite"
)

func (a *app) rebuildCommand() *cobra.Command {
	var indexOnly bool
	cmd := &cobra.Command{
		Use:   "rebuild",
		Short: "Make analyses and index afresh from the corpus",
		Long: `Deletes the index and forgets which articles were analysed, then analyses and indexes all of them again.
Nothing is fetched. The result is the same as before, unless rules or program changed.`,
		Example: "  alleys rebuild\n  alleys rebuild --index",
		Args:    argsBetween(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.rebuild(cmd.Context(), indexOnly) },
	}
	cmd.Flags().BoolVar(&indexOnly, "index", false, "keep the analyses that are up to date and make the index only")
	return cmd
}

func (a *app) rebuild(ctx context.Context, indexOnly bool) (err error) {
	log := slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	w, err := a.openWorkshop(ctx, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	if w.engine == nil {
		return sqlite.ErrOwned
	}
	if err := w.freshIndex(a, log); err != nil {
		return err
	}
	if !indexOnly {
		for _, stage := range []string{"analyze", "story"} {
			if err := w.store.ResetWork(ctx, stage); err != nil {
				return err
			}
		}
	}
	if err := w.drain(ctx); err != nil {
		return err
	}
	n, err := w.engine.Count(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s indexed\n", counted(n, "article"))
	return nil
}
