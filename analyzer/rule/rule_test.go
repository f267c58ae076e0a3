package rule

import (
	"reflect"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/text"
	"github.com/alleys-eu/alleys/corpus/datafile"
)

var classNames = []string{
	"mask", "func.det", "func.det.the", "func.quantifier", "func.adverb", "func.aux", "func.filler", "func.prep", "func.prep.of",
	"func.clause", "func.relative", "pron.they", "pron.them", "pron.their", "verb.be", "verb.they", "verb.them", "noun.person", "person.other",
	"group.birds", "group.birds.adjective", "group.fish", "cue.negation", "noun.pest", "noun.pest.weak", "verb.chase", "adj.loud", "group.birds.slur", "adj.praised",
}

var sampleWords = map[string][]string{
	"func.det": {"=a|an|our"}, "func.det.the": {"=the|these"}, "func.quantifier": {"=all|most"}, "func.adverb": {"=really|just"}, "func.aux": {"=will|can"},
	"func.prep": {"=against|near|with"}, "func.prep.of": {"=of"}, "func.clause": {"=because|but"}, "func.relative": {"=who"},
	"pron.they": {"=they"}, "pron.them": {"=them"}, "pron.their": {"=their"}, "verb.be": {"=are|is|were"}, "noun.person": {"=people|youths"},
	"person.other": {"=keepers"}, "group.birds": {"=sparrows|starlings"}, "group.birds.adjective": {"=robin"}, "group.fish": {"=carp"},
	"cue.negation": {"=not"}, "noun.pest": {"=pests"}, "noun.pest.weak": {"=visitors"}, "verb.chase": {"=chase"}, "adj.loud": {"=loud"}, "group.birds.slur": {"=squawkers"}, "adj.praised": {"=poor|dear"},
}

