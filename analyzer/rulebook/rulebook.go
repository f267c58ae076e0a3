// Package rulebook loads all that the analyzer knows as data: the taxonomy of
// frames, targets and techniques, the classes, the lexicons of the languages,
// the rules and the cues of context. Every file is YAML that a person can read
// and correct; a fault is reported with its file and line, and all faults are
// reported at once.
//
//	classes.yaml            the language-neutral classes
//	taxonomy/frames.yaml    frames, also targets, techniques, stances
//	context/cues.yaml       what negation, reporting, questions … do
//	relations.yaml          relations that rules of many frames claim
//	rules/FRAME.yaml        the rules of a frame, with their examples
//	lexicon/LANG/*.yaml     a language: language.yaml and lists of words
package rulebook

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"sort"
	"strings"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/rule"
	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/datafile"
)

//go:embed data
var embedded embed.FS

// Rulebook is everything the analyzer knows. It does not change and is safe
// for concurrent use.
type Rulebook struct {
	version  string
	taxonomy *corpus.Taxonomy
	groups   map[string]string // "arabs" in group.arabs to the target "foreigners"
	classes  *lexicon.Classes
	syntax   *rule.Syntax
	lexicons map[string]*lexicon.Lexicon
	others   map[string][]string // frequent words of languages without a lexicon
	rules    *rule.Set
	examples map[string]Examples // by rule ID
	cues     []Cue
}

// Examples are sentences that a rule must match, and sentences that it must
// not match, by language.
type Examples struct {
	Match   map[string][]datafile.Item[string]
	NoMatch map[string][]datafile.Item[string]
}

// Builtin returns the rulebook that the program carries.
func Builtin() (*Rulebook, error) {
	sub, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, err
	}
	return Load(sub)
}

// loader reads the files of a rulebook and gathers their faults.
type loader struct {
	files  map[string][]byte
	names  []string
	faults []error
	memory *lexicon.Memory // of words, for all languages

	relation map[string]relationEntry // by name
}

func (l *loader) fault(err error) {
	if err != nil {
		l.faults = append(l.faults, err)
	}
}

// Load reads a rulebook. The error joins one *datafile.Error for each fault in
// the files.
func Load(fsys fs.FS) (*Rulebook, error) {
	l := &loader{files: make(map[string][]byte), memory: lexicon.NewMemory()}
	if err := l.read(fsys); err != nil {
		return nil, fmt.Errorf("read the rulebook: %w", err)
	}
	rb := &Rulebook{version: l.hash(), taxonomy: &corpus.Taxonomy{}, lexicons: make(map[string]*lexicon.Lexicon), examples: make(map[string]Examples)}
	l.taxonomy(rb)
	l.classes(rb)
	l.others(rb)
	if len(l.faults) == 0 {
		l.lexicons(rb)
		rb.syntax = rule.NewSyntax(rb.classes)
		l.cues(rb)
		l.relations()
		l.rules(rb)
	}
	if len(l.faults) > 0 {
		return nil, errors.Join(l.faults...)
	}
	return rb, nil
}

func (l *loader) read(fsys fs.FS) error {
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".yaml") {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		l.files[name] = data
		l.names = append(l.names, name)
		return nil
	})
	sort.Strings(l.names)
	return err
}

// hash covers all files with their names: any change gives another version.
func (l *loader) hash() string {
	h := sha256.New()
	for _, name := range l.names {
		fmt.Fprintf(h, "%s\x00%d\x00", name, len(l.files[name]))
		h.Write(l.files[name])
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}

// decode reads one file that must be there.
func (l *loader) decode(name string, into any) bool {
	data, ok := l.files[name]
	if !ok {
		l.fault(datafile.Errorf(name, 0, "file is missing"))
		return false
	}
	err := datafile.Load(name, 1, data, into)
	l.fault(err)
	return err == nil
}

// under lists the files in a directory.
func (l *loader) under(dir string) []string {
	var out []string
	for _, n := range l.names {
		if strings.HasPrefix(n, dir+"/") {
			out = append(out, n)
		}
	}
	return out
}

// Version returns "sha256:" and the hash of all files.
func (rb *Rulebook) Version() string { return rb.version }

// Taxonomy returns what the findings are named by. It must not be changed.
func (rb *Rulebook) Taxonomy() *corpus.Taxonomy { return rb.taxonomy }

// Classes returns the language-neutral classes.
func (rb *Rulebook) Classes() *lexicon.Classes { return rb.classes }

// Rules returns the compiled rules.
func (rb *Rulebook) Rules() *rule.Set { return rb.rules }

// Cues returns what changes the stance of a finding, in the order it applies.
func (rb *Rulebook) Cues() []Cue { return rb.cues }

// Lexicon returns the lexicon of a language, or nil.
func (rb *Rulebook) Lexicon(lang string) *lexicon.Lexicon { return rb.lexicons[lang] }

// Languages lists the languages by their ISO 639-1 codes.
func (rb *Rulebook) Languages() []string {
	var out []string
	for code := range rb.lexicons {
		out = append(out, code)
	}
	sort.Strings(out)
	return out
}

// Target returns the target and the nation that a class of a group stands for.
func (rb *Rulebook) Target(class lexicon.Class) (target, nation string) {
	name := rb.classes.Name(class)
	return rb.groups[rule.Target(name)], rule.Nation(name)
}
