package lexicon

import (
	"reflect"
	"sort"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/analyzer/text"
	"github.com/alleys-eu/alleys/corpus/datafile"
)

func small(t testing.TB, words map[string][]string) *Lexicon {
	t.Helper()
	classes, err := NewClasses([]ClassInfo{
		{Name: MaskClass}, {Name: "group.birds", Spelling: true}, {Name: "verb.peck", Spelling: true}, {Name: "adj.loud"},
		{Name: "adj.loud.very"}, {Name: DenialClass}, {Name: "group.nationals.*"}, {Name: "group.nationals.*.adjective"},
	})
	if err != nil {
		t.Fatal(err)
	}
	l, err := New(Settings{Lang: text.Language{Code: "en", SplitBefore: []string{"'s"}}, Stemmer: "en", RealWords: []string{"pack"}}, classes)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for name := range words {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		id, ok := classes.Lookup(name)
		if !ok {
			t.Fatalf("no class %s", name)
		}
		var items []datafile.Item[string]
		for _, e := range words[name] {
			items = append(items, datafile.Item[string]{Value: e, Line: 1})
		}
		if err := l.Add("test.yaml", id, items); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

// found lists "class:text" of every annotation.
func found(l *Lexicon, s string) []string {
	p := l.NewReader().Read(s)
	var out []string
	for _, a := range p.Annotate(0, len(p.Tokens), nil) {
		out = append(out, l.classes.Name(a.Class)+":"+s[p.Tokens[a.First].Start:p.Tokens[a.Last-1].End])
	}
	return out
}

func TestAnnotate(t *testing.T) {
	l := small(t, map[string][]string{
		MaskClass:                      {"=bird cage"},
		"group.birds":                  {"=sparrows|starlings|magpies", "=Robin", "house bird", "black*", "*wing"},
		"verb.peck":                    {"peck", "=tear _ apart"},
		"adj.loud":                     {"=(very) loud", "=loud as thunder", "=so, noisy that", "=a|an £|€ nest", "=$", "=tweet, tweet $", "=€5 song"},
		"adj.loud.very":                {"=deafening"},
		"group.nationals.ro":           {"=romanians"},
		"group.nationals.ro.adjective": {"=romanian"},
	})
	tests := []struct {
		name, text string
		want       []string
	}{
		{"alternatives", "Sparrows and magpies", []string{"group.birds:Sparrows", "group.birds:magpies"}},
		{"stem takes all forms", "They pecked, they are pecking", []string{"verb.peck:pecked", "verb.peck:pecking"}},
		{"exact with a capital", "a Robin, no robin", []string{"group.birds:Robin"}},
		{"stemmed phrase", "house birds", []string{"group.birds:house birds"}},
		{"beginning and ending", "blackbirds redwing", []string{"group.birds:blackbirds", "group.birds:redwing"}},
		{"placeholder", "tear it apart", []string{"verb.peck:tear it apart"}},
		{"optional", "loud, very loud", []string{"adj.loud:loud", "adj.loud:very loud"}},
		{"longest of its class", "loud as thunder", []string{"adj.loud:loud as thunder"}},
		{"a comma that may be there", "so, noisy that, so noisy that", []string{"adj.loud:so, noisy that", "adj.loud:so noisy that"}},
		{"a comma elsewhere", "so noisy, that", nil},
		{"currency signs", "A € nest cost $5, or a €5 song", []string{"adj.loud:A € nest", "adj.loud:$", "adj.loud:€5 song"}},
		{"the end of a sentence", "So tweet, tweet!", []string{"adj.loud:tweet, tweet"}},
		{"the end of a clause", "They tweet tweet: all", []string{"adj.loud:tweet tweet"}},
		{"not at the end", "They tweet tweet all, tweet tweet, day", nil},
		{"sub-class", "deafening", []string{"adj.loud.very:deafening"}},
		{"open class", "Romanian Romanians", []string{"group.nationals.ro.adjective:Romanian", "group.nationals.ro:Romanians"}},
		{"ending of its own", "sparrows's", []string{"group.birds:sparrows"}},
		{"nothing", "the cat sleeps", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := found(l, tt.text)
			sort.Strings(got)
			sort.Strings(tt.want)
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestCompounds(t *testing.T) {
	l := small(t, map[string][]string{"verb.peck": {"=wood|nut+pecker|crack*", "=blue|red+beak in"}, "adj.loud": {"=loud+|shrill"}})
	for _, c := range []struct{ text, want string }{
		{"a woodpecker", "verb.peck:woodpecker"},
		{"a wood-pecker", "verb.peck:wood-pecker"},
		{"a wood pecker", ""},
		{"a wood-pecker's nut-crackers", "verb.peck:wood-pecker verb.peck:nut-crackers"},
		{"the loud red-beak in there", "adj.loud:loud verb.peck:red-beak in"},
		{"woodpeckers", ""},
		{"some nutcrackers", "verb.peck:nutcrackers"},
		{"a Nut-Cracking bird", "verb.peck:Nut-Cracking"},
		{"a redbeak in the bluebeak", "verb.peck:redbeak in"},
		{"wood in a pecker", ""},
		{"shrill", "adj.loud:shrill"},
	} {
		if got := strings.Join(found(l, c.text), " "); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
	if got, want := strings.Join(writtenWords("=Nut|wood+crack|peck* (in) it"), " "), "nutcrack nutpeck* woodcrack woodpeck* in it"; got != want {
		t.Errorf("written words: %s, want %s", got, want)
	}
}

func TestMaskHidesWhatIsInside(t *testing.T) {
	l := small(t, map[string][]string{MaskClass: {"=sparrows nest soup"}, "group.birds": {"=sparrows"}})
	if got := found(l, "sparrows nest soup"); !reflect.DeepEqual(got, []string{"mask:sparrows nest soup"}) {
		t.Errorf("got %q", got)
	}
	if got := found(l, "sparrows nest"); !reflect.DeepEqual(got, []string{"group.birds:sparrows"}) {
		t.Errorf("got %q", got)
	}
}

// TestAnyWordIsNoNegation: a place for any word takes no negation.
func TestAnyWordIsNoNegation(t *testing.T) {
	l := small(t, map[string][]string{"verb.peck": {"=take (_) crumbs"}, DenialClass: {"=no|never"}})
	for text, want := range map[string][]string{
		"take all crumbs": {"verb.peck:take all crumbs"},
		"take crumbs":     {"verb.peck:take crumbs"},
		"take no crumbs":  {"cue.negation:no"},
	} {
		if got := found(l, text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestSpellingTricks(t *testing.T) {
	l := small(t, map[string][]string{"group.birds": {"=sparrows|magpies|jackdaws"}, "verb.peck": {"=peck|pecking"}, "adj.loud": {"=noisy"}})
	tests := []struct {
		text string
		want Trick
		word string
	}{
		{"sp4rrows", Leet, "sparrows"},
		{"spa**ows", Leet, "sparrows"},
		{"spaaaarrows", Elongated, "sparrows"},
		{"s p a r r o w s", Spaced, "sparrows"},
		{"m-a-g-p-i-e-s", Spaced, "magpies"},
		{"m.a.g.p.i.e.s", Spaced, "magpies"},
		{"magp!es", Leet, "magpies"},
		{"magp|es", Leet, "magpies"},
		{"magpi€s", Leet, "magpies"},
		{"mag pies", Spaced, "magpies"},
		{"sparorws", Swapped, "sparrows"},
		{"jackdws", Swapped, "jackdaws"},
		{"sparrows", NoTrick, "sparrows"},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			p := l.NewReader().Read("the " + tt.text + " there")
			anns := p.Annotate(0, len(p.Tokens), nil)
			if len(anns) != 1 {
				t.Fatalf("found %d phrases in %q", len(anns), tt.text)
			}
			a := anns[0]
			if a.Trick != tt.want || p.Words[a.First].Norm != tt.word {
				t.Errorf("got %q by %q, want %q by %q", p.Words[a.First].Norm, a.Trick, tt.word, tt.want)
			}
			if got := p.Text[p.Tokens[a.First].Start:p.Tokens[a.Last-1].End]; got != tt.text {
				t.Errorf("the span holds %q", got)
			}
		})
	}
}

func TestGluedWordsAreCut(t *testing.T) {
	l := small(t, map[string][]string{"group.birds": {"=sparrows"}, "adj.loud": {"=noisy"}})
	want := []string{"adj.loud:noisy", "group.birds:sparrows"}
	got := found(l, "the noisysparrows")
	sort.Strings(got)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWordsAreCutInThree(t *testing.T) {
	l := small(t, map[string][]string{"group.birds": {"=sparrows|magpies"}, "verb.peck": {"=peck|pecking"}})
	for text, want := range map[string][]string{
		"peckingthesparrows": {"verb.peck:pecking", "group.birds:sparrows"},
		"sparrowsarepecking": {"group.birds:sparrows", "verb.peck:pecking"},
		"xxthesparrows":      nil,
	} {
		if got := found(l, text); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func TestWordsWithSpacesInside(t *testing.T) {
	l := small(t, map[string][]string{"group.birds": {"=starlings|magpies|sparrows|theft"}, "adj.loud": {"=loud"}})
	for text, want := range map[string]string{
		"Star lings peck, mag pies do. And spa rr ows.": "Star lings|mag pies|spa rr ows",
		"For the ft. They star, lings peck.":            "",
		"A star\nlings peck. Star Lings. Star  lings.":  "",
		"loud star lings loud mag pies":                 "loud|star lings|loud|mag pies",
	} {
		p := l.NewReader().Read(text)
		var got []string
		for i := range p.Sentences {
			for _, a := range p.Phrases(p.Sentences[i].First, p.Sentences[i].Last) {
				got = append(got, text[p.Tokens[a.First].Start:p.Tokens[a.Last-1].End])
			}
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestDigitsOfTheLanguage(t *testing.T) {
	for norm, want := range map[string][]string{"2ydzi": {"żydzi", "2ydzi"}, "ż0łt3k": {"żółt3k", "żółtek", "żołtek"}, "1990": nil} {
		if got := unleet(norm, "2ż0ó"); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %q, want %q", norm, got, want)
		}
	}
}

func TestRealWordsAreLeftAlone(t *testing.T) {
	l := small(t, map[string][]string{"verb.peck": {"=peck|pecked"}})
	for _, s := range []string{"pack", "A Pekced at the door", "the deck"} {
		if got := found(l, s); s != "A Pekced at the door" && len(got) > 0 {
			t.Errorf("%q gives %q", s, got)
		}
	}
}

func TestBadEntries(t *testing.T) {
	l := small(t, nil)
	id, _ := l.classes.Lookup("group.birds")
	for _, e := range []string{"", "=", "_ bird", "a(b", "x| y", "bird, ", "a , b", "=+", "*", "(a)"} {
		err := l.Add("f.yaml", id, []datafile.Item[string]{{Value: e, Line: 7}})
		if e == "(a)" {
			if err != nil {
				t.Errorf("%q: %v", e, err)
			}
			continue
		}
		if err == nil {
			t.Errorf("%q was taken", e)
		}
	}
}

func TestUnknownStemmer(t *testing.T) {
	if _, err := NewStemmer("xx"); err == nil {
		t.Error("no error for a stemmer that does not exist")
	}
	for _, code := range []string{"da", "de", "en", "es", "fi", "fr", "hr", "hu", "it", "nl", "no", "pl", "pt", "ro", "sv"} {
		stem, err := NewStemmer(code)
		if err != nil {
			t.Errorf("%s: %v", code, err)
			continue
		}
		stem("") // must not panic
		if len(StopWords(code)) == 0 {
			t.Errorf("%s has no frequent words", code)
		}
	}
}

func FuzzReader(f *testing.F) {
	l := small(f, map[string][]string{"group.birds": {"=sparrows|magpies", "house bird", "*wing"}, "verb.peck": {"peck", "=tear _ apart"}})
	f.Add("the sp4rrows and m a g p i e s tear it apart, noisysparrows, spa rr ows, mag pies € s.p.a.r.r.o.w.s, m|gpies")
	r := l.NewReader()
	f.Fuzz(func(t *testing.T, s string) {
		p := r.Read(s)
		for i, w := range p.Words {
			if (w == nil) != (p.Tokens[i].Kind > text.Sign) {
				t.Fatalf("token %d of %q has the wrong kind of word", i, s)
			}
		}
		for _, a := range p.Annotate(0, len(p.Tokens), nil) {
			if a.First < 0 || a.Last <= a.First || int(a.Last) > len(p.Tokens) {
				t.Fatalf("annotation %+v in %q", a, s)
			}
		}
	})
}

func TestDoubts(t *testing.T) {
	l := small(t, map[string][]string{
		"adj.loud": {"=the|very|so"},
		"verb.peck": {
			"=ruin|wreck|the harm", "=ruin|wreck|do harm", "=ruin|wreck house|the|nest", "=ruin|wreck so|house|nest",
			"=(all) the (time)", "=(very) noisy", "=noisy (nest)", "the", "=very|loud noise", "=loud % noise", "=€ noise",
		},
	})
	functional := l.classes.Under("adj.loud")
	var got []string
	for _, d := range l.Doubts(&functional) {
		got = append(got, d.Text)
	}
	want := []string{"=ruin|wreck|the harm", "=ruin|wreck so|house|nest", "=(all) the (time)", "=noisy (nest)", "=loud % noise"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
