package rule

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
)

// element is one item of a pattern.
type element struct {
	classes  *lexicon.Set
	words    map[string]bool // literal words, lower case
	mention  mentionTest     // 0: not a mention
	targets  map[string]bool // of a mention; nil: all
	inverse  bool            // all but the targets
	tags     []string        // parts of speech, by their beginning
	begin    bool            // ^: nothing but fillers before
	end      bool            // $: the sentence, a quotation or a clause ends here
	refuse   bool            // !class: no such phrase starts here
	quoted   bool            // QUOTED(…): alone in quotation marks
	anything bool            // QUOTED(_): whatever it is
	free     bool            // FREE(…): with no preposition before it
	itself   bool            // ITSELF(class): not where the phrase only qualifies another noun
	role     string
	optional bool
	many     bool
	gap      int // words that may stand before it; -1: nothing at all
}

// mentionTest says which mentions an element takes.
type mentionTest uint8

const (
	takesName mentionTest = 1 << iota
	takesAttribute
	takesSubject
	takesObject
	takesOwner
	refusesGoverned
)

// mentionNames are the words in capitals that a pattern may use.
var mentionNames = map[string]mentionTest{
	"GROUP":   takesName | takesSubject | takesObject,
	"SUBJECT": takesName | takesSubject | refusesGoverned,
	"OBJECT":  takesName | takesObject,
	"OWNER":   takesName | takesOwner | takesAttribute,
	"ATTR":    takesAttribute,
	"NAME":    takesName,
	"ANYHOW":  takesName | takesSubject | takesObject | takesAttribute | takesOwner,
}

const noGap = -1

// parse reads a pattern.
//
//	SUBJECT ~1 verb.be ~ noun.vermin|noun.waste
//
// Items stand in order, nothing between them. ~ lets fillers stand between
// (articles, adverbs, auxiliaries, negations), ~3 fillers and up to three other
// words. An item is a class with those below it, or with ! that class alone, several divided by |, a "word" in quotes, pos:VB
// for a part of speech, a mention in capitals (GROUP, SUBJECT, OBJECT, OWNER,
// ATTR, ANYHOW; with targets in brackets where only they are meant, or after !
// all but they), ^ for the
// start of the sentence or $ for its end, also within a quotation. After it: ? if it may be missing, +
// if it may be repeated, * for both. Before it: role= for what the evidence is
// called. ! before a class: no such phrase may stand at this place.
// ITSELF(class): the body itself, not something of it ("the Commission's plan").
// FREE(item): with no preposition before it, as SUBJECT is among the groups.
// A mark in quotes, "," or ":", is an item too: the only way past a colon or dash.
// QUOTED(item): one to four words alone in quotation marks that are the item,
// apart from words of praise; a group by its targets, classes or "words" divided
// by |, or _ for any words. QUOTED alone is any group by name. Insults are no
// names here: marks around them are distance to the insult.
func parse(pattern string, classes *lexicon.Classes) ([]element, error) {
	var out []element
	gap := noGap
	for _, word := range strings.Fields(pattern) {
		if word[0] == '~' {
			n, err := gapWidth(word)
			if err != nil {
				return nil, err
			}
			gap = n
			continue
		}
		e, err := parseElement(word, classes)
		if err != nil {
			return nil, err
		}
		e.gap = gap
		out = append(out, e)
		gap = noGap
	}
	switch {
	case gap != noGap:
		return nil, fmt.Errorf("pattern %q ends with a gap", pattern)
	case len(out) == 0:
		return nil, fmt.Errorf("empty pattern")
	case out[0].gap != noGap || out[0].optional:
		return nil, fmt.Errorf("pattern %q must begin with an item that is always there", pattern)
	}
	return out, nil
}

func gapWidth(word string) (int, error) {
	if word == "~" {
		return 0, nil
	}
	n, err := strconv.Atoi(word[1:])
	if err != nil || n < 1 || n > 15 {
		return 0, fmt.Errorf("gap %q: write ~, or ~1 to ~15", word)
	}
	return n, nil
}

func parseElement(word string, classes *lexicon.Classes) (element, error) {
	e := element{classes: new(lexicon.Set)}
	if i := strings.IndexByte(word, '='); i > 0 {
		e.role, word = word[:i], word[i+1:]
	}
	switch {
	case word == "" || word == "!":
		return e, fmt.Errorf("an item is empty")
	case word == "^":
		e.begin = true
		return e, nil
	case word == "$":
		e.end = true
		return e, nil
	}
	if word[0] == '!' {
		e.refuse, word = true, word[1:]
	}
	if n := len(word); n > 1 && strings.IndexByte("?+*", word[n-1]) >= 0 {
		e.optional = word[n-1] != '+'
		e.many = word[n-1] != '?'
		word = word[:n-1]
	}
	if inner, ok := bracketed(word, "FREE("); ok {
		e.free, word = true, inner
	}
	if inner, ok := bracketed(word, "ITSELF("); ok {
		e.itself, word = true, inner
	}
	if word == "QUOTED" || strings.HasPrefix(word, "QUOTED(") && strings.HasSuffix(word, ")") {
		e.quoted, word = true, unquoted(word)
	}
	for _, alt := range strings.Split(word, "|") {
		if err := e.alternative(alt, classes); err != nil {
			return e, err
		}
	}
	e.classes = classes.Shared(*e.classes)
	return e, nil
}

