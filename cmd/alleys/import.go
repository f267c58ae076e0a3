package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/crawler"
)

func (a *app) importCommand() *cobra.Command {
	var archives []string
	cmd := &cobra.Command{
		Use:   "import FILE|FOLDER…",
		Short: "Store articles from web archives, JSON lines or saved pages",
		Long: `Stores, analyses and indexes the articles of files: web archives (.warc, .warc.gz), lines of JSON (.jsonl,
with "url" and "text", and optionally "title", "lang", "outlet", "published", "authors"), and saved pages (.html, .html.gz).
--warc names a web archive whatever its name ends in.
What cannot be read is named, and the rest goes on. The exit status is 1 when something could not be read and no
article was.`,
		Example: "  alleys import crawl.warc.gz\n  alleys import articles.jsonl saved-pages/",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(archives) > 0 {
				return nil
			}
			return argsBetween(1, -1)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.importFiles(cmd.Context(), args, archives) },
	}
	cmd.Flags().StringSliceVar(&archives, "warc", nil, "web archive to import; repeatable")
	return cmd
}

func (a *app) importFiles(ctx context.Context, args, archives []string) (err error) {
	files, err := importable(args)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	w, err := a.openWorkshop(ctx, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(unlessStopped(ctx, err), w.close()) }()
	progress := newProgress(a.err)
	forgotten, err := barred(ctx, w.store)
	if err != nil {
		return err
	}
	c := &crawler.Crawler{Store: w.store, Log: log, Progress: progress.event, Barred: isBarred(forgotten)}
	report := c.NewReport()
	loaded := loadAll(ctx, archives, c.LoadArchive, report)
	if loaded == nil {
		loaded = loadAll(ctx, files, c.Load, report)
	}
	progress.end()
	for _, e := range report.Problems {
		fmt.Fprintf(a.err, "%s\n", e)
	}
	for _, line := range report.SkippedLines() {
		fmt.Fprintf(a.err, "left out: %s\n", line)
	}
	fmt.Fprintf(a.out, "%s, %d changed, %d the same, %d left out, %d failed\n", counted(report.Counts[crawler.EventNew], "new article"),
		report.Counts[crawler.EventChanged], report.Counts[crawler.EventSame], report.Counts[crawler.EventSkipped], len(report.Problems))
	if loaded != nil {
		return loaded
	}
	if w.engine == nil {
		fmt.Fprintln(a.err, takenUp)
	}
	return reported(noneLoaded(report), w.drain(ctx))
}

// noneLoaded tells whether all that was tried could not be read.
func noneLoaded(report *crawler.Report) bool {
	read := 0
	for _, kind := range []crawler.EventKind{crawler.EventNew, crawler.EventChanged, crawler.EventSame, crawler.EventSkipped} {
		read += report.Counts[kind]
	}
	return len(report.Problems) > 0 && read == 0
}

// loadAll stores the articles of files until one cannot be read at all.
func loadAll(ctx context.Context, files []string, load func(context.Context, string, *crawler.Report) error, report *crawler.Report) error {
	for _, file := range files {
		if err := load(ctx, file, report); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return nil
}

// importable lists the files named and those in the folders named.
func importable(args []string) ([]string, error) {
	var files []string
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			files = append(files, arg)
			continue
		}
		err = filepath.WalkDir(arg, func(file string, d fs.DirEntry, err error) error {
			ext := filepath.Ext(strings.TrimSuffix(strings.ToLower(file), ".gz"))
			if err == nil && !d.IsDir() && slices.Contains([]string{".warc", ".jsonl", ".ndjson", ".html", ".htm", ".xhtml"}, ext) {
				files = append(files, file)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}
