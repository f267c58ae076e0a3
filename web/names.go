package web

import (
	"strings"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index/query"
)

// CheckNames refuses a query that asks for a frame, family, target, stance or
// technique that the taxonomy does not have: such a query finds nothing, and
// nothing would look like an answer. The error wraps corpus.ErrInvalid and
// lists the names that there are.
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
	return corpus.Invalidf("there is no %s %q; write one of %s", field, name, strings.Join(ids, ", "))
}
