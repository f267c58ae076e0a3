package analyzer

import (
	"sync"
	"sync/atomic"

	"github.com/jdkato/prose/v3/ner"
	"github.com/jdkato/prose/v3/tag"
	"github.com/jdkato/prose/v3/token"

	"github.com/alleys-eu/alleys/analyzer/rule"
)

// english knows the parts of speech and the names of persons in English
// sentences. It is the only place that knows prose. Its models load when a
// sentence first needs them; it runs on such sentences only, since it is a
// hundred times slower than all the rest.
type english struct {
	load  func() (*models, error)
	asked atomic.Pointer[asked]
}

// asked is the stretch that was searched for persons last: the findings of a
// sentence ask for the same one after another.
type asked struct {
	text        string
	first, last int // tokens
	people      []span
}

type models struct {
	tagger  tag.Interface
	persons *ner.Extracter
}

func newEnglish() *english {
	return &english{load: sync.OnceValues(func() (*models, error) {
		tagger, err := tag.Open(tag.Default)
		if err != nil {
			return nil, err
		}
		persons, err := ner.New()
		if err != nil {
			return nil, err
		}
		return &models{tagger, persons}, nil
	})}
}

// tagger returns what gives the parts of speech of a language, or nil.
func (a *Analyzer) tagger(lang string) rule.Tagger {
	if lang != "en" {
		return nil
	}
	return a.english.tags
}

// tags gives one Penn Treebank tag a token, or nil when there is no model.
func (e *english) tags(v *rule.Sentence) []string {
	tokens := e.tokens(v, v.Last)
	if tokens == nil {
		return nil
	}
	out := make([]string, len(tokens))
	for i := range tokens {
		out[i] = tokens[i].Tag
	}
	return out
}

// tokens tags a sentence, up to a token, by the tokens that we have made of it.
func (e *english) tokens(v *rule.Sentence, last int) []token.Token {
	m, err := e.load()
	if err != nil {
		return nil
	}
	out := make([]token.Token, 0, last-v.First+1)
	for t := v.First; t < last; t++ {
		tok := &v.Page.Tokens[t]
		out = append(out, token.Token{Text: v.Page.Text[tok.Start:tok.End], Start: tok.Start})
	}
	m.tagger.TagTokens(out)
	return out
}

// maxNameTokens is how many tokens of a sentence are searched for persons.
const maxNameTokens = 40

// people finds the names of persons in a sentence up to a token. They must not
// be changed.
func (e *english) people(v *rule.Sentence, last int) []span {
	last = min(last, v.First+maxNameTokens)
	if a := e.asked.Load(); a != nil && a.first == v.First && a.last == last && a.text == v.Page.Text {
		return a.people
	}
	a := &asked{text: v.Page.Text, first: v.First, last: last, people: e.search(v, last)}
	e.asked.Store(a)
	return a.people
}

// search asks the model of names. An entity at the very end would be lost without
// the full stop behind it.
func (e *english) search(v *rule.Sentence, last int) []span {
	tokens := e.tokens(v, last)
	if tokens == nil {
		return nil
	}
	m, _ := e.load()
	start := v.Page.Tokens[v.First].Start
	src := v.Page.Text[start:v.Page.Tokens[last-1].End] + " ."
	for i := range tokens {
		tokens[i].Start -= start
	}
	tokens = append(tokens, token.Token{Text: ".", Tag: ".", Start: len(src) - 1})
	m.persons.Label(tokens)
	var out []span
	for _, entity := range m.persons.Chunk(src, tokens) {
		if entity.Label == "PERSON" && entity.End() < len(src)-1 {
			out = append(out, span{start + entity.Start, start + entity.End()})
		}
	}
	return out
}
