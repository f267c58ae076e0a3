package index

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func render(s Snippet) string {
	var b strings.Builder
	if s.Before {
		b.WriteString("…")
	}
	for _, p := range s.Pieces {
		if p.Marked {
			fmt.Fprintf(&b, "[%s]", p.Text)
		} else {
			b.WriteString(p.Text)
		}
	}
	if s.After {
		b.WriteString("…")
	}
	return b.String()
}

func find(text string, words ...string) []Span {
	var out []Span
	for i := 0; i < len(text); i++ {
		for _, w := range words {
			if strings.HasPrefix(text[i:], w) {
				out = append(out, Span{i, i + len(w)})
			}
		}
	}
	return out
}

func TestSnippets(t *testing.T) {
	text := "Alpha beta gamma. " + strings.Repeat("filler words here ", 20) + "the flood and the flood again " + strings.Repeat("more filler là ", 20) + "one flood."
	got := Snippets(text, find(text, "flood"), 1, 60)
	if len(got) != 1 || strings.Count(render(got[0]), "[flood]") != 2 {
		t.Errorf("the densest stretch must come first: %v", got)
	}
	got = Snippets(text, find(text, "flood", "beta"), 3, 60)
	if len(got) != 3 || !strings.HasPrefix(render(got[0]), "Alpha [beta]") || !strings.HasSuffix(render(got[2]), "[flood].") {
		t.Errorf("stretches must stand in the order of the text: %v", got)
	}
	if got := Snippets(text, nil, 2, 30); len(got) != 1 || render(got[0]) != "Alpha beta gamma. filler words…" {
		t.Errorf("without spans: %q", render(got[0]))
	}
	if got := Snippets("", nil, 2, 30); len(got) != 0 {
		t.Errorf("empty text: %v", got)
	}
}

func TestMarkPassesOverSpansThatDoNotFit(t *testing.T) {
	pieces := Mark("là-bas", []Span{{0, 2}, {4, 7}, {5, 99}, {-1, 2}, {3, 3}})
	if got := render(Snippet{Pieces: pieces}); got != "là-[bas]" && got != "là-bas" {
		t.Errorf("got %q", got)
	}
}

func FuzzSnippets(f *testing.F) {
	f.Add("là-bas, la flood là", 2, 5, 10, 3)
	f.Fuzz(func(t *testing.T, text string, a, b, c, size int) {
		if !utf8.ValidString(text) || size < 0 || size > 1<<20 {
			t.Skip()
		}
		for _, s := range Snippets(text, []Span{{a, b}, {b, c}}, 2, size) {
			for _, p := range s.Pieces {
				if !utf8.ValidString(p.Text) {
					t.Fatalf("%q cuts a character", p.Text)
				}
			}
		}
	})
}
