package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/crawler/feed"
	"github.com/alleys-eu/alleys/crawler/fetch"
)

func (a *app) feedCommand() *cobra.Command {
	var asJSON bool
	var network networkFlags
	cmd := &cobra.Command{
		Use:     "feed [--jsonl] FILE|URL…",
		Short:   "Show what the reader makes of feeds",
		Example: "  alleys feed https://example.org/rss.xml\n  alleys feed --jsonl saved/*.xml",
		Args:    argsBetween(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			client, err := network.client()
			if err != nil {
				return err
			}
			failed := false
			out := newLines(a.out)
			defer out.flush()
			for _, arg := range args {
				f, err := readFeed(cmd.Context(), client, arg)
				failed = failed || err != nil
				switch {
				case asJSON:
					out.json(feed.NewRecord(arg, f, err))
				case err != nil:
					fmt.Fprintf(a.err, "alleys: %s: %s\n", arg, oneLine(err))
				default:
					printFeed(out, f)
				}
			}
			return reported(failed, out.flush())
		},
	}
	cmd.Flags().BoolVar(&asJSON, "jsonl", false, "print one JSON object a line")
	network.add(cmd)
	return cmd
}

func readFeed(ctx context.Context, client *fetch.Client, arg string) (*feed.Feed, error) {
	if !isURL(arg) {
		body, err := os.ReadFile(arg)
		if err != nil {
			return nil, err
		}
		return feed.Parse(body, "", "")
	}
	res, err := client.Get(ctx, fetch.Request{URL: arg})
	if err != nil {
		return nil, err
	}
	return feed.Parse(res.Body, res.Header.Get("Content-Type"), res.URL)
}

func printFeed(out *lines, f *feed.Feed) {
	out.printf("%s\n%s\n", f.Title, strings.Join(compact(string(f.Format), f.Lang, f.Link), " · "))
	if f.Problem != "" {
		out.printf("problem: %s\n", f.Problem)
	}
	for _, e := range f.Entries {
		out.printf("\n%s\n%s\n", e.Title, strings.Join(compact(day(e.Published), strings.Join(e.Authors, ", "), e.Link), " · "))
	}
}

func isURL(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}
