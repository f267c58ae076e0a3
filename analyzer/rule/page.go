package rule

import "github.com/alleys-eu/alleys/analyzer/lexicon"

// Found is a sentence in which rules fired.
type Found struct {
	*Sentence
	Matches []Match
}

// Reading is a page while its sentences are looked at. Only the sentences
// around the one in question are kept, so that the memory does not grow with
// the page.
type Reading struct {
	set    *Set
	page   *lexicon.Page
	tagger Tagger
	window []Sentence // the sentences met last, each at its index modulo the length
	alone  []*Rule    // that matched the sentence met last, but not what is around it
}

// windowSize is how many sentences are kept. It must be well over what any
// look around a sentence needs.
const windowSize = 32

// NewReading returns a Reading without a page.
func (s *Set) NewReading() *Reading { return &Reading{set: s, window: make([]Sentence, windowSize)} }

// Read prepares a page for matching. tagger may be nil.
func (s *Set) Read(p *lexicon.Page, tagger Tagger) *Reading {
	r := s.NewReading()
	r.Reset(p, tagger)
	return r
}

// Reset turns to another page. What was had of the old one is no longer valid.
func (r *Reading) Reset(p *lexicon.Page, tagger Tagger) {
	r.page, r.tagger = p, tagger
	for i := range r.window {
		r.window[i].Page = nil
	}
}

// Len returns the number of sentences.
func (r *Reading) Len() int { return len(r.page.Sentences) }

// Sentence returns a sentence with its phrases. It is valid until one that is
// windowSize sentences away is asked for.
func (r *Reading) Sentence(i int) *Sentence {
	v := &r.window[i%windowSize]
	if v.Page == nil || v.Index != i {
		v.read(r.page, i, r.set.Syntax)
		v.Tagger = r.tagger
	}
	return v
}

// Match returns what fires in sentence i. The sentence is prepared, and its
// mentions are known, when it is a candidate.
func (r *Reading) Match(i int) (*Sentence, []Match) {
	v := r.Sentence(i)
	if !r.set.Candidate(&v.Present) {
		return v, nil
	}
	r.name(i)
	if v.refers() {
		var after *Sentence
		if i+1 < r.Len() && r.near(i, i+1) {
			after = r.name(i + 1)
		}
		v.findReferences(r.before(i), after)
	}
	matches := r.set.Match(v)
	kept := matches[:0]
	r.alone = r.alone[:0]
	for _, m := range matches {
		if m.Rule.Near.Empty() || r.around(i, &m.Rule.Near) {
			kept = append(kept, m)
			continue
		}
		r.alone = append(r.alone, m.Rule)
	}
	return v, kept
}

// How many sentences before and after a sentence are its surroundings.
const (
	nearBefore = 5
	nearAfter  = 2
)

// around says whether a class of the set is in or near a sentence.
func (r *Reading) around(i int, set *lexicon.Set) bool {
	for j := max(0, i-nearBefore); j <= i+nearAfter && j < r.Len(); j++ {
		if set.Meets(&r.Sentence(j).Present) {
			return true
		}
	}
	return false
}

// Nearest returns the group that was named last before a sentence, or nil.
func (r *Reading) Nearest(i int) *Mention {
	for j := i - 1; j >= 0 && j >= i-nearBefore; j-- {
		if !r.set.Syntax.Groups.Meets(&r.Sentence(j).Present) {
			continue
		}
		v := r.name(j)
		for n := len(v.Mentions) - 1; n >= 0; n-- {
			if v.Mentions[n].Of == nil {
				return &v.Mentions[n]
			}
		}
	}
	return nil
}

// before returns the sentence in which a group was named last that a pronoun
// may refer to: the one before, or one of the two before that when they name
// no other people. Over a paragraph's end only the sentence next to it counts.
func (r *Reading) before(i int) *Sentence {
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if j < i-1 && !r.near(j, i) {
			return nil
		}
		v := r.Sentence(j)
		if r.set.Syntax.Groups.Meets(&v.Present) || r.set.Syntax.Others.Meets(&v.Present) {
			return r.name(j)
		}
	}
	return nil
}

// near says whether a pronoun may refer from one sentence to another: both
// stand in one paragraph.
func (r *Reading) near(i, j int) bool {
	return r.page.Sentences[i].Paragraph == r.page.Sentences[j].Paragraph
}

// name finds the groups named in a sentence.
func (r *Reading) name(i int) *Sentence {
	v := r.Sentence(i)
	if !v.named {
		v.prepare()
		v.named = true
	}
	return v
}

// All calls yield for each sentence with matches.
func (r *Reading) All(yield func(Found)) {
	for i := 0; i < r.Len(); i++ {
		if v, m := r.Match(i); len(m) > 0 {
			yield(Found{v, m})
		}
	}
}
