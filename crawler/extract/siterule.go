package extract

import (
	"bufio"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

//go:embed data/sites/*.txt
var siteFiles embed.FS

// siteRule says where a site keeps the parts of an article. See
// data/sites/README.md.
type siteRule struct {
	content, drop, title, author, published []cascadia.Sel
}

// builtinSites are the rules embedded in the program, by host.
var builtinSites = sync.OnceValues(func() (map[string]*siteRule, error) {
	sub, err := fs.Sub(siteFiles, "data/sites")
	if err != nil {
		return nil, err
	}
	return loadSites(sub)
})

// loadSites reads every .txt file of the folder. Unknown keys, lines without a
// colon and selectors that do not parse are errors with file and line.
func loadSites(dir fs.FS) (map[string]*siteRule, error) {
	names, err := fs.Glob(dir, "*.txt")
	if err != nil {
		return nil, err
	}
	sites := map[string]*siteRule{}
	var problems []error
	for _, name := range names {
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, err
		}
		rule, errs := parseSite(path.Base(name), string(text))
		problems = append(problems, errs...)
		sites[strings.TrimSuffix(path.Base(name), ".txt")] = rule
	}
	return sites, errors.Join(problems...)
}

func parseSite(name, text string) (*siteRule, []error) {
	rule := &siteRule{}
	keys := map[string]*[]cascadia.Sel{
		"content": &rule.content, "drop": &rule.drop, "title": &rule.title, "author": &rule.author, "published": &rule.published,
	}
	var problems []error
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, selector, ok := strings.Cut(line, ":")
		list := keys[strings.TrimSpace(key)]
		if !ok || list == nil {
			problems = append(problems, fmt.Errorf("%s:%d: %q is no rule; write content, drop, title, author or published, a colon and a CSS selector", name, n, line))
			continue
		}
		sel, err := cascadia.Parse(strings.TrimSpace(selector))
		if err != nil {
			problems = append(problems, fmt.Errorf("%s:%d: bad CSS selector %q: %w", name, n, strings.TrimSpace(selector), err))
			continue
		}
		*list = append(*list, sel)
	}
	if err := lines.Err(); err != nil {
		problems = append(problems, fmt.Errorf("%s: %w", name, err))
	}
	return rule, problems
}

// siteRuleFor returns the rule for the host, nil if it has none.
func siteRuleFor(host string, sites map[string]*siteRule) *siteRule {
	host = siteHost(host)
	for host != "" {
		if rule := sites[host]; rule != nil {
			return rule
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return nil
}

// matches returns the elements below root that one of the selectors selects.
func matches(root *html.Node, selectors []cascadia.Sel) map[*html.Node]bool {
	found := map[*html.Node]bool{}
	for _, sel := range selectors {
		for _, n := range cascadia.QueryAll(root, sel) {
			found[n] = true
		}
	}
	return found
}

// firstText returns the text of the first element selected, empty if none.
func firstText(root *html.Node, selectors []cascadia.Sel) string {
	for _, sel := range selectors {
		if n := cascadia.Query(root, sel); n != nil {
			if text := textOf(n); text != "" {
				return text
			}
		}
	}
	return ""
}

// apply overrides the vote with the rule. It reports whether the rule's content
// was found.
func (r *siteRule) apply(doc *html.Node, cands []*candidate) bool {
	content, dropped := matches(doc, r.content), matches(doc, r.drop)
	found := false
	for _, c := range cands {
		if within(c.parent, content) {
			found = true
		}
	}
	for _, c := range cands {
		if found {
			c.keep = within(c.parent, content)
		}
		if within(c.parent, dropped) {
			c.drop("site rule")
		}
	}
	return found
}

func within(n *html.Node, set map[*html.Node]bool) bool {
	for ; n != nil && len(set) > 0; n = n.Parent {
		if set[n] {
			return true
		}
	}
	return false
}

// describe overrides the title, the authors and the date with those the rule
// points to.
func (r *siteRule) describe(p *Page, doc *html.Node) {
	if title := firstText(doc, r.title); title != "" {
		p.Title = title
	}
	var authors []string
	for _, sel := range r.author {
		for _, n := range cascadia.QueryAll(doc, sel) {
			if name := textOf(n); name != "" && len(authors) < maxAuthors {
				authors = append(authors, name)
			}
		}
	}
	if len(authors) > 0 {
		p.Authors = authors
	}
	if t := r.date(doc); !t.IsZero() {
		p.Published, p.PublishedFrom = t, FromMarkup
	}
}

// date returns the date of the first element selected that has one, in an
// attribute or in its text.
func (r *siteRule) date(doc *html.Node) time.Time {
	for _, sel := range r.published {
		for _, n := range cascadia.QueryAll(doc, sel) {
			if t, ok := statedDate(n); ok {
				return t
			}
		}
	}
	return time.Time{}
}
