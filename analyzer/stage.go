package analyzer

import (
	"context"

	"github.com/alleys-eu/alleys/corpus"
)

// AnalyzeStage is the stage of the pipeline that analyses what the crawler
// stored. It satisfies corpus/work.Stage.
type AnalyzeStage struct {
	analyzer *Analyzer
	store    corpus.AnalysisStore
}

// Stage returns the stage "analyze". Its version is that of the rulebook, so
// that a changed rule makes every analysis due again.
func Stage(a *Analyzer, store corpus.AnalysisStore) *AnalyzeStage {
	return &AnalyzeStage{analyzer: a, store: store}
}

// Ref names the stage. No other stage comes before it.
func (s *AnalyzeStage) Ref() corpus.StageRef {
	return corpus.StageRef{Name: "analyze", Version: s.analyzer.Version()}
}

// Do analyses a batch and stores it at once.
func (s *AnalyzeStage) Do(ctx context.Context, articles []*corpus.Article) ([]error, error) {
	batch := make([]*corpus.Analysis, len(articles))
	for i, article := range articles {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		batch[i] = s.analyzer.Analyze(article)
	}
	if err := s.store.PutAnalyses(ctx, batch); err == nil || ctx.Err() != nil {
		return make([]error, len(articles)), err
	}
	return s.oneByOne(ctx, batch), nil
}

// oneByOne finds out which article of a batch cannot be stored.
func (s *AnalyzeStage) oneByOne(ctx context.Context, batch []*corpus.Analysis) []error {
	each := make([]error, len(batch))
	for i, a := range batch {
		each[i] = s.store.PutAnalysis(ctx, a)
	}
	return each
}
