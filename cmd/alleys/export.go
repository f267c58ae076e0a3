package main

import (
	"bufio"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index"
	"github.com/alleys-eu/alleys/index/export"
)

func (a *app) exportCommand() *cobra.Command {
	var o export.Options
	cmd := &cobra.Command{
		Use:   "export [--format csv|jsonl] [--rows articles|findings] [QUERY]",
		Short: "Write what a query finds as rows for other programs",
		Long: `Writes one row an article, or with --rows findings one row for each finding that the query asks for: all that meet its
conditions on findings, or all findings of the articles where it has none. Without a query: all articles.
Offsets count Unicode code points from the start of the text or title, end exclusive.

Columns and fields that do not explain themselves:

  published_from  how the date is known: feed, markup, url, guess or none
  partial         the page gave only the beginning of the text
  story           shared by the copies of one story, agency reports for example; cluster: in a query
  version         of the article's text, from 1
  endorsed        findings in the outlet's own voice, among all findings
  part            where the sentence stands, text or title; start and end count from there
  score           share of findings like this that hold, as estimated on labelled sentences, 0 to 1
  claim           shared by the same sentence wherever it stands; claim: in a query
  rulebook        version of the rules that made the findings, to cite with them`,
		Example: "  alleys export --format csv --rows findings 'frame:invasion stance:endorsed' > invasion.csv\n  alleys export --format jsonl > corpus.jsonl",
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := parseQuery(args)
			if err != nil {
				return err
			}
			return a.withSearch(cmd.Context(), func(store corpus.Store, engine index.Engine) error {
				w := bufio.NewWriter(a.out)
				err := export.Write(cmd.Context(), w, o, engine, store, q)
				if errors.Is(err, corpus.ErrInvalid) {
					return usageError{err}
				}
				return errors.Join(err, w.Flush())
			})
		},
	}
	cmd.Flags().StringVar(&o.Format, "format", "csv", strings.Join(export.Formats, " or "))
	cmd.Flags().StringVar(&o.Rows, "rows", "articles", strings.Join(export.Rows, " or "))
	cmd.Flags().BoolVar(&o.Mark, "bom", false, "begin a CSV file with the byte order mark that Excel needs to read accents (the pages always do)")
	return cmd
}
