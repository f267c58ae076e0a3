package extract

import (
	"iter"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxAuthors bounds how many names are taken from one page.
const maxAuthors = 12

// authors returns the names of the people, or else the agency or the desk, that
// wrote the article: from JSON-LD, from meta elements, from the byline shown.
func (h *head) authors(doc *html.Node, base *url.URL) []string {
	lists, err := builtinPhrases()
	if err != nil {
		return nil
	}
	site := h.siteNames(base)
	var desk []string
	for source := range h.authorSources(doc, lists) {
		names := cleanNames(source, lists, site)
		if slices.ContainsFunc(names, func(n string) bool { return !lists.staff[bare(fold(n))] }) {
			return names
		}
		if desk == nil {
			desk = names
		}
	}
	return desk
}

// authorSources yields what the page says about its authors, most reliable first.
func (h *head) authorSources(doc *html.Node, lists *phrases) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		if h.article != nil {
			for _, key := range []string{"author", "creator"} {
				if !yield(h.names(persons(h.article[key]))) {
					return
				}
			}
		}
		if !yield(h.onlyPerson()) {
			return
		}
		for _, key := range authorMeta {
			if key == "twitter:data1" && lists.byline.begins(fold(h.first("twitter:label1"))) == "" {
				continue
			}
			if !yield(h.meta[key]) {
				return
			}
		}
		if h.article != nil && !yield(h.names(h.article["author"])) {
			return
		}
		yield(bylines(doc, lists))
	}
}

// persons returns a JSON-LD value without the organisations in it.
func persons(value any) any {
	switch v := value.(type) {
	case []any:
		return slices.DeleteFunc(slices.Clone(v), func(e any) bool { return persons(e) == nil })
	case map[string]any:
		if thing(v).is("Organization") {
			return nil
		}
	}
	return value
}

var authorMeta = strings.Fields(`article:author author og:article:author parsely-author sailthru.author dc.creator
	dcterms.creator citation_author byl cxenseparse:author article:author_name twitter:data1`)

// cleanNames takes bylines apart and drops what is no name, the outlet's own
// name, and repetitions.
func cleanNames(raw []string, lists *phrases, site []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, r := range raw {
		for _, name := range splitNames(r, lists) {
			name = withoutOutlet(name, site)
			key := squash(name)
			if key == "" || seen[key] || len(out) == maxAuthors || isSite(name, site) {
				continue
			}
			seen[key] = true
			out = append(out, name)
		}
	}
	return withoutLonger(out)
}

// withoutOutlet removes the outlet's name from behind that of a person.
func withoutOutlet(name string, site []string) string {
	for _, sep := range []string{". ", " - ", " – ", " — ", " @ ", " for "} {
		if at := strings.LastIndex(name, sep); at > 0 && isSite(name[at+len(sep):], site) {
			return name[:at]
		}
	}
	return name
}

