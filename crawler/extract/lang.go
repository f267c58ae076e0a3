package extract

import "strings"

// langCode reduces a language tag (BCP 47, or the en_GB form of OpenGraph) to
// its ISO 639-1 code in lower case; empty when the tag is not one.
func langCode(tag string) string {
	tag = strings.ToLower(strings.TrimSpace(tag))
	if i := strings.IndexAny(tag, "-_ ,;"); i >= 0 {
		tag = tag[:i]
	}
	if len(tag) != 2 || tag[0] < 'a' || tag[0] > 'z' || tag[1] < 'a' || tag[1] > 'z' {
		return ""
	}
	return tag
}
