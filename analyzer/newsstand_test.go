package analyzer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

// label is what an article of the newsstand says of itself: "finding: FRAME
// TARGET STANCE [by SPEAKER]: stretch of the text".
type label struct {
	frame, target, stance, speaker, stretch string
}

// labelled reads an article of the newsstand: its headers and its text.
func labelled(t *testing.T, file string) (article *corpus.Article, kind string, labels []label) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, body, _ := strings.Cut(string(data), "\n\n")
	article = &corpus.Article{ID: filepath.Base(file), Text: body}
	for _, line := range strings.Split(head, "\n") {
		key, value, _ := strings.Cut(line, ": ")
		switch key {
		case "title":
			article.Title = value
		case "lang":
			article.Lang = value
		case "kind":
			kind = value
		case "finding":
			what, stretch, _ := strings.Cut(value, ": ")
			what, speaker, _ := strings.Cut(what, " by ")
			f := strings.Fields(what)
			labels = append(labels, label{f[0], f[1], f[2], speaker, stretch})
		}
	}
	return article, kind, labels
}

// TestNewsstand compares what is found in the fictional articles of the
// newsstand with their labels. An article without framing must have no
// endorsed finding; of the labels a share must be found.
func TestNewsstand(t *testing.T) {
	files, err := filepath.Glob("../crawler/newsstand/articles/*/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("the articles of the newsstand are missing: %v", err)
	}
	a := newAnalyzer(t)
	total, found, stance, alarms, clean := 0, 0, 0, 0, 0
	for _, file := range files {
		article, kind, labels := labelled(t, file)
		findings := a.Analyze(article).Findings
		if kind != "framed" {
			clean++
			if f, ok := firstEndorsed(findings); ok {
				alarms++
				t.Logf("%s (%s): endorsed %s in %q", file, kind, f.Rule, f.Sentence.Text)
			}
		}
		for _, l := range labels {
			total++
			f, ok := covering(findings, l)
			if !ok {
				t.Logf("%s: not found: %s %s: %q", file, l.frame, l.stance, l.stretch)
				continue
			}
			found++
			if string(f.Stance) == l.stance {
				stance++
			} else {
				t.Logf("%s: %s is %s, not %s: %q", file, l.frame, f.Stance, l.stance, f.Sentence.Text)
			}
		}
	}
	t.Logf("labels found %d of %d, with the right stance %d; articles without framing that have an endorsed finding: %d of %d", found, total, stance, alarms, clean)
	if alarms > clean/50 {
		t.Errorf("%d of %d articles without framing have an endorsed finding", alarms, clean)
	}
	if found*5 < total*2 || stance*10 < found*8 {
		t.Errorf("found %d of %d labels, %d with the right stance", found, total, stance)
	}
}

func firstEndorsed(findings []corpus.Finding) (corpus.Finding, bool) {
	for _, f := range findings {
		if f.Stance == corpus.StanceEndorsed {
			return f, true
		}
	}
	return corpus.Finding{}, false
}

// covering returns a finding of the label's frame whose sentence has words of
// the stretch.
func covering(findings []corpus.Finding, l label) (corpus.Finding, bool) {
	for _, f := range findings {
		if f.Frame == l.frame && (strings.Contains(f.Sentence.Text, l.stretch) || strings.Contains(l.stretch, f.Sentence.Text)) {
			return f, true
		}
	}
	return corpus.Finding{}, false
}
