package extract

import (
	"regexp"
	"strings"
	"unicode"
)

// A paragraph longer than this is never dropped for a phrase it contains.
const boxLetters = 300

// drop takes away what the extractors keep although it is not article text, and
// reports whether one of the dropped blocks says that the rest must be paid for.
func drop(cands []*candidate, p *phrases, title string) (paywalled bool) {
	dropTitle(cands, title)
	paywalled = dropBoxes(cands, p)
	dropEnd(cands, p)
	dropLinkLists(cands)
	dropRepeats(cands)
	dropTail(cands, p)
	return paywalled
}

// kept returns the blocks still in the text.
func kept(cands []*candidate) []*candidate {
	var out []*candidate
	for _, c := range cands {
		if c.keep {
			out = append(out, c)
		}
	}
	return out
}

func totalLetters(cands []*candidate) int {
	n := 0
	for _, c := range cands {
		n += c.letters
	}
	return n
}

// dropTitle removes the headline, and lines of date and author, from the start.
func dropTitle(cands []*candidate, title string) {
	for i, c := range kept(cands) {
		if i > 4 {
			return
		}
		if c.level == 1 || sameTitle(c.text, title) || isDateLine(c.text) || isAddress(c.text) {
			c.drop("headline")
		}
	}
}

// dropBoxes removes labels, "read more" links, calls to subscribe and the like
// wherever they stand.
func dropBoxes(cands []*candidate, p *phrases) (paywalled bool) {
	for _, c := range kept(cands) {
		text := fold(c.text)
		line := undecorated(text)
		short := c.letters <= 80
		switch {
		case c.letters <= boxLetters && holds(text, p.paywall) != "":
			paywalled = true
			c.drop("paywall")
		case p.label[bare(text)] || isAddress(c.text):
			c.drop("label")
		case isLink(c, line, p):
			c.drop("link")
		case c.letters <= boxLetters && holds(text, p.box) != "":
			c.drop("box")
		case (short || c.linkShare() >= 0.3 && c.letters <= boxLetters) && holds(text, p.hint) != "":
			c.drop("hint")
		case c.linkShare() > 0.9 && isShouted(c.text):
			c.drop("shouted")
		}
	}
	return paywalled
}

// isLink reports whether the block is a pointer to another page.
func isLink(c *candidate, line string, p *phrases) bool {
	phrase := begins(line, p.link)
	if phrase == "" {
		return false
	}
	return c.linkShare() >= 0.5 || strings.HasSuffix(phrase, ":") && c.letters <= 150
}

// dropEnd cuts the text at a line such as "Related articles" when little comes
// after it.
func dropEnd(cands []*candidate, p *phrases) {
	blocks := kept(cands)
	total, seen := totalLetters(blocks), 0
	for i, c := range blocks {
		line := bare(fold(c.text))
		label := c.letters <= 45 && begins(line, p.end) != "" && !strings.HasSuffix(c.text, ".")
		if label && seen*10 >= total*6 && i > 0 {
			for _, rest := range blocks[i:] {
				rest.drop("end")
			}
			return
		}
		seen += c.letters
	}
}

// dropLinkLists removes runs of two or more blocks that are nothing but links.
func dropLinkLists(cands []*candidate) {
	blocks := kept(cands)
	for i := 0; i < len(blocks); {
		j := i
		for j < len(blocks) && blocks[j].linkShare() > 0.9 && blocks[j].letters < 200 {
			j++
		}
		if j-i >= 2 || j-i == 1 && j == len(blocks) {
			for _, c := range blocks[i:j] {
				c.drop("links")
			}
			if i > 0 && blocks[i-1].kind == Heading {
				blocks[i-1].drop("links")
			}
		}
		i = max(j, i+1)
	}
}

// dropRepeats removes a paragraph that repeats an earlier one, as pull quotes
// do. Where many repeat, as in interviews and tables, it is the text's own form.
func dropRepeats(cands []*candidate) {
	seen := map[string]bool{}
	var repeats []*candidate
	for _, c := range kept(cands) {
		if c.letters < 60 || c.item || c.cell {
			continue
		}
		key := squash(c.text)
		if seen[key] {
			repeats = append(repeats, c)
		}
		seen[key] = true
	}
	if len(repeats) > 3 {
		return
	}
	for _, c := range repeats {
		c.drop("repeat")
	}
}

// maxTail is the longest run of blocks taken for the tail of a page.
const maxTail = 10

// dropTail removes credits, sources, dates, signatures and headings without
// text from the end.
func dropTail(cands []*candidate, p *phrases) {
	blocks := kept(cands)
	for i := len(blocks) - 1; i > 0 && i > len(blocks)-maxTail; i-- {
		c := blocks[i]
		text := fold(c.text)
		switch {
		case c.kind == Heading:
		case begins(undecorated(text), p.tail) != "" && c.letters <= boxLetters:
		case c.letters <= 120 && holds(text, p.tail) != "" && !isSentence(c.text):
		case c.cell:
			return
		case isDateLine(c.text):
		case isSignature(c):
		default:
			return
		}
		c.drop("tail")
	}
}

// isSentence reports whether the text ends as sentences do.
func isSentence(s string) bool {
	s = strings.TrimRight(s, `"'”’»)]`)
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "…")
}

// isSignature reports whether the block looks like initials, an agency or a
// name: at most three words, no sentence.
func isSignature(c *candidate) bool {
	words := strings.Fields(c.text)
	return len(words) <= 3 && c.letters <= 30 && c.kind == Paragraph && !c.item && !c.cell && !isSentence(c.text)
}

var address = regexp.MustCompile(`^(?i)(https?://\S+|www\.\S+|[a-z0-9.-]+\.[a-z]{2,}/\S*|[\w.+-]+@[\w.-]+\.[a-z]{2,}|@\w+)$`)

// isAddress reports whether the block is nothing but a web or mail address.
func isAddress(s string) bool {
	return address.MatchString(strings.TrimSpace(s))
}

// isShouted reports whether the text has letters and all of them are capitals.
func isShouted(s string) bool {
	lower := strings.IndexFunc(s, unicode.IsLower) >= 0
	return !lower && strings.IndexFunc(s, unicode.IsUpper) >= 0
}

var (
	dateDigits = regexp.MustCompile(`\b(19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./](\d\d|\d{4})\b`)
	dateWord   = regexp.MustCompile(`[\p{L}]{4,}`)
)

// isDateLine reports whether the block is a date with little around it.
func isDateLine(s string) bool {
	return len(s) <= 90 && dateDigits.MatchString(s) && len(dateWord.FindAllString(s, -1)) <= 4 && !isSentence(s)
}
