package opml

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

var declaration = regexp.MustCompile(`<\?xml[^>]{0,200}?encoding\s*=\s*["']?\s*([A-Za-z0-9._:\-]{1,40})`)

// decode returns a list as UTF-8 text. Valid UTF-8 is taken for what it is,
// whatever is declared; other bytes are read as declared, else as windows-1252.
func decode(data []byte) string {
	if enc := wideEncoding(data); enc != nil {
		return convert(enc, data)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if utf8.Valid(data) {
		return string(data)
	}
	if m := declaration.FindSubmatch(data[:min(len(data), 1024)]); m != nil {
		if enc, name := charset.Lookup(string(m[1])); enc != nil && name != "utf-8" && name != "replacement" {
			return convert(enc, data)
		}
	}
	enc, _ := charset.Lookup("windows-1252")
	return convert(enc, data)
}

// wideEncoding recognises UTF-16 by its mark or its zero bytes.
func wideEncoding(data []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("<\x00")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(data, []byte("\xfe\xff")), bytes.HasPrefix(data, []byte("\x00<")):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	return nil
}

func convert(enc encoding.Encoding, data []byte) string {
	// A decoder of the standard sets marks what it cannot read and goes on.
	out, _ := enc.NewDecoder().Bytes(data)
	return strings.ToValidUTF8(string(out), "\uFFFD")
}
