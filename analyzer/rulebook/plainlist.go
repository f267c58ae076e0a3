package rulebook

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/alleys-eu/alleys/corpus/datafile"
)

// wordList is a class with its entries as they stand in a file.
type wordList struct {
	class   string
	line    int // of the first entry, 0 where there is none
	entries []datafile.Item[string]
}

// plainLists reads a file of words that is written as nearly all are: a class a
// line, below it an entry a line behind a dash, or all of them in square
// brackets, with quotation marks that hold no others. It says false to all that
// YAML might read in another way, and to what YAML would refuse: such a file is
// read as YAML, which is slower and names each fault.
func plainLists(data []byte) ([]wordList, bool) {
	if !plainBytes(data) {
		return nil, false
	}
	r := plainReader{met: make(map[string]bool)}
	for line := range strings.Lines(string(data)) {
		r.line++
		if !r.read(strings.TrimRight(line, " \n")) {
			return nil, false
		}
	}
	return r.lists, len(r.lists) > 0
}

// plainReader is a file of words while it is read.
type plainReader struct {
	lists []wordList
	met   map[string]bool // classes
	line  int
	head  bool // "classes:" was met
	open  bool // the last class has its entries below it
}

func (r *plainReader) read(line string) bool {
	rest := strings.TrimLeft(line, " ")
	switch indent := len(line) - len(rest); {
	case rest == "" || rest[0] == '#':
		return true
	case indent == 0:
		first := !r.head
		r.head = true
		return first && rest == "classes:"
	case indent == 2:
		return r.head && r.class(rest)
	case indent == 4 && strings.HasPrefix(rest, "- "):
		return len(r.lists) > 0 && r.entry(rest[2:])
	}
	return false
}

// class reads "name:" or "name: [entry, entry]".
func (r *plainReader) class(s string) bool {
	name, list, ok := strings.Cut(s, ":")
	if !ok || !plainName(name) || r.met[name] {
		return false
	}
	r.met[name] = true
	r.lists = append(r.lists, wordList{class: name})
	if r.open = list == ""; r.open {
		return true
	}
	inner, ok := strings.CutPrefix(list, " [")
	if !ok || !strings.HasSuffix(inner, "]") {
		return false
	}
	return r.row(strings.TrimSuffix(inner, "]"))
}

// row reads the entries that stand between square brackets.
func (r *plainReader) row(s string) bool {
	last := &r.lists[len(r.lists)-1]
	last.line = r.line
	for more := true; more; {
		var own string
		if s != "" && (s[0] == '"' || s[0] == '\'') {
			end := strings.IndexByte(s[1:], s[0]) + 2
			own, s = s[:end], s[end:]
			if end < 2 || s != "" && !strings.HasPrefix(s, ", ") {
				return false
			}
			s, more = strings.CutPrefix(s, ", ")
			s = strings.TrimLeft(s, " ")
		} else {
			own, s, more = strings.Cut(s, ", ")
			own, s = strings.TrimRight(own, " "), strings.TrimLeft(s, " ")
			if strings.ContainsAny(own, ",[]{}:?\"#") {
				return false
			}
		}
		text, ok := plainText(own)
		if !ok {
			return false
		}
		last.entries = append(last.entries, datafile.Item[string]{Value: text, Line: r.line})
	}
	return true
}

// entry reads what stands behind a dash.
func (r *plainReader) entry(s string) bool {
	text, ok := plainText(s)
	if !ok || !r.open {
		return false
	}
	last := &r.lists[len(r.lists)-1]
	if len(last.entries) == 0 {
		last.line = r.line
	}
	last.entries = append(last.entries, datafile.Item[string]{Value: text, Line: r.line})
	return true
}

// plainName says whether a name of a class has nothing special in it.
func plainName(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if lower := 'a' <= c && c <= 'z'; !lower && (i == 0 || c != '.' && c != '-' && (c < '0' || c > '9')) {
			return false
		}
	}
	return s != "" && !meant(s)
}

// plainText returns what a text says that stands for itself, or in quotation
// marks with none inside.
func plainText(s string) (string, bool) {
	if s == "" || s == "=" {
		return "", false
	}
	if q := s[0]; q == '"' || q == '\'' {
		inner := s[1:]
		end := strings.IndexByte(inner, q)
		return strings.TrimSuffix(inner, s[:1]), end >= 0 && end == len(inner)-1 && (q == '\'' || strings.IndexByte(inner, '\\') < 0)
	}
	if c := s[0]; c != '=' && c < utf8.RuneSelf && (c|0x20 < 'a' || c|0x20 > 'z') {
		return "", false
	}
	return s, s[len(s)-1] != ':' && !strings.Contains(s, ": ") && !strings.Contains(s, " #") && !meant(s)
}

// meant says whether YAML may take a word for something else than a text.
func meant(s string) bool {
	return len(s) <= len("false") && slices.Contains([]string{"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"}, strings.ToLower(s))
}

// plainBytes says whether a file holds nothing but letters and marks that YAML
// takes for themselves, and line feeds.
func plainBytes(data []byte) bool {
	for _, c := range data {
		if c < ' ' && c != '\n' || c == 0x7F {
			return false
		}
	}
	if !utf8.Valid(data) {
		return false
	}
	// Further controls, line separators, the mark at the start of a file.
	for _, r := range []rune{0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF} {
		if bytes.ContainsRune(data, r) {
			return false
		}
	}
	for rest := data; ; rest = rest[1:] {
		at := bytes.IndexByte(rest, 0xC2)
		if at < 0 || at+1 >= len(rest) {
			return true
		}
		if rest = rest[at:]; rest[1] < 0xA0 {
			return false
		}
	}
}
