package robots

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

func FuzzParse(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a\nAllow: /a/*$\nCrawl-delay: 3\nSitemap: x\n"), "alleys", "http://x.eu/a?b#c")
	f.Add([]byte("\xEF\xBB\xBFuser-agent a\rdisallow /\x00"), "a", "//")
	f.Add([]byte("disallow: %%%2"), "", "#?;://")
	f.Fuzz(func(t *testing.T, body []byte, agent, url string) {
		file := Parse(body)
		allowed, rule := file.Allowed(agent, url)
		if allowed != (rule.Line == 0 || rule.Allow) {
			t.Errorf("allowed %v by %v", allowed, rule)
		}
		if strict, _ := file.Permits(agent, url); strict && !allowed {
			t.Error("permitted although disallowed")
		}
		if d, ok := file.CrawlDelay(agent); ok && (d < 0 || d > maxDelay) {
			t.Errorf("crawl-delay %v", d)
		}
		if rule.Line > strings.Count(string(body), "\n")+strings.Count(string(body), "\r")+1 {
			t.Errorf("%v is beyond the end", rule)
		}
	})
}

// FuzzMatches compares the matcher with a regular expression of the pattern.
func FuzzMatches(f *testing.F) {
	f.Add("/a*b$", "/axbxb")
	f.Add("/ab*ba$", "/aba")
	f.Add("**$", "/")
	f.Add("$", "/")
	f.Add("/a*b*c*", "/a-c-b-c")
	f.Fuzz(func(t *testing.T, pattern, path string) {
		if len(pattern) > 200 {
			return
		}
		body, anchored := strings.CutSuffix(latin1(pattern), "$")
		expr := `(?s)^` + strings.ReplaceAll(regexp.QuoteMeta(body), `\*`, `.*`)
		if anchored {
			expr += `$`
		}
		want := regexp.MustCompile(expr).MatchString(latin1(path))
		if got := matches(pattern, path); got != want {
			t.Errorf("matches(%q, %q) = %v", pattern, path, got)
		}
	})
}

// latin1 makes one code point of each octet, since regular expressions match
// code points.
func latin1(s string) string {
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = rune(s[i])
	}
	return string(runes)
}

func FuzzParseTag(f *testing.F) {
	f.Add("noindex, otherbot: unavailable_after: Wed, 03 Dec 2025 13:09:53 GMT,")
	f.Fuzz(func(t *testing.T, value string) {
		ParseTag("alleys", time.Unix(0, 0), value)
	})
}

// BenchmarkAllowed asks a file of the largest size for a long URL; patterns
// with many stars are the worst case.
func BenchmarkAllowed(b *testing.B) {
	line := "disallow: /*a*a*a*a*a*a*a*a*b$\n"
	body := []byte("user-agent: *\n" + strings.Repeat(line, (MaxSize-20)/len(line)))
	url := "https://x.eu/" + strings.Repeat("a", 2000)
	file := Parse(body)
	for b.Loop() {
		file.Permits("alleys", url)
	}
}

func BenchmarkParse(b *testing.B) {
	line := "disallow: /section/page-with-a-name\n"
	body := []byte("user-agent: *\n" + strings.Repeat(line, (MaxSize-20)/len(line)))
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		Parse(body)
	}
}
