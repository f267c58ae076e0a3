package extract

import "net/url"

// vote runs the extractors and returns the blocks that they agree on.
func vote(m *marked, base *url.URL) []Block {
	if base.Host == "" {
		base = &url.URL{Scheme: "https", Host: "page.invalid", Path: "/"}
	}
	blocks := segment(m)
	generous, _ := guarded(recall)(m.copyMarked(), base)
	strict, _ := guarded(readable)(m.copyMarked(), base)
	kept, agreed := m.intersect(m.survivors(generous), m.survivors(strict))
	if agreed < 0.5 {
		third, _ := guarded(balanced)(m.copyMarked(), base)
		kept = m.survivors(third)
	}
	var out []Block
	for _, b := range blocks {
		if b.share(kept) >= 0.5 {
			out = append(out, Block{Kind: b.kind, Text: b.text(nil)})
		}
	}
	return out
}

// intersect returns the nodes in both sets and which part, 0 to 1, of the
// letters of the first they hold.
func (m *marked) intersect(a, b []bool) ([]bool, float64) {
	both := make([]bool, len(a))
	var inA, inBoth int
	for i := range a {
		if !a[i] {
			continue
		}
		n := letters(m.texts[i].Data)
		inA += n
		if b[i] {
			inBoth += n
			both[i] = true
		}
	}
	if inA == 0 {
		return both, 0
	}
	return both, float64(inBoth) / float64(inA)
}
