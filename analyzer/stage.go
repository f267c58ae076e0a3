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

// Do analyses and stores each article. An error of the store belongs to its
// article; the end of the context ends the batch.
func (s *AnalyzeStage) Do(ctx context.Context, articles []*corpus.Article) ([]error, error) {
	each := make([]error, len(articles))
	for i, article := range articles {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		each[i] = s.store.PutAnalysis(ctx, s.analyzer.Analyze(article))
	}
	return each, nil
}
