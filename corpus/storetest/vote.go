package storetest

import (
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

var voteTests = map[string]func(*testing.T, corpus.Store){
	"sum of the thumbs": testVoteSum,
	"invalid":           testVoteInvalid,
	"outlives analyses": testVoteOutlives,
}

func votes(t *testing.T, s corpus.Store, claim string) map[string]int {
	t.Helper()
	v, err := s.Votes(t.Context(), claim)
	must(t, err)
	return v
}

func testVoteSum(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	for _, v := range []corpus.Vote{
		{ClaimID: "c", CardID: "x", Voter: "ana", Up: true, At: noon}, {ClaimID: "c", CardID: "x", Voter: "bea", Up: true},
		{ClaimID: "c", CardID: "y", Voter: "ana", Up: true}, {ClaimID: "c", CardID: "y", Voter: "ana", Up: false},
		{ClaimID: "d", CardID: "x", Voter: "ana", Up: false},
	} {
		must(t, s.PutVote(ctx, v))
	}
	equal(t, "votes", votes(t, s, "c"), map[string]int{"x": 2, "y": -1})
	must(t, s.RemoveVote(ctx, "c", "x", "bea"))
	must(t, s.RemoveVote(ctx, "c", "x", "nobody"))
	must(t, s.RemoveVote(ctx, "c", "y", "ana"))
	equal(t, "votes", votes(t, s, "c"), map[string]int{"x": 1})
	equal(t, "votes on nothing", votes(t, s, "nobody"), map[string]int{})
}

func testVoteInvalid(t *testing.T, s corpus.Store) {
	for _, v := range []corpus.Vote{{CardID: "x", Voter: "v"}, {ClaimID: "c", Voter: "v"}, {ClaimID: "c", CardID: "x"}} {
		wantKind(t, s.PutVote(t.Context(), v), corpus.ErrInvalid)
	}
}

func testVoteOutlives(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	put(t, s, article("a"))
	f := finding("invasion", "They come.")
	must(t, s.PutAnalysis(ctx, analysis("a", f)))
	must(t, s.PutVote(ctx, corpus.Vote{ClaimID: f.ClaimID, CardID: "x", Voter: "ana", Up: true}))
	must(t, s.PutAnalysis(ctx, analysis("a")))
	equal(t, "votes", votes(t, s, f.ClaimID), map[string]int{"x": 1})
}
