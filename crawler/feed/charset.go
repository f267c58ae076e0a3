package feed

import (
	"bytes"
	"fmt"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// decoded is a body as UTF-8 text.
type decoded struct {
	text     string
	encoding string
	// problem says what was wrong with the declared character set, as far as it
	// could be mended.
	problem string
}

// decode finds the character set of a feed and returns its text as valid UTF-8.
//
// The order is that of RFC 7303: byte order mark, charset of the HTTP header,
// XML declaration. Two exceptions follow practice: bytes that are valid UTF-8
// beyond chance are UTF-8 whatever is declared, and bytes that are not valid in
// a declared UTF-8 or ASCII are read in the legacy set of the feed's language.
func decode(body []byte, contentType string) decoded {
	if name, enc, skip := byteOrder(body); enc != nil {
		return decoded{text: convert(enc, body[skip:]), encoding: name}
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	declared := declaredCharset(body, contentType)
	enc, name := lookup(declared)
	seen := countUTF8(body)
	switch {
	case enc != nil && name != "utf-8" && !seen.surelyUTF8(name):
		return decoded{text: convert(enc, body), encoding: name}
	case seen.invalid == 0:
		d := decoded{text: string(body), encoding: "utf-8"}
		if seen.multi > 0 && enc != nil && name != "utf-8" {
			d.problem = fmt.Sprintf("declared as %s, but it is utf-8", declared)
		}
		return d
	case seen.multi >= 4*seen.invalid:
		return decoded{text: repairUTF8(body), encoding: "utf-8",
			problem: fmt.Sprintf("%d bytes are not valid utf-8", seen.invalid)}
	}
	name = legacyCharset(body)
	enc, _ = lookup(name)
	return decoded{text: convert(enc, body), encoding: name,
		problem: fmt.Sprintf("not valid utf-8, read as %s", name)}
}

// byteOrder recognises UTF-16 and UTF-32 by their mark or by where the zero
// bytes of a leading "<" or "{" fall; skip is the length of the mark.
func byteOrder(body []byte) (name string, enc encoding.Encoding, skip int) {
	u16 := func(e unicode.Endianness) encoding.Encoding { return unicode.UTF16(e, unicode.IgnoreBOM) }
	u32 := func(e utf32.Endianness) encoding.Encoding { return utf32.UTF32(e, utf32.IgnoreBOM) }
	has := func(p string) bool { return bytes.HasPrefix(body, []byte(p)) }
	switch {
	case has("\x00\x00\xfe\xff"):
		return "utf-32be", u32(utf32.BigEndian), 4
	case has("\xff\xfe\x00\x00"):
		return "utf-32le", u32(utf32.LittleEndian), 4
	case has("\xfe\xff"):
		return "utf-16be", u16(unicode.BigEndian), 2
	case has("\xff\xfe"):
		return "utf-16le", u16(unicode.LittleEndian), 2
	case has("\x00\x00\x00<"):
		return "utf-32be", u32(utf32.BigEndian), 0
	case has("<\x00\x00\x00"):
		return "utf-32le", u32(utf32.LittleEndian), 0
	case has("\x00<\x00"), has("\x00{\x00"):
		return "utf-16be", u16(unicode.BigEndian), 0
	case has("<\x00"), has("{\x00"):
		return "utf-16le", u16(unicode.LittleEndian), 0
	}
	return "", nil, 0
}

// sniffLength is how far into a body its declarations are looked for.
const sniffLength = 2048

var xmlEncoding = regexp.MustCompile(`<\?xml[^>]{0,200}?encoding\s*=\s*["']?\s*([A-Za-z0-9._:\-]{1,40})`)

// declaredCharset returns the label given by the HTTP header or, failing a
// known one there, by the XML declaration.
func declaredCharset(body []byte, contentType string) string {
	if _, params, err := mime.ParseMediaType(contentType); err == nil || len(params) > 0 {
		label := strings.Trim(strings.TrimSpace(params["charset"]), `'"`)
		if enc, _ := lookup(label); enc != nil && !strings.EqualFold(label, "us-ascii") {
			return label
		}
	}
	if m := xmlEncoding.FindSubmatch(body[:min(len(body), sniffLength)]); m != nil {
		return string(m[1])
	}
	return ""
}

// lookup resolves a label by the WHATWG list first and the IANA registry second.
// It returns nil for unknown labels and for ASCII, of which UTF-8 is a superset.
func lookup(label string) (encoding.Encoding, string) {
	label = strings.ToLower(strings.TrimSpace(label))
	switch label {
	case "", "ascii", "us-ascii":
		return nil, ""
	case "utf-16", "utf-32", "ucs-2", "ucs-4", "iso-10646-ucs-2", "iso-10646-ucs-4":
		// Had it been 16 or 32 bits wide, byteOrder would have seen it.
		return nil, ""
	}
	if enc, name := charset.Lookup(label); enc != nil && name != "replacement" {
		return enc, name
	}
	if enc, err := ianaindex.IANA.Encoding(label); err == nil && enc != nil {
		return enc, label
	}
	return nil, ""
}

// convert decodes what it can and marks the rest with U+FFFD.
func convert(enc encoding.Encoding, body []byte) string {
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return strings.ToValidUTF8(string(out), "\uFFFD")
	}
	return strings.ToValidUTF8(strings.TrimPrefix(string(out), "\uFEFF"), "\uFFFD")
}

// utf8Count says how well bytes read as UTF-8.
type utf8Count struct{ multi, wide, invalid int }

func countUTF8(body []byte) utf8Count {
	var c utf8Count
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(body[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			c.invalid++
		case size > 2:
			c.wide++
			fallthrough
		default:
			c.multi++
		}
		i += size
	}
	return c
}

// surelyUTF8 reports whether text declared in another set cannot be in it by
// chance: one or two runes of two bytes could be legacy text, more cannot.
func (c utf8Count) surelyUTF8(declared string) bool {
	if c.invalid > 0 || strings.HasPrefix(declared, "iso-2022") {
		return false
	}
	singleByte := strings.HasPrefix(declared, "windows-") || strings.HasPrefix(declared, "iso-8859")
	return c.multi > 2 || singleByte && c.multi > 0 || c.multi == 0 && c.invalid == 0 && isASCIISuperset(declared)
}

// isASCIISuperset is false for sets in which seven-bit bytes mean something else.
func isASCIISuperset(name string) bool {
	enc, _ := lookup(name)
	return enc != nil && convert(enc, []byte("<rss?>")) == "<rss?>"
}

// repairUTF8 reads the stray bytes of a body that is otherwise UTF-8 as windows-1252.
func repairUTF8(body []byte) string {
	var b strings.Builder
	b.Grow(len(body))
	for len(body) > 0 {
		r, size := utf8.DecodeRune(body)
		if r == utf8.RuneError && size == 1 {
			b.WriteRune(charmap.Windows1252.DecodeByte(body[0]))
		} else {
			b.Write(body[:size])
		}
		body = body[size:]
	}
	return b.String()
}

var sniffLanguage = regexp.MustCompile(`(?i)(?:<language>\s*|<dc:language>\s*|\bxml:lang\s*=\s*["'])([a-z]{2})\b`)

// legacyCharset guesses the eight-bit set of a feed that declares none, from
// its language.
func legacyCharset(body []byte) string {
	m := sniffLanguage.FindSubmatch(body[:min(len(body), 2*sniffLength)])
	if m == nil {
		return "windows-1252"
	}
	switch strings.ToLower(string(m[1])) {
	case "pl", "cs", "sk", "hu", "sl", "hr", "ro", "bs", "sq":
		return "windows-1250"
	case "bg", "ru", "uk", "mk", "sr", "be":
		return "windows-1251"
	case "el":
		return "windows-1253"
	case "tr":
		return "windows-1254"
	case "lt", "lv", "et":
		return "windows-1257"
	}
	return "windows-1252"
}
