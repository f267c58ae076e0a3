package web

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/index"
	"github.com/alleys-eu/alleys/index/query"
)

// TestAskSaysWhatIsWrong asks every faulty query in every language of the
// interface.
func TestAskSaysWhatIsWrong(t *testing.T) {
	s := newDesk(t, true).site
	faulty := map[string]query.Fault{
		strings.Repeat("a ", 300): query.FaultLong, strings.Repeat("(", 100): query.FaultDeep, "(a": query.FaultOpen, "a)": query.FaultClosed,
		`a "b`: query.FaultQuote, "a NOT": query.FaultNot, "OR": query.FaultNothing, "lang:": query.FaultNoValue, "colour:red": query.FaultNoField,
		"published:x": query.FaultDate, "published:2026-10..2026-09": query.FaultBackwards,
	}
	for _, lang := range s.texts.langs {
		for q, fault := range faulty {
			a := s.readAsk(httptest.NewRequest("GET", "/search?q="+url.QueryEscape(q), nil), lang)
			key := "query." + string(fault)
			if fault == query.FaultNothing {
				key = "search.nothing"
			}
			if want, _, _ := strings.Cut(s.texts.byLang[lang][key], "%s"); !strings.Contains(a.Problem, want) || strings.Contains(a.Problem, "%!") {
				t.Errorf("%s: %.20s: %q", lang, q, a.Problem)
			}
		}
		a := s.readAsk(httptest.NewRequest("GET", "/search?q=flood&from=2026-10-02&to=2026-10-01", nil), lang)
		if want := s.texts.in(lang, "query.backwards"); !strings.Contains(a.Problem, want) || a.query.String() != "flood" {
			t.Errorf("%s: %q, searches for %s", lang, a.Problem, a.query)
		}
		a = s.readAsk(httptest.NewRequest("GET", "/search?q=frame:invation", nil), lang)
		if !strings.Contains(a.Unknown, "frame:invation") || !strings.Contains(a.Unknown, "invasion") {
			t.Errorf("%s: %q", lang, a.Unknown)
		}
	}
	for _, q := range []string{`""`, "OR", "(OR)"} {
		if a := s.readAsk(httptest.NewRequest("GET", "/search?q="+url.QueryEscape(q), nil), "en"); a.query.String() != "-*" {
			t.Errorf("%s searches for %s", q, a.query)
		}
	}
	_, err := query.Parse("a (b")
	if got := s.fault("xx", err); got == err.Error() || errors.Unwrap(err) != nil {
		t.Errorf("got %q", got)
	}
}

// manyOutlets is an index of articles from many outlets, one each.
type manyOutlets struct {
	index.Engine // only searched
	n            int
}

func (e manyOutlets) Search(_ context.Context, r index.Request) (*index.Result, error) {
	res := &index.Result{Total: e.n}
	for i := r.From; i < min(r.From+r.Size, e.n); i++ {
		res.Hits = append(res.Hits, index.Hit{ID: fmt.Sprint(i)})
	}
	for _, f := range r.Facets {
		facet := index.Facet{Field: f.Field}
		for i := range min(f.Size, e.n) {
			if f.Field == "outlet" {
				facet.Values = append(facet.Values, index.FacetValue{Value: fmt.Sprintf("Outlet %02d", i), Count: 1})
			}
		}
		res.Facets = append(res.Facets, facet)
	}
	return res, nil
}

// TestFacetsShowEveryValue checks that no outlet is out of reach, and that a
// chosen one is in sight.
func TestFacetsShowEveryValue(t *testing.T) {
	d := newDesk(t, true)
	d.site.Search = manyOutlets{n: 30}
	b := d.browser()
	page := b.get("/search")
	page.want(t, 200, "<span>Outlet 00</span>", "<span>Outlet 29</span>", "<details><summary>18 more</summary>")
	b.get("/search?outlet=Outlet+29").want(t, 200, "<details open><summary>18 more</summary>")
	b.get("/search?outlet=Outlet+00").want(t, 200, "<details><summary>18 more</summary>")
}

// TestPageBehindTheLast checks that an address of a page that is not there
// leads to the last one, not to a corpus without articles.
func TestPageBehindTheLast(t *testing.T) {
	d := newDesk(t, true)
	d.site.Search = manyOutlets{n: 30}
	if a := d.browser().get("/search?q=x&page=99"); a.status != 303 || a.location != "/search?page=3&q=x" {
		t.Errorf("status %d to %s", a.status, a.location)
	}
	d.site.Search = manyOutlets{n: 0}
	d.browser().get("/search?q=x&page=99").want(t, 200, "No article matches.")
}
