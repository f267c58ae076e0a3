package feed

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/html.txt
var htmlData string

// allowlist holds the names of data/html.txt by section.
type allowlist map[string]map[string]bool

func (l allowlist) has(section, name string) bool { return l[section][name] }

// allowed reads the embedded list once.
var allowed = sync.OnceValue(func() allowlist { return parseSections(htmlData) })

// parseSections reads a list of words under [section] lines; "#" begins a comment.
func parseSections(text string) allowlist {
	l := allowlist{}
	section := ""
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") {
			section = line[1 : len(line)-1]
			l[section] = map[string]bool{}
			continue
		}
		for _, word := range strings.Fields(line) {
			if l[section] == nil {
				l[section] = map[string]bool{}
			}
			l[section][word] = true
		}
	}
	return l
}

func isVoidHTML(tag string) bool { return allowed().has("void", tag) }

func isURLAttr(name string) bool { return allowed().has("url-attributes", name) }

// isHTMLElement reports whether a tag is one of HTML's, harmless or not.
func isHTMLElement(tag string) bool {
	return allowed().has("elements", tag) || allowed().has("dropped", tag) || allowed().has("unwrapped", tag)
}
