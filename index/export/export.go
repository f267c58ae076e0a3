// Package export writes the hits of a query as rows that other programs read:
// one row an article, or one row a finding. The number of article rows is the
// number of hits, and every row carries the reliability of its date, the
// source, and the versions that reproduce it.
package export

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index"
	"github.com/alleys-eu/alleys/index/query"
)

// Formats and Rows are what Write knows.
var (
	Formats = []string{"csv", "jsonl"}
	Rows    = []string{"articles", "findings"}
)

// byteOrderMark is U+FEFF.
const byteOrderMark = "\ufeff"

// pageSize is the number of hits read at a time.
const pageSize = 500

// Records is what an export reads from the store.
type Records interface {
	ArticlesByID(ctx context.Context, ids []string) ([]*corpus.Article, error)
	AnalysesByID(ctx context.Context, articleIDs []string) (map[string]*corpus.Analysis, error)
}

// Article is an article with its analysis, which is nil when it has none.
type Article struct {
	*corpus.Article
	Analysis *corpus.Analysis
}

// Each calls do for every article that a query finds, by ID.
func Each(ctx context.Context, e index.Engine, r Records, q query.Node, do func(Article) error) error {
	for after := ""; ; {
		res, err := e.Search(ctx, index.Request{Query: q, Sort: index.SortID, After: after, Size: pageSize})
		if err != nil {
			return err
		}
		if len(res.Hits) == 0 {
			return nil
		}
		ids := make([]string, len(res.Hits))
		for i, h := range res.Hits {
			ids[i] = h.ID
		}
		after = ids[len(ids)-1]
		if err := eachOf(ctx, r, ids, do); err != nil {
			return err
		}
	}
}

func eachOf(ctx context.Context, r Records, ids []string, do func(Article) error) error {
	articles, err := r.ArticlesByID(ctx, ids)
	if err != nil {
		return err
	}
	analyses, err := r.AnalysesByID(ctx, ids)
	if err != nil {
		return err
	}
	for _, a := range articles {
		if err := do(Article{a, analyses[a.ID]}); err != nil {
			return err
		}
	}
	return nil
}

// Options say how rows are written.
type Options struct {
	Format string // one of Formats
	Rows   string // one of Rows
	// Mark begins a CSV file with the byte order mark by which Excel tells UTF-8.
	// Other programs do not need it, and some take it for a part of the first
	// column's name.
	Mark bool
}

func (o Options) check() error {
	if !slices.Contains(Formats, o.Format) {
		return corpus.Invalidf("there is no format %q; formats are %s", o.Format, strings.Join(Formats, ", "))
	}
	if !slices.Contains(Rows, o.Rows) {
		return corpus.Invalidf("there are no rows %q; rows are %s", o.Rows, strings.Join(Rows, ", "))
	}
	return nil
}

// Write writes what a query finds. An unknown format or kind of row wraps
// corpus.ErrInvalid.
func Write(ctx context.Context, w io.Writer, o Options, e index.Engine, r Records, q query.Node) error {
	if err := o.check(); err != nil {
		return err
	}
	out := newWriter(w, o)
	out.query = q
	err := Each(ctx, e, r, q, func(a Article) error { return out.article(a) })
	if err != nil {
		return err
	}
	return out.end()
}

type writer struct {
	rows  string
	query query.Node
	csv   *csv.Writer
	json  *json.Encoder
	err   error
}

func newWriter(w io.Writer, o Options) *writer {
	out := &writer{rows: o.Rows}
	if o.Format == "jsonl" {
		out.json = json.NewEncoder(w)
		out.json.SetEscapeHTML(false)
		return out
	}
	out.csv = csv.NewWriter(w)
	header := slices.Clone(articleColumns)
	if o.Rows == "findings" {
		header = slices.Clone(findingColumns)
	}
	if o.Mark {
		header[0] = byteOrderMark + header[0]
	}
	out.err = out.csv.Write(header)
	return out
}

