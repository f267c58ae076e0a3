package extract

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func TestDecode(t *testing.T) {
	const (
		czech  = "Příliš žluťoučký kůň úpěl ďábelské ódy, šéf"
		polish = "Zażółć gęślą jaźń, ŚĆIANA"
		french = "Le cœur coûte 5 €, déjà"
		greek  = "Ο δήμαρχος μίλησε"
		bulgar = "Кметът откри моста"
	)
	in := func(enc encoding.Encoding, s string) string {
		out, err := enc.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	utf16le := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	tests := []struct{ name, contentType, page, want string }{
		{"header", "text/html; charset=windows-1250", in(charmap.Windows1250, czech), czech},
		{"header in quotes", `text/html; charset="ISO-8859-2"`, in(charmap.ISO8859_2, czech), czech},
		{"header wins over meta", "text/html; charset=iso-8859-2", `<meta charset="windows-1252">` + in(charmap.ISO8859_2, polish), polish},
		{"meta", "text/html", `<meta charset="windows-1250">` + in(charmap.Windows1250, polish), polish},
		{"meta http-equiv", "", `<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">` + in(charmap.ISO8859_15, french), french},
		{"meta far down", "", "<script>" + strings.Repeat("x", 5000) + `</script><meta charset="iso-8859-2">` + in(charmap.ISO8859_2, polish), polish},
		{"xml declaration", "", `<?xml version="1.0" encoding="iso-8859-2"?><p>` + in(charmap.ISO8859_2, polish), polish},
		{"utf-8 under a false header", "text/html; charset=ISO-8859-1", czech, czech},
		{"utf-8 under a false meta", "", `<meta charset="iso-8859-1">` + czech, czech},
		{"windows-1250 under a false header", "text/html; charset=utf-8", `<meta charset="windows-1250">` + in(charmap.Windows1250, polish), polish},
		{"windows-1250 sent as iso-8859-2", "text/html; charset=iso-8859-2", in(charmap.Windows1250, "Žena řekla „šest“"), "Žena řekla „šest“"},
		{"windows-1252 sent as iso-8859-1", "text/html; charset=iso-8859-1", in(charmap.Windows1252, "“quoted” – 5 €"), "“quoted” – 5 €"},
		{"undeclared Polish in windows-1250", "", `<html lang="pl"><p>` + in(charmap.Windows1250, polish), polish},
		{"undeclared Polish in iso-8859-2", "", `<html lang="pl"><p>` + in(charmap.ISO8859_2, polish), polish},
		{"undeclared Greek", "", `<html lang="el"><p>` + in(charmap.Windows1253, greek), greek},
		{"undeclared Bulgarian", "", `<html lang="bg"><p>` + in(charmap.Windows1251, bulgar), bulgar},
		{"undeclared western", "", in(charmap.Windows1252, "déjà vu"), "déjà vu"},
		{"utf-8 mark", "text/html; charset=iso-8859-1", "\xEF\xBB\xBF" + czech, czech},
		{"utf-16 mark", "", in(utf16le, czech), czech},
		{"utf-16 declared in ASCII", "", `<meta charset="utf-16">` + czech, czech},
		{"mostly utf-8", "", strings.Repeat(czech, 10) + "\xE9", strings.Repeat(czech, 10) + "\uFFFD"},
		{"unknown label", "text/html; charset=klingon", czech, czech},
		{"cut in the middle of a letter", "", czech + "\xC5", czech},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := string(decode([]byte(tt.page), tt.contentType))
			if !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q in it", got, tt.want)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("\xFF\xFEa\x00"), "text/html; charset=utf-16")
	f.Add([]byte(`<meta charset="iso-2022-jp">`+"\x1b$B"), "")
	f.Add([]byte(`<html lang="pl">`+"\xB1\xB6\xBC"), "text/html; charset=\"")
	f.Fuzz(func(t *testing.T, page []byte, contentType string) {
		if out := decode(page, contentType); !utf8.Valid(out) {
			t.Errorf("%q is not UTF-8", out)
		}
	})
}