// onlyPerson returns the name of the one person that the JSON-LD describes; with
// the usual plugins that is the author.
func (h *head) onlyPerson() []string {
	var found []string
	for _, t := range h.things {
		if t.is("Person") && t.text("name") != "" {
			found = append(found, t.text("name"))
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found
}

// withoutLonger drops a name that only repeats another with words around it.
func withoutLonger(names []string) []string {
	var out []string
	for i, long := range names {
		repeats := false
		for j, short := range names {
			repeats = repeats || i != j && len(short) < len(long) && strings.Contains(" "+fold(long)+" ", " "+fold(short)+" ")
		}
		if !repeats {
			out = append(out, long)
		}
	}
	return out
}

var (
	nameBreak = regexp.MustCompile(`\s*[,;|/•·]\s*|\s+(?i:and|und|et|e|y|i|en|&|with|mit|avec|con|met)\s+`)
	tooMuch   = regexp.MustCompile(`\d{2,}|https?:|www\.|@|\.(com|de|it|fr|es|pl|net|org|eu)\b`)
	// The name of an account where that of a person is meant.
	login = regexp.MustCompile(`^(?:\p{Ll}+[._])+\p{Ll}+$`)
	// A word that cannot be part of a name: an address or a number.
	tooMuchWord = regexp.MustCompile(`(?i)\S*(https?:|www\.|@)\S*`)
)

// splitNames takes a byline apart. What is not a name is dropped: addresses,
// numbers, whole sentences.
func splitNames(raw string, lists *phrases) []string {
	raw = oneLine(raw)
	if tooMuch.MatchString(strings.ToLower(raw)) {
		if raw = oneLine(tooMuchWord.ReplaceAllString(raw, "")); raw == "" {
			return nil
		}
	}
	for range 2 {
		if p := lists.byline.begins(fold(raw)); p != "" {
			raw = strings.TrimLeft(cutFolded(raw, p), " :-–")
		}
	}
	if parts := nameBreak.Split(raw, -1); len(parts) > 1 && len(parts) <= maxAuthors {
		var out []string
		for i, part := range parts {
			if !strings.ContainsFunc(part, unicode.IsDigit) && (i == 0 || !isPost(part, lists)) {
				out = append(out, splitNames(part, lists)...)
			}
		}
		return out
	}
	raw = strings.Trim(raw, " .:-–()[]*")
	words := strings.Fields(raw)
	switch {
	case len(words) == 0 || len(words) > 6 || len(raw) > 60 || len(raw) < 2:
		return nil
	case tooMuch.MatchString(strings.ToLower(raw)) || !strings.ContainsFunc(raw, unicode.IsLetter):
		return nil
	case lists.label[bare(fold(raw))] || login.MatchString(raw):
		return nil
	}
	return []string{raw}
}

// isPost reports whether a part of a byline behind a name says what the person is:
// "AP sports writer".
func isPost(part string, lists *phrases) bool {
	words := strings.Fields(fold(part))
	return len(words) > 1 && lists.staff[bare(words[len(words)-1])]
}

// cutFolded removes from s the start that folds to the phrase.
func cutFolded(s, phrase string) string {
	words := len(strings.Fields(phrase))
	fields := strings.Fields(s)
	if len(fields) < words {
		return ""
	}
	return strings.Join(fields[words:], " ")
}

var bylineWords = wordSet(`byline author authors autor autore autori auteur auteurs autores autoren firma signature
	articleauthor authorname bylinename vcard reporter writer journalist redakteur verfasser`)

// bylines returns the text of the elements that name the author, best first.
func bylines(doc *html.Node, lists *phrases) []string {
	var marked, shown []string
	holders := headlineHolders(doc)
	walk(doc, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return true
		}
		if unseen[n.DataAtom] || n.DataAtom == atom.Footer || n.DataAtom == atom.Nav || isFurniture(n, holders) {
			return false
		}
		text := ""
		switch {
		case strings.Contains(attr(n, "rel"), "author") || attr(n, "itemprop") == "author" || n.DataAtom == atom.Address || linksAuthor(n):
			if text = spacedText(n); len(text) <= 80 {
				marked = append(marked, text)
			}
			return false
		case isShortElement(n) && named(n, bylineWords):
			if text = spacedText(n); len(text) <= 80 {
				shown = append(shown, text)
			}
		case isShortElement(n) && len(shown) < 4:
			text = spacedText(n)
			if p := lists.byline.begins(fold(text)); len(text) <= 60 && strings.Contains(p, " ") || len(text) <= 60 && strings.HasSuffix(p, ":") {
				shown = append(shown, text)
			}
		}
		return true
	})
	for _, found := range [][]string{marked, shown} {
		if len(found) > 0 {
			return found[:min(len(found), 4)]
		}
	}
	return nil
}

var authorPage = regexp.MustCompile(`/(author|authors|autor|autores|autoren|autore|autori|auteur|auteurs|redakteur|redaktion/autoren|journalist|journaliste|firma|firmas|by|profile|signatures?)/[^/]+/?$`)

// linksAuthor reports whether n links to the page of an author.
func linksAuthor(n *html.Node) bool {
	return n.DataAtom == atom.A && authorPage.MatchString(strings.ToLower(attr(n, "href")))
}

// isShortElement reports whether n can hold a byline: no more than a few nodes.
func isShortElement(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Span, atom.P, atom.Div, atom.A, atom.Li, atom.Em, atom.Strong, atom.Cite, atom.Small, atom.H3, atom.H4, atom.H5, atom.Ul:
	default:
		return false
	}
	count := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		count++
	}
	return count <= 8
}

// spacedText returns the text below n with a space between any two elements:
// bylines often have none in the markup.
func spacedText(n *html.Node) string {
	var b strings.Builder
	budget := 60
	walk(n, func(c *html.Node) bool {
		if c.Type == html.ElementNode && c != n && (unseen[c.DataAtom] || hidden(c)) {
			return false
		}
		if c.Type == html.TextNode {
			b.WriteString(c.Data[:min(len(c.Data), 400)])
			b.WriteByte(' ')
		}
		budget--
		return b.Len() < 400 && budget > 0
	})
	return oneLine(b.String())
}