func sample(t testing.TB) (*Syntax, *lexicon.Lexicon) {
	t.Helper()
	var infos []lexicon.ClassInfo
	for _, n := range classNames {
		infos = append(infos, lexicon.ClassInfo{Name: n})
	}
	classes, err := lexicon.NewClasses(infos)
	if err != nil {
		t.Fatal(err)
	}
	l, err := lexicon.New(lexicon.Settings{Lang: text.Language{Code: "en"}}, classes)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range classNames {
		id, _ := classes.Lookup(n)
		for _, e := range sampleWords[n] {
			if err := l.Add("test", id, []datafile.Item[string]{{Value: e}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	return NewSyntax(classes), l
}

// matches returns the words of the spans of each match, "a|b|c".
func matches(t testing.TB, r *Rule, syntax *Syntax, l *lexicon.Lexicon, s string) []string {
	t.Helper()
	p := l.NewReader().Read(s)
	var out []string
	NewSet([]*Rule{r}, syntax).Read(p, nil).All(func(f Found) {
		for i := range f.Matches {
			var words []string
			for _, sp := range f.Matches[i].Spans {
				if sp.Last > sp.First {
					words = append(words, s[p.Tokens[sp.First].Start:p.Tokens[sp.Last-1].End])
				}
			}
			out = append(out, strings.Join(words, "|"))
		}
	})
	return out
}

func TestSequence(t *testing.T) {
	syntax, l := sample(t)
	tests := []struct {
		name, pattern, text string
		want                []string
	}{
		{"in order", "SUBJECT verb.be noun.pest", "Sparrows are pests.", []string{"Sparrows|are|pests"}},
		{"the body itself", "ITSELF(group.fish) ~2 verb.be ~ noun.pest", "The carp are pests.", []string{"carp|are|pests"}},
		{"something of it, in front", "ITSELF(group.fish) ~2 verb.be ~ noun.pest", "The carp's eggs are pests.", nil},
		{"something of it, behind", "ITSELF(group.fish) ~2 verb.be ~ noun.pest", "The friends of the carp are pests.", nil},
		{"not in order", "SUBJECT verb.be noun.pest", "Pests are sparrows.", nil},
		{"fillers are free", "SUBJECT ~ verb.be ~ noun.pest", "Sparrows really are just the pests.", []string{"Sparrows|are|pests"}},
		{"negation is a filler", "SUBJECT ~ verb.be ~ noun.pest", "Sparrows are not pests.", []string{"Sparrows|are|pests"}},
		{"no other word without a number", "SUBJECT ~ verb.be ~ noun.pest", "Sparrows are noisy pests.", nil},
		{"one other word", "SUBJECT ~ verb.be ~1 noun.pest", "Sparrows are noisy pests.", []string{"Sparrows|are|pests"}},
		{"a preposition counts two", "SUBJECT ~ verb.be ~1 noun.pest", "Sparrows are with pests.", nil},
		{"to be counts three", "SUBJECT ~2 noun.pest", "Sparrows are pests.", nil},
		{"a clause is a wall", "SUBJECT ~9 noun.pest", "Sparrows sing but there pests thrive.", nil},
		{"a colon is a wall", "SUBJECT ~9 noun.pest", "Sparrows: the pests.", nil},
		{"an aside is passed", "SUBJECT ~1 verb.be ~ noun.pest", "Sparrows, so he thinks, are pests.", []string{"Sparrows|are|pests"}},
		{"behind a preposition no subject", "SUBJECT ~ verb.be ~ noun.pest", "Cats against the sparrows are pests.", nil},
		{"most of them are a subject", "SUBJECT ~ verb.be ~ noun.pest", "Most of the sparrows are pests.", []string{"sparrows|are|pests"}},
		{"optional", "SUBJECT ~ verb.be adj.loud? noun.pest", "Sparrows are pests. Starlings are loud pests.", []string{"Sparrows|are|pests", "Starlings|are|loud|pests"}},
		{"repeated", "SUBJECT ~ verb.be adj.loud+ noun.pest", "Sparrows are loud loud pests.", []string{"Sparrows|are|loud|loud|pests"}},
		{"literal word", `SUBJECT "sing"`, "Sparrows sing.", []string{"Sparrows|sing"}},
		{"a class with its sub-classes", "SUBJECT ~ verb.be ~ noun.pest", "Sparrows are visitors.", []string{"Sparrows|are|visitors"}},
		{"that class alone", "SUBJECT ~ verb.be ~ noun.pest!", "Sparrows are visitors.", nil},
		{"refused class", "SUBJECT ~ verb.be !noun.pest", "Sparrows are pests. Starlings are here.", []string{"Starlings|are"}},
		{"start", "^ noun.pest", "Pests here. The sparrows: pests. Two pests.", []string{"Pests", "pests"}},
		{"start of a quotation", "^ verb.chase", `He said "chase" then.`, []string{"chase"}},
		{"end", "noun.pest $", "Many pests! Pests are many.", []string{"pests"}},
		{"only that target", "GROUP(fish) ~ verb.be", "Sparrows are here, the carp are there.", []string{"carp|are"}},
		{"all but that target", "GROUP(!fish) ~ verb.be", "The carp are there, sparrows are here.", []string{"sparrows|are"}},
		{"adjective with a person noun", "SUBJECT ~ verb.be", "Robin youths are here.", []string{"Robin youths|are"}},
		{"adjective before a noun is an attribute", "SUBJECT ~ verb.be", "Robin feeders are here.", nil},
		{"alone in quotation marks", "QUOTED", `These "sparrows" sing.`, []string{"sparrows"}},
		{"not alone in them", "QUOTED", `These "loud sparrows" sing. The "sparrows sing" sign. Plain sparrows.`, nil},
		{"a title", "QUOTED", `The "Sparrows" opens on Monday.`, nil},
		{"only those in quotation marks", "QUOTED(fish)", `The "sparrows" and the "carp" are here.`, []string{"carp"}},
		{"an adjective before the marks", "QUOTED", `The robin "sparrows" sing.`, []string{"sparrows"}},
		{"a word of praise within", "QUOTED", `The "poor sparrows" sing.`, []string{"poor sparrows"}},
		{"with a comma within", "QUOTED", `These "sparrows," they say, sing.`, []string{"sparrows"}},
		{"with a full stop within", "QUOTED", `So sing these "sparrows."`, []string{"sparrows"}},
		{"an article makes it a quotation", "QUOTED", `He blames it on "the sparrows" again.`, nil},
		{"an insult is no name", "QUOTED", `These "squawkers" sing.`, nil},
		{"a sentence of its own", "QUOTED", `He came. "Sparrows!" So it was.`, nil},
		{"any class", "QUOTED(noun.pest)", `These "dear pests" sing, other pests do not.`, []string{"dear pests"}},
		{"two classes", "QUOTED(noun.pest|adj.loud) ~ GROUP", `The "loud" sparrows sing.`, []string{"loud|sparrows"}},
		{"a word", `GROUP QUOTED("sing")`, `Sparrows "sing" and starlings sing.`, []string{"Sparrows|sing"}},
		{"whatever it is", "QUOTED(_) GROUP", `The "so very kind" sparrows sing, the sweet starlings too.`, []string{"so very kind|sparrows"}},
		{"five words are a quotation", "GROUP QUOTED(_)", `Sparrows "sing all day and night" here.`, nil},
		{"may be missing", "GROUP QUOTED(adj.loud)?", `Sparrows "loud" as ever. Starlings here.`, []string{"Sparrows|loud", "Starlings"}},
		{"other marks", "QUOTED", `The “sparrows” and the 'carp' sing.`, []string{"sparrows", "carp"}},
		{"no preposition before it", "FREE(noun.pest) ~ verb.chase", "With the pests chase. The pests chase.", []string{"pests|chase"}},
		{"the body itself and no preposition", "FREE(ITSELF(group.fish)) ~ verb.be", "The carp are here.", []string{"carp|are"}},
		{"a comma asked for", `noun.pest "," ~ verb.chase`, "Pests, all chase. Pests chase.", []string{"Pests|,|chase"}},
		{"a colon asked for", `noun.pest ":" ~1 GROUP`, "Pests: these sparrows. Pests; the carp.", []string{"Pests|:|sparrows"}},
		{"a comma that may be missing", `noun.pest ","? verb.chase`, "Pests, chase!", []string{"Pests|,|chase"}},
		{"attribute", "ATTR", "Robin feeders are here.", []string{"Robin"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q, err := NewSequence(tt.pattern, syntax)
			if err != nil {
				t.Fatal(err)
			}
			got := matches(t, &Rule{ID: "t", Sequences: []*Sequence{q}}, syntax, l, tt.text)
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestReference(t *testing.T) {
	syntax, l := sample(t)
	q, err := NewSequence("SUBJECT ~ verb.be ~ noun.pest", syntax)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, text string
		reference  bool
		want       []string
	}{
		{"sentence before", "Sparrows sing. They are pests.", true, []string{"They|are|pests"}},
		{"rule that takes names only", "Sparrows sing. They are pests.", false, nil},
		{"clause before", "Sparrows sing because they are pests.", true, []string{"they|are|pests"}},
		{"other people between", "Sparrows sing. The keepers came. They are pests.", true, nil},
		{"another paragraph", "Sparrows sing. Cats sleep.\n\nThey are pests.", true, nil},
		{"the noun points back", "Sparrows sing. The youths are pests.", true, []string{"youths|are|pests"}},
		{"nobody named", "They are pests.", true, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := matches(t, &Rule{ID: "t", Sequences: []*Sequence{q}, Reference: tt.reference}, syntax, l, tt.text)
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTogether(t *testing.T) {
	syntax, l := sample(t)
	g, err := NewTogether("GROUP verb.chase adj.loud", 6, syntax)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		text string
		want int
	}{
		{"Loud sparrows chase cats.", 1},
		{"Cats chase the loud sparrows.", 1},
		{"Sparrows chase cats but cats are loud.", 0},
		{"Loud is one two three four five six seven chase sparrows.", 0},
	}
	for _, tt := range tests {
		if got := matches(t, &Rule{ID: "t", Togethers: []*Together{g}}, syntax, l, tt.text); len(got) != tt.want {
			t.Errorf("%q: got %q, want %d", tt.text, got, tt.want)
		}
	}
}

func TestRuleConditions(t *testing.T) {
	syntax, l := sample(t)
	q, err := NewSequence("noun.pest", syntax)
	if err != nil {
		t.Fatal(err)
	}
	under := syntax.Classes.Under
	tests := []struct {
		name string
		rule Rule
		text string
		want int
	}{
		{"unless", Rule{Unless: under("adj.loud")}, "Loud pests.", 0},
		{"with", Rule{With: []lexicon.Set{under("adj.loud")}}, "Pests.", 0},
		{"near", Rule{Near: under("group")}, "Sparrows sing. The pests came.", 1},
		{"nothing near", Rule{Near: under("group")}, "Cats sleep. The pests came.", 0},
		{"another language", Rule{Languages: []string{"pl"}}, "Pests.", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.rule.Sequences = []*Sequence{q}
			if got := matches(t, &tt.rule, syntax, l, tt.text); len(got) != tt.want {
				t.Errorf("got %q, want %d", got, tt.want)
			}
		})
	}
}

func TestBadPatterns(t *testing.T) {
	syntax, _ := sample(t)
	for _, p := range []string{"", "~ noun.pest", "noun.pest ~", "noun.nothing", "noun.pest ~99 verb.be", "adj.loud? noun.pest", "GROUP(nobody)", `"pests" ~2 GROUP|"them"`} {
		if _, err := NewSequence(p, syntax); err == nil {
			t.Errorf("%q was taken", p)
		}
	}
}

func FuzzMatch(f *testing.F) {
	syntax, l := sample(f)
	var rules []*Rule
	for _, p := range []string{"SUBJECT ~3 verb.be* ~2 noun.pest+", "^ GROUP ~9 noun.pest $", "noun.pest ~5 !adj.loud OWNER", "QUOTED(GROUP(birds,fish)|noun.pest) ~3 QUOTED(_)*", "QUOTED ~4 verb.be"} {
		q, err := NewSequence(p, syntax)
		if err != nil {
			f.Fatal(err)
		}
		rules = append(rules, &Rule{ID: p, Sequences: []*Sequence{q}, Reference: true})
	}
	set := NewSet(rules, syntax)
	r := l.NewReader()
	f.Add("Sparrows, they say, are are pests pests. They are not the pests!")
	f.Add("The robin “sparrows,” \"carp\" 'pests' “'sparrows'” \"”")
	f.Fuzz(func(t *testing.T, s string) {
		p := r.Read(s)
		set.Read(p, nil).All(func(found Found) {
			for i := range found.Matches {
				if first, last := found.Matches[i].Bounds(); first < 0 || last > len(p.Tokens) {
					t.Fatalf("match %+v of %q", found.Matches[i], s)
				}
			}
		})
	})
}

func FuzzPattern(f *testing.F) {
	syntax, _ := sample(f)
	f.Add("SUBJECT ~1 verb.be ~ role=noun.pest|adj.loud?")
	f.Add("QUOTED(birds,fish)? ~ x=QUOTED(noun.pest|GROUP(fish)) QUOTED(_)+ QUOTED !QUOTED(")
	f.Fuzz(func(t *testing.T, pattern string) {
		if _, err := NewSequence(pattern, syntax); err != nil && err.Error() == "" {
			t.Fatal("an error without a text")
		}
	})
}
