package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index"
	"github.com/alleys-eu/alleys/index/query"
)

const (
	hitsPerPage = 10
	// maxFrom bounds how deep a reader may page; an export has everything.
	maxFrom = 10_000
	// facetSize bounds the values of a facet, facetShown those that show
	// before a reader asks for the others.
	facetSize  = 250
	facetShown = 12
	snippets   = 2
	snippetLen = 180
)

// facetFields are the facets of the search page, in their order.
var facetFields = []string{"family", "frame", "target", "stance", "lang", "outlet", "country"}

// ask is what a reader asked: the address of the page, read.
type ask struct {
	Words string            // the search box
	By    map[string]string // chosen facet values by field
	From  string            // first day, as typed
	To    string            // last day, as typed
	Sort  index.Sort
	Page  int // from 1

	Problem string // why the words were not taken as a query, or the days left out
	Unknown string // which name in the query there is not
	query   query.Node
}

// readAsk reads a request. A query that is not valid is searched for as plain
// words, and days that are none are left out, with the problem said in a
// language.
func (s *server) readAsk(r *http.Request, lang string) *ask {
	form := r.URL.Query()
	a := &ask{
		Words: strings.TrimSpace(form.Get("q")), By: map[string]string{},
		From: form.Get("from"), To: form.Get("to"), Sort: index.Sort(form.Get("sort")), Page: 1,
	}
	for _, f := range facetFields {
		if v := form.Get(f); v != "" {
			a.By[f] = v
		}
	}
	if n, err := strconv.Atoi(form.Get("page")); err == nil && n > 0 && n <= maxFrom/hitsPerPage {
		a.Page = n
	}
	if !slices.Contains([]index.Sort{index.SortRelevance, index.SortNewest, index.SortOldest}, a.Sort) {
		a.Sort = ""
	}
	words, err := query.Parse(a.Words)
	if err != nil {
		words, a.Problem = s.instead(lang, a.Words, err)
	}
	if unknown := (*NameError)(nil); errors.As(CheckNames(words, s.Taxonomy), &unknown) {
		a.Unknown = s.texts.in(lang, "search.unknown", unknown.Field+":"+unknown.Name, strings.Join(unknown.Known, ", "))
	}
	days, err := a.days()
	if err != nil {
		a.Problem = s.texts.in(lang, "search.days", s.fault(lang, err))
	}
	a.query = a.node(words, days)
	return a
}

// instead is what is searched for when a query is not valid, and why: the
// plain words, or nothing where there is nothing to look for.
func (s *server) instead(lang, words string, err error) (query.Node, string) {
	var e *query.Error
	if errors.As(err, &e) && e.Fault == query.FaultNothing {
		return query.Not{Node: query.All{}}, s.texts.in(lang, "search.nothing")
	}
	return query.Literal(words), s.texts.in(lang, "search.problem", s.fault(lang, err))
}

// fault says in a language what is wrong with a query.
func (s *server) fault(lang string, err error) string {
	var e *query.Error
	switch {
	case !errors.As(err, &e):
		return err.Error()
	case e.About != "":
		return s.texts.in(lang, "query."+string(e.Fault), e.About)
	}
	return s.texts.in(lang, "query."+string(e.Fault))
}

// days are the chosen days of publication, nil for none.
func (a *ask) days() (query.Node, error) {
	if a.From == "" && a.To == "" {
		return nil, nil
	}
	return query.Parse("published:" + a.From + ".." + a.To)
}

// node joins the words with the chosen facets and days.
func (a *ask) node(words, days query.Node) query.Node {
	var nodes []query.Node
	if _, all := words.(query.All); !all {
		nodes = append(nodes, words)
	}
	if f := (query.Finding{Family: a.By["family"], Frame: a.By["frame"], Target: a.By["target"], Stance: a.By["stance"]}); f != (query.Finding{}) {
		nodes = append(nodes, f)
	}
	for _, f := range []string{"lang", "outlet", "country"} {
		if v := a.By[f]; v != "" {
			nodes = append(nodes, query.Keyword{Field: f, Value: v})
		}
	}
	if days != nil {
		nodes = append(nodes, days)
	}
	switch len(nodes) {
	case 0:
		return query.All{}
	case 1:
		return nodes[0]
	}
	return query.And{Nodes: nodes}
}

// sorting is the order that is used: the best first when there are words, else
// the newest.
func (a *ask) sorting() index.Sort {
	switch {
	case a.Sort != "":
		return a.Sort
	case a.Words != "":
		return index.SortRelevance
	}
	return index.SortNewest
}

// values are the parameters of the address, without the page.
func (a *ask) values() url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("q", a.Words)
	set("from", a.From)
	set("to", a.To)
	set("sort", string(a.Sort))
	for f, value := range a.By {
		set(f, value)
	}
	return v
}

