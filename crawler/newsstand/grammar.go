package newsstand

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// grammar writes sentences from lists of choices, see generated/en.txt.
type grammar struct {
	sections map[string][]phrase
}

// phrase is a choice cut into literal text and slots.
type phrase []piece

type piece struct {
	text    string // literal, if slot is empty
	slot    string
	capital bool // the slot begins with a capital
}

// parseGrammar refuses slots without a section, and sections that contain
// themselves.
func parseGrammar(file, text string) (*grammar, error) {
	g := &grammar{sections: map[string][]phrase{}}
	section := ""
	line := 0
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		line++
		t := strings.TrimSpace(lines.Text())
		switch {
		case t == "" || strings.HasPrefix(t, "#"):
		case strings.HasPrefix(t, "["):
			section = strings.Trim(t, "[]")
		case section == "":
			return nil, fmt.Errorf("%s:%d: a choice before the first [section]; add the section", file, line)
		default:
			p, err := parsePhrase(t)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", file, line, err)
			}
			g.sections[section] = append(g.sections[section], p)
		}
	}
	return g, g.check(file)
}

func parsePhrase(text string) (phrase, error) {
	var p phrase
	for text != "" {
		literal, rest, found := strings.Cut(text, "{")
		if literal != "" {
			p = append(p, piece{text: literal})
		}
		if !found {
			break
		}
		slot, after, closed := strings.Cut(rest, "}")
		if !closed {
			return nil, fmt.Errorf("%q opens a slot and does not close it; add }", text)
		}
		first, _ := utf8.DecodeRuneInString(slot)
		p = append(p, piece{slot: strings.ToLower(slot), capital: unicode.IsUpper(first)})
		text = after
	}
	return p, nil
}

func (g *grammar) check(file string) error {
	for _, needed := range []string{"title", "sentence", "person"} {
		if len(g.sections[needed]) == 0 {
			return fmt.Errorf("%s: section [%s] is missing", file, needed)
		}
	}
	visited := map[string]visit{}
	for name := range g.sections {
		if err := g.checkSection(file, name, visited); err != nil {
			return err
		}
	}
	return nil
}

type visit int

const (
	underway visit = iota + 1
	checked
)

func (g *grammar) checkSection(file, name string, visited map[string]visit) error {
	switch visited[name] {
	case checked:
		return nil
	case underway:
		return fmt.Errorf("%s: section [%s] contains itself", file, name)
	}
	visited[name] = underway
	for _, p := range g.sections[name] {
		for _, part := range p {
			if part.slot == "" || part.slot == "place" || part.slot == "n" {
				continue
			}
			if len(g.sections[part.slot]) == 0 {
				return fmt.Errorf("%s: section [%s] uses {%s}, which has no section; add it", file, name, part.slot)
			}
			if err := g.checkSection(file, part.slot, visited); err != nil {
				return err
			}
		}
	}
	visited[name] = checked
	return nil
}

// write appends a random choice of a section.
func (g *grammar) write(b *strings.Builder, r *rand.Rand, section string, places []string) {
	choices := g.sections[section]
	for _, part := range choices[r.IntN(len(choices))] {
		switch {
		case part.slot == "":
			b.WriteString(part.text)
		case part.slot == "n":
			b.WriteString(strconv.Itoa(2 + r.IntN(97)))
		case part.slot == "place":
			b.WriteString(places[r.IntN(len(places))])
		case part.capital:
			var inner strings.Builder
			g.write(&inner, r, part.slot, places)
			first, size := utf8.DecodeRuneInString(inner.String())
			b.WriteRune(unicode.ToUpper(first))
			b.WriteString(inner.String()[size:])
		default:
			g.write(b, r, part.slot, places)
		}
	}
}
