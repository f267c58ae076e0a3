package deck

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/alleys-eu/alleys/corpus"
)

const (
	titleOverlap  = 0.8 // share of a claim's key words that makes a title its repetition
	repeatOverlap = 0.8 // the same for a sentence of the body
	minKeyWords   = 3   // claims with fewer key words say too little to compare
	maxMythWords  = 45
	titleLetters  = 4 // length from which a word of a title counts: titles are short
	bodyLetters   = 5 // the same in the body and between claims: fewer function words
)

// myth checks that the myth is told once, in its own part, and never in the
// title: what is repeated is believed (Debunking Handbook 2020, "use the myth
// only once"). A wording is recognised by its longer words, cut to a prefix.
func (l *linter) myth() {
	c := l.doc.card
	if c.Kind != corpus.CardCounter {
		return
	}
	title := keyWords(c.Title, titleLetters)
	for i, claim := range c.Claims {
		if words := keyWords(claim, titleLetters); len(words) >= minKeyWords && overlap(words, title) >= titleOverlap {
			l.errorf("myth-in-title", "title", "the title repeats the claim of line %d: let it state the fact instead", l.doc.line(index("claims", i)))
			break
		}
	}
	told := c.Claims
	if p, ok := l.part(RoleMyth); ok {
		told = append(slices.Clone(told), plainSentences(p.Markdown)...)
		if n := len(wordsOf(plainText(p.Markdown))); n > maxMythWords {
			l.note(LevelWarning, "myth-long", l.partLine(p), "the myth takes %d words: tell it in one sentence, at most %d words", n, maxMythWords)
		}
	}
	for _, p := range l.parts {
		if p.Role != RoleMyth {
			l.mythIn(p, told)
		}
	}
}

// mythIn looks for a repetition of the myth in one part.
func (l *linter) mythIn(p Part, told []string) {
	for _, s := range plainSentences(p.Markdown) {
		said := keyWords(s, bodyLetters)
		for _, myth := range told {
			words := keyWords(myth, bodyLetters)
			if len(words) < minKeyWords || overlap(words, said) < repeatOverlap || overlap(said, words) < repeatOverlap/2 {
				continue
			}
			l.note(LevelError, "myth-repeated", l.partLine(p), "the part %q tells the myth again (%q): tell it only once, as the myth", p.Heading, s)
			return
		}
	}
}

// fallacy checks that a counter-narrative names one technique, not several.
func (l *linter) fallacy() {
	c := l.doc.card
	if c.Kind != corpus.CardCounter {
		return
	}
	if len(c.Techniques) == 0 {
		l.errorf("techniques", "techniques", "no technique is named: say which one the myth uses, the one that the card exposes first")
	}
	p, ok := l.part(RoleFallacy)
	if !ok || l.Taxonomy == nil {
		return
	}
	text := " " + corpus.NormalizeClaim(plainText(p.Markdown)) + " "
	var named []string
	for _, t := range l.Taxonomy.Techniques {
		name := corpus.NormalizeClaim(t.Name[c.Lang])
		if name != "" && strings.Contains(text, " "+name+" ") {
			named = append(named, t.Name[c.Lang])
		}
	}
	if len(named) > 1 {
		l.note(LevelError, "fallacy-several", l.partLine(p), "the part %q names %s: expose one fallacy, the first among the techniques", p.Heading, strings.Join(named, " and "))
	}
}

func plainText(markdown string) string {
	var all []string
	for _, b := range blocksOf(markdown) {
		all = append(all, b.text)
	}
	return strings.Join(all, "\n")
}

func plainSentences(markdown string) []string {
	var all []string
	for _, b := range blocksOf(markdown) {
		all = append(all, sentencesOf(b.text)...)
	}
	return all
}

// keyWords returns the distinct words of a text that have at least some
// letters, in lower case and cut to a prefix, so that inflected forms meet in
// most European languages.
func keyWords(text string, letters int) []string {
	const prefix = 5
	var out []string
	for _, w := range strings.Fields(corpus.NormalizeClaim(text)) {
		if utf8.RuneCountInString(w) < letters {
			continue
		}
		if r := []rune(w); len(r) > prefix {
			w = string(r[:prefix])
		}
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// overlap returns the share of a's words that b has too, 0 for no words.
func overlap(a, b []string) float64 {
	n := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	return ratio(n, len(a))
}
