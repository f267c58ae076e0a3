package feed

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

func encoded(t *testing.T, enc encoding.Encoding, text string) []byte {
	t.Helper()
	b, err := enc.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func titled(declaration, title, language string) string {
	return declaration + "<rss version='2.0'><channel><title>" + title + "</title><language>" + language + "</language></channel></rss>"
}

func TestCharset(t *testing.T) {
	const polish, russian, czech = "Zażółć gęślą jaźń", "Съешь же ещё этих мягких булок", "Příliš žluťoučký kůň"
	utf16be := unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	tests := []struct {
		name, contentType string
		body              []byte
		title, encoding   string
		repaired          bool
	}{
		{"utf-8 undeclared", "", []byte(titled("", polish, "pl")), polish, "utf-8", false},
		{"utf-8 with mark", "", []byte("\xef\xbb\xbf" + titled("", polish, "pl")), polish, "utf-8", false},
		{"declared in the XML", "", encoded(t, charmap.ISO8859_2, titled("<?xml version='1.0' encoding='iso-8859-2'?>", polish, "pl")), polish, "iso-8859-2", false},
		{"declared in the header", "text/xml; charset=windows-1251", encoded(t, charmap.Windows1251, titled("", russian, "ru")), russian, "windows-1251", false},
		{"header in odd quotes", "application/rss+xml;charset= 'windows-1251'", encoded(t, charmap.Windows1251, titled("", russian, "ru")), russian, "windows-1251", false},
		{"header before XML", "text/xml; charset=koi8-r", encoded(t, charmap.KOI8R, titled("<?xml version='1.0' encoding='windows-1251'?>", russian, "ru")), russian, "koi8-r", false},
		{"unknown in the header", "text/xml; charset=none", encoded(t, charmap.ISO8859_2, titled("<?xml version='1.0' encoding='iso-8859-2'?>", polish, "pl")), polish, "iso-8859-2", false},
		{"ascii in the header", "text/xml; charset=us-ascii", []byte(titled("", polish, "pl")), polish, "utf-8", false},
		{"header says latin-1, is utf-8", "text/xml; charset=iso-8859-1", []byte(titled("", polish, "pl")), polish, "utf-8", true},
		{"XML says windows-1250, is utf-8", "", []byte(titled("<?xml version='1.0' encoding='windows-1250'?>", polish, "pl")), polish, "utf-8", true},
		{"says utf-8, is windows-1250", "", encoded(t, charmap.Windows1250, titled("<?xml version='1.0' encoding='utf-8'?>", czech, "cs")), czech, "windows-1250", true},
		{"undeclared windows-1251", "", encoded(t, charmap.Windows1251, titled("", russian, "bg")), russian, "windows-1251", true},
		{"undeclared windows-1252", "", []byte(titled("", "caf\xe9 \x80 5", "fr")), "café € 5", "windows-1252", true},
		{"stray byte in utf-8", "", []byte(titled("", polish+" \x80", "pl")), polish + " €", "utf-8", true},
		{"one Korean character", "", encoded(t, korean.EUCKR, titled("<?xml version='1.0' encoding='euc-kr'?>", "년", "ko")), "년", "euc-kr", false},
		{"utf-16 with mark", "", encoded(t, utf16be, titled("<?xml version='1.0' encoding='utf-16'?>", polish, "pl")), polish, "utf-16be", false},
		{"utf-16 without mark", "", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), titled("", polish, "pl")), polish, "utf-16le", false},
		{"utf-32 with mark", "", encoded(t, utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), titled("", polish, "pl")), polish, "utf-32le", false},
		{"says utf-16, is utf-8", "", []byte(titled("<?xml version='1.0' encoding='utf-16'?>", polish, "pl")), polish, "utf-8", false},
		{"IANA only", "text/xml; charset=IBM037", encoded(t, charmap.CodePage037, titled("", "EBCDIC", "en")), "EBCDIC", "ibm037", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := Parse(tt.body, tt.contentType, "")
			if err != nil {
				t.Fatal(err)
			}
			if f.Title != tt.title || f.Encoding != tt.encoding || (f.Repaired != "") != tt.repaired || f.Problem != "" {
				t.Errorf("title %q, encoding %q, repaired %q, problem %q", f.Title, f.Encoding, f.Repaired, f.Problem)
			}
		})
	}
}
