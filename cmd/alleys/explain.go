package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/analyzer"
	"github.com/alleys-eu/alleys/analyzer/rule"
	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/crawler"
	"github.com/alleys-eu/alleys/crawler/extract"
	"github.com/alleys-eu/alleys/web"
)

func (a *app) explainCommand() *cobra.Command {
	var network networkFlags
	var lang string
	cmd := &cobra.Command{
		Use:   "explain [TEXT|FILE|URL]",
		Short: "Show step by step what the engine sees in a text",
		Long: `Reads a text and shows for each sentence in which a rule came into question: the words the lexicon knows, the groups
named, the rules tried with their outcome, and the findings with what in the context changed their stance.

What stands behind the command is read so:

  URL   it begins with http:// or https://: the page is fetched, the article in it explained, and nothing kept
  FILE  it names a file: plain text in UTF-8, or a saved page (.html, .htm, also .gz)
  TEXT  anything else of two words or more; quotation marks keep the shell from taking its signs for its own

With nothing behind the command, or with -, the text comes from standard input.`,
		Example: "  alleys explain 'They say that migrants are invading us.'\n  alleys explain < speech.txt\n  alleys explain https://example.org/news/story.html",
		RunE: func(cmd *cobra.Command, args []string) error {
			article, err := a.textOf(cmd.Context(), &network, args)
			if err != nil {
				return err
			}
			article.Lang = cmp.Or(lang, article.Lang)
			an, _, err := newAnalyzer()
			if err != nil {
				return err
			}
			out := newLines(a.out)
			if article.Title != "" {
				out.printf("%s\n%s\n\n", article.Title, strings.Join(compact(article.Outlet, day(article.Published), article.URL), " · "))
			}
			printExplanation(out, an.Explain(article))
			return out.flush()
		},
	}
	network.add(cmd)
	cmd.Flags().StringVar(&lang, "lang", "", "language of the text, ISO 639-1 (default: told from the text)")
	return cmd
}

// textOf reads what a reader wants explained.
func (a *app) textOf(ctx context.Context, network *networkFlags, args []string) (*corpus.Article, error) {
	given := strings.Join(args, " ")
	if given == "" && len(args) > 0 {
		return nil, errNoText
	}
	switch {
	case given == "" || given == "-":
		b, err := io.ReadAll(io.LimitReader(a.in, maxLine))
		return plainArticle(b, err)
	case isURL(given) && len(args) == 1:
		client, err := network.client()
		if err != nil {
			return nil, err
		}
		defer client.Close()
		return (&crawler.Crawler{Fetch: client}).Read(ctx, given)
	}
	if err := onlyOne(args); err != nil {
		return nil, err
	}
	return textAt(given)
}

// onlyOne refuses files and addresses beside others: words without quotation
// marks are one text, but these are several.
func onlyOne(args []string) error {
	for _, arg := range args {
		if len(args) > 1 && (isURL(arg) || isFileName(arg)) {
			return usagef("explain takes one text, file or address at a time; put a text that holds %q in quotation marks", arg)
		}
	}
	return nil
}

// textAt reads a file, or takes what is none for the text itself.
func textAt(given string) (*corpus.Article, error) {
	info, err := os.Stat(given)
	switch {
	case err != nil && isFileName(given):
		return nil, err
	case err != nil && len(strings.Fields(given)) < 2:
		return nil, fmt.Errorf("%s: there is no such file; an address begins with https://, and a text of a single word comes from standard input", given)
	case err != nil:
		return plainArticle([]byte(given), nil)
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder; name a file in it", given)
	case strings.Contains(strings.ToLower(given), ".htm"):
		return pageArticle(extract.File(given))
	}
	b, err := os.ReadFile(given)
	return plainArticle(b, err)
}

