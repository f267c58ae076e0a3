package storetest

import (
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

var (
	analyze = corpus.StageRef{Name: "analyze", Version: "rules 1"}
	index   = corpus.StageRef{Name: "index", Version: "mapping 1", After: "analyze"}
)

const lease = 10 * time.Minute

func claimWork(t *testing.T, s corpus.Store, stage corpus.StageRef, limit int, now time.Time) []corpus.Lease {
	t.Helper()
	leases, err := s.ClaimWork(t.Context(), stage, limit, now, lease)
	must(t, err)
	return leases
}

func articleIDs(leases []corpus.Lease) []string {
	var out []string
	for _, l := range leases {
		out = append(out, l.ArticleID)
	}
	return out
}

// due claims work at noon and returns what it got.
func due(t *testing.T, s corpus.Store, stage corpus.StageRef, limit int) []string {
	t.Helper()
	return articleIDs(claimWork(t, s, stage, limit, noon))
}

// settleLeases settles leases with one problem and one time to retry.
func settleLeases(t *testing.T, s corpus.Store, stage corpus.StageRef, leases []corpus.Lease, problem string, retry time.Time) {
	t.Helper()
	var outcomes []corpus.Outcome
	for _, l := range leases {
		outcomes = append(outcomes, corpus.Outcome{ArticleID: l.ArticleID, Try: l.Try, Problem: problem, RetryAt: retry, At: noon})
	}
	must(t, s.SettleWork(t.Context(), stage, outcomes))
}

func done(t *testing.T, s corpus.Store, stage corpus.StageRef, leases []corpus.Lease) {
	t.Helper()
	settleLeases(t, s, stage, leases, "", time.Time{})
}

// settleAll does all that is due and fails the test when that is not want.
func settleAll(t *testing.T, s corpus.Store, stage corpus.StageRef, want int) {
	t.Helper()
	leases := claimWork(t, s, stage, 10_000, noon)
	if len(leases) != want {
		t.Fatalf("%s: %v due, want %d", stage.Name, articleIDs(leases), want)
	}
	done(t, s, stage, leases)
}

func pending(t *testing.T, s corpus.Store, stage corpus.StageRef, want int) {
	t.Helper()
	n, err := s.PendingWork(t.Context(), stage)
	must(t, err)
	if n != want {
		t.Fatalf("%s: %d pending, want %d", stage.Name, n, want)
	}
}

func nothing(t *testing.T, s corpus.Store, stage corpus.StageRef, now time.Time) {
	t.Helper()
	if leases := claimWork(t, s, stage, 10, now); len(leases) != 0 {
		t.Fatalf("%s: %v due, want nothing", stage.Name, articleIDs(leases))
	}
}

func putAll(t *testing.T, s corpus.Store, ids ...string) {
	t.Helper()
	for _, id := range ids {
		put(t, s, article(id))
	}
}
