package extract

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Where a headline was found. A page usually tells it four times, each time a
// little differently; what most of them say is taken.
type titleSource int

const (
	titleH1 titleSource = iota
	titleLD
	titleOG
	titleTag
	titleSources
)

// A wording is one form of the headline. Only a raw wording may be chosen; one
// cut from a longer title only supports another source's.
type wording struct {
	source titleSource
	text   string
	raw    bool
}

// headline returns the page's headline without the name of the site, empty if
// the page has none.
func (h *head) headline(doc *html.Node, base *url.URL) string {
	site := h.siteNames(base)
	var all []wording
	add := func(source titleSource, text string, raw bool) {
		if text = trimTitle(text); text != "" {
			all = append(all, wording{source, text, raw})
		}
	}
	declared := h.declaredTitles()
	for _, text := range h1Forms(doc, declared, site) {
		add(titleH1, stripSite(text, site), true)
	}
	sources := []titleSource{titleLD, titleOG, titleOG, titleTag}
	if declared[0] == "" && trimTitle(stripSite(declared[1], site)) == trimTitle(stripSite(declared[3], site)) {
		// One field of the content system, meant for search engines, fills both.
		sources[3] = titleOG
	}
	for i, source := range sources {
		if declared[i] == "" {
			continue
		}
		add(source, stripSite(declared[i], site), true)
		for _, cut := range cuts(declared[i]) {
			add(source, cut, false)
		}
	}
	if best := mostSupported(all, site); best != "" || len(all) == 0 {
		return best
	}
	return all[0].text
}

// declaredTitles returns what the page declares as its title in JSON-LD,
// OpenGraph, other meta elements and <title>; absent ones are empty. A meta
// element that breaks off at a quotation mark counts as absent: the mark ended
// the attribute.
func (h *head) declaredTitles() []string {
	og, other := h.first("og:title"), h.first("twitter:title", "dc.title", "parsely-title", "sailthru.title")
	if breaksOff(og, h.title) {
		og = ""
	}
	if breaksOff(other, h.title) {
		other = ""
	}
	return []string{h.article.text("headline"), og, other, h.title}
}

func breaksOff(short, long string) bool {
	rest, ok := strings.CutPrefix(long, short)
	return ok && short != "" && strings.HasPrefix(strings.TrimSpace(rest), `"`)
}

// mostSupported returns the raw wording that most sources have among theirs. On a
// tie the one that more sources have as it is wins, then the page's own heading,
// then the order of the sources.
func mostSupported(all []wording, site []string) string {
	type support struct{ any, raw map[titleSource]bool }
	sources := map[string]support{}
	for _, w := range all {
		key := squash(w.text)
		if sources[key].any == nil {
			sources[key] = support{map[titleSource]bool{}, map[titleSource]bool{}}
		}
		sources[key].any[w.source] = true
		if w.raw {
			sources[key].raw[w.source] = true
		}
	}
	best, votes := "", 0
	for _, w := range all {
		key := squash(w.text)
		if !w.raw || key == "" || isSite(w.text, site) {
			continue
		}
		if n := len(sources[key].any)*int(titleSources+1) + len(sources[key].raw); n > votes {
			best, votes = key, n
		}
	}
	return bestSpelling(all, best)
}

// bestSpelling returns the wording with the key as the source spells it that is
// written with most care: JSON-LD and OpenGraph put a colon or a space where a
// heading only changes its type. Where OpenGraph and the heading differ in
// nothing but the shape of quotation marks and dashes, the heading is right.
func bestSpelling(all []wording, key string) string {
	var spelt [titleSources]string
	for _, w := range all {
		if w.raw && spelt[w.source] == "" && squash(w.text) == key {
			spelt[w.source] = w.text
		}
	}
	if spelt[titleOG] != "" && plainMarks(spelt[titleOG]) == plainMarks(spelt[titleH1]) {
		spelt[titleOG] = spelt[titleH1]
	}
	for _, source := range []titleSource{titleLD, titleOG, titleH1, titleTag} {
		if spelt[source] != "" {
			return spelt[source]
		}
	}
	return ""
}

var (
	marks      = strings.NewReplacer("–", "-", "—", "-", "…", "...", "‚", "'", "‹", "'", "›", "'", " ...", "...")
	innerSpace = strings.NewReplacer(`" `, `"`, ` "`, `"`)
)

// plainMarks brings a title into a form in which quotation marks, dashes and
// ellipses have one shape, and quotation marks no space inside.
func plainMarks(s string) string {
	return innerSpace.Replace(fold(marks.Replace(s)))
}

