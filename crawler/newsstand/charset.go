package newsstand

import (
	"fmt"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// encode turns HTML or XML text into the bytes of a character set. What the
// set lacks becomes a numeric character reference, as content management
// systems do it; the typographic apostrophe in ISO-8859-15 is the usual case.
func encode(text []byte, label string) ([]byte, error) {
	set, name := charset.Lookup(label)
	if set == nil {
		return nil, fmt.Errorf("unknown character set %q", label)
	}
	if name == "utf-8" {
		return text, nil
	}
	return encoding.HTMLEscapeUnsupported(set.NewEncoder()).Bytes(text)
}
