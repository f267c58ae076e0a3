package pairing

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/alleys-eu/alleys/corpus/datafile"
)

// conceptEntry is one entry of concepts.yaml.
type conceptEntry struct {
	Includes []string            `yaml:"includes"`
	Words    map[string][]string `yaml:",inline"` // by language
}

//go:embed concepts.yaml
var conceptsYAML []byte

// conceptEntries returns concepts.yaml, which is part of the program and
// tested.
var conceptEntries = sync.OnceValue(func() map[string]datafile.Item[conceptEntry] {
	var m map[string]datafile.Item[conceptEntry]
	if err := datafile.Load("concepts.yaml", 1, conceptsYAML, &m); err != nil {
		panic("pairing: " + err.Error())
	}
	return m
})

// maxPhrase is how many words a phrase of a concept may have.
const maxPhrase = 6

// phrasebook finds the concepts that the words of one language name.
type phrasebook struct {
	concepts map[string][]string // stems joined by a space -> names of concepts
	longest  map[string]int      // first stem -> words of the longest phrase
	stems    map[string]bool     // of all words in phrases
	exact    map[string]bool     // single words as they are listed
	who      map[string]bool     // concepts that only say who
	plain    map[string]bool     // concepts that ordinary news is full of
}

// newPhrasebook reads the words of a language with its reader. The error
// names the line of concepts.yaml.
func newPhrasebook(r *reader, entries map[string]datafile.Item[conceptEntry]) (*phrasebook, error) {
	b := &phrasebook{concepts: map[string][]string{}, longest: map[string]int{}, stems: map[string]bool{}, exact: map[string]bool{}, who: setOf(loadCues().Who), plain: setOf(loadCues().Plain)}
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		entry := entries[name]
		for _, from := range append([]string{name}, entry.Value.Includes...) {
			other, ok := entries[from]
			if !ok {
				return nil, datafile.Errorf("concepts.yaml", entry.Line, "concept %s includes %q, which is not there", name, from)
			}
			for _, phrase := range other.Value.Words[r.lang] {
				if !b.add(name, r.words(phrase)) {
					return nil, datafile.Errorf("concepts.yaml", other.Line, "concept %s: phrase %q must have 1 to %d words", from, phrase, maxPhrase)
				}
			}
		}
	}
	return b, nil
}

func (b *phrasebook) add(concept string, words []word) bool {
	if len(words) == 0 || len(words) > maxPhrase {
		return false
	}
	if key := phraseKey(words); !slices.Contains(b.concepts[key], concept) {
		b.concepts[key] = append(b.concepts[key], concept)
	}
	for _, w := range words {
		b.stems[w.stem] = true
	}
	if len(words) == 1 {
		b.exact[words[0].text] = true
	}
	b.longest[words[0].stem] = max(b.longest[words[0].stem], len(words))
	return true
}

func phraseKey(words []word) string {
	if len(words) == 1 {
		return words[0].stem
	}
	stems := make([]string, len(words))
	for i, w := range words {
		stems[i] = w.stem
	}
	return strings.Join(stems, " ")
}

// single returns the stems that name concepts alone.
func (b *phrasebook) single() map[string][]string {
	stems := map[string][]string{}
	for key, concepts := range b.concepts {
		if !strings.Contains(key, " ") {
			stems[key] = concepts
		}
	}
	return stems
}

// unit is what texts are compared by: a phrase that names a concept, or a
// single word.
type unit struct {
	key      string // stem, or stems of a phrase
	words    []word
	concepts []string
	stop     bool // a frequent word that names no concept
	who      bool // names people or an institution and says nothing of them
	charged  bool // names a concept that ordinary news is not full of
	repeated bool // names only concepts that units before it name
}

// units cuts words into units, each once. Longer phrases win over the words
// in them.
func (b *phrasebook) units(words []word) []unit {
	used := make([]bool, len(words))
	units := make([]unit, 0, len(words))
	seen := make(map[string]bool, len(words))
	var named []string
	longest := 1
	for _, w := range words {
		longest = max(longest, b.longest[w.stem])
	}
	for n := min(longest, len(words)); n >= 1; n-- {
		for i := 0; i+n <= len(words); i++ {
			if n > 1 && b.longest[words[i].stem] < n || slices.Contains(used[i:i+n], true) {
				continue
			}
			key := phraseKey(words[i : i+n])
			concepts := b.concepts[key]
			if n == 1 && words[i].stop && !b.exact[words[i].text] {
				concepts = nil // only its stem is that of another word
			}
			if n > 1 && len(concepts) == 0 {
				continue
			}
			for j := i; j < i+n; j++ {
				used[j] = true
			}
			if !seen[key] {
				seen[key] = true
				u := b.unit(key, words[i:i+n], concepts, named)
				named = union(named, u.concepts)
				units = append(units, u)
			}
		}
	}
	return units
}

// unit makes a unit of words that name concepts, after units that name others.
// In a language without concepts every word that is not frequent is charged.
func (b *phrasebook) unit(key string, words []word, concepts, named []string) unit {
	u := unit{key: key, words: words, concepts: b.withWords(concepts, words), stop: len(words) == 1 && words[0].stop && len(concepts) == 0}
	if len(u.concepts) == 0 {
		u.charged = len(b.concepts) == 0 && !u.stop
		return u
	}
	u.who = all(u.concepts, func(c string) bool { return b.who[c] })
	u.charged = !all(u.concepts, func(c string) bool { return b.who[c] || b.plain[c] })
	u.repeated = !u.charged && all(u.concepts, func(c string) bool { return slices.Contains(named, c) })
	return u
}

func all(list []string, is func(string) bool) bool {
	return !slices.ContainsFunc(list, func(s string) bool { return !is(s) })
}

// withWords adds the concepts of the single words of a phrase to its own:
// "foreign workers" is still about foreigners and about work.
func (b *phrasebook) withWords(concepts []string, words []word) []string {
	if len(words) == 1 {
		return concepts
	}
	both := slices.Clone(concepts)
	for _, w := range words {
		if !w.stop {
			both = union(both, b.concepts[w.stem])
		}
	}
	return both
}
