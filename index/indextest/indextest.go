// Package indextest is the conformance suite of index.Engine: what every back
// end must find, count and put first.
package indextest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index"
	"github.com/alleys-eu/alleys/index/query"
)

// Run runs the suite. open returns an empty engine that is closed at the end
// of the test.
func Run(t *testing.T, open func(t *testing.T) index.Engine) {
	t.Run("queries", func(t *testing.T) { testQueries(t, filled(t, open)) })
	t.Run("ranking", func(t *testing.T) { testRanking(t, filled(t, open)) })
	t.Run("sort and paging", func(t *testing.T) { testPaging(t, filled(t, open)) })
	t.Run("reading all", func(t *testing.T) { testAfter(t, filled(t, open)) })
	t.Run("facets", func(t *testing.T) { testFacets(t, filled(t, open)) })
	t.Run("dates", func(t *testing.T) { testDates(t, filled(t, open)) })
	t.Run("spans", func(t *testing.T) { testSpans(t, filled(t, open)) })
	t.Run("update and delete", func(t *testing.T) { testUpdate(t, filled(t, open)) })
	t.Run("refusals", func(t *testing.T) { testRefusals(t, filled(t, open)) })
	t.Run("empty", func(t *testing.T) { testEmpty(t, open(t)) })
}

func at(day string) time.Time {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return t
}

func finding(frame, target string, stance corpus.Stance) corpus.Finding {
	family := corpus.FamilyXenophobic
	if target == "eu-institutions" {
		family = corpus.FamilyAntiEU
	}
	return corpus.Finding{Frame: frame, Family: family, Target: target, Stance: stance, Rule: "r." + frame,
		Techniques: []string{"loaded_language"}, ClaimID: "claim-" + frame}
}

// documents are the corpus of the suite.
func documents() []index.Document {
	return []index.Document{
		{ID: "flood", Lang: "en", Title: "River floods the old mill", Text: "The river has flooded again. It’s the third flood this year, the council said.",
			Outlet: "The Valley Post", Host: "valley.example", Published: at("2024-03-05"), PublishedFrom: corpus.DateFeed},
		{ID: "hordes", Lang: "en", Title: "Opinion: the border is open", Text: "Hordes are flooding across the border, and nobody stops the flood of migrants.",
			Outlet: "The Daily Bugbear", Host: "bugbear.example", Country: "IE", Published: at("2024-03-09"), PublishedFrom: corpus.DateMarkup,
			Findings: []corpus.Finding{finding("invasion", "migrants", corpus.StanceEndorsed), finding("lost-sovereignty", "eu-institutions", corpus.StanceQuoted)}},
		{ID: "quoted", Lang: "en", Title: "Minister condemns speech", Text: "“An invasion of migrants”, the candidate said. The minister called the words shameful.",
			Outlet: "The Valley Post", Host: "valley.example", Published: at("2024-05-01"), PublishedFrom: corpus.DateFeed,
			Findings: []corpus.Finding{finding("invasion", "migrants", corpus.StanceQuoted), finding("lost-sovereignty", "eu-institutions", corpus.StanceEndorsed)}},
		{ID: "onda", Lang: "it", Title: "L'onda che non c'è", Text: "Nessuna ondata: gli arrivi dei migranti sono diminuiti, dicono i dati. L’onda è nei titoli.",
			Outlet: "La Voce", Host: "voce.example", Country: "IT", Published: at("2024-04-10"), PublishedFrom: corpus.DateGuess},
		{ID: "felder", Lang: "de", Title: "Überschwemmte Felder", Text: "Die Felder stehen unter Wasser, die Bauern warten auf Hilfe der EU.",
			Outlet: "Talbote", Host: "talbote.example", Country: "DE", Published: at("2023-12-31"), PublishedFrom: corpus.DateURL},
		{ID: "undated", Lang: "xx", Title: "Ohne Datum", Text: "vox populi flood",
			Outlet: "Nowhere", Host: "nowhere.example", Cluster: "flood"},
	}
}

