package feed

import (
	"regexp"
	"strings"
)

var (
	// cssHarmless is all that a style may consist of: names, numbers, colours.
	cssHarmless = regexp.MustCompile(`^[-:,;#%.()\w\s!'"/]*$`)
	// cssMeasure is a colour, a length or a part of rgb().
	cssMeasure = regexp.MustCompile(`^(?:#[0-9a-f]{3,8}|rgb\(\d{1,3}%?,\d{0,3}%?,?\d{0,3}%?\)?|-?\d{0,4}\.?\d{0,4}(?:cm|em|rem|ex|in|mm|pc|pt|px|%|,|\))?)$`)
	cssURL     = regexp.MustCompile(`(?i)url\s*\(\s*[^\s)]+\s*\)`)
)

// cleanStyle keeps the declarations of a style attribute that only say how text
// looks: no position, no addresses, no functions but rgb.
func cleanStyle(style string) string {
	const longest = 2000
	style = cssURL.ReplaceAllString(style[:min(len(style), longest)], " ")
	if !cssHarmless.MatchString(style) || strings.Contains(strings.ToLower(style), "expression") {
		return ""
	}
	var kept []string
	for decl := range strings.SplitSeq(style, ";") {
		name, value, found := strings.Cut(decl, ":")
		name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimLeft(value, " \t\r\n")
		if found && strings.TrimSpace(value) != "" && cssAllowed(name, value) {
			kept = append(kept, name+": "+value+";")
		}
	}
	return strings.Join(kept, " ")
}

func cssAllowed(name, value string) bool {
	list := allowed()
	if list.has("css-properties", name) {
		return !strings.Contains(value, "(") || strings.HasPrefix(strings.ToLower(value), "rgb(")
	}
	family, _, _ := strings.Cut(name, "-")
	if !list.has("css-families", family) {
		return false
	}
	for word := range strings.FieldsSeq(strings.ToLower(value)) {
		if !list.has("css-keywords", word) && !cssMeasure.MatchString(word) {
			return false
		}
	}
	return true
}