// trimTitle drops what content systems leave at the ends of a title.
func trimTitle(s string) string {
	return strings.Trim(oneLine(s), " |-–—·•:/")
}

var titleSeparator = regexp.MustCompile(`\s+(?:[|\-–—·•»«›‹>/~ǀ⋆*]|::|:|\\|//|\+\+\+)\s+|:\s+|\s*\|\s*|\s+[»›]\s*`)

// A pair of guillemets around words, pointing either way.
var guillemets = regexp.MustCompile(`«[^«»]+»|‹[^‹›]+›|»[^«»]+«|›[^‹›]+‹`)

// cuts returns what is left of a title when it is cut off before or behind one
// of its separators.
func cuts(title string) []string {
	seps := separators(title)
	seps = seps[:min(len(seps), 12)]
	var out []string
	for _, at := range seps {
		out = append(out, title[:at[0]], title[at[1]:])
	}
	if len(out) <= 12 {
		start := 0
		for _, at := range seps {
			out = append(out, title[start:at[0]])
			start = at[1]
		}
		out = append(out, title[start:])
	}
	return out
}

var kickerWords = wordSet(`kicker overline spitzmarke dachzeile topline rubrik occhiello antetitulo antetítulo
	surtitre supertitle suptitle category label badge eyebrow prefix roofline vorzeile tag flag nadtytul
	headlinekicker overtitle pretitle chapeau hatch preheadline subheading subtitle subline date time`)

// h1Forms returns the text of the heading that belongs to the article, without
// and with the kicker inside it. Of several headings the one closest to what the
// page declares is taken; a heading that has nothing in common with that is the
// site's own.
func h1Forms(doc *html.Node, declared, site []string) []string {
	heads := findAll(doc, byTag(atom.H1))
	if len(heads) == 0 {
		heads = findAll(doc, func(n *html.Node) bool { return attr(n, "itemprop") == "headline" })
	}
	var best *html.Node
	score := -1.0
	for i, n := range heads {
		text := textOf(n)
		if i > 20 || len(text) < 2 || len(text) > 400 || hiddenInTree(n) || isSite(text, site) || linksHome(n) {
			continue
		}
		if s := overlap(text, declared); s > score {
			best, score = n, s
		}
	}
	if best == nil || score < 0.2 && strings.Join(declared, "") != "" && (len(heads) > 1 || len(strings.Fields(textOf(best))) < 4) {
		return nil
	}
	full := textOf(best)
	bareText := oneLine(textWithout(best, func(n *html.Node) bool { return named(n, kickerWords) }))
	if letters(bareText) < 10 || bareText == full {
		return []string{full}
	}
	return []string{bareText, full}
}

// linksHome reports whether the heading is the site's logo: a link to its front page.
func linksHome(n *html.Node) bool {
	link := find(n, byTag(atom.A))
	if link == nil && n.Parent != nil && n.Parent.DataAtom == atom.A {
		link = n.Parent
	}
	if link == nil || link != n.Parent && textOf(link) != textOf(n) {
		return false
	}
	u, err := url.Parse(strings.TrimSpace(attr(link, "href")))
	return err == nil && attr(link, "href") != "" && u.RawQuery == "" && u.Fragment == "" && strings.Trim(u.Path, "/") == ""
}

func hiddenInTree(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && (hidden(n) || unseen[n.DataAtom]) {
			return true
		}
	}
	return false
}

// textWithout returns the text below root but for the elements to skip.
func textWithout(root *html.Node, skip func(*html.Node) bool) string {
	var b strings.Builder
	walk(root, func(n *html.Node) bool {
		if n.Type == html.ElementNode && n != root && (unseen[n.DataAtom] || hidden(n) || skip(n)) {
			return false
		}
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && (n.DataAtom == atom.Br || !isInline(n)):
			b.WriteByte(' ')
		}
		return true
	})
	return b.String()
}

// overlap returns the largest part, 0 to 1, of the words of text that one of
// the others has, or of the others' words that it has.
func overlap(text string, others []string) float64 {
	words := strings.Fields(fold(text))
	best := 0.0
	for _, o := range others {
		theirs := map[string]bool{}
		for w := range strings.FieldsSeq(fold(o)) {
			theirs[bare(w)] = true
		}
		if len(theirs) == 0 || len(words) == 0 {
			continue
		}
		n := 0
		for _, w := range words {
			if theirs[bare(w)] {
				n++
			}
		}
		best = max(best, float64(n)/float64(max(len(words), 3)))
	}
	return best
}
