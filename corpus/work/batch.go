package work

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

// stageRun is one stage in one run.
type stageRun struct {
	*Runner
	stage  Stage
	ref    corpus.StageRef
	sum    StageSummary
	failed bool // as a whole: it rests until the next run
}

// drain runs the stage until nothing is due for it and returns the number of
// articles it tried.
func (s *stageRun) drain(ctx context.Context) (tried int, err error) {
	started, before := time.Now(), s.sum.Tried()
	defer func() {
		s.sum.Time += time.Since(started)
		tried = s.sum.Tried() - before
	}()
	total, err := s.waiting(ctx)
	if err != nil {
		return 0, err
	}
	for {
		leases, err := s.Store.ClaimWork(ctx, s.ref, s.BatchSize, s.Now(), s.Lease)
		if err != nil || len(leases) == 0 {
			return 0, err
		}
		if err := s.run(ctx, leases); err != nil {
			return 0, err
		}
		if s.Progress != nil {
			done := s.sum.Tried()
			s.Progress(Progress{Stage: s.ref.Name, Done: done, Total: max(done, total)})
		}
	}
}

// waiting counts what this run has tried and has yet to try, as far as
// somebody wants to know.
func (s *stageRun) waiting(ctx context.Context) (int, error) {
	if s.Progress == nil {
		return 0, nil
	}
	pending, err := s.Store.PendingWork(ctx, s.ref)
	return s.sum.Tried() + pending, err
}

// task is a leased article.
type task struct {
	corpus.Lease
	article *corpus.Article
}

// run tries a batch and records its outcomes. What it could not record it
// gives back.
func (s *stageRun) run(ctx context.Context, leases []corpus.Lease) (err error) {
	defer func() {
		if err != nil {
			s.giveBack(ctx, leases)
		}
	}()
	tasks, err := s.load(ctx, leases)
	if err != nil || len(tasks) == 0 {
		return err
	}
	each, err := s.do(ctx, tasks)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err == nil:
		return s.settle(ctx, tasks, each)
	case len(tasks) == 1 && isPanic(err):
		return s.settle(ctx, tasks, []error{err})
	case len(tasks) == 1:
		return err
	}
	return s.oneByOne(ctx, tasks)
}

// load reads the leased articles. One that was forgotten meanwhile has no
// lease any more.
func (s *stageRun) load(ctx context.Context, leases []corpus.Lease) ([]task, error) {
	ids := make([]string, len(leases))
	byID := make(map[string]corpus.Lease, len(leases))
	for i, l := range leases {
		ids[i], byID[l.ArticleID] = l.ArticleID, l
	}
	articles, err := s.Store.ArticlesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	tasks := make([]task, len(articles))
	for i, a := range articles {
		tasks[i] = task{byID[a.ID], a}
	}
	return tasks, nil
}

// hopeless is the number of articles that fail one after the other, with none
// that goes well, before the stage counts as failed.
const hopeless = 5

// oneByOne tries the articles of a batch that failed as a whole each by
// itself, so that a bad one does not block the others.
func (s *stageRun) oneByOne(ctx context.Context, tasks []task) error {
	var suspects []task // failed with the stage, while nothing has gone well
	var causes []error
	proven := false // the stage works
	for _, t := range tasks {
		each, err := s.do(ctx, []task{t})
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil || isPanic(err) {
			proven = proven || err == nil
			if err != nil {
				each = []error{err}
			}
			if err := s.settle(ctx, []task{t}, each); err != nil {
				return err
			}
			continue
		}
		suspects, causes = append(suspects, t), append(causes, Temporary(err))
		if !proven && len(suspects) == hopeless {
			break
		}
	}
	if !proven && len(suspects) > 0 {
		return causes[0]
	}
	return s.settle(ctx, suspects, causes)
}

// do calls the stage, within the time of the lease.
func (s *stageRun) do(ctx context.Context, tasks []task) (each []error, err error) {
	ctx, cancel := context.WithTimeout(ctx, s.Lease)
	defer cancel()
	defer func() {
		if v := recover(); v != nil {
			s.Log.Error("stage panicked", "stage", s.ref.Name, "articles", len(tasks), "panic", v, "stack", string(debug.Stack()))
			each, err = nil, &panicError{v}
		}
	}()
	articles := make([]*corpus.Article, len(tasks))
	for i, t := range tasks {
		articles[i] = t.article
	}
	each, err = s.stage.Do(ctx, articles)
	if err == nil && each != nil && len(each) != len(articles) {
		err = fmt.Errorf("the stage answered %d of %d articles", len(each), len(articles))
	}
	return each, err
}

type panicError struct{ value any }

func (e *panicError) Error() string { return fmt.Sprintf("panic: %v", e.value) }

func isPanic(err error) bool {
	var p *panicError
	return errors.As(err, &p)
}

// settle records the outcomes of a batch. A nil each says that all went well.
func (s *stageRun) settle(ctx context.Context, tasks []task, each []error) error {
	outcomes := make([]corpus.Outcome, len(tasks))
	for i, t := range tasks {
		outcomes[i] = corpus.Outcome{ArticleID: t.ArticleID, Try: t.Try, At: s.Now()}
		if each != nil && each[i] != nil {
			outcomes[i].Problem, outcomes[i].RetryAt = s.judge(t, each[i])
		}
	}
	if len(outcomes) == 0 {
		return nil
	}
	if err := s.Store.SettleWork(ctx, s.ref, outcomes); err != nil {
		return err
	}
	for i, o := range outcomes {
		s.count(tasks[i], o)
	}
	return nil
}

// judge says what a failed try comes to: a reason, and the time of the next
// try or zero for quarantine.
func (s *stageRun) judge(t task, err error) (problem string, retryAt time.Time) {
	problem = oneLine(err.Error())
	if !errors.Is(err, ErrTemporary) && !errors.Is(err, context.DeadlineExceeded) {
		return problem, time.Time{}
	}
	failed := t.Attempts + 1
	if failed >= s.MaxAttempts {
		return fmt.Sprintf("%s (given up after %d tries)", problem, failed), time.Time{}
	}
	return problem, s.Now().Add(s.delay(failed))
}

func (s *stageRun) count(t task, o corpus.Outcome) {
	log := s.Log.With("stage", s.ref.Name, "article", t.ArticleID, "url", t.article.URL, "problem", o.Problem)
	switch {
	case o.Problem == "":
		s.sum.Done++
	case o.RetryAt.IsZero():
		s.sum.Quarantined++
		log.Warn("article put in quarantine")
	default:
		s.sum.Retried++
		log.Info("article will be tried again", "at", o.RetryAt)
	}
}

// giveBack returns leases that were not settled, even when ctx has ended. When
// that fails too they run out by themselves.
func (s *stageRun) giveBack(ctx context.Context, leases []corpus.Lease) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := s.Store.ReturnWork(ctx, s.ref, leases); err != nil {
		s.Log.Warn("leases run out by themselves", "stage", s.ref.Name, "articles", len(leases), "error", err)
	}
}

// oneLine cuts a reason to one line that fits on a screen.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		s = "failed without a reason"
	}
	const most = 400
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return s
}
