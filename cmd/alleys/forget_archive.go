package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"slices"

	"github.com/alleys-eu/alleys/crawler/dedupe"
	"github.com/alleys-eu/alleys/crawler/warc"
)

// fromArchives removes the records of the articles from the archives named. A
// file that cannot be rewritten is as before, and the others go on.
func (r *forgetRun) fromArchives(ctx context.Context, names []string) error {
	var errs []error
	for _, file := range r.archives {
		var lookup error
		removed, err := warc.Remove(file, func(rec *warc.Record) bool {
			if rec.TargetURI == "" || lookup != nil {
				return false
			}
			gone, err := r.isGone(ctx, rec.TargetURI, names)
			lookup = err
			return gone
		})
		if err = errors.Join(lookup, err); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", file, err))
			continue
		}
		delete(r.held, filepath.Base(file))
		fmt.Fprintf(r.app.out, "%s removed from %s\n", counted(removed.Records, "record"), file)
		if removed.Bereft > 0 {
			fmt.Fprintf(r.app.err, "%s: %d records of other addresses had the same content as one of these and have lost it\n", file, removed.Bereft)
		}
	}
	return errors.Join(errs...)
}

// isGone tells whether what was fetched at an address is to be forgotten: by the
// address itself, by its host, or because it led to one of the articles.
func (r *forgetRun) isGone(ctx context.Context, address string, names []string) (bool, error) {
	canonical, err := dedupe.CanonicalURL(address)
	if err != nil {
		return false, nil // no address of a page
	}
	u, err := url.Parse(canonical)
	if err != nil {
		return false, nil
	}
	if isBarred(names)(canonical, u.Hostname()) {
		return true, nil
	}
	known, err := r.shop.store.ArticleKnown(ctx, []string{address, canonical})
	if err != nil {
		return false, err
	}
	for _, id := range known {
		if r.ids[id] {
			return true, nil
		}
	}
	return false, nil
}

// tellWhatStays names what the command does not reach.
func (r *forgetRun) tellWhatStays(ctx context.Context, names []string) error {
	for _, file := range slices.Sorted(maps.Keys(r.held)) {
		fmt.Fprintf(r.app.err, "%d of them still have records in %s; remove these with: alleys forget --warc %s …\n", r.held[file], file, file)
	}
	sources, err := r.shop.store.Sources(ctx)
	if err != nil {
		return err
	}
	for _, s := range sources {
		if u, err := url.Parse(s.URL); err == nil && isBarred(names)(s.URL, u.Hostname()) {
			fmt.Fprintf(r.app.err, "%s is still among the sources; alleys sources remove %s takes it out\n", s.URL, s.URL)
		}
	}
	return nil
}
