package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// restore brings back what one extractor or both dropped although the page's
// structure says that it belongs to the article.
func restore(cands []*candidate, h *head, title string) {
	first, last := span(cands)
	if first < 0 {
		return
	}
	restoreSiblings(cands, first, last)
	restoreEmbeds(cands, first, last)
	restoreHeadings(cands)
	restoreLede(cands, h, title)
}

// span returns the indexes of the first and last block kept, -1 if none is.
func span(cands []*candidate) (first, last int) {
	first, last = -1, -1
	for i, c := range cands {
		if !c.keep {
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
	}
	return first, last
}

func (c *candidate) linkShare() float64 {
	return float64(c.linked) / float64(c.letters)
}

// container returns the element whose children are the block and its siblings.
func (c *candidate) container() *html.Node {
	n := c.parent
	for n != nil && n.Parent != nil && ownsText[n.DataAtom] {
		n = n.Parent
	}
	return n
}

// ownsText are the elements that stand for one paragraph or list, not for the
// body of a text.
var ownsText = map[atom.Atom]bool{
	atom.P: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Blockquote: true, atom.Li: true, atom.Ul: true, atom.Ol: true,
}

// shape names the place of a block by its own element and that of its
// container: paragraphs of one article body share it.
func (c *candidate) shape() string {
	if c.parent == nil {
		return ""
	}
	s := c.parent.Data
	if box := c.container(); box != nil && box != c.parent {
		s += "<" + box.Data + "." + attr(box, "class")
	} else {
		s += "." + attr(c.parent, "class")
	}
	return s
}

// maxGap is how many blocks that are not part of the article may stand between
// two parts of it.
const maxGap = 12

// restoreSiblings takes the paragraphs that only one extractor kept and that
// stand where the article's other paragraphs stand.
func restoreSiblings(cands []*candidate, first, last int) {
	weight := map[string]int{}
	boxes := map[*html.Node]bool{}
	total := 0
	for _, c := range cands {
		if c.keep {
			weight[c.shape()] += c.letters
			boxes[c.container()] = true
			total += c.letters
		}
	}
	for i := first; i < len(cands) && i <= last+maxGap; i++ {
		c := cands[i]
		if c.keep || c.caption || c.linkShare() > 0.5 || c.letters < 3 || max(c.generous, c.strict) < 0.5 {
			continue
		}
		alike := weight[c.shape()]*4 >= total
		if alike && (boxes[c.container()] || attr(c.container(), "class") != "") {
			c.restore("sibling")
			last = max(last, i)
		}
	}
}

var embedWords = wordSet(`twittertweet instagrammedia fbpost tiktokembed blueskyembed mastodonembed redditembed
	socialembed threadsembed`)

// restoreEmbeds takes the posts of social media shown inside the article.
func restoreEmbeds(cands []*candidate, first, last int) {
	for i := first; i < len(cands) && i <= last+4; i++ {
		c := cands[i]
		if c.keep || c.kind != Quote {
			continue
		}
		for n := c.parent; n != nil; n = n.Parent {
			if n.DataAtom == atom.Blockquote {
				if named(n, embedWords) {
					c.restore("embed")
				}
				break
			}
		}
	}
}

// restoreHeadings takes a heading that stands between kept blocks of its own
// container.
func restoreHeadings(cands []*candidate) {
	before := -1
	for i, c := range cands {
		if c.keep {
			before = i
			continue
		}
		if c.kind != Heading || c.level == 1 || before < 0 || i+1 >= len(cands) || c.linkShare() > 0.5 {
			continue
		}
		next := cands[i+1]
		if next.keep && cands[before].container() == c.container() && next.container() == c.container() {
			c.restore("heading")
		}
	}
}

// Names that designers give to the standfirst, and to what else stands between a
// headline and the text, as parts of class names and ids.
var (
	ledeWords = wordSet(`lead lede leadin standfirst summary subtitle subtitulo sottotitolo subheadline
		subheading subhead subline dek deck abstract chapo chapeau chapô sommario occhiello catenaccio entradilla
		bajada entrada copete vorspann anreisser introduction intro introtext teaser teasertext excerpt perex
		inleiding abertura description descripcion lid lidtext zajawka leadtext preamble ingress sumario epigrafe
		kicker resumen resume headnote snippet strapline`)
	aboveTextWords = wordSet(`caption credit credits copyright author authors byline share sharing social
		breadcrumb breadcrumbs newsletter related comment comments figure gallery promo advert ad ads cookie
		consent tag tags topics paywall login subscribe subscription legenda didascalia bildunterschrift
		autor autore auteur firma nav menu meta kommentare mehr toolbar`)
)

// restoreLede takes the standfirst: what stands between the headline and the
// first paragraph kept.
func restoreLede(cands []*candidate, h *head, title string) {
	first, _ := span(cands)
	teaser := h.teaser()
	for _, c := range cands[ledeStart(cands[:first], title):first] {
		byOne := c.generous >= 0.5 || c.strict >= 0.5
		if !c.keep && isLede(c, teaser, byOne) && !sameTitle(c.text, title) {
			c.restore("lede")
			if c.letters >= 60 {
				c.kind = Paragraph
			}
		}
	}
}

// ledeStart returns where among the blocks before the first one kept a standfirst
// can stand: behind the headline.
func ledeStart(before []*candidate, title string) int {
	start := max(0, len(before)-40)
	for i := len(before) - 1; i >= start; i-- {
		if sameTitle(before[i].text, title) || before[i].level == 1 {
			return i
		}
	}
	return start
}

// teaser returns what the page gives search engines and cards as its summary.
func (h *head) teaser() string {
	return h.first("og:description", "description", "twitter:description")
}

// isLede reports whether the block is the standfirst: by the teaser, which is
// often a copy of it, by its names, or, where one of the extractors keeps it,
// because it is a sentence.
func isLede(c *candidate, teaser string, keptByOne bool) bool {
	if c.caption || c.letters < 40 || c.letters > 1500 || c.linkShare() > 0.3 {
		return false
	}
	if alike(c.text, teaser) {
		return true
	}
	lede := false
	for n, k := c.parent, 0; n != nil && k < 2; n, k = n.Parent, k+1 {
		if named(n, aboveTextWords) {
			return false
		}
		lede = lede || named(n, ledeWords)
	}
	if lede {
		return true
	}
	return keptByOne && c.letters >= 60 && (isSentence(c.text) || c.kind == Heading)
}

// sameTitle reports whether two headlines are the same but for case, spacing
// and punctuation.
func sameTitle(a, b string) bool {
	a, b = squash(a), squash(b)
	return a != "" && a == b
}

// alike reports whether a is b or begins it or is begun by it, which is how
// descriptions are cut from ledes.
func alike(a, b string) bool {
	a, b = squash(a), squash(b)
	if len(a) < 40 || len(b) < 40 {
		return false
	}
	return strings.HasPrefix(a, b[:len(b)*9/10]) || strings.HasPrefix(b, a[:len(a)*9/10])
}
