package query

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

type tokenKind int

const (
	tokenWord   tokenKind = iota // text, perhaps with a field
	tokenPhrase                  // text in quotation marks, perhaps with a field
	tokenOr
	tokenAnd
	tokenNot
	tokenOpen
	tokenClose
)

type token struct {
	kind        tokenKind
	field, text string
	pos         int
}

// plain tells the characters that a word may consist of, apart from what
// separates it from its field.
func plain(r rune) bool {
	return !unicode.IsSpace(r) && !strings.ContainsRune(`()":“”„«»`, r)
}

func scan(s string) ([]token, error) {
	var out []token
	runes := []rune(s)
	for i := 0; i < len(runes); {
		r := runes[i]
		switch {
		case unicode.IsSpace(r) || r == ':' || r == 0:
			i++
		case r == '(':
			out = append(out, token{kind: tokenOpen, pos: i})
			i++
		case r == ')':
			out = append(out, token{kind: tokenClose, pos: i})
			i++
		case r == '-' && i+1 < len(runes) && !unicode.IsSpace(runes[i+1]):
			out = append(out, token{kind: tokenNot, pos: i})
			i++
		default:
			t, next, err := scanTerm(runes, i)
			if err != nil {
				return nil, err
			}
			if t.text != "" || t.field != "" || t.kind > tokenPhrase {
				out = append(out, t)
			}
			i = next
		}
	}
	if len(out) == 0 && strings.TrimSpace(s) != "" {
		return nil, &Error{Text: "there is nothing to look for; write a word, or * for all articles", Fault: FaultNothing}
	}
	return out, nil
}

// scanTerm reads a word, a phrase, or either with a field before it.
func scanTerm(runes []rune, i int) (token, int, error) {
	start := i
	if isQuote(runes[i]) {
		text, next, err := scanPhrase(runes, i)
		return token{kind: tokenPhrase, text: text, pos: start}, next, err
	}
	for i < len(runes) && plain(runes[i]) {
		i++
	}
	word := string(runes[start:i])
	if i+1 < len(runes) && runes[i] == ':' && knownField(word) {
		if isQuote(runes[i+1]) {
			text, next, err := scanPhrase(runes, i+1)
			return token{kind: tokenPhrase, field: strings.ToLower(word), text: text, pos: start}, next, err
		}
		j := i + 1
		for j < len(runes) && plain(runes[j]) {
			j++
		}
		if j > i+1 {
			return token{kind: tokenWord, field: strings.ToLower(word), text: string(runes[i+1 : j]), pos: start}, j, nil
		}
	}
	if i < len(runes) && runes[i] == ':' && knownField(word) {
		return token{}, 0, &Error{Pos: i, Text: fmt.Sprintf("%s: needs a value after the colon", word), Fault: FaultNoValue, About: word}
	}
	if i < len(runes) && runes[i] == ':' && i+1 < len(runes) && plain(runes[i+1]) && asciiWord(word) {
		return token{}, 0, &Error{Pos: start, Text: fmt.Sprintf("there is no field %q; fields are %s", word, fieldList()), Fault: FaultNoField, About: word}
	}
	switch word {
	case "OR":
		return token{kind: tokenOr, pos: start}, i, nil
	case "AND":
		return token{kind: tokenAnd, pos: start}, i, nil
	case "NOT":
		return token{kind: tokenNot, pos: start}, i, nil
	}
	return token{kind: tokenWord, text: word, pos: start}, i, nil
}

func isQuote(r rune) bool { return strings.ContainsRune(`"“”„«»`, r) }

func scanPhrase(runes []rune, i int) (string, int, error) {
	for j := i + 1; j < len(runes); j++ {
		if isQuote(runes[j]) {
			return strings.TrimSpace(string(runes[i+1 : j])), j + 1, nil
		}
	}
	return "", 0, &Error{Pos: i, Text: "the quotation mark is not closed; add one, or remove it", Fault: FaultQuote}
}

func asciiWord(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < 'a' || r > 'z' })
}

func knownField(s string) bool {
	s = strings.ToLower(s)
	_, keyword := KeywordFields[s]
	_, finding := FindingFields[s]
	return keyword || finding || s == "title" || s == "text" || s == "published" || s == "after" || s == "before"
}

func fieldList() string {
	all := []string{"title", "text", "published", "after", "before"}
	for f := range KeywordFields {
		all = append(all, f)
	}
	for f := range FindingFields {
		all = append(all, f)
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}
