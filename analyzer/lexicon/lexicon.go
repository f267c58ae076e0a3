package lexicon

import (
	"errors"
	"slices"
	"strings"

	"github.com/alleys-eu/alleys/analyzer/text"
	"github.com/alleys-eu/alleys/corpus/datafile"
)

// MaskClass is the class of phrases that only look like something: "black
// market", "not only". What lies inside such a phrase is not found.
const MaskClass = "mask"

// Lexicon is what one language says for the classes. It is safe for concurrent
// use; texts are read through a Reader.
type Lexicon struct {
	Lang     *text.Language
	Name     string // of the language, in English
	Trailing bool   // adjectives stand after the noun
	Capitals bool   // nouns begin with a capital letter
	classes  *Classes
	stem     Stemmer
	stop     map[string]bool
	mask     Class
	named    Set // groups by their names, no slurs
	hasMask  bool

	acronyms map[string]bool
	symbols  map[string]int32
	groups   map[int32][]int32 // symbol to the symOneOf that it is in
	starts   affixes           // of symStart symbols
	ends     affixes           // of symEnd symbols
	roots    map[int32]int32   // from the root
	next     [][]arc           // by node, ascending by symbol; the root's arcs are in roots
	outs     [][]output        // by node
	entries  []Entry
	spelling speller
	words    words
}

// Entry is where a phrase was written.
type Entry struct {
	Class Class
	Text  string
	File  string
	Line  int
}

type output struct {
	class Class
	entry int32
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
	Stop      []string // frequent words besides the known list
	RealWords []string // words that are no misspelling of another one
	Acronyms  []string // in capitals not the word that they look like: US, IT
}

// New returns an empty lexicon.
func New(s Settings, classes *Classes) (*Lexicon, error) {
	stem, err := NewStemmer(s.Stemmer)
	if err != nil {
		return nil, err
	}
	l := &Lexicon{
		Lang: &s.Lang, Name: s.Name, Trailing: s.Trailing, Capitals: s.Capitals, classes: classes, stem: stem, stop: StopWords(s.Lang.Code),
		symbols: map[string]int32{symAny: anySymbol}, groups: make(map[int32][]int32), roots: make(map[int32]int32), next: make([][]arc, 1), outs: make([][]output, 1),
	}
	if l.stop == nil {
		l.stop = make(map[string]bool)
	}
	for _, w := range s.Stop {
		l.stop[text.Lower(w)] = true
	}
	l.mask, l.hasMask = classes.Lookup(MaskClass)
	l.acronyms = make(map[string]bool)
	for _, w := range s.Acronyms {
		l.acronyms[w] = true
	}
	l.spelling.init(s.RealWords)
	for w := range l.stop {
		l.spelling.learn(w)
	}
	return l, nil
}

// Add stores the entries of a class. The error joins one *datafile.Error for
// each entry that cannot be used.
func (l *Lexicon) Add(file string, class Class, entries []datafile.Item[string]) error {
	var all []error
	spelling := l.classes.Info(class).Spelling
	if name := l.classes.Name(class); strings.HasPrefix(name, "group.") && !strings.HasSuffix(name, ".slur") {
		l.named.Add(class)
	}
	for _, e := range entries {
		phrases, err := expand(e.Value, l.Lang, l.stem)
		if err != nil {
			all = append(all, datafile.Errorf(file, e.Line, "%v", err))
			continue
		}
		id := int32(len(l.entries))
		l.entries = append(l.entries, Entry{Class: class, Text: e.Value, File: file, Line: e.Line})
		for _, p := range phrases {
			l.insert(p, output{class, id})
		}
		for _, w := range writtenWords(e.Value) {
			l.spelling.learn(w)
		}
		if spelling {
			l.spelling.add(writtenWords(e.Value))
		}
	}
	return errors.Join(all...)
}

func (l *Lexicon) insert(p pattern, out output) {
	node := int32(0)
	for _, s := range p {
		node = l.child(node, l.symbol(s))
	}
	for _, o := range l.outs[node] {
		if o.class == out.class {
			return
		}
	}
	l.outs[node] = append(l.outs[node], out)
}

// arc leads from a node to the next by one symbol.
type arc struct{ sym, node int32 }

// child returns the node behind an arc, made if it is not there.
func (l *Lexicon) child(node, sym int32) int32 {
	if node == 0 {
		if next, ok := l.roots[sym]; ok {
			return next
		}
	}
	at, ok := findArc(l.next[node], sym)
	if ok {
		return l.next[node][at].node
	}
	next := int32(len(l.outs))
	l.outs, l.next = append(l.outs, nil), append(l.next, nil)
	if node == 0 {
		l.roots[sym] = next
	} else {
		l.next[node] = slices.Insert(l.next[node], at, arc{sym, next})
	}
	return next
}

func findArc(arcs []arc, sym int32) (int, bool) {
	return slices.BinarySearchFunc(arcs, sym, func(a arc, sym int32) int { return int(a.sym) - int(sym) })
}

func (l *Lexicon) symbol(s string) int32 {
	if id, ok := l.symbols[s]; ok {
		return id
	}
	id := int32(len(l.symbols))
	l.symbols[s] = id
	switch s[0] {
	case symStart:
		l.starts.addStart(s[1:])
	case symEnd:
		l.ends.addEnd(s[1:])
	case symOneOf:
		for _, member := range strings.Fields(s[1:]) {
			m := l.symbol(member)
			l.groups[m] = append(l.groups[m], id)
		}
	}
	return id
}

// Entry returns where an annotation's phrase was written.
func (l *Lexicon) Entry(id int32) Entry { return l.entries[id] }

// Entries returns how many entries there are.
func (l *Lexicon) Entries() int { return len(l.entries) }

// Counts returns the number of entries of each class.
func (l *Lexicon) Counts() map[Class]int {
	n := make(map[Class]int)
	for _, e := range l.entries {
		n[e.Class]++
	}
	return n
}

// Stop says whether a lower-case word is one of the most frequent words.
func (l *Lexicon) Stop(word string) bool { return l.stop[word] }

// StopWords returns the frequent words, lower case. It must not be changed.
func (l *Lexicon) StopWords() map[string]bool { return l.stop }
