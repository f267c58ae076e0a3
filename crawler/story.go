package crawler

import (
	"context"
	"fmt"
	"slices"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/crawler/dedupe"
)

// StoryStage joins near-duplicates into stories: agency copy in twelve papers
// is one cluster of twelve articles. It satisfies work.Stage, so a crash
// between two articles loses nothing.
type StoryStage struct {
	Store corpus.ArticleStore
	After string // stage before it, "analyze"
}

// storyVersion changes with the shingles, the bands or what counts as near.
const storyVersion = "2"

// Ref names the stage.
func (s *StoryStage) Ref() corpus.StageRef {
	return corpus.StageRef{Name: "story", Version: storyVersion, After: s.After}
}

// Do joins a batch, one article after the other.
func (s *StoryStage) Do(ctx context.Context, articles []*corpus.Article) ([]error, error) {
	each := make([]error, len(articles))
	for _, a := range articles {
		if err := s.join(ctx, a); err != nil {
			return nil, err
		}
	}
	return each, nil
}

// join puts an article into the cluster of its near-duplicates. A cluster is
// named by the smallest ID among its articles, so that the order of arrival
// does not matter.
func (s *StoryStage) join(ctx context.Context, a *corpus.Article) error {
	bands := dedupe.Bands(a.Signature)
	if err := s.Store.PutBands(ctx, a.ID, bands); err != nil {
		return fmt.Errorf("store bands of %s: %w", a.URL, err)
	}
	if len(bands) == 0 {
		return nil
	}
	near, err := s.Store.NearArticles(ctx, bands)
	if err != nil {
		return fmt.Errorf("look for near-duplicates of %s: %w", a.URL, err)
	}
	name, clusters := a.ID, []string{a.Cluster}
	for _, n := range near {
		if n.ID != a.ID && dedupe.Near(a.Signature, n.Signature) {
			name = min(name, n.ID, n.Cluster)
			clusters = append(clusters, n.Cluster)
		}
	}
	slices.Sort(clusters)
	members, err := s.Store.ClusterArticles(ctx, slices.Compact(clusters))
	if err != nil {
		return fmt.Errorf("read story of %s: %w", a.URL, err)
	}
	if err := s.Store.SetCluster(ctx, members, name); err != nil {
		return fmt.Errorf("join story of %s: %w", a.URL, err)
	}
	return nil
}
