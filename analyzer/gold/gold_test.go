package gold

import (
	"bytes"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

func taxonomy() *corpus.Taxonomy {
	t := &corpus.Taxonomy{}
	t.Frames = []corpus.Frame{{ID: "invasion", Family: corpus.FamilyXenophobic}, {ID: "ridicule", Family: corpus.FamilyAntiEU}}
	t.Targets = []corpus.Target{{ID: "migrants"}, {ID: "eu-institutions"}}
	for _, s := range corpus.Stances {
		t.Stances = append(t.Stances, corpus.StanceText{ID: s})
	}
	return t
}

func TestRead(t *testing.T) {
	const good = `{"id":"a","lang":"en","text":"x","findings":[{"frame":"invasion","target":"migrants","stance":"quoted"}]}`
	tests := []struct{ name, data, want string }{
		{"good", good + "\n\n" + strings.Replace(good, `"a"`, `"b"`, 1), ""},
		{"unknown key", strings.Replace(good, `"id"`, `"idd"`, 1), "f.jsonl:1: "},
		{"unknown frame", strings.Replace(good, "invasion", "invasions", 1), `no frame "invasions"`},
		{"unknown target", strings.Replace(good, "migrants", "birds", 1), `no target "birds"`},
		{"unknown stance", strings.Replace(good, "quoted", "cited", 1), `no stance "cited"`},
		{"same id twice", good + "\n" + good, "f.jsonl:2: id a is there twice"},
		{"no text", `{"id":"a","lang":"en"}`, "f.jsonl:1: "},
		{"no JSON", "\n{", "f.jsonl:2: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			items, err := Read(strings.NewReader(tt.data), "f.jsonl", taxonomy())
			if tt.want == "" {
				if err != nil || len(items) != 2 {
					t.Errorf("got %d items, %v", len(items), err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// answers returns an analyzer that finds what it is told, by item.
func answers(by map[string][]corpus.Finding) Analyze {
	return func(a *corpus.Article) *corpus.Analysis { return &corpus.Analysis{Findings: by[a.ID]} }
}

func sample() ([]Item, Analyze) {
	label := func(frame string, stance corpus.Stance) []Label { return []Label{{frame, "migrants", stance}} }
	finding := func(frame string, stance corpus.Stance, score float64) []corpus.Finding {
		return []corpus.Finding{{Frame: frame, Target: "migrants", Stance: stance, Score: score, Family: corpus.FamilyXenophobic}}
	}
	items := []Item{
		{ID: "right", Lang: "en", Text: "x", Findings: label("invasion", corpus.StanceEndorsed)},
		{ID: "stance", Lang: "en", Text: "x", Findings: label("invasion", corpus.StanceQuoted)},
		{ID: "missed", Lang: "it", Text: "x", Findings: label("invasion", corpus.StanceEndorsed)},
		{ID: "alarm", Lang: "it", Text: "x"},
		{ID: "clean", Lang: "it", Text: "x"},
		{ID: "frame", Lang: "en", Text: "x", Findings: label("ridicule", corpus.StanceEndorsed)},
	}
	return items, answers(map[string][]corpus.Finding{
		"right": finding("invasion", corpus.StanceEndorsed, 0.9), "stance": finding("invasion", corpus.StanceEndorsed, 0.9),
		"alarm": finding("invasion", corpus.StanceEndorsed, 0.5), "frame": finding("invasion", corpus.StanceEndorsed, 0.7),
	})
}

func TestEvaluate(t *testing.T) {
	items, analyze := sample()
	r := Evaluate(items, analyze, taxonomy())
	if r.Detection.TP != 3 || r.Detection.FP != 1 || r.Detection.FN != 1 {
		t.Errorf("detection %+v", r.Detection)
	}
	if r.Endorsed.TP != 2 || r.Endorsed.FP != 2 || r.Endorsed.FN != 1 {
		t.Errorf("endorsed %+v", r.Endorsed)
	}
	byName := make(map[string]Score)
	for _, s := range r.Scores {
		byName[s.Name] = s
		if s.Low > s.F1 || s.High < s.F1 {
			t.Errorf("%s: F1 %.3f lies outside of %.3f–%.3f", s.Name, s.F1, s.Low, s.High)
		}
	}
	if s := byName["frame/invasion"]; s.TP != 2 || s.FP != 2 || s.FN != 1 || s.Precision != 0.5 {
		t.Errorf("invasion %+v", s)
	}
	if s := byName["frame/ridicule"]; s.F1 != 0 || s.FN != 1 {
		t.Errorf("ridicule %+v", s)
	}
	if want := byName["frame/invasion"].F1 / 2; r.MacroF1 != want {
		t.Errorf("macro-F1 %.3f, want %.3f", r.MacroF1, want)
	}
	if r.StanceAccuracy != 0.5 || r.TargetAccuracy != 1 {
		t.Errorf("stance %.2f, target %.2f", r.StanceAccuracy, r.TargetAccuracy)
	}
	found := false
	for _, c := range r.Confusions {
		found = found || c.Kind == "frame" && c.Gold == "ridicule" && c.Found == "invasion" && c.Count == 1
	}
	if !found {
		t.Errorf("confusions %+v lack ridicule taken for invasion", r.Confusions)
	}
}

func TestReportCanBeComparedWithItself(t *testing.T) {
	items, analyze := sample()
	r := Evaluate(items, analyze, taxonomy())
	var data bytes.Buffer
	if err := r.WriteJSON(&data); err != nil {
		t.Fatal(err)
	}
	old, err := ReadReport(&data)
	if err != nil {
		t.Fatal(err)
	}
	if r.Worse(old) {
		t.Error("a report is worse than itself")
	}
	old.MacroF1 += 0.02
	if !r.Worse(old) {
		t.Error("a fall by two points is not seen")
	}
	var text bytes.Buffer
	if err := r.WriteText(&text, old); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"frame/invasion", "macro-F1", "(-0.020)", "ridicule"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the text lacks %q:\n%s", want, text.String())
		}
	}
	if _, err := ReadReport(strings.NewReader("no")); err == nil {
		t.Error("no error for what is no report")
	}
}
