package main

import (
	"context"
	"slices"
	"strings"

	"github.com/alleys-eu/alleys/corpus"
)

// barredKey is the name under which the corpus keeps what was forgotten: one
// canonical address or host a line.
const barredKey = "forgotten"

// barred reads what must not come back.
func barred(ctx context.Context, store corpus.AnalysisStore) (list []string, err error) {
	s, err := store.Meta(ctx, barredKey)
	return strings.Fields(s), err
}

// bar adds to what must not come back.
func bar(ctx context.Context, store corpus.AnalysisStore, what ...string) error {
	list, err := barred(ctx, store)
	if err != nil {
		return err
	}
	list = append(list, what...)
	slices.Sort(list)
	return store.SetMeta(ctx, barredKey, strings.Join(slices.Compact(list), "\n"))
}

// unbar lets something come back.
func unbar(ctx context.Context, store corpus.AnalysisStore, what string) (found bool, err error) {
	list, err := barred(ctx, store)
	if err != nil {
		return false, err
	}
	kept := slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == what })
	return len(kept) < len(list), store.SetMeta(ctx, barredKey, strings.Join(kept, "\n"))
}

// isBarred tells whether an article is on the list, by its address or by its
// host or a domain above it.
func isBarred(list []string) func(canonical, host string) bool {
	return func(canonical, host string) bool {
		return slices.ContainsFunc(list, func(s string) bool {
			return s == canonical || s == host || strings.HasSuffix(host, "."+s)
		})
	}
}
