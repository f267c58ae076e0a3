package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

func TestAddressIn(t *testing.T) {
	for input, want := range map[string]string{
		"https://news.example/story.html":      "https://news.example/story.html",
		"http://127.0.0.1:8080/":               "http://127.0.0.1:8080/",
		"file://host/etc":                      "file://host/etc",
		"www.news.example":                     "https://www.news.example",
		"WWW.News.example/story?id=1":          "https://WWW.News.example/story?id=1",
		"news.example/2026/story":              "https://news.example/2026/story",
		"Migrants invade us.":                  "",
		"see https://news.example/story.html":  "",
		"https://news.example/ says: invasion": "",
		"Brussels:diktat":                      "",
		"e.g./i.e.":                            "",
		"and/or":                               "",
		"invasion!":                            "",
		"":                                     "",
	} {
		if got := addressIn(input); got != want {
			t.Errorf("addressIn(%q) = %q, want %q", input, got, want)
		}
	}
}

// TestTooLongText checks that a text over the limit is refused with the reason,
// and that what was pasted is still in the form where it can be.
func TestTooLongText(t *testing.T) {
	b := newDesk(t, true).browser()
	long := strings.Repeat("ж", maxExplain+1)
	b.do("POST", "/explain", url.Values{"text": {long}}).want(t, 200, "at most 100,000 characters", "жжж</textarea>")
	huge := strings.Repeat("ж", 12*maxExplain)
	b.do("POST", "/explain", url.Values{"text": {huge}}).want(t, 200, "at most 100,000 characters")
}

func TestUntold(t *testing.T) {
	step := func(outcome Outcome, mentions ...StepMention) []Step {
		return []Step{{Rules: []StepRule{{ID: "xen.a", Outcome: outcome}}, Mentions: mentions}}
	}
	for _, c := range []struct {
		about string
		data  explainData
		want  bool
	}{
		{"nothing says whom it is about", explainData{Steps: step(OutcomeAlone)}, true},
		{"a word is missing", explainData{Steps: step(OutcomeLacking)}, true},
		{"a group is named", explainData{Steps: step(OutcomeLacking, StepMention{Text: "migrants"})}, false},
		{"another order", explainData{Steps: step(OutcomeNoOrder)}, false},
		{"no rule", explainData{}, false},
		{"a long text", explainData{Input: strings.Repeat("a ", shortText), Steps: step(OutcomeAlone)}, false},
	} {
		c.data.Text = &annotated{}
		if got := c.data.Untold(); got != c.want {
			t.Errorf("%s: %v", c.about, got)
		}
		c.data.Text.Notes = make([]note, 1)
		if c.data.Untold() {
			t.Errorf("%s: told of a text with findings", c.about)
		}
	}
	if (&explainData{}).Untold() {
		t.Error("told before there was a text")
	}
}

// testFetcher is a web of one article.
type testFetcher struct {
	article *corpus.Article
	err     error
	asked   []string
}

func (f *testFetcher) Fetch(_ context.Context, address string) (*corpus.Article, error) {
	f.asked = append(f.asked, address)
	return f.article, f.err
}

// testExplainer marks the first sentence of every text, as an analyser would
// that knows one rule.
type testExplainer struct{ asked []*corpus.Article }

func (e *testExplainer) Explain(a *corpus.Article) (*corpus.Analysis, []Step) {
	e.asked = append(e.asked, a)
	sentence, _, _ := strings.Cut(a.Text, ".")
	f := finding(a.Text, sentence, corpus.StanceReported, sentence)
	f.Target, f.Context = "migrants", []corpus.Context{{Quote: corpus.Quote{Text: "it says"}, Stance: corpus.StanceReported}}
	return &corpus.Analysis{Lang: "en", Findings: []corpus.Finding{f}}, []Step{{
		Sentence: sentence, Words: []StepWord{{Text: "Hordes", Class: "noun.army"}, {Text: "Hordes", Class: "noun.mass"}},
		Rules:    []StepRule{{ID: "xen.a", Frame: "invasion", Outcome: OutcomeFired}, {ID: "xen.b", Frame: "invasion", Outcome: OutcomeKeptOut, Because: `"Hordes" (game)`}},
		Findings: []corpus.Finding{f},
	}}
}

func newExplain(t *testing.T, f Fetcher) (*browser, *testExplainer) {
	t.Helper()
	b, e := newDesk(t, true).browser(), &testExplainer{}
	b.site.Fetcher, b.site.Explainer = f, e
	return b, e
}

func pasted(text string) url.Values { return url.Values{"text": {text}} }

