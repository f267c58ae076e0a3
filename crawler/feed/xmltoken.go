package feed

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// A token is a piece of XML as the lenient scanner sees it.
type token struct {
	kind tokenKind
	// name is the tag's name as written, prefix included.
	name string
	// text is the decoded text of a text token.
	text string
	// cdata is true for text that came from a CDATA section.
	cdata bool
	// selfClosing is true for <name/>.
	selfClosing bool
	attrs       []attr
}

type attr struct{ name, value string }

type tokenKind int

const (
	tokenEnd tokenKind = iota
	tokenText
	tokenOpen
	tokenClose
)

// A scanner cuts text into tokens in linear time. It takes anything: what is
// not markup is text. It notes in problem the first thing that well-formed XML
// would not have.
type scanner struct {
	src     string
	pos     int
	problem string
	// cutOff is true when the text ended inside markup.
	cutOff bool
	// entities are those that the document type declares, html those of HTML as
	// far as they were looked up; a name that is none has an empty value.
	entities, html map[string]string
	// expanded is how many bytes those have brought so far.
	expanded int
	// noMore remembers delimiters that do not occur again, so that a megabyte of
	// opening delimiters is not searched a million times.
	noMore map[string]bool
}

func newScanner(src string) *scanner {
	return &scanner{src: src, entities: map[string]string{}, html: map[string]string{}, noMore: map[string]bool{}}
}

func (s *scanner) note(problem string) {
	if s.problem == "" {
		s.problem = problem
	}
}

// find returns the offset of delim at or after pos, or -1.
func (s *scanner) find(delim string) int {
	if s.noMore[delim] {
		return -1
	}
	i := strings.Index(s.src[s.pos:], delim)
	if i < 0 {
		s.noMore[delim] = true
		return -1
	}
	return s.pos + i
}

// upTo returns the text before delim and moves behind it; without a delim it
// takes the rest and notes that the feed is cut off.
func (s *scanner) upTo(delim string) string {
	i := s.find(delim)
	if i < 0 {
		rest := s.src[s.pos:]
		s.pos = len(s.src)
		s.cutOff = true
		return rest
	}
	text := s.src[s.pos:i]
	s.pos = i + len(delim)
	return text
}

// next returns the next token; comments, declarations and processing
// instructions are passed over.
func (s *scanner) next() token {
	for s.pos < len(s.src) {
		if s.src[s.pos] != '<' {
			return s.text()
		}
		rest := s.src[s.pos:]
		switch {
		case strings.HasPrefix(rest, "<!--"):
			s.pos += len("<!--")
			s.upTo("-->")
		case strings.HasPrefix(rest, "<![CDATA["):
			s.pos += len("<![CDATA[")
			return token{kind: tokenText, text: s.upTo("]]>"), cdata: true}
		case strings.HasPrefix(rest, "<!"):
			s.doctype()
		case strings.HasPrefix(rest, "<?"):
			s.pos += len("<?")
			s.upTo(">")
		case len(rest) > 2 && rest[1] == '/' && isNameStart(rest[2]):
			return s.closeTag()
		case len(rest) > 1 && isNameStart(rest[1]):
			if t, ok := s.openTag(); ok {
				return t
			}
		default:
			return s.text()
		}
	}
	return token{kind: tokenEnd}
}

// text reads up to the next "<" that could begin markup.
func (s *scanner) text() token {
	start := s.pos
	if s.src[s.pos] == '<' {
		s.note("a \"<\" stands alone")
		s.pos++
		for s.pos < len(s.src) && s.src[s.pos] == '<' && !s.atMarkup() {
			s.pos++
		}
	}
	if i := strings.IndexByte(s.src[s.pos:], '<'); i >= 0 {
		s.pos += i
	} else {
		s.pos = len(s.src)
	}
	return token{kind: tokenText, text: s.unescape(s.src[start:s.pos])}
}

// atMarkup reports whether the "<" at pos begins a tag, declaration or instruction.
func (s *scanner) atMarkup() bool {
	if s.pos+1 >= len(s.src) {
		return false
	}
	c := s.src[s.pos+1]
	return c == '!' || c == '?' || c == '/' || isNameStart(c)
}

func (s *scanner) closeTag() token {
	s.pos += len("</")
	name := s.name()
	if i := strings.IndexAny(s.src[s.pos:], "<>"); i >= 0 {
		s.pos += i
		if s.src[s.pos] == '>' {
			s.pos++
		} else {
			s.note("an end tag is not closed")
		}
	} else {
		s.pos = len(s.src)
		s.note("the last end tag is not closed")
	}
	return token{kind: tokenClose, name: name}
}

