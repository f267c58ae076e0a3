package rule

import (
	"sort"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/text"
)

// findReferences finds what stands for a group that was named: "they", "them",
// "their", "the men", and in languages that leave the pronoun out a verb in the third
// person plural at the start of a clause. The group is the last one named
// earlier in the sentence, else in the sentence before, else the one that the
// next sentence says they are ("They're just …s").
func (v *Sentence) findReferences(before, after *Sentence) {
	if v.dropped >= 0 {
		v.refer(Mention{First: v.dropped, Last: v.dropped, Kind: AsSubject}, false, before, after)
		v.refer(Mention{First: v.First, Last: v.First, Kind: AsSubject}, false, before, after)
	}
	for _, a := range v.Anns {
		kind, ok := v.referenceKind(a)
		if !ok || kind == AsSubject && v.singular(a) {
			continue
		}
		m := Mention{First: int(a.First), Last: int(a.Last), Kind: kind}
		if v.Syntax.VerbThey.Has(a.Class) || v.Syntax.VerbThem.Has(a.Class) {
			m.Last = m.First
		}
		if v.overlaps(m) {
			continue
		}
		if kind == AsNoun {
			m.Governed = v.Governed(m.First)
			after = nil
		}
		v.refer(m, v.Syntax.Labels.Has(a.Class), before, after)
	}
	sort.SliceStable(v.Mentions, func(i, j int) bool { return v.Mentions[i].First < v.Mentions[j].First })
}

// singular says whether the verb beside a pronoun that may mean one or many says
// that it is one: "sie gefährdet uns" (the migration, not the migrants).
func (v *Sentence) singular(a lexicon.Ann) bool {
	return v.Syntax.She.Meets(&v.Present) && (v.starts(int(a.First), &v.Syntax.She) > int(a.Last) || v.ends(int(a.Last), &v.Syntax.She) < int(a.First))
}

// refer adds what stands for a group, if there is one that it may stand for.
func (v *Sentence) refer(m Mention, label bool, before, after *Sentence) {
	if of, sentence := v.antecedent(m.First, label, before, after); of != nil {
		m.Of, m.OfSentence, m.Class = of, sentence, of.Class
		v.Mentions = append(v.Mentions, m)
	}
}

// maxDropped is how many words may stand between the start of a sentence and
// the verb whose subject is left out.
const maxDropped = 5

// droppedSubject returns the verb at the start of a sentence whose ending says
// "they" in a language that leaves the pronoun out, or -1. Before it may stand
// fillers and an object: "Non ci costano", "Nunca se integrarán".
func (v *Sentence) droppedSubject() int {
	t, anns := v.First, v.Anns
	for t < v.Last && t < v.First+maxDropped {
		next, noun := t, false
		for len(anns) > 0 && int(anns[0].First) <= t {
			a := anns[0]
			anns = anns[1:]
			if int(a.First) == t && (v.Syntax.Fillers.Has(a.Class) || v.Syntax.Us.Has(a.Class)) {
				next = max(next, int(a.Last))
			}
			noun = noun || v.Syntax.Nouns.Has(a.Class)
		}
		if next > t {
			t = next
			continue
		}
		w := v.Page.Words[t]
		if w == nil || noun || !w.They(v.Page.Lex) || v.Page.Tokens[t].Case != text.LowerCase && t > v.First {
			return -1
		}
		return t
	}
	return -1
}

func (v *Sentence) referenceKind(a lexicon.Ann) (MentionKind, bool) {
	switch {
	case v.Syntax.Persons.Has(a.Class):
		return AsNoun, v.ends(int(a.First), &v.Syntax.These) < int(a.First)
	case v.Syntax.They.Has(a.Class):
		return AsSubject, true
	case v.Syntax.Them.Has(a.Class):
		return AsObject, true
	case v.Syntax.Their.Has(a.Class):
		return AsOwner, true
	case v.Syntax.VerbThem.Has(a.Class):
		return AsObject, true
	case v.Syntax.VerbThey.Has(a.Class):
		return AsSubject, v.startsClause(int(a.First))
	}
	return 0, false
}

// startsClause says that no subject can stand before a token: only fillers
// and objects like "us" lie between it and the clause limit.
func (v *Sentence) startsClause(t int) bool {
	for t > v.First {
		start := min(v.ends(t, &v.Syntax.Fillers), v.ends(t, &v.Syntax.Us))
		if start == t {
			return v.cost[t-1-v.First] != costWord
		}
		t = start
	}
	return true
}

