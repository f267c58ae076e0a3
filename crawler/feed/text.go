package feed

import (
	"html"
	"regexp"
	"strconv"
	"strings"

	nethtml "golang.org/x/net/html"
)

// Both are safe for concurrent use.
var (
	textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	attrEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
)

// escapeText makes plain text into HTML.
func escapeText(s string) string { return textEscaper.Replace(s) }

// escapeAttr makes plain text into the value of a quoted attribute.
func escapeAttr(s string) string { return attrEscaper.Replace(s) }

// collapse makes every run of white space one space and trims the ends.
func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }

// unescapeTwice undoes one more round of escaping in text that should need
// none: "&amp;amp;" and "&amp;#39;" are what careless publishers send.
func unescapeTwice(s string) string { return html.UnescapeString(s) }

// endComments makes a comment that is never closed end at the next ">", so that
// it does not swallow all that follows.
func endComments(markup string) string {
	last := strings.LastIndex(markup, "-->")
	if strings.LastIndex(markup, "<!--") <= last {
		return markup
	}
	last = max(last, 0)
	return markup[:last] + strings.ReplaceAll(markup[last:], "<!--", "<!")
}

// plainText takes the markup out of HTML. What looks like a tag but is no
// element of HTML, as in "List<String>", stays.
func plainText(markup string) string {
	if !strings.ContainsAny(markup, "<&") {
		return collapse(markup)
	}
	var b strings.Builder
	skip := ""
	z := nethtml.NewTokenizer(strings.NewReader(endComments(markup)))
	for {
		kind := z.Next()
		raw := string(z.Raw())
		switch kind {
		case nethtml.ErrorToken:
			return collapse(b.String())
		case nethtml.TextToken:
			if skip == "" {
				b.WriteString(html.UnescapeString(raw))
			}
		case nethtml.StartTagToken, nethtml.SelfClosingTagToken, nethtml.EndTagToken:
			name, _ := z.TagName()
			tag := string(name)
			if tag != "script" && tag != "style" {
				z.NextIsNotRawText()
			}
			switch {
			case skip != "":
				if kind == nethtml.EndTagToken && tag == skip {
					skip = ""
				}
			case allowed().has("dropped", tag) && kind == nethtml.StartTagToken:
				skip = tag
			case !isHTMLElement(tag):
				b.WriteString(html.UnescapeString(raw))
			case isBlock(tag):
				b.WriteByte(' ')
			}
		}
	}
}

// isBlock reports whether an element separates words.
func isBlock(tag string) bool {
	switch tag {
	case "br", "p", "div", "li", "td", "th", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote", "dt", "dd", "ul", "ol", "table":
		return true
	}
	return false
}

var htmlSign = regexp.MustCompile(`(?i)</(?:a|b|i|p|em|strong|div|span|ul|ol|li|h[1-6]|blockquote|table|tr|td|font|figure)\s*>|<(?:p|br|hr|img)(?:\s[^<>]*)?/?>`)

// looksLikeHTML reports whether text that is declared to be plain shows tags
// that only HTML has.
func looksLikeHTML(s string) bool { return strings.Contains(s, "<") && htmlSign.MatchString(s) }

// normalReference writes the reference that raw begins with in one spelling: a
// known name as it is, a number in lower case and outside the C1 range. A lone
// "&" is escaped. The second result is the length read.
func normalReference(raw string) (string, int) {
	end := strings.IndexByte(raw[:min(len(raw), maxReference)], ';')
	if end < 2 {
		return "&amp;", 1
	}
	whole := raw[:end+1]
	if raw[1] != '#' {
		if v := html.UnescapeString(whole); v != whole && !strings.HasSuffix(v, ";") {
			return whole, end + 1
		}
		return "&amp;", 1
	}
	digits := raw[2:end]
	r, ok := charReference(digits)
	if !ok {
		return "&amp;", 1
	}
	if given, err := strconv.ParseInt(digits, 10, 32); err == nil && rune(given) == r {
		return whole, end + 1
	}
	if digits[0] != 'x' && digits[0] != 'X' || isMended(digits[1:], r) {
		return "&#x" + strconv.FormatInt(int64(r), 16) + ";", end + 1
	}
	return strings.ToLower(whole), end + 1
}

// isMended reports whether hexadecimal digits name another character than the
// one they were read as.
func isMended(digits string, r rune) bool {
	given, err := strconv.ParseInt(digits, 16, 32)
	return err != nil || rune(given) != r
}
