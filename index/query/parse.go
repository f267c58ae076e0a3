package query

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Error is a fault in a query, with where it is and what to do.
type Error struct {
	Pos   int // code points from the start of the query
	Text  string
	Fault Fault
	About string // what the fault is about, such as the name of a field; or ""
}

// Fault is what is wrong with a query, for those who say it in other words
// than Text.
type Fault string

// The faults.
const (
	FaultLong      Fault = "long"      // more terms than About
	FaultDeep      Fault = "deep"      // too many brackets inside brackets
	FaultOpen      Fault = "open"      // a bracket is not closed
	FaultClosed    Fault = "closed"    // a closing bracket without an opening one
	FaultQuote     Fault = "quote"     // a quotation mark is not closed
	FaultNot       Fault = "not"       // nothing follows NOT or the minus sign
	FaultNothing   Fault = "nothing"   // no term at all
	FaultNoValue   Fault = "no_value"  // the field About has no value
	FaultNoField   Fault = "no_field"  // there is no field About
	FaultDate      Fault = "date"      // not a date
	FaultBackwards Fault = "backwards" // a range of days that ends before it begins
)

func (e *Error) Error() string { return fmt.Sprintf("at character %d: %s", e.Pos+1, e.Text) }

// maxDepth and maxTerms bound what a stranger's query may cost.
const (
	maxDepth = 40
	maxTerms = 200
)

// Parse reads a query. The empty query is All. An error is always an *Error.
func Parse(s string) (Node, error) {
	tokens, err := scan(s)
	if err != nil {
		return nil, err
	}
	if len(tokens) > maxTerms {
		return nil, &Error{Pos: tokens[maxTerms].pos, Text: fmt.Sprintf("more than %d terms; make the query shorter", maxTerms), Fault: FaultLong, About: strconv.Itoa(maxTerms)}
	}
	p := &parser{tokens: tokens, end: len([]rune(s))}
	n, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if t, ok := p.peek(); ok {
		return nil, &Error{Pos: t.pos, Text: "a closing bracket without an opening one; remove it", Fault: FaultClosed}
	}
	return n, nil
}

type parser struct {
	tokens []token
	next   int
	end    int
}

func (p *parser) peek() (token, bool) {
	if p.next < len(p.tokens) {
		return p.tokens[p.next], true
	}
	return token{}, false
}

// or = and { "OR" and }
func (p *parser) or(depth int) (Node, error) {
	if depth > maxDepth {
		return nil, &Error{Pos: p.tokens[p.next-1].pos, Text: "too many brackets inside brackets", Fault: FaultDeep}
	}
	var nodes []Node
	for {
		n, err := p.and(depth)
		if err != nil {
			return nil, err
		}
		if n != nil {
			nodes = append(nodes, n)
		}
		if t, ok := p.peek(); !ok || t.kind != tokenOr {
			break
		}
		p.next++
	}
	switch len(nodes) {
	case 0:
		return p.nothing()
	case 1:
		return nodes[0], nil
	}
	return Or{nodes}, nil
}

// nothing is a query, or what brackets hold, without any term. Only one that
// is empty asks for all articles.
func (p *parser) nothing() (Node, error) {
	if len(p.tokens) == 0 {
		return All{}, nil
	}
	at := p.tokens[max(0, p.next-1)]
	return nil, &Error{Pos: at.pos, Text: "there is nothing to look for; write a word, or * for all articles", Fault: FaultNothing}
}

// and = term { ["AND"] term }; nil when there is no term.
func (p *parser) and(depth int) (Node, error) {
	var nodes []Node
	first := p.next
	for {
		t, ok := p.peek()
		if !ok || t.kind == tokenOr || t.kind == tokenClose {
			break
		}
		if t.kind == tokenAnd {
			p.next++
			continue
		}
		n, err := p.term(depth)
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, n)
	}
	nodes = mergeFindings(nodes)
	if noDays(nodes) {
		return nil, backwards(p.tokens[first])
	}
	switch len(nodes) {
	case 0:
		return nil, nil
	case 1:
		return nodes[0], nil
	}
	return And{nodes}, nil
}

// term = [ "-" | "NOT" ] ( "(" or ")" | word | phrase )
func (p *parser) term(depth int) (Node, error) {
	negated := false
	t, ok := p.peek()
	start := t.pos
	for ok && t.kind == tokenNot {
		negated = !negated
		p.next++
		t, ok = p.peek()
	}
	if !ok || t.kind == tokenOr || t.kind == tokenAnd || t.kind == tokenClose {
		return nil, &Error{Pos: start, Text: "nothing follows the word NOT or the minus sign; add what to leave out", Fault: FaultNot}
	}
	n, err := p.primary(t, depth)
	if err != nil {
		return nil, err
	}
	if negated {
		return Not{n}, nil
	}
	return n, nil
}

