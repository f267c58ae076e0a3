package web

import (
	"fmt"
	"strings"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index/query"
)

// NameError is a name in a query that the taxonomy does not have. It wraps
// corpus.ErrInvalid.
type NameError struct {
	Field, Name string
	Known       []string // the names that there are
}

func (e *NameError) Error() string {
	return fmt.Sprintf("there is no %s %q; write one of %s", e.Field, e.Name, strings.Join(e.Known, ", "))
}

// Unwrap returns corpus.ErrInvalid.
func (*NameError) Unwrap() error { return corpus.ErrInvalid }

// CheckNames refuses a query that asks for a frame, family, target, stance or
// technique that the taxonomy does not have: such a query finds nothing, and
// nothing would look like an answer. The error is a *NameError.
func CheckNames(q query.Node, t *corpus.Taxonomy) error {
	switch n := q.(type) {
	case query.And:
		return checkAll(n.Nodes, t)
	case query.Or:
		return checkAll(n.Nodes, t)
	case query.Not:
		return CheckNames(n.Node, t)
	case query.Finding:
		return checkFinding(n, t)
	case query.Keyword:
		if n.Field == "technique" {
			return checkName("technique", n.Value, t.Techniques, func(x corpus.Technique) string { return x.ID })
		}
	}
	return nil
}

func checkAll(nodes []query.Node, t *corpus.Taxonomy) error {
	for _, n := range nodes {
		if err := CheckNames(n, t); err != nil {
			return err
		}
	}
	return nil
}

func checkFinding(f query.Finding, t *corpus.Taxonomy) error {
	families := []corpus.Family{corpus.FamilyXenophobic, corpus.FamilyAntiEU}
	if err := checkName("family", f.Family, families, func(x corpus.Family) string { return string(x) }); err != nil {
		return err
	}
	if err := checkName("frame", f.Frame, t.Frames, func(x corpus.Frame) string { return x.ID }); err != nil {
		return err
	}
	if err := checkName("target", f.Target, t.Targets, func(x corpus.Target) string { return x.ID }); err != nil {
		return err
	}
	return checkName("stance", f.Stance, t.Stances, func(x corpus.StanceText) string { return string(x.ID) })
}

func checkName[T any](field, name string, known []T, id func(T) string) error {
	if name == "" {
		return nil
	}
	ids := make([]string, len(known))
	for i, k := range known {
		if ids[i] = id(k); strings.EqualFold(ids[i], name) {
			return nil
		}
	}
	return &NameError{Field: field, Name: name, Known: ids}
}
