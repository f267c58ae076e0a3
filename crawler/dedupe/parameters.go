package dedupe

import (
	"bufio"
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"sync"
)

//go:embed data/parameters.txt
var parameterFile string

var builtinParameters = sync.OnceValues(func() (*parameters, error) {
	return parseParameters("parameters.txt", parameterFile)
})

// parameters knows which query parameters do not belong to an article's identity.
type parameters struct {
	exact    map[string]bool // name
	prefixes []string
	values   map[string]bool // name=value
	unlessID map[string]bool // name, kept when its value is a number
}

// parseParameters reads the list. Unknown sections, repetitions and capitals are
// errors with file and line.
func parseParameters(name, text string) (*parameters, error) {
	p := &parameters{exact: map[string]bool{}, values: map[string]bool{}, unlessID: map[string]bool{}}
	seen := map[string]int{}
	var problems []error
	section := ""
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
			continue
		case line == "[tracking]" || line == "[variant]":
			section = line
			continue
		case strings.HasPrefix(line, "["):
			problems = append(problems, fmt.Errorf("%s:%d: unknown section %s; use [tracking] or [variant]", name, n, line))
			continue
		case section == "":
			problems = append(problems, fmt.Errorf("%s:%d: %q stands before the first section", name, n, line))
			continue
		case line != strings.ToLower(line):
			problems = append(problems, fmt.Errorf("%s:%d: write %q in lower case", name, n, line))
			continue
		case seen[line] > 0:
			problems = append(problems, fmt.Errorf("%s:%d: %q is already in line %d", name, n, line, seen[line]))
			continue
		}
		seen[line] = n
		if !p.add(line) {
			problems = append(problems, fmt.Errorf("%s:%d: %q is no rule; see the top of the file for the forms", name, n, line))
		}
	}
	if err := lines.Err(); err != nil {
		problems = append(problems, fmt.Errorf("%s: %w", name, err))
	}
	return p, errors.Join(problems...)
}

func (p *parameters) add(line string) bool {
	name, rest, spaced := strings.Cut(line, " ")
	switch {
	case spaced && rest == "unless number":
		p.unlessID[name] = true
	case spaced:
		return false
	case strings.HasSuffix(name, "*"):
		p.prefixes = append(p.prefixes, strings.TrimSuffix(name, "*"))
	case strings.Contains(name, "="):
		p.values[name] = true
	default:
		p.exact[name] = true
	}
	return true
}

// drops reports whether the parameter says nothing about which article it is.
func (p *parameters) drops(name, value string) bool {
	name = strings.ToLower(name)
	if p.exact[name] || p.values[name+"="+strings.ToLower(value)] {
		return true
	}
	if p.unlessID[name] {
		return !isNumber(value)
	}
	for _, prefix := range p.prefixes {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

func isNumber(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}
