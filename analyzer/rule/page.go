package rule

import "github.com/alleys-eu/alleys/analyzer/lexicon"

// Found is a sentence in which rules fired.
type Found struct {
	*Sentence
	Matches []Match
}

// Reading is a page while its sentences are looked at.
type Reading struct {
	set       *Set
	page      *lexicon.Page
	tagger    Tagger
	sentences []*Sentence // by index; nil while not looked at
	named     []bool      // whether the groups named in it were found
}

// Read prepares a page for matching. tagger may be nil.
func (s *Set) Read(p *lexicon.Page, tagger Tagger) *Reading {
	n := len(p.Sentences)
	return &Reading{set: s, page: p, tagger: tagger, sentences: make([]*Sentence, n), named: make([]bool, n)}
}

// Len returns the number of sentences.
func (r *Reading) Len() int { return len(r.sentences) }

// Sentence returns a sentence with its phrases.
func (r *Reading) Sentence(i int) *Sentence {
	if r.sentences[i] == nil {
		r.sentences[i] = NewSentence(r.page, i, r.set.Syntax)
		r.sentences[i].Tagger = r.tagger
	}
	return r.sentences[i]
}

// Match returns what fires in sentence i. The sentence is prepared, and its
// mentions are known, when it is a candidate.
func (r *Reading) Match(i int) (*Sentence, []Match) {
	v := r.Sentence(i)
	if !r.set.Candidate(&v.Present) {
		return v, nil
	}
	r.name(i)
	var before, after *Sentence
	if v.refers() {
		if i > 0 && r.near(i-1, i) {
			before = r.name(i - 1)
		}
		if i+1 < r.Len() && r.near(i, i+1) {
			after = r.name(i + 1)
		}
		v.findReferences(before, after)
	}
	return v, r.set.Match(v)
}

// near says whether a pronoun may refer from one sentence to another: both
// stand in one paragraph.
func (r *Reading) near(i, j int) bool {
	return r.page.Sentences[i].Paragraph == r.page.Sentences[j].Paragraph
}

// name finds the groups named in a sentence.
func (r *Reading) name(i int) *Sentence {
	v := r.Sentence(i)
	if !r.named[i] {
		v.prepare()
		r.named[i] = true
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
