package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/crawler/newsstand"
)

// openStand serves the newsstand and writes its list of feeds.
func openStand(t *testing.T) (stand *newsstand.Newsstand, opml string) {
	t.Helper()
	stand, err := newsstand.New(newsstand.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := stand.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stand.Close() })
	opml = filepath.Join(t.TempDir(), "feeds.opml")
	if err := os.WriteFile(opml, stand.OPML(), 0o644); err != nil {
		t.Fatal(err)
	}
	return stand, opml
}

func crawlArgs(data, opml string) []string {
	return []string{"crawl", "--data", data, "--feeds", opml, "--now", "--allow-network", "127.0.0.0/8", "--delay", "1ms"}
}

// TestKilledCrawlsAddUpToOne kills the crawl ten times at random moments and
// then lets it run to its end: articles, findings and search results must be
// those of one undisturbed run.
func TestKilledCrawlsAddUpToOne(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a dozen processes; run without -short")
	}
	_, opml := openStand(t)
	calm := t.TempDir()
	start := time.Now()
	if out, err := process(t.Context(), crawlArgs(calm, opml)...).CombinedOutput(); err != nil {
		t.Fatalf("undisturbed run: %v\n%s", err, out)
	}
	whole := time.Since(start)

	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	rnd := rand.New(rand.NewPCG(seed, 1))
	killed := t.TempDir()
	for range 10 {
		cmd := process(t.Context(), crawlArgs(killed, opml)...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		kill := time.AfterFunc(time.Duration(rnd.Int64N(int64(whole))), func() { cmd.Process.Kill() })
		cmd.Wait() // killed or, by chance, done
		kill.Stop()
	}
	if out, err := process(t.Context(), crawlArgs(killed, opml)...).CombinedOutput(); err != nil {
		t.Fatalf("last run: %v\n%s", err, out)
	}

	want, got := exported(t, calm), exported(t, killed)
	if len(want) < 60 {
		t.Fatalf("the undisturbed run stored %d articles only", len(want))
	}
	for id, record := range want {
		if got[id] != record {
			t.Errorf("article %s differs:\n%.300s\n%.300s", id, record, got[id])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d articles after kills, %d without", len(got), len(want))
	}
	for _, q := range goldenQueries {
		if w, g := searchIDs(t, calm, q), searchIDs(t, killed, q); w != g {
			t.Errorf("%s: finds\n%s\nafter kills, and\n%s\nwithout", q, g, w)
		}
	}
}

// goldenQueries must give the same results after a crash and after a rebuild.
var goldenQueries = []string{
	"migrants OR migranti", "frame:invasion", "family:anti-eu stance:endorsed", `"Brussels"`, "lang:it target:migrants",
	"flood OR wave OR ondata", "published:2026-09", "stance:quoted -lang:it", "council market",
}

// exported returns the articles of a corpus by ID, without what depends on
// the time of the crawl.
func exported(t *testing.T, data string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(mustAlleys(t, "export", "--data", data, "--format", "jsonl")), "\n") {
		var record map[string]any
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Fatalf("%v in %.100s", err, line)
		}
		delete(record, "fetched")
		b, err := json.Marshal(record)
		if err != nil {
			t.Fatal(err)
		}
		out[record["id"].(string)] = string(b)
	}
	return out
}

// searchIDs returns the hits of a query in their order, with their scores.
func searchIDs(t *testing.T, data, q string) string {
	t.Helper()
	var b bytes.Buffer
	for _, line := range strings.Split(strings.TrimSpace(mustAlleys(t, "search", "--data", data, "--jsonl", "--limit", "0", q)), "\n") {
		var record struct{ ID string }
		if line == "" {
			continue
		}
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Fatal(err)
		}
		b.WriteString(record.ID + " ")
	}
	return b.String()
}

// TestRebuildGivesTheSame deletes the index and makes everything afresh.
func TestRebuildGivesTheSame(t *testing.T) {
	_, opml := openStand(t)
	data := t.TempDir()
	mustAlleys(t, crawlArgs(data, opml)...)
	before := map[string]string{}
	for _, q := range goldenQueries {
		before[q] = searchIDs(t, data, q)
	}
	articles := exported(t, data)
	if err := os.RemoveAll(filepath.Join(data, "index")); err != nil {
		t.Fatal(err)
	}
	mustAlleys(t, "rebuild", "--data", data)
	hits := 0
	for _, q := range goldenQueries {
		after := searchIDs(t, data, q)
		hits += len(strings.Fields(after))
		if after != before[q] {
			t.Errorf("%s: finds\n%s\nafter the rebuild, and\n%s\nbefore", q, after, before[q])
		}
	}
	if hits == 0 {
		t.Error("no query finds anything")
	}
	for id, record := range exported(t, data) {
		if articles[id] != record {
			t.Errorf("article %s differs after the rebuild", id)
		}
	}
}
