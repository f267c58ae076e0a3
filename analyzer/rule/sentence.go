package rule

import (
	"slices"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/text"
)

// Sentence is a sentence with its phrases and mentions, ready for matching.
type Sentence struct {
	Page        *lexicon.Page
	Index       int // in Page.Sentences
	First, Last int // tokens
	Anns        []lexicon.Ann
	Present     lexicon.Set
	Mentions    []Mention
	Syntax      *Syntax
	Tagger      Tagger // nil: parts of speech are not known
	tags        []string
	dropped     int       // the verb whose subject "they" is left out, or -1
	named       bool      // the groups named in it were found
	marked      []stretch // what stands alone in quotation marks
	wordsKnown  bool
	words       numbers // that patterns name

	at   []int32  // for each token, the first annotation that starts there or later
	skip []uint16 // for each token, how many a gap passes over for nothing
	cost []uint8  // for each token, what passing it costs

	opens []opening // for each token and the end, what is known of its place
	spans []Span    // memory of the search
	found []uint64  // memory of the search for candidates
}

// What passing a token costs in a gap.
const (
	costWord  = 1
	costComma = 2   // also prepositions and relative pronouns
	costVerb  = 3   // a form of "to be": what follows is said of something else
	costWall  = 200 // a gap never passes it
)

// read looks at sentence i of a page. The memory is used again.
func (v *Sentence) read(p *lexicon.Page, i int, syntax *Syntax) {
	s := p.Sentences[i]
	*v = Sentence{
		Page: p, Index: i, First: s.First, Last: s.Last, Syntax: syntax, Mentions: v.Mentions[:0],
		at: v.at[:0], skip: v.skip[:0], cost: v.cost[:0], opens: v.opens[:0], spans: v.spans[:0], found: v.found, words: zeroed(v.words, len(v.words)), marked: v.marked[:0],
	}
	v.Anns = p.Phrases(s.First, s.Last)
	for _, a := range v.Anns {
		v.Present.Add(a.Class)
	}
	v.dropped = -1
	if p.Lex.DropsPronouns() {
		if v.dropped = v.droppedSubject(); v.dropped >= 0 {
			v.Present.Join(&syntax.VerbThey)
		}
	}
}

// zeroed returns n zeros in the memory of a slice, if it has room for them.
func zeroed[T any](s []T, n int) []T {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}

// prepare finds the groups that are named, what stands in quotation marks and
// what gaps may pass. It is done once, and only for sentences that may match.
func (v *Sentence) prepare() {
	v.gaps()
	v.findMentions()
	v.findMarked()
}

// refers says whether the sentence has a word that may stand for a group.
func (v *Sentence) refers() bool {
	x := v.Syntax
	return x.These.Meets(&v.Present) && x.Persons.Meets(&v.Present) || x.They.Meets(&v.Present) || x.Them.Meets(&v.Present) || x.Their.Meets(&v.Present) || x.VerbThey.Meets(&v.Present) || x.VerbThem.Meets(&v.Present)
}

// index notes where the annotations of each token begin.
func (v *Sentence) index() {
	v.at = zeroed(v.at, v.Last-v.First+1)
	n := 0
	for t := v.First; t <= v.Last; t++ {
		for n < len(v.Anns) && int(v.Anns[n].First) < t {
			n++
		}
		v.at[t-v.First] = int32(n)
	}
}

// From returns the annotations that start at a token.
func (v *Sentence) From(t int) []lexicon.Ann {
	if t < v.First || t >= v.Last {
		return nil
	}
	if len(v.at) == 0 {
		v.index()
	}
	return v.Anns[v.at[t-v.First]:v.at[t-v.First+1]]
}

// starts returns the end of the longest phrase of the set that starts at a
// token, or t when there is none.
func (v *Sentence) starts(t int, set *lexicon.Set) int {
	end := t
	for _, a := range v.From(t) {
		if set.Has(a.Class) {
			end = max(end, int(a.Last))
		}
	}
	return end
}

// maxFiller is how many words a phrase may have that is passed on the way back.
const maxFiller = 4

// ends returns the start of the longest phrase of the set that ends before a
// token, or t when there is none.
func (v *Sentence) ends(t int, set *lexicon.Set) int {
	start := t
	for back := 1; back <= maxFiller && t-back >= v.First; back++ {
		for _, a := range v.From(t - back) {
			if int(a.Last) == t && set.Has(a.Class) {
				start = t - back
			}
		}
	}
	return start
}

// gaps works out what gaps may pass.
func (v *Sentence) gaps() {
	n := v.Last - v.First
	v.skip, v.cost = zeroed(v.skip, n), zeroed(v.cost, n)
	for i := range v.cost {
		v.cost[i] = v.tokenCost(v.First + i)
	}
	for _, a := range v.Anns {
		i := int(a.First) - v.First
		switch {
		case v.Syntax.Fillers.Has(a.Class):
			v.skip[i] = max(v.skip[i], uint16(a.Last-a.First))
		case v.Syntax.Clauses.Has(a.Class):
			for j := int(a.First); j < int(a.Last); j++ {
				v.cost[j-v.First] = costWall
			}
		case v.Syntax.Relatives.Has(a.Class), v.Syntax.Preps.Has(a.Class):
			v.cost[i] = max(v.cost[i], costComma)
		case v.Syntax.Be.Has(a.Class):
			v.cost[i] = max(v.cost[i], costVerb)
		}
	}
}

func (v *Sentence) tokenCost(t int) uint8 {
	switch v.Page.Tokens[t].Kind {
	case text.Word, text.Number:
		return costWord
	case text.Sign:
		return 0
	case text.Comma:
		return costComma
	}
	return costWall
}

// Opening moves the start of a clause before the words that open it: "that",
// "whether", "if".
func (v *Sentence) Opening(from int) int {
	for from > v.First && v.cost[from-1-v.First] == costWall && v.Page.Tokens[from-1].Kind == text.Word {
		from--
	}
	return from
}

// Clause returns the tokens between the clause limits around a stretch.
// Commas are limits where commas is set.
func (v *Sentence) Clause(first, last int, commas bool) (int, int) {
	wall := func(t int) bool {
		return v.cost[t-v.First] == costWall || commas && v.Page.Tokens[t].Kind == text.Comma
	}
	for first > v.First && !wall(first) && !wall(first-1) {
		first--
	}
	for last < v.Last && !wall(last) {
		last++
	}
	return first, last
}
