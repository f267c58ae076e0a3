package storetest

import (
	"fmt"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

var analysisTests = map[string]func(*testing.T, corpus.Store){
	"comes back as it was": testAnalysisRoundTrip,
	"replaced":             testAnalysisReplaced,
	"not there":            testAnalysisNotFound,
	"a batch, all or none": testAnalysisBatch,
	"by ID":                testAnalysesByID,
	"small values by name": testMeta,
}

// finding returns a finding whose sentence is an English claim.
func finding(frame, sentence string) corpus.Finding {
	return corpus.Finding{
		Frame: frame, Family: corpus.FamilyXenophobic, Target: "migrants", Stance: corpus.StanceEndorsed,
		Rule: "xen." + frame, Score: 0.5, Part: corpus.PartText,
		Sentence: corpus.Quote{Span: corpus.Span{Start: 0, End: len(sentence)}, Text: sentence},
		ClaimID:  corpus.ClaimID("en", sentence),
	}
}

func analysis(articleID string, findings ...corpus.Finding) *corpus.Analysis {
	return &corpus.Analysis{ArticleID: articleID, ContentHash: "hash of " + articleID, Rulebook: "sha256:1", Lang: "en", Findings: findings}
}

func testAnalysisRoundTrip(t *testing.T, s corpus.Store) {
	put(t, s, article("a"))
	want := &corpus.Analysis{ArticleID: "a", ContentHash: "h", Rulebook: "sha256:abc", Lang: "it", Findings: []corpus.Finding{{
		Frame: "invasion", Family: corpus.FamilyXenophobic, Target: "nationals", Nation: "AL", Stance: corpus.StanceReported,
		Speaker: "la ministra “X”", Techniques: []string{"appeal_to_fear", "loaded_language"}, Rule: "xen.invasion.flood",
		Score: 0.8612345678901234, Part: corpus.PartTitle,
		Sentence: corpus.Quote{Span: corpus.Span{Start: 3, End: 20}, Text: "Un’orda 𝕏 \u2028 di…"},
		Evidence: []corpus.Evidence{{Quote: corpus.Quote{Span: corpus.Span{Start: 3, End: 9}, Text: "orda"}, Role: "metaphor"}},
		Context:  []corpus.Context{{Quote: corpus.Quote{Text: "secondo"}, Kind: "reported", Stance: corpus.StanceReported}},
		ClaimID:  "c1",
	}, finding("ridicule", "No."), {Frame: "no claim"}}}
	must(t, s.PutAnalysis(t.Context(), want))
	got, err := s.Analysis(t.Context(), "a")
	must(t, err)
	equal(t, "analysis", got, want)
}

func testAnalysisReplaced(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	put(t, s, article("a"))
	must(t, s.PutAnalysis(ctx, analysis("a", finding("invasion", "One."), finding("invasion", "Two."))))
	for range 2 { // twice the same is the same as once
		must(t, s.PutAnalysis(ctx, analysis("a", finding("invasion", "Two."), finding("ridicule", "Three."))))
	}
	claims, err := s.Claims(ctx, corpus.ClaimFilter{})
	must(t, err)
	equal(t, "claims", sorted(texts(claims)), []string{"Three.", "Two."})
	must(t, s.PutAnalysis(ctx, analysis("a")))
	got, err := s.Analysis(ctx, "a")
	must(t, err)
	equal(t, "an analysis without findings", got, analysis("a"))
	claims, err = s.Claims(ctx, corpus.ClaimFilter{})
	must(t, err)
	if len(claims) != 0 {
		t.Fatalf("claims that no analysis carries: %v", texts(claims))
	}
}

func testAnalysisNotFound(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	wantKind(t, s.PutAnalysis(ctx, analysis("nobody")), corpus.ErrNotFound)
	wantKind(t, s.PutAnalysis(ctx, analysis("")), corpus.ErrInvalid)
	put(t, s, article("a"))
	_, err := s.Analysis(ctx, "a")
	wantKind(t, err, corpus.ErrNotFound)
}

func testAnalysisBatch(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	put(t, s, article("a"))
	put(t, s, article("b"))
	err := s.PutAnalyses(ctx, []*corpus.Analysis{analysis("a", finding("invasion", "One.")), analysis("nobody")})
	wantKind(t, err, corpus.ErrNotFound)
	_, err = s.Analysis(ctx, "a")
	wantKind(t, err, corpus.ErrNotFound)
	must(t, s.PutAnalyses(ctx, []*corpus.Analysis{
		analysis("a", finding("invasion", "One.")), analysis("b", finding("invasion", "One."), finding("ridicule", "ONE!"))}))
	claims, err := s.Claims(ctx, corpus.ClaimFilter{})
	must(t, err)
	equal(t, "claims", len(claims), 1)
	equal(t, "articles of the claim", claims[0].Articles, 2)
	must(t, s.PutAnalyses(ctx, nil))
}

func testAnalysesByID(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	var ids []string
	want := map[string]*corpus.Analysis{}
	for i := range 600 {
		id := fmt.Sprintf("a%d", i)
		put(t, s, article(id))
		ids = append(ids, id)
		if i%2 == 0 {
			want[id] = analysis(id, finding("invasion", id))
		}
	}
	for _, a := range want {
		must(t, s.PutAnalysis(ctx, a))
	}
	got, err := s.AnalysesByID(ctx, append(ids, "nobody"))
	must(t, err)
	if len(got) != len(want) {
		t.Fatalf("%d analyses, want %d", len(got), len(want))
	}
	for id, a := range want {
		equal(t, id, got[id], a)
	}
}

func testMeta(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	for _, value := range []string{"1", "zwei ü"} {
		must(t, s.SetMeta(ctx, "mapping", value))
		got, err := s.Meta(ctx, "mapping")
		must(t, err)
		equal(t, "value", got, value)
	}
	must(t, s.SetMeta(ctx, "mapping", ""))
	got, err := s.Meta(ctx, "mapping")
	must(t, err)
	equal(t, "emptied", got, "")
	got, err = s.Meta(ctx, "nobody")
	must(t, err)
	equal(t, "a name that is not there", got, "")
}
