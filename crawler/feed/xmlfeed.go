package feed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// parseXML reads a feed in any of the XML vocabularies. They share one reader:
// the names of their elements do not contradict each other, and feeds in the
// wild mix them. It is our own because gofeed, which reads JSON feeds here,
// gives up on a cut-off or otherwise damaged feed, knows no CDF, and hands HTML on as
// it came.
func parseXML(text, baseURL string, limits Limits) (*Feed, error) {
	doc := readTree(text, baseURL)
	root := findRoot(doc.root)
	if root == nil {
		return nil, explainNotFeed(doc.root)
	}
	f := &Feed{Format: formatOf(root), Problem: doc.problem, Repaired: doc.repaired}
	top := root
	if c := root.all("channel"); len(c) > 0 {
		top = c[0]
	}
	f.Title = firstTitle(top)
	f.Link = channelLink(top)
	f.Lang = languageOf(top, "")
	f.readSchedule(top)
	inherited := authorsOf(top, f.Format)
	for _, n := range collectEntries(root, limits.Entries) {
		if limits.Entries > 0 && len(f.Entries) == limits.Entries {
			f.Problem = fmt.Sprintf("more than %d entries, the rest was left out", limits.Entries)
			break
		}
		dropIncomplete(n)
		e := readEntry(n, f, inherited)
		if n.incomplete && e.Link == "" {
			continue
		}
		f.Entries = append(f.Entries, e)
	}
	if len(f.Entries) == 0 && isPage(doc.root) {
		// The root was something that a script writes.
		return nil, explainNotFeed(doc.root)
	}
	return f, nil
}

// isPage reports whether a document begins as a web page does.
func isPage(tree *node) bool {
	for _, c := range tree.children {
		if c.name != "" {
			return c.tag == "html" || c.tag == "head" || c.tag == "body" || c.tag == "div" || c.tag == "script"
		}
	}
	return false
}

// dropIncomplete takes the field that was cut off out of the last entry: half
// an address is a wrong address. A text that was cut off is still one.
func dropIncomplete(entry *node) {
	if !entry.incomplete {
		return
	}
	entry.children = slices.DeleteFunc(entry.children, func(c *node) bool {
		return c.incomplete && isTextField(c.name)
	})
}

// languageOf returns the language that a feed or entry declares, as a BCP 47
// tag, or the given one.
func languageOf(n *node, inherited string) string {
	lang := firstText(n.all("language", "dc:language"))
	if lang == "" {
		lang = n.lang
	}
	if lang == "" {
		return inherited
	}
	return strings.ReplaceAll(lang, "_", "-")
}

// findRoot returns the element that is the feed, wherever it stands.
func findRoot(n *node) *node {
	for _, c := range n.children {
		switch c.name {
		case "rss", "feed", "rdf:rdf", "channel":
			return c
		}
	}
	for _, c := range n.children {
		if c.name != "" {
			if r := findRoot(c); r != nil {
				return r
			}
		}
	}
	return nil
}

// explainNotFeed says what a document without a feed in it is.
func explainNotFeed(tree *node) error {
	if isPage(tree) {
		return notFeed("it is a web page, look there for the address of the feed")
	}
	for _, c := range tree.children {
		switch {
		case c.name == "":
		case c.tag == "urlset" || c.tag == "sitemapindex":
			return notFeed("it is a sitemap")
		case c.tag == "opml":
			return notFeed("it is an OPML list of feeds, import it instead")
		default:
			return notFeed("its first element is %.40q", c.tag)
		}
	}
	return notFeed("it has no XML element")
}

// formatOf reads the vocabulary and its version from the root element.
func formatOf(root *node) Format {
	version := strings.TrimSpace(root.attr("version"))
	switch root.name {
	case "rdf:rdf":
		for _, a := range root.attrs {
			if strings.Contains(a.value, "netscape.com/rdf") {
				return FormatRSS090
			}
		}
		return FormatRDF
	case "channel":
		if root.attr("href") != "" || len(root.all("abstract")) > 0 {
			return FormatCDF
		}
		return FormatRSS
	case "feed":
		if version == "" || strings.HasPrefix(version, "1") {
			return FormatAtom10
		}
		return FormatAtom03
	}
	switch {
	case version == "":
		return FormatRSS
	case strings.HasPrefix(version, "0.90"):
		return FormatRSS090
	case strings.HasPrefix(version, "0.91"):
		return FormatRSS091
	case strings.HasPrefix(version, "0.9"):
		return FormatRSS092
	}
	return FormatRSS20
}

// collectEntries returns the entries below n in document order: in RSS 1.0 they
// stand beside the channel, in broken feeds anywhere. It stops at one more than
// the limit; a limit of zero is none.
func collectEntries(n *node, limit int) []*node {
	var found []*node
	var walk func(*node)
	walk = func(n *node) {
		for _, c := range n.children {
			switch {
			case limit > 0 && len(found) > limit:
				return
			case isEntry(c.name):
				found = append(found, c)
			case c.name != "":
				walk(c)
			}
		}
	}
	walk(n)
	return found
}

