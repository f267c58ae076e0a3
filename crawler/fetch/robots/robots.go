// Package robots reads robots.txt files and says what they allow.
//
// The file format and the choice of the deciding rule follow RFC 9309. Where
// the RFC leaves room, and for the mistakes that people make in such files
// (a missing colon, "Disalow", a byte order mark, "index.html" for a folder),
// the package does what the open-source matcher of Google does, because that
// is the behaviour site owners test against.
//
// Two questions can be asked of a file. [File.Allowed] compares octets as they
// are written, as that matcher does. [File.Permits] also compares them the way
// RFC 9309 section 2.2.2 asks, with needless percent-encoding undone, and
// refuses when either reading refuses; it is what a polite client asks.
//
// The package holds no state and does no input or output: fetching the file
// and keeping it is the caller's part.
package robots

import (
	"fmt"
	"strings"
	"time"
)

// MaxSize is the number of bytes of a robots.txt file that are considered;
// what follows is ignored. RFC 9309 section 2.5 asks for at least 500 KiB.
const MaxSize = 500 << 10

// File is a parsed robots.txt. It never changes after Parse, so goroutines may
// share it.
type File struct {
	groups   []group
	byAgent  map[string][]int
	global   []int
	delays   map[string]time.Duration
	sitemaps []string
	cut      bool
}

// group is a run of user-agent lines and the rules that follow it (RFC 9309
// section 2.2.1).
type group struct {
	rules []Rule
}

// Rule is one allow or disallow line. The zero Rule stands for "no rule
// matched", which means allowed.
type Rule struct {
	Line    int    // number of the line in the file, from 1; 0 when no rule matched
	Text    string // the line as it was read, without comment and outer white space
	Allow   bool   // whether it is an allow line
	Pattern string // its path pattern, percent-encoded where it has to be

	normal string
}

// String names the rule for a person, as in `line 4 "Disallow: /private/"`.
func (r Rule) String() string {
	if r.Line == 0 {
		return "no rule"
	}
	const longest = 120
	text := r.Text
	if len(text) > longest {
		text = text[:longest] + "…"
	}
	return fmt.Sprintf("line %d %q", r.Line, strings.ToValidUTF8(text, "�"))
}

// Allowed reports whether the file lets agent fetch rawURL, and the rule that
// decided. Agent is the product token alone ("alleys", not "alleys/1.0"); it is
// compared without regard to case with the leading letters, "-" and "_" of each
// user-agent line. rawURL may be a whole URL or a path; only its path and query
// count, octet by octet, so non-ASCII characters must be percent-encoded. The
// longest pattern wins, and allow wins a tie (RFC 9309 section 2.2.2).
func (f *File) Allowed(agent, rawURL string) (bool, Rule) {
	target := pathAndQuery(rawURL)
	return f.decide(agent, func(r Rule) int { return literalPriority(r, target) })
}

// Permits reports whether both readings of the file let agent fetch rawURL:
// the literal one of [File.Allowed] and the one of RFC 9309 section 2.2.2, in
// which percent-encoded unreserved characters are decoded in rule and URL
// before they are compared. The rule is the one that refused, or else the one
// that decided the literal reading.
func (f *File) Permits(agent, rawURL string) (bool, Rule) {
	allowed, rule := f.Allowed(agent, rawURL)
	if !allowed {
		return false, rule
	}
	target := normalTarget(rawURL)
	if ok, strict := f.decide(agent, func(r Rule) int { return normalPriority(r, target) }); !ok {
		return false, strict
	}
	return true, rule
}

// CrawlDelay returns the Crawl-delay that the file asks of agent, the longest
// one where there are several, and whether it asks for any. The directive is
// not part of RFC 9309; it counts seconds.
func (f *File) CrawlDelay(agent string) (time.Duration, bool) {
	key := strings.ToLower(agent)
	if _, named := f.byAgent[key]; !named {
		key = globalAgent
	}
	d, ok := f.delays[key]
	return d, ok
}

// Sitemaps returns the values of the file's sitemap lines in their order, as
// written: they are a stranger's text and not checked to be URLs.
func (f *File) Sitemaps() []string { return f.sitemaps }

// Truncated reports whether the file was longer than MaxSize.
func (f *File) Truncated() bool { return f.cut }

// decide picks the rule with the highest priority from the groups that name
// agent, or from the global ones when none does.
func (f *File) decide(agent string, priority func(Rule) int) (bool, Rule) {
	groups, named := f.byAgent[strings.ToLower(agent)]
	if !named {
		groups = f.global
	}
	var best Rule
	var most int
	for _, g := range groups {
		for _, r := range f.groups[g].rules {
			if p := priority(r); p > most || p == most && p > 0 && r.Allow && !best.Allow {
				best, most = r, p
			}
		}
	}
	return best.Line == 0 || best.Allow, best
}
