package rulebook

import (
	"fmt"
	"path"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/text"
	"github.com/alleys-eu/alleys/corpus/datafile"
)

type classFile struct {
	Classes []datafile.Item[classEntry] `yaml:"classes"`
}

type classEntry struct {
	Name     string `yaml:"name"`
	About    string `yaml:"about"`
	Example  string `yaml:"example"`
	Spelling bool   `yaml:"spelling"`
	Optional bool   `yaml:"optional"`
}

func (l *loader) classes(rb *Rulebook) {
	const file = "classes.yaml"
	var f classFile
	l.decode(file, &f)
	var infos []lexicon.ClassInfo
	for _, it := range f.Classes {
		if it.Value.Name == "" || it.Value.About == "" {
			l.fault(datafile.Errorf(file, it.Line, "a class needs name and about"))
		}
		infos = append(infos, lexicon.ClassInfo{
			Name: it.Value.Name, About: it.Value.About, Example: it.Value.Example,
			Spelling: it.Value.Spelling, Optional: it.Value.Optional, Line: it.Line,
		})
	}
	classes, err := lexicon.NewClasses(infos)
	if err != nil {
		l.fault(datafile.Errorf(file, 0, "%v", err))
		return
	}
	rb.classes = classes
}

// languageFile is lexicon/LANG/language.yaml.
type languageFile struct {
	Code          string   `yaml:"code"`
	Name          string   `yaml:"name"`
	Stemmer       string   `yaml:"stemmer"`
	Adjectives    string   `yaml:"adjectives"`
	NounCapitals  bool     `yaml:"noun_capitals"`
	DialogueDash  bool     `yaml:"dialogue_dash"`
	SplitAfter    bool     `yaml:"split_after_apostrophe"`
	SplitBefore   []string `yaml:"split_before"`
	Ordinals      bool     `yaml:"ordinal_full_stop"`
	Quotes        []string `yaml:"quotes"`
	Abbreviations []string `yaml:"abbreviations"`
	StopWords     []string `yaml:"stop_words"`
	RealWords     []string `yaml:"real_words"`
	Acronyms      []string `yaml:"acronyms"`
	Leet          []string `yaml:"leet"`
	TheyEndings   []string `yaml:"they_endings"`
	Oblique       []string `yaml:"oblique_endings"`
	Genitive      []string `yaml:"genitive_endings"`
}

// wordFile is any other file of a language.
type wordFile struct {
	Classes map[string]datafile.Item[[]datafile.Item[string]] `yaml:"classes"`
}

func (l *loader) lexicons(rb *Rulebook) {
	byLang := make(map[string][]string)
	for _, name := range l.under("lexicon") {
		parts := strings.Split(name, "/")
		if len(parts) != 3 {
			l.fault(datafile.Errorf(name, 0, "lexicon files lie in lexicon/LANG/"))
			continue
		}
		byLang[parts[1]] = append(byLang[parts[1]], name)
	}
	var langs []string
	for lang := range byLang {
		langs = append(langs, lang)
	}
	sort.Strings(langs)
	for _, lang := range langs {
		if lex := l.language(rb, lang); lex != nil {
			for _, name := range byLang[lang] {
				if path.Base(name) != "language.yaml" {
					l.words(rb, lex, name)
				}
			}
			rb.lexicons[lang] = lex
		}
	}
}

func (l *loader) language(rb *Rulebook, lang string) *lexicon.Lexicon {
	file := "lexicon/" + lang + "/language.yaml"
	var f languageFile
	if !l.decode(file, &f) {
		return nil
	}
	if f.Code != lang {
		l.fault(datafile.Errorf(file, 1, "code is %q in the folder of %q", f.Code, lang))
		return nil
	}
	s := lexicon.Settings{Memory: l.memory, Name: f.Name, Stemmer: f.Stemmer, Stop: f.StopWords, Capitals: f.NounCapitals, Dialogue: f.DialogueDash, RealWords: f.RealWords, Acronyms: f.Acronyms, Leet: f.Leet, They: f.TheyEndings, Oblique: f.Oblique, Genitive: f.Genitive}
	s.Lang = text.Language{Code: lang, SplitAfter: f.SplitAfter, SplitBefore: f.SplitBefore, Ordinals: f.Ordinals, Abbreviations: make(map[string]bool)}
	for _, a := range f.Abbreviations {
		s.Lang.Abbreviations[text.Lower(strings.TrimSuffix(a, "."))] = true
	}
	for _, q := range f.Quotes {
		first, size := utf8.DecodeRuneInString(q)
		second, _ := utf8.DecodeRuneInString(q[size:])
		if utf8.RuneCountInString(q) != 2 {
			l.fault(datafile.Errorf(file, 1, "quotes: %q: write the opening and the closing mark", q))
			continue
		}
		s.Lang.Quotes = append(s.Lang.Quotes, text.QuotePair{Open: first, Close: second})
	}
	for _, pair := range f.Leet {
		if utf8.RuneCountInString(pair) != 2 {
			l.fault(datafile.Errorf(file, 1, "leet: %q: write the digit and the letter that it stands for", pair))
		}
	}
	for _, list := range []struct {
		key     string
		endings []string
	}{{"they_endings", f.TheyEndings}, {"oblique_endings", f.Oblique}, {"genitive_endings", f.Genitive}} {
		for _, ending := range list.endings {
			if ending == "" || ending != text.Lower(ending) {
				l.fault(datafile.Errorf(file, 1, "%s: %q: write the ending of a word in lower case", list.key, ending))
			}
		}
	}
	switch f.Adjectives {
	case "before", "":
	case "after":
		s.Trailing = true
	default:
		l.fault(datafile.Errorf(file, 1, "adjectives is %q; write before or after (the noun)", f.Adjectives))
	}
	lex, err := lexicon.New(s, rb.classes)
	if err != nil {
		l.fault(datafile.Errorf(file, 1, "%v", err))
		return nil
	}
	return lex
}

func (l *loader) words(rb *Rulebook, lex *lexicon.Lexicon, name string) {
	lists, ok := l.wordLists(name)
	if !ok {
		return
	}
	slices.SortFunc(lists, func(a, b wordList) int { return strings.Compare(a.class, b.class) })
	for _, list := range lists {
		id, ok := rb.classes.Lookup(list.class)
		if !ok {
			why := "is not in classes.yaml"
			if rb.classes.Full() {
				why = fmt.Sprintf("is one too many: there is room for %d classes, those of single nations included", rb.classes.Len())
			}
			l.fault(datafile.Errorf(name, list.line, "class %s %s", list.class, why))
			continue
		}
		l.fault(lex.Add(name, id, list.entries))
	}
}

// wordLists reads a file of words.
func (l *loader) wordLists(name string) ([]wordList, bool) {
	if lists, ok := plainLists(l.files[name]); ok {
		return lists, true
	}
	var f wordFile
	if !l.decode(name, &f) {
		return nil, false
	}
	return f.lists(), true
}

// lists returns the classes of a file in no order.
func (f *wordFile) lists() []wordList {
	out := make([]wordList, 0, len(f.Classes))
	for class, list := range f.Classes {
		out = append(out, wordList{class, list.Line, list.Value})
	}
	return out
}
