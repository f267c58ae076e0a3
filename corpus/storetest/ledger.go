package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

var ledgerTests = map[string]func(*testing.T, corpus.Store){
	"done is not due again":        testLedgerDone,
	"in the order of arrival":      testLedgerOrder,
	"invalid":                      testLedgerInvalid,
	"lease":                        testLedgerLease,
	"lost lease":                   testLedgerLostLease,
	"release":                      testLedgerRelease,
	"return":                       testLedgerReturn,
	"retry":                        testLedgerRetry,
	"retry ends at a change":       testLedgerRetryChange,
	"quarantine":                   testLedgerQuarantine,
	"changed version":              testLedgerVersion,
	"changed content":              testLedgerContent,
	"changed while leased":         testLedgerChangedWhileLeased,
	"version changed while leased": testLedgerVersionWhileLeased,
	"changed field":                testLedgerField,
	"stage after another":          testLedgerAfter,
	"follows the stage before":     testLedgerFollows,
	"quarantine before counts too": testLedgerAfterQuarantine,
	"reset":                        testLedgerReset,
	"reset of the stage before":    testLedgerResetBefore,
	"forgotten while leased":       testLedgerForgotten,
	"many batches":                 testLedgerBatches,
}

func testLedgerDone(t *testing.T, s corpus.Store) {
	pending(t, s, analyze, 0)
	nothing(t, s, analyze, noon)
	putAll(t, s, "a", "b", "c")
	pending(t, s, analyze, 3)
	first := claimWork(t, s, analyze, 2, noon)
	equal(t, "first claim", articleIDs(first), []string{"a", "b"})
	pending(t, s, analyze, 3)
	done(t, s, analyze, first)
	pending(t, s, analyze, 1)
	settleAll(t, s, analyze, 1)
	pending(t, s, analyze, 0)
	nothing(t, s, analyze, noon.AddDate(9, 0, 0))
	put(t, s, article("a")) // the same again
	nothing(t, s, analyze, noon)
	// another stage has its own rows
	equal(t, "another stage", due(t, s, corpus.StageRef{Name: "other"}, 9), []string{"a", "b", "c"})
}

func testLedgerOrder(t *testing.T, s corpus.Store) {
	putAll(t, s, "c", "a", "b")
	leases := claimWork(t, s, analyze, 1, noon)
	settleLeases(t, s, analyze, leases, "no room", noon.Add(time.Hour))
	equal(t, "due again first, then by arrival",
		articleIDs(claimWork(t, s, analyze, 9, noon.Add(time.Hour))), []string{"c", "a", "b"})
}

func testLedgerInvalid(t *testing.T, s corpus.Store) {
	_, err := s.ClaimWork(t.Context(), corpus.StageRef{Version: "1"}, 1, noon, lease)
	wantKind(t, err, corpus.ErrInvalid)
	_, err = s.ClaimWork(t.Context(), analyze, 0, noon, lease)
	wantKind(t, err, corpus.ErrInvalid)
	err = s.SettleWork(t.Context(), analyze, []corpus.Outcome{{ArticleID: "a", RetryAt: noon}})
	wantKind(t, err, corpus.ErrInvalid)
}

func testLedgerLease(t *testing.T, s corpus.Store) {
	putAll(t, s, "a")
	equal(t, "due", due(t, s, analyze, 1), []string{"a"})
	nothing(t, s, analyze, noon)
	nothing(t, s, analyze, noon.Add(lease-time.Millisecond))
	pending(t, s, analyze, 1)
	equal(t, "after the lease", articleIDs(claimWork(t, s, analyze, 1, noon.Add(lease))), []string{"a"})
	nothing(t, s, analyze, noon.Add(lease))
}

func testLedgerLostLease(t *testing.T, s corpus.Store) {
	putAll(t, s, "a")
	slow := claimWork(t, s, analyze, 1, noon)
	fast := claimWork(t, s, analyze, 1, noon.Add(lease))
	done(t, s, analyze, slow)
	pending(t, s, analyze, 1)
	settleLeases(t, s, analyze, fast, "bad text", time.Time{})
	done(t, s, analyze, slow)
	rows, err := s.Quarantine(t.Context(), "analyze")
	must(t, err)
	equal(t, "quarantined", len(rows), 1)
	done(t, s, analyze, []corpus.Lease{{ArticleID: "nobody", Try: 1}})
}

func testLedgerRelease(t *testing.T, s corpus.Store) {
	putAll(t, s, "a", "b", "c")
	leases := claimWork(t, s, analyze, 3, noon)
	done(t, s, analyze, leases[:1])
	settleLeases(t, s, analyze, leases[1:2], "busy", noon.Add(time.Hour))
	must(t, s.ReleaseWork(t.Context()))
	done(t, s, analyze, leases[2:]) // came too late
	equal(t, "due", due(t, s, analyze, 9), []string{"c"})
	pending(t, s, analyze, 2)
}

