package work_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/sqlite"
	"github.com/alleys-eu/alleys/corpus/work"
)

// stage does what do says and notes the batches it was given.
type stage struct {
	ref     corpus.StageRef
	do      func(ctx context.Context, articles []*corpus.Article) ([]error, error)
	batches [][]string
}

func (s *stage) Ref() corpus.StageRef { return s.ref }

func (s *stage) Do(ctx context.Context, articles []*corpus.Article) ([]error, error) {
	var ids []string
	for _, a := range articles {
		ids = append(ids, a.ID)
	}
	s.batches = append(s.batches, ids)
	if s.do == nil {
		return nil, nil
	}
	return s.do(ctx, articles)
}

// tried returns how often each article was handed to the stage.
func (s *stage) tried() map[string]int {
	n := map[string]int{}
	for _, b := range s.batches {
		for _, id := range b {
			n[id]++
		}
	}
	return n
}

func each(articles []*corpus.Article, f func(id string) error) []error {
	errs := make([]error, len(articles))
	for i, a := range articles {
		errs[i] = f(a.ID)
	}
	return errs
}

var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

// bench is a store with articles a0, a1, … and a clock to turn.
type bench struct {
	*testing.T
	store *sqlite.Store
	now   time.Time
}

func newBench(t *testing.T, articles int) *bench {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "corpus.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	b := &bench{T: t, store: s, now: noon}
	for i := range articles {
		b.put(fmt.Sprintf("a%d", i), "text")
	}
	return b
}

func (b *bench) put(id, text string) {
	b.Helper()
	url := "https://example.org/" + id
	_, err := b.store.PutArticle(b.Context(), &corpus.Article{ID: id, URL: url, Canonical: url, Text: text, ContentHash: text + id, Fetched: b.now})
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) runner(stages ...*stage) *work.Runner {
	r := &work.Runner{Store: b.store, BatchSize: 4, Now: func() time.Time { return b.now }, MaxAttempts: 3}
	for _, s := range stages {
		r.Stages = append(r.Stages, s)
	}
	return r
}

func (b *bench) drain(r *work.Runner) work.Summary {
	b.Helper()
	sum, err := r.Drain(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	return sum
}

// quarantine returns the problems of the quarantined articles.
func (b *bench) quarantine() map[string]string {
	b.Helper()
	rows, err := b.store.Quarantine(b.Context(), "")
	if err != nil {
		b.Fatal(err)
	}
	got := map[string]string{}
	for _, q := range rows {
		got[q.Stage+" "+q.ArticleID] = q.Problem
	}
	return got
}

// counts checks a summary: done, retried and quarantined of each stage.
func (b *bench) counts(sum work.Summary, want ...[3]int) {
	b.Helper()
	var got [][3]int
	for _, s := range sum.Stages {
		got = append(got, [3]int{s.Done, s.Retried, s.Quarantined})
	}
	if !slices.Equal(got, want) {
		b.Fatalf("done, retried, quarantined: %v, want %v", got, want)
	}
}

func first() *stage { return &stage{ref: corpus.StageRef{Name: "first", Version: "1"}} }
func second() *stage {
	return &stage{ref: corpus.StageRef{Name: "second", Version: "1", After: "first"}}
}

func TestDrainRunsEachStageOnce(t *testing.T) {
	b := newBench(t, 10)
	one, two := first(), second()
	var progress []work.Progress
	r := b.runner(one, two)
	r.Progress = func(p work.Progress) { progress = append(progress, p) }
	b.counts(b.drain(r), [3]int{10, 0, 0}, [3]int{10, 0, 0})
	if len(one.batches) != 3 || len(two.batches) != 3 {
		t.Fatalf("batches %v and %v", one.batches, two.batches)
	}
	want := []work.Progress{{"first", 4, 10}, {"first", 8, 10}, {"first", 10, 10}, {"second", 4, 10}, {"second", 8, 10}, {"second", 10, 10}}
	if !slices.Equal(progress, want) {
		t.Fatalf("progress %v, want %v", progress, want)
	}
	b.counts(b.drain(r), [3]int{}, [3]int{})

	b.put("a3", "changed")
	b.counts(b.drain(r), [3]int{1, 0, 0}, [3]int{1, 0, 0})
	one.ref.Version = "2"
	b.counts(b.drain(r), [3]int{10, 0, 0}, [3]int{10, 0, 0})
	two.ref.Version = "2"
	b.counts(b.drain(r), [3]int{}, [3]int{10, 0, 0})
}

func TestDrainTakesWhatAStageAdds(t *testing.T) {
	b := newBench(t, 1)
	one, two := first(), second()
	two.do = func(_ context.Context, articles []*corpus.Article) ([]error, error) {
		if articles[0].ID == "a0" {
			b.put("late", "text")
		}
		return nil, nil
	}
	b.counts(b.drain(b.runner(one, two)), [3]int{2, 0, 0}, [3]int{2, 0, 0})
}

func TestErrorIsQuarantined(t *testing.T) {
	b := newBench(t, 6)
	one, two := first(), second()
	one.do = func(_ context.Context, articles []*corpus.Article) ([]error, error) {
		return each(articles, func(id string) error {
			if id == "a2" {
				return errors.New("two\n  lines " + strings.Repeat("ü", 1000))
			}
			return nil
		}), nil
	}
	var logged bytes.Buffer
	r := b.runner(one, two)
	r.Log = slog.New(slog.NewTextHandler(&logged, nil))
	b.counts(b.drain(r), [3]int{5, 0, 1}, [3]int{6, 0, 0})
	problem := b.quarantine()["first a2"]
	if !strings.HasPrefix(problem, "two lines üü") || len([]rune(problem)) > 401 {
		t.Fatalf("problem %q", problem)
	}
	if n := strings.Count(logged.String(), "article=a2"); n != 1 {
		t.Fatalf("logged %d times:\n%s", n, &logged)
	}
	b.now = b.now.AddDate(1, 0, 0)
	b.counts(b.drain(r), [3]int{}, [3]int{})
}

func TestTemporaryFailureIsTriedAgainLater(t *testing.T) {
	b := newBench(t, 2)
	one, two := first(), second()
	one.do = func(_ context.Context, articles []*corpus.Article) ([]error, error) {
		return each(articles, func(id string) error {
			if id == "a0" {
				return work.Temporary(errors.New("server busy"))
			}
			return nil
		}), nil
	}
	r := b.runner(one, two)
	r.FirstDelay, r.MaxDelay = time.Hour, 90*time.Minute
	b.counts(b.drain(r), [3]int{1, 1, 0}, [3]int{1, 0, 0})
	b.counts(b.drain(r), [3]int{}, [3]int{})
	b.now = b.now.Add(time.Hour)
	b.counts(b.drain(r), [3]int{0, 1, 0}, [3]int{})
	b.now = b.now.Add(time.Hour)
	b.counts(b.drain(r), [3]int{}, [3]int{})
	b.now = b.now.Add(30 * time.Minute) // the delay is capped
	b.counts(b.drain(r), [3]int{0, 0, 1}, [3]int{1, 0, 0})
	if got, want := b.quarantine()["first a0"], "server busy (given up after 3 tries)"; got != want {
		t.Fatalf("problem %q, want %q", got, want)
	}
}

func TestBadArticleDoesNotBlockTheBatch(t *testing.T) {
	for name, fail := range map[string]func(){
		"panic": func() { panic("index out of range") },
		"error": func() {},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, 9)
			one := first()
			one.do = func(_ context.Context, articles []*corpus.Article) ([]error, error) {
				for _, a := range articles {
					if a.ID == "a5" {
						fail()
						return nil, errors.New("disk trouble")
					}
				}
				return nil, nil
			}
			r := b.runner(one)
			if name == "panic" {
				b.counts(b.drain(r), [3]int{8, 0, 1})
				if got := b.quarantine()["first a5"]; got != "panic: index out of range" {
					t.Fatalf("problem %q", got)
				}
				return
			}
			b.counts(b.drain(r), [3]int{8, 1, 0})
		})
	}
}

