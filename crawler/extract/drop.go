package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A paragraph longer than this is never dropped for a phrase it contains.
const boxLetters = 300

// drop takes away what the extractors keep although it is not article text, and
// reports whether one of the dropped blocks says that the rest must be paid for.
func drop(cands []*candidate, p *phrases, page *Page) (paywalled bool) {
	paywalled = isPaywalled(cands, p)
	dropOverlays(cands)
	dropTop(cands, p, page)
	dropBoxes(cands, p)
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

// dropTop removes the headline and the lines of date and author from the start.
func dropTop(cands []*candidate, p *phrases, page *Page) {
	for i, c := range kept(cands) {
		if i > 5 {
			return
		}
		switch {
		case c.level == 1 || sameTitle(c.text, page.Title):
			c.drop("headline")
		case c.kind == Paragraph && isDateLine(c.text) || isAddress(c.text) || isByline(c, p, page.Authors):
			c.drop("byline")
		}
	}
}

// isByline reports whether the block only names the authors.
func isByline(c *candidate, p *phrases, authors []string) bool {
	if c.letters > 90 || c.kind == Heading {
		return false
	}
	for _, a := range authors {
		if squash(a) == squash(c.text) {
			return true
		}
	}
	return p.byline.begins(c.folded()) != "" && !isSentence(c.text) && mostlyNames(c.text)
}

// mostlyNames reports whether at least half of the words begin with a capital.
func mostlyNames(s string) bool {
	words := strings.Fields(s)
	capitals := 0
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals*2 >= len(words)
}

// isPaywalled reports whether inside the text or shortly after it something says
// that the rest must be paid for, kept by the extractors or not.
func isPaywalled(cands []*candidate, p *phrases) bool {
	first, last := span(cands)
	for i := max(first, 0); i < len(cands) && i <= last+maxGap; i++ {
		if c := cands[i]; c.letters <= boxLetters && c.holds(&p.paywall, p) {
			return true
		}
	}
	return false
}

// dropBoxes removes labels, "read more" links, calls to subscribe and the like
// wherever they stand.
func dropBoxes(cands []*candidate, p *phrases) {
	for _, c := range kept(cands) {
		if why := boxKind(c, p); why != "" {
			c.drop(why)
		}
	}
}

// boxKind returns which of them the block is, empty if none.
func boxKind(c *candidate, p *phrases) string {
	if c.letters > boxLetters && c.linkShare() < 0.5 {
		if isAddress(c.text) {
			return "label"
		}
		return ""
	}
	text := c.folded()
	line := undecorated(text)
	short := c.letters <= 50
	switch {
	case c.letters <= boxLetters && c.holds(&p.paywall, p):
		return "paywall"
	case isCredit(c, text, p):
		return "credit"
	case p.label[bare(text)] || isAddress(c.text):
		return "label"
	case isLink(c, line, p):
		return "link"
	case c.letters <= boxLetters && c.holds(&p.box, p):
		return "box"
	case (short || c.linkShare() >= 0.15 && c.letters <= boxLetters) && c.holds(&p.hint, p):
		return "hint"
	case c.linkShare() > 0.9 && isShouted(c.text):
		return "shouted"
	}
	return ""
}

// isCredit reports whether the block is a caption: it ends with who made the
// picture.
func isCredit(c *candidate, text string, p *phrases) bool {
	if c.kind != Paragraph || c.letters > 250 || c.cell || !c.holds(&p.credit, p) {
		return false
	}
	end := text
	if cut := len(text) - 70; cut > 0 {
		for !utf8.RuneStart(text[cut]) {
			cut++
		}
		end = text[cut:]
	}
	phrase := p.credit.in(end)
	if phrase == "" {
		return false
	}
	_, after, _ := strings.Cut(end, phrase)
	return !strings.ContainsAny(strings.TrimRight(after, ".)] "), ".!?") && len(strings.Fields(after)) <= 6
}

// isLink reports whether the block is a pointer to another page.
func isLink(c *candidate, line string, p *phrases) bool {
	phrase := p.link.begins(line)
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
		label := c.letters <= 45 && p.end.begins(bare(c.folded())) != "" && !strings.HasSuffix(c.text, ".")
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
	var long []*candidate
	alike := map[int]int{} // by their number of letters
	for _, c := range kept(cands) {
		if c.letters >= 60 && !c.item && !c.cell {
			long = append(long, c)
			alike[c.letters]++
		}
	}
	seen := map[string]bool{}
	var repeats []*candidate
	for _, c := range long {
		if alike[c.letters] == 1 {
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
// text from the end. A tail that would be a third of the text is none.
func dropTail(cands []*candidate, p *phrases) {
	blocks := kept(cands)
	total, dropped := totalLetters(blocks), 0
	for i := len(blocks) - 1; i > 0 && i > len(blocks)-maxTail; i-- {
		c := blocks[i]
		if dropped += c.letters; dropped*3 > total || !isTail(c, p) {
			return
		}
		c.drop("tail")
	}
}

func isTail(c *candidate, p *phrases) bool {
	phrase := ""
	if c.letters <= boxLetters {
		phrase = p.tail.begins(undecorated(c.folded()))
	}
	switch {
	case c.kind == Heading:
		return c.letters <= 80 && !isSentence(c.text)
	case phrase != "" && (c.letters <= 120 || c.letters <= boxLetters && !endsInWord(phrase) && phrase[0] != '('):
		return true
	case c.letters <= 120 && c.holds(&p.tail, p) && !isSentence(c.text):
		return true
	case c.cell || c.kind == Quote:
		return false
	}
	return isDateLine(c.text) || isSignature(c)
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
	if strings.IndexByte(s, ' ') >= 0 {
		return false
	}
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
