package web

import (
	"slices"

	"github.com/alleys-eu/alleys/corpus"
)

// choices are the boxes of a field that holds several names of the taxonomy,
// of which one comes first.
type choices struct {
	Field  string // of the form
	First  string // of the form, for the name that comes first
	Label  string
	Open   bool
	Boxes  []box
	Chosen int
	Leader string // what comes first now, "" for nothing
}

// box is one name. Leads tells that the form puts it first.
type box struct {
	ID, Name       string
	Checked, Leads bool
}

// Choices are the frames, targets and techniques of the card.
func (d *editData) Choices(v *view) []choices {
	f := d.Form
	return []choices{
		choicesOf(d.Taxonomy.Frames, f.Frames, f.First.Frame, func(x corpus.Frame) box { return box{ID: x.ID, Name: x.Name.In(v.Lang)} }).
			in("frames", "first_frame", v.T("desk.field.frames"), d.Stored == nil),
		choicesOf(d.Taxonomy.Targets, f.Targets, f.First.Target, func(x corpus.Target) box { return box{ID: x.ID, Name: x.Name.In(v.Lang)} }).
			in("targets", "first_target", v.T("desk.field.targets"), false),
		choicesOf(d.Taxonomy.Techniques, f.Techniques, f.First.Technique, func(x corpus.Technique) box { return box{ID: x.ID, Name: x.Name.In(v.Lang)} }).
			in("techniques", "first_technique", v.T("desk.field.techniques"), false),
	}
}

func (c choices) in(field, first, label string, open bool) choices {
	c.Field, c.First, c.Label, c.Open = field, first, label, open
	return c
}

func choicesOf[T any](all []T, chosen []string, first string, boxOf func(T) box) choices {
	c := choices{Chosen: len(chosen)}
	for _, x := range all {
		b := boxOf(x)
		b.Checked, b.Leads = slices.Contains(chosen, b.ID), b.ID == first
		if b.ID == leader(chosen) {
			c.Leader = b.Name
		}
		c.Boxes = append(c.Boxes, b)
	}
	return c
}

// leader is what comes first in a list, or "".
func leader(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
