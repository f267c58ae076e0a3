package storetest

import (
	"fmt"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

var addressTests = map[string]func(*testing.T, corpus.Store){
	"known by all addresses": testAddressKnown,
	"best claim wins":        testAddressRank,
	"alias of nobody":        testAddressNobody,
}

func known(t *testing.T, s corpus.Store, urls ...string) map[string]string {
	t.Helper()
	got, err := s.ArticleKnown(t.Context(), urls)
	must(t, err)
	return got
}

func testAddressKnown(t *testing.T, s corpus.Store) {
	a := article("a1")
	put(t, s, a)
	must(t, s.AddAlias(t.Context(), "https://amp.example.org/a1", "a1"))
	must(t, s.AddAlias(t.Context(), "https://amp.example.org/a1", "a1"))
	moved := article("a1")
	moved.URL = "https://news.example.org/a1?from=home"
	put(t, s, moved)
	want := map[string]string{a.URL: "a1", a.Canonical: "a1", "https://amp.example.org/a1": "a1", moved.URL: "a1"}
	urls := []string{a.URL, a.Canonical, "https://amp.example.org/a1", moved.URL}
	for i := range 1000 {
		urls = append(urls, fmt.Sprintf("https://example.org/unknown/%d", i))
	}
	equal(t, "known", known(t, s, urls...), want)
	if got := known(t, s); len(got) != 0 {
		t.Fatalf("known by no address: %v", got)
	}
}

func testAddressRank(t *testing.T, s corpus.Store) {
	a, b := article("a"), article("b")
	put(t, s, a)
	b.URL = a.Canonical
	put(t, s, b)
	equal(t, "canonical beats fetched", known(t, s, a.Canonical), map[string]string{a.Canonical: "a"})
	must(t, s.AddAlias(t.Context(), b.Canonical, "a"))
	equal(t, "canonical beats alias", known(t, s, b.Canonical), map[string]string{b.Canonical: "b"})
	c := article("c")
	must(t, s.AddAlias(t.Context(), c.URL, "a"))
	equal(t, "alias", known(t, s, c.URL), map[string]string{c.URL: "a"})
	put(t, s, c)
	equal(t, "fetched beats alias", known(t, s, c.URL), map[string]string{c.URL: "c"})
}

func testAddressNobody(t *testing.T, s corpus.Store) {
	wantKind(t, s.AddAlias(t.Context(), "https://example.org/x", "nobody"), corpus.ErrNotFound)
	put(t, s, article("a"))
	wantKind(t, s.AddAlias(t.Context(), "", "a"), corpus.ErrInvalid)
}
