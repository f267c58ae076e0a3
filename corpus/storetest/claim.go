package storetest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

var claimTests = map[string]func(*testing.T, corpus.Store){
	"counts":                    testClaimCounts,
	"counts follow the article": testClaimFollows,
	"filter":                    testClaimFilter,
	"order and paging":          testClaimOrder,
	"carried very often":        testClaimHot,
	"articles oldest first":     testClaimArticles,
}

func texts(claims []corpus.ClaimStat) []string {
	var out []string
	for _, c := range claims {
		out = append(out, c.Text)
	}
	return out
}

func sorted(l []string) []string {
	slices.Sort(l)
	return l
}

func claim(t *testing.T, s corpus.Store, id string) *corpus.ClaimStat {
	t.Helper()
	c, err := s.Claim(t.Context(), id)
	must(t, err)
	return c
}

func testClaimCounts(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	for i, a := range []struct {
		id, outlet, cluster, sentence string
		published                     time.Time
	}{
		{"a", "Gazette", "x", "they COME", noon.AddDate(0, 0, -1)},
		{"b", "Gazette", "x", "They come!", noon.AddDate(0, 0, -9)},
		{"c", "", "", "They come.", time.Time{}},
		{"d", "", "", "– They come", noon.AddDate(0, 0, -2)},
	} {
		art := article(a.id)
		art.Outlet, art.Cluster, art.Published, art.PublishedFrom = a.outlet, a.cluster, a.published, corpus.DateFeed
		art.Fetched = noon.Add(time.Duration(i) * time.Hour)
		put(t, s, art)
		f := finding("invasion", a.sentence)
		f.Techniques = []string{"repetition", "loaded_language"}
		g := finding("threat-crime", a.sentence)
		g.Target = "refugees"
		must(t, s.PutAnalysis(ctx, analysis(a.id, f, g)))
	}
	id := corpus.ClaimID("en", "they come")
	want := &corpus.ClaimStat{
		Claim: corpus.Claim{ID: id, Lang: "en", Text: "They come!", Frames: []string{"invasion", "threat-crime"},
			Targets: []string{"migrants", "refugees"}, Techniques: []string{"loaded_language", "repetition"}},
		Articles: 4, Outlets: 2, Clusters: 3, FirstSeen: noon.AddDate(0, 0, -9), LastSeen: noon.Add(2 * time.Hour),
	}
	equal(t, "claim", claim(t, s, id), want)
	all, err := s.Claims(ctx, corpus.ClaimFilter{})
	must(t, err)
	equal(t, "claims", all, []corpus.ClaimStat{*want})
	_, err = s.Claim(ctx, "nobody")
	wantKind(t, err, corpus.ErrNotFound)
}

func testClaimFollows(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	for _, id := range []string{"a", "b"} {
		put(t, s, article(id))
		must(t, s.PutAnalysis(ctx, analysis(id, finding("invasion", "Same."))))
	}
	b := article("b")
	b.Cluster, b.Outlet, b.Published, b.PublishedFrom = "a", "Gazette", noon.AddDate(0, 0, -5), corpus.DateURL
	put(t, s, b)
	c := claim(t, s, corpus.ClaimID("en", "Same."))
	equal(t, "stories", c.Clusters, 1)
	equal(t, "outlets", c.Outlets, 2)
	equal(t, "first seen", c.FirstSeen, noon.AddDate(0, 0, -5))
	must(t, s.ForgetArticle(ctx, "b"))
	c = claim(t, s, corpus.ClaimID("en", "Same."))
	equal(t, "articles", c.Articles, 1)
	equal(t, "first seen", c.FirstSeen, noon)
}

func testClaimFilter(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	with := func(sentence, lang, frame, target string, stance corpus.Stance) corpus.Finding {
		f := finding(frame, sentence)
		f.Target, f.Stance, f.ClaimID = target, stance, corpus.ClaimID(lang, sentence)
		return f
	}
	put(t, s, article("a"))
	put(t, s, article("b"))
	must(t, s.PutAnalysis(ctx, analysis("a",
		with("one", "en", "invasion", "migrants", corpus.StanceEndorsed),
		with("one", "en", "ridicule", "eu-institutions", corpus.StanceQuoted),
		with("two", "en", "invasion", "refugees", corpus.StanceCountered))))
	italian := analysis("b", with("tre", "it", "invasion", "migrants", corpus.StanceQuoted))
	italian.Lang = "it"
	must(t, s.PutAnalysis(ctx, italian))
	for name, c := range map[string]struct {
		filter corpus.ClaimFilter
		want   []string
	}{
		"all":             {corpus.ClaimFilter{}, []string{"one", "tre", "two"}},
		"frame":           {corpus.ClaimFilter{Frame: "ridicule"}, []string{"one"}},
		"target":          {corpus.ClaimFilter{Target: "migrants"}, []string{"one", "tre"}},
		"lang":            {corpus.ClaimFilter{Lang: "it"}, []string{"tre"}},
		"stance":          {corpus.ClaimFilter{Stances: []corpus.Stance{corpus.StanceCountered}}, []string{"two"}},
		"stances":         {corpus.ClaimFilter{Stances: []corpus.Stance{corpus.StanceCountered, corpus.StanceQuoted}}, []string{"one", "tre", "two"}},
		"in one finding":  {corpus.ClaimFilter{Frame: "invasion", Target: "eu-institutions"}, nil},
		"lang and stance": {corpus.ClaimFilter{Lang: "en", Frame: "invasion", Stances: []corpus.Stance{corpus.StanceEndorsed}}, []string{"one"}},
		"nothing":         {corpus.ClaimFilter{Frame: "nobody"}, nil},
	} {
		got, err := s.Claims(ctx, c.filter)
		must(t, err)
		equal(t, name, sorted(texts(got)), c.want)
	}
}

