package rule

import "github.com/alleys-eu/alleys/analyzer/lexicon"

// Syntax holds the classes that have a meaning to the matcher itself. Its
// names are fixed; each language fills them.
type Syntax struct {
	Classes *lexicon.Classes

	Groups     lexicon.Set    // group: people who are talked about
	Adjectives lexicon.Set    // group.X.adjective: only with a person noun, or alone
	Insults    lexicon.Set    // group.X.derogatory, group.X.slur: marks around them are distance to the insult
	Persons    lexicon.Set    // noun.person: "people", "men"
	Known      lexicon.Set    // noun.person and noun.acquaintance: "colleague", "neighbour"
	Others     lexicon.Set    // person.other: people who are not the group
	Fillers    lexicon.Set    // may stand in any gap
	Light      lexicon.Set    // what may stand in scare quotes beside what is meant
	Dets       lexicon.Set    // func.det, func.quantifier: begin a noun phrase
	Quantities lexicon.Set    // func.quantifier
	Crowds     lexicon.Set    // what "of" may stand behind: "most of", "gangs of"
	Preps      lexicon.Set    // func.prep
	Of         lexicon.Set    // func.prep.of
	Clauses    lexicon.Set    // func.clause: a clause begins
	Relatives  lexicon.Set    // func.relative
	Verbs      lexicon.Set    // verb, phrase, func.aux, cue.should, cue.want: what may be the verb of a clause
	Words      lexicon.Set    // classes that are not nouns: what may follow a group used as a noun
	They       lexicon.Set    // pron.they
	Them       lexicon.Set    // pron.them
	She        lexicon.Set    // pron.she: a pronoun for one or many with a verb for one
	Their      lexicon.Set    // pron.their
	These      lexicon.Set    // func.det.the: articles and demonstratives that point back
	Nouns      lexicon.Set    // classes of nouns and names
	Us         lexicon.Set    // pron.us: may stand between a dropped subject and its verb
	Be         lexicon.Set    // verb.be
	Small      lexicon.Set    // classes of words that nearly every sentence has some of
	Labels     lexicon.Set    // verb.them.label and its like: insults that stand for a group
	Harm       lexicon.Set    // cue.experience: harm done to people
	Admission  lexicon.Set    // verb.open and its like: a group is let in
	GroupDeeds lexicon.Set    // what is said of groups only: to live on benefits, never to integrate
	VerbThem   lexicon.Set    // verb.them: verbs with an object pronoun in them
	literals   map[string]int // numbers of the words that patterns name
	Talk       lexicon.Set    // phrase.talking-of: says whom one means
	Those      lexicon.Set    // pron.they, pron.that, pron.it: what stands before "are GROUP"
	VerbThey   lexicon.Set    // verb.they: third person plural forms that need no pronoun
}

// NewSyntax looks up the classes by name.
func NewSyntax(c *lexicon.Classes) *Syntax {
	s := &Syntax{
		Classes: c, literals: make(map[string]int), Groups: c.Under("group"), Persons: c.Under("noun.person"), Others: c.Under("person"),
		Dets: c.Under("func.det"), Quantities: c.Under("func.quantifier"), Preps: c.Under("func.prep"), Of: c.Under("func.prep.of"),
		Clauses: c.Under("func.clause"), Relatives: c.Under("func.relative"),
		They: c.Under("pron.they"), Them: c.Under("pron.them"), She: c.Under("pron.she"), Their: c.Under("pron.their"), These: c.Under("func.det.the"), Us: c.Under("pron.us"), Be: c.Under("verb.be"),
		Talk: c.Under("phrase.talking-of"), VerbThey: c.Under("verb.they"), VerbThem: c.Under("verb.them"),
	}
	s.Dets.Join(&s.Quantities)
	join(c, &s.Known, "noun.person", "noun.acquaintance")
	join(c, &s.Those, "pron.they", "pron.that", "pron.it")
	join(c, &s.Fillers, "func.det", "func.quantifier", "func.adverb", "func.aux", "func.filler", "cue.negation")
	join(c, &s.Small, "func", "pron", "cue.should", "verb.have", "verb.get")
	join(c, &s.Words, "func", "verb", "adj", "pron", "phrase", "cue.negation", "cue.should", "cue.want")
	join(c, &s.Verbs, "verb", "phrase", "func.aux", "cue.should", "cue.want")
	join(c, &s.Labels, "verb.them.label", "verb.them.that", "verb.them.is", "verb.them.all")
	join(c, &s.Admission, "verb.open", "verb.let", "phrase.let-in")
	join(c, &s.GroupDeeds, "verb.live-off", "phrase.live-off", "noun.welfare", "verb.claim-benefit", "phrase.on-welfare", "verb.integrate", "phrase.failed-integration", "phrase.breed-like", "verb.breed", "phrase.many-children",
		"verb.offend", "noun.rape", "verb.rape", "noun.crime", "phrase.in-hordes", "verb.invade", "phrase.take-over", "phrase.takes-jobs", "noun.jobs-ours", "noun.disease")
	s.Harm = c.Under("cue.experience")
	s.Light = c.Under("adj.praised")
	join(c, &s.Nouns, "noun", "group", "person", "helpers", "eu", "func.prep", "func.clause", "pron.they", "pron.other")
	s.Crowds = s.Quantities
	join(c, &s.Crowds, "noun.person", "noun.army", "noun.flood")
	s.sortGroups(c)
	return s
}

// join adds the classes under each of the names to a set.
func join(c *lexicon.Classes, set *lexicon.Set, names ...string) {
	for _, name := range names {
		under := c.Under(name)
		set.Join(&under)
	}
}

// sortGroups tells the groups that are named by an adjective or by an insult.
func (s *Syntax) sortGroups(c *lexicon.Classes) {
	for i := 0; i < c.Len(); i++ {
		if id := lexicon.Class(i); s.Groups.Has(id) && hasSuffix(c.Name(id), ".adjective") {
			s.Adjectives.Add(id)
			s.Light.Add(id)
		}
		if id := lexicon.Class(i); s.Groups.Has(id) && (hasSuffix(c.Name(id), ".derogatory") || hasSuffix(c.Name(id), ".slur")) {
			s.Insults.Add(id)
		}
	}
}

func hasSuffix(s, suffix string) bool {
	return len(s) >= len(suffix) && s[len(s)-len(suffix):] == suffix
}

// literal returns the number of a word that a pattern names.
func (s *Syntax) literal(word string) int {
	n, ok := s.literals[word]
	if !ok {
		n = len(s.literals)
		s.literals[word] = n
	}
	return n
}
