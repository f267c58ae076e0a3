package analyzer

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/alleys-eu/alleys/analyzer/gold"
	"github.com/alleys-eu/alleys/corpus"
)

var update = flag.Bool("update", false, "write the golden files anew")

// goldenArticle has findings of several frames, stances and disguises.
var goldenArticle = &corpus.Article{
	ID: "golden", Lang: "en", Title: "Hallgren: Brussels dictates to our country",
	Text: "The hall was full when Viktor Hallgren spoke. “Migrants are a plague,” he said – and some clapped.\n\n" +
		"A flood of migrants is rolling in. Th3y are v e r m i n. They should all be deported, he added, because 'the EU is a dictatorship'.\n\n" +
		"It is not true that refugees take our jobs. Łódź, Köln and Århus take part.",
}

func TestGolden(t *testing.T) {
	a := newAnalyzer(t)
	got := a.Analyze(goldenArticle)
	got.Rulebook = ""
	data, err := json.MarshalIndent(got, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", "golden.json")
	if *update {
		if err := os.WriteFile(file, append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.TrimSpace(string(want)) != string(data) {
		t.Errorf("%s differs; run with -update and look at the change. Got:\n%s", file, data)
	}
}

// TestSpans checks that every span points at its text, in code points.
func TestSpans(t *testing.T) {
	a := newAnalyzer(t)
	analysis := a.Analyze(goldenArticle)
	if len(analysis.Findings) < 4 {
		t.Fatalf("only %d findings", len(analysis.Findings))
	}
	checkSpans(t, goldenArticle, analysis)
}

func checkSpans(t *testing.T, article *corpus.Article, analysis *corpus.Analysis) {
	t.Helper()
	parts := map[corpus.Part][]rune{corpus.PartTitle: []rune(article.Title), corpus.PartText: []rune(article.Text)}
	check := func(part corpus.Part, q corpus.Quote, what string) {
		runes := parts[part]
		if q.Start < 0 || q.End > len(runes) || q.Start >= q.End || string(runes[q.Start:q.End]) != q.Text {
			t.Fatalf("%s %+v does not lie in the %s of %q", what, q, part, article.Text)
		}
	}
	for _, f := range analysis.Findings {
		check(f.Part, f.Sentence, "sentence")
		for _, e := range f.Evidence {
			check(f.Part, e.Quote, "evidence")
		}
		for _, c := range f.Context {
			check(f.Part, c.Quote, "context")
		}
		if f.Score <= 0 || f.Score > 1 || f.Frame == "" || f.Target == "" || f.ClaimID == "" || len(f.Techniques) == 0 || f.Stance == "" {
			t.Fatalf("incomplete finding %+v", f)
		}
	}
}

func TestAnalyzeIsTheSameEachTimeAndConcurrently(t *testing.T) {
	a := newAnalyzer(t)
	want := a.Analyze(goldenArticle)
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 20 {
				if got := a.Analyze(goldenArticle); !reflect.DeepEqual(got, want) {
					t.Error("another analysis of the same article differs")
					return
				}
			}
		}()
	}
	wg.Wait()
}

func TestExplain(t *testing.T) {
	a := newAnalyzer(t)
	x := a.Explain(goldenArticle)
	if !reflect.DeepEqual(x.Analysis, a.Analyze(goldenArticle)) {
		t.Error("the explained analysis differs from the plain one")
	}
	if x.Lang != "en" || !x.Supported || len(x.Sentences) == 0 {
		t.Fatalf("explanation %+v", x)
	}
	fired := 0
	for _, s := range x.Sentences {
		for _, r := range s.Rules {
			if r.ID == "" || r.Why == "" {
				t.Errorf("rule trace %+v", r)
			}
			if r.Outcome == "fired" {
				fired++
			}
		}
	}
	if fired < len(x.Analysis.Findings) {
		t.Errorf("%d rules fired for %d findings", fired, len(x.Analysis.Findings))
	}
	if none := a.Explain(&corpus.Article{Lang: "cs", Text: "Rada schválila rozpočet."}); none.Supported || len(none.Analysis.Findings) > 0 {
		t.Errorf("a language without a lexicon: %+v", none)
	}
}

// TestGold compares with the figures that were stored last: macro-F1 over the
// frames may not fall by more than a point. Items that were added since make
// the old figures void: store new ones with -update.
func TestGold(t *testing.T) {
	a := newAnalyzer(t)
	items, err := gold.Builtin(a.Rulebook().Taxonomy())
	if err != nil {
		t.Fatal(err)
	}
	r := gold.Evaluate(items, a.Analyze, a.Rulebook().Taxonomy())
	r.Rulebook = ""
	file := filepath.Join("testdata", "gold.json")
	if *update {
		var data bytes.Buffer
		if err := r.WriteJSON(&data); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	before := storedReport(t, file)
	if testing.Verbose() {
		if err := r.WriteText(os.Stderr, before); err != nil {
			t.Fatal(err)
		}
	}
	if r.Items == before.Items && r.Worse(before) {
		t.Errorf("macro-F1 fell from %.3f to %.3f", before.MacroF1, r.MacroF1)
	}
	if r.MacroF1 < 0.75 || r.StanceAccuracy < 0.75 {
		t.Errorf("macro-F1 %.3f, stance accuracy %.3f", r.MacroF1, r.StanceAccuracy)
	}
}

func storedReport(t *testing.T, file string) *gold.Report {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := gold.ReadReport(f)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func FuzzAnalyze(f *testing.F) {
	a := newAnalyzer(f)
	f.Add("en", goldenArticle.Title, goldenArticle.Text)
	f.Add("pl", "", "– Mamy dość. Imigranci to pasożyty – powiedział Jan. – „Stop\n\n„Dość”, dodał minister.")
	f.Add("en", "", "The mayor, (Ann Berg), who said “a\n\n“b”, told these “refugees”: migrants are vermin, the minister's son said.")
	f.Add("de", "", "‘Die Flüchtlinge kommen‘»”! \n?„Migranten sind Verbrecher??\"„Migranten sind Verbrecher")
	f.Add("", "Migrants", "They are vermin. \xff“They’re” not v e r m i n: M1grants…")
	f.Fuzz(func(t *testing.T, lang, title, text string) {
		article := &corpus.Article{Lang: lang, Title: title, Text: text}
		analysis := a.Analyze(article)
		if utf8.ValidString(title) && utf8.ValidString(text) {
			checkSpans(t, article, analysis)
		}
	})
}
