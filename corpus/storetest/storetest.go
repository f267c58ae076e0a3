// Package storetest is the conformance suite that every corpus.Store passes.
// It tests what the interface promises and nothing else.
package storetest

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

// Run tests the stores that open returns. Each call of open gives a new,
// empty store and closes it at the end of the test it was opened for.
func Run(t *testing.T, open func(t *testing.T) corpus.Store) {
	groups := map[string]map[string]func(*testing.T, corpus.Store){
		"source":   sourceTests,
		"article":  articleTests,
		"address":  addressTests,
		"near":     nearTests,
		"forget":   forgetTests,
		"analysis": analysisTests,
		"claim":    claimTests,
		"card":     cardTests,
		"vote":     voteTests,
		"account":  accountTests,
		"ledger":   ledgerTests,
		"together": togetherTests,
	}
	for group, tests := range groups {
		t.Run(group, func(t *testing.T) {
			for name, test := range tests {
				t.Run(name, func(t *testing.T) { test(t, open(t)) })
			}
		})
	}
}

// noon is a time that stores keep as it is: whole milliseconds, UTC.
var noon = time.Date(2026, 3, 14, 12, 0, 0, 123e6, time.UTC)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantKind(t *testing.T, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("error %v, want one that is %q", err, kind)
	}
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%s\n got %s\nwant %s", what, show(got), show(want))
	}
}

// show spells a value out, following pointers in lists.
func show(v any) string {
	r := reflect.ValueOf(v)
	switch {
	case r.Kind() == reflect.Pointer && !r.IsNil():
		return fmt.Sprintf("%+v", r.Elem().Interface())
	case r.Kind() == reflect.Slice && r.Type().Elem().Kind() == reflect.Pointer:
		out := "["
		for i := range r.Len() {
			out += "\n\t" + show(r.Index(i).Interface())
		}
		return out + "]"
	}
	return fmt.Sprintf("%+v", v)
}

// ids returns the IDs of articles.
func ids(articles []*corpus.Article) []string {
	var out []string
	for _, a := range articles {
		out = append(out, a.ID)
	}
	return out
}

// article returns an article with all fields set that its identity needs.
func article(id string) *corpus.Article {
	url := "https://news.example.org/" + id
	return &corpus.Article{
		ID: id, URL: url + "?utm_source=feed", Canonical: url, Title: "Title of " + id,
		Text: "Text of " + id, ContentHash: "hash of " + id, Fetched: noon,
	}
}

// put stores an article and fails the test when that fails.
func put(t *testing.T, s corpus.Store, a *corpus.Article) corpus.PutOutcome {
	t.Helper()
	outcome, err := s.PutArticle(t.Context(), a)
	must(t, err)
	return outcome
}

// change gives an article another content.
func change(a *corpus.Article, text string) *corpus.Article {
	b := *a
	b.Text, b.ContentHash, b.Fetched = text, "hash of "+text, a.Fetched.Add(time.Hour)
	return &b
}
