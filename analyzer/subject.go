package analyzer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/rule"
	"github.com/alleys-eu/alleys/analyzer/text"
)

// maxAway is how many tokens may lie between a subject and its verb of saying,
// an aside included.
const maxAway = 26

// maxSubject is how many tokens before a verb of saying are searched for its
// subject, without an aside.
const maxSubject = 10

// maxNear is how many tokens may lie between a name and its verb of saying.
const maxNear = 5

// subject is the stretch of a clause before a verb of saying.
type subject struct {
	from, to int
	whole    bool // it begins where the clause does
	inverted bool // nothing in it can be the subject: it stands behind the verb
}

// subject finds the stretch before the verb at a token in which its subject
// must stand. It is empty where a relative clause ends there: whose subject is
// the verb's cannot be told.
func (w *work) subject(v *rule.Sentence, verb int, barred func(int) bool) subject {
	to := w.beforeFilling(v, w.beforeAside(v, w.beforeFilling(v, verb)-1)+1)
	s := subject{from: to, to: to, whole: true}
	for s.from > v.First && w.page.Tokens[s.from-1].Kind == text.Word && !barred(s.from-1) {
		t := s.from - 1
		if w.has(v, t, &v.Syntax.Relatives) {
			return subject{from: to, to: to}
		}
		if w.limit(v, t) || w.quoteBetween(t, s.from) {
			break
		}
		if s.from = t; to-t >= maxSubject {
			s.whole = false
			break
		}
	}
	for s.from < to && w.has(v, s.from, &w.a.cue.conj) {
		s.from++
	}
	s.inverted = s.from == to || w.adverbial(v, s)
	return s
}

// adverbial says whether a stretch is no more than "In Berlin", "Am Montag".
func (w *work) adverbial(v *rule.Sentence, s subject) bool {
	if s.from >= s.to || !w.has(v, s.from, &v.Syntax.Preps) {
		return false
	}
	t := s.from + 1
	if t < s.to && w.has(v, t, &v.Syntax.Dets) {
		t++
	}
	return s.to-t <= 1
}

// limit says whether the subject of a verb cannot reach back over a token: a
// conjunction or another verb, but not the "'s" of an owner.
func (w *work) limit(v *rule.Sentence, t int) bool {
	if w.has(v, t, &v.Syntax.Clauses) || w.has(v, t, &w.a.cue.report) {
		return true
	}
	owner := t > v.First && w.page.Tokens[t-1].End == w.page.Tokens[t].Start
	return !owner && w.has(v, t, &v.Syntax.Be)
}

// beforeFilling moves from a token back over what may stand between a subject
// and its verb.
func (w *work) beforeFilling(v *rule.Sentence, t int) int {
	for t > v.First && w.page.Tokens[t-1].Kind == text.Word && w.filling(v, t-1) && !w.isName(v, t-1) {
		t--
	}
	return t
}

// filling says whether a token may stand between a subject and its verb.
func (w *work) filling(v *rule.Sentence, t int) bool {
	return w.has(v, t, &w.a.cue.filling) && !w.has(v, t, &w.a.cue.role)
}

// quoteBetween says whether a quotation mark stands between two tokens.
func (w *work) quoteBetween(t, next int) bool {
	return strings.ContainsAny(w.page.Text[w.page.Tokens[t].End:w.page.Tokens[next].Start], "\"“”„«»")
}

// beforeAside moves from a comma or bracket before a verb back over the aside
// that ends there: "Name, who stands for the council in the harbour ward, said".
func (w *work) beforeAside(v *rule.Sentence, t int) int {
	if t < v.First || !w.endsAside(t) {
		return t
	}
	for i := t - 1; i > v.First && i > t-maxAway; i-- {
		if kind := w.page.Tokens[i].Kind; kind == w.page.Tokens[t].Kind && (kind == text.Comma || w.page.Text[w.page.Tokens[i].Start] == '(') {
			return i - 1
		}
	}
	return t
}

// endsAside says whether a token is a comma or a closing bracket.
func (w *work) endsAside(t int) bool {
	tok := &w.page.Tokens[t]
	return tok.Kind == text.Comma || w.page.Text[tok.Start] == ')'
}

