package analyzer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/alleys-eu/alleys/corpus"
)

// contextGrid is a file of testdata/contexts: lists of words by name, and
// sentences with the stance that every claim in them has.
type contextGrid struct {
	lists     map[string][]string
	templates []contextTemplate
}

type contextTemplate struct{ stance, text string }

func readContextGrid(t *testing.T, path string) contextGrid {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	g := contextGrid{lists: make(map[string][]string)}
	for n, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		kind, rest, ok := strings.Cut(line, " ")
		switch {
		case kind == "#":
		case kind == "=" && ok:
			name, words, _ := strings.Cut(rest, " ")
			for _, w := range strings.Split(words, "|") {
				g.lists[name] = append(g.lists[name], strings.TrimSpace(w))
			}
		case strings.HasPrefix(kind, "@") && ok:
			g.templates = append(g.templates, contextTemplate{kind[1:], rest})
		default:
			t.Fatalf("%s:%d: neither a list nor a sentence", path, n+1)
		}
	}
	return g
}

// fill returns the sentences of a template.
func (g contextGrid) fill(text string) []string {
	open := strings.IndexByte(text, '{')
	if open < 0 {
		r, size := utf8.DecodeRuneInString(text)
		return []string{string(unicode.ToUpper(r)) + text[size:]}
	}
	end := strings.IndexByte(text, '}')
	var out []string
	for _, w := range g.lists[text[open+1:end]] {
		out = append(out, g.fill(strings.ReplaceAll(text, text[open:end+1], w))...)
	}
	return out
}

// inStance says whether all findings have a stance; who quotes also reports.
func inStance(findings []corpus.Finding, want string) bool {
	for _, f := range findings {
		got := string(f.Stance)
		if got == string(corpus.StanceQuoted) {
			got = string(corpus.StanceReported)
		}
		if got != want {
			return false
		}
	}
	return true
}

// TestContexts puts plain claims into the wordings in which a language denies,
// reports, asks and asserts: the claim must be found in nine of ten, and its
// stance be right in ninety-six of a hundred.
func TestContexts(t *testing.T) {
	a := newAnalyzer(t)
	files, err := filepath.Glob("testdata/contexts/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no grids in testdata/contexts", err)
	}
	for _, path := range files {
		lang := filepath.Base(path)[:2]
		t.Run(lang, func(t *testing.T) {
			g := readContextGrid(t, path)
			tried, found, right := 0, 0, 0
			for _, tm := range g.templates {
				wrong := ""
				for _, s := range g.fill(tm.text) {
					tried++
					findings := a.Analyze(&corpus.Article{Lang: lang, Text: s}).Findings
					if len(findings) == 0 {
						continue
					}
					found++
					if inStance(findings, tm.stance) {
						right++
					} else if wrong == "" {
						wrong = s
					}
				}
				if wrong != "" {
					t.Logf("not %s: %s", tm.stance, wrong)
				}
			}
			if found*10 < tried*9 || right*100 < found*96 {
				t.Errorf("of %d sentences the claim was found in %d, with the right stance in %d", tried, found, right)
			}
		})
	}
}

// TestCare holds what people say who help, defend or live beside a group, often
// in the words in which others want to be rid of it: nothing of it is endorsed.
func TestCare(t *testing.T) {
	a := newAnalyzer(t)
	files, err := filepath.Glob("testdata/care/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no grids in testdata/care", err)
	}
	for _, path := range files {
		lang := filepath.Base(path)[:2]
		g := readContextGrid(t, path)
		for _, tm := range g.templates {
			for _, s := range g.fill(tm.text) {
				for _, f := range a.Analyze(&corpus.Article{Lang: lang, Text: s}).Findings {
					if f.Stance == corpus.StanceEndorsed {
						t.Errorf("%s: %q is endorsed as %s", lang, s, f.Rule)
					}
				}
			}
		}
	}
}
