package feed

import (
	"regexp"
	"slices"
	"strings"
)

// authorsOf returns the names of those who wrote an entry or, in Atom, a whole
// feed, each once and in order.
func authorsOf(n *node, format Format) []string {
	if !isEntry(n.name) && format != FormatAtom10 && format != FormatAtom03 {
		return nil
	}
	var names []string
	add := func(name string) {
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, a := range n.all("author", "dc:creator", "dc:author", "creator") {
		add(personName(a))
	}
	if len(names) == 0 {
		for _, a := range n.all("itunes:author", "media:credit", "byline") {
			add(personName(a))
		}
	}
	return names
}

// personName reads an author in any of the ways feeds write one: the persons of
// Atom with name, email and uri, or text.
func personName(a *node) string {
	if !a.hasElements() {
		return authorText(a.plain())
	}
	for _, name := range []string{"name", "itunes:name", "foaf:name", "email", "uri", "url"} {
		if t := firstText(a.all(name)); t != "" {
			return authorText(t)
		}
	}
	return authorText(a.plain())
}

var (
	mailThenName = regexp.MustCompile(`^\S+@\S+\s*\((.+)\)$`)
	nameThenMail = regexp.MustCompile(`^(.+?)\s*[<(\[]\s*(?:mailto:)?\S+@[^\s>)\]]+\s*[>)\]]$`)
	mailAndName  = regexp.MustCompile(`^\S+@[\w.\-]+\.\w+[\s,;:\-]+(.+)$`)
)

// authorText takes the name out of "mail (name)", "name <mail>" and the like.
func authorText(text string) string {
	text = plainText(text)
	const longest = 300
	if len(text) > longest {
		return strings.ToValidUTF8(text[:longest], "")
	}
	for _, form := range []*regexp.Regexp{mailThenName, nameThenMail, mailAndName} {
		if m := form.FindStringSubmatch(text); m != nil {
			return strings.Trim(m[1], ` "'`)
		}
	}
	return strings.Trim(text, `"`)
}
