package analyzer

import (
	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/rule"
	"github.com/alleys-eu/alleys/analyzer/rulebook"
	"github.com/alleys-eu/alleys/analyzer/text"
	"github.com/alleys-eu/alleys/corpus"
)

// sourceReach is how many words may stand between a named source ("according to
// the police"), which is about the whole sentence, and a match behind it.
const sourceReach = 25

// unreached says whether a verb of saying leaves a match to the writer. One
// behind it must be a reporting clause, which is looked for elsewhere.
func (w *work) unreached(cue *rulebook.Cue, a lexicon.Ann, p place) bool {
	if w.a.cue.subjunctive.Has(a.Class) {
		return int(a.First) >= p.last && w.complementOf(p, int(a.First))
	}
	if w.a.cue.callAs.Has(a.Class) && int(a.Last) <= p.last {
		return !w.holds(p.v, int(a.Last), p.last, &w.a.cue.like)
	}
	if cue.Scope != "sentence" {
		return false
	}
	if int(a.First) >= p.last {
		return w.has(p.v, int(a.First), &w.a.cue.says) && !w.closes(p, a)
	}
	if !w.a.cue.says.Has(a.Class) && !w.has(p.v, int(a.First), &w.a.cue.says) && w.a.cue.source.Has(a.Class) {
		cut, _ := w.cutOff(int(a.Last), p.first)
		return int(a.Last) <= p.first && (cut || p.first-int(a.Last) > sourceReach)
	}
	return int(a.Last) <= p.first && (w.beyond(a, p) || w.whyUnsaid(p) && w.holds(p.v, p.v.First, int(a.First), &w.a.cue.negation))
}

// whyUnsaid says whether the sentence asks why: "Why does nobody say that …?" says
// it, where the verb of saying is denied.
func (w *work) whyUnsaid(p place) bool {
	return w.page.Sentences[p.v.Index].Question && w.a.cue.why.Meets(&p.v.Present)
}

// closes says whether a verb of saying that is no mere "demand" or "announce"
// ends a clause right behind a match, which is its object then: "die den Volkstod
// propagierten".
func (w *work) closes(p place, a lexicon.Ann) bool {
	end := int(a.Last)
	return w.moods() && int(a.First) == p.last && !w.a.cue.neutral.Has(a.Class) && (end >= p.v.Last || w.page.Tokens[end].Kind != text.Word)
}

// complementOf says whether a verb of saying with a comma stands between a match
// and a token behind it: what follows is what was said, not the match.
func (w *work) complementOf(p place, to int) bool {
	for _, a := range p.v.Anns {
		if int(a.First) >= p.last && int(a.Last) < to && w.a.cue.says.Has(a.Class) && w.page.Tokens[a.Last].Kind != text.Word {
			return true
		}
	}
	return false
}

// beyond says whether a match stands where the verb of saying before it does not
// reach: behind a semicolon or a single dash, and, where the mood of the verb
// tells reported speech, in a clause that the writer adds in the indicative:
// "sie fordern die Aufnahme von Migranten, bei denen es sich um Verbrecher
// handelt".
func (w *work) beyond(a lexicon.Ann, p place) bool {
	from := int(a.Last)
	if w.a.cue.neutral.Has(a.Class) && (w.holds(p.v, p.first, p.head, &p.v.Syntax.Relatives) || w.holds(p.v, p.first, p.head, &w.a.cue.that)) {
		return true // "called on the towns to house the migrants that are flooding them"
	}
	if p.complement || w.holds(p.v, from, p.first, &w.a.cue.that) {
		return false
	}
	if w.setAside(p.v, int(a.First), p.first) {
		return true
	}
	cut, opened := w.cutOff(from, p.first)
	if !opened && w.a.cue.neutral.Has(a.Class) && w.namedOnly(from, p) {
		return true
	}
	if cut || opened || !w.moods() {
		return cut || !opened && w.turns(p, from)
	}
	start := p.first
	for start > from && w.page.Tokens[start-1].Kind == text.Word && !w.has(p.v, start-1, &w.a.cue.terminator) {
		start--
	}
	if start == from {
		return false
	}
	_, end := p.v.Clause(p.first, p.last, true)
	if w.holds(p.v, start, max(end, p.last), &w.a.cue.subjunctive) || w.holds(p.v, start, max(end, p.last), &w.a.cue.conditional) {
		return false
	}
	return w.opensRelative(p.v, start) || w.has(p.v, start, &w.a.cue.concessive) || w.has(p.v, start-1, &w.a.cue.terminator) || w.afterRelative(p.v, int(a.First), from)
}

// turns says whether the writer turns to something else before a match, and not
// in the tense that what was said stands in: "they say they want borders, but
// illegal aliens keep pouring in".
func (w *work) turns(p place, from int) bool {
	start := p.first
	for start > from && w.page.Tokens[start-1].Kind == text.Word && !w.has(p.v, start, &w.a.cue.terminator) {
		start--
	}
	if start == from || !w.has(p.v, start, &w.a.cue.terminator) || w.page.Tokens[start-1].Kind != text.Comma {
		return false
	}
	if start+1 < p.first && w.has(p.v, start+1, &p.v.Syntax.Clauses) {
		return false // "not because …, but because …"
	}
	_, end := p.v.Clause(p.first, p.last, true)
	return !w.holds(p.v, start, max(end, p.last), &w.a.cue.conditional)
}

