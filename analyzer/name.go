package analyzer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alleys-eu/alleys/analyzer/rule"
	"github.com/alleys-eu/alleys/analyzer/text"
)

// span is a run of bytes of the text.
type span struct{ start, end int }

// isName says whether a token may be part of a name: a capital letter, and
// nothing that the lexicon knows as something else.
func (w *work) isName(v *rule.Sentence, t int) bool {
	tok := &w.page.Tokens[t]
	if tok.Kind != text.Word || tok.Case == text.LowerCase {
		return false
	}
	word := w.page.Words[t]
	if word == nil || w.page.Lex.Stop(word.Norm) {
		return false
	}
	for _, a := range v.From(t) {
		if v.Syntax.Groups.Has(a.Class) || w.a.cue.notPerson.Has(a.Class) {
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(w.page.Text[tok.Start:])
	return unicode.IsUpper(first)
}

// nameEnding reads a name backwards from a token, and returns its first token as well.
func (w *work) nameEnding(v *rule.Sentence, t int) (span, int) {
	if t < v.First || !w.isName(v, t) {
		return span{}, t
	}
	first := t
	for first > v.First && !w.quoteBetween(first-1, first) {
		before := first - 1
		for before > v.First && w.particle(before) {
			before--
		}
		if !w.isName(v, before) {
			break
		}
		first = before
	}
	return span{w.page.Tokens[first].Start, w.page.Tokens[t].End}, first
}

// nameStarting reads a name from a token on, and returns the token behind it.
func (w *work) nameStarting(v *rule.Sentence, t int) (span, int) {
	if !w.isName(v, t) {
		return span{}, t
	}
	last := t + 1
	for last < v.Last && !w.quoteBetween(last-1, last) {
		next := last
		for next < v.Last-1 && w.particle(next) {
			next++
		}
		if !w.isName(v, next) {
			break
		}
		last = next + 1
	}
	return span{w.page.Tokens[t].Start, w.page.Tokens[last-1].End}, last
}

// particle says whether a word may stand inside a name: "von", and "der" behind
// it.
func (w *work) particle(t int) bool {
	switch strings.ToLower(w.page.TokenText(t)) {
	case "von", "van", "de", "di", "da", "del", "della", "la", "le", "du", "dos", "ter", "zu", "al", "el", "bin", "ibn":
		return true
	case "der", "den":
		return t > 0 && w.particle(t-1)
	}
	return false
}
