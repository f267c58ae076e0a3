package dedupe

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

func TestContentHash(t *testing.T) {
	a := ContentHash("The “bridge” opens", "It opens at ten.\n\nThere will be music.")
	if b := ContentHash("the \"bridge\" opens", "It  opens at ten. There will be music."); a != b {
		t.Error("case, typography and spacing must not matter")
	}
	if b := ContentHash("The “bridge”", "opens It opens at ten. There will be music."); a == b {
		t.Error("title and text must be kept apart")
	}
	if b := ContentHash("The bridge opens", "It opens at ten.\n\nThere will be music."); a == b {
		t.Error("quotation marks that come or go are a change")
	}
	if b := ContentHash("The “bridge” opens", "It opens at eleven. There will be music."); a == b {
		t.Error("another word is another content")
	}
}

const agency = `The regional council voted on Tuesday evening to reopen the railway between the coast and the upper valley, sixteen years after the last train.
The line is twenty-nine kilometres long and crosses eleven bridges, four of which must be rebuilt before the first test run, which is planned for the spring.
The cost is put at eighty-four million euros, two thirds of it from the regional development fund and the rest from the region and the seven towns along the line.
Opponents had argued that buses would be cheaper and faster; supporters pointed to the five hundred commuters who signed a petition last year.
The transport department expects nine hundred passengers a day in the first year and twice as many once the timetable is linked with the trains on the coast.
Work on the stations begins in January, and the first tickets will go on sale in the autumn of the following year, the department said.`

// ownReport tells the same event in another house's words.
const ownReport = `Trains will run into the upper valley again: after hours of debate a clear majority of councillors backed the plan on Tuesday.
For Maria Benn, who has driven down to the coast every morning for ten years, it is good news, although she will have to wait for the tickets until the autumn after next.
Four bridges are in such a state that they have to come down and be built anew, said the engineer in charge, and the whole of it costs eighty-four million euros.
Most of the money comes from Brussels, the remainder is shared by the region and the towns, among them ours, whose share the mayor called painful but right.
Not everybody cheered, since a fleet of new buses, as one councillor calculated, could have been bought for a tenth of the price and driven from next month.
Nine hundred people a day are expected to get on, and the department hopes for more as soon as the connection on the coast works.`

func TestNear(t *testing.T) {
	base := Signature(agency)
	lines := strings.Split(agency, "\n")
	report := strings.Split(ownReport, "\n")
	near := map[string]string{
		"other lede":        "Rail traffic returns to the valley after a vote that few had expected to be so clear.\n" + strings.Join(lines[1:], "\n"),
		"cut end":           strings.Join(lines[:5], "\n"),
		"cut to half":       strings.Join(lines[:3], "\n") + " Work begins in January.",
		"lede and cut":      "The valley gets its trains back.\n" + strings.Join(lines[1:5], "\n"),
		"both ends cut":     "The valley gets its trains back.\n" + strings.Join(lines[2:4], "\n") + "\nThe first tickets are sold next year.",
		"own lede and end":  report[0] + "\n" + strings.Join(lines[1:4], "\n") + "\n" + report[5],
		"in a long report":  strings.Join(report[:3], "\n") + "\n" + agency + "\n" + strings.Join(report[3:], "\n"),
		"a brief":           strings.Join(lines[:2], "\n"),
		"byline":            "By our own correspondent, with agencies\n" + agency,
		"two sentences":     agency + "\nThe mayor of the town thanked everybody who had signed. A party is planned at the old station on Saturday.",
		"one word a par":    strings.ReplaceAll(strings.ReplaceAll(agency, "Tuesday", "yesterday"), "euros", "million"),
		"the other's start": strings.Join(lines[3:], "\n") + "\n" + strings.Join(lines[1:2], "\n"),
	}
	for name, text := range near {
		if sig := Signature(text); !Near(base, sig) || !Near(sig, base) {
			t.Errorf("%s: similarity %.2f, containment %.2f is not near", name, Similarity(base, sig), Containment(base, sig))
		}
	}
	far := map[string]string{
		"another house's own report": ownReport,
		"one sentence quoted":        ownReport + "\n" + lines[3],
		"the same notice below":      strings.Join(report, "\n") + "\nWork on the stations begins in January, the department said.",
	}
	for name, text := range far {
		if sig := Signature(text); Near(base, sig) {
			t.Errorf("%s: similarity %.2f, containment %.2f is near", name, Similarity(base, sig), Containment(base, sig))
		}
	}
}

// TestContainmentEstimates compares with the exact value.
func TestContainmentEstimates(t *testing.T) {
	for _, size := range []int{100, 300, 1000} {
		inner := numbered(0, size)
		for _, around := range []int{0, size, 3 * size} {
			outer := numbered(-around/2, size+around/2)
			if got := Containment(Signature(inner), Signature(outer)); got < 0.6 {
				t.Errorf("%d words inside %d more: %.2f, want about 1", size, around, got)
			}
		}
		if got := Containment(Signature(inner), Signature(numbered(size/2, 2*size))); math.Abs(got-0.5) > 0.25 {
			t.Errorf("half of %d words: %.2f", size, got)
		}
		if got := Containment(Signature(inner), Signature(numbered(2*size, 3*size))); got != 0 {
			t.Errorf("nothing of %d words: %.2f", size, got)
		}
	}
}

// numbered is a text of numbered words.
func numbered(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, "w%d ", i+10_000)
	}
	return b.String()
}

// TestSignatureIsStable fails when stored signatures and bands would no longer
// match new ones. Whoever changes them raises the version of the story stage.
func TestSignatureIsStable(t *testing.T) {
	sig := Signature(agency)
	bands := Bands(sig)
	got := fmt.Sprintf("%d %x %d %x", len(sig), sig[0]^sig[50]^sig[95], len(bands), bands[0]^bands[47])
	if want := "96 100f04a2fa3e42a 48 3ad19cff51a648c7"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestSimilarityEstimatesJaccard compares with the exact value.
func TestSimilarityEstimatesJaccard(t *testing.T) {
	for _, cut := range []int{0, 100, 300, 600} {
		a, b := numbered(0, 1000), numbered(cut, 1000+cut)
		exact := float64(1000-shingle+1-cut) / float64(1000-shingle+1+cut)
		if got := Similarity(Signature(a), Signature(b)); math.Abs(got-exact) > 0.16 {
			t.Errorf("shifted by %d: got %.2f, exact %.2f", cut, got, exact)
		}
	}
}

func TestBandsFindNearTexts(t *testing.T) {
	a := Bands(Signature(agency))
	b := Bands(Signature(strings.Join(strings.Split(agency, "\n")[:5], "\n")))
	shared := 0
	for i := range a {
		if a[i] == b[i] {
			shared++
		}
	}
	if shared == 0 {
		t.Error("near texts share no band")
	}
	if Signature("too short to tell") != nil || Bands(nil) != nil || Similarity(nil, nil) != 0 || Containment(nil, nil) != 0 {
		t.Error("a short text has no signature, no band and no similarity")
	}
}

func BenchmarkSignature(b *testing.B) {
	b.SetBytes(int64(len(agency)))
	for b.Loop() {
		Signature(agency)
	}
}
