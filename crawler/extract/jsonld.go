package extract

import (
	"bytes"
	"encoding/json"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A thing is one schema.org object.
type thing map[string]any

// maxThings bounds how many objects are read from one page.
const maxThings = 2000

// linkedData returns the schema.org objects of the page's JSON-LD scripts
// (https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents), nested
// ones and those of @graph included, in document order. Scripts that are not
// JSON even after repair are passed over.
func linkedData(doc *html.Node) []thing {
	var things []thing
	for _, script := range findAll(doc, byTag(atom.Script)) {
		kind, _, _ := strings.Cut(attr(script, "type"), ";")
		if !strings.EqualFold(strings.TrimSpace(kind), "application/ld+json") || script.FirstChild == nil {
			continue
		}
		for _, value := range decodeLoose(script.FirstChild.Data) {
			things = collectThings(things, value, 0)
		}
	}
	return things
}

func collectThings(things []thing, value any, depth int) []thing {
	if depth > 12 || len(things) >= maxThings {
		return things
	}
	switch v := value.(type) {
	case []any:
		for _, e := range v {
			things = collectThings(things, e, depth+1)
		}
	case map[string]any:
		things = append(things, v)
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item", "author", "publisher"} {
			things = collectThings(things, v[key], depth+1)
		}
	}
	return things
}

// decodeLoose reads the JSON values of a script, repairing what content systems
// are known to get wrong: comment and CDATA wrappers, raw line breaks and tabs in
// strings, a trailing comma or semicolon, several values one after the other.
func decodeLoose(src string) []any {
	src = strings.TrimSpace(src)
	for _, wrap := range []string{"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["} {
		src = strings.TrimPrefix(src, wrap)
	}
	src = strings.TrimSpace(src)
	if values, ok := decodeAll([]byte(src)); ok {
		return values
	}
	values, _ := decodeAll(repairJSON(src))
	return values
}

func decodeAll(src []byte) (values []any, complete bool) {
	dec := json.NewDecoder(bytes.NewReader(src))
	for dec.More() {
		var v any
		if err := dec.Decode(&v); err != nil {
			return values, len(values) > 0
		}
		values = append(values, v)
	}
	return values, true
}

// repairJSON escapes control characters inside strings, drops invalid escapes
// and commas before a closing bracket.
func repairJSON(src string) []byte {
	out := make([]byte, 0, len(src)+len(src)/16)
	inString := false
	for i := 0; i < len(src); i++ {
		c := src[i]
		switch {
		case inString && c == '\\' && i+1 < len(src):
			if strings.IndexByte(`"\/bfnrtu`, src[i+1]) >= 0 {
				out = append(out, c, src[i+1])
			} else {
				out = append(out, src[i+1])
			}
			i++
		case inString && c < 0x20:
			out = append(out, ' ')
		case c == '"':
			inString = !inString
			out = append(out, c)
		case !inString && (c == '}' || c == ']'):
			out = bytes.TrimRight(out, " \t\r\n")
			out = bytes.TrimSuffix(out, []byte(","))
			out = append(out, c)
		default:
			out = append(out, c)
		}
	}
	return out
}

// is reports whether one of the object's types ends in a suffix given.
func (t thing) is(suffixes ...string) bool {
	for _, kind := range texts(t["@type"]) {
		for _, s := range suffixes {
			if strings.HasSuffix(kind, s) {
				return true
			}
		}
	}
	return false
}

// Types of schema.org that are a piece of writing: NewsArticle, BlogPosting,
// LiveBlogPosting, SocialMediaPosting, Report, and their children.
var articleTypes = []string{"Article", "Posting", "Report", "NewsItem", "OpEd"}

// articleOf returns the object that describes the page's article, nil if none. Of
// several it is the one whose headline stands in one of the page's titles, else
// the first that has a headline and a date or text; teasers have neither.
func articleOf(things []thing, titles ...string) thing {
	squashed := squash(strings.Join(titles, " | "))
	var first, complete thing
	for _, t := range things {
		if !t.is(articleTypes...) {
			continue
		}
		headline := t.text("headline")
		isComplete := headline != "" && (!t.date("datePublished").IsZero() || t.text("articleBody") != "")
		if key := squash(headline); isComplete && len(key) > 10 && strings.Contains(squashed, key) {
			return t
		}
		if complete == nil && isComplete {
			complete = t
		}
		if first == nil {
			first = t
		}
	}
	if complete != nil {
		return complete
	}
	return first
}

// text returns the first text of the property, with entities and tags resolved.
func (t thing) text(key string) string {
	for _, s := range texts(t[key]) {
		if s = plain(s); s != "" {
			return s
		}
	}
	return ""
}

// texts returns the strings of a value: itself, those of its list, or the
// @value or name of the objects.
func texts(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, e := range v {
			all = append(all, texts(e)...)
		}
		return all
	case map[string]any:
		for _, key := range []string{"@value", "name", "url", "@id"} {
			if s, ok := v[key].(string); ok && s != "" {
				return []string{s}
			}
		}
	}
	return nil
}

// names returns the names of the persons or organisations in a value; objects
// that only point to another of the page by @id are looked up.
func (h *head) names(value any) []string {
	switch v := value.(type) {
	case string:
		if t := h.byID(v); t != nil {
			return h.names(map[string]any(t))
		}
		return []string{plain(v)}
	case []any:
		var all []string
		for _, e := range v {
			all = append(all, h.names(e)...)
		}
		return all
	case map[string]any:
		if s := thing(v).text("name"); s != "" {
			return []string{s}
		}
		full := strings.TrimSpace(thing(v).text("givenName") + " " + thing(v).text("familyName"))
		if full != "" {
			return []string{full}
		}
		if id, ok := v["@id"].(string); ok {
			if t := h.byID(id); t != nil && t.text("name") != "" {
				return []string{t.text("name")}
			}
		}
	}
	return nil
}

// byID returns the object of the page that carries the identifier, nil if none.
func (h *head) byID(id string) thing {
	for _, t := range h.things {
		if own, ok := t["@id"].(string); ok && own == id && t["name"] != nil {
			return t
		}
	}
	return nil
}

// plain resolves entities, also doubly escaped ones, and drops tags.
func plain(s string) string {
	for range 2 {
		if !strings.Contains(s, "&") {
			break
		}
		s = html.UnescapeString(s)
	}
	if strings.Contains(s, "<") && strings.Contains(s, ">") {
		s = stripTags(s)
	}
	return oneLine(s)
}

func stripTags(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(z.Text())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			if !inline[atom.Lookup(name)] || string(name) == "br" {
				b.WriteByte(' ')
			}
		}
	}
}
