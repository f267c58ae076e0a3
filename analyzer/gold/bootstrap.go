package gold

import (
	"math/rand/v2"
	"sort"
)

// resamples is how often the items are drawn anew, with replacement.
const resamples = 1000

// score sums up the cells of a name and adds the interval of F1: the 2.5th and
// the 97.5th percentile over the resamples. The draw is the same each time, so
// that a report can be compared with an older one.
func (e *evaluation) score(name string, items int) Score {
	s := Score{Name: name}
	for _, c := range e.cells[name] {
		s.TP, s.FP, s.FN = s.TP+c.tp, s.FP+c.fp, s.FN+c.fn
	}
	s.Precision = ratio(float64(s.TP), float64(s.TP+s.FP))
	s.Recall = ratio(float64(s.TP), float64(s.TP+s.FN))
	s.F1 = f1(s.TP, s.FP, s.FN)
	s.Low, s.High = e.interval(name, items)
	return s
}

func f1(tp, fp, fn int) float64 { return ratio(2*float64(tp), float64(2*tp+fp+fn)) }

func (e *evaluation) interval(name string, items int) (low, high float64) {
	if items == 0 {
		return 0, 0
	}
	byItem := make([]cell, items)
	for _, c := range e.cells[name] {
		b := &byItem[c.item]
		b.tp, b.fp, b.fn = b.tp+c.tp, b.fp+c.fp, b.fn+c.fn
	}
	random := rand.New(rand.NewPCG(1, 2))
	all := make([]float64, resamples)
	for i := range all {
		var tp, fp, fn int
		for range items {
			c := &byItem[random.IntN(items)]
			tp, fp, fn = tp+c.tp, fp+c.fp, fn+c.fn
		}
		all[i] = f1(tp, fp, fn)
	}
	sort.Float64s(all)
	return all[resamples/40], all[resamples-1-resamples/40]
}
