// Package lexicon finds words and phrases of language-neutral classes in a
// text. A class is named by a path, "group.migrants" or "verb.kill", and a
// class contains all classes below it. Each language lists its own words for
// the classes; what is built on classes serves all languages.
//
// All phrases of a language lie in one trie over symbols: the exact form of a
// word, its stem, its beginning or its ending. A word is looked at once, when
// it is first seen; after that finding its symbols costs one map access.
package lexicon

import (
	"fmt"
	"math/bits"
	"slices"
	"sort"
	"strings"
	"sync"
)

// Class is the number of a class in its Classes.
type Class uint16

// maxClasses is how many classes there may be, those of single nations
// included.
const maxClasses = 2048

// Set is a set of classes.
type Set [maxClasses / 64]uint64

// Has says whether the class is in the set.
func (s *Set) Has(c Class) bool { return s[c/64]&(1<<(c%64)) != 0 }

// Add puts the class into the set.
func (s *Set) Add(c Class) { s[c/64] |= 1 << (c % 64) }

// Meets says whether the sets share a class.
func (s *Set) Meets(t *Set) bool {
	for i := range s {
		if s[i]&t[i] != 0 {
			return true
		}
	}
	return false
}

// Join adds the classes of the other set.
func (s *Set) Join(t *Set) {
	for i := range s {
		s[i] |= t[i]
	}
}

// Remove takes out the classes of the other set.
func (s *Set) Remove(t *Set) {
	for i := range s {
		s[i] &^= t[i]
	}
}

// Empty says whether the set has no class.
func (s *Set) Empty() bool { return *s == Set{} }

// Part is a few classes of a set: what is asked for often is kept as parts, since
// most sets have very few classes.
type Part struct {
	word uint8
	bits uint64
}

// Parts returns the set as parts.
func (s *Set) Parts() []Part {
	var out []Part
	for i, bits := range s {
		if bits != 0 {
			out = append(out, Part{uint8(i), bits})
		}
	}
	return out
}

// MeetsPart says whether the set has a class of the part; the zero part asks for
// nothing.
func (s *Set) MeetsPart(p Part) bool { return p.bits == 0 || s[p.word]&p.bits != 0 }

// MeetsParts says whether the set has a class of the parts.
func (s *Set) MeetsParts(parts []Part) bool {
	for _, p := range parts {
		if s[p.word]&p.bits != 0 {
			return true
		}
	}
	return false
}

// Len returns how many classes the set has.
func (s *Set) Len() int {
	n := 0
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return n
}

// ClassInfo describes a class to those who write lexicons and rules.
type ClassInfo struct {
	Name     string
	About    string // what belongs in it
	Example  string // some English words
	Spelling bool   // its words are also found when misspelt on purpose
	Optional bool   // a language may leave it empty
	Line     int
}

// Classes is the list of all classes, closed once rules and lexicons are
// loaded.
type Classes struct {
	infos  []ClassInfo
	ids    map[string]Class
	shared map[Set]*Set

	mu     sync.Mutex
	under  map[string]Set // what Under has returned since the last class was added
	sorted []Class        // by name; empty: not since the last class was added
}

// NewClasses numbers the classes in the given order.
func NewClasses(infos []ClassInfo) (*Classes, error) {
	c := &Classes{ids: make(map[string]Class), shared: make(map[Set]*Set), under: make(map[string]Set)}
	for _, in := range infos {
		if err := c.add(in); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *Classes) add(in ClassInfo) error {
	if _, ok := c.ids[in.Name]; ok {
		return fmt.Errorf("class %s is declared twice", in.Name)
	}
	if len(c.infos) >= maxClasses {
		return fmt.Errorf("more than %d classes", maxClasses)
	}
	c.ids[in.Name] = Class(len(c.infos))
	c.infos = append(c.infos, in)
	c.mu.Lock()
	clear(c.under)
	c.sorted = c.sorted[:0]
	c.mu.Unlock()
	return nil
}

// Lookup returns a declared class. A class "x.*" stands for any one name below
// x, which is then declared by its first use.
func (c *Classes) Lookup(name string) (Class, bool) {
	if id, ok := c.ids[name]; ok {
		return id, true
	}
	open, ok := c.open(name)
	if !ok {
		return 0, false
	}
	in := c.infos[open]
	in.Name = name
	if c.add(in) != nil {
		return 0, false
	}
	return c.ids[name], true
}

// open finds "x.*" for "x.y" and "x.*.z" for "x.y.z".
func (c *Classes) open(name string) (Class, bool) {
	parts := strings.Split(name, ".")
	for i := len(parts) - 1; i > 0 && i >= len(parts)-2; i-- {
		old := parts[i]
		parts[i] = "*"
		if id, ok := c.ids[strings.Join(parts, ".")]; ok {
			return id, true
		}
		parts[i] = old
	}
	return 0, false
}

// Under returns the class of that name with all below it; * stands for any one
// part of a name. It is empty when there is none.
func (c *Classes) Under(name string) Set {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, ok := c.under[name]
	if !ok {
		s = c.find(name)
		c.under[name] = s
	}
	return s
}

// find is Under, looked up anew.
func (c *Classes) find(name string) Set {
	var s Set
	if strings.Contains(name, "*") {
		want := strings.Split(name, ".")
		for i, in := range c.infos {
			if under(want, in.Name) {
				s.Add(Class(i))
			}
		}
		return s
	}
	if id, ok := c.ids[name]; ok {
		s.Add(id)
	}
	if len(c.sorted) == 0 {
		for i := range c.infos {
			c.sorted = append(c.sorted, Class(i))
		}
		slices.SortFunc(c.sorted, func(a, b Class) int { return strings.Compare(c.infos[a].Name, c.infos[b].Name) })
	}
	below := name + "."
	at := sort.Search(len(c.sorted), func(i int) bool { return c.infos[c.sorted[i]].Name >= below })
	for ; at < len(c.sorted) && strings.HasPrefix(c.infos[c.sorted[at]].Name, below); at++ {
		s.Add(c.sorted[at])
	}
	return s
}

// under says whether a class has a name, or one below it.
func under(want []string, name string) bool {
	for _, part := range want {
		own, rest, _ := strings.Cut(name, ".")
		if own == "" || part != "*" && part != own {
			return false
		}
		name = rest
	}
	return true
}

// Name returns the name of a class.
func (c *Classes) Name(id Class) string { return c.infos[id].Name }

// Info returns what is known of a class.
func (c *Classes) Info(id Class) ClassInfo { return c.infos[id] }

// Shared returns one and the same set for equal ones, since many patterns ask for
// the same few classes. It must not be changed.
func (c *Classes) Shared(s Set) *Set {
	if c.shared[s] == nil {
		c.shared[s] = &s
	}
	return c.shared[s]
}

// Full says whether there is no room for another class.
func (c *Classes) Full() bool { return len(c.infos) >= maxClasses }

// Len returns how many classes there are; they are numbered from 0.
func (c *Classes) Len() int { return len(c.infos) }
