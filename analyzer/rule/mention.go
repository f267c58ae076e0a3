package rule

import (
	"sort"
	"strings"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/text"
)

// Mention is a place where a group of people is named or referred to.
type Mention struct {
	First, Last int           // tokens; equal where the language needs no pronoun
	Class       lexicon.Class // "group.muslims", "group.nationals.ro", …
	Kind        MentionKind
	Governed    bool // no subject: a preposition, its case or what it owns says so
	Of          *Mention
	OfSentence  int // for a reference: the sentence of the mention it refers to
	Trick       lexicon.Trick
}

// MentionKind is how the group is mentioned.
type MentionKind uint8

const (
	ByName     MentionKind = iota // "migrants", "the Muslim family"
	Attributed                    // "Muslim" in "Muslim lives"
	AsSubject                     // "they"
	AsObject                      // "them"
	AsOwner                       // "their"
	AsNoun                        // "the men", after the group was named
)

func (k MentionKind) String() string {
	return [...]string{"name", "attribute", "subject", "object", "owner", "noun"}[k]
}

// findMentions finds the groups that are named.
func (v *Sentence) findMentions() {
	v.Mentions = v.Mentions[:0]
	end := v.First
	for _, a := range v.Anns {
		if !v.Syntax.Groups.Has(a.Class) || int(a.First) < end && !v.longer(a) {
			continue
		}
		m := Mention{First: int(a.First), Last: int(a.Last), Class: a.Class, Trick: a.Trick}
		if v.Syntax.Adjectives.Has(a.Class) {
			v.adjective(&m)
		}
		m.Governed = v.cannotBeSubject(&m)
		v.addMention(m)
		end = m.Last
	}
}

// mentionAt returns the first mention that begins at a token or behind it. The
// mentions stand in the order of the text.
func (v *Sentence) mentionAt(t int) int {
	return sort.Search(len(v.Mentions), func(i int) bool { return v.Mentions[i].First >= t })
}

// longer says whether an annotation ends after the last mention.
func (v *Sentence) longer(a lexicon.Ann) bool {
	n := len(v.Mentions)
	return n > 0 && int(a.Last) > v.Mentions[n-1].Last
}

// addMention replaces mentions that lie inside the new one.
func (v *Sentence) addMention(m Mention) {
	for n := len(v.Mentions); n > 0 && v.Mentions[n-1].First >= m.First; n = len(v.Mentions) {
		v.Mentions = v.Mentions[:n-1]
	}
	v.Mentions = append(v.Mentions, m)
}

// adjective tells "Muslim families" and "a Muslim" from "the Muslim school".
func (v *Sentence) adjective(m *Mention) {
	if head, ok := v.groupAt(m.Last); ok {
		m.Last, m.Class = int(head.Last), head.Class
		return
	}
	if end := v.starts(m.Last, &v.Syntax.Known); end > m.Last {
		m.Last = end
		return
	}
	if start := v.ends(m.First, &v.Syntax.Known); start < m.First {
		m.First = start
		return
	}
	if v.Page.Lex.Trailing {
		if m.First > v.First && v.plainNoun(m.First-1, -1) {
			m.Kind = Attributed
		}
		return
	}
	if m.Last < v.Last && v.plainNoun(m.Last, 1) {
		m.Kind = Attributed
	}
}

// groupAt returns the group that a noun at a token names: in "Syrian refugees"
// the refugees are meant.
func (v *Sentence) groupAt(t int) (lexicon.Ann, bool) {
	for _, a := range v.From(t) {
		if v.Syntax.Groups.Has(a.Class) && !v.Syntax.Adjectives.Has(a.Class) {
			return a, true
		}
	}
	return lexicon.Ann{}, false
}

// plainNoun guesses that a word is a noun: no class of words says otherwise.
func (v *Sentence) plainNoun(t, direction int) bool {
	if v.Page.Tokens[t].Kind != text.Word || v.Page.Lex.Capitals && v.Page.Tokens[t].Case == text.LowerCase {
		return false
	}
	if direction > 0 {
		return v.starts(t, &v.Syntax.Words) == t && !v.Page.Lex.Stop(v.Page.Words[t].Norm)
	}
	return v.ends(t+1, &v.Syntax.Words) == t+1 && !v.Page.Lex.Stop(v.Page.Words[t].Norm)
}

// Governed says whether a preposition stands before a noun phrase. "Of" after
// a quantity or a crowd does not count: "most of the migrants", "gangs of
// migrants".
func (v *Sentence) Governed(t int) bool {
	for n := 0; n < 4 && t > v.First; n++ {
		if start := v.ends(t, &v.Syntax.Dets); start < t {
			t = start
			continue
		}
		if start := v.ends(t, &v.Syntax.Preps); start < t {
			if v.ends(t, &v.Syntax.Of) < t && v.ends(start, &v.Syntax.Crowds) < start {
				return false
			}
			return !v.nominative(start, t)
		}
		return false
	}
	return false
}

// nominative says whether an "of" that may be an article too ("der") can only
// be one: at the start of a sentence and behind a colon or dash nothing stands
// before it that it could belong to. Behind a comma it may go on with a list
// ("der Syrer, der Türken") or begin a relative clause ("der Türken hasst,"): only
// with a verb behind its noun, and more behind that, it begins a clause.
func (v *Sentence) nominative(of, noun int) bool {
	if v.starts(of, &v.Syntax.Fillers) == of {
		return false
	}
	if of == v.First || v.Page.Tokens[of-1].Kind >= text.Break {
		return true
	}
	if v.Page.Tokens[of-1].Kind != text.Comma {
		return false
	}
	end := v.starts(noun, &v.Syntax.Groups)
	verb := v.starts(end, &v.Syntax.Verbs)
	return end > noun && verb > end && verb < v.Last && v.Page.Tokens[verb].Kind == text.Word
}

// Target returns the name of the group without what follows it: "muslims" of
// "group.muslims.adjective", "nationals" of "group.nationals.ro".
func Target(class string) string {
	parts := strings.Split(class, ".")
	if len(parts) < 2 {
		return ""
	}
	return parts[1]
}

// Nation returns the country of a class "group.nationals.ro" in upper case, or
// "".
func Nation(class string) string {
	parts := strings.Split(class, ".")
	if len(parts) > 2 && parts[1] == "nationals" && len(parts[2]) == 2 {
		return strings.ToUpper(parts[2])
	}
	return ""
}
