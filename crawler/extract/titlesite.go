package extract

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// siteNames returns what the site may call itself, squashed: declared names and
// the parts of its host name.
func (h *head) siteNames(base *url.URL) []string {
	names := []string{h.first("og:site_name"), h.first("application-name"), h.first("apple-mobile-web-app-title"), h.publisher(), h.titleSite}
	host := strings.TrimPrefix(strings.ToLower(base.Hostname()), "www.")
	names = append(names, host)
	for label := range strings.SplitSeq(host, ".") {
		if len(label) > 3 {
			names = append(names, label)
		}
	}
	var out []string
	for _, n := range names {
		if n = squash(n); n != "" {
			out = append(out, n)
		}
	}
	return out
}

// publisher returns the name of the outlet in the JSON-LD.
func (h *head) publisher() string {
	if h.article != nil {
		for _, n := range h.names(h.article["publisher"]) {
			if n != "" {
				return n
			}
		}
	}
	for _, t := range h.things {
		if t.is("WebSite", "NewsMediaOrganization") {
			if n := t.text("name"); n != "" {
				return n
			}
		}
	}
	return ""
}

// isSite reports whether the text is nothing but the name of the site.
func isSite(text string, site []string) bool {
	text = squash(text)
	for _, s := range site {
		if text == s {
			return true
		}
	}
	return false
}

// stripSite removes the name of the site from the ends of a title.
func stripSite(title string, site []string) string {
	for range 3 {
		seps := separators(title)
		if len(seps) == 0 {
			return title
		}
		if bare := cutSite(title, seps, site); bare != title {
			title = bare
			continue
		}
		first, last := seps[0], seps[len(seps)-1]
		tail, lead := title[last[1]:], title[:first[0]]
		switch {
		case namesSite(tail, site) || strings.Contains(title[last[0]:last[1]], "|") && len(tail) <= 40:
			title = title[:last[0]]
		case namesSite(lead, site):
			title = title[first[1]:]
		default:
			return title
		}
	}
	return title
}

// cutSite removes the name of the site where separators stand inside the name.
func cutSite(title string, seps [][]int, site []string) string {
	for i, sep := range seps {
		if i < len(seps)-1 && sep[0] > 0 && isSite(title[sep[1]:], site) {
			return title[:sep[0]]
		}
		if i > 0 && sep[1] < len(title) && isSite(title[:sep[0]], site) {
			return title[sep[1]:]
		}
	}
	return title
}

// separators returns where the parts of a title are set apart. Guillemets that
// enclose words are none.
func separators(title string) [][]int {
	seps := titleSeparator.FindAllStringIndex(title, -1)
	if !strings.ContainsAny(title, "«»‹›") {
		return seps
	}
	edge := map[int]bool{}
	for _, pair := range guillemets.FindAllStringIndex(title, -1) {
		edge[pair[0]], edge[pair[1]] = true, true
	}
	return slices.DeleteFunc(seps, func(sep []int) bool {
		mark := strings.IndexAny(title[sep[0]:sep[1]], "«»‹›")
		if mark < 0 {
			return false
		}
		_, size := utf8.DecodeRuneInString(title[sep[0]+mark:])
		return edge[sep[0]+mark] || edge[sep[0]+mark+size]
	})
}

// namesSite reports whether the part of a title is the name of the site, or
// begins or ends with it.
func namesSite(part string, site []string) bool {
	p := squash(part)
	words := len(strings.Fields(part))
	for _, s := range site {
		switch {
		case p == s:
			return true
		case words <= 5 && len(s) >= 5 && (strings.HasPrefix(p, s) || strings.HasSuffix(p, s)):
			return true
		case words <= 3 && len(p) >= 4 && strings.HasPrefix(s, p):
			return true
		}
	}
	return p == ""
}