// subjectAround names the subject of a verb before or behind which a comma
// sets off something: the name in "the minister, Ann Berg, said", the one
// behind in "…, said Ann Berg", else the one before the aside.
func (w *work) subjectAround(v *rule.Sentence, s subject, first, last int, barred func(int) bool) string {
	if first > v.First && w.page.Tokens[first-1].Kind == text.Comma {
		if _, begin, end := w.fullName(v, s); end-begin >= 2 && s.to < first-1 {
			if name := w.subjectBefore(v, s); name != "" { // "Ann Berg, Ohio Democrat, said"
				return name
			}
		}
		if name, start := w.nameEnding(v, first-2); name.end > 0 && start == s.to+1 && strings.Contains(w.page.Text[name.start:name.end], " ") {
			return w.page.Text[name.start:name.end]
		}
		if name := w.subjectBefore(v, s); name != "" && s.to < first-1 && w.has(v, last, &v.Syntax.Dets) {
			return name
		}
		if !w.has(v, s.to+1, &v.Syntax.Relatives) {
			if name := w.subjectBehind(v, last, barred); name != "" {
				return name
			}
		}
	}
	if name := w.subjectBefore(v, s); name != "" || !s.inverted {
		return name
	}
	return w.subjectBehind(v, last, barred)
}

// subjectBefore returns the name that stands nearest to the verb in a stretch,
// or else the role that begins it.
func (w *work) subjectBefore(v *rule.Sentence, s subject) string {
	for t := s.to - 1; t >= s.from && t >= s.to-maxNear; t-- {
		name, start := w.nameEnding(v, t)
		if name.end == 0 {
			continue
		}
		start = w.nameFrom(v, max(start, s.from), s.from)
		last := w.nameTo(v, t+1, s.to)
		if w.beside(v, last, s.to) && (last-start > 1 || start > v.First || last == s.to || w.recurs(start)) && !w.governed(v, w.beforeNouns(v, start, s.from), s.from) && !w.common(v, start, t+1) && !v.Qualifies(start, t+1) && w.role(v, start) <= t {
			return w.page.Text[w.page.Tokens[start].Start:w.page.Tokens[last-1].End]
		}
		t = start
	}
	if !s.whole {
		return ""
	}
	for t := s.from; t < s.to; t++ {
		if end := w.role(v, t); end > t && end <= s.to && !w.governed(v, t, s.from) && !v.Qualifies(t, end) {
			return w.rolePhrase(v, t, end, s.from, s.to)
		}
	}
	return ""
}

// nameFrom moves the start of a name back over words with a capital that the
// lexicon knows as something else: "New" York, the "Flüchtlingsrat" Bayern.
func (w *work) nameFrom(v *rule.Sentence, t, from int) int {
	for t > from && !w.quoteBetween(t-1, t) && w.belongs(v, t-1) {
		t--
	}
	return t
}

// nameTo moves the end of a name over such words behind it ("Ann" Bishop), where
// not all nouns have a capital.
func (w *work) nameTo(v *rule.Sentence, t, to int) int {
	for !w.page.Lex.Capitals && t < to && !w.quoteBetween(t-1, t) {
		next := t
		for next < to-1 && w.particle(next) {
			next++
		}
		if !w.belongs(v, next) {
			break
		}
		t = next + 1
	}
	return t
}

// belongs says whether a word may be part of the name that stands right behind
// it. At the start of a sentence every word has a capital: there it must be a
// noun or a group.
func (w *work) belongs(v *rule.Sentence, t int) bool {
	tok := &w.page.Tokens[t]
	if tok.Kind != text.Word || tok.Case == text.LowerCase {
		return false
	}
	for _, set := range []*lexicon.Set{&v.Syntax.Dets, &v.Syntax.Preps, &v.Syntax.Of, &v.Syntax.Clauses, &v.Syntax.Relatives, &v.Syntax.Be, &w.a.cue.filling, &w.a.cue.conj, &w.a.cue.report, &w.a.cue.person, &w.a.cue.date} {
		if w.has(v, t, set) {
			return false
		}
	}
	return t > v.First || w.has(v, t, &v.Syntax.Nouns)
}

