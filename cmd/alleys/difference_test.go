package main

import (
	"strings"
	"testing"
)

func TestDifferenceKeepsBothTexts(t *testing.T) {
	const old = "Hostel men seen running from the yard at night.\n\nThe caller left no name.\n\nMore soon."
	const new = "The men who raised the alarm ran from the yard at night.\n\nMore soon.\n\nThe cause was a heater."
	var before, after []string
	runs := 0
	for _, c := range difference(old, new) {
		var b, a strings.Builder
		for _, w := range c.Words {
			if w.Op != "added" {
				b.WriteString(w.Text)
			}
			if w.Op != "removed" {
				a.WriteString(w.Text)
			}
			if w.Op != "same" {
				runs++
			}
		}
		for _, s := range []struct {
			text *strings.Builder
			to   *[]string
		}{{&b, &before}, {&a, &after}} {
			if words := strings.Join(strings.Fields(s.text.String()), " "); words != "" {
				*s.to = append(*s.to, words)
			}
		}
	}
	if got := strings.Join(before, "\n\n"); got != old {
		t.Errorf("the old text became %q", got)
	}
	if got := strings.Join(after, "\n\n"); got != new {
		t.Errorf("the new text became %q", got)
	}
	if runs > 6 {
		t.Errorf("%d runs of changed words: not joined", runs)
	}
}