func (v *Sentence) overlaps(m Mention) bool {
	for i := range v.Mentions {
		if o := &v.Mentions[i]; o.Of == nil && m.First < o.Last && o.First < m.Last {
			return true
		}
	}
	return false
}

// antecedent returns the group that a pronoun at a token stands for, or an
// insulting label ("this scum").
func (v *Sentence) antecedent(t int, label bool, before, after *Sentence) (*Mention, int) {
	if m := v.lastNamed(t); m != nil {
		return m, v.Index
	}
	if v.otherPeople(v.First, t) {
		return nil, 0
	}
	if m := v.nameThem(); m != nil && m.First > t {
		c := *m
		return &c, v.Index
	}
	if before != nil {
		if m := before.carriedOver(label, v); m != nil {
			return m, before.Index
		}
	}
	if after != nil && before == nil || v.Index == 0 && after != nil {
		if m := after.nameThem(); m != nil {
			return m, after.Index
		}
	}
	return nil, 0
}

// carriedOver returns the group of a sentence that the next one may refer to: the
// last one named, unless other people are the better antecedent. "They" are
// rather those who are the subject of the sentence ("Smugglers took the
// migrants' money. They …"), unless they only let the group in and the next
// sentence tells what is said of groups alone ("Politicians let these migrants
// in. They live on benefits."). A label is rather for whoever does harm in it
// ("Skinheads beat two Africans. This scum …").
func (v *Sentence) carriedOver(label bool, next *Sentence) *Mention {
	if label && (v.Syntax.Others.Meets(&v.Present) || v.Syntax.Harm.Meets(&v.Present)) {
		return nil
	}
	m := v.lastNamed(v.Last)
	admitted := v.Syntax.Admission.Meets(&v.Present) && next.Syntax.GroupDeeds.Meets(&next.Present)
	if m == nil || v.othersLead(m.First) && !admitted {
		return nil
	}
	return m
}

// othersLead says whether other people are the subject before a token: named
// with no preposition, and no group before them.
func (v *Sentence) othersLead(t int) bool {
	for _, a := range v.Anns {
		if int(a.Last) > t {
			return false
		}
		if v.Syntax.Others.Has(a.Class) && !v.Governed(int(a.First)) {
			return len(v.Mentions) == 0 || v.Mentions[0].First > int(a.First) || v.Mentions[0].Governed
		}
	}
	return false
}

// lastNamed returns the last group named before a token, unless other people
// are named after it.
func (v *Sentence) lastNamed(t int) *Mention {
	for i := len(v.Mentions) - 1; i >= 0; i-- {
		m := &v.Mentions[i]
		if m.Of != nil || m.Kind != ByName || m.Last > t {
			continue
		}
		if v.otherPeople(m.Last, t) {
			return nil
		}
		c := *m
		return &c
	}
	return nil
}

func (v *Sentence) otherPeople(first, last int) bool {
	for _, a := range v.Anns {
		if int(a.First) >= first && int(a.Last) <= last && v.Syntax.Others.Has(a.Class) {
			return true
		}
	}
	return false
}

// nameThem returns the group in "they are (just) GROUP" and in "I am talking
// about GROUP".
func (v *Sentence) nameThem() *Mention {
	for i := range v.Mentions {
		m := &v.Mentions[i]
		if m.Of != nil || m.Kind != ByName {
			continue
		}
		t := v.passFillers(m.First)
		if v.ends(t, &v.Syntax.Talk) < t {
			return m
		}
		be := v.ends(t, &v.Syntax.Be)
		if be == t {
			continue
		}
		before := v.passFillers(be)
		if before == v.First && !v.Page.Sentences[v.Index].Question || v.ends(be, &v.Syntax.Those) < be || v.ends(before, &v.Syntax.Those) < before || v.ends(t, &v.Syntax.VerbThey) < t {
			return m
		}
	}
	return nil
}

// passFillers moves back from a token over the fillers before it.
func (v *Sentence) passFillers(t int) int {
	for start := v.ends(t, &v.Syntax.Fillers); start < t; start = v.ends(t, &v.Syntax.Fillers) {
		t = start
	}
	return t
}
