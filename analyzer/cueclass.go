package analyzer

import "github.com/alleys-eu/alleys/analyzer/lexicon"

// cueClasses are the classes of context that the code itself asks for.
type cueClasses struct {
	all, negation, after, report, says, source, think, factive, rhetorical, terminator, except, why, concord, should, vow, counter, call, heading, that, subjunctive, subordinator, criticism, callAs, like, answer, turn, denied, instead, emotive, judgement, concessive, conditional, neutral, condition, against, when, refutation, emphasis, viewpoint, being, without lexicon.Set

	first, you, person, other, one, someone lexicon.Set // pronouns
	every                                   lexicon.Set // words like "all"
	adverb, conj, aux, date                 lexicon.Set // function words; months and days
	filling                                 lexicon.Set // what may stand between a subject and its verb
	role                                    lexicon.Set // nouns for those who are quoted: "minister", "critics"
	nominal                                 lexicon.Set // nouns, adjectives, groups
	notPerson                               lexicon.Set // what with a capital letter is still no name
}

func newCueClasses(c *lexicon.Classes) cueClasses {
	under := func(names ...string) lexicon.Set {
		var s lexicon.Set
		for _, name := range names {
			u := c.Under(name)
			s.Join(&u)
		}
		return s
	}
	roles := under("noun.role", "eu.institution", "eu.people")
	mocked := under("eu.people.mocked")
	roles.Remove(&mocked)
	leaders := under("noun.role", "eu.people")
	notPerson := under("eu", "noun", "adj", "verb", "func", "cue")
	notPerson.Remove(&leaders)
	headings := under("cue.heading")
	notPerson.Remove(&headings)
	notPerson.Join(&mocked)
	says := under("cue.report")
	source := under("cue.report.after")
	says.Remove(&source)
	return cueClasses{
		all: under("cue"), negation: under("cue.negation"), after: under("cue.negation.after"), report: under("cue.report"),
		says: says, source: source, think: under("cue.think"), factive: under("cue.factive"), rhetorical: under("cue.rhetorical"), terminator: under("cue.terminator"),
		vow: under("cue.vow"), counter: under("cue.counter"), call: under("cue.call"), heading: under("cue.heading"), that: under("func.that"), subjunctive: under("cue.subjunctive"), criticism: under("cue.condemnation.criticism"), callAs: under("cue.call.as"), like: under("func.like", "func.as"), answer: under("cue.answer"), emphasis: under("cue.emphasis"), viewpoint: under("cue.viewpoint"), being: under("verb.be", "verb.be.free"), when: under("cue.condition.when"), refutation: under("cue.refutation"), condition: under("cue.condition"), against: under("cue.against"), concessive: under("func.subordinator.concessive"), conditional: under("cue.conditional"), neutral: under("cue.report.neutral"), emotive: under("cue.condemnation.emotive"), judgement: under("cue.condemnation", "cue.refutation"), instead: under("cue.instead"), turn: under("cue.answer.turn"), denied: under("cue.doubt.denied"), subordinator: under("func.subordinator"), except: under("cue.except"), why: under("cue.why"), without: under("func.without"), concord: under("func.concord"), should: under("cue.should"),
		first: under("pron.first"), you: under("pron.you"), person: under("pron.he"), other: under("pron.other"), one: under("pron.one"), someone: under("pron.someone"),
		every: under("func.quantifier.all"), adverb: under("func.adverb"), conj: under("func.conj"), date: under("noun.date"), aux: under("func.aux"), filling: under("func.adverb", "func.aux", "func.filler", "cue.negation"),
		role: roles, nominal: under("noun", "adj", "group", "helpers"), notPerson: notPerson,
	}
}
