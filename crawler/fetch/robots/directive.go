package robots

import "strings"

// space is ASCII white space.
const space = " \t\n\v\f\r"

type directive int

const (
	unknown directive = iota
	userAgent
	allow
	disallow
	sitemap
	crawlDelay
)

// directiveOf looks at how the name begins, as Google's matcher does, and knows
// the frequent mistakes that it knows.
func directiveOf(key string) directive {
	key = strings.ToLower(key)
	begins := func(names ...string) bool {
		for _, name := range names {
			if strings.HasPrefix(key, name) {
				return true
			}
		}
		return false
	}
	switch {
	case begins("user-agent", "useragent", "user agent"):
		return userAgent
	case begins("allow"):
		return allow
	case begins("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"):
		return disallow
	case begins("sitemap", "site-map"):
		return sitemap
	case begins("crawl-delay", "crawldelay", "crawl delay"):
		return crawlDelay
	}
	return unknown
}

// splitDirective splits a trimmed line into name and value at the first colon,
// or, because some people forget it, at white space when that leaves exactly
// two words.
func splitDirective(line string) (key, value string, ok bool) {
	key, value, ok = strings.Cut(line, ":")
	if !ok {
		i := strings.IndexAny(line, " \t")
		if i < 0 {
			return "", "", false
		}
		key, value = line[:i], strings.TrimLeft(line[i:], " \t")
		if strings.ContainsAny(value, " \t") {
			return "", "", false
		}
	}
	key, value = strings.Trim(key, space), strings.Trim(value, space)
	return key, value, key != ""
}

// agentName returns the product token at the start of a user-agent value in
// lower case, or globalAgent for "*" and for "*" followed by a remark.
func agentName(value string) string {
	if value == "*" || len(value) > 1 && value[0] == '*' && strings.IndexByte(space, value[1]) >= 0 {
		return globalAgent
	}
	end := strings.IndexFunc(value, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' && r != '_'
	})
	if end >= 0 {
		value = value[:end]
	}
	return strings.ToLower(value)
}
