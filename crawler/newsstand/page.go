package newsstand

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

//go:embed sites
var siteFiles embed.FS

// pageSet is an outlet's templates, sites/OUTLET/pages.html with the blocks
// front, article, about and missing (and print where the profile has a
// printPath), and its style sheet.
type pageSet struct {
	templates *template.Template
	style     []byte
}

func loadPages(outlet string) (*pageSet, error) {
	dir := "sites/" + outlet
	style, err := fs.ReadFile(siteFiles, dir+"/style.css")
	if err != nil {
		return nil, err
	}
	t, err := template.New("").Funcs(pageFuncs()).ParseFS(siteFiles, dir+"/pages.html")
	if err != nil {
		return nil, err
	}
	return &pageSet{templates: t, style: style}, nil
}

func (s *pageSet) render(name string, data view) ([]byte, error) {
	var b bytes.Buffer
	err := s.templates.ExecuteTemplate(&b, name, data)
	return b.Bytes(), err
}

// view is what a template may print.
type view struct {
	Name, Tagline, Lang, Notice, Charset, Country string

	Base        string // http://host:port
	Feed        string // path of the feed
	FeedType    string // media type of the feed
	Self        string // URL of this page
	SectionName string // of a section's list, or ""
	Sections    []link
	Latest      []teaser

	Article  *Article // nil except on article and print
	Canon    string   // canonical URL of the article
	Image    string   // URL of the lead picture
	Blocks   []Block  // as far as they are served
	Walled   bool     // the rest is behind a paywall
	NoIndex  bool
	Reserved bool // text and data mining reserved
	Related  []teaser
	Number   uint32
	LD       template.JS // JSON-LD of the article

	modified time.Time
}

type link struct{ Text, URL string }

type teaser struct {
	Title, Lede, URL, Section, Author, Image string
	Published                                time.Time
}

func (v *request) teaser(a Article) teaser {
	return teaser{
		Title: a.Title, Lede: a.Lede, URL: v.base + a.URL, Section: a.Section, Author: a.Author,
		Image: v.base + "/img/" + a.Slug + ".svg", Published: a.Published,
	}
}

// view collects what every page of the site prints and, if a is not nil, what
// its article page prints.
func (s *pageSet) view(v *request, a *Article) view {
	p := v.site.profile
	data := view{
		Name: p.Name, Tagline: p.Tagline, Lang: p.Lang, Notice: p.notice, Charset: p.pageCharset, Country: p.Country,
		Base: v.base, Feed: p.feedPath, FeedType: mediaType(p.feedFormat), Self: v.base + v.r.URL.RequestURI(),
		modified: v.site.lastModified(v.list),
	}
	for _, other := range v.list {
		if l := (link{Text: other.Section, URL: v.base + "/section/" + sectionSlug(other.Section)}); !slices.Contains(data.Sections, l) {
			data.Sections = append(data.Sections, l)
		}
		data.Latest = append(data.Latest, v.teaser(other))
	}
	if a != nil {
		data.addArticle(v, a)
	}
	return data
}

func (data *view) addArticle(v *request, a *Article) {
	data.Article, data.Blocks = a, a.servedBlocks()
	data.Canon = v.base + a.URL
	data.Image = v.base + "/img/" + a.Slug + ".svg"
	data.Walled = a.Access == Teaser
	data.NoIndex = a.Access == NoIndex
	data.Reserved = a.Access == TDMReserved
	data.Number = storyNumber(*a)
	data.modified = a.modified().UTC()
	data.LD = newsArticleLD(data)
	data.Related = relatedTo(a, data.Latest, data.Canon)
}

// relatedTo picks three other stories, those of the same section first.
func relatedTo(a *Article, all []teaser, self string) []teaser {
	var same, others []teaser
	for _, t := range all {
		switch {
		case t.URL == self:
		case t.Section == a.Section:
			same = append(same, t)
		default:
			others = append(others, t)
		}
	}
	picked := append(same, others...)
	return picked[:min(3, len(picked))]
}

// newsArticleLD is the schema.org description, in ASCII so that it survives
// every character set of the page around it.
func newsArticleLD(d *view) template.JS {
	a := d.Article
	doc := map[string]any{
		"@context":            "https://schema.org",
		"@type":               "NewsArticle",
		"mainEntityOfPage":    map[string]any{"@type": "WebPage", "@id": d.Canon},
		"headline":            a.Title,
		"description":         a.Lede,
		"image":               []string{d.Image},
		"datePublished":       a.Published.Format(time.RFC3339),
		"dateModified":        a.modified().Format(time.RFC3339),
		"author":              map[string]any{"@type": "Person", "name": a.Author},
		"publisher":           map[string]any{"@type": "NewsMediaOrganization", "name": d.Name, "url": d.Base + "/"},
		"articleSection":      a.Section,
		"inLanguage":          a.Lang,
		"isAccessibleForFree": a.Access != Teaser,
		"license":             "https://creativecommons.org/licenses/by/4.0/",
	}
	// A map of strings and booleans always marshals.
	text, _ := json.MarshalIndent(doc, "", "  ")
	return template.JS(asciiJSON(text))
}

func asciiJSON(text []byte) []byte {
	var b []byte
	for _, r := range string(text) {
		switch {
		case r < utf8.RuneSelf:
			b = append(b, byte(r))
		case r > 0xffff:
			high, low := 0xd800+(r-0x10000)>>10, 0xdc00+(r-0x10000)&0x3ff
			b = fmt.Appendf(b, `\u%04x\u%04x`, high, low)
		default:
			b = fmt.Appendf(b, `\u%04x`, r)
		}
	}
	return b
}

func pageFuncs() template.FuncMap {
	return template.FuncMap{
		"iso":      func(t time.Time) string { return t.Format(time.RFC3339) },
		"day":      func(t time.Time) string { return t.Format(time.DateOnly) },
		"clock":    func(t time.Time) string { return t.Format("15:04") },
		"date":     longDate,
		"upper":    strings.ToUpper,
		"slug":     sectionSlug,
		"first":    func(n int, list []teaser) []teaser { return list[:min(n, len(list))] },
		"minutes":  func(a *Article) string { return strconv.Itoa(1 + wordCount(a)/200) },
		"isHead":   func(b Block) bool { return b.Kind == Crosshead },
		"isQuote":  func(b Block) bool { return b.Kind == Quotation },
		"hasLater": func(a *Article) bool { return !a.Updated.IsZero() },
	}
}

func wordCount(a *Article) int { return len(strings.Fields(a.Text())) }

var monthsIT = [...]string{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"}

func longDate(lang string, t time.Time) string {
	if lang == "it" {
		return fmt.Sprintf("%d %s %d", t.Day(), monthsIT[t.Month()-1], t.Year())
	}
	return t.Format("2 January 2006")
}