func (p *parser) primary(t token, depth int) (Node, error) {
	p.next++
	if t.kind != tokenOpen {
		return leaf(t)
	}
	n, err := p.or(depth + 1)
	if err != nil {
		return nil, err
	}
	if c, ok := p.peek(); !ok || c.kind != tokenClose {
		return nil, &Error{Pos: t.pos, Text: "the bracket is not closed; add one, or remove it", Fault: FaultOpen}
	}
	p.next++
	return n, nil
}

func leaf(t token) (Node, error) {
	switch t.field {
	case "", "title", "text":
		if t.kind == tokenPhrase {
			return Phrase{t.field, t.text}, nil
		}
		if t.text == "*" && t.field == "" {
			return All{}, nil
		}
		if rest, ok := strings.CutSuffix(t.text, "*"); ok && len([]rune(rest)) >= 2 {
			return Prefix{t.field, rest}, nil
		}
		return Words{t.field, t.text}, nil
	case "published", "after", "before":
		return publishedLeaf(t)
	case "family":
		return Finding{Family: t.text}, nil
	case "frame":
		return Finding{Frame: t.text}, nil
	case "target":
		return Finding{Target: t.text}, nil
	case "stance":
		return Finding{Stance: t.text}, nil
	}
	return Keyword{t.field, t.text}, nil
}

// mergeFindings joins the conditions that one finding must meet together.
// Two different values of one condition stay apart: an article may have
// findings of two frames.
func mergeFindings(nodes []Node) []Node {
	out := nodes[:0:0]
	at := -1
	for _, n := range nodes {
		f, ok := n.(Finding)
		if !ok {
			out = append(out, n)
			continue
		}
		if at >= 0 {
			if merged, ok := out[at].(Finding).with(f); ok {
				out[at] = merged
				continue
			}
		}
		at = len(out)
		out = append(out, f)
	}
	return out
}

func (n Finding) with(m Finding) (Finding, bool) {
	for _, c := range []struct {
		to   *string
		from string
	}{{&n.Family, m.Family}, {&n.Frame, m.Frame}, {&n.Target, m.Target}, {&n.Stance, m.Stance}} {
		if c.from == "" || *c.to == c.from {
			continue
		}
		if *c.to != "" {
			return n, false
		}
		*c.to = c.from
	}
	return n, true
}

func publishedLeaf(t token) (Node, error) {
	from, to, isRange := strings.Cut(t.text, "..")
	var n Published
	var err error
	switch {
	case t.field == "after":
		n.From, _, err = period(t, t.text)
	case t.field == "before":
		n.To, _, err = period(t, t.text)
	case !isRange:
		n.From, n.To, err = period(t, t.text)
	default:
		if from != "" {
			n.From, _, err = period(t, from)
		}
		if to != "" && err == nil {
			_, n.To, err = period(t, to)
		}
	}
	switch {
	case err == nil && n.From.IsZero() && n.To.IsZero():
		err = dateError(t)
	case err == nil && n.empty():
		err = backwards(t)
	}
	if err != nil {
		return nil, err
	}
	return n, nil
}

// period returns the start of a year, month or day and the start of the next.
func period(t token, s string) (from, to time.Time, err error) {
	for _, l := range []struct {
		layout              string
		years, months, days int
	}{{time.DateOnly, 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if from, err := time.Parse(l.layout, s); err == nil {
			return from, from.AddDate(l.years, l.months, l.days), nil
		}
	}
	return from, to, dateError(t)
}

func dateError(t token) error {
	return &Error{Pos: t.pos, Text: "a date is written 2024, 2024-03 or 2024-03-15, a range 2024-01..2024-06", Fault: FaultDate}
}

func backwards(t token) error {
	return &Error{Pos: t.pos, Text: "no day lies between these dates; write the earlier one first", Fault: FaultBackwards}
}

// empty tells whether no day lies in a range.
func (n Published) empty() bool {
	return !n.From.IsZero() && !n.To.IsZero() && !n.From.Before(n.To)
}

// noDays tells whether no day lies in all ranges that stand side by side.
func noDays(nodes []Node) bool {
	var all Published
	for _, n := range nodes {
		p, ok := n.(Published)
		if ok && p.From.After(all.From) {
			all.From = p.From
		}
		if ok && !p.To.IsZero() && (all.To.IsZero() || p.To.Before(all.To)) {
			all.To = p.To
		}
	}
	return all.empty()
}

// Literal returns a node that takes every word of s as a plain word, for
// showing something when s is not a valid query. Without any word it matches
// nothing.
func Literal(s string) Node {
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	if len(words) > maxTerms {
		words = words[:maxTerms]
	}
	var nodes []Node
	for _, w := range words {
		nodes = append(nodes, Words{Text: w})
	}
	switch len(nodes) {
	case 0:
		return Not{All{}}
	case 1:
		return nodes[0]
	}
	return And{nodes}
}
