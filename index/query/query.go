// Package query is the seam between those who ask and the engines that
// answer: the syntax tree of a search and the parser of what people type.
//
// # Syntax
//
//	migranti confini            both words, in any form ("migrante", "confine")
//	"flood of migrants"         these words in this form and order
//	flood OR wave               either
//	-football, NOT football     without
//	(flood OR wave) border      grouping
//	migr*                       words that begin so
//	title:flood                 in the title only
//	frame:invasion              a finding with that frame; also family:, target:, stance:, technique:, rule:
//	lang:it outlet:"La Voce"    language and outlet; also host:, source:, cluster:, id:, date:
//	published:2024-03           in that year, month or on that day
//	published:2024-01..2024-06  from, to; either end may be missing
//
// Several frame:, target:, stance: and family: conditions that stand side by
// side must hold for one and the same finding: frame:invasion stance:endorsed
// finds articles in which an invasion frame is endorsed.
package query

import (
	"strings"
	"time"
)

// Node is a node of the syntax tree.
type Node interface {
	// String returns the node in the syntax, so that Parse(n.String()) gives
	// an equal node.
	String() string
}

// All matches every document.
type All struct{}

// And matches what all of its nodes match; Or what one of them matches.
type And struct{ Nodes []Node }
type Or struct{ Nodes []Node }

// Not matches what its node does not.
type Not struct{ Node Node }

// Words matches one word in any of its forms. Field is "", "title" or "text".
type Words struct{ Field, Text string }

// Phrase matches words in exactly this form and order, ignoring case.
type Phrase struct{ Field, Text string }

// Prefix matches words that begin with Text.
type Prefix struct{ Field, Text string }

// Keyword matches a whole value of a field of KeywordFields.
type Keyword struct{ Field, Value string }

// Finding matches documents in which one finding meets all the conditions
// that are not empty.
type Finding struct{ Family, Frame, Target, Stance string }

// Published matches a published date in [From, To). A zero end is open.
type Published struct{ From, To time.Time }

// KeywordFields are the fields a Keyword may name, with what they hold.
var KeywordFields = map[string]string{
	"lang":      "language, ISO 639-1",
	"outlet":    "name of the outlet",
	"host":      "host of the address",
	"source":    "ID of the source",
	"cluster":   "ID of the story: near-duplicates share it",
	"id":        "ID of the article",
	"technique": "persuasion technique of a finding",
	"rule":      "rule of a finding",
	"date":      "reliability of the published date: feed, markup, url, guess or none",
	"country":   "country of the source",
	"claim":     "ID of a claim",
}

// FindingFields are the conditions that one finding must meet together.
var FindingFields = map[string]string{
	"family": "xenophobic or anti-eu",
	"frame":  "frame of a finding",
	"target": "target of a finding",
	"stance": "stance of a finding",
}

func (All) String() string   { return "*" }
func (n And) String() string { return join(n.Nodes, " ") }
func (n Or) String() string  { return join(n.Nodes, " OR ") }
func (n Not) String() string { return "-" + group(n.Node) }

func (n Words) String() string  { return field(n.Field) + n.Text }
func (n Phrase) String() string { return field(n.Field) + quote(n.Text) }
func (n Prefix) String() string { return field(n.Field) + n.Text + "*" }

func (n Keyword) String() string { return n.Field + ":" + value(n.Value) }

func (n Finding) String() string {
	var parts []string
	for _, c := range [][2]string{{"family", n.Family}, {"frame", n.Frame}, {"target", n.Target}, {"stance", n.Stance}} {
		if c[1] != "" {
			parts = append(parts, c[0]+":"+value(c[1]))
		}
	}
	return strings.Join(parts, " ")
}

func (n Published) String() string {
	return "published:" + day(n.From) + ".." + lastDay(n.To)
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

func lastDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().AddDate(0, 0, -1).Format(time.DateOnly)
}

func field(f string) string {
	if f == "" {
		return ""
	}
	return f + ":"
}

func value(s string) string {
	if s == "" || strings.ContainsFunc(s, func(r rune) bool { return !plain(r) }) {
		return quote(s)
	}
	return s
}

func quote(s string) string { return `"` + strings.ReplaceAll(s, `"`, " ") + `"` }

func join(nodes []Node, sep string) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		parts[i] = group(n)
	}
	return strings.Join(parts, sep)
}

func group(n Node) string {
	switch n := n.(type) {
	case And, Or:
		return "(" + n.String() + ")"
	case Finding:
		if strings.Contains(n.String(), " ") {
			return "(" + n.String() + ")"
		}
	}
	return n.String()
}
