package main

import (
	"context"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/sqlite"
	"github.com/alleys-eu/alleys/crawler"
	"github.com/alleys-eu/alleys/crawler/fetch"
	"github.com/alleys-eu/alleys/crawler/newsstand"
)

// mustBeTold are the cases of which the health of the source must say
// something, also where the feed could be mended.
var mustBeTold = map[string]bool{
	"/empty": true, "/truncated": true, "/not-xml": true, "/large": true, "/endless": true, "/wrong-charset": true,
	"/404": true, "/410": true, "/429": true, "/500": true, "/redirect-loop": true,
}

// TestHostileFeeds crawls feeds that misbehave beside one that does not: each
// gets one clear line and a recorded state, and the good one is read.
func TestHostileFeeds(t *testing.T) {
	ctx := context.Background()
	stand, _ := openStand(t)
	store, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "corpus.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()

	urls := []string{stand.Outlets()[0].FeedURL}
	for _, c := range newsstand.HostileCases() {
		// Each on a host of its own: one that answers 429 is left alone.
		server := httptest.NewServer(newsstand.Hostile())
		t.Cleanup(server.CloseClientConnections)
		urls = append(urls, server.URL+c.Path)
	}
	var sources []*corpus.Source
	for _, u := range urls {
		s := &corpus.Source{ID: corpus.SourceID(u), URL: u, Kind: corpus.SourceFeed, State: corpus.SourceActive, Added: time.Now()}
		if err := store.AddSource(ctx, s); err != nil {
			t.Fatal(err)
		}
		sources = append(sources, s)
	}
	client := newClient(fetch.Config{
		Delay: fetch.NoDelay, MaxDelay: fetch.NoDelay, Timeout: 5 * time.Second, MaxBody: 4 << 20,
		AllowNetworks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
	})
	c := &crawler.Crawler{Store: store, Fetch: client, Workers: len(sources)}
	report, err := c.Run(ctx, sources)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range report.Problems {
		if strings.Contains(e.String(), "\n") || e.Reason == "" {
			t.Errorf("not one clear line: %q", e)
		}
	}
	for i, u := range urls {
		s, err := store.Source(ctx, corpus.SourceID(u))
		if err != nil {
			t.Fatal(err)
		}
		if s.LastPoll.IsZero() || s.NextPoll.IsZero() {
			t.Errorf("%s: no state recorded", u)
		}
		if i == 0 {
			if s.Failures != 0 || report.Counts[crawler.EventNew] == 0 {
				t.Errorf("the good source was not read: %+v", s.Health)
			}
			continue
		}
		path := newsstand.HostileCases()[i-1].Path
		t.Logf("%-22s %s", path, s.Problem)
		if s.Problem == "" && (s.LastGood.IsZero() || mustBeTold[path]) {
			t.Errorf("%s: nothing is said of it", path)
		}
	}
}
