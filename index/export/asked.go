package export

import (
	"slices"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index/query"
)

// asked says whether a query asks for a finding: whether the finding meets the
// query's conditions on findings, all others taken for met. A query without
// such conditions asks for all findings of what it hits.
func asked(n query.Node, f *corpus.Finding) bool {
	switch n := n.(type) {
	case query.And:
		return !slices.ContainsFunc(n.Nodes, func(n query.Node) bool { return !asked(n, f) })
	case query.Or:
		return slices.ContainsFunc(n.Nodes, func(n query.Node) bool { return asked(n, f) })
	case query.Not:
		return !about(n.Node) || !asked(n.Node, f)
	case query.Finding:
		return meets(n.Frame, f.Frame) && meets(n.Family, string(f.Family)) && meets(n.Target, f.Target) && meets(n.Stance, string(f.Stance))
	case query.Keyword:
		switch n.Field {
		case "technique":
			return slices.Contains(f.Techniques, n.Value)
		case "rule":
			return f.Rule == n.Value
		case "claim":
			return f.ClaimID == n.Value
		}
	}
	return true
}

// about says whether a node is a condition on findings and nothing else.
func about(n query.Node) bool {
	switch n := n.(type) {
	case query.And:
		return !slices.ContainsFunc(n.Nodes, func(n query.Node) bool { return !about(n) })
	case query.Or:
		return !slices.ContainsFunc(n.Nodes, func(n query.Node) bool { return !about(n) })
	case query.Not:
		return about(n.Node)
	case query.Finding:
		return true
	case query.Keyword:
		return n.Field == "technique" || n.Field == "rule" || n.Field == "claim"
	}
	return false
}

func meets(want, have string) bool { return want == "" || want == have }
