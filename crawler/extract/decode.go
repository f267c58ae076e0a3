package extract

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// prescanBytes is how far into a page a <meta charset> is looked for. The HTML
// standard asks for 1,024 bytes; pages with a long comment or script on top
// declare it later.
const prescanBytes = 32 << 10

// decode returns the page as UTF-8.
//
// The order is the byte order mark, the charset parameter of contentType,
// <meta charset> and, when nothing is declared, the content. A declaration that
// the bytes contradict loses: multi-byte UTF-8 under a single-byte label stays
// UTF-8, and bytes that are not UTF-8 under the label utf-8 are read as what
// <meta> says or as the legacy Windows code page of the declared language.
// Bytes that cannot be decoded become U+FFFD.
func decode(page []byte, contentType string) []byte {
	if rest, ok := bytes.CutPrefix(page, []byte("\xEF\xBB\xBF")); ok {
		return bytes.ToValidUTF8(rest, []byte("\uFFFD"))
	}
	if enc := byteOrderMark(page); enc != nil {
		return transcode(page[2:], enc)
	}
	header, headerName := charset.Lookup(charsetOf(contentType))
	if headerName == "utf-8" && utf8.Valid(page) {
		return page
	}
	multi, bad := utf8Census(page)
	meta, metaName := charset.Lookup(declaredCharset(page))
	if strings.HasPrefix(metaName, "utf-16") {
		// A page whose <meta> could be read byte by byte is not UTF-16.
		meta, metaName = charset.Lookup("utf-8")
	}
	enc, name := header, headerName
	if enc == nil {
		enc, name = meta, metaName
	}

	switch looksUTF8 := multi > 0 && bad*20 < multi || bad == 0; {
	case strings.HasPrefix(name, "utf-16") && bytes.IndexByte(page, 0) >= 0:
		return transcode(page, enc)
	case looksUTF8 && !statefulCharset(name):
		return bytes.ToValidUTF8(page, []byte("\uFFFD"))
	case name == "utf-8" && meta != nil && metaName != "utf-8":
		return transcode(page, refine(meta, metaName, page))
	case enc == nil || name == "utf-8":
		return transcode(page, legacyCharset(page))
	default:
		return transcode(page, refine(enc, name, page))
	}
}

// statefulCharset reports whether text in the charset is made of ASCII bytes,
// so that valid UTF-8 says nothing about it.
func statefulCharset(name string) bool {
	return name == "iso-2022-jp" || name == "replacement" || strings.HasPrefix(name, "utf-16")
}

func byteOrderMark(page []byte) encoding.Encoding {
	for mark, name := range map[string]string{"\xFE\xFF": "utf-16be", "\xFF\xFE": "utf-16le"} {
		if bytes.HasPrefix(page, []byte(mark)) {
			enc, _ := charset.Lookup(name)
			return enc
		}
	}
	return nil
}

func transcode(page []byte, enc encoding.Encoding) []byte {
	out, err := enc.NewDecoder().Bytes(page)
	if err != nil {
		return bytes.ToValidUTF8(page, []byte("\uFFFD"))
	}
	return bytes.ToValidUTF8(out, []byte("\uFFFD"))
}

// utf8Census counts the well-formed multi-byte sequences and the bytes that
// belong to none. A sequence cut off by the end of the page is not held against it.
func utf8Census(page []byte) (multi, bad int) {
	for i := 0; i < len(page); {
		if page[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(page[i:])
		switch {
		case r != utf8.RuneError || size > 1:
			multi++
		case utf8.FullRune(page[i:]):
			bad++
		}
		i += size
	}
	return multi, bad
}

func charsetOf(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err == nil {
		return strings.Trim(params["charset"], `'" `)
	}
	if _, after, ok := strings.Cut(strings.ToLower(contentType), "charset="); ok {
		after, _, _ = strings.Cut(after, ";")
		return strings.Trim(after, `'" `)
	}
	return ""
}

// declaredCharset reads the charset that the page's own XML declaration or
// <meta> element names; empty when there is none.
func declaredCharset(page []byte) string {
	page = page[:min(len(page), prescanBytes)]
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.CommentToken:
			if label := xmlEncoding(z.Raw()); label != "" {
				return label
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			if tok.Data == "body" {
				return ""
			}
			if tok.Data != "meta" {
				continue
			}
			if label := metaCharset(tok); label != "" {
				return label
			}
		}
	}
}

