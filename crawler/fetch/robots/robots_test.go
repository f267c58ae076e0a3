package robots

import (
	"strings"
	"testing"
	"time"
)

// ask is one question to a file and the answer it must give.
type ask struct {
	agent, url string
	allowed    bool
	line       int // of the deciding rule
}

func check(t *testing.T, body string, asks ...ask) {
	t.Helper()
	f := Parse([]byte(body))
	for _, a := range asks {
		allowed, rule := f.Allowed(a.agent, a.url)
		if allowed != a.allowed || rule.Line != a.line {
			t.Errorf("%s %.60q: got %v by %v, want %v by line %d", a.agent, a.url, allowed, rule, a.allowed, a.line)
		}
	}
}

func TestGroups(t *testing.T) {
	tests := map[string]struct {
		body string
		asks []ask
	}{
		"nothing said": {"", []ask{{"alleys", "/a", true, 0}, {"", "", true, 0}}},
		"a page that is not robots.txt": {"<!doctype html>\n<title>Not found: x</title>\n", []ask{
			{"alleys", "/a", true, 0}}},
		"rules before any agent do not count": {"disallow: /\nuser-agent: alleys\ndisallow: /x\n", []ask{
			{"alleys", "/a", true, 0}, {"alleys", "/x", false, 3}}},
		"own group instead of the global one": {"user-agent: *\ndisallow: /a\n\nuser-agent: alleys\ndisallow: /b\n", []ask{
			{"alleys", "/a", true, 0}, {"alleys", "/b", false, 5}, {"other", "/a", false, 2}, {"other", "/b", true, 0}}},
		"own empty group": {"user-agent: alleys\n\nuser-agent: *\ndisallow: /\n", []ask{
			{"alleys", "/", false, 4}, {"other", "/", false, 4}}},
		"own group with an empty rule": {"user-agent: *\ndisallow: /\n\nuser-agent: alleys\ndisallow:\n", []ask{
			{"alleys", "/a", true, 0}, {"other", "/a", false, 2}}},
		"own group at the very end": {"user-agent: *\ndisallow: /\nuser-agent: alleys", []ask{
			{"alleys", "/a", true, 0}}},
		"groups of one agent are joined": {"user-agent: alleys\ndisallow: /a\nuser-agent: z\ndisallow: /\nuser-agent: alleys\ndisallow: /b\n", []ask{
			{"alleys", "/a", false, 2}, {"alleys", "/b", false, 6}, {"alleys", "/c", true, 0}}},
		"several agents share a group": {"user-agent: alleys\nuser-agent: other\ndisallow: /a\n", []ask{
			{"alleys", "/a", false, 3}, {"other", "/a", false, 3}, {"third", "/a", true, 0}}},
		"agent and star share a group": {"user-agent: alleys\nuser-agent: *\ndisallow: /a\n", []ask{
			{"alleys", "/a", false, 3}, {"third", "/a", false, 3}}},
		"sitemap and unknown lines do not end a group": {"user-agent: alleys\nsitemap: http://x/s.xml\nnoindex: /q\nuser-agent: other\ndisallow: /a\n", []ask{
			{"alleys", "/a", false, 5}, {"other", "/a", false, 5}}},
		"names are compared without case": {"USER-AGENT: ALLEYS\nDISALLOW: /A\n", []ask{
			{"alleys", "/A", false, 2}, {"Alleys", "/a", true, 0}}},
		"the name ends at the first other character": {"user-agent: alleys/2.1 (+http://x)\ndisallow: /a\n", []ask{
			{"alleys", "/a", false, 2}, {"alleys/2.1", "/a", true, 0}}},
		"a longer name is another agent": {"user-agent: alleys-images\ndisallow: /a\n", []ask{
			{"alleys", "/a", true, 0}, {"alleys-images", "/a", false, 2}}},
		"star with a remark":                {"user-agent: * all of you\ndisallow: /a\n", []ask{{"alleys", "/a", false, 2}}},
		"star with more letters is no star": {"user-agent: *bot\ndisallow: /a\n", []ask{{"alleys", "/a", true, 0}}},
		"no agent asks":                     {"user-agent: alleys\ndisallow: /\n", []ask{{"", "/", true, 0}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { check(t, tt.body, tt.asks...) })
	}
}

func TestLines(t *testing.T) {
	tests := map[string]struct {
		body string
		asks []ask
	}{
		"LF":                 {"user-agent: a\n\ndisallow: /x\n", []ask{{"a", "/x", false, 3}}},
		"CRLF":               {"user-agent: a\r\n\r\ndisallow: /x\r\n", []ask{{"a", "/x", false, 3}}},
		"CR":                 {"user-agent: a\r\rdisallow: /x\r", []ask{{"a", "/x", false, 3}}},
		"mixed, no last end": {"user-agent: a\n\r\n\rdisallow: /x", []ask{{"a", "/x", false, 4}}},
		"comments":           {"# disallow: /\nuser-agent: a # us\ndisallow: /x#y\n", []ask{{"a", "/x", false, 3}, {"a", "/z", true, 0}}},
		"white space":        {" \tuser-agent \t:\t a \t\n\v disallow :/x\f\n", []ask{{"a", "/x", false, 2}}},
		"no colon":           {"user-agent a\ndisallow /x\n", []ask{{"a", "/x", false, 2}}},
		"no colon and three words": {"user-agent a\ndisallow /x y\ndisallow: /x y\n", []ask{
			{"a", "/x", true, 0}, {"a", "/x y", false, 3}}},
		"no separator at all":  {"user-agent: a\ndisallow\n", []ask{{"a", "/", true, 0}}},
		"no name":              {"user-agent: a\n: /x\n", []ask{{"a", "/x", true, 0}}},
		"misspelt disallow":    {"useragent: a\ndisalow: /1\ndissallow: /2\ndissalow: /3\ndiasllow: /4\ndisallaw: /5\n", []ask{{"a", "/1", false, 2}, {"a", "/2", false, 3}, {"a", "/3", false, 4}, {"a", "/4", false, 5}, {"a", "/5", false, 6}}},
		"other misspellings":   {"user agent: a\ndisable: /1\nuser-agents: b\ndisallowed: /2\n", []ask{{"a", "/1", true, 0}, {"b", "/2", false, 4}, {"a", "/2", false, 4}}},
		"byte order mark":      {"\xEF\xBB\xBFuser-agent: a\ndisallow: /x\n", []ask{{"a", "/x", false, 2}}},
		"half a mark":          {"\xEF\xBBuser-agent: a\ndisallow: /x\n", []ask{{"a", "/x", false, 2}}},
		"broken mark":          {"\xEF\x11\xBFuser-agent: a\ndisallow: /x\n", []ask{{"a", "/x", true, 0}}},
		"mark in the middle":   {"user-agent: a\n\xEF\xBB\xBFdisallow: /x\n", []ask{{"a", "/x", true, 0}}},
		"NUL ends the line":    {"user-agent: a\ndisallow: /x\x00/y\ndisallow: /p\n", []ask{{"a", "/x", false, 2}, {"a", "/p", false, 3}}},
		"line of NULs":         {"\x00\x00\nuser-agent: a\ndisallow: /x\n", []ask{{"a", "/x", false, 3}}},
		"Latin-1 does no harm": {"user-agent: a\n# caf\xe9\ndisallow: /x\n", []ask{{"a", "/x", false, 3}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { check(t, tt.body, tt.asks...) })
	}
}

func TestLongLines(t *testing.T) {
	long := "/x/" + strings.Repeat("a", maxLine-len("disallow: ")-len("/x/"))
	check(t, "user-agent: a\ndisallow: "+long+"/rest\n",
		ask{"a", "/other", true, 0},
		ask{"a", long + "/rest", false, 2},
		ask{"a", long + "/not the same", false, 2},
		ask{"a", long[:len(long)-1], true, 0})
	check(t, "user-agent: a\ndisallow: /\nallow:    "+long+"/rest\n",
		ask{"a", long + "bbb", true, 3},
		ask{"a", "/x/", false, 2})
}

func TestPatterns(t *testing.T) {
	tests := map[string]struct {
		rules string
		asks  []ask
	}{
		"prefix": {"disallow: /news", []ask{
			{"a", "/news", false, 2}, {"a", "/news.html", false, 2}, {"a", "/newspaper/1?x", false, 2},
			{"a", "/News", true, 0}, {"a", "/old/news", true, 0}, {"a", "/?q=/news", true, 0}}},
		"folder": {"disallow: /news/", []ask{
			{"a", "/news/", false, 2}, {"a", "/news/?id=1", false, 2}, {"a", "/news", true, 0}, {"a", "/news.html", true, 0}}},
		"pattern without slash matches nothing": {"disallow: news", []ask{{"a", "/news", true, 0}}},
		"pattern with a leading star":           {"disallow: *news", []ask{{"a", "/x/news", false, 2}}},
		"star at the end is idle":               {"disallow: /news*", []ask{{"a", "/news", false, 2}, {"a", "/new", true, 0}}},
		"star in the middle": {"disallow: /*.pdf", []ask{
			{"a", "/a.pdf", false, 2}, {"a", "/a/b.pdf?x", false, 2}, {"a", "/x?f=b.pdf/", false, 2}, {"a", "/a.PDF", true, 0}, {"a", "/pdf", true, 0}}},
		"end": {"disallow: /*.pdf$", []ask{
			{"a", "/a.pdf", false, 2}, {"a", "/a.pdf.pdf", false, 2}, {"a", "/a.pdf?x", true, 0}, {"a", "/a.pdf/", true, 0}}},
		"end without star":        {"disallow: /a$", []ask{{"a", "/a", false, 2}, {"a", "/a/", true, 0}, {"a", "/ab", true, 0}}},
		"only the front page":     {"allow: /$\ndisallow: /", []ask{{"a", "http://x.eu", true, 2}, {"a", "http://x.eu/a", false, 3}}},
		"dollar in the middle":    {"disallow: /a$b", []ask{{"a", "/a$b", false, 2}, {"a", "/a", true, 0}}},
		"two dollars":             {"disallow: /a$$", []ask{{"a", "/a$", false, 2}, {"a", "/a", true, 0}}},
		"stars in a row":          {"disallow: /a**b***$", []ask{{"a", "/axxb/y", false, 2}, {"a", "/axx", true, 0}}},
		"end must be left over":   {"disallow: /ab*bc$", []ask{{"a", "/abc", true, 0}, {"a", "/abbc", false, 2}}},
		"longest wins":            {"allow: /p\ndisallow: /", []ask{{"a", "/page", true, 2}, {"a", "/q", false, 3}}},
		"longest wins, any order": {"disallow: /folder\nallow: /folder/page", []ask{{"a", "/folder/page", true, 3}, {"a", "/folder/q", false, 2}}},
		"allow wins a tie":        {"disallow: /a\nallow: /a", []ask{{"a", "/a", true, 3}}},
		"length counts the star":  {"allow: /page\ndisallow: /*.htm", []ask{{"a", "/page.htm", false, 3}}},
		"first of equals":         {"disallow: /a*\ndisallow: /aa", []ask{{"a", "/aa", false, 2}}},
		"index page is the folder": {"disallow: /\nallow: /d/index.html\nallow: /e/index.htm", []ask{
			{"a", "/d/", true, 3}, {"a", "/d/index.html", true, 3}, {"a", "/d/index.htm", false, 2}, {"a", "/d", false, 2},
			{"a", "/d/x", false, 2}, {"a", "/e/", true, 4}, {"a", "/e/index.html", true, 4}}},
		"not for disallow": {"disallow: /d/index.html", []ask{{"a", "/d/", true, 0}, {"a", "/d/index.html", false, 2}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { check(t, "user-agent: a\n"+tt.rules+"\n", tt.asks...) })
	}
}

func TestEncoding(t *testing.T) {
	check(t, "user-agent: a\ndisallow: /\nallow: /öl\nallow: /%c3%bc\nallow: /%7e\nallow: /q?u=http://y/?z&p\n",
		ask{"a", "/%C3%B6l", true, 3},
		ask{"a", "/öl", false, 2},
		ask{"a", "/%C3%BC", true, 4},
		ask{"a", "/%c3%bc", false, 2},
		ask{"a", "/%7E", true, 5},
		ask{"a", "/~", false, 2},
		ask{"a", "http://x.eu/q?u=http://y/?z&p&r", true, 6})
}

func TestPermits(t *testing.T) {
	f := Parse([]byte("user-agent: *\ndisallow: /%7Eann/\ndisallow: /b%6fb\ndisallow: /a%2Fb\ndisallow: /*%2A$\ndisallow: /grün\n"))
	tests := []struct {
		url     string
		allowed bool
		line    int
	}{
		{"/~ann/", false, 2}, {"/%7eann/", false, 2}, {"/%7Eann/", false, 2},
		{"/bob", false, 3}, {"/%62ob", false, 3},
		{"/a%2fb", false, 4}, {"/a/b", true, 0},
		{"/x*", false, 5}, {"/x%2A", false, 5}, {"/x", true, 0},
		{"/gr%c3%bcn", false, 6}, {"/grün", false, 6},
		{"/else", true, 0},
	}
	for _, tt := range tests {
		if ok, rule := f.Permits("alleys", "https://x.eu"+tt.url); ok != tt.allowed || rule.Line != tt.line {
			t.Errorf("%s: got %v by %v, want %v by line %d", tt.url, ok, rule, tt.allowed, tt.line)
		}
	}
	f = Parse([]byte("user-agent: *\ndisallow: /\nallow: /%61\n"))
	if ok, rule := f.Permits("alleys", "/%61"); !ok || rule.Line != 3 {
		t.Errorf("allowed in both readings: got %v by %v", ok, rule)
	}
	if ok, rule := f.Permits("alleys", "/a"); ok || rule.Line != 2 {
		t.Errorf("allowed in one reading: got %v by %v", ok, rule)
	}
}

func TestPathAndQuery(t *testing.T) {
	tests := map[string]string{
		"":                        "/",
		"http://x.eu":             "/",
		"http://x.eu/":            "/",
		"http://x.eu/a":           "/a",
		"http://x.eu/a?b=1":       "/a?b=1",
		"http://x.eu/a?b=1#c":     "/a?b=1",
		"http://x.eu?b":           "/?b",
		"http://x.eu;b":           "/;b",
		"http://x.eu#/a":          "/",
		"http://x.eu/a/http://y/": "/a/http://y/",
		"x.eu":                    "/",
		"x.eu/a":                  "/a",
		"x.eu/":                   "/",
		"//x.eu/a":                "/a",
		"//x.eu":                  "/",
		"/a/b;c?d":                "/a/b;c?d",
		"a?http://x.eu/b":         "/?http://x.eu/b",
		"a#b://c/d":               "/",
		"#":                       "/",
	}
	for in, want := range tests {
		if got := pathAndQuery(in); got != want {
			t.Errorf("pathAndQuery(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestEscapePattern(t *testing.T) {
	tests := map[string]string{
		"/a/b": "/a/b", "/ä": "/%C3%A4", "%aa": "%AA", "%AA%": "%AA%", "%zz%4": "%zz%4", "/a*$": "/a*$", "\xff": "%FF",
	}
	for in, want := range tests {
		if got := escapePattern(in); got != want {
			t.Errorf("escapePattern(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestMatch(t *testing.T) {
	tests := []struct {
		pattern, url string
		want         bool
	}{
		{"/", "https://x.eu", true},
		{"/photos/*.jpg", "https://x.eu/photos/2026/a.jpg", true},
		{"/photos/*.jpg$", "https://x.eu/photos/a.jpg?x", false},
		{"/foo-%24", "https://x.eu/foo-$", true},
		{"/%7Ea", "https://x.eu/~a/b", true},
		{"", "https://x.eu/a", true},
		{"/a", "https://x.eu/b", false},
	}
	for _, tt := range tests {
		if got := Match(tt.pattern, tt.url); got != tt.want {
			t.Errorf("Match(%q, %q) = %v", tt.pattern, tt.url, got)
		}
	}
}

func TestCrawlDelay(t *testing.T) {
	f := Parse([]byte("user-agent: slow\ncrawl-delay: 20\n\nuser-agent: alleys\nuser-agent: two\ncrawl-delay: 2.5 s\ncrawl-delay: 1\n" +
		"disallow: /x\n\nuser-agent: *\ncrawl-delay: 7\n\nuser-agent: mad\nCrawl-Delay: 1e9\ncrawl-delay: -1\n\nuser-agent: none\nallow: /\n\n" +
		"user-agent: comma\ncrawl-delay: 0,5\nuser-agent: huge\ncrawl-delay: 99999999999999999999\n"))
	tests := []struct {
		agent string
		want  time.Duration
		ok    bool
	}{
		{"slow", 20 * time.Second, true}, {"Alleys", 2500 * time.Millisecond, true}, {"two", 2500 * time.Millisecond, true},
		{"somebody", 7 * time.Second, true}, {"mad", time.Second, true}, {"none", 0, false},
		{"comma", 500 * time.Millisecond, true}, {"huge", 24 * time.Hour, true},
	}
	for _, tt := range tests {
		if got, ok := f.CrawlDelay(tt.agent); got != tt.want || ok != tt.ok {
			t.Errorf("CrawlDelay(%s) = %v, %v, want %v", tt.agent, got, ok, tt.want)
		}
	}
}

func TestSitemaps(t *testing.T) {
	f := Parse([]byte("Sitemap: https://x.eu/a.xml\nuser-agent: *\nsite-map:https://x.eu/b.xml#c\nsitemap:\n"))
	if got := strings.Join(f.Sitemaps(), " "); got != "https://x.eu/a.xml https://x.eu/b.xml" {
		t.Errorf("got %q", got)
	}
}

func TestMaxSize(t *testing.T) {
	filler := "user-agent: a\n" + strings.Repeat("#\n", (MaxSize-len("user-agent: a\n"))/2)
	body := filler[:len(filler)-len("disallow: /x\n")] + "disallow: /x\n"
	body = strings.Replace(body, "#disallow", "\ndisallow", 1)
	f := Parse([]byte(body + "disallow: /late\n"))
	if ok, _ := f.Allowed("a", "/x"); ok || !f.Truncated() {
		t.Errorf("last line within the limit: allowed %v, truncated %v", ok, f.Truncated())
	}
	if ok, _ := f.Allowed("a", "/late"); !ok {
		t.Error("a line after the limit counts")
	}
	f = Parse([]byte(strings.Repeat("#\n", MaxSize/2-15) + "user-agent: a\ndisallow: /private\n"))
	if ok, rule := f.Allowed("a", "/public"); !ok {
		t.Errorf("a line cut by the limit counts: %v", rule)
	}
}

func TestRuleString(t *testing.T) {
	_, rule := Parse([]byte("User-agent: *\nDisallow: /private/ # keep out\n")).Allowed("alleys", "/private/x")
	if got, want := rule.String(), `line 2 "Disallow: /private/"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := (Rule{}).String(); got != "no rule" {
		t.Errorf("got %s", got)
	}
}

func TestParseTag(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		values []string
		want   Tag
	}{
		{nil, Tag{}},
		{[]string{"all"}, Tag{}},
		{[]string{"NOINDEX"}, Tag{NoIndex: true}},
		{[]string{" noarchive , nofollow"}, Tag{NoArchive: true, NoFollow: true}},
		{[]string{"none"}, Tag{NoIndex: true, NoFollow: true}},
		{[]string{"otherbot: noindex, nofollow"}, Tag{}},
		{[]string{"otherbot: noindex", "noarchive"}, Tag{NoArchive: true}},
		{[]string{"alleys: noindex, noarchive"}, Tag{NoIndex: true, NoArchive: true}},
		{[]string{"otherbot: noindex, Alleys: noarchive"}, Tag{NoArchive: true}},
		{[]string{"max-snippet:-1, noindex"}, Tag{NoIndex: true}},
		{[]string{"unavailable_after: 25 Jun 2010 15:00:00 PST"}, Tag{NoIndex: true}},
		{[]string{"noarchive, unavailable_after: Wed, 03 Dec 2025 13:09:53 GMT, nofollow"}, Tag{NoIndex: true, NoArchive: true, NoFollow: true}},
		{[]string{"unavailable_after: 2027-01-01"}, Tag{}},
		{[]string{"unavailable_after: soon"}, Tag{}},
		{[]string{"unavailable_after"}, Tag{}},
	}
	for _, tt := range tests {
		if got := ParseTag("alleys", now, tt.values...); got != tt.want {
			t.Errorf("%q: got %+v, want %+v", tt.values, got, tt.want)
		}
	}
}
