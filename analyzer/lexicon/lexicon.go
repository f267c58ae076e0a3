package lexicon

import (
	"errors"
	"sort"
	"strings"
	"sync"

	"github.com/alleys-eu/alleys/analyzer/text"
	"github.com/alleys-eu/alleys/corpus/datafile"
)

// MaskClass is the class of phrases that only look like something: "black
// market", "not only". What lies inside such a phrase is not found.
const MaskClass = "mask"

// DenialClass is the class of negations. A place for any word in an entry
// ("take (_) jobs") is none for them: "take no jobs" says something else.
const DenialClass = "cue.negation"

// Lexicon is what one language says for the classes. It is safe for concurrent
// use once all words are added; texts are read through a Reader. The words are
// made ready when the first Reader is asked for, so that a language of which
// there is no text costs little.
type Lexicon struct {
	Lang     *text.Language
	Name     string   // of the language, in English
	Trailing bool     // adjectives stand after the noun
	Capitals bool     // nouns begin with a capital letter
	Dialogue bool     // a dash at the start of a line begins speech
	Oblique  []string // endings of nouns that are no subject
	Genitive []string // endings of nouns that are a subject only behind a quantity
	classes  *Classes
	stem     Stemmer
	stop     map[string]bool
	denials  map[string]bool // single words of DenialClass
	mask     Class
	named    Set // groups by their names, no slurs
	hasMask  bool

	acronyms map[string]bool
	they     []string // endings of verbs whose subject is "they"
	leet     string   // digits with the letters that they stand for: "2ż0ó"
	real     []string // words that are no misspelling of another one
	lists    []list
	ready    sync.Once
	trie     trie
	spelling speller
	memory   *Memory
	number   uint8 // in the memory
}

// list holds the entries of a class in one file.
type list struct {
	class   Class
	file    string
	first   int32 // number of its first entry
	lines   []int32
	entries []datafile.Item[string] // as written, until the lexicon is prepared
}

// Entry is where a phrase was written.
type Entry struct {
	Class Class
	Text  string // as written; only of All
	File  string
	Line  int
}

// anySymbol is the number of symAny.
const anySymbol = 0

// Settings is what a language file says.
type Settings struct {
	Lang      text.Language
	Name      string
	Stemmer   string
	Trailing  bool
	Capitals  bool
	Dialogue  bool
	Stop      []string // frequent words besides the known list
	RealWords []string // words that are no misspelling of another one
	Acronyms  []string // in capitals not the word that they look like: US, IT
	Leet      []string // digits with the letters that they stand for besides those of all languages: 2ż
	They      []string // endings of verbs that say "they" where the pronoun is left out: -ano
	Oblique   []string // endings of nouns that are no subject: -om
	Genitive  []string // endings of nouns that are a subject only behind a quantity: -ów
	Memory    *Memory  // of words, for all languages of a rulebook; nil: of its own
}

// New returns an empty lexicon.
func New(s Settings, classes *Classes) (*Lexicon, error) {
	stem, err := NewStemmer(s.Stemmer)
	if err != nil {
		return nil, err
	}
	l := &Lexicon{
		Lang: &s.Lang, Name: s.Name, Trailing: s.Trailing, Capitals: s.Capitals, Dialogue: s.Dialogue, Oblique: s.Oblique, Genitive: s.Genitive, classes: classes, stem: stem, stop: StopWords(s.Lang.Code), real: s.RealWords, memory: s.Memory,
		leet: strings.Join(s.Leet, ""), they: s.They,
	}
	if l.stop == nil {
		l.stop = make(map[string]bool)
	}
	for _, w := range s.Stop {
		l.stop[text.Lower(w)] = true
	}
	if l.memory == nil {
		l.memory = NewMemory()
	}
	l.memory.lexicons++
	l.number = l.memory.lexicons
	l.mask, l.hasMask = classes.Lookup(MaskClass)
	l.acronyms = make(map[string]bool)
	for _, w := range s.Acronyms {
		l.acronyms[w] = true
	}
	return l, nil
}

