package gold

import (
	"sort"

	"github.com/alleys-eu/alleys/corpus"
)

// Analyze analyses one item's text.
type Analyze func(*corpus.Article) *corpus.Analysis

// Score is precision, recall and F1 of one group of decisions, with what they
// are made of. The interval is that of F1, 95 %, by bootstrap over the items.
type Score struct {
	Name      string  `json:"name"` // "frame/invasion", "language/en", …
	TP        int     `json:"tp"`
	FP        int     `json:"fp"`
	FN        int     `json:"fn"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Low       float64 `json:"low"`
	High      float64 `json:"high"`
}

// Report is an evaluation.
type Report struct {
	Rulebook string  `json:"rulebook"`
	Items    int     `json:"items"`
	MacroF1  float64 `json:"macro_f1"` // mean of the frames' F1
	// Detection: does the sentence have a finding, of any stance; Endorsed: one
	// in its own voice.
	Detection Score `json:"detection"`
	Endorsed  Score `json:"endorsed"`
	// Of the findings of a right frame, the share with the right stance and the
	// right target.
	StanceAccuracy float64     `json:"stance_accuracy"`
	TargetAccuracy float64     `json:"target_accuracy"`
	Scores         []Score     `json:"scores"` // families, frames, stances, languages
	Confusions     []Confusion `json:"confusions"`
	// Calibration: of findings with at least that score, the share that stands up.
	Calibration []Bin `json:"calibration"`
}

// Confusion counts how often one label was taken for another: "" is none.
type Confusion struct {
	Kind  string   `json:"kind"` // "frame" or "stance"
	Gold  string   `json:"gold"`
	Found string   `json:"found"`
	Count int      `json:"count"`
	Items []string `json:"items"` // IDs
}

// Bin is a range of scores.
type Bin struct {
	From  float64 `json:"from"`
	Count int     `json:"count"`
	Right int     `json:"right"`
}

// Evaluate runs the analyzer on every item and compares frame by frame.
func Evaluate(items []Item, analyze Analyze, t *corpus.Taxonomy) *Report {
	e := &evaluation{taxonomy: t, confusions: make(map[pair][]string)}
	for i, it := range items {
		a := analyze(&corpus.Article{ID: it.ID, Lang: it.Lang, Text: it.Text})
		e.rulebook = a.Rulebook
		e.item(i, it, a.Findings)
	}
	return e.report(len(items))
}

// cell is what one item adds to one score.
type cell struct {
	item       int
	tp, fp, fn int
}

type pair struct{ kind, gold, found string }

type evaluation struct {
	taxonomy   *corpus.Taxonomy
	rulebook   string
	cells      map[string][]cell
	confusions map[pair][]string
	matched    int // gold labels whose frame was found
	stanceHit  int
	targetHit  int
	bins       [10]Bin
}

func (e *evaluation) add(item int, name string, gold, found bool) {
	if !gold && !found {
		return
	}
	if e.cells == nil {
		e.cells = make(map[string][]cell)
	}
	c := cell{item: item}
	switch {
	case gold && found:
		c.tp = 1
	case found:
		c.fp = 1
	default:
		c.fn = 1
	}
	e.cells[name] = append(e.cells[name], c)
}

func (e *evaluation) item(i int, it Item, findings []corpus.Finding) {
	gold, found := byFrame(it.Findings), foundByFrame(findings)
	e.add(i, "detection", len(gold) > 0, len(found) > 0)
	e.add(i, "endorsed", hasEndorsed(it.Findings), hasEndorsedFinding(findings))
	for _, f := range e.taxonomy.Frames {
		g, inGold := gold[f.ID]
		p, isFound := found[f.ID]
		e.add(i, "frame/"+f.ID, inGold, isFound)
		e.add(i, "language/"+it.Lang, inGold, isFound)
		e.add(i, "all", inGold, isFound)
		if inGold && isFound {
			e.compare(i, it, g, p)
		}
	}
	for _, family := range []corpus.Family{corpus.FamilyXenophobic, corpus.FamilyAntiEU} {
		e.add(i, "family/"+string(family), e.inFamily(gold, family), e.inFamilyFound(found, family))
	}
	e.frameConfusions(it, gold, found)
	e.calibrate(gold, findings)
}

// compare looks at stance and target of a frame that is in both.
func (e *evaluation) compare(i int, it Item, g Label, p corpus.Finding) {
	e.matched++
	if g.Target == p.Target {
		e.targetHit++
	}
	for _, s := range corpus.Stances {
		e.add(i, "stance/"+string(s), g.Stance == s, p.Stance == s)
	}
	if g.Stance == p.Stance {
		e.stanceHit++
		return
	}
	e.confuse("stance", string(g.Stance), string(p.Stance), it.ID)
}

func (e *evaluation) confuse(kind, gold, found, id string) {
	k := pair{kind, gold, found}
	e.confusions[k] = append(e.confusions[k], id)
}

func byFrame(labels []Label) map[string]Label {
	out := make(map[string]Label)
	for _, l := range labels {
		out[l.Frame] = l
	}
	return out
}

// foundByFrame keeps the best finding of each frame.
func foundByFrame(findings []corpus.Finding) map[string]corpus.Finding {
	out := make(map[string]corpus.Finding)
	for _, f := range findings {
		if old, ok := out[f.Frame]; !ok || f.Score > old.Score {
			out[f.Frame] = f
		}
	}
	return out
}

func hasEndorsed(labels []Label) bool {
	for _, l := range labels {
		if l.Stance == corpus.StanceEndorsed {
			return true
		}
	}
	return false
}

func hasEndorsedFinding(findings []corpus.Finding) bool {
	for _, f := range findings {
		if f.Stance == corpus.StanceEndorsed {
			return true
		}
	}
	return false
}

func (e *evaluation) inFamily(labels map[string]Label, family corpus.Family) bool {
	for id := range labels {
		if f, _ := e.taxonomy.Frame(id); f.Family == family {
			return true
		}
	}
	return false
}

func (e *evaluation) inFamilyFound(found map[string]corpus.Finding, family corpus.Family) bool {
	for _, f := range found {
		if f.Family == family {
			return true
		}
	}
	return false
}

// frameConfusions pairs what is only in the gold with what is only found.
func (e *evaluation) frameConfusions(it Item, gold map[string]Label, found map[string]corpus.Finding) {
	var missed, extra []string
	for _, f := range e.taxonomy.Frames {
		_, g := gold[f.ID]
		_, p := found[f.ID]
		switch {
		case g && !p:
			missed = append(missed, f.ID)
		case p && !g:
			extra = append(extra, f.ID)
		}
	}
	for i := 0; i < max(len(missed), len(extra)); i++ {
		var g, p string
		if i < len(missed) {
			g = missed[i]
		}
		if i < len(extra) {
			p = extra[i]
		}
		e.confuse("frame", g, p, it.ID)
	}
}

// calibrate counts findings by score; one stands up when its frame is in the
// gold.
func (e *evaluation) calibrate(gold map[string]Label, findings []corpus.Finding) {
	for _, f := range findings {
		b := &e.bins[min(int(f.Score*10), 9)]
		b.Count++
		if _, ok := gold[f.Frame]; ok {
			b.Right++
		}
	}
}

func (e *evaluation) report(n int) *Report {
	r := &Report{Rulebook: e.rulebook, Items: n}
	r.Detection, r.Endorsed = e.score("detection", n), e.score("endorsed", n)
	var names []string
	for name := range e.cells {
		if name != "detection" && name != "endorsed" {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	frames := 0
	for _, name := range names {
		s := e.score(name, n)
		r.Scores = append(r.Scores, s)
		if isFrame(name) && s.TP+s.FN > 0 {
			frames++
			r.MacroF1 += s.F1
		}
	}
	r.MacroF1 = ratio(r.MacroF1, float64(frames))
	r.StanceAccuracy = ratio(float64(e.stanceHit), float64(e.matched))
	r.TargetAccuracy = ratio(float64(e.targetHit), float64(e.matched))
	r.Confusions = e.confusionList()
	for i := range e.bins {
		if e.bins[i].Count > 0 {
			e.bins[i].From = float64(i) / 10
			r.Calibration = append(r.Calibration, e.bins[i])
		}
	}
	return r
}

func isFrame(name string) bool { return len(name) > 6 && name[:6] == "frame/" }

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// confusionList orders by count, then by names.
func (e *evaluation) confusionList() []Confusion {
	var out []Confusion
	for k, ids := range e.confusions {
		out = append(out, Confusion{Kind: k.kind, Gold: k.gold, Found: k.found, Count: len(ids), Items: ids})
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.Count != b.Count {
			return a.Count > b.Count
		}
		return a.Kind+a.Gold+"\x00"+a.Found < b.Kind+b.Gold+"\x00"+b.Found
	})
	return out
}
