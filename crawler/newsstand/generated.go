package newsstand

import (
	"bytes"
	_ "embed"
	"fmt"
	"hash/fnv"
	"html"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

//go:embed generated/en.txt
var grammarEN string

//go:embed generated/it.txt
var grammarIT string

// Generated makes a newsstand of hosts outlets with pages articles in all, for
// benchmarks: varied text about nothing in particular, half of the outlets
// English and half Italian, three page layouts, RSS 2.0. The same numbers give
// the same text. Pages are written when asked for and take some 100 µs each.
func Generated(hosts, pages int) (*Newsstand, error) {
	if hosts < 1 || pages < hosts {
		return nil, fmt.Errorf("%d pages on %d hosts; ask for at least one host and one page on each", pages, hosts)
	}
	en, err := parseGrammar("generated/en.txt", grammarEN)
	if err != nil {
		return nil, err
	}
	it, err := parseGrammar("generated/it.txt", grammarIT)
	if err != nil {
		return nil, err
	}
	ns := &Newsstand{}
	for i := range hosts {
		size := pages / hosts
		if i < pages%hosts {
			size++
		}
		paper := &generatedSite{number: i, size: size, lang: "en", grammar: en, notice: noticeEN}
		if i%2 == 1 {
			paper.lang, paper.grammar, paper.notice = "it", it, noticeIT
		}
		paper.places = paper.inventPlaces()
		ns.add(paper)
	}
	return ns, nil
}

// generatedSite is one generated outlet.
type generatedSite struct {
	number  int
	size    int // articles
	lang    string
	grammar *grammar
	places  []string
	notice  string
}

func (s *generatedSite) random(n int) *rand.Rand {
	return rand.New(rand.NewPCG(uint64(s.number)+1, uint64(n)+1))
}

var syllables = map[string][3][]string{
	"en": {{"Bal", "Car", "Dun", "Esk", "Fen", "Gar", "Hol", "Inch", "Kil", "Lar", "Mor", "Nor", "Pen", "Ros", "Tor"}, {"a", "en", "er", "i", "o", "y", "an"}, {"bridge", "brack", "derry", "field", "holm", "lough", "mere", "port", "stow", "ward"}},
	"it": {{"Bor", "Cal", "Dor", "Fer", "Gal", "Lam", "Mon", "Nov", "Pol", "Ron", "San", "Tor", "Val", "Ver"}, {"ba", "ce", "de", "la", "ni", "ra", "so", "ve"}, {"gno", "letto", "nara", "nico", "rate", "sana", "vico", "zzone"}},
}

func (s *generatedSite) inventPlaces() []string {
	r := s.random(-1)
	sets := syllables[s.lang]
	places := make([]string, 7)
	for i := range places {
		for _, set := range sets {
			places[i] += set[r.IntN(len(set))]
		}
	}
	return places
}

func (s *generatedSite) name() string {
	names := map[string][]string{
		"en": {"The %s Herald", "%s Observer", "The %s Weekly"},
		"it": {"Il Giornale di %s", "L’Eco di %s", "%s Notizie"},
	}[s.lang]
	return fmt.Sprintf(names[s.number/2%len(names)], s.places[0])
}

func (s *generatedSite) slug() string { return fmt.Sprintf("generated-%03d", s.number) }

func (s *generatedSite) outlet() Outlet {
	return Outlet{
		Slug: s.slug(), Name: s.name(), Lang: s.lang, Country: countryOf[s.lang], Kind: "generated",
		Format: rss20, URL: "/", FeedURL: "/feed.xml",
	}
}

var countryOf = map[string]string{"en": "IE", "it": "IT"}

func (s *generatedSite) articles() []Article {
	all := make([]Article, s.size)
	for i := range all {
		all[i] = s.article(i)
	}
	return all
}

// article writes the n-th newest article of the outlet.
func (s *generatedSite) article(n int) Article {
	r := s.random(n)
	a := Article{
		Outlet: s.slug(), Slug: strconv.Itoa(n), Edition: 1, URL: fmt.Sprintf("/news/%d.html", n),
		Title: s.phrase(r, "title"), Lede: s.phrase(r, "sentence"), Author: s.phrase(r, "person"),
		Section: "News", Lang: s.lang, Kind: Ordinary, Access: Open,
		Published: PressTime.Add(-time.Duration(n) * 55 * 24 * time.Hour / time.Duration(s.size)).Truncate(time.Minute),
	}
	for range 5 + r.IntN(8) {
		sentences := make([]string, 2+r.IntN(4))
		for i := range sentences {
			sentences[i] = s.phrase(r, "sentence")
		}
		a.Blocks = append(a.Blocks, Block{Kind: Paragraph, Text: strings.Join(sentences, " ")})
	}
	return a
}

func (s *generatedSite) phrase(r *rand.Rand, section string) string {
	var b strings.Builder
	s.grammar.write(&b, r, section, s.places)
	return b.String()
}

func (s *generatedSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	base := "http://" + r.Host
	switch path := r.URL.Path; {
	case path == "/robots.txt":
		_, _ = io.WriteString(w, "User-agent: *\nDisallow: /search\n")
	case path == "/":
		s.send(w, r, "text/html; charset=utf-8", s.frontPage(base), PressTime)
	case path == "/feed.xml":
		s.send(w, r, "application/rss+xml", s.feed(base), PressTime)
	default:
		number, ok := strings.CutPrefix(path, "/news/")
		n, err := strconv.Atoi(strings.TrimSuffix(number, ".html"))
		if !ok || err != nil || n < 0 || n >= s.size {
			http.NotFound(w, r)
			return
		}
		a := s.article(n)
		s.send(w, r, "text/html; charset=utf-8", s.page(base, a), a.Published)
	}
}

func (s *generatedSite) send(w http.ResponseWriter, r *http.Request, contentType string, body []byte, modified time.Time) {
	h := fnv.New64a()
	h.Write(body)
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("ETag", fmt.Sprintf(`"%x"`, h.Sum64()))
	http.ServeContent(w, r, "", modified, bytes.NewReader(body))
}

func (s *generatedSite) frontPage(base string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<!doctype html><html lang=%q><head><meta charset="utf-8"><title>%s</title><link rel="alternate" type="application/rss+xml" href="%s/feed.xml"></head><body><aside>%s</aside><ul>`,
		s.lang, s.name(), base, s.notice)
	for n := range s.size {
		fmt.Fprintf(&b, `<li><a href="%s/news/%d.html">%s</a></li>`, base, n, html.EscapeString(s.phrase(s.random(n), "title")))
	}
	b.WriteString("</ul></body></html>")
	return b.Bytes()
}

func (s *generatedSite) feed(base string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>%s</title><link>%s/</link><description>%s</description><language>%s</language>`,
		s.name(), base, s.notice, s.lang)
	for n := range s.size {
		a := s.article(n)
		fmt.Fprintf(&b, "<item><title>%s</title><link>%s%s</link><guid>%s%s</guid><pubDate>%s</pubDate><description>%s</description></item>\n",
			html.EscapeString(a.Title), base, a.URL, base, a.URL, a.Published.Format(time.RFC1123Z), html.EscapeString(a.Lede))
	}
	b.WriteString("</channel></rss>")
	return b.Bytes()
}

