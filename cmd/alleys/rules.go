package main

import (
	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/analyzer/rulebook"
)

func (a *app) rulesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "rules check",
		Short:   "Check the rules and lexicons",
		Example: "  alleys rules check",
		Args: func(_ *cobra.Command, args []string) error {
			return usagef("rules needs the word check; see alleys rules --help")
		},
		RunE: func(*cobra.Command, []string) error { return nil },
	}
	check := &cobra.Command{
		Use:     "check",
		Short:   "Run every rule's examples; name dead and overlapping rules and unused classes",
		Example: "  alleys rules check",
		Args:    argsBetween(0, 0),
		RunE: func(*cobra.Command, []string) error {
			_, rb, err := newAnalyzer()
			if err != nil {
				return err
			}
			out := newLines(a.out)
			failed := false
			problems := rulebook.Check(rb)
			for _, p := range problems {
				failed = failed || p.Error()
				out.printf("%s\n", p)
			}
			out.printf("%d problems\n", len(problems))
			return reported(failed, out.flush())
		},
	}
	cmd.AddCommand(check)
	return cmd
}
