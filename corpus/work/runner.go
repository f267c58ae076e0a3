package work

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

// Store is what a Runner needs of a corpus.Store.
type Store interface {
	corpus.Ledger
	ArticlesByID(ctx context.Context, ids []string) ([]*corpus.Article, error)
}

// Runner runs stages over the articles that are due. Zero fields other than
// Store and Stages stand for the defaults.
type Runner struct {
	Store  Store
	Stages []Stage // in the order of the pipeline

	BatchSize   int           // articles per call of a stage; 100
	Lease       time.Duration // how long a batch may take; 5 minutes
	MaxAttempts int           // failed tries before quarantine; 6
	FirstDelay  time.Duration // before the second try, doubled for each further one; 1 minute
	MaxDelay    time.Duration // 6 hours

	Now      func() time.Time // time.Now
	Log      *slog.Logger     // retries and quarantines; none
	Progress func(Progress)   // called after each batch; none
}

// Progress is how far a stage has come in this run.
type Progress struct {
	Stage string
	Done  int // articles tried
	Total int // articles tried or waiting
}

// Summary is what a run did, a row for each stage.
type Summary struct{ Stages []StageSummary }

// StageSummary counts the tries of a stage by their outcome.
type StageSummary struct {
	Name        string
	Done        int
	Retried     int // to be tried again later
	Quarantined int
	Time        time.Duration
}

// Tried is the number of all tries.
func (s StageSummary) Tried() int { return s.Done + s.Retried + s.Quarantined }

// Drain runs the stages in order, again and again, until nothing is due. An
// article whose next try is later is left for a later run. When a stage fails
// as a whole the others go on, and the error is returned at the end; when ctx
// ends Drain gives back what it holds and returns ctx's error.
func (r *Runner) Drain(ctx context.Context) (Summary, error) {
	runs := make([]*stageRun, len(r.Stages))
	for i, stage := range r.Stages {
		runs[i] = &stageRun{Runner: r.withDefaults(), stage: stage, ref: stage.Ref()}
		runs[i].sum.Name = runs[i].ref.Name
	}
	err := drain(ctx, runs)
	var sum Summary
	for _, run := range runs {
		sum.Stages = append(sum.Stages, run.sum)
	}
	return sum, err
}

func drain(ctx context.Context, runs []*stageRun) error {
	var failures []error
	for {
		tried := 0
		for _, run := range runs {
			if run.failed {
				continue
			}
			n, err := run.drain(ctx)
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil {
				run.failed = true
				failures = append(failures, fmt.Errorf("stage %s: %w", run.ref.Name, err))
			}
			tried += n
		}
		if tried == 0 {
			return errors.Join(failures...)
		}
	}
}

func (r *Runner) withDefaults() *Runner {
	d := *r
	d.BatchSize = cmp.Or(d.BatchSize, 100)
	d.Lease = cmp.Or(d.Lease, 5*time.Minute)
	d.MaxAttempts = cmp.Or(d.MaxAttempts, 6)
	d.FirstDelay = cmp.Or(d.FirstDelay, time.Minute)
	d.MaxDelay = cmp.Or(d.MaxDelay, 6*time.Hour)
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	return &d
}

// delay is the time to wait after the given number of failed tries.
func (r *Runner) delay(failed int) time.Duration {
	delay := r.FirstDelay
	for range failed - 1 {
		if delay >= r.MaxDelay/2 {
			return r.MaxDelay
		}
		delay *= 2
	}
	return min(delay, r.MaxDelay)
}