func filled(t *testing.T, open func(t *testing.T) index.Engine) index.Engine {
	t.Helper()
	e := open(t)
	if err := e.Update(context.Background(), documents()); err != nil {
		t.Fatal(err)
	}
	return e
}

func ask(t *testing.T, e index.Engine, q string, r index.Request) *index.Result {
	t.Helper()
	n, err := query.Parse(q)
	if err != nil {
		t.Fatal(err)
	}
	r.Query = n
	res, err := e.Search(context.Background(), r)
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return res
}

func ids(res *index.Result) string {
	var out []string
	for _, h := range res.Hits {
		out = append(out, h.ID)
	}
	return strings.Join(out, " ")
}

// asked is a query with the IDs of all that it must hit.
type asked struct{ query, want string }

func askedWords() []asked {
	return []asked{
		{"*", "felder flood onda hordes quoted undated"},
		{"flood", "flood hordes undated"},
		{"floods", "flood hordes"},
		{`"flood"`, "flood hordes undated"},
		{`"floods"`, "flood"},
		{`"flood of migrants"`, "hordes"},
		{`"FLOOD OF MIGRANTS"`, "hordes"},
		{`"flood migrants"`, ""},
		{"the border", "hordes"},
		{"border -migrants", ""},
		{"-flood", "felder onda quoted"},
		{"hordes OR minister", "hordes quoted"},
		{"migranti", "onda"},
		{"arrivo", "onda"},
		{`"onda"`, "onda"},
		{"onda", "onda"},
		{"title:border", "hordes"},
		{"text:third", "flood"},
		{"title:third", ""},
		{"flood*", "flood hordes undated"},
		{"FLOO*", "flood hordes undated"},
		{"title:flood*", "flood"},
		{"felder", "felder"},
		{"feld", "felder"},
		{"it's", "flood"},
		{"nothing-like-this", ""},
		{"-*", ""},
	}
}

func askedFields() []asked {
	return []asked{
		{"lang:en", "flood hordes quoted"},
		{`outlet:"The Valley Post"`, "flood quoted"},
		{"country:IT", "onda"},
		{"host:valley.example -minister", "flood"},
		{"id:onda OR id:felder", "felder onda"},
		{"date:guess", "onda"},
		{"date:none", "undated"},
		{"cluster:flood", "undated"},
		{"published:2024-03", "flood hordes"},
		{"published:2024-03-05", "flood"},
		{"published:2024", "flood onda hordes quoted"},
		{"published:..2023", "felder"},
		{"after:2024-04-10", "onda quoted"},
		{"before:2024-04-10", "felder flood hordes"},
	}
}

func askedFindings() []asked {
	return []asked{
		{"technique:loaded_language", "hordes quoted"},
		{"rule:r.invasion", "hordes quoted"},
		{"claim:claim-invasion", "hordes quoted"},
		{"frame:invasion", "hordes quoted"},
		{"frame:invasion stance:endorsed", "hordes"},
		{"frame:invasion stance:quoted", "quoted"},
		{"family:anti-eu stance:endorsed", "quoted"},
		{"frame:invasion (frame:lost-sovereignty stance:endorsed)", "quoted"},
		{"target:eu-institutions family:xenophobic", ""},
		{"-frame:invasion lang:en", "flood"},
	}
}

func testQueries(t *testing.T, e index.Engine) {
	for _, tt := range slices.Concat(askedWords(), askedFields(), askedFindings()) {
		res := ask(t, e, tt.query, index.Request{Size: 20})
		got, want := map[string]bool{}, map[string]bool{}
		for _, h := range res.Hits {
			got[h.ID] = true
		}
		for _, id := range strings.Fields(tt.want) {
			want[id] = true
		}
		for _, h := range res.Hits {
			if math.IsNaN(h.Score) || math.IsInf(h.Score, 0) {
				t.Errorf("%s: %s has the score %v", tt.query, h.ID, h.Score)
			}
		}
		if !reflect.DeepEqual(got, want) || res.Total != len(want) {
			t.Errorf("%s: got %s (%d), want %s", tt.query, ids(res), res.Total, tt.want)
		}
	}
}

