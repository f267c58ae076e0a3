package storetest

import (
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

var forgetTests = map[string]func(*testing.T, corpus.Store){
	"leaves nothing but a tombstone": testForgetAll,
	"tombstones are cleared":         testForgetClear,
	"comes back":                     testForgetComesBack,
	"cluster is renamed":             testForgetCluster,
	"nobody":                         testForgetNobody,
}

func testForgetAll(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	a := article("a")
	put(t, s, a)
	put(t, s, change(a, "second"))
	put(t, s, article("b"))
	must(t, s.AddAlias(ctx, "https://alias.example", "a"))
	must(t, s.PutBands(ctx, "a", []uint64{1}))
	must(t, s.PutAnalysis(ctx, analysis("a", finding("invasion", "They come."))))
	settleAll(t, s, analyze, 2)

	must(t, s.ForgetArticle(ctx, "a"))
	_, err := s.Article(ctx, "a")
	wantKind(t, err, corpus.ErrNotFound)
	_, err = s.Analysis(ctx, "a")
	wantKind(t, err, corpus.ErrNotFound)
	_, err = s.Claim(ctx, corpus.ClaimID("en", "They come."))
	wantKind(t, err, corpus.ErrNotFound)
	versions, err := s.ArticleVersions(ctx, "a")
	must(t, err)
	near, err := s.NearArticles(ctx, []uint64{1})
	must(t, err)
	left := known(t, s, a.URL, a.Canonical, "https://alias.example")
	if len(versions)+len(near)+len(left) != 0 {
		t.Fatalf("left behind: %v %v %v", versions, near, left)
	}
	forgotten, err := s.Forgotten(ctx)
	must(t, err)
	equal(t, "tombstones", forgotten, []string{"a"})
	equal(t, "due", due(t, s, index, 10), []string{"b"})
}

func testForgetClear(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	for _, id := range []string{"c", "a", "b"} {
		put(t, s, article(id))
		must(t, s.ForgetArticle(ctx, id))
	}
	must(t, s.ClearForgotten(ctx, []string{"b", "nobody"}))
	forgotten, err := s.Forgotten(ctx)
	must(t, err)
	equal(t, "tombstones", forgotten, []string{"a", "c"})
	must(t, s.ClearForgotten(ctx, nil))
}

func testForgetComesBack(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	put(t, s, article("a"))
	settleAll(t, s, analyze, 1)
	must(t, s.ForgetArticle(ctx, "a"))
	if outcome := put(t, s, article("a")); outcome != corpus.PutNew {
		t.Fatalf("outcome %v, want PutNew", outcome)
	}
	forgotten, err := s.Forgotten(ctx)
	must(t, err)
	if len(forgotten) != 0 {
		t.Fatalf("tombstone of an article that is there: %v", forgotten)
	}
	equal(t, "due", due(t, s, analyze, 10), []string{"a"})
}

func testForgetCluster(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	for i, id := range []string{"head", "young", "old", "alone"} {
		a := article(id)
		a.Fetched = noon.Add(time.Duration(-i) * time.Hour)
		if id != "alone" {
			a.Cluster = "head"
		}
		put(t, s, a)
		must(t, s.PutAnalysis(ctx, analysis(id, finding("invasion", "They come."))))
	}
	settleAll(t, s, analyze, 4)
	must(t, s.ForgetArticle(ctx, "head"))
	for id, want := range map[string]string{"young": "old", "old": "old", "alone": "alone"} {
		equal(t, "cluster of "+id, read(t, s, id).Cluster, want)
	}
	c, err := s.Claim(ctx, corpus.ClaimID("en", "They come."))
	must(t, err)
	equal(t, "stories that carry the claim", c.Clusters, 2)
	equal(t, "due after the cluster was renamed", sorted(due(t, s, analyze, 10)), []string{"old", "young"})
}

func testForgetNobody(t *testing.T, s corpus.Store) {
	wantKind(t, s.ForgetArticle(t.Context(), "nobody"), corpus.ErrNotFound)
	forgotten, err := s.Forgotten(t.Context())
	must(t, err)
	if len(forgotten) != 0 {
		t.Fatalf("tombstone of nobody: %v", forgotten)
	}
}