func xmlEncoding(raw []byte) string {
	decl, ok := bytes.CutPrefix(raw, []byte("<?xml"))
	if !ok {
		return ""
	}
	_, after, ok := bytes.Cut(decl, []byte("encoding="))
	if !ok || len(after) == 0 {
		return ""
	}
	label, _, _ := bytes.Cut(after[1:], after[:1])
	return string(label)
}

func metaCharset(tok html.Token) string {
	var content string
	var isType bool
	for _, a := range tok.Attr {
		switch a.Key {
		case "charset":
			return strings.TrimSpace(a.Val)
		case "http-equiv":
			isType = strings.EqualFold(strings.TrimSpace(a.Val), "content-type")
		case "content":
			content = a.Val
		}
	}
	if !isType {
		return ""
	}
	return charsetOf(content)
}

// refine corrects a label that the bytes rule out: 0x80 to 0x9F are control
// characters in ISO 8859 and letters, quotes and dashes in the Windows pages
// that are often sent under its name.
func refine(enc encoding.Encoding, name string, page []byte) encoding.Encoding {
	twins := map[string]encoding.Encoding{
		"iso-8859-2":  charmap.Windows1250,
		"iso-8859-5":  charmap.Windows1251,
		"iso-8859-7":  charmap.Windows1253,
		"iso-8859-13": charmap.Windows1257,
		"iso-8859-15": charmap.Windows1252,
	}
	twin, ok := twins[name]
	if !ok {
		return enc
	}
	for _, b := range page {
		if b >= 0x80 && b < 0xA0 && b != 0x85 {
			return twin
		}
	}
	return enc
}

// legacyCharset guesses the code page of bytes that are not UTF-8 from the
// language that the page declares.
func legacyCharset(page []byte) encoding.Encoding {
	switch lang := sniffLang(page); lang {
	case "pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq":
		return centralEuropean(page)
	case "ru", "bg", "uk", "be", "mk", "sr":
		return charmap.Windows1251
	case "el":
		return charmap.Windows1253
	case "tr":
		return charmap.Windows1254
	case "lt", "lv", "et":
		return charmap.Windows1257
	default:
		return charmap.Windows1252
	}
}

// centralEuropean tells windows-1250 from ISO 8859-2 by the bytes of ą, ś, ź, ľ,
// š, ť and ž, which are the letters in which the two differ.
func centralEuropean(page []byte) encoding.Encoding {
	var windows, iso int
	for _, b := range page {
		switch b {
		case 0xB9, 0x9C, 0x9F, 0x9A, 0x9D, 0x9E, 0xBE, 0x8C, 0x8A, 0x8E, 0x84, 0x94, 0x96:
			windows++
		case 0xB1, 0xB6, 0xBC, 0xB5, 0xBB, 0xA1, 0xA6, 0xA9, 0xAE:
			iso++
		}
	}
	if iso > windows {
		return charmap.ISO8859_2
	}
	return charmap.Windows1250
}

// sniffLang reads the lang attribute of <html> from undecoded bytes.
func sniffLang(page []byte) string {
	z := html.NewTokenizer(bytes.NewReader(page[:min(len(page), prescanBytes)]))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken:
			tok := z.Token()
			if tok.Data != "html" {
				continue
			}
			for _, a := range tok.Attr {
				if a.Key == "lang" || a.Key == "xml:lang" {
					return langCode(a.Val)
				}
			}
			return ""
		}
	}
}