func (w *writer) article(a Article) error {
	if w.rows == "articles" {
		return w.row(NewRecord(a), func() []string { return articleRow(a) })
	}
	if a.Analysis == nil {
		return nil
	}
	for i := range a.Analysis.Findings {
		f := &a.Analysis.Findings[i]
		if !asked(w.query, f) {
			continue
		}
		if err := w.row(newFindingRecord(a, f), func() []string { return findingRow(a, f) }); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) row(record any, cells func() []string) error {
	if w.err == nil && w.json != nil {
		w.err = w.json.Encode(record)
	} else if w.err == nil {
		w.err = w.csv.Write(harmless(cells()))
	}
	return w.err
}

func (w *writer) end() error {
	if w.csv != nil {
		w.csv.Flush()
		return w.csv.Error()
	}
	return w.err
}

// harmless keeps a spreadsheet from taking a stranger's text for a formula
// (OWASP, CSV injection).
func harmless(cells []string) []string {
	for i, c := range cells {
		if c != "" && strings.ContainsRune("=+-@\t\r", rune(c[0])) {
			cells[i] = "'" + c
		}
	}
	return cells
}

var articleColumns = []string{"id", "url", "outlet", "host", "source", "lang", "published", "published_from", "fetched", "title",
	"words", "partial", "story", "version", "findings", "endorsed", "frames", "targets", "rulebook"}

func articleRow(a Article) []string {
	r := NewRecord(a)
	return []string{r.ID, r.URL, r.Outlet, r.Host, r.Source, r.Lang, r.Published, r.PublishedFrom, r.Fetched, r.Title,
		strconv.Itoa(r.Words), strconv.FormatBool(r.Partial), r.Story, strconv.Itoa(r.Version),
		strconv.Itoa(len(r.Findings)), strconv.Itoa(endorsed(a)), distinct(a, func(f corpus.Finding) string { return f.Frame }),
		distinct(a, func(f corpus.Finding) string { return f.Target }), r.Rulebook}
}

var findingColumns = []string{"id", "url", "outlet", "lang", "published", "published_from", "title",
	"frame", "family", "target", "nation", "stance", "speaker", "techniques", "rule", "score", "part", "start", "end", "sentence", "evidence", "claim", "rulebook"}

func findingRow(a Article, f *corpus.Finding) []string {
	evidence := make([]string, len(f.Evidence))
	for i, e := range f.Evidence {
		evidence[i] = e.Text
	}
	return []string{a.ID, a.Canonical, a.Outlet, a.Analysis.Lang, stamp(a.Published), dateFrom(a.PublishedFrom), a.Title,
		f.Frame, string(f.Family), f.Target, f.Nation, string(f.Stance), f.Speaker, strings.Join(f.Techniques, " "), f.Rule,
		strconv.FormatFloat(f.Score, 'f', 2, 64), string(f.Part), strconv.Itoa(f.Sentence.Start), strconv.Itoa(f.Sentence.End), f.Sentence.Text,
		strings.Join(evidence, " | "), f.ClaimID, a.Analysis.Rulebook}
}

func endorsed(a Article) int {
	n := 0
	if a.Analysis != nil {
		for _, f := range a.Analysis.Findings {
			if f.Stance == corpus.StanceEndorsed {
				n++
			}
		}
	}
	return n
}

func distinct(a Article, get func(corpus.Finding) string) string {
	if a.Analysis == nil {
		return ""
	}
	var out []string
	for _, f := range a.Analysis.Findings {
		out = append(out, get(f))
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), " ")
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func dateFrom(d corpus.DateFrom) string {
	if d == corpus.DateUnknown {
		return "none"
	}
	return string(d)
}

func language(a Article) string {
	if a.Analysis != nil && a.Analysis.Lang != "" {
		return a.Analysis.Lang
	}
	return a.Lang
}
