package robots

import "strings"

// pathAndQuery cuts scheme, authority and fragment off a URL. The result
// begins with "/"; it is "/" when there is no path or the URL makes no sense.
// It takes a URL apart by its marks alone, so that it has an answer for
// everything that a caller may pass.
func pathAndQuery(rawURL string) string {
	s := strings.TrimPrefix(rawURL, "//")
	authority := 0
	if i := strings.Index(s, "://"); i >= 0 && i < indexAnyOrEnd(s, "/?;") {
		authority = i + len("://")
	}
	start := authority + indexAnyOrEnd(s[authority:], "/?;")
	end := indexAnyOrEnd(s, "#")
	if start == len(s) || end < start {
		return "/"
	}
	if s[start] != '/' {
		return "/" + s[start:end]
	}
	return s[start:end]
}

func indexAnyOrEnd(s, chars string) int {
	if i := strings.IndexAny(s, chars); i >= 0 {
		return i
	}
	return len(s)
}

// escapePattern percent-encodes non-ASCII octets and puts the digits of
// percent-encoded ones in upper case.
func escapePattern(pattern string) string {
	return rewrite(pattern, func(b byte, encoded bool) bool { return encoded || b >= 0x80 })
}

// normalize is escapePattern with percent-encoded unreserved characters decoded
// (RFC 3986 section 2.3). With specials, "*" and "$" are encoded, so that those
// of a URL differ from those that have a meaning in a pattern.
func normalize(s string, specials bool) string {
	return rewrite(s, func(b byte, encoded bool) bool {
		switch {
		case encoded:
			return !unreserved(b)
		case b == '*' || b == '$':
			return specials
		}
		return b >= 0x80
	})
}

func normalTarget(rawURL string) string { return normalize(pathAndQuery(rawURL), true) }

// rewrite writes each octet of s percent-encoded or plain, as encode says;
// encode learns whether the octet came percent-encoded.
func rewrite(s string, encode func(b byte, encoded bool) bool) string {
	var out strings.Builder
	out.Grow(len(s))
	const upper = "0123456789ABCDEF"
	for i := 0; i < len(s); i++ {
		b, encoded := s[i], false
		if b == '%' && i+2 < len(s) && hexValue(s[i+1]) >= 0 && hexValue(s[i+2]) >= 0 {
			b, encoded = byte(hexValue(s[i+1])<<4|hexValue(s[i+2])), true
			i += 2
		}
		if encode(b, encoded) {
			out.WriteByte('%')
			out.WriteByte(upper[b>>4])
			b = upper[b&15]
		}
		out.WriteByte(b)
	}
	return out.String()
}

func hexValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func unreserved(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' ||
		b == '-' || b == '.' || b == '_' || b == '~'
}
