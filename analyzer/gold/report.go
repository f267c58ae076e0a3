package gold

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// WriteText prints a report for people. before is an older report to compare
// with, or nil.
func (r *Report) WriteText(w io.Writer, before *Report) error {
	out := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintf(out, "%d items, rulebook %.19s\n\n", r.Items, r.Rulebook)
	fmt.Fprintln(out, "\tprecision\trecall\tF1\t95 %\tright\twrong\tmissed\tchange")
	row := func(s Score) {
		fmt.Fprintf(out, "%s\t%.3f\t%.3f\t%.3f\t%.2f–%.2f\t%d\t%d\t%d\t%s\n", s.Name, s.Precision, s.Recall, s.F1, s.Low, s.High, s.TP, s.FP, s.FN, change(s, before))
	}
	row(r.Detection)
	row(r.Endorsed)
	for _, s := range r.Scores {
		row(s)
	}
	fmt.Fprintf(out, "\nmacro-F1 over frames %.3f%s, stance right %.3f, target right %.3f\n", r.MacroF1, macroChange(r, before), r.StanceAccuracy, r.TargetAccuracy)
	fmt.Fprintln(out, "\nscore\tfindings\tstand up")
	for _, b := range r.Calibration {
		fmt.Fprintf(out, "%.1f–%.1f\t%d\t%.2f\n", b.From, b.From+0.1, b.Count, ratio(float64(b.Right), float64(b.Count)))
	}
	fmt.Fprintln(out, "\nconfused\tgold\tfound\tcount\titems")
	for _, c := range r.Confusions {
		fmt.Fprintf(out, "%s\t%s\t%s\t%d\t%s\n", c.Kind, none(c.Gold), none(c.Found), c.Count, few(c.Items))
	}
	return out.Flush()
}

func none(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// few shows the first items.
func few(ids []string) string {
	const shown = 6
	if len(ids) <= shown {
		return strings.Join(ids, " ")
	}
	return strings.Join(ids[:shown], " ") + " …"
}

func change(s Score, before *Report) string {
	if before == nil {
		return ""
	}
	for _, old := range append([]Score{before.Detection, before.Endorsed}, before.Scores...) {
		if old.Name == s.Name {
			return fmt.Sprintf("%+.3f", s.F1-old.F1)
		}
	}
	return "new"
}

func macroChange(r, before *Report) string {
	if before == nil {
		return ""
	}
	return fmt.Sprintf(" (%+.3f)", r.MacroF1-before.MacroF1)
}

// MaxFall is by how much macro-F1 may fall before a change counts as a step
// back.
const MaxFall = 0.01

// Worse says whether macro-F1 fell by more than MaxFall.
func (r *Report) Worse(before *Report) bool { return before.MacroF1-r.MacroF1 > MaxFall }

// WriteJSON prints a report that ReadReport reads.
func (r *Report) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// ReadReport reads a report written by WriteJSON.
func ReadReport(r io.Reader) (*Report, error) {
	var out Report
	if err := json.NewDecoder(r).Decode(&out); err != nil {
		return nil, fmt.Errorf("not a report of an evaluation: %w", err)
	}
	return &out, nil
}
