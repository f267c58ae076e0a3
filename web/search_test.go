package web

import (
	"errors"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

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
