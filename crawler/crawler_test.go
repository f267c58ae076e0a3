package crawler_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
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
	"github.com/alleys-eu/alleys/crawler/warc"
)

// harvest is a crawler with its store beside a newsstand.
type harvest struct {
	*crawler.Crawler
	store   *sqlite.Store
	stand   *newsstand.Newsstand
	sources []*corpus.Source
}

func newHarvest(t testing.TB, stand *newsstand.Newsstand, err error) *harvest {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if err := stand.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stand.Close() })
	store, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "corpus.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	client := fetch.New(fetch.Config{Delay: fetch.NoDelay, MaxDelay: fetch.NoDelay, AllowNetworks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	t.Cleanup(client.Close)
	h := &harvest{Crawler: &crawler.Crawler{Store: store, Fetch: client}, store: store, stand: stand}
	for _, o := range stand.Outlets() {
		s := &corpus.Source{ID: corpus.SourceID(o.FeedURL), URL: o.FeedURL, Kind: corpus.SourceFeed, Title: o.Name, Lang: o.Lang, State: corpus.SourceActive, Added: time.Now()}
		if err := store.AddSource(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		h.sources = append(h.sources, s)
	}
	return h
}

func (h *harvest) run(t testing.TB) *crawler.Report {
	t.Helper()
	report, err := h.Run(t.Context(), h.sources)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// squash leaves the words of a text, for comparing what was written with what
// was read from the page.
func squash(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("“", `"`, "”", `"`, "’", "'", "‘", "'").Replace(s)), " ")
}

func TestHarvestReadsWhatWasWritten(t *testing.T) {
	stand, err := newsstand.New(newsstand.Options{})
	h := newHarvest(t, stand, err)
	report := h.run(t)
	if len(report.Problems) > 0 {
		t.Errorf("problems: %v", report.Problems)
	}
	stored, exact, dated := 0, 0, 0
	for _, w := range stand.Articles() {
		if w.Access != newsstand.Open {
			continue
		}
		a, err := h.store.Article(t.Context(), corpus.ArticleID(canonical(t, h.store, w.URL)))
		if err != nil {
			t.Errorf("%s %s: %v", w.Outlet, w.Slug, err)
			continue
		}
		stored++
		if a.Lang != w.Lang {
			t.Errorf("%s: language %q, want %q", w.Slug, a.Lang, w.Lang)
		}
		if squash(a.Title) == squash(w.Title) {
			exact++
		}
		if a.Published.Format(time.DateOnly) == w.Published.UTC().Format(time.DateOnly) {
			dated++
		}
	}
	if stored < 75 || exact*100 < stored*85 || dated*100 < stored*95 {
		t.Errorf("%d stored, %d titles exact, %d days right", stored, exact, dated)
	}
	again := h.run(t)
	if n := again.Counts[crawler.EventNew] + again.Counts[crawler.EventChanged]; n > 0 {
		t.Errorf("a second run finds %d articles new or changed", n)
	}
}

// canonical returns the address under which a page is stored.
func canonical(t *testing.T, store *sqlite.Store, url string) string {
	t.Helper()
	known, err := store.ArticleKnown(t.Context(), []string{url})
	if err != nil {
		t.Fatal(err)
	}
	a, err := store.Article(t.Context(), known[url])
	if err != nil {
		return url
	}
	return a.Canonical
}

func TestChangedStoryKeepsItsIdentity(t *testing.T) {
	stand, err := newsstand.New(newsstand.Options{Outlets: []string{"lantern"}})
	h := newHarvest(t, stand, err)
	h.run(t)
	if err := stand.SetEdition("lantern", "dairy-fire", 2); err != nil {
		t.Fatal(err)
	}
	h.Now = func() time.Time { return time.Now().Add(time.Hour) }
	h.FetchKnown = true
	report := h.run(t)
	if report.Counts[crawler.EventChanged] != 1 || report.Counts[crawler.EventNew] != 0 {
		t.Fatalf("after the correction: %v", report.Counts)
	}
	changed := 0
	all, err := h.store.Articles(t.Context(), corpus.ArticleFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		if a.Version != 2 {
			continue
		}
		changed++
		versions, err := h.store.ArticleVersions(t.Context(), a.ID)
		if err != nil || len(versions) != 1 || versions[0].Title == a.Title {
			t.Errorf("versions of %q: %+v, %v", a.Title, versions, err)
		}
	}
	if changed != 1 {
		t.Errorf("%d articles have a second version", changed)
	}
}

func TestPoliteness(t *testing.T) {
	stand, err := newsstand.New(newsstand.Options{})
	h := newHarvest(t, stand, err)
	report := h.run(t)
	for reason, want := range map[string]int{"robots.txt forbids it": 1, "text and data mining is reserved": 1, "the page asks not to be indexed": 1} {
		if report.Skipped[reason] != want {
			t.Errorf("%s: %d left out, want %d", reason, report.Skipped[reason], want)
		}
	}
	for _, o := range stand.Outlets() {
		if n := stand.PeakConcurrency(o.Slug); n > 1 {
			t.Errorf("%s saw %d requests at a time", o.Slug, n)
		}
	}
}

// TestBrokenPageIsReported feeds a source that always had long articles and
// then serves a stump.
func TestBrokenPageIsReported(t *testing.T) {
	stand, err := newsstand.New(newsstand.Options{Outlets: []string{"lantern"}})
	h := newHarvest(t, stand, err)
	if n := h.run(t).Counts[crawler.EventNew]; n < 8 {
		t.Fatalf("only %d articles", n)
	}
	stump := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed":
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Stump</title><item><title>A stump</title><link>http://%s/story</link></item></channel></rss>`, r.Host)
		case "/story":
			fmt.Fprint(w, `<html><body><article><h1>A stump</h1><p>The page you want to read needs a newer browser.</p></article></body></html>`)
		default:
			http.NotFound(w, r)
		}
	}))
	defer stump.Close()
	s := h.sources[0]
	s.URL, s.ETag, s.LastModified = stump.URL+"/feed", "", ""
	report := h.run(t)
	if report.Counts[crawler.EventNew] != 0 || len(report.Problems) != 1 || !strings.Contains(report.Problems[0].Reason, "are usual") {
		t.Errorf("the stump was not reported: %v %v", report.Counts, report.Problems)
	}
}

func TestForgottenArticlesDoNotComeBack(t *testing.T) {
	stand, err := newsstand.New(newsstand.Options{Outlets: []string{"lantern"}})
	h := newHarvest(t, stand, err)
	archive := filepath.Join(t.TempDir(), "crawl.warc.gz")
	if h.Archive, err = warc.Append(archive, warc.Info{}); err != nil {
		t.Fatal(err)
	}
	defer h.Archive.Close()
	h.Barred = func(string, string) bool { return true }
	if report := h.run(t); report.Counts[crawler.EventNew] != 0 || report.Skipped["forgotten on request"] == 0 {
		t.Errorf("barred articles: %v %v", report.Counts, report.Skipped)
	}
	r, err := warc.Open(archive, "crawl.warc.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for {
		rec, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if rec.Type != warc.TypeInfo {
			t.Errorf("%s was archived", rec.TargetURI)
		}
	}
}
