package web

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
)

// neverOnTheDesk are messages about files.
var neverOnTheDesk = map[string]bool{
	"%s: %s: %s (%s)": true,
	"the file of this card must be called %s: rename it, or correct id and lang": true,
}

// lintMessages reads the messages out of the sources of the lint: the texts of
// four words and more.
func lintMessages(t *testing.T) map[string]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "corpus", "deck", "lint*.go"))
	if err != nil {
		t.Fatal(err)
	}
	messages := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				if s, err := strconv.Unquote(l.Value); err == nil && len(strings.Fields(s)) > 3 && !neverOnTheDesk[s] {
					messages[s] = true
				}
			}
			return true
		})
	}
	if len(messages) < 50 {
		t.Fatalf("only %d messages were found", len(messages))
	}
	return messages
}

func TestLintIsTranslated(t *testing.T) {
	texts, err := loadTexts()
	if err != nil {
		t.Fatal(err)
	}
	messages := lintMessages(t)
	for _, lang := range []string{"de", "es", "fr", "it", "pl"} {
		for m := range messages {
			if texts.lint[lang][m] == "" {
				t.Errorf("texts/lint/%s.yaml has no words for %q", lang, m)
			}
		}
		for m := range texts.lint[lang] {
			if !messages[m] {
				t.Errorf("texts/lint/%s.yaml: the lint does not say %q", lang, m)
			}
		}
	}
}

// TestProblemsInOtherLanguages looks at the desk as an Italian sees it.
func TestProblemsInOtherLanguages(t *testing.T) {
	d := newDesk(t, true)
	c := *d.builtin("arrivals-in-numbers", "en")
	c.ReviewBy, c.Minutes, c.Strategy = "2026-01-31", 0, ""
	d.put(&c, corpus.CardDraft, "anna", 0)
	b := d.browser()
	b.header = map[string]string{"Accept-Language": "it"}
	b.get("/desk/cards/"+c.Key()).want(t, 200, "la scheda era da rivedere il 31 gennaio 2026", "minuti: 0. Indica", "manca Strategia: scrivi uno fra fatti, ")
	b.get("/desk").want(t, 200, `class="first">minuti: 0. Indica`)
	v := &view{s: d.site, Lang: "it"}
	if got := v.Problem(&deck.Problem{Text: "something else"}); got != "something else" {
		t.Errorf("got %q", got)
	}
}

func TestSequence(t *testing.T) {
	for message, want := range map[string]string{"": "", "%s %q": "%s %s", "%.0f of %d": "%.0f %d", "100 % of": ""} {
		if got := strings.Join(sequence(message), " "); got != want {
			t.Errorf("%q: got %q, want %q", message, got, want)
		}
	}
}
