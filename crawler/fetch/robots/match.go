package robots

import "strings"

// Match reports whether a path pattern with "*" and a final "$" matches the
// path and query of rawURL from their start, compared in the normal form of
// RFC 9309 section 2.2.2: percent-encoded unreserved characters are decoded,
// and "%2A" and "%24" stand for a literal "*" and "$". The rules of TDMRep
// files are written in these patterns too.
func Match(pattern, rawURL string) bool {
	return matches(normalize(pattern, false), normalTarget(rawURL))
}

// literalPriority is the length of the rule's pattern if it matches the path,
// otherwise 0. An allow rule for a folder's index page also counts for the
// folder itself.
func literalPriority(r Rule, path string) int {
	return priority(r.Pattern, r.Allow, path)
}

func normalPriority(r Rule, path string) int {
	return priority(r.normal, r.Allow, path)
}

func priority(pattern string, allow bool, path string) int {
	if matches(pattern, path) {
		return len(pattern)
	}
	if !allow {
		return 0
	}
	if i := strings.LastIndexByte(pattern, '/'); i >= 0 && strings.HasPrefix(pattern[i:], "/index.htm") {
		folder := pattern[:i+1] + "$"
		if matches(folder, path) {
			return len(folder)
		}
	}
	return 0
}

// matches compares a pattern with the start of path. Each part between stars
// is taken at its first place after the one before, which is enough to decide
// and keeps the time linear in both lengths.
func matches(pattern, path string) bool {
	anchored := strings.HasSuffix(pattern, "$")
	if anchored {
		pattern = pattern[:len(pattern)-1]
	}
	part, rest, starred := strings.Cut(pattern, "*")
	if !strings.HasPrefix(path, part) {
		return false
	}
	path = path[len(part):]
	if !starred {
		return !anchored || path == ""
	}
	for {
		part, rest, starred = strings.Cut(rest, "*")
		if !starred {
			if anchored {
				return strings.HasSuffix(path, part)
			}
			return strings.Contains(path, part)
		}
		i := strings.Index(path, part)
		if i < 0 {
			return false
		}
		path = path[i+len(part):]
	}
}