func TestPanicOfALoneArticle(t *testing.T) {
	b := newBench(t, 1)
	one := first()
	one.do = func(context.Context, []*corpus.Article) ([]error, error) { panic(errors.New("nil map")) }
	b.counts(b.drain(b.runner(one)), [3]int{0, 0, 1})
	if got := b.quarantine()["first a0"]; got != "panic: nil map" {
		t.Fatalf("problem %q", got)
	}
}

func TestFailedStageRestsAndOthersGoOn(t *testing.T) {
	full := errors.New("disk full")
	for _, n := range []int{1, 3, 12} {
		b := newBench(t, n)
		one, two, three := first(), second(), &stage{ref: corpus.StageRef{Name: "third", Version: "1", After: "first"}}
		two.do = func(context.Context, []*corpus.Article) ([]error, error) { return nil, full }
		r := b.runner(one, two, three)
		r.BatchSize = 8
		sum, err := r.Drain(t.Context())
		if !errors.Is(err, full) || !strings.Contains(err.Error(), "second") {
			t.Fatalf("error %v", err)
		}
		b.counts(sum, [3]int{n, 0, 0}, [3]int{}, [3]int{n, 0, 0})
		if len(two.batches) > 6 {
			t.Fatalf("a stage that fails was called %d times", len(two.batches))
		}
		two.do = nil // the disk has room again: nothing was lost, nothing waits
		b.counts(b.drain(r), [3]int{}, [3]int{n, 0, 0}, [3]int{})
	}
}

func TestWrongNumberOfAnswers(t *testing.T) {
	b := newBench(t, 3)
	one := first()
	one.do = func(context.Context, []*corpus.Article) ([]error, error) { return make([]error, 7), nil }
	if _, err := b.runner(one).Drain(t.Context()); err == nil || !strings.Contains(err.Error(), "7 of 1") {
		t.Fatalf("error %v", err)
	}
}

func TestContextEnds(t *testing.T) {
	b := newBench(t, 6)
	ctx, cancel := context.WithCancel(t.Context())
	one := first()
	one.do = func(ctx context.Context, articles []*corpus.Article) ([]error, error) {
		if len(one.batches) == 2 {
			cancel()
			return each(articles, func(string) error { return ctx.Err() }), nil
		}
		return nil, nil
	}
	r := b.runner(one)
	sum, err := r.Drain(ctx)
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v", err)
	}
	b.counts(sum, [3]int{4, 0, 0})
	one.do = nil
	b.counts(b.drain(r), [3]int{2, 0, 0}) // at once, not when a lease runs out
}

func TestStageThatHangsIsStopped(t *testing.T) {
	b := newBench(t, 2)
	one := first()
	one.do = func(ctx context.Context, articles []*corpus.Article) ([]error, error) {
		if slices.ContainsFunc(articles, func(a *corpus.Article) bool { return a.ID == "a0" }) {
			<-ctx.Done()
			return nil, ctx.Err()
		}
		return nil, nil
	}
	r := b.runner(one)
	r.Lease = 20 * time.Millisecond
	b.counts(b.drain(r), [3]int{1, 1, 0})
}