// beside says whether a name is the subject itself and no attribute of a noun
// behind it: "one Facebook user posted", "British officials have said", "instead
// they argue".
func (w *work) beside(v *rule.Sentence, t, to int) bool {
	if t < to && w.page.Lex.Capitals && w.has(v, t, &w.a.cue.date) {
		return false // "vergangenen Montag" begins the sentence
	}
	if t >= to || w.page.Tokens[t].Kind != text.Word || w.page.Tokens[t].Case != text.LowerCase {
		return true
	}
	if w.role(v, t) > t || w.has(v, t, &v.Syntax.They) || w.has(v, t, &v.Syntax.Persons) || w.has(v, t, &v.Syntax.Groups) {
		return false
	}
	if word := w.page.Words[t]; to-t > 1 || word != nil && w.page.Lex.Stop(word.Norm) {
		return true
	}
	for _, set := range []*lexicon.Set{&v.Syntax.Dets, &v.Syntax.Preps, &v.Syntax.Of, &v.Syntax.Be, &w.a.cue.filling, &w.a.cue.conj} {
		if w.has(v, t, set) {
			return true
		}
	}
	return false
}

// maxRecurs is how many tokens before and behind are searched for a name.
const maxRecurs = 2000

// recurs says whether a word at the start of a sentence, which has a capital
// anyhow, has one elsewhere too, as a name does.
func (w *work) recurs(t int) bool {
	name := w.page.TokenText(t)
	for i := max(0, t-maxRecurs); i < len(w.page.Tokens) && i < t+maxRecurs; i++ {
		if i != t && i > 0 && w.page.Tokens[i-1].Kind == text.Word && w.page.TokenText(i) == name {
			return true
		}
	}
	return false
}

// maxApposed is how many nouns before a name may say what it is: "with the radio
// station KRBD".
const maxApposed = 3

// beforeNouns moves from a name back over plain nouns that say what it is.
func (w *work) beforeNouns(v *rule.Sentence, t, from int) int {
	for n := 0; n < maxApposed && t > from && w.page.Tokens[t-1].Kind == text.Word && w.page.Tokens[t-1].Case == text.LowerCase && !w.page.Lex.Capitals; n++ {
		if word := w.page.Words[t-1]; word == nil || w.page.Lex.Stop(word.Norm) || w.has(v, t-1, &v.Syntax.Words) {
			break
		}
		t--
	}
	return t
}

// subjectBehind returns the name or the role that follows a verb of saying:
// “…”, said the minister.
func (w *work) subjectBehind(v *rule.Sentence, t int, barred func(int) bool) string {
	from := t
	for n := 0; n < 4 && t < v.Last && !barred(t) && w.page.Tokens[t].Kind == text.Word && !w.quoteBetween(t-1, t); n++ {
		if name, last := w.nameStarting(v, t); name.end > 0 && !w.common(v, t, last) {
			return w.page.Text[w.page.Tokens[w.nameFrom(v, t, from)].Start:w.page.Tokens[w.nameTo(v, last, v.Last)-1].End]
		}
		if end := w.role(v, t); end > t {
			if t == from && w.page.Lex.Capitals {
				return "" // the verb is rather a participle before its noun
			}
			return w.rolePhrase(v, t, end, from, v.Last)
		}
		if w.has(v, t, &v.Syntax.Preps) && !w.article(v, t) || w.has(v, t, &v.Syntax.Clauses) || w.has(v, t, &v.Syntax.Groups) {
			return ""
		}
		t++
	}
	return ""
}

// governed says whether a preposition stands before a noun phrase of a stretch.
// A word that may also be an article ("der", "des") is one where the stretch
// begins with it.
func (w *work) governed(v *rule.Sentence, t, from int) bool {
	if t == from+1 && w.article(v, from) {
		return false
	}
	if v.Governed(t) {
		return true
	}
	// Languages that run an article into an elided one: "de l'Intérieur".
	return t >= from+2 && w.article(v, t-1) && w.has(v, t-2, &v.Syntax.Of)
}

