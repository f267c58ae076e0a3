package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index"
	"github.com/alleys-eu/alleys/index/bleve"
	"github.com/alleys-eu/alleys/index/query"
)

// records answers from memory what a store would.
type records struct {
	articles []*corpus.Article
	analyses map[string]*corpus.Analysis
}

func (r *records) ArticlesByID(_ context.Context, ids []string) ([]*corpus.Article, error) {
	var out []*corpus.Article
	for _, id := range ids {
		for _, a := range r.articles {
			if a.ID == id {
				out = append(out, a)
			}
		}
	}
	return out, nil
}

func (r *records) AnalysesByID(context.Context, []string) (map[string]*corpus.Analysis, error) {
	return r.analyses, nil
}

func fixture(t *testing.T) (index.Engine, *records) {
	t.Helper()
	r := &records{
		articles: []*corpus.Article{
			{ID: "a", Canonical: "https://a.example/1", Title: "=HYPERLINK(\"x\")", Text: "Çà, hordes are coming.", Outlet: "A, \"the\" paper", Lang: "en",
				Published: time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC), PublishedFrom: corpus.DateFeed, ContentHash: "h", Version: 2, Cluster: "a"},
			{ID: "b", Canonical: "https://a.example/2", Title: "Two\nlines", Text: "Nothing here.", Lang: "en", ContentHash: "i", Version: 1, Cluster: "b"},
		},
		analyses: map[string]*corpus.Analysis{"a": {ArticleID: "a", Lang: "en", Rulebook: "sha256:1", Findings: []corpus.Finding{
			{Frame: "invasion", Family: corpus.FamilyXenophobic, Target: "migrants", Stance: corpus.StanceEndorsed, Rule: "r", Score: 0.9, Part: corpus.PartText,
				Sentence: corpus.Quote{Span: corpus.Span{Start: 0, End: 22}, Text: "Çà, hordes are coming."},
				Evidence: []corpus.Evidence{{Quote: corpus.Quote{Span: corpus.Span{Start: 4, End: 10}, Text: "hordes"}, Role: "metaphor"}}},
			{Frame: "derogation", Family: corpus.FamilyXenophobic, Target: "migrants", Stance: corpus.StanceQuoted, Speaker: "-Somebody", Rule: "s", Score: 0.5, Part: corpus.PartText},
		}}},
	}
	e, err := bleve.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	var docs []index.Document
	for _, a := range r.articles {
		docs = append(docs, index.NewDocument(a, "", r.analyses[a.ID]))
	}
	if err := e.Update(context.Background(), docs); err != nil {
		t.Fatal(err)
	}
	return e, r
}

func write(t *testing.T, format, rows string) string {
	t.Helper()
	e, r := fixture(t)
	var b bytes.Buffer
	if err := Write(context.Background(), &b, Options{Format: format, Rows: rows}, e, r, query.All{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestArticleRowsAreTheHits(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(write(t, "csv", "articles"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 3 {
		t.Fatalf("%d rows for a header and 2 hits", len(rows))
	}
	row := map[string]string{}
	for i, name := range rows[0] {
		row[name] = rows[1][i]
	}
	for name, want := range map[string]string{
		"id": "a", "url": "https://a.example/1", "published": "2026-09-01T08:00:00Z", "published_from": "feed", "findings": "2", "endorsed": "1",
		"frames": "derogation invasion", "rulebook": "sha256:1", "version": "2", "outlet": "A, \"the\" paper",
		"title": "'=HYPERLINK(\"x\")",
	} {
		if row[name] != want {
			t.Errorf("%s is %q, want %q", name, row[name], want)
		}
	}
	if rows[2][7] != "none" {
		t.Errorf("an article without date says %q", rows[2][7])
	}
}

// TestMark checks that the mark for Excel comes once, before CSV only, and
// changes nothing else.
func TestMark(t *testing.T) {
	e, r := fixture(t)
	for _, rows := range Rows {
		for format, mark := range map[string]string{"csv": byteOrderMark, "jsonl": ""} {
			for range 2 {
				var b bytes.Buffer
				if err := Write(context.Background(), &b, Options{Format: format, Rows: rows, Mark: true}, e, r, query.All{}); err != nil {
					t.Fatal(err)
				}
				if got := b.String(); got != mark+write(t, format, rows) {
					t.Errorf("%s of %s with the mark: %.60q", format, rows, got)
				}
			}
		}
	}
}

func TestFindingRows(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(write(t, "csv", "findings"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 3 || rows[1][7] != "invasion" || rows[2][12] != "'-Somebody" {
		t.Errorf("got %q", rows)
	}
}

func TestLines(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(write(t, "jsonl", "articles")), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines", len(lines))
	}
	var r Record
	if err := json.Unmarshal([]byte(lines[0]), &r); err != nil {
		t.Fatal(err)
	}
	e := r.Findings[0].Evidence[0]
	if got := string([]rune(r.Text)[e.Start:e.End]); got != "hordes" || e.Text != got {
		t.Errorf("the offsets of %q give %q", e.Text, got)
	}
	if lines := strings.Split(strings.TrimSpace(write(t, "jsonl", "findings")), "\n"); len(lines) != 2 {
		t.Errorf("%d lines for 2 findings", len(lines))
	}
}

func TestUnknownFormat(t *testing.T) {
	e, r := fixture(t)
	for _, c := range [][2]string{{"pdf", "articles"}, {"csv", "words"}} {
		if err := Write(context.Background(), &bytes.Buffer{}, Options{Format: c[0], Rows: c[1]}, e, r, query.All{}); !errors.Is(err, corpus.ErrInvalid) {
			t.Errorf("%v: got %v", c, err)
		}
	}
}

func TestNoCopyOfAPageThatWantsNone(t *testing.T) {
	a := Article{Article: &corpus.Article{ID: "a", Text: "Two words", NoArchive: true}}
	if r := NewRecord(a); r.Text != "" || !r.NoArchive || r.Words != 2 {
		t.Errorf("record %+v", r)
	}
	a.Article.NoArchive = false
	if r := NewRecord(a); r.Text != "Two words" || r.NoArchive {
		t.Errorf("record %+v", r)
	}
}
