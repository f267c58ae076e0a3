package rule

import (
	"unicode"
	"unicode/utf8"

	"github.com/alleys-eu/alleys/analyzer/text"
)

// Qualifies says whether a phrase only qualifies another noun: "the
// Commission's plan", "the plan of the Commission", "der Plan der Kommission".
// What is said of the plan is then not said of the Commission.
func (v *Sentence) Qualifies(first, last int) bool {
	if last < v.Last && v.possessive(last) || last-1 > first && v.possessive(last-1) {
		return true
	}
	det := v.ends(first, &v.Syntax.Dets)
	if of := v.ends(det, &v.Syntax.Of); of < det && of > v.First {
		return v.Page.Tokens[of-1].Kind == text.Word
	}
	return det < first && det > v.First && v.Page.Lex.Capitals && v.noun(det-1)
}

// possessive says whether a token is the ending that makes an owner.
func (v *Sentence) possessive(t int) bool {
	switch v.Page.TokenText(t) {
	case "'s", "’s", "'", "’":
		return true
	}
	return false
}

// noun says whether a token looks like a noun in a language that writes nouns
// with capitals.
func (v *Sentence) noun(t int) bool {
	first, _ := utf8.DecodeRuneInString(v.Page.TokenText(t))
	return unicode.IsUpper(first)
}
