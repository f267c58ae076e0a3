package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

var togetherTests = map[string]func(*testing.T, corpus.Store){
	"writers and readers":        testTogetherWriters,
	"one article, many writers":  testTogetherOneArticle,
	"workers share the work":     testTogetherWorkers,
	"a context that has ended":   testTogetherEnded,
	"a context that ends midway": testTogetherEndsMidway,
	"closed":                     testTogetherClosed,
	"close waits for writes":     testTogetherCloseWaits,
}

func testTogetherWriters(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	const writers, each = 8, 25
	errs := make(chan error, 4*writers)
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				id := fmt.Sprintf("w%d-%d", w, i)
				if _, err := s.PutArticle(ctx, article(id)); err != nil {
					errs <- err
					return
				}
				if err := s.PutAnalysis(ctx, analysis(id, finding("invasion", "Same."), finding("invasion", id))); err != nil {
					errs <- err
					return
				}
			}
		})
		wg.Go(func() {
			for range each {
				if _, err := s.Claims(ctx, corpus.ClaimFilter{Limit: 5}); err != nil {
					errs <- err
					return
				}
				if _, err := s.Articles(ctx, corpus.ArticleFilter{Limit: 5}); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	n, err := s.CountArticles(ctx)
	must(t, err)
	equal(t, "articles", n, writers*each)
	equal(t, "articles of the claim", claim(t, s, corpus.ClaimID("en", "Same.")).Articles, writers*each)
	settleAll(t, s, analyze, writers*each)
}

func testTogetherOneArticle(t *testing.T, s corpus.Store) {
	const writers = 10
	outcomes := make([]corpus.PutOutcome, writers)
	errs := make([]error, writers)
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() { outcomes[w], errs[w] = s.PutArticle(t.Context(), change(article("a"), fmt.Sprint("text ", w))) })
	}
	wg.Wait()
	must(t, errors.Join(errs...))
	count := map[corpus.PutOutcome]int{}
	for _, o := range outcomes {
		count[o]++
	}
	equal(t, "outcomes", count, map[corpus.PutOutcome]int{corpus.PutNew: 1, corpus.PutChanged: writers - 1})
	equal(t, "version", read(t, s, "a").Version, writers)
	versions, err := s.ArticleVersions(t.Context(), "a")
	must(t, err)
	texts := map[string]bool{read(t, s, "a").Text: true}
	for i, v := range versions {
		equal(t, "number of the version", v.Version, writers-1-i)
		texts[v.Text] = true
	}
	equal(t, "texts that were kept", len(texts), writers)
}

func testTogetherWorkers(t *testing.T, s corpus.Store) {
	const n = 200
	for i := range n {
		put(t, s, article(fmt.Sprintf("a%03d", i)))
	}
	var mu sync.Mutex
	times := map[string]int{}
	var wg sync.WaitGroup
	errs := make([]error, 6)
	for w := range errs {
		wg.Go(func() {
			for {
				leases, err := s.ClaimWork(t.Context(), analyze, 7, noon, lease)
				if err != nil || len(leases) == 0 {
					errs[w] = err
					return
				}
				var outcomes []corpus.Outcome
				mu.Lock()
				for _, l := range leases {
					times[l.ArticleID]++
					outcomes = append(outcomes, corpus.Outcome{ArticleID: l.ArticleID, Try: l.Try})
				}
				mu.Unlock()
				if errs[w] = s.SettleWork(t.Context(), analyze, outcomes); errs[w] != nil {
					return
				}
			}
		})
	}
	wg.Wait()
	must(t, errors.Join(errs...))
	equal(t, "articles that were worked on", len(times), n)
	for id, k := range times {
		if k != 1 {
			t.Fatalf("%s was held %d times", id, k)
		}
	}
	pending(t, s, analyze, 0)
}

func testTogetherEnded(t *testing.T, s corpus.Store) {
	put(t, s, article("a"))
	for name, call := range calls(s) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := call(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("%s with a cancelled context: %v", name, err)
		}
		ctx, cancel = context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
		if err := call(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s past its deadline: %v", name, err)
		}
		cancel()
	}
	n, err := s.CountArticles(t.Context())
	must(t, err)
	equal(t, "articles", n, 1)
}

// testTogetherEndsMidway cancels calls at any moment. A call either did its
// work or says that the context has ended, and the store goes on.
func testTogetherEndsMidway(t *testing.T, s corpus.Store) {
	put(t, s, article("a"))
	stored := map[string]bool{}
	for round := range 15 {
		for name, call := range calls(s) {
			if name == "ForgetArticle" {
				continue
			}
			ctx, cancel := context.WithCancel(t.Context())
			go cancel()
			err := call(ctx)
			if err != nil && !errors.Is(err, context.Canceled) && !expected(err) {
				t.Fatalf("%s in round %d: %v", name, round, err)
			}
			if name == "PutArticle" && err == nil {
				stored["new"] = true
			}
			cancel()
		}
	}
	for id := range stored {
		read(t, s, id)
	}
	put(t, s, article("last"))
	must(t, s.ReleaseWork(t.Context()))
	if len(due(t, s, analyze, 10)) == 0 {
		t.Fatal("nothing due after calls that were cut short")
	}
}

// expected tells whether an error is one that a caller knows how to handle.
func expected(err error) bool {
	return errors.Is(err, corpus.ErrNotFound) || errors.Is(err, corpus.ErrConflict)
}

func testTogetherClosed(t *testing.T, s corpus.Store) {
	put(t, s, article("a"))
	must(t, s.Close())
	for name, call := range calls(s) {
		if call(t.Context()) == nil {
			t.Errorf("%s on a closed store: no error", name)
		}
	}
	must(t, s.Close())
}

func testTogetherCloseWaits(t *testing.T, s corpus.Store) {
	var wg sync.WaitGroup
	begun := make(chan struct{}, 4)
	for w := range 4 {
		wg.Go(func() {
			for i := 0; ; i++ {
				_, err := s.PutArticle(t.Context(), article(fmt.Sprintf("w%d-%d", w, i)))
				if i == 0 {
					begun <- struct{}{}
				}
				if err != nil {
					return
				}
			}
		})
	}
	for range 4 {
		<-begun
	}
	must(t, s.Close())
	wg.Wait()
}
