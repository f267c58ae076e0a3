package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/analyzer/gold"
	"github.com/alleys-eu/alleys/corpus"
)

func (a *app) evalCommand() *cobra.Command {
	var compare string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "eval [GOLD.jsonl]",
		Short: "Measure the analyser on labelled sentences",
		Long: `Prints precision, recall and F1 with 95 % bootstrap intervals by frame, family, stance and language, what was taken
for what, and how well the scores are calibrated. Without a file it uses the gold sentences that come with the program.
With --compare OLD.json it prints the change as well, and ends with status 1 when macro-F1 fell by more than a point.`,
		Example: "  alleys eval\n  alleys eval --json > before.json\n  alleys eval --compare before.json my-gold.jsonl",
		Args:    argsBetween(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			an, rb, err := newAnalyzer()
			if err != nil {
				return err
			}
			items, err := goldItems(args, rb.Taxonomy())
			if err != nil {
				return err
			}
			before, err := oldReport(compare)
			if err != nil {
				return err
			}
			report := gold.Evaluate(items, an.Analyze, rb.Taxonomy())
			if asJSON {
				err = report.WriteJSON(a.out)
			} else {
				err = report.WriteText(a.out, before)
			}
			if err == nil && before != nil && report.Worse(before) {
				return fmt.Errorf("macro-F1 fell from %.3f to %.3f", before.MacroF1, report.MacroF1)
			}
			return err
		},
	}
	cmd.Flags().StringVar(&compare, "compare", "", "an older report, written with --json")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	return cmd
}

func goldItems(args []string, t *corpus.Taxonomy) ([]gold.Item, error) {
	if len(args) == 0 {
		return gold.Builtin(t)
	}
	f, err := os.Open(args[0])
	if err != nil {
		return nil, err
	}
	defer f.Close()
	items, err := gold.Read(f, args[0], t)
	if err == nil && len(items) == 0 {
		err = fmt.Errorf("%s: no sentences", args[0])
	}
	return items, err
}

func oldReport(file string) (*gold.Report, error) {
	if file == "" {
		return nil, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := gold.ReadReport(f)
	if errors.Is(err, io.EOF) {
		err = errors.New("the file is empty")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: not a report of alleys eval --json: %w", file, err)
	}
	return r, nil
}
