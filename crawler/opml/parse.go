package opml

import (
	"fmt"
	"html"
	"slices"
	"strings"
)

// A ParseError says why no feed was found in a list, and where.
type ParseError struct {
	// Line counts from 1.
	Line    int
	Message string
}

func (e *ParseError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Message) }

// Parse returns the feeds of a list in its order, each address once: a feed in
// several folders has the tags of all of them. The error is a [*ParseError] and
// comes only with an empty result.
func Parse(data []byte) ([]Outline, error) {
	text := decode(data)
	if strings.TrimSpace(text) == "" {
		return nil, &ParseError{1, "the file is empty"}
	}
	p := newParser(text)
	p.readTags()
	if len(p.found) == 0 && strings.Contains(strings.ToLower(text), "&lt;outline") {
		// A list shown as the source text of a web page.
		p = newParser(html.UnescapeString(text))
		p.readTags()
	}
	p.readRest()
	if len(p.found) == 0 {
		return nil, p.explain()
	}
	return p.found, nil
}

// A parser walks through the tags of a list. It relies on nothing but that a
// feed's address is in a tag.
type parser struct {
	text  string
	found []Outline
	// at maps an address to its index in found.
	at map[string]int
	// open are the outlines that are open, folders and feeds.
	open []openOutline
	// sloppy is true when there are fewer end tags than outlines to end: then a
	// feed ends where the next outline begins.
	sloppy bool
	// firstOutline is the offset of the first outline, or -1.
	firstOutline int
	// feeds are the tags in which an address was found.
	feeds []tag
}

type openOutline struct {
	name   string
	isFeed bool
}

// maxFolders is how deep folders may lie in one another.
const maxFolders = 50

func newParser(text string) *parser {
	p := &parser{text: text, at: map[string]int{}, firstOutline: -1}
	opens, closes := 0, 0
	eachTag(text, func(t tag) {
		switch {
		case t.name != "outline":
		case t.closing:
			closes++
		case !t.selfClosing:
			opens++
		}
	})
	p.sloppy = closes < opens
	return p
}

// readRest finds the addresses in what could not be read as tags. Of such a feed
// nothing else is known.
func (p *parser) readRest() {
	next := 0
	for _, m := range urlPattern.FindAllStringSubmatchIndex(blankComments(p.text), -1) {
		for next < len(p.feeds) && p.feeds[next].end <= m[0] {
			next++
		}
		if url := cleanURL(unescape(p.text[m[2]:m[3]])); url != "" && (next == len(p.feeds) || m[0] < p.feeds[next].offset) {
			p.add(url, attributes{})
		}
	}
}

// readTags finds the feeds in tags.
func (p *parser) readTags() {
	eachTag(p.text, func(t tag) {
		if t.closing {
			if t.name == "outline" {
				p.close()
			}
			return
		}
		attrs := t.attributes()
		url := feedAddress(attrs)
		if url == "" && t.name != "outline" {
			return
		}
		if p.firstOutline < 0 {
			p.firstOutline = t.offset
		}
		if p.sloppy {
			p.closeFeeds()
		}
		if url != "" {
			p.add(url, attrs)
			p.feeds = append(p.feeds, t)
		}
		if !t.selfClosing && t.name == "outline" {
			p.open = append(p.open, openOutline{name: folderName(attrs), isFeed: url != ""})
		}
	})
}

func (p *parser) close() {
	if p.sloppy {
		p.closeFeeds()
	}
	if len(p.open) > 0 {
		p.open = p.open[:len(p.open)-1]
	}
}

func (p *parser) closeFeeds() {
	for len(p.open) > 0 && p.open[len(p.open)-1].isFeed {
		p.open = p.open[:len(p.open)-1]
	}
}

// add files a feed under the folders that are open.
func (p *parser) add(url string, attrs attributes) {
	o := Outline{
		Title:   title(attrs),
		XMLURL:  url,
		HTMLURL: clean(attrs.get("htmlurl")),
		Lang:    clean(attrs.get("language", "lang", "xml:lang")),
		Country: strings.ToUpper(clean(attrs.get("alleys:country", "country"))),
		Kind:    Kind(strings.ToLower(clean(attrs.get("alleys:outlet", "outlet")))),
	}
	for _, f := range p.open[:min(len(p.open), maxFolders)] {
		if !f.isFeed {
			o.addTag(f.name)
		}
	}
	for category := range strings.SplitSeq(attrs.get("category"), ",") {
		if path, isPath := strings.CutPrefix(strings.TrimSpace(category), "/"); isPath {
			for name := range strings.SplitSeq(path, "/") {
				o.addTag(name)
			}
			continue
		}
		o.addTag(category)
	}
	if i, dup := p.at[url]; dup {
		for _, t := range o.Tags {
			p.found[i].addTag(t)
		}
		return
	}
	p.at[url] = len(p.found)
	p.found = append(p.found, o)
}

// addTag adds a tag unless it is empty or there.
func (o *Outline) addTag(name string) {
	name = strings.TrimLeft(clean(strings.ReplaceAll(html.UnescapeString(name), ",", ";")), "/ ")
	if name != "" && !slices.Contains(o.Tags, name) {
		o.Tags = append(o.Tags, name)
	}
}

// feedAddress returns the address of the feed in a tag's attributes, or empty.
func feedAddress(attrs attributes) string {
	if u := cleanURL(attrs.get("xmlurl", "xml_url", "xml-url", "feedurl", "rssurl", "rss")); u != "" {
		return u
	}
	switch strings.ToLower(clean(attrs.get("type"))) {
	case "rss", "atom", "feed":
		return cleanURL(attrs.get("url", "href"))
	}
	return ""
}

func title(attrs attributes) string {
	for _, name := range []string{"title", "text"} {
		if t := clean(html.UnescapeString(attrs.get(name))); t != "" {
			return t
		}
	}
	return ""
}

func folderName(attrs attributes) string { return attrs.get("text", "title") }

// clean makes a value one line without control characters.
func clean(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r < ' ' || r == 0x7f || r == '\uFFFE' || r == '\uFFFF':
			return -1
		}
		return r
	}, s)), " ")
}

// cleanURL takes out what has no place in an address: white space and the
// quotation marks that word processors make of straight ones.
func cleanURL(s string) string {
	s = strings.Trim(clean(s), "\"'“”„‘’«» ")
	return strings.ReplaceAll(s, " ", "%20")
}

// explain says what a file without a feed is.
func (p *parser) explain() error {
	start := strings.ToLower(strings.TrimSpace(p.text))
	first := 1 + strings.Count(p.text[:len(p.text)-len(strings.TrimLeft(p.text, " \t\r\n"))], "\n")
	switch {
	case p.firstOutline >= 0:
		line := 1 + strings.Count(p.text[:p.firstOutline], "\n")
		return &ParseError{line, "no outline from here on has the address of a feed (xmlUrl)"}
	case strings.HasPrefix(start, "<!doctype html"), strings.HasPrefix(start, "<html"):
		return &ParseError{first, "this is a web page, not a list of feeds; save the OPML file itself"}
	case strings.HasPrefix(start, "{"), strings.HasPrefix(start, "["):
		return &ParseError{first, "this is JSON, not a list of feeds in OPML"}
	case strings.Contains(start, "<rss"), strings.Contains(start, "<feed"), strings.Contains(start, "<rdf:rdf"):
		return &ParseError{first, "this is a feed, not a list of feeds; add its address as a source"}
	case !strings.HasPrefix(start, "<"):
		return &ParseError{first, "this is not OPML, it does not begin with a tag"}
	}
	return &ParseError{first, "there is no outline in this file"}
}
