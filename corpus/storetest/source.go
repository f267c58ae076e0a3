package storetest

import (
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

var sourceTests = map[string]func(*testing.T, corpus.Store){
	"lengths of texts":       testTextLengths,
	"comes back as it was":   testSourceRoundTrip,
	"identity and validity":  testSourceErrors,
	"order of the list":      testSourceOrder,
	"due ones":               testSourceDue,
	"health leaves the rest": testSourceHealth,
	"removed, articles stay": testSourceRemove,
	"articles by day":        testSourceDays,
}

func source(url string) *corpus.Source {
	return &corpus.Source{ID: corpus.SourceID(url), URL: url, Kind: corpus.SourceFeed, State: corpus.SourceActive, Title: url}
}

func testSourceRoundTrip(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	src := &corpus.Source{
		ID: "s1", URL: "https://example.org/feed?a=1&b=ü", Kind: corpus.SourcePage, Title: "Gazzetta “di” Città 🗞",
		SiteURL: "https://example.org/", Lang: "it", Country: "IT", Outlet: corpus.OutletRegional,
		Tags: []string{"Nord", `a "b", c`}, State: corpus.SourceResting, Added: noon,
		Health: corpus.Health{ETag: `W/"x"`, LastModified: "Sat, 14 Mar 2026 12:00:00 GMT", NextPoll: noon.Add(time.Hour),
			LastPoll: noon, LastGood: noon.Add(-time.Hour), LastArticle: noon.Add(-2 * time.Hour), Failures: 3, Problem: "no route"},
	}
	must(t, s.AddSource(ctx, src))
	got, err := s.Source(ctx, "s1")
	must(t, err)
	equal(t, "source", got, src)

	bare := &corpus.Source{ID: "s1", URL: "https://example.org/2", Kind: corpus.SourceFeed, State: corpus.SourceGone}
	must(t, s.UpdateSource(ctx, bare))
	got, err = s.Source(ctx, "s1")
	must(t, err)
	equal(t, "updated source", got, bare)
}

func testSourceErrors(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	good := source("https://example.org/feed")
	must(t, s.AddSource(ctx, good))
	wantKind(t, s.AddSource(ctx, good), corpus.ErrConflict)
	for name, spoil := range map[string]func(*corpus.Source){
		"no ID":         func(x *corpus.Source) { x.ID = "" },
		"no URL":        func(x *corpus.Source) { x.URL = "" },
		"unknown kind":  func(x *corpus.Source) { x.Kind = "telex" },
		"unknown state": func(x *corpus.Source) { x.State = "" },
	} {
		bad := *source("https://example.org/other")
		spoil(&bad)
		if err := s.AddSource(ctx, &bad); err == nil {
			t.Fatalf("%s: added", name)
		} else {
			wantKind(t, err, corpus.ErrInvalid)
		}
		bad.ID = good.ID
		if name != "no ID" {
			wantKind(t, s.UpdateSource(ctx, &bad), corpus.ErrInvalid)
		}
	}
	_, err := s.Source(ctx, "nobody")
	wantKind(t, err, corpus.ErrNotFound)
	wantKind(t, s.UpdateSource(ctx, source("https://example.org/none")), corpus.ErrNotFound)
	wantKind(t, s.PutHealth(ctx, "nobody", corpus.Health{}), corpus.ErrNotFound)
	wantKind(t, s.RemoveSource(ctx, "nobody"), corpus.ErrNotFound)
	all, err := s.Sources(ctx)
	must(t, err)
	equal(t, "sources after refused writes", all, []*corpus.Source{good})
}

func testSourceOrder(t *testing.T, s corpus.Store) {
	for _, x := range [][2]string{{"beta", "https://b"}, {"Alpha", "https://z"}, {"alpha", "https://a"}, {"Gamma", "https://c"}} {
		src := source(x[1])
		src.Title = x[0]
		must(t, s.AddSource(t.Context(), src))
	}
	all, err := s.Sources(t.Context())
	must(t, err)
	var got []string
	for _, src := range all {
		got = append(got, src.URL)
	}
	equal(t, "order", got, []string{"https://a", "https://z", "https://b", "https://c"})
}

func testSourceDue(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	for url, change := range map[string]func(*corpus.Source){
		"new":     func(x *corpus.Source) {},
		"now":     func(x *corpus.Source) { x.NextPoll = noon },
		"earlier": func(x *corpus.Source) { x.NextPoll = noon.Add(-time.Minute) },
		"later":   func(x *corpus.Source) { x.NextPoll = noon.Add(time.Millisecond) },
		"resting": func(x *corpus.Source) { x.State = corpus.SourceResting },
		"gone":    func(x *corpus.Source) { x.State = corpus.SourceGone },
	} {
		src := source(url)
		change(src)
		must(t, s.AddSource(ctx, src))
	}
	for limit, want := range map[int][]string{0: {"new", "earlier", "now"}, 2: {"new", "earlier"}, 9: {"new", "earlier", "now"}} {
		due, err := s.DueSources(ctx, noon, limit)
		must(t, err)
		var got []string
		for _, src := range due {
			got = append(got, src.URL)
		}
		equal(t, "due", got, want)
	}
}

func testSourceHealth(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	src := source("https://example.org/feed")
	must(t, s.AddSource(ctx, src))
	src.Title, src.State = "renamed meanwhile", corpus.SourceResting
	must(t, s.UpdateSource(ctx, src))
	src.Health = corpus.Health{ETag: "e", LastPoll: noon, Failures: 1, Problem: "timed out"}
	must(t, s.PutHealth(ctx, src.ID, src.Health))
	got, err := s.Source(ctx, src.ID)
	must(t, err)
	equal(t, "source", got, src)
}

func testSourceRemove(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	src := source("https://example.org/feed")
	must(t, s.AddSource(ctx, src))
	a := article("a1")
	a.SourceID = src.ID
	put(t, s, a)
	must(t, s.RemoveSource(ctx, src.ID))
	_, err := s.Source(ctx, src.ID)
	wantKind(t, err, corpus.ErrNotFound)
	_, err = s.Article(ctx, "a1")
	must(t, err)
	must(t, s.AddSource(ctx, src))
}

func testSourceDays(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	day := func(n int) time.Time { return time.Date(2026, 3, n, 0, 0, 0, 0, time.UTC) }
	for id, fetched := range map[string]time.Time{
		"a": day(1), "b": day(2).Add(-time.Millisecond), "c": day(4), "d": day(4).Add(23 * time.Hour), "old": day(-3),
	} {
		a := article(id)
		a.SourceID, a.Fetched = "s1", fetched
		put(t, s, a)
	}
	other := article("other")
	other.SourceID = "s2"
	put(t, s, other)
	again := change(article("a"), "new text")
	again.Fetched = day(9)
	put(t, s, again)

	got, err := s.SourceDays(ctx, "s1", day(1))
	must(t, err)
	equal(t, "days", got, []corpus.DayCount{{Day: day(1), Count: 2}, {Day: day(4), Count: 2}})
	got, err = s.SourceDays(ctx, "nobody", time.Time{})
	must(t, err)
	if len(got) != 0 {
		t.Fatalf("days of a source that is not there: %v", got)
	}
}

func testTextLengths(t *testing.T, s corpus.Store) {
	for i, text := range []string{"one", "four!", "è"} {
		a := article(string(rune('a' + i)))
		a.SourceID, a.Text, a.Fetched = "src", text, noon.Add(time.Duration(i)*time.Hour)
		put(t, s, a)
	}
	got, err := s.TextLengths(t.Context(), "src", 2)
	must(t, err)
	equal(t, "newest first, in characters", got, []int{1, 5})
	got, err = s.TextLengths(t.Context(), "other", 2)
	must(t, err)
	if len(got) != 0 {
		t.Fatalf("lengths of another source: %v", got)
	}
}
