package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

var articleTests = map[string]func(*testing.T, corpus.Store){
	"comes back as it was":    testArticleRoundTrip,
	"invalid":                 testArticleInvalid,
	"not there":               testArticleNotFound,
	"defaults":                testArticleDefaults,
	"same content again":      testArticleSame,
	"changed content":         testArticleChanged,
	"keeps the better date":   testArticleDate,
	"same content of another": testArticleByContent,
	"by ID in order":          testArticlesByID,
	"filter":                  testArticleFilter,
	"paging":                  testArticlePaging,
	"count":                   testArticleCount,
}

func testArticleRoundTrip(t *testing.T, s corpus.Store) {
	a := &corpus.Article{
		ID: "a1", URL: "https://m.example.org/città?id=1", Canonical: "https://example.org/città",
		SourceID: "s1", Outlet: "L’Eco 🇮🇹", Host: "example.org", Lang: "it",
		Title: "‹Invasione›: “sì” o no? 𝕏", Lede: "Ein Satz — mit Gedankenstrich",
		Text:    "Erster Absatz.\n\nЗдравствуйте\t\"%_'\\;--\u2028ąčęėįende " + strings.Repeat("ß", 100_000),
		Authors: []string{"Ana Ćosić", `O"Neill, J.`}, Section: "Politica", Image: "https://example.org/i.jpg",
		Published: noon.Add(-time.Hour), PublishedFrom: corpus.DateMarkup, Modified: noon.Add(-time.Minute), Fetched: noon,
		Partial: true, NoArchive: true, ContentHash: "h1", Signature: []uint64{0, 1, 1 << 63, ^uint64(0)}, Cluster: "c1",
		Record: corpus.Record{File: "crawl.warc.gz", Offset: 1 << 40, Length: 12345},
	}
	want := *a
	want.Version = 1
	if outcome := put(t, s, a); outcome != corpus.PutNew {
		t.Fatalf("outcome %v, want PutNew", outcome)
	}
	equal(t, "the article that was put", a, &want)
	got, err := s.Article(t.Context(), "a1")
	must(t, err)
	equal(t, "the article that was read", got, &want)
}

func testArticleInvalid(t *testing.T, s corpus.Store) {
	for name, spoil := range map[string]func(*corpus.Article){
		"no ID":          func(a *corpus.Article) { a.ID = "" },
		"no URL":         func(a *corpus.Article) { a.URL = "" },
		"no Canonical":   func(a *corpus.Article) { a.Canonical = "" },
		"no ContentHash": func(a *corpus.Article) { a.ContentHash = "" },
	} {
		a := article("a1")
		spoil(a)
		if _, err := s.PutArticle(t.Context(), a); err == nil {
			t.Fatalf("%s: stored", name)
		} else {
			wantKind(t, err, corpus.ErrInvalid)
		}
	}
}

func testArticleNotFound(t *testing.T, s corpus.Store) {
	_, err := s.Article(t.Context(), "nobody")
	wantKind(t, err, corpus.ErrNotFound)
	_, err = s.ArticleByContent(t.Context(), "nothing")
	wantKind(t, err, corpus.ErrNotFound)
	versions, err := s.ArticleVersions(t.Context(), "nobody")
	must(t, err)
	if len(versions) != 0 {
		t.Fatalf("versions of nobody: %v", versions)
	}
}

func testArticleDefaults(t *testing.T, s corpus.Store) {
	a := article("a1")
	a.Canonical = "https://WWW.Example.org:8443/x"
	a.Fetched = time.Date(2026, 3, 14, 13, 0, 0, 123_456_789, time.FixedZone("", 3600))
	put(t, s, a)
	for _, got := range []*corpus.Article{a, read(t, s, "a1")} {
		equal(t, "host", got.Host, "www.example.org")
		equal(t, "cluster", got.Cluster, "a1")
		equal(t, "version", got.Version, 1)
		equal(t, "fetched", got.Fetched, noon)
		if !got.Published.IsZero() || !got.Modified.IsZero() || got.PublishedFrom != corpus.DateUnknown {
			t.Fatalf("times made up: %+v", got)
		}
	}
}