func address(path string, v url.Values) string {
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// URL is the address of the same question with one parameter changed, on the
// first page; an empty value takes it out.
func (a *ask) URL(name, value string) string {
	v := a.values()
	v.Del(name)
	if value != "" {
		v.Set(name, value)
	}
	return address("/search", v)
}

// Days is the address of the same question for some days.
func (a *ask) Days(from, to string) string {
	v := a.values()
	v.Set("from", from)
	v.Set("to", to)
	return address("/search", v)
}

// ExportURL is the address of all rows behind the page.
func (a *ask) ExportURL(format, rows string) string {
	v := a.values()
	v.Del("sort")
	v.Set("format", format)
	v.Set("rows", rows)
	return address("/export", v)
}

// Query is the question as a query, for citing and for the command line.
func (a *ask) Query() string { return a.query.String() }

// Narrowed tells whether anything but the words was chosen.
func (a *ask) Narrowed() bool { return len(a.By) > 0 || a.From != "" || a.To != "" }

// Anything tells whether nothing was asked for, which finds all articles.
func (a *ask) Anything() bool { return a.Words == "" && !a.Narrowed() }

type searchData struct {
	Ask            *ask
	Total          int
	First, Last    int
	Results        []result
	Facets         []facet
	Timeline       *timeline
	Previous, Next string // addresses, "" when there is none
}

// result is one article of a list.
type result struct {
	Article  *corpus.Article
	Lang     string
	Title    []index.Piece
	Snippets []index.Snippet
	Marks    []mark
}

// mark sums up the findings of an article with one frame and stance.
type mark struct {
	Frame  string
	Family corpus.Family
	Stance corpus.Stance
	Count  int
}

type facet struct {
	Field  string
	Values []facetValue
	More   []facetValue // folded away
	Open   bool         // one of those is chosen
}

type facetValue struct {
	Value, Name, URL string
	Count            int
	Chosen           bool
}

func (s *server) search(r *http.Request, v *view) error {
	a := s.readAsk(r, v.Lang)
	v.template, v.Title, v.Wide, v.NoMain = "search", v.T("search.title"), true, true
	if a.Words != "" {
		v.Title = a.Words + " – " + v.T("search.title")
	}
	var facets []index.FacetRequest
	for _, f := range facetFields {
		facets = append(facets, index.FacetRequest{Field: f, Size: facetSize})
	}
	from := (a.Page - 1) * hitsPerPage
	res, err := s.Search.Search(r.Context(), index.Request{
		Query: a.query, Sort: a.sorting(), From: from, Size: hitsPerPage, Facets: facets, Spans: true,
	})
	if err != nil {
		return err
	}
	page := func(n int) string {
		values := a.values()
		values.Set("page", strconv.Itoa(n))
		return address("/search", values)
	}
	if len(res.Hits) == 0 && from > 0 && res.Total > 0 {
		// The address is older than the corpus, or was changed by hand.
		v.redirect = page((min(res.Total, maxFrom)-1)/hitsPerPage + 1)
		return nil
	}
	d := &searchData{Ask: a, Total: res.Total, First: from + 1, Last: from + len(res.Hits)}
	if d.Results, err = s.results(r, res); err != nil {
		return err
	}
	for _, f := range res.Facets {
		d.Facets = append(d.Facets, v.facet(a, f))
	}
	if d.Timeline, err = s.timeline(r.Context(), a); err != nil {
		return err
	}
	if a.Page > 1 {
		d.Previous = page(a.Page - 1)
	}
	if d.Last < res.Total && from+hitsPerPage < maxFrom {
		d.Next = page(a.Page + 1)
	}
	v.Data = d
	return nil
}

// results joins hits with their articles and findings.
func (s *server) results(r *http.Request, res *index.Result) ([]result, error) {
	ids := make([]string, len(res.Hits))
	hits := map[string]index.Hit{}
	for i, h := range res.Hits {
		ids[i] = h.ID
		hits[h.ID] = h
	}
	articles, err := s.Store.ArticlesByID(r.Context(), ids)
	if err != nil {
		return nil, err
	}
	analyses, err := s.Store.AnalysesByID(r.Context(), ids)
	if err != nil {
		return nil, err
	}
	var out []result
	for _, a := range articles {
		h := hits[a.ID]
		out = append(out, result{
			Article: a, Lang: languageOf(a, analyses[a.ID]), Title: index.Mark(a.Title, h.TitleSpans),
			Snippets: index.Snippets(a.Text, h.TextSpans, snippets, snippetLen), Marks: marksOf(analyses[a.ID]),
		})
	}
	return out, nil
}

func languageOf(a *corpus.Article, an *corpus.Analysis) string {
	if an != nil && an.Lang != "" {
		return an.Lang
	}
	return a.Lang
}

// marksOf sums up the findings of an article, in the order of the text.
func marksOf(an *corpus.Analysis) []mark {
	if an == nil {
		return nil
	}
	var out []mark
	for _, f := range an.Findings {
		i := slices.IndexFunc(out, func(m mark) bool { return m.Frame == f.Frame && m.Stance == f.Stance })
		if i < 0 {
			out = append(out, mark{f.Frame, f.Family, f.Stance, 1})
			continue
		}
		out[i].Count++
	}
	return out
}

func (v *view) facet(a *ask, f index.Facet) facet {
	out := facet{Field: f.Field}
	for i, value := range f.Values {
		chosen := a.By[f.Field] == value.Value
		list := &out.Values
		if i >= facetShown {
			list, out.Open = &out.More, out.Open || chosen
		}
		to := value.Value
		if chosen {
			to = ""
		}
		*list = append(*list, facetValue{
			Value: value.Value, Name: v.valueName(f.Field, value.Value), URL: a.URL(f.Field, to), Count: value.Count, Chosen: chosen,
		})
	}
	return out
}

// valueName names a facet's value for people.
func (v *view) valueName(field, value string) string {
	switch field {
	case "frame":
		return v.FrameName(value)
	case "target":
		return v.TargetName(value)
	case "stance":
		return v.StanceName(corpus.Stance(value))
	case "family":
		return v.T("family." + value)
	case "lang":
		return v.LangName(value)
	case "technique":
		return v.TechniqueName(value)
	}
	return value
}
