package opml

import (
	"html"
	"regexp"
	"strings"
)

// A tag is one tag of a list as written.
type tag struct {
	// name is in lower case.
	name        string
	closing     bool
	selfClosing bool
	// body is what stands between the name and the end.
	body string
	// offset and end are where the tag lies in the text.
	offset, end int
}

// outlineTag is where an outline or the end of the list begins. A "<" that
// begins anything else may stand in a title.
var outlineTag = regexp.MustCompile(`(?i)</?outline|</body`)

// eachTag calls do for each tag of text in order. Comments are passed over; one
// that is never closed is none.
func eachTag(text string, do func(tag)) {
	lastComment := strings.LastIndex(text, "-->")
	// outline is the offset of the first outline after pos.
	outline := 0
	for pos := 0; ; {
		i := strings.IndexByte(text[pos:], '<')
		if i < 0 {
			return
		}
		pos += i
		if strings.HasPrefix(text[pos:], "<!--") && lastComment > pos {
			if end := strings.Index(text[pos:], "-->"); end > 0 {
				pos += end + len("-->")
				continue
			}
		}
		if outline <= pos {
			outline = len(text)
			if loc := outlineTag.FindStringIndex(text[pos+1:]); loc != nil {
				outline = pos + 1 + loc[0]
			}
		}
		t, length := readTag(text[pos:], outline-pos)
		if length == 0 {
			pos++
			continue
		}
		t.offset, t.end = pos, pos+length
		do(t)
		pos += length
	}
}

// readTag reads the tag that text begins with and that ends before limit; its
// length is 0 when it is none.
func readTag(text string, limit int) (tag, int) {
	rest, closing := strings.CutPrefix(text[1:limit], "/")
	nameLength := 0
	for nameLength < len(rest) && isNameByte(rest[nameLength]) {
		nameLength++
	}
	if nameLength == 0 || rest[0] >= '0' && rest[0] <= '9' {
		return tag{}, 0
	}
	t := tag{name: strings.ToLower(rest[:nameLength]), closing: closing}
	end, next := tagEnd(rest[nameLength:])
	t.body = rest[nameLength:][:end]
	length := limit - len(rest) + nameLength + next
	if trimmed := strings.TrimRight(t.body, " \t\r\n"); strings.HasSuffix(trimmed, "/") {
		t.selfClosing = true
		t.body = trimmed[:len(trimmed)-1]
	}
	return t, length
}

// tagEnd finds where a tag ends, and where to go on: at the first ">" outside
// quotes. Where there is none a quotation mark is missing, and the tag ends at
// the last ">" before the next outline or, failing one, at that outline.
func tagEnd(body string) (end, next int) {
	var quote byte
	for i := range len(body) {
		switch c := body[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && beforeIsEquals(body[:i]):
			quote = c
		case c == '>':
			return i, i + 1
		}
	}
	if i := strings.LastIndexByte(body, '>'); i >= 0 {
		return i, i + 1
	}
	return len(body), len(body)
}

// beforeIsEquals reports whether the last thing before a quotation mark is an
// equals sign, so that the mark opens a value.
func beforeIsEquals(s string) bool {
	return strings.HasSuffix(strings.TrimRight(s, " \t\r\n"), "=")
}

func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == ':' || c == '-' || c == '.'
}

// attributes are the attributes of a tag by name in lower case.
type attributes map[string]string

// get returns the first of the named attributes that is not blank.
func (a attributes) get(names ...string) string {
	for _, name := range names {
		if v := strings.TrimSpace(a[name]); v != "" {
			return v
		}
	}
	return ""
}

var (
	// attrPattern is an attribute, in quotes or without. What stands between two
	// of them, such as the rest of a title that has quotation marks, is passed over.
	attrPattern = regexp.MustCompile(`([A-Za-z_][\w:.\-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))`)
	// urlPattern finds the address of a feed where quotation marks are amiss.
	urlPattern = regexp.MustCompile(`(?i)\bxmlUrl\s*=\s*["'“”„]?\s*([^"'“”„<>\s]+)`)
)

// attributes reads the attributes of a tag. Where one is given twice the first
// that is not blank counts.
func (t tag) attributes() attributes {
	attrs := attributes{}
	for _, m := range attrPattern.FindAllStringSubmatch(t.body, 100) {
		name := strings.ToLower(m[1])
		if strings.TrimSpace(attrs[name]) == "" {
			attrs[name] = unescape(m[2] + m[3] + m[4])
		}
	}
	if feedAddress(attrs) == "" {
		if m := urlPattern.FindStringSubmatch(t.body); m != nil {
			attrs["xmlurl"] = unescape(m[1])
		}
	}
	return attrs
}

var comment = regexp.MustCompile(`(?s)<!--.*?-->`)

// blankComments puts spaces in the place of comments.
func blankComments(text string) string {
	return comment.ReplaceAllStringFunc(text, func(c string) string { return strings.Repeat(" ", len(c)) })
}

var reference = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

// unescape decodes the references that end with a semicolon. HTML would decode
// some without one, and break addresses such as "?a=1&copy=2".
func unescape(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return reference.ReplaceAllStringFunc(s, html.UnescapeString)
}
