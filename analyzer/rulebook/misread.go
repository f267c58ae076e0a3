package rulebook

import (
	"strings"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
)

// Misread is a plain word that a lexicon takes for a disguised one.
type Misread struct {
	Word  string
	As    string // the word, or words, that it is read as
	Class string
	Trick lexicon.Trick
}

// Misread lists those of a language's words that its lexicon reads as disguised
// ones of a class, in their order. Words that are real and common belong in
// real_words of language.yaml. A language without a lexicon has none.
func (rb *Rulebook) Misread(lang string, words []string) []Misread {
	lex := rb.lexicons[lang]
	if lex == nil {
		return nil
	}
	var out []Misread
	r := lex.NewReader()
	for _, word := range words {
		p := r.Read(word)
		for _, a := range p.Phrases(0, len(p.Tokens)) {
			if a.Trick == lexicon.NoTrick || a.Trick == lexicon.Accents {
				continue
			}
			var as []string
			for _, w := range p.Words {
				if w != nil {
					as = append(as, w.Norm)
				}
			}
			out = append(out, Misread{Word: word, As: strings.Join(as, " "), Class: rb.classes.Name(a.Class), Trick: a.Trick})
			break
		}
	}
	return out
}
