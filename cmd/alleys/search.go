package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index"
	"github.com/alleys-eu/alleys/index/export"
	"github.com/alleys-eu/alleys/index/query"
	"github.com/alleys-eu/alleys/web"
)

const searchSyntax = `  migrants border        both words, in any form
  "flood of migrants"    these words in this form and order
  flood OR wave          either
  -football, NOT x       without; a query that begins so stands behind --
  (flood OR wave) border grouping
  migr*                  words that begin so
  title:flood            in the title only; text: in the text
  frame:invasion stance:endorsed target:migrants family:anti-eu technique:loaded_language
  lang:it outlet:"La Voce" country:IT host:example.org date:guess; rule:, claim:, cluster:, source: and id: by their IDs
  published:2024-03      in that year, month or on that day; published:2024-01..2024-06

frame:, family:, target: and stance: side by side are asked of one and the same finding.`

func (a *app) searchCommand() *cobra.Command {
	var asJSON bool
	var limit int
	var sort string
	cmd := &cobra.Command{
		Use:     "search [--jsonl] QUERY",
		Short:   "Search the corpus",
		Long:    "Searches the articles of the corpus. A query is written so:\n\n" + searchSyntax,
		Example: "  alleys search 'flood OR wave frame:invasion'\n  alleys search --jsonl --limit 0 lang:it > italian.jsonl",
		Args:    argsBetween(0, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := parseQuery(args)
			if err != nil {
				return err
			}
			if limit < 0 {
				return usagef("--limit %d: give the number of hits to print, or 0 for all", limit)
			}
			return a.withSearch(cmd.Context(), func(store corpus.Store, engine index.Engine) error {
				return a.search(cmd.Context(), store, engine, searchRequest{query: q, sort: index.Sort(sort), limit: limit, json: asJSON})
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "jsonl", false, "print one JSON object a line")
	cmd.Flags().IntVar(&limit, "limit", 20, "hits to print; 0 for all")
	cmd.Flags().StringVar(&sort, "sort", "relevance", "relevance, newest or oldest")
	return cmd
}

// parseQuery reads a query from the words of a command line.
func parseQuery(args []string) (query.Node, error) {
	q, err := query.Parse(strings.Join(args, " "))
	if err != nil {
		return nil, usageError{err}
	}
	return q, checkNames(q)
}

// checkNames refuses names in a query that the rulebook does not have.
func checkNames(q query.Node) error {
	// Without a taxonomy every name is wrong; only a query with names needs one.
	if web.CheckNames(q, &corpus.Taxonomy{}) == nil {
		return nil
	}
	_, rb, err := newAnalyzer()
	if err != nil {
		return err
	}
	if err := web.CheckNames(q, rb.Taxonomy()); err != nil {
		return usageError{err}
	}
	return nil
}

type searchRequest struct {
	query query.Node
	sort  index.Sort
	limit int
	json  bool
}

// maxPage bounds one request to the engine.
const maxPage = 1000

func (a *app) search(ctx context.Context, store corpus.Store, engine index.Engine, r searchRequest) error {
	out := newLines(a.out)
	for from := 0; ; {
		size := maxPage
		if r.limit > 0 {
			size = min(size, r.limit-from)
		}
		res, err := engine.Search(ctx, index.Request{Query: r.query, Sort: r.sort, From: from, Size: size, Spans: !r.json})
		if errors.Is(err, corpus.ErrInvalid) {
			return usageError{err}
		}
		if err != nil {
			return err
		}
		if from == 0 && !r.json {
			out.printf("%s\n", counted(res.Total, "article"))
		}
		if err := a.printHits(ctx, out, store, res, r.json); err != nil {
			return err
		}
		from += len(res.Hits)
		if len(res.Hits) == 0 || r.limit > 0 && from >= r.limit {
			return out.flush()
		}
	}
}

// hitRecord is a hit as JSON: the article and its score.
type hitRecord struct {
	export.Record
	Score float64 `json:"score"`
}

func (a *app) printHits(ctx context.Context, out *lines, store corpus.Store, res *index.Result, asJSON bool) error {
	ids := make([]string, len(res.Hits))
	for i, h := range res.Hits {
		ids[i] = h.ID
	}
	articles, err := store.ArticlesByID(ctx, ids)
	if err != nil {
		return err
	}
	analyses, err := store.AnalysesByID(ctx, ids)
	if err != nil {
		return err
	}
	byID := map[string]*corpus.Article{}
	for _, art := range articles {
		byID[art.ID] = art
	}
	for _, h := range res.Hits {
		art := byID[h.ID]
		if art == nil {
			continue
		}
		if asJSON {
			out.json(hitRecord{export.NewRecord(export.Article{Article: art, Analysis: analyses[h.ID]}), h.Score})
			continue
		}
		out.printf("\n%s\n%s\n", art.Title, strings.Join(compact(day(art.Published), art.Outlet, art.Lang, art.Canonical), " · "))
		for _, s := range index.Snippets(art.Text, h.TextSpans, 1, 160) {
			out.printf("  %s\n", snippetText(s))
		}
	}
	return nil
}

func snippetText(s index.Snippet) string {
	var b strings.Builder
	if s.Before {
		b.WriteString("… ")
	}
	for _, p := range s.Pieces {
		if p.Marked {
			b.WriteString("*" + p.Text + "*")
		} else {
			b.WriteString(p.Text)
		}
	}
	if s.After {
		b.WriteString(" …")
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
