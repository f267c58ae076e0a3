package rule

import (
	"strings"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/text"
)

// cannotBeSubject says whether a group is named in a way in which it is not
// what a verb is about: behind a preposition, in another case, or as the owner
// of what is named next to it.
func (v *Sentence) cannotBeSubject(m *Mention) bool {
	return v.Governed(m.First) || v.owns(m) || v.oblique(m)
}

// owns says whether a group is named as the owner of what stands behind it:
// "the migrants' camp", "a migrant's tent". "The migrant's a liar" has a verb.
func (v *Sentence) owns(m *Mention) bool {
	next := m.Last
	switch {
	case len(v.Page.Lex.Lang.SplitBefore) == 0:
		return false
	case next < v.Last && v.possessive(next):
		next++
	case m.Last-1 > m.First && v.possessive(m.Last-1):
	case !v.apostrophe(m):
		return false
	}
	return next < v.Last && v.Page.Tokens[next].Kind == text.Word &&
		v.starts(next, &v.Syntax.Fillers) == next && v.starts(next, &v.Syntax.Be) == next
}

// nearQuote is how many words of a quotation are looked at for where it begins.
const nearQuote = 12

// apostrophe says whether an apostrophe stands right behind a mention that ends
// in s, and is not the end of a quotation.
func (v *Sentence) apostrophe(m *Mention) bool {
	end := v.Page.Tokens[m.Last-1].End
	behind := v.Page.Text[end:]
	if !strings.HasSuffix(v.Page.Text[:end], "s") || !strings.HasPrefix(behind, "' ") && !strings.HasPrefix(behind, "’ ") {
		return false
	}
	for t := m.First; t >= v.First && t > m.First-nearQuote; t-- {
		before := v.Page.Text[:v.Page.Tokens[t].Start]
		if strings.HasSuffix(before, "‘") || strings.HasSuffix(before, "'") {
			return false
		}
	}
	return true
}

// oblique says whether the form of a mention belongs to another case than that
// of a subject: "uchodźcom", and "uchodźców" with no quantity before it, which
// takes that case ("wielu uchodźców").
func (v *Sentence) oblique(m *Mention) bool {
	lex := v.Page.Lex
	if ends(v.Page, m, lex.Oblique) {
		return true
	}
	if !ends(v.Page, m, lex.Genitive) {
		return false
	}
	for t := m.First; t > v.First; {
		if v.Page.Tokens[t-1].Kind != text.Word || v.ends(t, &v.Syntax.Crowds) < t {
			return false
		}
		start := v.ends(t, &v.Syntax.Fillers)
		if start == t {
			return true
		}
		t = start
	}
	return false
}

// ends says whether a word of a mention has one of the endings.
func ends(p *lexicon.Page, m *Mention, endings []string) bool {
	for _, ending := range endings {
		for t := m.First; t < m.Last; t++ {
			if strings.HasSuffix(p.Words[t].Norm, ending) {
				return true
			}
		}
	}
	return false
}