// Add stores the entries of a class. The error joins one *datafile.Error for
// each entry that cannot be used. It must not be called after NewReader.
func (l *Lexicon) Add(file string, class Class, entries []datafile.Item[string]) error {
	var all []error
	if name := l.classes.Name(class); strings.HasPrefix(name, "group.") && !strings.HasSuffix(name, ".slur") {
		l.named.Add(class)
	}
	sound := entries[:0:0]
	for _, e := range entries {
		if err := checkEntry(e.Value, l.Lang); err != nil {
			all = append(all, datafile.Errorf(file, e.Line, "%v", err))
			continue
		}
		sound = append(sound, e)
	}
	lines := make([]int32, len(sound))
	for i, e := range sound {
		lines[i] = int32(e.Line)
	}
	l.lists = append(l.lists, list{class: class, file: file, first: int32(l.Entries()), lines: lines, entries: sound})
	return errors.Join(all...)
}

// prepare builds what texts are read with.
func (l *Lexicon) prepare() {
	p := newPlanter()
	s := newSpelling()
	denial := l.classes.Under(DenialClass)
	l.denials = make(map[string]bool)
	for _, w := range l.real {
		s.keep(w)
	}
	for w := range l.stop {
		s.learn(w)
	}
	for i := range l.lists {
		list := &l.lists[i]
		spelling := l.classes.Info(list.class).Spelling
		for _, e := range list.entries {
			p.insert(read(e.Value, l.Lang, l.stem), list.class)
			words := writtenWords(e.Value)
			if denial.Has(list.class) && !strings.Contains(e.Value, " ") {
				for _, w := range words {
					l.denials[w] = true
				}
			}
			for _, w := range words {
				s.learn(w)
			}
			if spelling {
				s.add(words)
			}
		}
	}
	l.trie = p.plant()
	l.spelling = s.done()
	for i := range l.lists {
		l.lists[i].entries = nil // the texts are no longer needed, and they are many
	}
}

// Entry returns where an annotation's phrase was written.
func (l *Lexicon) Entry(id int32) Entry {
	i := sort.Search(len(l.lists), func(i int) bool { return l.lists[i].first > id }) - 1
	for l.lists[i].first+int32(len(l.lists[i].lines)) <= id {
		i--
	}
	list := &l.lists[i]
	return Entry{Class: list.class, File: list.file, Line: int(list.lines[id-list.first])}
}

// Entries returns how many entries there are.
func (l *Lexicon) Entries() int {
	if len(l.lists) == 0 {
		return 0
	}
	last := &l.lists[len(l.lists)-1]
	return int(last.first) + len(last.lines)
}

// All calls yield for each entry, in the order in which they were added. It is
// for a lexicon that has not read anything yet: NewReader drops the texts.
func (l *Lexicon) All(yield func(Entry) bool) {
	for i := range l.lists {
		for _, e := range l.lists[i].entries {
			if !yield(Entry{Class: l.lists[i].class, Text: e.Value, File: l.lists[i].file, Line: e.Line}) {
				return
			}
		}
	}
}

// Counts returns the number of entries of each class.
func (l *Lexicon) Counts() map[Class]int {
	n := make(map[Class]int)
	for i := range l.lists {
		n[l.lists[i].class] += len(l.lists[i].lines)
	}
	return n
}

// DropsPronouns says whether the language leaves the pronoun of a subject out.
func (l *Lexicon) DropsPronouns() bool { return len(l.they) > 0 }

// Stop says whether a lower-case word is one of the most frequent words.
func (l *Lexicon) Stop(word string) bool { return l.stop[word] }

// StopWords returns the frequent words, lower case. It must not be changed.
func (l *Lexicon) StopWords() map[string]bool { return l.stop }