func read(t *testing.T, s corpus.Store, id string) *corpus.Article {
	t.Helper()
	a, err := s.Article(t.Context(), id)
	must(t, err)
	return a
}

func testArticleSame(t *testing.T, s corpus.Store) {
	first := article("a1")
	first.SourceID, first.Lede, first.Lang, first.Authors = "s1", "lede", "it", []string{"Ana"}
	first.Signature, first.Record = []uint64{7}, corpus.Record{File: "f", Offset: 1, Length: 2}
	put(t, s, first)

	again := article("a1")
	again.Fetched = noon.Add(time.Hour)
	again.SourceID, again.Section, again.Lang, again.Cluster = "s2", "Politics", "en", "c9"
	if outcome := put(t, s, again); outcome != corpus.PutSame {
		t.Fatalf("outcome %v, want PutSame", outcome)
	}
	want := *first
	want.Section, want.Lang, want.Cluster = "Politics", "en", "c9"
	equal(t, "returned", again, &want)
	equal(t, "stored", read(t, s, "a1"), &want)
	versions, err := s.ArticleVersions(t.Context(), "a1")
	must(t, err)
	if len(versions) != 0 {
		t.Fatalf("versions of an article that never changed: %v", versions)
	}
}

func testArticleChanged(t *testing.T, s corpus.Store) {
	first := article("a1")
	first.Lede, first.Signature, first.Record = "lede", []uint64{7}, corpus.Record{File: "f"}
	put(t, s, first)
	second := change(article("a1"), "second")
	if outcome := put(t, s, second); outcome != corpus.PutChanged {
		t.Fatalf("outcome %v, want PutChanged", outcome)
	}
	third := change(article("a1"), "third")
	third.Title, third.Fetched = "Retitled", noon.Add(2*time.Hour)
	put(t, s, third)
	// back to the first content: a further version, not the old one again
	fourth := article("a1")
	fourth.Fetched = noon.Add(3 * time.Hour)
	if outcome := put(t, s, fourth); outcome != corpus.PutChanged {
		t.Fatalf("outcome %v, want PutChanged", outcome)
	}
	got := read(t, s, "a1")
	equal(t, "version", got.Version, 4)
	equal(t, "lede", got.Lede, "lede")
	equal(t, "fetched", got.Fetched, noon.Add(3*time.Hour))
	if got.Signature != nil || got.Record != (corpus.Record{}) {
		t.Fatalf("signature and record of another text: %+v", got)
	}
	versions, err := s.ArticleVersions(t.Context(), "a1")
	must(t, err)
	equal(t, "versions", versions, []corpus.ArticleVersion{
		{ArticleID: "a1", Version: 3, Title: "Retitled", Text: "third", ContentHash: "hash of third", Fetched: noon.Add(2 * time.Hour)},
		{ArticleID: "a1", Version: 2, Title: "Title of a1", Text: "second", ContentHash: "hash of second", Fetched: noon.Add(time.Hour)},
		{ArticleID: "a1", Version: 1, Title: "Title of a1", Text: "Text of a1", ContentHash: "hash of a1", Fetched: noon},
	})
}

func testArticleDate(t *testing.T, s corpus.Store) {
	day := func(n int) time.Time { return noon.AddDate(0, 0, -n) }
	for i, step := range []struct {
		put      time.Time
		from     corpus.DateFrom
		want     time.Time
		wantFrom corpus.DateFrom
	}{
		{time.Time{}, corpus.DateUnknown, time.Time{}, corpus.DateUnknown},
		{day(5), corpus.DateGuess, day(5), corpus.DateGuess},
		{day(4), corpus.DateMarkup, day(4), corpus.DateMarkup},
		{day(9), corpus.DateURL, day(4), corpus.DateMarkup},
		{day(3), corpus.DateMarkup, day(3), corpus.DateMarkup},
		{time.Time{}, corpus.DateFeed, day(3), corpus.DateMarkup},
		{day(2), corpus.DateFeed, day(2), corpus.DateFeed},
	} {
		a := article("a1")
		a.Published, a.PublishedFrom = step.put, step.from
		put(t, s, a)
		got := read(t, s, "a1")
		equal(t, fmt.Sprintf("published after step %d", i), got.Published, step.want)
		equal(t, fmt.Sprintf("its origin after step %d", i), got.PublishedFrom, step.wantFrom)
	}
}