func readEntry(n *node, f *Feed, inherited []string) Entry {
	e := Entry{
		Title:   firstTitle(n),
		Link:    entryLink(n),
		Authors: authorsOf(n, f.Format),
		Lang:    languageOf(n, f.Lang),
	}
	e.ID = firstText(n.all("guid", "id", "dc:identifier"))
	if e.ID == "" {
		e.ID = strings.TrimSpace(n.attr("rdf:about"))
	}
	if e.ID == "" {
		e.ID = e.Link
	}
	e.Summary, e.Content = entryText(n)
	e.Published, e.Updated = entryDates(n, e.Lang)
	if len(e.Authors) == 0 {
		e.Authors = inherited
	}
	return e
}

// firstText returns the first text that is not blank.
func firstText(nodes []*node) string {
	for _, n := range nodes {
		if t := n.plain(); t != "" {
			return t
		}
	}
	return ""
}

// firstTitle returns the title of a feed or an entry as plain text.
func firstTitle(n *node) string {
	for _, name := range []string{"title", "dc:title", "media:title", "itunes:title"} {
		for _, t := range n.all(name) {
			if text := construct(t).title(); text != "" {
				return text
			}
		}
	}
	return ""
}

// entryText returns the teaser and the full text of an entry. Where a teaser is
// given twice the second is the longer text, as a rule of publishers and of
// feedparser has it.
func entryText(n *node) (summary, content string) {
	content = firstMarkup(n, "content:encoded", "content", "xhtml:body", "xhtml:div", "body", "fullitem")
	for _, t := range n.children {
		switch t.name {
		case "description", "summary", "abstract", "dc:description":
		default:
			continue
		}
		switch html := construct(t).html(); {
		case html == "":
		case summary == "":
			summary = html
		case content == "" && html != summary:
			content = html
		}
	}
	if summary == "" && content == "" {
		summary = firstMarkup(n, "itunes:summary", "media:description", "dcterms:abstract")
	}
	for _, g := range n.all("media:group") {
		if summary == "" && content == "" {
			summary = firstMarkup(g, "media:description")
		}
	}
	return summary, content
}

func firstMarkup(n *node, names ...string) string {
	for _, name := range names {
		for _, c := range n.all(name) {
			if html := construct(c).html(); html != "" {
				return html
			}
		}
	}
	return ""
}

// entryDates returns when an entry was first published and last changed. A
// date of neither kind, as Dublin Core has it, stands for both.
func entryDates(n *node, lang string) (published, updated time.Time) {
	published = lastDate(n, lang, "pubdate", "published", "issued", "dcterms:issued", "created", "dcterms:created")
	updated = lastDate(n, lang, "updated", "modified", "dcterms:modified")
	either := lastDate(n, lang, "dc:date", "date", "dcterms:date", "dcterms:available")
	if either.IsZero() {
		either, _ = ParseDate(n.attr("lastmod"))
	}
	if published.IsZero() {
		published = either
	}
	if updated.IsZero() {
		updated = either
	}
	return published, updated
}

// lastDate returns the date of the first name that has one; where a name is
// repeated its last date counts.
func lastDate(n *node, lang string, names ...string) time.Time {
	for _, name := range names {
		for _, c := range slices.Backward(n.all(name)) {
			if t, ok := ParseDateIn(c.plain(), lang); ok {
				return t
			}
		}
	}
	return time.Time{}
}

// readSchedule reads what the publisher asks of those who poll.
func (f *Feed) readSchedule(top *node) {
	if minutes, err := strconv.Atoi(firstText(top.all("ttl"))); err == nil && minutes > 0 && minutes < 60*24*366 {
		f.TTL = time.Duration(minutes) * time.Minute
	} else {
		f.TTL = updateInterval(firstText(top.all("sy:updateperiod")), firstText(top.all("sy:updatefrequency")))
	}
	for _, s := range top.all("skiphours") {
		for _, h := range s.all("hour") {
			if hour, err := strconv.Atoi(h.plain()); err == nil && hour >= 0 && hour <= 24 {
				f.SkipHours = append(f.SkipHours, hour%24)
			}
		}
	}
	for _, s := range top.all("skipdays") {
		for _, d := range s.all("day") {
			if day, ok := weekdayNamed(d.plain()); ok {
				f.SkipDays = append(f.SkipDays, day)
			}
		}
	}
}

// updateInterval reads sy:updatePeriod and sy:updateFrequency of the RSS 1.0
// syndication module: so many updates in a period.
func updateInterval(period, frequency string) time.Duration {
	var d time.Duration
	switch strings.ToLower(period) {
	case "hourly":
		d = time.Hour
	case "daily":
		d = 24 * time.Hour
	case "weekly":
		d = 7 * 24 * time.Hour
	case "monthly":
		d = 30 * 24 * time.Hour
	case "yearly":
		d = 365 * 24 * time.Hour
	}
	if n, err := strconv.Atoi(frequency); err == nil && n > 1 {
		d /= time.Duration(n)
	}
	return d
}

// weekdayNamed reads the English name of a day.
func weekdayNamed(name string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.EqualFold(name, d.String()) {
			return d, true
		}
	}
	return 0, false
}