func TestExplainAddress(t *testing.T) {
	f := &testFetcher{article: &corpus.Article{
		URL: "https://news.example/story", Title: "Gates <open>", Outlet: "The Example", Lang: "en", Text: "Hordes come.\n\nThe mayor shrugs.",
		Published: time.Date(2026, 10, 3, 0, 0, 0, 0, time.UTC), PublishedFrom: corpus.DateGuess,
	}}
	b, e := newExplain(t, f)
	b.get("/explain").want(t, 200, "Text or address", "as politely as in a crawl")
	page := b.post("/explain", pasted(" news.example/story\r\n"))
	page.want(t, 200, "Gates &lt;open&gt;", "The Example", "3 October 2026", "date guessed", `href="https://news.example/story"`, "The mayor shrugs.", ">news.example/story</textarea>",
		"Step by step", "noun.army</code> <code>noun.mass", "fits", "does not fit because of &#34;Hordes&#34; (game)", "Because of “it says”")
	if len(f.asked) != 1 || f.asked[0] != "https://news.example/story" {
		t.Errorf("fetched %v", f.asked)
	}
	checkHeadings(t, "/explain", page.body)
	checkLabels(t, "/explain", page.body)
	if n, err := b.store.CountArticles(t.Context()); n != 0 || err != nil {
		t.Errorf("%d articles were stored, %v", n, err)
	}
	// The reader's word on the language goes before the page's.
	b.site.Languages = []string{"en", "it"}
	b.post("/explain", url.Values{"text": {"https://news.example/story"}, "lang": {"it"}}).want(t, 200)
	if got := e.asked[len(e.asked)-1].Lang; got != "it" {
		t.Errorf("read as %q", got)
	}
	f.article.NoArchive = true
	if page := b.post("/explain", pasted("https://news.example/story")); strings.Contains(page.body, "The mayor shrugs") {
		t.Error("a page of which no copy shall be shown is shown whole")
	}
}

// TestExplainProblems says every problem in every language of the interface.
func TestExplainProblems(t *testing.T) {
	problems := []FetchProblem{
		FetchOffline, FetchSlow, FetchInsecure, FetchMissing, FetchRefused, FetchResting, FetchRobots, FetchNoRobots, FetchReserved,
		FetchPrivate, FetchNoAddress, FetchNotPage, FetchNoArticle, FetchForgotten, FetchUnreadable,
	}
	f := &testFetcher{}
	b, e := newExplain(t, f)
	for _, lang := range b.site.texts.langs {
		b.site.limiter = newLimiter()
		b.header = map[string]string{"Accept-Language": lang}
		for _, p := range problems {
			failed := &FetchError{Problem: p, Err: errors.New("inner")}
			if places(b.site.texts.byLang["en"]["fetch."+string(p)]) != "" {
				failed.Detail = "418"
			}
			f.err = failed
			page := b.post("/explain", pasted("https://news.example/story"))
			page.want(t, 200, `role="alert"`, failed.Detail, "https://news.example/story</textarea>")
			if strings.Contains(page.body, "inner") || strings.Contains(page.body, "%!") {
				t.Errorf("%s in %s: %s", p, lang, page.body)
			}
		}
	}
	f.err = errors.New("a fault")
	b.post("/explain", pasted("https://news.example/story")).want(t, 500)
	if len(e.asked) > 0 {
		t.Errorf("%d texts were analysed", len(e.asked))
	}
}

func TestExplainRefusesToFetch(t *testing.T) {
	f := &testFetcher{err: &FetchError{Problem: FetchOffline, Err: errors.New("x")}}
	b, _ := newExplain(t, nil)
	b.get("/explain").want(t, 200, "Addresses are not fetched here")
	b.post("/explain", pasted("https://news.example/story")).want(t, 200, "addresses are not fetched here")

	// Where private networks are in reach, a name other than this machine's, or
	// a proxy, gets nothing.
	b, _ = newExplain(t, f)
	b.site.FetchesPrivate = true
	b.host = "rebound.example:8080"
	b.post("/explain", pasted("http://10.0.0.1/")).want(t, 200, "addresses are not fetched here")
	b.host, b.header = "localhost:8080", map[string]string{"X-Forwarded-For": "192.0.2.1"}
	b.post("/explain", pasted("http://10.0.0.1/")).want(t, 200, "addresses are not fetched here")
	b.header = map[string]string{"Sec-Fetch-Site": "cross-site"}
	b.post("/explain", pasted("http://10.0.0.1/")).want(t, 403)
	b.do("GET", "/explain?text=http://10.0.0.1/", nil).want(t, 200)
	if len(f.asked) > 0 {
		t.Errorf("fetched %v", f.asked)
	}
}

func TestExplainLimits(t *testing.T) {
	f := &testFetcher{err: &FetchError{Problem: FetchOffline, Err: errors.New("x")}}
	b, _ := newExplain(t, f)
	for range limitFetch {
		b.post("/explain", pasted("https://news.example/story")).want(t, 200)
	}
	b.post("/explain", pasted("https://news.example/story")).want(t, http.StatusTooManyRequests, "Too many addresses", "minutes")
	b.post("/explain", pasted("Hordes come.")).want(t, 200, "Step by step")
	b.clock = b.clock.Add(limitWindow)
	b.post("/explain", pasted("https://news.example/story")).want(t, 200)
	f.err = fmt.Errorf("wrapped: %w", ErrBusy)
	b.post("/explain", pasted("https://news.example/story")).want(t, http.StatusServiceUnavailable, "Several pages")
	if want := limitFetch + 2; len(f.asked) != want {
		t.Errorf("%d pages were fetched, want %d", len(f.asked), want)
	}
}
