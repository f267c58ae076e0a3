package extract

import (
	"bufio"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

//go:embed data/phrases/*.txt
var phraseFiles embed.FS

// phrases is the union of the phrase lists of all languages. See
// data/phrases/README.md for what each list does.
type phrases struct {
	label   map[string]bool
	link    []string
	box     []string
	hint    []string
	tail    []string
	end     []string
	credit  []string
	paywall []string
	byline  []string
	staff   map[string]bool
}

// builtinPhrases are the lists embedded in the program.
var builtinPhrases = sync.OnceValues(func() (*phrases, error) {
	sub, err := fs.Sub(phraseFiles, "data/phrases")
	if err != nil {
		return nil, err
	}
	return loadPhrases(sub)
})

// loadPhrases reads every .txt file of the folder. Unknown sections, phrases
// outside a section, capitals and repetitions are errors with file and line.
func loadPhrases(dir fs.FS) (*phrases, error) {
	names, err := fs.Glob(dir, "*.txt")
	if err != nil {
		return nil, err
	}
	p := &phrases{label: map[string]bool{}, staff: map[string]bool{}}
	var problems []error
	for _, name := range names {
		f, err := dir.Open(name)
		if err != nil {
			return nil, err
		}
		problems = append(problems, p.read(f, path.Base(name))...)
		f.Close()
	}
	// The longest first, so that a specific phrase wins over its beginning.
	for _, list := range []*[]string{&p.link, &p.box, &p.hint, &p.tail, &p.end, &p.credit, &p.paywall, &p.byline} {
		sort.SliceStable(*list, func(i, j int) bool { return len((*list)[i]) > len((*list)[j]) })
	}
	return p, errors.Join(problems...)
}

func (p *phrases) read(f fs.File, name string) []error {
	var problems []error
	section, seen := "", map[string]int{}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") {
			section = line
			clear(seen)
			if !p.add(section, "") {
				problems = append(problems, fmt.Errorf("%s:%d: unknown section %s; use one that README.md lists", name, n, section))
			}
			continue
		}
		switch first, twice := seen[line]; {
		case section == "":
			problems = append(problems, fmt.Errorf("%s:%d: %q stands before the first section", name, n, line))
		case twice:
			problems = append(problems, fmt.Errorf("%s:%d: %q is already in line %d", name, n, line, first))
		case line != fold(line):
			problems = append(problems, fmt.Errorf("%s:%d: write %q as %q", name, n, line, fold(line)))
		default:
			p.add(section, line)
		}
		seen[line] = n
	}
	if err := lines.Err(); err != nil {
		problems = append(problems, fmt.Errorf("%s: %w", name, err))
	}
	return problems
}

// add puts a phrase into its list and reports whether the section exists; an
// empty phrase only asks.
func (p *phrases) add(section, phrase string) bool {
	lists := map[string]*[]string{
		"[link]": &p.link, "[box]": &p.box, "[hint]": &p.hint, "[tail]": &p.tail,
		"[end]": &p.end, "[credit]": &p.credit, "[paywall]": &p.paywall, "[byline]": &p.byline,
	}
	list, ok := lists[section]
	switch {
	case section == "[label]" || section == "[staff]":
		set := p.label
		if section == "[staff]" {
			set = p.staff
		}
		if phrase != "" {
			set[bare(phrase)] = true
		}
		return true
	case !ok:
		return false
	case phrase != "":
		*list = append(*list, phrase)
	}
	return true
}

var quotes = strings.NewReplacer("’", "'", "‘", "'", "`", "'", "´", "'", "“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, " :", ":", " ?", "?", " !", "!", "\u00A0", " ", "\u202F", " ")

// fold brings a text into the form in which phrases are compared: NFC, lower
// case, one kind of quotation mark, single spaces.
func fold(s string) string {
	return strings.Join(strings.Fields(quotes.Replace(strings.ToLower(norm.NFC.String(s)))), " ")
}

// bare strips what decorates a label: arrows, bullets, colons, dots, brackets.
func bare(folded string) string {
	return strings.TrimFunc(folded, func(r rune) bool {
		return !isWordRune(r)
	})
}

// undecorated strips bullets, arrows and brackets from the start of a line.
func undecorated(folded string) string {
	return strings.TrimLeftFunc(folded, func(r rune) bool {
		return !isWordRune(r) && r != '©' && r != '('
	})
}

// begins returns the phrase of the list that the folded text begins with, as
// whole words; empty if none does.
func begins(folded string, list []string) string {
	for _, p := range list {
		if rest, ok := strings.CutPrefix(folded, p); ok && atBoundary(p, rest) {
			return p
		}
	}
	return ""
}

// holds returns the phrase of the list that the folded text contains as whole
// words; empty if none.
func holds(folded string, list []string) string {
	for _, p := range list {
		for from := 0; ; {
			i := strings.Index(folded[from:], p)
			if i < 0 {
				break
			}
			at := from + i
			if !endsInWord(folded[:at]) && atBoundary(p, folded[at+len(p):]) {
				return p
			}
			from = at + len(p)
		}
	}
	return ""
}

func atBoundary(phrase, rest string) bool {
	if !endsInWord(phrase) {
		return true
	}
	for _, r := range rest {
		return !isWordRune(r)
	}
	return true
}