func testLedgerReturn(t *testing.T, s corpus.Store) {
	putAll(t, s, "a", "b")
	leases := claimWork(t, s, analyze, 2, noon)
	must(t, s.ReturnWork(t.Context(), analyze, leases[1:]))
	again := claimWork(t, s, analyze, 2, noon)
	equal(t, "due", articleIDs(again), []string{"b"})
	equal(t, "attempts", again[0].Attempts, 0)
	must(t, s.ReturnWork(t.Context(), analyze, leases[1:])) // lost to the second claim
	nothing(t, s, analyze, noon)
	done(t, s, analyze, again)
	must(t, s.ReturnWork(t.Context(), analyze, again))
	nothing(t, s, analyze, noon)
}

func testLedgerRetry(t *testing.T, s corpus.Store) {
	putAll(t, s, "a")
	now := noon
	for attempts := range 3 {
		leases := claimWork(t, s, analyze, 1, now)
		equal(t, "leases", len(leases), 1)
		equal(t, "attempts", leases[0].Attempts, attempts)
		now = now.Add(time.Hour)
		settleLeases(t, s, analyze, leases, "busy", now)
		nothing(t, s, analyze, now.Add(-time.Millisecond))
		pending(t, s, analyze, 1)
	}
	leases := claimWork(t, s, analyze, 1, now)
	done(t, s, analyze, leases)
	nothing(t, s, analyze, now.AddDate(1, 0, 0))
	rows, err := s.Quarantine(t.Context(), "")
	must(t, err)
	equal(t, "quarantined", len(rows), 0)
}

func testLedgerRetryChange(t *testing.T, s corpus.Store) {
	putAll(t, s, "a", "b")
	settleLeases(t, s, analyze, claimWork(t, s, analyze, 2, noon), "busy", noon.Add(time.Hour))
	put(t, s, change(article("a"), "second"))
	leases := claimWork(t, s, analyze, 9, noon)
	equal(t, "due at once", articleIDs(leases), []string{"a"})
	equal(t, "attempts at the new content", leases[0].Attempts, 0)
	done(t, s, analyze, leases)
	newer := analyze
	newer.Version = "rules 2"
	equal(t, "due at once with another version", due(t, s, newer, 9), []string{"b", "a"})
}

func testLedgerQuarantine(t *testing.T, s corpus.Store) {
	putAll(t, s, "b", "a")
	leases := claimWork(t, s, analyze, 2, noon)
	settleLeases(t, s, analyze, leases[:1], "busy", noon)
	done(t, s, analyze, leases[1:])
	settleLeases(t, s, analyze, claimWork(t, s, analyze, 1, noon), "cannot be read: “ü”", time.Time{})
	nothing(t, s, analyze, noon.AddDate(1, 0, 0))
	pending(t, s, analyze, 0)
	want := []corpus.Quarantined{{ArticleID: "b", Stage: "analyze", Version: "rules 1", Problem: "cannot be read: “ü”", Attempts: 2, At: noon}}
	for stage, want := range map[string][]corpus.Quarantined{"analyze": want, "": want, "index": nil} {
		rows, err := s.Quarantine(t.Context(), stage)
		must(t, err)
		equal(t, "quarantined of "+stage, rows, want)
	}
	put(t, s, change(article("b"), "mended"))
	settleAll(t, s, analyze, 1)
	rows, err := s.Quarantine(t.Context(), "")
	must(t, err)
	equal(t, "quarantined once it is mended", len(rows), 0)
}

func testLedgerVersion(t *testing.T, s corpus.Store) {
	putAll(t, s, "a", "b")
	settleAll(t, s, analyze, 2)
	newer := analyze
	newer.Version = "rules 2"
	pending(t, s, newer, 2)
	putAll(t, s, "c")
	pending(t, s, newer, 3)
	settleAll(t, s, newer, 3)
	nothing(t, s, newer, noon)
	// and back: what was not done by that version is due
	settleAll(t, s, analyze, 3)
}

func testLedgerContent(t *testing.T, s corpus.Store) {
	putAll(t, s, "a", "b")
	settleAll(t, s, analyze, 2)
	put(t, s, change(article("a"), "second"))
	pending(t, s, analyze, 1)
	equal(t, "due", due(t, s, analyze, 9), []string{"a"})
}

func testLedgerChangedWhileLeased(t *testing.T, s corpus.Store) {
	putAll(t, s, "a", "b")
	leases := claimWork(t, s, analyze, 2, noon)
	put(t, s, change(article("a"), "second"))
	nothing(t, s, analyze, noon) // still leased
	putAll(t, s, "c")
	settleAll(t, s, analyze, 1)
	done(t, s, analyze, leases)
	pending(t, s, analyze, 1)
	equal(t, "due once it is settled", due(t, s, analyze, 9), []string{"a"})
	// nothing that rests on the former content goes on
	equal(t, "due for the next stage", due(t, s, index, 9), []string{"c", "b"})
}

