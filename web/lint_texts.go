package web

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/alleys-eu/alleys/corpus/deck"
)

// addLint takes what the check of the cards says in a language, by English
// message.
func (t *texts) addLint(lang, file string, entries textEntries) error {
	var errs []error
	t.lint[lang] = map[string]string{}
	for message, e := range entries {
		t.lint[lang][message] = e.Value
		if want, got := sequence(message), sequence(e.Value); !slices.Equal(got, want) {
			errs = append(errs, fmt.Errorf("%s:%d: the message must have the places %s of the English one, in their order", file, e.Line, strings.Join(want, " ")))
		}
	}
	return errors.Join(errs...)
}

var verb = regexp.MustCompile(`%[.\d]*[a-z]`)

// sequence lists the places of a message in their order. A quoted one may be
// quoted as the language does.
func sequence(message string) []string {
	return verb.FindAllString(strings.ReplaceAll(message, "%q", "%s"), -1)
}

// Problem says what is wrong with a card in the reader's language; in English
// where there are no words for it.
func (v *view) Problem(p *deck.Problem) string {
	message, ok := v.s.texts.lint[v.Lang][p.Message]
	if !ok {
		return p.Text
	}
	args := slices.Clone(p.Args)
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = v.lintWord(s)
		}
	}
	return fmt.Sprintf(message, args...)
}

// lintLabels are the texts of the form for the names of the file's fields.
var lintLabels = map[string]string{
	"as_of": "desk.field.as_of", "review_by": "desk.field.review_by", "published": "desk.source.published", "accessed": "desk.source.accessed",
	"kind": "desk.field.kind", "status": "desk.field.status", "strategy": "desk.field.strategy", "response": "desk.field.response",
	"frame": "facet.frame", "target": "facet.target", "frames": "desk.field.frames", "targets": "desk.field.targets", "techniques": "desk.field.techniques",
}

var languageCode = regexp.MustCompile(`^[a-z]{2}$`)

// lintWord puts what fills a place of a message into the reader's words.
func (v *view) lintWord(s string) string {
	switch key, ok := lintLabels[s]; {
	case ok:
		return v.T(key)
	case languageCode.MatchString(s):
		return strings.ToUpper(s)
	}
	if names := v.lintNames(s); names != "" {
		return names
	}
	return v.Date(s)
}

// lintNames puts a list of the names that a field may have into those that the
// form shows, or returns "" for another text.
func (v *view) lintNames(s string) string {
	list := strings.Split(s, ", ")
	for _, group := range []string{"strategy.", "response.", "kind.", "desk.status."} {
		if len(list) < 2 || !v.s.texts.has(group+list[0]) {
			continue
		}
		names := make([]string, len(list))
		for i, name := range list {
			names[i] = v.T(group + name)
		}
		return strings.Join(names, ", ")
	}
	return ""
}
