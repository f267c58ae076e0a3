package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"
)

// lines writes results; the first failure is kept and told by flush.
type lines struct {
	w   *bufio.Writer
	enc *json.Encoder
	err error
}

func newLines(w io.Writer) *lines {
	buf := bufio.NewWriter(w)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	return &lines{w: buf, enc: enc}
}

// json writes a value as one line.
func (l *lines) json(v any) {
	if l.err == nil {
		l.err = l.enc.Encode(v)
	}
}

func (l *lines) printf(format string, args ...any) {
	if l.err == nil {
		_, l.err = fmt.Fprintf(l.w, format, args...)
	}
}

func (l *lines) flush() error {
	if l.err == nil {
		l.err = l.w.Flush()
	}
	return l.err
}

// reported ends a command whose failures stand in its output.
func reported(failed bool, err error) error {
	if err == nil && failed {
		return errReported
	}
	return err
}

// compact drops empty strings.
func compact(parts ...string) []string {
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

// counted is a number with its noun, whose plural adds an s.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