// generatedLayouts hold, in this order: language, title, URL, date, notice,
// navigation, title, author, date, lede, paragraphs, links, notice.
var generatedLayouts = []string{
	`<!doctype html><html lang="%s"><head><meta charset="utf-8"><title>%s</title><link rel="canonical" href="%s"><meta property="article:published_time" content="%s"></head><body><div class="banner">%s</div><nav>%s</nav><main><article><h1>%s</h1><p class="byline">%s, <time>%s</time></p><p class="lead">%s</p>%s</article></main><aside class="related">%s</aside><footer>%s</footer></body></html>`,
	`<!doctype html><html lang="%s"><head><meta charset="utf-8"><title>%s</title><link rel="canonical" href="%s"><meta name="date" content="%s"></head><body><div id="notice">%s</div><div id="menu">%s</div><div id="wrap"><div id="col1"><h1 class="headline">%s</h1><div class="author">%s</div><div class="date">%s</div><div class="story"><p><b>%s</b></p>%s</div></div><div id="col2" class="sidebar">%s</div></div><div id="footer">%s</div></body></html>`,
	`<!doctype html><html lang="%s"><head><meta charset="utf-8"><title>%s</title><link rel="canonical" href="%s"><meta itemprop="datePublished" content="%s"></head><body class="single-post"><header class="site-header"><small>%s</small>%s</header><div class="post"><h2 class="entry-title">%s</h2><span class="vcard">%s</span> <span class="posted">%s</span><div class="entry-content"><p><em>%s</em></p>%s</div><div class="sharedaddy">Share this</div><ul class="recent">%s</ul></div><footer class="site-footer">%s</footer></body></html>`,
}

func (s *generatedSite) page(base string, a Article) []byte {
	var text, links strings.Builder
	for _, block := range a.Blocks {
		text.WriteString("<p>" + html.EscapeString(block.Text) + "</p>\n")
	}
	r := s.random(-2)
	for range 8 {
		n := r.IntN(s.size)
		fmt.Fprintf(&links, `<li><a href="%s/news/%d.html">%s</a></li>`, base, n, html.EscapeString(s.phrase(s.random(n), "title")))
	}
	var nav strings.Builder
	for _, place := range s.places {
		nav.WriteString(`<a href="/#` + place + `">` + place + "</a> ")
	}
	title, date := html.EscapeString(a.Title), a.Published.Format(time.RFC3339)
	return fmt.Appendf(nil, generatedLayouts[s.number%len(generatedLayouts)], s.lang, title, base+a.URL, date, s.notice, nav.String(),
		title, html.EscapeString(a.Author), longDate(s.lang, a.Published), html.EscapeString(a.Lede), text.String(), links.String(), s.notice)
}
