package pairing

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/alleys-eu/alleys/corpus/datafile"
)

// cues is cues.yaml.
type cues struct {
	Anchors   map[string][]string `yaml:"anchors"`
	Near      [][]string          `yaml:"near"`
	Who       []string            `yaml:"who"`
	Plain     []string            `yaml:"plain"`
	Compounds map[string][]string `yaml:"compounds"`
	Pronouns  map[string][]string `yaml:"pronouns"`
	Questions map[string][]string `yaml:"questions"`
	Plurals   map[string][]string `yaml:"plurals"`
	Stemmers  map[string]string   `yaml:"stemmers"`
	Endings   map[string][]string `yaml:"endings"`
}

//go:embed cues.yaml
var cuesYAML []byte

// loadCues returns cues.yaml, which is part of the program and tested.
var loadCues = sync.OnceValue(func() cues {
	var c cues
	if err := datafile.Load("cues.yaml", 1, cuesYAML, &c); err != nil {
		panic("pairing: " + err.Error())
	}
	return c
})

// nearby maps each target to those that a card for it may stand in for.
func (c cues) nearby() map[string]map[string]bool {
	near := map[string]map[string]bool{}
	for _, group := range c.Near {
		for _, a := range group {
			if near[a] == nil {
				near[a] = map[string]bool{}
			}
			for _, b := range group {
				near[a][b] = true
			}
		}
	}
	return near
}

// named maps each concept to the targets that it names.
func (c cues) named() map[string][]string {
	named := map[string][]string{}
	for _, target := range slices.Sorted(maps.Keys(c.Anchors)) {
		for _, concept := range c.Anchors[target] {
			named[concept] = append(named[concept], target)
		}
	}
	return named
}

// language reads texts of one language.
type language struct {
	*reader
	book      *phrasebook
	pronouns  map[string]bool
	questions map[string]bool
}

func newLanguage(code string) *language {
	r := newReader(code)
	book, err := newPhrasebook(r, conceptEntries())
	if err != nil {
		panic("pairing: " + err.Error()) // concepts.yaml is part of the program and tested
	}
	r.takeApart(book, loadCues().Compounds[code])
	return &language{reader: r, book: book, pronouns: setOf(loadCues().Pronouns[code]), questions: setOf(loadCues().Questions[code])}
}

func setOf(list []string) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, s := range list {
		set[s] = true
	}
	return set
}

// question says whether a text asks.
func (l *language) question(text string) bool {
	if strings.ContainsAny(text, "?¿") {
		return true
	}
	first, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(text)), " ")
	return l.questions[first]
}

// languages makes each language when it is first asked for. It is safe for
// concurrent use.
type languages struct {
	mu     sync.Mutex
	byCode map[string]*language
}

func (s *languages) get(code string) *language {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := s.byCode[code]
	if l == nil {
		l = newLanguage(code)
		s.byCode[code] = l
	}
	return l
}
