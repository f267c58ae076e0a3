package web

import (
	"strings"
	"testing"
)

// sides writes a comparison with [marks] around what is changed.
func sides(rows []diffRow) (left, right string) {
	side := func(pieces []diffPiece) string {
		var b strings.Builder
		for _, p := range pieces {
			if p.Changed {
				b.WriteString("[" + p.Text + "]")
			} else {
				b.WriteString(p.Text)
			}
		}
		return b.String()
	}
	var l, r []string
	for _, row := range rows {
		l, r = append(l, side(row.Left)), append(r, side(row.Right))
	}
	return strings.Join(l, "|"), strings.Join(r, "|")
}

func TestCompare(t *testing.T) {
	tests := []struct{ name, a, b, left, right string }{
		{"same", "a\nb", "a\nb", "a|b", "a|b"},
		{"word", "one two three", "one 2 three", "one [two] three", "one [2] three"},
		{"end", "one", "one two", "one", "one[ two]"},
		{"line added", "a\nc", "a\nb\nc", "a||c", "a|[b]|c"},
		{"line removed", "a\nb\nc", "a\nc", "a|[b]|c", "a||c"},
		{"nothing before", "", "a", "", "[a]"},
		{"moved", "a\nb", "b\na", "[a]|b|", "|b|[a]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			left, right := sides(compare(tt.a, tt.b))
			if left != tt.left || right != tt.right {
				t.Errorf("got %q and %q, want %q and %q", left, right, tt.left, tt.right)
			}
		})
	}
}

func TestCompareLarge(t *testing.T) {
	a, b := strings.Repeat("a\n", 5000), strings.Repeat("b\n", 5000)
	if rows := compare(a, b); len(rows) != 5001 {
		t.Errorf("%d rows", len(rows))
	}
}

// FuzzCompare checks that either side gives its text back.
func FuzzCompare(f *testing.F) {
	f.Add("a\nb c", "a\nb d\n\n")
	f.Fuzz(func(t *testing.T, a, b string) {
		if strings.ContainsAny(a+b, "[]") {
			return
		}
		var left, right strings.Builder
		for _, row := range compare(a, b) {
			for _, p := range row.Left {
				left.WriteString(p.Text)
			}
			for _, p := range row.Right {
				right.WriteString(p.Text)
			}
		}
		if left.String() != strings.ReplaceAll(a, "\n", "") || right.String() != strings.ReplaceAll(b, "\n", "") {
			t.Fatalf("%q and %q became %q and %q", a, b, left.String(), right.String())
		}
	})
}