// bracketed returns what stands in the brackets of a name.
func bracketed(word, name string) (string, bool) {
	inner, ok := strings.CutPrefix(word, name)
	return strings.TrimSuffix(inner, ")"), ok && strings.HasSuffix(inner, ")")
}

// unquoted returns what is asked for within QUOTED: a name where it holds
// nothing or targets.
func unquoted(word string) string {
	inner := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(word, "QUOTED"), "("), ")")
	if inner == "" {
		return "NAME"
	}
	if inner == "_" || strings.ContainsAny(inner, ".|\"(") {
		return inner
	}
	return "NAME(" + inner + ")"
}

func (e *element) alternative(alt string, classes *lexicon.Classes) error {
	name, brackets, _ := strings.Cut(alt, "(")
	if test, ok := mentionNames[name]; ok {
		e.mention |= test
		return e.onlyTargets(strings.TrimSuffix(brackets, ")"), classes)
	}
	switch {
	case len(alt) > 2 && alt[0] == '"' && alt[len(alt)-1] == '"':
		if e.words == nil {
			e.words = make(map[string]bool)
		}
		e.words[strings.ToLower(alt[1:len(alt)-1])] = true
		return nil
	case alt == "_" && e.quoted:
		e.anything, e.role = true, cmp.Or(e.role, "predicate")
		return nil
	case strings.HasPrefix(alt, "pos:"):
		e.tags = append(e.tags, alt[len("pos:"):])
		return nil
	}
	under := classes.Under(strings.TrimSuffix(alt, "!"))
	if id, ok := classes.Lookup(strings.TrimSuffix(alt, "!")); ok && alt[len(alt)-1] == '!' {
		under = lexicon.Set{}
		under.Add(id)
	}
	if under.Empty() {
		return fmt.Errorf("no class %q in classes.yaml", alt)
	}
	e.classes.Join(&under)
	if e.role == "" {
		e.role = roleOf(alt)
	}
	return nil
}

func (e *element) onlyTargets(list string, classes *lexicon.Classes) error {
	if e.role == "" {
		e.role = "target"
	}
	if list == "" {
		return nil
	}
	if e.targets == nil {
		e.targets = make(map[string]bool)
	}
	if list[0] == '!' {
		e.inverse, list = true, list[1:]
	}
	for _, t := range strings.Split(list, ",") {
		if under := classes.Under("group." + t); under.Empty() {
			return fmt.Errorf("no class group.%s in classes.yaml", t)
		}
		e.targets[t] = true
	}
	return nil
}

// objects are the nouns for what is said to be harmed or taken.
var objects = map[string]bool{
	"country": true, "people": true, "people-ours": true, "culture-ours": true, "values": true, "sovereignty": true,
	"money": true, "jobs": true, "jobs-ours": true, "women": true, "women-ours": true, "needy-ours": true, "taxpayer": true, "workers-ours": true,
}

// roleOf is what evidence of a class is called where the pattern does not say.
func roleOf(class string) string {
	top, rest, _ := strings.Cut(class, ".")
	if top == "noun" && objects[strings.TrimSuffix(rest, "!")] {
		return "object"
	}
	switch top {
	case "group", "eu", "helpers":
		return "target"
	case "noun", "adj", "verb", "phrase":
		return "predicate"
	case "func", "pron":
		return ""
	}
	return "cue"
}

// takes says whether a mention fits the element.
func (e *element) takes(m *Mention, names *lexicon.Classes, reference bool) bool {
	var bit mentionTest
	switch m.Kind {
	case ByName:
		bit = takesName
	case Attributed:
		bit = takesAttribute
	case AsSubject:
		bit = takesSubject
	case AsObject:
		bit = takesObject
	case AsOwner:
		bit = takesOwner
	case AsNoun:
		bit = takesSubject | takesObject
	}
	if e.mention&bit == 0 || m.Of != nil && !reference {
		return false
	}
	if e.mention&refusesGoverned != 0 && m.Governed {
		return false
	}
	return e.targets == nil || e.targets[Target(names.Name(m.Class))] != e.inverse
}
