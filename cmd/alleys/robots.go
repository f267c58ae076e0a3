package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/crawler/fetch/robots"
)

func (a *app) robotsCommand() *cobra.Command {
	var file, agent string
	cmd := &cobra.Command{
		Use:     "robots --file FILE --agent NAME URL…",
		Short:   "Say what a robots.txt file allows, and by which rule",
		Example: "  alleys robots --file robots.txt --agent alleys https://example.org/news/",
		Args:    argsBetween(1, -1),
		RunE: func(_ *cobra.Command, args []string) error {
			if file == "" {
				return usagef("robots needs --file with a robots.txt file")
			}
			body, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			rules := robots.Parse(body)
			out := newLines(a.out)
			for _, u := range args {
				allowed, rule := rules.Allowed(agent, u)
				verdict := "disallow"
				if allowed {
					verdict = "allow"
				}
				out.printf("%s\t%s\t%s\n", verdict, u, ruleText(rule))
			}
			return out.flush()
		},
	}
	cmd.Flags().StringVar(&file, "file", "", "the robots.txt file")
	cmd.Flags().StringVar(&agent, "agent", "alleys", "product token of the crawler")
	return cmd
}

func ruleText(r robots.Rule) string {
	if r.Line == 0 {
		return "no rule applies"
	}
	return fmt.Sprintf("line %d: %s", r.Line, r)
}