// setAside says whether a verb of saying stands in a phrase that the writer sets
// aside: "contrary to what the minister says, …".
func (w *work) setAside(v *rule.Sentence, verb, to int) bool {
	start, comma := verb, verb
	for start > v.First && w.page.Tokens[start-1].Kind == text.Word {
		start--
	}
	for comma < to && w.page.Tokens[comma].Kind == text.Word {
		comma++
	}
	return comma < to && w.holds(v, start, verb, &w.a.cue.instead)
}

// namedOnly says whether a match behind a verb like "demand" or "announce" only
// names something in the writer's words: it is no clause of its own, demands
// nothing itself and is not what somebody speaks against.
func (w *work) namedOnly(from int, p place) bool {
	if frame, _ := w.a.rb.Taxonomy().Frame(p.m.Rule.Frame); frame.Demand || w.opposes(p.v, from, p.first) {
		return false
	}
	if !w.moods() {
		return p.name && w.wordsOnly(from, p.first)
	}
	_, end := p.v.Clause(p.first, p.last, true)
	return !w.holds(p.v, from, end, &w.a.cue.subjunctive) && !w.holds(p.v, from, end, &w.a.cue.conditional)
}

// opposes says whether a name is what somebody speaks against: "demands an end to
// the invasion".
func (w *work) opposes(v *rule.Sentence, from, to int) bool {
	return w.holds(v, from, to, &w.a.cue.against)
}

// moods says whether the language tells reported speech by the mood of the verb
// and puts the verb first where the reporting clause stands behind: German, the
// one whose nouns all have capitals.
func (w *work) moods() bool { return w.page.Lex.Capitals }

// cutOff says whether what is said ends between two tokens: at a semicolon, or
// at a dash that no second one closes. Behind a colon it only begins.
func (w *work) cutOff(from, to int) (cut, opened bool) {
	dashes := 0
	for t := from; t < to; t++ {
		if w.page.Tokens[t].Kind != text.Break {
			continue
		}
		switch w.page.TokenText(t) {
		case ";":
			cut, opened = true, false
		case ":":
			cut, opened, dashes = false, true, 0
		case "–", "—", "―":
			dashes++
		}
	}
	return cut || dashes%2 == 1, opened
}

// opensRelative says whether a relative clause begins at a token behind a comma:
// with its pronoun, or with an article that a small word follows ("die sich",
// "in denen").
func (w *work) opensRelative(v *rule.Sentence, t int) bool {
	if t <= v.First || t >= v.Last || w.page.Tokens[t-1].Kind != text.Comma {
		return false
	}
	if w.has(v, t, &v.Syntax.Preps) && t+1 < v.Last && !w.article(v, t) {
		t++
	}
	if w.has(v, t, &v.Syntax.Relatives) {
		return true
	}
	return w.article(v, t) && t+1 < v.Last && w.small(v, t+1)
}

// small says whether a word of grammar stands at a token, which no article
// stands before.
func (w *work) small(v *rule.Sentence, t int) bool {
	if w.page.Tokens[t].Kind != text.Word || w.page.Tokens[t].Case != text.LowerCase {
		return false
	}
	return w.has(v, t, &v.Syntax.Preps) || w.has(v, t, &v.Syntax.Us) || w.has(v, t, &v.Syntax.They) || w.has(v, t, &w.a.cue.negation) || w.has(v, t, &w.a.cue.other) || w.has(v, t, &v.Syntax.Dets) || w.has(v, t, &w.a.cue.filling)
}

// afterRelative says whether a verb of saying ends a relative clause behind which
// the main clause goes on with its verb: "wer das fordert, ist".
func (w *work) afterRelative(v *rule.Sentence, verb, end int) bool {
	if end+1 >= v.Last || w.page.Tokens[end].Kind != text.Comma {
		return false
	}
	if !w.has(v, end+1, &v.Syntax.Be) && !w.has(v, end+1, &w.a.cue.aux) {
		return false
	}
	start := verb
	for start > v.First && w.page.Tokens[start-1].Kind == text.Word {
		start--
	}
	return w.opensRelative(v, start) || start > v.First && w.article(v, start)
}

// nearRelative is how many words before a negation its relative pronoun may stand
// where the match begins behind it.
const nearRelative = 3

// maxContrast is how many words between commas may say what is not meant.
const maxContrast = 3

