package sqlite

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

func newStore(b *testing.B) *Store {
	return openAt(b, filepath.Join(b.TempDir(), "corpus.db"))
}

// BenchmarkPutArticle stores articles of 3.3 KB, a transaction each.
func BenchmarkPutArticle(b *testing.B) {
	s := newStore(b)
	n := 0
	for b.Loop() {
		if _, err := s.PutArticle(b.Context(), testArticle(n)); err != nil {
			b.Fatal(err)
		}
		n++
	}
}

// BenchmarkPutArticleAgain stores articles that are there.
func BenchmarkPutArticleAgain(b *testing.B) {
	s := newStore(b)
	fill(b, s, 1000, 0)
	n := 0
	for b.Loop() {
		if _, err := s.PutArticle(b.Context(), testArticle(n%1000)); err != nil {
			b.Fatal(err)
		}
		n++
	}
}

// BenchmarkArticleBesideWriter reads articles while another goroutine stores.
func BenchmarkArticleBesideWriter(b *testing.B) {
	s := newStore(b)
	fill(b, s, 1000, 0)
	var stop atomic.Bool
	done := make(chan error)
	go func() {
		var err error
		for n := 1000; err == nil && !stop.Load(); n++ {
			_, err = s.PutArticle(b.Context(), testArticle(n))
		}
		done <- err
	}()
	for b.Loop() {
		if _, err := s.Article(b.Context(), fmt.Sprintf("a%06d", rand.IntN(1000))); err != nil {
			b.Fatal(err)
		}
	}
	stop.Store(true)
	if err := <-done; err != nil {
		b.Fatal(err)
	}
}

// BenchmarkPutAnalyses stores analyses of three findings, a hundred a call;
// the figure is for one analysis.
func BenchmarkPutAnalyses(b *testing.B) {
	s := newStore(b)
	fill(b, s, 5000, 0)
	n := 0
	var batch []*corpus.Analysis
	for b.Loop() {
		batch = append(batch, analysisOf(n%5000))
		if len(batch) == 100 {
			if err := s.PutAnalyses(b.Context(), batch); err != nil {
				b.Fatal(err)
			}
			batch = batch[:0]
		}
		n++
	}
}

// BenchmarkClaims asks a corpus of 20,000 articles for pages of 50 claims.
func BenchmarkClaims(b *testing.B) {
	s := newStore(b)
	fill(b, s, 20_000, 20_000)
	for _, f := range []corpus.ClaimFilter{
		{Limit: 50}, {Limit: 50, Offset: 5000}, {Frame: "invasion", Limit: 50}, {Lang: "en", Stances: []corpus.Stance{corpus.StanceEndorsed}, Limit: 50},
	} {
		b.Run(fmt.Sprintf("%+v", f), func(b *testing.B) {
			for b.Loop() {
				if claims, err := s.Claims(b.Context(), f); err != nil || len(claims) != 50 {
					b.Fatal(len(claims), err)
				}
			}
		})
	}
}

// BenchmarkLedger claims and settles the articles of a corpus of 20,000, a
// hundred a call; the figure is for one article.
func BenchmarkLedger(b *testing.B) {
	s := newStore(b)
	fill(b, s, 20_000, 0)
	stage := testStage
	var leases []corpus.Lease
	for n := 0; b.Loop(); n++ {
		if n%20_000 == 0 {
			stage.Version += "+"
		}
		if n%100 != 0 {
			continue
		}
		var err error
		if leases, err = s.ClaimWork(b.Context(), stage, 100, testTime, 1e15); err != nil || len(leases) != 100 {
			b.Fatal(len(leases), err)
		}
		outcomes := make([]corpus.Outcome, len(leases))
		for i, l := range leases {
			outcomes[i] = corpus.Outcome{ArticleID: l.ArticleID, Try: l.Try}
		}
		if err := s.SettleWork(b.Context(), stage, outcomes); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkNothingDue asks for work when all of 20,000 articles are settled.
func BenchmarkNothingDue(b *testing.B) {
	s := newStore(b)
	fill(b, s, 20_000, 0)
	for {
		leases, err := s.ClaimWork(b.Context(), testStage, 1000, testTime, 1e15)
		if err != nil {
			b.Fatal(err)
		}
		if len(leases) == 0 {
			break
		}
		outcomes := make([]corpus.Outcome, len(leases))
		for i, l := range leases {
			outcomes[i] = corpus.Outcome{ArticleID: l.ArticleID, Try: l.Try}
		}
		if err := s.SettleWork(b.Context(), testStage, outcomes); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if leases, err := s.ClaimWork(b.Context(), testStage, 100, testTime, 1e15); err != nil || len(leases) != 0 {
			b.Fatal(len(leases), err)
		}
	}
}

// fill stores articles, and analyses of the first of them.
func fill(b *testing.B, s *Store, articles, analyses int) {
	b.Helper()
	for n := range articles {
		if _, err := s.PutArticle(b.Context(), testArticle(n)); err != nil {
			b.Fatal(err)
		}
	}
	for n := 0; n < analyses; n += 100 {
		var batch []*corpus.Analysis
		for i := n; i < n+100; i++ {
			batch = append(batch, analysisOf(i))
		}
		if err := s.PutAnalyses(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
}

// analysisOf has one sentence of its own, one that some articles share, and
// one that stands in every fiftieth.
func analysisOf(n int) *corpus.Analysis {
	a := testArticle(n)
	sentences := []string{fmt.Sprintf("Alone stands sentence %03d.", n), fmt.Sprintf("Shared sentence %03d.", n%7001)}
	if n%50 == 0 {
		sentences = append(sentences, "Read all about it.")
	}
	return testAnalysis(a.ID, sentences...)
}
