package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/crawler/dedupe"
)

// forgetRun is one call of "alleys forget".
type forgetRun struct {
	app      *app
	archives []string
	undo     bool

	shop *workshop
	ids  map[string]bool // of the articles to forget
	held map[string]int  // how many of them lie in an archive file
}

func (a *app) forgetCommand() *cobra.Command {
	r := &forgetRun{app: a, ids: map[string]bool{}, held: map[string]int{}}
	cmd := &cobra.Command{
		Use:   "forget URL|DOMAIN…",
		Short: "Remove an article, or all of an outlet's, for good",
		Long: `Removes articles with their versions, findings and place in the index, and keeps later crawls and imports from
bringing them back. The corpus then no longer points to their records in web archives; the records themselves go from
the archives named with --warc, and stay in all others. With --undo, the articles may come back.

An archive is replaced in one step, and every other record stays byte for byte where it was.`,
		Example: "  alleys forget https://example.org/news/story.html\n  alleys forget example.org --warc crawl.warc.gz\n  alleys forget --undo example.org",
		Args:    argsBetween(1, -1),
		RunE:    func(cmd *cobra.Command, args []string) error { return r.run(cmd.Context(), args) },
	}
	cmd.Flags().StringSliceVar(&r.archives, "warc", nil, "web archive to remove the records from as well; repeatable")
	cmd.Flags().BoolVar(&r.undo, "undo", false, "let what was forgotten come back with the next crawl")
	return cmd
}

func (r *forgetRun) run(ctx context.Context, args []string) (err error) {
	names := make([]string, len(args))
	for i, arg := range args {
		if names[i], err = barName(arg); err != nil {
			return err
		}
	}
	if r.shop, err = r.app.openWorkshop(ctx, slog.New(slog.NewTextHandler(io.Discard, nil))); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.shop.close()) }()
	if r.undo {
		return r.allow(ctx, args, names)
	}
	// Barred first: what is removed must not come back in between.
	if err := bar(ctx, r.shop.store, names...); err != nil {
		return err
	}
	for i, arg := range args {
		if err := r.find(ctx, arg, names[i]); err != nil {
			return err
		}
	}
	// The archives come before the corpus, which knows the articles' other addresses.
	archiveErr := r.fromArchives(ctx, names)
	for id := range r.ids {
		if err := r.shop.store.ForgetArticle(ctx, id); err != nil && !errors.Is(err, corpus.ErrNotFound) {
			return errors.Join(archiveErr, err)
		}
	}
	switch {
	case r.shop.index != nil:
		if err := r.shop.index.Sweep(ctx); err != nil {
			return errors.Join(archiveErr, err)
		}
	case len(r.ids) > 0:
		fmt.Fprintln(r.app.err, "another alleys is working on this corpus; it drops the articles from the index at its next look")
	}
	fmt.Fprintf(r.app.out, "%s forgotten\n", counted(len(r.ids), "article"))
	return errors.Join(archiveErr, r.tellWhatStays(ctx, names))
}

// barName is how an address or a domain stands in the list.
func barName(arg string) (string, error) {
	if isURL(arg) {
		return dedupe.CanonicalURL(arg)
	}
	if ip, err := netip.ParseAddr(arg); err == nil {
		return ip.String(), nil
	}
	// A label before it keeps the host from being read as that of a mobile site.
	canonical, err := dedupe.CanonicalURL("http://a." + arg + "/")
	if err == nil {
		if u, err := url.Parse(canonical); err == nil && u.Path == "/" && u.Port() == "" && strings.Contains(arg, ".") {
			return strings.TrimPrefix(u.Hostname(), "a."), nil
		}
	}
	return "", usagef("%s: neither an http or https address nor a domain like example.org", arg)
}

// allow lets what was forgotten come back.
func (r *forgetRun) allow(ctx context.Context, args, names []string) error {
	for i, name := range names {
		found, err := unbar(ctx, r.shop.store, name)
		if err != nil {
			return err
		}
		if !found {
			fmt.Fprintf(r.app.err, "alleys: %s: was not forgotten\n", args[i])
		}
	}
	return nil
}

// find notes the articles at an address or of a domain.
func (r *forgetRun) find(ctx context.Context, arg, name string) error {
	articles, err := r.forgettable(ctx, arg, name)
	if err != nil {
		return err
	}
	for _, a := range articles {
		if !r.ids[a.ID] && a.Record.File != "" {
			r.held[a.Record.File]++
		}
		r.ids[a.ID] = true
	}
	if len(articles) == 0 {
		fmt.Fprintf(r.app.err, "alleys: %s: no article is known by that address or domain; it is kept out from now on, see --undo\n", arg)
	}
	return nil
}

func (r *forgetRun) forgettable(ctx context.Context, arg, name string) ([]*corpus.Article, error) {
	if !isURL(arg) {
		return r.shop.store.Articles(ctx, corpus.ArticleFilter{Host: name})
	}
	known, err := r.shop.store.ArticleKnown(ctx, []string{arg, name})
	if err != nil {
		return nil, err
	}
	return r.shop.store.ArticlesByID(ctx, slices.Compact(slices.Sorted(maps.Values(known))))
}
