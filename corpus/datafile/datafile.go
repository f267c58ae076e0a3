// Package datafile reads the project's YAML data files strictly: unknown and
// repeated keys are refused, and every error names file and line. It is the
// only place that knows the YAML library.
package datafile

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Error is one fault in a data file. Line is 1-based; 0 when the fault has no
// line.
type Error struct {
	File string
	Line int
	Text string
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Text)
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Text)
}

// Errorf returns an *Error.
func Errorf(file string, line int, format string, args ...any) error {
	return &Error{File: file, Line: line, Text: fmt.Sprintf(format, args...)}
}

// Item is a value with the line that it starts on, for checks that come after
// loading. Use it for list elements, mapping values and fields.
type Item[T any] struct {
	Value T
	Line  int
}

// UnmarshalYAML implements yaml.Unmarshaler and keeps the strictness, which
// node.Decode would lose.
func (it *Item[T]) UnmarshalYAML(node *yaml.Node) error {
	it.Line = node.Line
	return node.Load(&it.Value, yaml.WithKnownFields(), yaml.WithUniqueKeys())
}

// MarshalYAML implements yaml.Marshaler.
func (it Item[T]) MarshalYAML() (any, error) { return it.Value, nil }

// Load decodes one YAML document into a struct, map or slice. The error joins
// one *Error for each fault; firstLine is the line of the file on which data
// starts (1 for a whole file; more for front matter).
func Load(file string, firstLine int, data []byte, into any) error {
	err := yaml.Load(data, into, yaml.WithKnownFields(), yaml.WithUniqueKeys())
	if err == nil {
		return nil
	}
	var several *yaml.LoadErrors
	if !errors.As(err, &several) {
		return located(file, firstLine, err.Error())
	}
	var all []error
	for _, e := range several.Errors {
		all = append(all, located(file, firstLine, e.Error()))
	}
	return errors.Join(all...)
}

var (
	position   = regexp.MustCompile(`^(?:go-yaml )?load error(?: in \w+)?(?: \([^)]*\))? at L(\d+)\.C\d+(?:-L\d+\.C\d+)?: `)
	secondLine = regexp.MustCompile(` at line (\d+)$`)
	goType     = regexp.MustCompile(` (?:in type|into) [\w.]*\.\w+$`)
)

// located moves the line number out of the library's message, and the names
// of Go types, which mean nothing to a reader of the file.
func located(file string, firstLine int, text string) error {
	text = strings.TrimSpace(strings.ReplaceAll(strings.TrimPrefix(text, "yaml: "), "\n", " "))
	line := 0
	if m := position.FindStringSubmatchIndex(text); m != nil {
		line, _ = strconv.Atoi(text[m[2]:m[3]])
		line += firstLine - 1
		text = text[m[1]:]
	}
	text = goType.ReplaceAllString(text, "")
	text = secondLine.ReplaceAllStringFunc(text, func(s string) string {
		n, _ := strconv.Atoi(secondLine.FindStringSubmatch(s)[1])
		return fmt.Sprintf(" on line %d", n+firstLine-1)
	})
	return &Error{File: file, Line: line, Text: text}
}

// Dump encodes a value as YAML with two spaces of indentation.
func Dump(v any) ([]byte, error) {
	return yaml.Dump(v, yaml.WithIndent(2), yaml.WithLineWidth(-1))
}