// article says whether a token is an article, or may be one.
func (w *work) article(v *rule.Sentence, t int) bool {
	return w.has(v, t, &v.Syntax.Dets) || w.has(v, t, &v.Syntax.Of) && w.has(v, t, &v.Syntax.Fillers)
}

// role returns the end of the words at a token that name a person or a body by
// what they are, or the token.
func (w *work) role(v *rule.Sentence, t int) int {
	end := t
	for _, a := range v.From(t) {
		if w.a.cue.role.Has(a.Class) {
			end = max(end, int(a.Last))
		}
	}
	return end
}

// common says whether words with a capital are rather a common noun than a
// name, where all nouns have one: a single one behind an article.
func (w *work) common(v *rule.Sentence, first, last int) bool {
	if !w.page.Lex.Capitals || last-first > 1 {
		return false
	}
	if first == v.First || w.page.Tokens[first-1].Kind != text.Word {
		return false
	}
	return w.article(v, first-1) || w.page.Tokens[first-1].Case == text.LowerCase && !w.has(v, first-1, &w.a.cue.report)
}

// rolePhrase returns the noun phrase around a role, from its article or
// adjective within from to the "of" phrase behind it before to. It is "" where
// words stand between the role and its verb that may be the real noun.
func (w *work) rolePhrase(v *rule.Sentence, first, last, from, to int) string {
	for end := w.role(v, last); last < to && end > last; end = w.role(v, last) {
		last = end
	}
	end := last
	if _, behind := w.nameStarting(v, last); behind > last && last < to && !w.page.Lex.Capitals && !w.quoteBetween(last-1, last) {
		return w.phrase(v, w.phraseStart(v, first, from), w.nameTo(v, behind, to)) // "Commissioner Ann Berg"
	}
	if last < to && w.has(v, last, &v.Syntax.Of) {
		end = w.complement(v, last, to)
		if end < to && to < v.Last && !w.has(v, end, &v.Syntax.Preps) {
			return ""
		}
	} else if behind := to - last; behind > 0 && to < v.Last {
		switch {
		case w.has(v, last, &v.Syntax.Preps) && behind <= maxNear:
		case w.page.Lex.Trailing && behind <= 3:
			end = to
		default:
			return ""
		}
	}
	start := w.phraseStart(v, first, from)
	if from < start && to < v.Last && !w.has(v, from, &v.Syntax.Preps) && !w.filling(v, from) {
		return ""
	}
	return w.phrase(v, start, end)
}

// phraseStart moves from a noun back over its adjectives to its article.
func (w *work) phraseStart(v *rule.Sentence, t, from int) int {
	for back := 0; t > from && back < 4 && w.page.Tokens[t-1].Kind == text.Word; back++ {
		if w.article(v, t-1) {
			return t - 1
		}
		if w.has(v, t-1, &v.Syntax.Preps) || w.has(v, t-1, &v.Syntax.Clauses) || w.has(v, t-1, &w.a.cue.adverb) || w.has(v, t-1, &v.Syntax.Relatives) || w.limit(v, t-1) || w.has(v, t-1, &w.a.cue.conj) || w.has(v, t-1, &w.a.cue.aux) {
			break
		}
		t--
	}
	return t
}

// complement returns the end of an "of" phrase: "of the town".
func (w *work) complement(v *rule.Sentence, t, to int) int {
	end := t + 1
	for end < to && end < t+4 && w.page.Tokens[end].Kind == text.Word && !w.has(v, end, &v.Syntax.Preps) && !w.has(v, end, &v.Syntax.Clauses) && !w.has(v, end, &v.Syntax.Be) {
		end++
		if !w.has(v, end-1, &v.Syntax.Dets) {
			break
		}
	}
	return end
}

// phrase returns words as they stand, an article at the start of a sentence in
// lower case.
func (w *work) phrase(v *rule.Sentence, first, last int) string {
	s := w.page.Text[w.page.Tokens[first].Start:w.page.Tokens[last-1].End]
	if first == v.First && w.article(v, first) {
		r, size := utf8.DecodeRuneInString(s)
		s = string(unicode.ToLower(r)) + s[size:]
	}
	return s
}