// inAside says whether a cue stands in a relative clause that ends before what is
// said of the group: "migrants, who do not work, are …", or without commas before
// a form of "to be": "migrants who do not work are …".
func (w *work) inAside(p place, a lexicon.Ann) bool {
	relative := false
	for t := max(p.v.First, min(p.first, int(a.First)-nearRelative)); t < p.head; t++ {
		relative = relative || t < int(a.First) && (w.has(p.v, t, &p.v.Syntax.Relatives) || w.links(p.v, t))
		if relative && t > int(a.Last) && (w.has(p.v, t, &p.v.Syntax.Be) || w.has(p.v, t, &p.v.Syntax.VerbThey)) {
			return true
		}
	}
	for t := int(a.Last); t < p.head; t++ {
		if w.page.Tokens[t].Kind != text.Comma {
			continue
		}
		if t-int(a.Last) <= maxContrast && int(a.First) > p.v.First && w.page.Tokens[a.First-1].Kind == text.Comma {
			return true // "migrants, not citizens, get the benefits"
		}
		start := int(a.First)
		for start > p.v.First && w.page.Tokens[start-1].Kind == text.Word {
			start--
		}
		return w.opensRelative(p.v, start)
	}
	return false
}

// criticises says whether a verb of criticism before a match has a deed for its
// object: what was matched is then what the critic says ("slammed him for
// opening the gates to a horde"). Criticism of something said, and of a demand,
// condemns it.
func (w *work) criticises(p place, a lexicon.Ann) bool {
	if !w.a.cue.criticism.Has(a.Class) || int(a.First) >= p.first {
		return false
	}
	frame, _ := w.a.rb.Taxonomy().Frame(p.m.Rule.Frame)
	object := int(a.Last)
	for object < p.last && w.page.Tokens[object].Kind == text.Word {
		object++
	}
	return !frame.Demand && !w.holds(p.v, int(a.Last), object, &w.a.cue.that) && !w.saying(p.v, int(a.Last), object)
}

// longest is how many words what is said with "that" may have.
const longest = 60

// toTheEnd says whether a match stands in what a verb of saying right before
// "that" governs, however long it is.
func (w *work) toTheEnd(cue *rulebook.Cue, a lexicon.Ann, p place) bool {
	from := int(a.Last)
	if cue.Stance != corpus.StanceReported || cue.Scope != "sentence" || cue.Reach == 0 || from > p.first || p.first-from > longest {
		return false
	}
	if !w.has(p.v, from, &w.a.cue.that) && !w.has(p.v, from-1, &w.a.cue.that) && !(from+1 < p.first && w.page.Tokens[from].Kind == text.Comma && w.has(p.v, from+1, &w.a.cue.that)) {
		return false
	}
	cut, _ := w.cutOff(from, p.first)
	return !cut && !w.holds(p.v, from, p.first, &w.a.cue.terminator)
}

// carriesOn says whether a sentence in the conditional goes on with what the
// sentence before reports: "He spoke at length. Die Migranten würden …".
func (w *work) carriesOn(c *verdict, p place) {
	if !w.moods() || p.v.Index == 0 || !w.a.cue.conditional.Meets(&p.v.Present) || w.a.cue.condition.Meets(&p.v.Present) || w.page.Sentences[p.v.Index].Question {
		return
	}
	all := w.page.Sentences
	if all[p.v.Index-1].Paragraph != all[p.v.Index].Paragraph {
		return
	}
	before := w.reading.Sentence(p.v.Index - 1)
	if !w.a.cue.subjunctive.Meets(&before.Present) && !w.a.cue.says.Meets(&before.Present) || w.holds(before, before.First, before.Last, &w.a.cue.first) {
		return
	}
	from, to := p.from, p.to
	if p.name {
		from, to = p.v.Clause(p.first, p.last, true)
	}
	for _, a := range p.v.Anns {
		if w.a.cue.conditional.Has(a.Class) && int(a.Last) > from && int(a.First) < to {
			c.step("reported", w.tokens(int(a.First), int(a.Last)), corpus.StanceReported)
			if c.speaker == "" {
				c.speaker = w.speaking(before)
			}
			return
		}
	}
}

// listed says whether a sentence is one of a list of what somebody says: it begins
// with "that", in lower case.
func (w *work) listed(c *verdict, p place) {
	t := p.v.First
	for t < p.first && w.page.Tokens[t].Kind != text.Word {
		t++
	}
	if t < p.first && w.page.Tokens[t].Case == text.LowerCase && w.has(p.v, t, &w.a.cue.that) {
		c.step("reported", w.tokens(t, t+1), corpus.StanceReported)
	}
}

// links says whether a token right behind a group is a pronoun that is also a
// conjunction in some languages: "i migranti che non lavorano".
func (w *work) links(v *rule.Sentence, t int) bool {
	switch w.page.TokenText(t) {
	case "che", "que", "qui":
	default:
		return false
	}
	for i := range v.Mentions {
		if v.Mentions[i].Last == t {
			return true
		}
	}
	return false
}

// behindRelative says whether a negation stands behind a relative clause with the
// match: "he calls those, who have flooded the country, not guests".
func (w *work) behindRelative(p place, a lexicon.Ann) bool {
	if int(a.First) < p.last || w.wordsOnly(p.last, int(a.First)) {
		return false
	}
	start := p.head
	for start > p.v.First && w.page.Tokens[start-1].Kind == text.Word {
		start--
	}
	return w.opensRelative(p.v, start)
}
