package extract

import (
	"bufio"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed data/phrases/*.txt
var phraseFiles embed.FS

// phrases is the union of the phrase lists of all languages. See
// data/phrases/README.md for what each list does.
type phrases struct {
	label, staff                                        map[string]bool
	link, box, hint, tail, end, credit, paywall, byline phraseSet
	index                                               phraseIndex // of those looked for inside texts
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
	p.index = indexPhrases(&p.box, &p.hint, &p.tail, &p.credit, &p.paywall)
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
	whole := map[string]map[string]bool{"[label]": p.label, "[staff]": p.staff}
	parts := map[string]*phraseSet{
		"[link]": &p.link, "[box]": &p.box, "[hint]": &p.hint, "[tail]": &p.tail,
		"[end]": &p.end, "[credit]": &p.credit, "[paywall]": &p.paywall, "[byline]": &p.byline,
	}
	switch {
	case whole[section] == nil && parts[section] == nil:
		return false
	case phrase == "":
	case whole[section] != nil:
		whole[section][bare(phrase)] = true
	default:
		parts[section].add(phrase)
	}
	return true
}

// fold brings a text into the form in which phrases are compared: NFC, lower
// case, one kind of quotation mark, single spaces and none before : ? !
func fold(s string) string {
	s = norm.NFC.String(s)
	var short [shortText]byte
	out := short[:0]
	if len(s) > shortText {
		out = make([]byte, 0, len(s))
	}
	gap := false
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		switch r = foldRune(r); {
		case r == ' ' && i < len(s) && (s[i] == ':' || s[i] == '?' || s[i] == '!'):
			continue
		case r == ' ' || r >= '\t' && r <= '\r' || r >= utf8.RuneSelf && unicode.IsSpace(r):
			gap = len(out) > 0
			continue
		case gap:
			out = append(out, ' ')
			gap = false
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}

func foldRune(r rune) rune {
	switch {
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case r < utf8.RuneSelf && r != '`':
		return r
	}
	switch r {
	case '’', '‘', '`', '´':
		return '\''
	case '“', '”', '„', '«', '»':
		return '"'
	}
	return unicode.ToLower(r)
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