// isFileName tells whether an argument ends as the files do that explain
// reads, so that a mistyped name is not taken for a text.
func isFileName(s string) bool {
	return slices.Contains([]string{".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".gz"}, strings.ToLower(filepath.Ext(s)))
}

var errNoText = errors.New("there is no text to explain; see alleys explain --help")

func plainArticle(b []byte, err error) (*corpus.Article, error) {
	if err != nil {
		return nil, err
	}
	if !utf8.Valid(b) {
		return nil, errors.New("the text is not UTF-8; convert it first")
	}
	text := string(withoutMark(b))
	if strings.TrimSpace(text) == "" {
		return nil, errNoText
	}
	return &corpus.Article{Text: text}, nil
}

func pageArticle(p *extract.Page, err error) (*corpus.Article, error) {
	if err != nil {
		return nil, err
	}
	return &corpus.Article{Title: p.Title, Text: p.Text, Lang: p.Lang, URL: p.URL, Outlet: p.Site, Published: p.Published}, nil
}

func printExplanation(out *lines, e *analyzer.Explanation) {
	out.printf("language: %s\n", orUnknown(e.Lang))
	if !e.Supported {
		out.printf("there is no lexicon for this language, so nothing can be found\n")
	}
	for _, s := range e.Sentences {
		out.printf("\n%s %d–%d: %s\n", s.Part, s.Sentence.Start, s.Sentence.End, s.Sentence.Text)
		for _, p := range s.Phrases {
			out.printf("  word     %-24s %s%s  (%s:%d)\n", p.Text, p.Class, inBrackets(p.Disguise), p.File, p.Line)
		}
		for _, m := range s.Mentions {
			out.printf("  mention  %-24s %s%s\n", m.Text, m.Target, refersTo(m.RefersTo))
		}
		for _, r := range s.Rules {
			out.printf("  rule     %-24s %s\n", r.ID, r.Why)
		}
		for _, f := range s.Findings {
			out.printf("  finding  %s of %s, %s%s (%.2f)\n", f.Frame, f.Target, f.Stance, by(f.Speaker), f.Score)
			for _, c := range f.Context {
				out.printf("           because of “%s” (%s) → %s\n", c.Text, c.Kind, c.Stance)
			}
		}
	}
	switch {
	case len(e.Sentences) == 0:
		out.printf("no rule came into question\n")
	case len(e.Analysis.Findings) == 0:
		out.printf("\nno finding: none of the rules that came into question fired\n")
	}
}

func inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return " [" + s + "]"
}

func refersTo(s string) string {
	if s == "" {
		return ""
	}
	return fmt.Sprintf(" = “%s”", s)
}

// explainer shows the pages the engine's steps.
type explainer struct{ *analyzer.Analyzer }

// Explain implements web.Explainer.
func (e explainer) Explain(article *corpus.Article) (*corpus.Analysis, []web.Step) {
	x := e.Analyzer.Explain(article)
	var steps []web.Step
	for _, s := range x.Sentences {
		step := web.Step{Sentence: s.Sentence.Text, Headline: s.Part == corpus.PartTitle, Findings: s.Findings}
		for _, p := range s.Phrases {
			step.Words = append(step.Words, web.StepWord{Text: p.Text, Class: p.Class, Disguise: p.Disguise})
		}
		for _, m := range s.Mentions {
			step.Mentions = append(step.Mentions, web.StepMention{Text: m.Text, Target: m.Target, RefersTo: m.RefersTo})
		}
		for _, r := range s.Rules {
			step.Rules = append(step.Rules, stepRule(r))
		}
		steps = append(steps, step)
	}
	return x.Analysis, steps
}

var outcomes = map[rule.Outcome]web.Outcome{
	rule.Fired: web.OutcomeFired, rule.KeptOut: web.OutcomeKeptOut, rule.Lacking: web.OutcomeLacking, rule.Alone: web.OutcomeAlone, rule.NoOrder: web.OutcomeNoOrder,
}

func stepRule(r analyzer.RuleTrace) web.StepRule {
	return web.StepRule{ID: r.ID, Frame: r.Frame, Outcome: outcomes[r.Outcome], Because: r.Because}
}
