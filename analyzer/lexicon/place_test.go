package lexicon

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// randomEntry returns an entry of one to four places over few words, so that
// many entries begin alike.
func randomEntry(r *rand.Rand) string {
	words := []string{fmt.Sprintf("=a%d", r.IntN(3))}
	for range r.IntN(4) {
		word := fmt.Sprintf("a%d|b%d|c%d|d%d", r.IntN(3), r.IntN(9), r.IntN(9), r.IntN(9))
		switch r.IntN(6) {
		case 0:
			word = "_"
		case 1:
			word = "(" + word + ")"
		case 2:
			word, _, _ = strings.Cut(word, "|")
		case 3:
			word = "x|y+x|z*"
		}
		words = append(words, word)
	}
	if r.IntN(6) == 0 {
		words[0] = "=x|y+y|z"
	}
	switch r.IntN(8) {
	case 0:
		words = append(words, "$")
	case 1:
		words = append(words, "so,", "b1")
	}
	return strings.Join(words, " ")
}

func TestManyPhrasesOfAWordAreThoseOfEachNode(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	words := map[string][]string{DenialClass: {"=c1"}}
	for _, class := range []string{"group.birds", "verb.peck", "adj.loud"} {
		for range 60 {
			words[class] = append(words[class], randomEntry(r))
		}
	}
	l := small(t, words)
	several := 0
	for range 200 {
		var text strings.Builder
		for range 12 {
			fmt.Fprintf(&text, "%c%d%s ", "abcd"[r.IntN(4)], r.IntN(9), []string{"", "", "", " so,", ":", ".", " x-y", " y-z", " xz", " y z"}[r.IntN(10)])
		}
		p := l.NewReader().Read(text.String())
		for i, w := range p.Words {
			if w == nil || w.entries == nil || !w.entries.begins() {
				continue
			}
			got := p.begin(i, len(p.Words), nil)
			var want []Ann
			for _, sym := range l.wordSyms(p.TokenText(i), w.Norm, nil) {
				if node := l.trie.roots[sym]; node != 0 {
					want = p.arrive(i, len(p.Words), i, node, w.Trick, want)
				}
			}
			if got, want := once(got), once(want); !reflect.DeepEqual(got, want) {
				t.Fatalf("%q from word %d on: got %v, want %v", text.String(), i, got, want)
			}
			if len(got) > 1 {
				several++
			}
		}
	}
	if several < 100 {
		t.Errorf("only %d places with several phrases", several)
	}
}

func TestShelfHasWhatWasPutOnIt(t *testing.T) {
	syms := make([]int32, 500)
	for i := range syms {
		syms[i] = int32(3 * i)
	}
	slices.SortFunc(syms, bySlot)
	o := &entries{asked: newShelf(syms)}
	for _, sym := range syms {
		o.arcs = append(o.arcs, arc{sym, sym})
	}
	for sym := int32(0); sym < 1500; sym++ {
		got := o.behind(sym, nil)
		if want := sym%3 == 0; want != (len(got) == 1 && got[0] == sym) {
			t.Errorf("behind %d: %v", sym, got)
		}
	}
	for _, n := range []int{1, 7, 100} {
		e := &entries{syms: []int32{1, 2}}
		for i := range n {
			e.syms = append(e.syms, int32(9*i+3))
		}
		for _, sym := range e.syms {
			e.blur |= blurOf(sym)
		}
		few := &entries{arcs: o.arcs}
		each, one := few.meet(e, nil), o.meet(e, nil)
		e.shelve()
		both := o.meet(e, nil)
		if len(each) != n || len(one) != n || len(both) != n {
			t.Errorf("%d in common: %d one by one, %d by one shelf, %d by two", n, len(each), len(one), len(both))
		}
	}
}

func TestForgottenWordsAreKnownAgain(t *testing.T) {
	l := small(t, map[string][]string{"group.birds": {"=sparrows", "black*"}, DenialClass: {"=not"}})
	l.NewReader()
	for _, word := range []string{"sparrows", "Sparrows", "table", "Table", "TABLE", "not", "the", "sp4rrows", "sparrrrows", "blackbird"} {
		first := *l.memory.word(l, word, false)
		for i := range l.memory.slots {
			l.memory.slots[i].Store(nil)
		}
		if again := *l.memory.word(l, word, false); !reflect.DeepEqual(again, first) {
			t.Errorf("%s: %+v, and when it was forgotten %+v", word, first, again)
		}
	}
}

// once returns annotations by where they end and their entries, each of them once.
func once(anns []Ann) []Ann {
	anns = slices.Clone(anns)
	slices.SortFunc(anns, func(a, b Ann) int { return cmp.Or(cmp.Compare(a.Last, b.Last), cmp.Compare(a.Entry, b.Entry)) })
	return slices.Compact(anns)
}
