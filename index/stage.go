package index

import (
	"context"
	"errors"
	"fmt"

	"github.com/alleys-eu/alleys/corpus"
)

// Records is what the stage reads from the store.
type Records interface {
	AnalysesByID(ctx context.Context, articleIDs []string) (map[string]*corpus.Analysis, error)
	Source(ctx context.Context, id string) (*corpus.Source, error)
	Forgotten(ctx context.Context) ([]string, error)
	ClearForgotten(ctx context.Context, ids []string) error
}

// Stage feeds articles and their analyses to an engine. It satisfies
// work.Stage.
type Stage struct {
	Engine  Engine
	Records Records
	Mapping string // version of the engine's mapping
	After   string // stage whose outcome it indexes, "analyze"
}

// Ref names the stage and the version of the mapping.
func (s *Stage) Ref() corpus.StageRef {
	return corpus.StageRef{Name: "index", Version: s.Mapping, After: s.After}
}

// Do indexes a batch as one update.
func (s *Stage) Do(ctx context.Context, articles []*corpus.Article) ([]error, error) {
	ids := make([]string, len(articles))
	for i, a := range articles {
		ids[i] = a.ID
	}
	analyses, err := s.Records.AnalysesByID(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read analyses: %w", err)
	}
	countries := map[string]string{}
	docs := make([]Document, len(articles))
	for i, a := range articles {
		country, err := s.country(ctx, a.SourceID, countries)
		if err != nil {
			return nil, err
		}
		docs[i] = NewDocument(a, country, analyses[a.ID])
	}
	if err := s.Engine.Update(ctx, docs); err != nil {
		return nil, fmt.Errorf("update index: %w", err)
	}
	return make([]error, len(articles)), nil
}

func (s *Stage) country(ctx context.Context, sourceID string, known map[string]string) (string, error) {
	if sourceID == "" {
		return "", nil
	}
	if c, ok := known[sourceID]; ok {
		return c, nil
	}
	src, err := s.Records.Source(ctx, sourceID)
	switch {
	case errors.Is(err, corpus.ErrNotFound):
		known[sourceID] = ""
	case err != nil:
		return "", fmt.Errorf("read source: %w", err)
	default:
		known[sourceID] = src.Country
	}
	return known[sourceID], nil
}

// Sweep drops forgotten articles from the index, then their tombstones.
func (s *Stage) Sweep(ctx context.Context) error {
	ids, err := s.Records.Forgotten(ctx)
	if err != nil || len(ids) == 0 {
		return err
	}
	if err := s.Engine.Delete(ctx, ids); err != nil {
		return fmt.Errorf("drop forgotten articles from the index: %w", err)
	}
	return s.Records.ClearForgotten(ctx, ids)
}