// testRanking asks for the document that must come first.
func testRanking(t *testing.T, e index.Engine) {
	tests := []struct{ query, first string }{
		{"flood OR border", "hordes"},
		{"flood", "flood"},
		{"minister OR flood", "quoted"},
		{"migrants", "hordes"},
	}
	for _, tt := range tests {
		if res := ask(t, e, tt.query, index.Request{Size: 5}); len(res.Hits) == 0 || res.Hits[0].ID != tt.first {
			t.Errorf("%s: got %s, want %s first", tt.query, ids(res), tt.first)
		}
	}
}

func testPaging(t *testing.T, e index.Engine) {
	const newest, oldest = "quoted onda hordes flood felder undated", "felder flood hordes onda quoted undated"
	if got := ids(ask(t, e, "*", index.Request{Size: 10, Sort: index.SortNewest})); got != newest {
		t.Errorf("newest: got %s", got)
	}
	if got := ids(ask(t, e, "*", index.Request{Size: 10, Sort: index.SortOldest})); got != oldest {
		t.Errorf("oldest: got %s", got)
	}
	for _, sort := range []index.Sort{"", index.SortNewest, index.SortOldest} {
		var pages []string
		for from := 0; from < 6; from += 2 {
			res := ask(t, e, "*", index.Request{From: from, Size: 2, Sort: sort})
			if res.Total != 6 {
				t.Errorf("total is %d on a page", res.Total)
			}
			pages = append(pages, ids(res))
		}
		if got, want := strings.Join(pages, " "), ids(ask(t, e, "*", index.Request{Size: 6, Sort: sort})); got != want {
			t.Errorf("sort %q: pages give %s, the whole list %s", sort, got, want)
		}
	}
}

