package storetest

import (
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

var nearTests = map[string]func(*testing.T, corpus.Store){
	"articles that share a band": testNear,
	"bands of nobody":            testNearNobody,
	"set cluster":                testNearSetCluster,
}

func testNear(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	for id, bands := range map[string][]uint64{
		"a": {1, 2, 3, 1 << 63}, "b": {3, 4, 3}, "c": {9}, "d": nil,
	} {
		a := article(id)
		a.Signature, a.Cluster = []uint64{uint64(len(bands))}, "cluster of "+id
		put(t, s, a)
		must(t, s.PutBands(ctx, id, bands))
	}
	near := func(bands ...uint64) []*corpus.Article {
		got, err := s.NearArticles(ctx, bands)
		must(t, err)
		return got
	}
	a := &corpus.Article{ID: "a", Cluster: "cluster of a", Signature: []uint64{4}}
	b := &corpus.Article{ID: "b", Cluster: "cluster of b", Signature: []uint64{3}}
	equal(t, "both share 3", near(3, 2), []*corpus.Article{a, b})
	equal(t, "highest bit", near(1<<63), []*corpus.Article{a})
	if got := near(5, 6); len(got) != 0 {
		t.Fatalf("near to nothing: %v", ids(got))
	}
	if got := near(); len(got) != 0 {
		t.Fatalf("near without bands: %v", ids(got))
	}
	must(t, s.PutBands(ctx, "a", []uint64{5}))
	equal(t, "replaced", near(1, 2, 3), []*corpus.Article{b})
	equal(t, "new band", near(5), []*corpus.Article{a})
	many := make([]uint64, 2000)
	for i := range many {
		many[i] = uint64(i)
	}
	equal(t, "each once", ids(near(many...)), []string{"a", "b", "c"})
}

func testNearNobody(t *testing.T, s corpus.Store) {
	wantKind(t, s.PutBands(t.Context(), "nobody", []uint64{1}), corpus.ErrNotFound)
}

func testNearSetCluster(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	for _, id := range []string{"a", "b", "c"} {
		put(t, s, article(id))
		must(t, s.PutAnalysis(ctx, analysis(id, finding("invasion", "Same."))))
	}
	settleAll(t, s, analyze, 3)
	must(t, s.SetCluster(ctx, []string{"c", "a", "nobody"}, "a"))
	equal(t, "cluster", []string{read(t, s, "a").Cluster, read(t, s, "b").Cluster, read(t, s, "c").Cluster}, []string{"a", "b", "a"})
	for _, c := range []struct{ clusters, want []string }{
		{[]string{"a"}, []string{"a", "c"}}, {[]string{"b", "a", "a", "nobody"}, []string{"a", "b", "c"}}, {nil, nil},
	} {
		members, err := s.ClusterArticles(ctx, c.clusters)
		must(t, err)
		equal(t, "members", members, c.want)
	}
	equal(t, "stories", claim(t, s, corpus.ClaimID("en", "Same.")).Clusters, 2)
	equal(t, "due", due(t, s, analyze, 9), []string{"c"})
	wantKind(t, s.SetCluster(ctx, []string{"a"}, ""), corpus.ErrInvalid)
	must(t, s.SetCluster(ctx, nil, "x"))
}
