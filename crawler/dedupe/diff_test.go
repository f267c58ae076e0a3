package dedupe

import (
	"fmt"
	"strings"
	"testing"
)

func TestDiff(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"nothing", "", "", ""},
		{"equal", "One.\n\nTwo.", "One.\n\nTwo.", "= One.\n= Two."},
		{"added at the end", "One.", "One.\n\nTwo.", "= One.\n+ Two."},
		{"removed", "One.\n\nTwo.\n\nThree.", "One.\n\nThree.", "= One.\n- Two.\n= Three."},
		{"a word", "The mayor praised the volunteers.", "The mayor thanked the volunteers.",
			"~ The mayor [-praised-]{+thanked+} the volunteers."},
		{"scare quotes", "Hundreds of refugees came to the hall.", `Hundreds of "refugees" came to the hall.`,
			`~ Hundreds of {+"+}refugees{+"+} came to the hall.`},
		{"a number", "Police counted 300 people on the square.", "Police counted 3,000 people on the square.",
			"~ Police counted [-300-]{+3,000+} people on the square."},
		{"another paragraph", "The river rose overnight.", "Shops stay open on Sunday.",
			"- The river rose overnight.\n+ Shops stay open on Sunday."},
		{"moved", "First comes this long line.\n\nThen comes another one.", "Then comes another one.\n\nFirst comes this long line.",
			"- First comes this long line.\n= Then comes another one.\n+ First comes this long line."},
		{"changed behind an added one", "The council met on Monday evening.", "Update at noon.\n\nThe council met on Tuesday evening.",
			"+ Update at noon.\n~ The council met on [-Monday-]{+Tuesday+} evening."},
		{"line ends", "One.\r\n\r\nTwo.", "One.\n\nTwo.", "= One.\n= Two."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := show(Diff(tt.old, tt.new)); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func show(changes []Change) string {
	var lines []string
	for _, c := range changes {
		switch c.Op {
		case Same:
			lines = append(lines, "= "+c.New)
		case Added:
			lines = append(lines, "+ "+c.New)
		case Removed:
			lines = append(lines, "- "+c.Old)
		case Changed:
			line := "~ "
			for _, s := range c.Words {
				line += map[Op]string{Same: "%s", Added: "{+%s+}", Removed: "[-%s-]"}[s.Op]
				line = strings.Replace(line, "%s", s.Text, 1)
			}
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

func TestDiffOfLongTexts(t *testing.T) {
	var old, new strings.Builder
	for i := range 6000 {
		fmt.Fprintf(&old, "Old paragraph number %d.\n\n", i)
		fmt.Fprintf(&new, "Wholly other words here: %d!\n\n", i*7)
	}
	checkDiff(t, old.String(), new.String())
	long := strings.Repeat("word and word ", 20000)
	checkDiff(t, long, long+"more")
}

// checkDiff fails when the changes do not give back both texts.
func checkDiff(t *testing.T, old, new string) {
	t.Helper()
	var a, b []string
	for _, c := range Diff(old, new) {
		if c.Op != Added {
			a = append(a, c.Old)
		}
		if c.Op != Removed {
			b = append(b, c.New)
		}
		if c.Op != Changed {
			continue
		}
		var before, after string
		for _, s := range c.Words {
			if s.Op != Added {
				before += s.Text
			}
			if s.Op != Removed {
				after += s.Text
			}
		}
		if before != c.Old || after != c.New {
			t.Errorf("spans give %q and %q for %q and %q", before, after, c.Old, c.New)
		}
	}
	if strings.Join(a, "\n\n") != strings.Join(paragraphs(old), "\n\n") {
		t.Error("the changes do not give back the old text")
	}
	if strings.Join(b, "\n\n") != strings.Join(paragraphs(new), "\n\n") {
		t.Error("the changes do not give back the new text")
	}
}

func FuzzDiff(f *testing.F) {
	f.Add("One two.\n\nThree.", "One too.\n\nFour.\n\nThree.")
	f.Add("a\n\n\n\nb \xff", "\n\na b")
	f.Fuzz(func(t *testing.T, old, new string) {
		checkDiff(t, old, new)
	})
}

func BenchmarkDiff(b *testing.B) {
	other := strings.Replace(agency, "Tuesday", "Wednesday", 1)
	old, new := strings.ReplaceAll(agency, "\n", "\n\n"), strings.ReplaceAll(other, "\n", "\n\n")
	for b.Loop() {
		Diff(old, new)
	}
}