func testAfter(t *testing.T, e index.Engine) {
	var got []string
	for after := ""; ; {
		res := ask(t, e, "*", index.Request{Sort: index.SortID, After: after, Size: 2})
		if len(res.Hits) == 0 {
			break
		}
		got = append(got, ids(res))
		after = res.Hits[len(res.Hits)-1].ID
	}
	if want := "felder flood hordes onda quoted undated"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func testFacets(t *testing.T, e index.Engine) {
	res := ask(t, e, "lang:en", index.Request{Facets: []index.FacetRequest{
		{Field: "outlet", Size: 1}, {Field: "frame", Size: 5}, {Field: "stance", Size: 5}, {Field: "country", Size: 5}}})
	want := "[{outlet [{The Valley Post 2}] 1} {frame [{invasion 2} {lost-sovereignty 2}] 0} {stance [{endorsed 2} {quoted 2}] 0} {country [{IE 1}] 0}]"
	if got := fmt.Sprint(res.Facets); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(res.Hits) != 0 || res.Total != 3 {
		t.Errorf("%d hits of %d, want none of 3", len(res.Hits), res.Total)
	}
	if got := ask(t, e, "*", index.Request{Facets: []index.FacetRequest{{Field: "lang", Size: 9}}}).Facets[0].Values; len(got) != 4 || got[0].Value != "en" {
		t.Errorf("languages across indexes: %v", got)
	}
}

func testDates(t *testing.T, e index.Engine) {
	res := ask(t, e, "*", index.Request{Dates: []index.DateRange{
		{Start: at("2023-12-01"), End: at("2024-01-01")}, {Start: at("2024-03-01"), End: at("2024-03-09")},
		{Start: at("2024-03-09"), End: at("2024-06-01")}, {Start: at("2020-01-01"), End: at("2021-01-01")}}})
	if got := fmt.Sprint(res.Dates); got != "[1 1 3 0]" {
		t.Errorf("got %s", got)
	}
}

func testSpans(t *testing.T, e index.Engine) {
	docs := map[string]index.Document{}
	for _, d := range documents() {
		docs[d.ID] = d
	}
	tests := []struct{ query, id, title, text string }{
		{"flood", "flood", "floods", "flooded|flood"},
		{`"flood of migrants"`, "hordes", "", "flood|of|migrants"},
		{"title:border", "hordes", "border", ""},
		{`"it’s the third"`, "flood", "", "It|s|the|third"},
		{`"onda è"`, "onda", "", "onda|è"},
		{"felder", "felder", "Felder", "Felder"},
	}
	for _, tt := range tests {
		res := ask(t, e, tt.query, index.Request{Size: 10, Spans: true})
		for _, h := range res.Hits {
			if h.ID != tt.id {
				continue
			}
			d := docs[h.ID]
			if got := cut(d.Title, h.TitleSpans); got != tt.title {
				t.Errorf("%s: in the title %q, want %q", tt.query, got, tt.title)
			}
			if got := cut(d.Text, h.TextSpans); got != tt.text {
				t.Errorf("%s: in the text %q, want %q", tt.query, got, tt.text)
			}
		}
		if !strings.Contains(ids(res), tt.id) {
			t.Errorf("%s: %s is missing", tt.query, tt.id)
		}
	}
}

func cut(s string, spans []index.Span) string {
	var out []string
	for _, sp := range spans {
		out = append(out, s[sp.Start:sp.End])
	}
	return strings.Join(out, "|")
}

func testUpdate(t *testing.T, e index.Engine) {
	ctx := context.Background()
	count := func(want int) {
		t.Helper()
		if n, err := e.Count(ctx); err != nil || n != want {
			t.Errorf("count is %d, %v; want %d", n, err, want)
		}
	}
	count(6)
	changed := documents()[0]
	changed.Lang, changed.Title, changed.Text = "it", "Il fiume", "Il fiume è tranquillo."
	if err := e.Update(ctx, []index.Document{changed}); err != nil {
		t.Fatal(err)
	}
	count(6)
	if got := ids(ask(t, e, "id:flood", index.Request{Size: 5})); got != "flood" {
		t.Errorf("an article that changed its language is found as %q", got)
	}
	if got := ids(ask(t, e, `"third flood"`, index.Request{Size: 5})); got != "" {
		t.Errorf("the former text is still found: %s", got)
	}
	if err := e.Delete(ctx, []string{"flood", "not-there"}); err != nil {
		t.Fatal(err)
	}
	count(5)
}

func testRefusals(t *testing.T, e index.Engine) {
	for name, r := range map[string]index.Request{
		"sort":    {Query: query.All{}, Sort: "colour"},
		"facet":   {Query: query.All{}, Facets: []index.FacetRequest{{Field: "text", Size: 1}}},
		"keyword": {Query: query.Keyword{Field: "text_exact", Value: "x"}},
	} {
		if _, err := e.Search(context.Background(), r); !errors.Is(err, corpus.ErrInvalid) {
			t.Errorf("%s: got %v, want an error that wraps ErrInvalid", name, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := e.Search(ctx, index.Request{Query: query.All{}, Size: 1}); !errors.Is(err, context.Canceled) {
		t.Errorf("ended context: got %v", err)
	}
}

func testEmpty(t *testing.T, e index.Engine) {
	res := ask(t, e, "flood", index.Request{Size: 5, Facets: []index.FacetRequest{{Field: "lang", Size: 3}}, Dates: []index.DateRange{{Start: at("2024-01-01"), End: at("2025-01-01")}}})
	if res.Total != 0 || len(res.Hits) != 0 || len(res.Facets) != 1 || len(res.Dates) != 1 {
		t.Errorf("got %+v", res)
	}
}
