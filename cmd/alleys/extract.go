package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/crawler/extract"
)

func (a *app) extractCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "extract [--jsonl] FILE|FOLDER…",
		Short: "Show the article that saved web pages hold",
		Long: `Reads saved HTML pages (also .gz) and prints the article of each: title, text, authors, date, language.
With --jsonl, one JSON object a line, in the order of the files.`,
		Example: "  alleys extract page.html\n  alleys extract --jsonl saved-pages/ > articles.jsonl",
		Args:    argsBetween(1, -1),
		RunE: func(_ *cobra.Command, args []string) error {
			files, err := pageFiles(args)
			if err != nil {
				return err
			}
			failed := false
			out := newLines(a.out)
			defer out.flush()
			for _, file := range files {
				p, err := extract.File(file)
				failed = failed || err != nil
				switch {
				case asJSON:
					out.json(extract.NewRecord(file, p, err))
				case err != nil:
					fmt.Fprintf(a.err, "alleys: %s: %s\n", file, oneLine(err))
				default:
					out.printf("%s\n%s\n\n%s\n\n", p.Title, strings.Join(compact(file, strings.Join(p.Authors, ", "), day(p.Published), p.Lang), " · "), p.Text)
				}
			}
			return reported(failed, out.flush())
		},
	}
	cmd.Flags().BoolVar(&asJSON, "jsonl", false, "print one JSON object a line")
	return cmd
}

// pageFiles lists the files named and the pages in the folders named, sorted
// within each folder.
func pageFiles(args []string) ([]string, error) {
	var files []string
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil {
			return nil, fmt.Errorf("%w; name a saved page or a folder of them", err)
		}
		if !info.IsDir() {
			files = append(files, arg)
			continue
		}
		err = filepath.WalkDir(arg, func(file string, d fs.DirEntry, err error) error {
			ext := filepath.Ext(strings.TrimSuffix(strings.ToLower(file), ".gz"))
			if err == nil && !d.IsDir() && slices.Contains([]string{".html", ".htm", ".xhtml"}, ext) {
				files = append(files, file)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}
