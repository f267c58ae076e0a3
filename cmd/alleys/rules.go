package main

import (
	"os"
	"strings"

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
	var words, lang string
	var wording bool
	check := &cobra.Command{
		Use:     "check",
		Short:   "Run every rule's examples; name dead and overlapping rules and unused classes",
		Example: "  alleys rules check\n  alleys rules check --wording\n  alleys rules check --words frequent.txt --lang nl",
		Args:    argsBetween(0, 0),
		RunE: func(*cobra.Command, []string) error {
			_, rb, err := newAnalyzer()
			if err != nil {
				return err
			}
			if words != "" {
				return a.misread(rb, lang, words)
			}
			return a.checkRules(rb, wording)
		},
	}
	check.Flags().BoolVar(&wording, "wording", false, "list entries, too, that may say something else than was meant")
	check.Flags().StringVar(&words, "words", "", "a file of words of a language, one a line: list those that are read as disguised ones")
	check.Flags().StringVar(&lang, "lang", "", "the language of the words")
	cmd.AddCommand(check)
	return cmd
}

// checkRules prints the problems of a rulebook. Doubts about the wording of
// single entries are for those who have just written some: all others only
// learn how many there are.
func (a *app) checkRules(rb *rulebook.Rulebook, wording bool) error {
	out := newLines(a.out)
	failed, problems, doubts := false, 0, 0
	for _, p := range rulebook.Check(rb) {
		failed = failed || p.Error()
		if p.Kind == rulebook.Doubtful && !wording {
			doubts++
			continue
		}
		problems++
		out.printf("%s\n", p)
	}
	out.printf("%s\n", counted(problems, "problem"))
	if doubts > 0 {
		out.printf("%d more entries may say something else than was meant; --wording lists them\n", doubts)
	}
	return reported(failed, out.flush())
}

// misread lists the words of a file that a lexicon takes for disguised ones.
func (a *app) misread(rb *rulebook.Rulebook, lang, file string) error {
	if rb.Lexicon(lang) == nil {
		return usagef("--words needs --lang with one of %s", strings.Join(rb.Languages(), " "))
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	out := newLines(a.out)
	for _, m := range rb.Misread(lang, strings.Fields(string(text))) {
		out.printf("%s\tread as %s (%s, %s)\n", m.Word, m.As, m.Class, m.Trick)
	}
	return out.flush()
}