func testArticleByContent(t *testing.T, s corpus.Store) {
	for i, id := range []string{"b", "a", "c"} {
		a := article(id)
		a.ContentHash = "same"
		a.Fetched = noon.Add(-time.Duration(i%2) * time.Hour)
		put(t, s, a)
	}
	got, err := s.ArticleByContent(t.Context(), "same")
	must(t, err)
	equal(t, "oldest with that content", got.ID, "a")
}

func testArticlesByID(t *testing.T, s corpus.Store) {
	var want []string
	for i := range 1200 {
		a := article(fmt.Sprintf("a%04d", i))
		put(t, s, a)
		want = append(want, a.ID)
	}
	slices.Reverse(want)
	asked := append([]string{"nobody"}, want...)
	asked = append(asked, "a0007")
	got, err := s.ArticlesByID(t.Context(), asked)
	must(t, err)
	equal(t, "order", ids(got), append(want, "a0007"))
	got, err = s.ArticlesByID(t.Context(), nil)
	must(t, err)
	if len(got) != 0 {
		t.Fatalf("articles by no ID: %v", ids(got))
	}
}

func testArticleFilter(t *testing.T, s corpus.Store) {
	for id, canonical := range map[string]string{
		"a": "https://example.org/1", "b": "https://www.example.org/2", "c": "https://notexample.org/3",
		"d": "https://example.org.evil.example/4", "e": "https://a_b.example/5", "f": "https://x.a_b.example/5", "g": "https://x.acb.example/6",
	} {
		a := article(id)
		a.Canonical = canonical
		if id < "c" {
			a.SourceID, a.Cluster = "s1", "c1"
		}
		put(t, s, a)
	}
	for name, c := range map[string]struct {
		filter corpus.ArticleFilter
		want   []string
	}{
		"all":             {corpus.ArticleFilter{}, []string{"a", "b", "c", "d", "e", "f", "g"}},
		"host":            {corpus.ArticleFilter{Host: "example.org"}, []string{"a", "b"}},
		"host, any case":  {corpus.ArticleFilter{Host: "Example.ORG"}, []string{"a", "b"}},
		"subdomain":       {corpus.ArticleFilter{Host: "www.example.org"}, []string{"b"}},
		"host, literally": {corpus.ArticleFilter{Host: "a_b.example"}, []string{"e", "f"}},
		"no such host":    {corpus.ArticleFilter{Host: "%"}, nil},
		"source":          {corpus.ArticleFilter{SourceID: "s1"}, []string{"a", "b"}},
		"cluster":         {corpus.ArticleFilter{Cluster: "c1"}, []string{"a", "b"}},
		"own cluster":     {corpus.ArticleFilter{Cluster: "g"}, []string{"g"}},
		"after":           {corpus.ArticleFilter{After: "d"}, []string{"e", "f", "g"}},
		"limit":           {corpus.ArticleFilter{Limit: 2}, []string{"a", "b"}},
		"together":        {corpus.ArticleFilter{SourceID: "s1", Host: "example.org", After: "a", Limit: 5}, []string{"b"}},
	} {
		got, err := s.Articles(t.Context(), c.filter)
		must(t, err)
		equal(t, name, ids(got), c.want)
	}
}

func testArticlePaging(t *testing.T, s corpus.Store) {
	var want []string
	for i := range 25 {
		a := article(fmt.Sprintf("a%02d", (i*7)%25))
		put(t, s, a)
		want = append(want, a.ID)
	}
	slices.Sort(want)
	var got []string
	f := corpus.ArticleFilter{Limit: 10}
	for {
		page, err := s.Articles(t.Context(), f)
		must(t, err)
		if len(page) == 0 {
			break
		}
		got = append(got, ids(page)...)
		f.After = page[len(page)-1].ID
	}
	equal(t, "pages together", got, want)
}

func testArticleCount(t *testing.T, s corpus.Store) {
	for i, want := range []int{1, 1, 2} {
		put(t, s, change(article([]string{"a", "a", "b"}[i]), fmt.Sprint(i)))
		n, err := s.CountArticles(t.Context())
		must(t, err)
		equal(t, "count", n, want)
	}
}
