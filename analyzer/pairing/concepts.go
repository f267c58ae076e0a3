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
}

// newPhrasebook reads the words of a language with its reader. The error
// names the line of concepts.yaml.
func newPhrasebook(r *reader, entries map[string]datafile.Item[conceptEntry]) (*phrasebook, error) {
	b := &phrasebook{concepts: map[string][]string{}, longest: map[string]int{}}
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

// unit is what texts are compared by: a phrase that names a concept, or a
// single word.
type unit struct {
	key      string // stem, or stems of a phrase
	words    []word
	concepts []string
	stop     bool // a frequent word that names no concept
}

// units cuts words into units, each once. Longer phrases win over the words
// in them.
func (b *phrasebook) units(words []word) []unit {
	used := make([]bool, len(words))
	units := make([]unit, 0, len(words))
	seen := make(map[string]bool, len(words))
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
			if n > 1 && len(concepts) == 0 {
				continue
			}
			for j := i; j < i+n; j++ {
				used[j] = true
			}
			if !seen[key] {
				seen[key] = true
				units = append(units, unit{key: key, words: words[i : i+n], concepts: b.withWords(concepts, words[i:i+n]), stop: n == 1 && words[i].stop && len(concepts) == 0})
			}
		}
	}
	return units
}

// withWords adds the concepts of the single words of a phrase to its own:
// "foreign workers" is still about foreigners and about work.
func (b *phrasebook) withWords(concepts []string, words []word) []string {
	if len(words) == 1 {
		return concepts
	}
	all := slices.Clone(concepts)
	for _, w := range words {
		if !w.stop {
			all = union(all, b.concepts[w.stem])
		}
	}
	return all
}