func testLedgerVersionWhileLeased(t *testing.T, s corpus.Store) {
	putAll(t, s, "a", "b")
	leases := claimWork(t, s, analyze, 1, noon)
	newer := analyze
	newer.Version = "rules 2"
	settleAll(t, s, newer, 1)
	done(t, s, analyze, leases)
	pending(t, s, newer, 1)
	equal(t, "due for the new version", due(t, s, newer, 9), []string{"a"})
}

func testLedgerField(t *testing.T, s corpus.Store) {
	putAll(t, s, "a", "b")
	settleAll(t, s, analyze, 2)
	settleAll(t, s, index, 2)
	a := article("a")
	a.Cluster = "b"
	put(t, s, a)
	settleAll(t, s, analyze, 1)
	equal(t, "due for the index", due(t, s, index, 9), []string{"a"})
}

func testLedgerAfter(t *testing.T, s corpus.Store) {
	putAll(t, s, "a", "b", "c")
	nothing(t, s, index, noon)
	pending(t, s, index, 0)
	leases := claimWork(t, s, analyze, 3, noon)
	nothing(t, s, index, noon)
	done(t, s, analyze, leases[1:2])
	settleLeases(t, s, analyze, leases[2:], "busy", noon.Add(time.Hour))
	pending(t, s, index, 1)
	settleAll(t, s, index, 1)
	done(t, s, analyze, leases[:1])
	equal(t, "due", due(t, s, index, 9), []string{"a"})
}

func testLedgerFollows(t *testing.T, s corpus.Store) {
	putAll(t, s, "a", "b")
	settleAll(t, s, analyze, 2)
	settleAll(t, s, index, 2)
	put(t, s, change(article("a"), "second"))
	nothing(t, s, index, noon) // not before it was analysed
	settleAll(t, s, analyze, 1)
	equal(t, "due after the change", due(t, s, index, 9), []string{"a"})
	must(t, s.ReleaseWork(t.Context()))
	settleAll(t, s, index, 1)

	newer := analyze
	newer.Version = "rules 2"
	settleAll(t, s, newer, 2)
	settleAll(t, s, index, 2)
	nothing(t, s, index, noon)
	// a failed try of the stage before leaves what it did before
	newer.Version = "rules 3"
	settleLeases(t, s, newer, claimWork(t, s, newer, 2, noon), "busy", noon.Add(time.Hour))
	nothing(t, s, index, noon)
	remap := index
	remap.Version = "mapping 2"
	settleAll(t, s, remap, 2)
}

func testLedgerAfterQuarantine(t *testing.T, s corpus.Store) {
	putAll(t, s, "a")
	settleLeases(t, s, analyze, claimWork(t, s, analyze, 1, noon), "panic", time.Time{})
	settleAll(t, s, index, 1)
}

func testLedgerReset(t *testing.T, s corpus.Store) {
	putAll(t, s, "a", "b", "c")
	leases := claimWork(t, s, analyze, 3, noon)
	done(t, s, analyze, leases[:1])
	settleLeases(t, s, analyze, leases[1:2], "bad", time.Time{})
	must(t, s.ResetWork(t.Context(), "analyze"))
	pending(t, s, analyze, 3)
	done(t, s, analyze, leases[2:]) // a lease from before is lost
	settleAll(t, s, analyze, 3)
	rows, err := s.Quarantine(t.Context(), "")
	must(t, err)
	equal(t, "quarantined", len(rows), 0)
	must(t, s.ResetWork(t.Context(), "nobody"))
}

func testLedgerResetBefore(t *testing.T, s corpus.Store) {
	putAll(t, s, "a")
	settleAll(t, s, analyze, 1)
	settleAll(t, s, index, 1)
	must(t, s.ResetWork(t.Context(), "analyze"))
	nothing(t, s, index, noon)
	settleAll(t, s, analyze, 1)
	settleAll(t, s, index, 1)
	nothing(t, s, index, noon)
}

func testLedgerForgotten(t *testing.T, s corpus.Store) {
	putAll(t, s, "a", "b")
	leases := claimWork(t, s, analyze, 2, noon)
	must(t, s.ForgetArticle(t.Context(), "a"))
	done(t, s, analyze, leases)
	pending(t, s, analyze, 0)
	settleAll(t, s, index, 1)
}

func testLedgerBatches(t *testing.T, s corpus.Store) {
	const n = 230
	for i := range n {
		put(t, s, article(fmt.Sprintf("a%03d", (i*101)%n)))
	}
	for _, stage := range []corpus.StageRef{analyze, index} {
		seen := map[string]bool{}
		for left := n; left > 0; {
			pending(t, s, stage, left)
			leases := claimWork(t, s, stage, 50, noon)
			equal(t, "size of the batch", len(leases), min(50, left))
			for _, l := range leases {
				if seen[l.ArticleID] {
					t.Fatalf("%s twice", l.ArticleID)
				}
				seen[l.ArticleID] = true
			}
			done(t, s, stage, leases)
			left -= len(leases)
		}
		nothing(t, s, stage, noon)
	}
}