func testClaimOrder(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	var want []string
	carry := map[string][]int{"thrice": {0, 1, 2}, "in two outlets": {0, 1}, "in one outlet": {0, 3}}
	for i := range 4 {
		a := article(fmt.Sprint(i))
		a.Outlet = fmt.Sprint("outlet ", i%3)
		put(t, s, a)
		var f []corpus.Finding
		for text, in := range carry {
			if slices.Contains(in, i) {
				f = append(f, finding("invasion", text))
			}
		}
		must(t, s.PutAnalysis(ctx, analysis(a.ID, f...)))
	}
	put(t, s, article("rest"))
	var rest []corpus.Finding
	for i := range 7 {
		f := finding("ridicule", fmt.Sprint("once ", i))
		rest = append(rest, f)
		want = append(want, f.ClaimID)
	}
	must(t, s.PutAnalysis(ctx, analysis("rest", rest...)))
	slices.Sort(want)
	want = append([]string{corpus.ClaimID("en", "thrice"), corpus.ClaimID("en", "in two outlets"), corpus.ClaimID("en", "in one outlet")}, want...)

	for _, size := range []int{0, 3, 4, 100} {
		var got []string
		for offset := 0; offset < len(want); offset += max(size, 1) {
			page, err := s.Claims(ctx, corpus.ClaimFilter{Limit: size, Offset: offset})
			must(t, err)
			for _, c := range page {
				got = append(got, c.ID)
			}
			if size == 0 {
				break
			}
		}
		equal(t, fmt.Sprintf("pages of %d", size), got, want)
	}
	tail, err := s.Claims(ctx, corpus.ClaimFilter{Offset: 8})
	must(t, err)
	equal(t, "offset without limit", len(tail), 2)
}

// testClaimHot goes over any threshold at which a store may count otherwise.
func testClaimHot(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	id := corpus.ClaimID("en", "Subscribe now.")
	var batch []*corpus.Analysis
	for i := range 500 {
		a := article(fmt.Sprintf("a%03d", i))
		a.Outlet = fmt.Sprint(i % 10)
		put(t, s, a)
		batch = append(batch, analysis(a.ID, finding("invasion", "Subscribe now.")))
	}
	for part := range slices.Chunk(batch, 50) {
		must(t, s.PutAnalyses(ctx, part))
	}
	equal(t, "articles", claim(t, s, id).Articles, 500)
	equal(t, "outlets", claim(t, s, id).Outlets, 10)
	must(t, s.ForgetArticle(ctx, "a000"))
	all, err := s.Claims(ctx, corpus.ClaimFilter{})
	must(t, err)
	equal(t, "articles once one is forgotten", all[0].Articles, 499)
	for _, a := range batch[1:] {
		a.Findings = nil
	}
	must(t, s.PutAnalyses(ctx, batch[1:]))
	_, err = s.Claim(ctx, id)
	wantKind(t, err, corpus.ErrNotFound)
}

func testClaimArticles(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	for id, published := range map[string]time.Time{"c": noon, "b": noon, "a": noon.Add(time.Hour), "d": {}} {
		a := article(id)
		a.Published, a.PublishedFrom, a.Fetched = published, corpus.DateFeed, noon.Add(-time.Hour)
		put(t, s, a)
		must(t, s.PutAnalysis(ctx, analysis(id, finding("invasion", "Same."), finding("ridicule", "Same."))))
	}
	got, err := s.ClaimArticles(ctx, corpus.ClaimID("en", "Same."))
	must(t, err)
	equal(t, "articles", got, []string{"d", "b", "c", "a"})
	got, err = s.ClaimArticles(ctx, "nobody")
	must(t, err)
	if len(got) != 0 {
		t.Fatalf("articles of no claim: %v", got)
	}
}
