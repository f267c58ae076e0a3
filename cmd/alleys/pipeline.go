package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/alleys-eu/alleys/analyzer"
	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/sqlite"
	"github.com/alleys-eu/alleys/corpus/work"
	"github.com/alleys-eu/alleys/crawler"
	"github.com/alleys-eu/alleys/index"
	"github.com/alleys-eu/alleys/index/bleve"
)

// workshop is everything a command needs that works on a data folder: the
// corpus, and the pipeline that every article goes through after the crawl.
// The ledger remembers what is left to do.
//
// One process at a time runs the pipeline. Another one may store articles
// meanwhile; its workshop has no engine, and the first one takes them up.
type workshop struct {
	store    *sqlite.Store
	analyzer *analyzer.Analyzer
	taxonomy *corpus.Taxonomy
	engine   *bleve.Engine // nil when another process runs the pipeline
	index    *index.Stage
	runner   *work.Runner
}

// openWorkshop opens the corpus and, unless another process has it, the index
// and the pipeline.
func (a *app) openWorkshop(ctx context.Context, log *slog.Logger) (_ *workshop, err error) {
	an, rb, err := newAnalyzer()
	if err != nil {
		return nil, err
	}
	w := &workshop{analyzer: an, taxonomy: rb.Taxonomy()}
	if w.store, err = a.openStore(ctx); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, w.store.Close())
		}
	}()
	return w, w.takeOver(ctx, a, log)
}

// takeOver makes this process the one that runs the pipeline, unless another one
// does.
func (w *workshop) takeOver(ctx context.Context, a *app, log *slog.Logger) error {
	if w.engine != nil {
		return nil
	}
	if err := w.store.Own(ctx); errors.Is(err, sqlite.ErrOwned) {
		return nil
	} else if err != nil {
		return err
	}
	engine, err := a.openIndex()
	if err != nil {
		return errors.Join(fmt.Errorf("open the index: %w", err), w.store.Disown())
	}
	w.engine = engine
	w.stages(log)
	return nil
}

// handOver lets another process run the pipeline.
func (w *workshop) handOver() error {
	if w.engine == nil {
		return nil
	}
	engine := w.engine
	w.engine, w.index, w.runner = nil, nil, nil
	return errors.Join(engine.Close(), w.store.Disown())
}

// errStopped ends a command that was told to stop while it filled the corpus.
var errStopped = errors.New("stopped; what was stored is kept, and the next crawl or import goes on from here")

// unlessStopped words the end of a command that was told to stop.
func unlessStopped(ctx context.Context, err error) error {
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return errStopped
	}
	return err
}

// stages lists the stages in their order.
func (w *workshop) stages(log *slog.Logger) {
	w.index = &index.Stage{Engine: w.engine, Records: w.store, Mapping: w.engine.Version(), After: "story"}
	w.runner = &work.Runner{Store: w.store, Log: log, Stages: []work.Stage{
		analyzer.Stage(w.analyzer, w.store),
		&crawler.StoryStage{Store: w.store, After: "analyze"},
		w.index,
	}}
}

// freshIndex throws the index away and opens an empty one.
func (w *workshop) freshIndex(a *app, log *slog.Logger) error {
	dir, err := a.dataDir()
	if err != nil {
		return err
	}
	if err := errors.Join(w.engine.Close(), os.RemoveAll(filepath.Join(dir, "index"))); err != nil {
		return err
	}
	if w.engine, err = a.openIndex(); err != nil {
		return err
	}
	w.stages(log)
	return nil
}

// drain brings the derived records up to date, unless another process does.
func (w *workshop) drain(ctx context.Context) error {
	if w.runner == nil {
		return nil
	}
	if _, err := w.runner.Drain(ctx); err != nil {
		return fmt.Errorf("analyse and index: %w", err)
	}
	return w.index.Sweep(ctx)
}

func (w *workshop) close() error {
	var errs []error
	if w.engine != nil {
		errs = append(errs, w.engine.Close())
	}
	return errors.Join(append(errs, w.store.Close())...)
}