// openTag reads a start tag. It returns false when the text ends inside it:
// a tag that is cut off is no tag.
func (s *scanner) openTag() (token, bool) {
	s.pos++
	t := token{kind: tokenOpen, name: s.name()}
	for {
		s.space()
		if s.pos >= len(s.src) {
			s.cutOff = true
			return t, false
		}
		switch c := s.src[s.pos]; {
		case c == '>':
			s.pos++
			return t, true
		case c == '/':
			s.pos++
			t.selfClosing = s.pos < len(s.src) && s.src[s.pos] == '>'
		case c == '<':
			s.note("a tag is not closed")
			return t, true
		default:
			s.attribute(&t)
		}
	}
}

// maxAttrs is how many attributes of one tag are kept.
const maxAttrs = 64

func (s *scanner) attribute(t *token) {
	name := s.name()
	if name == "" {
		s.note("a tag has stray characters")
		s.pos++
		return
	}
	s.space()
	value := ""
	if s.pos < len(s.src) && s.src[s.pos] == '=' {
		s.pos++
		s.space()
		value = s.attrValue()
	}
	if len(t.attrs) < maxAttrs {
		t.attrs = append(t.attrs, attr{name: name, value: s.unescape(value)})
	}
}

func (s *scanner) attrValue() string {
	if s.pos >= len(s.src) {
		return ""
	}
	if q := s.src[s.pos]; q == '"' || q == '\'' {
		s.pos++
		if s.find(string(q)) >= 0 {
			return s.upTo(string(q))
		}
	}
	s.note("an attribute is not quoted")
	start := s.pos
	for s.pos < len(s.src) && !strings.ContainsRune(" \t\r\n<>", rune(s.src[s.pos])) {
		s.pos++
	}
	return s.src[start:s.pos]
}

func (s *scanner) space() {
	for s.pos < len(s.src) && isSpace(s.src[s.pos]) {
		s.pos++
	}
}

func (s *scanner) name() string {
	start := s.pos
	for s.pos < len(s.src) && isNameByte(s.src[s.pos]) {
		s.pos++
	}
	return s.src[start:s.pos]
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

func isNameStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= utf8.RuneSelf
}

func isNameByte(c byte) bool {
	return isNameStart(c) || c >= '0' && c <= '9' || c == ':' || c == '-' || c == '.'
}

// unescape decodes character references and named entities, those of XML, of
// HTML and of the document type. What is none stays as it is.
func (s *scanner) unescape(text string) string {
	amp := strings.IndexByte(text, '&')
	if amp < 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for amp >= 0 {
		b.WriteString(text[:amp])
		text = text[amp:]
		value, length := s.reference(text)
		b.WriteString(value)
		text = text[length:]
		amp = strings.IndexByte(text, '&')
	}
	b.WriteString(text)
	return b.String()
}

// maxReference is the length of the longest reference, "&" and ";" included:
// HTML's longest entity has 33.
const maxReference = 40

// reference decodes the reference that text begins with and says how many
// bytes it took.
func (s *scanner) reference(text string) (string, int) {
	end := strings.IndexByte(text[:min(len(text), maxReference)], ';')
	if end < 2 {
		s.note("an \"&\" stands alone")
		return "&", 1
	}
	name := text[1:end]
	if name[0] == '#' {
		if r, ok := charReference(name[1:]); ok {
			return string(r), end + 1
		}
		return "&", 1
	}
	if v, ok := s.entities[name]; ok && s.expanded < maxExpanded {
		s.expanded += len(v)
		return v, end + 1
	}
	if v := s.htmlEntity(name); v != "" {
		return v, end + 1
	}
	s.note("an \"&\" stands alone")
	return "&", 1
}

// htmlEntity returns what an entity of HTML stands for, or nothing.
func (s *scanner) htmlEntity(name string) string {
	v, known := s.html[name]
	if !known {
		whole := "&" + name + ";"
		if v = html.UnescapeString(whole); v == whole || strings.HasSuffix(v, ";") {
			v = ""
		}
		if len(s.html) < maxEntities {
			s.html[name] = v
		}
	}
	return v
}

// charReference decodes the digits of a character reference. The C1 range is
// read as windows-1252, which is what its writers mean.
func charReference(digits string) (rune, bool) {
	base := 10
	if len(digits) > 0 && (digits[0] == 'x' || digits[0] == 'X') {
		base, digits = 16, digits[1:]
	}
	n, err := strconv.ParseUint(digits, base, 32)
	switch {
	case err != nil || n > utf8.MaxRune:
		return 0, false
	case n >= 0x80 && n < 0xA0:
		return charmap.Windows1252.DecodeByte(byte(n)), true
	case n == 0 || !utf8.ValidRune(rune(n)):
		return utf8.RuneError, true
	}
	return rune(n), true
}
