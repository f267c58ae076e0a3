package robots

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

const (
	// maxLine is the number of bytes of a line that are read. Browsers stop at
	// URLs of 2,083 bytes; eight times that leaves room for any encoding.
	maxLine = 2083*8 - 1

	maxDelay = 24 * time.Hour

	// globalAgent cannot be the name of an agent: names have only letters, "-"
	// and "_".
	globalAgent = "*"
)

// Parse reads a robots.txt file. It never fails: lines that mean nothing are
// skipped, as RFC 9309 section 2.2 asks, and a body that is no robots.txt at
// all gives a File that allows everything.
func Parse(body []byte) *File {
	p := parser{file: &File{byAgent: map[string][]int{}, delays: map[string]time.Duration{}}}
	if len(body) > MaxSize {
		body = wholeLines(body[:MaxSize])
		p.file.cut = true
	}
	body = withoutMark(body)
	for len(body) > 0 {
		var line []byte
		line, body = nextLine(body)
		p.number++
		p.line(line)
	}
	return p.file
}

// wholeLines drops an unfinished last line, which could say more or less than
// its owner meant. A line that is already longer than maxLine loses nothing.
func wholeLines(body []byte) []byte {
	end := bytes.LastIndexAny(body, "\r\n") + 1
	if len(body)-end > maxLine {
		return body
	}
	return body[:end]
}

// withoutMark drops a UTF-8 byte order mark, or the part of one that is there.
func withoutMark(body []byte) []byte {
	for _, b := range []byte{0xEF, 0xBB, 0xBF} {
		if len(body) == 0 || body[0] != b {
			break
		}
		body = body[1:]
	}
	return body
}

// nextLine splits at LF, CR or CRLF.
func nextLine(body []byte) (line, rest []byte) {
	i := bytes.IndexAny(body, "\r\n")
	switch {
	case i < 0:
		return body, nil
	case body[i] == '\r' && i+1 < len(body) && body[i+1] == '\n':
		return body[:i], body[i+2:]
	}
	return body[:i], body[i+1:]
}

// parser carries what a line's meaning depends on.
type parser struct {
	file   *File
	number int

	agents []string // of the group being read
	inBody bool     // whether that group has a rule already
	group  int      // its index in file.groups, once it has one

	delayAgents []string // the same for crawl-delay, which closes its own groups
	delayInBody bool
}

func (p *parser) line(raw []byte) {
	if len(raw) > maxLine {
		raw = raw[:maxLine]
	}
	if i := bytes.IndexByte(raw, 0); i >= 0 {
		raw = raw[:i]
	}
	if i := bytes.IndexByte(raw, '#'); i >= 0 {
		raw = raw[:i]
	}
	text := string(bytes.Trim(raw, space))
	key, value, ok := splitDirective(text)
	if !ok {
		return
	}
	switch directiveOf(key) {
	case userAgent:
		p.userAgent(value)
	case allow:
		p.rule(Rule{Line: p.number, Text: text, Allow: true, Pattern: escapePattern(value)})
	case disallow:
		p.rule(Rule{Line: p.number, Text: text, Pattern: escapePattern(value)})
	case crawlDelay:
		p.crawlDelay(value)
	case sitemap:
		if value != "" {
			p.file.sitemaps = append(p.file.sitemaps, value)
		}
	}
}

func (p *parser) userAgent(value string) {
	if p.inBody {
		p.agents, p.inBody = nil, false
	}
	if p.delayInBody {
		p.delayAgents, p.delayInBody = nil, false
	}
	name := agentName(value)
	p.agents = append(p.agents, name)
	p.delayAgents = append(p.delayAgents, name)
	// An agent that is named counts as named even if its group stays empty.
	if name != globalAgent {
		if _, there := p.file.byAgent[name]; !there {
			p.file.byAgent[name] = nil
		}
	}
}

func (p *parser) rule(r Rule) {
	p.delayInBody = true
	if len(p.agents) == 0 {
		return
	}
	if !p.inBody {
		p.inBody = true
		p.openGroup()
	}
	if r.Pattern == "" {
		return
	}
	r.normal = normalize(r.Pattern, false)
	g := &p.file.groups[p.group]
	g.rules = append(g.rules, r)
}

// openGroup adds a group and enters it under each of its agents once.
func (p *parser) openGroup() {
	p.group = len(p.file.groups)
	p.file.groups = append(p.file.groups, group{})
	for _, name := range p.agents {
		if name == globalAgent {
			p.file.global = appendOnce(p.file.global, p.group)
		} else {
			p.file.byAgent[name] = appendOnce(p.file.byAgent[name], p.group)
		}
	}
}

func appendOnce(list []int, n int) []int {
	if len(list) > 0 && list[len(list)-1] == n {
		return list
	}
	return append(list, n)
}

func (p *parser) crawlDelay(value string) {
	p.delayInBody = true
	d, ok := parseDelay(value)
	if !ok {
		return
	}
	for _, name := range p.delayAgents {
		if old, there := p.file.delays[name]; !there || d > old {
			p.file.delays[name] = d
		}
	}
}

// parseDelay reads seconds with a decimal point or comma; a unit or remark
// after the number is ignored.
func parseDelay(value string) (time.Duration, bool) {
	value = strings.Replace(value, ",", ".", 1)
	end := strings.IndexFunc(value, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if end >= 0 {
		value = value[:end]
	}
	seconds, err := strconv.ParseFloat(value, 64)
	if err != nil || seconds < 0 {
		return 0, false
	}
	if seconds > maxDelay.Seconds() {
		return maxDelay, true
	}
	return time.Duration(seconds * float64(time.Second)), true
}
