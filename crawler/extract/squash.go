package extract

import (
	"unicode"
	"unicode/utf8"
)

// shortText is up to how many bytes a text is worked on without setting memory
// aside.
const shortText = 256

// alphanumeric are the letters and digits of ASCII.
var alphanumeric = func() (set [utf8.RuneSelf]bool) {
	for c := range set {
		set[c] = '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
	}
	return set
}()

func isLetterOrDigit(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 0 && alphanumeric[r]
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 0 && alphanumeric[r]
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

func endsInWord(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return isWordRune(r)
}

// squash reduces a text to its letters and digits in lower case, for comparing
// texts that differ in punctuation and spacing only.
func squash(s string) string {
	var short [shortText]byte
	out := short[:0]
	if len(s) > shortText {
		out = make([]byte, 0, len(s))
	}
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if i += size; isLetterOrDigit(r) {
				out = utf8.AppendRune(out, unicode.ToLower(r))
			}
			continue
		}
		if i++; alphanumeric[c] {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			out = append(out, c)
		}
	}
	return string(out)
}
