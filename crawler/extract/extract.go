// Package extract turns the HTML of a news page into the text of its article
// and what the page says about it.
//
// Two independent extractors, trafilatura and readability, read copies of the
// page in which every text node carries a mark. What both keep is rendered from
// the original page, block by block, and filtered with lists of phrases per
// language (folder data). Where the two find different things, a third reading
// decides; where the page leaves nothing to decide, none of them is asked.
//
// Everything here is a pure function of the page: no network, no clock other
// than to refuse dates in the future, no shared state. Hostile pages cost bounded
// time and memory; see MaxBytes.
package extract

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// Kind says what part a block plays in the text.
type Kind string

// The kinds of block.
const (
	Paragraph Kind = "paragraph"
	Heading   Kind = "heading"
	Quote     Kind = "quote"
)

// Block is one paragraph of the article, on one or more lines.
type Block struct {
	Kind Kind
	Text string
}

// How the day of publication was found, from most to least reliable.
const (
	FromMarkup = "markup" // JSON-LD, OpenGraph, <meta>, <time>
	FromURL    = "url"    // a date in the path of the address
	FromGuess  = "guess"  // a date found in the text of the page
)

// Page is an article and what its page says about it. Text fields hold plain
// text, in Unicode NFC; absent values are empty or zero.
type Page struct {
	URL         string  // the address given, else the canonical one
	Title       string  // the headline without the name of the site
	Text        string  // the blocks' texts joined by "\n\n"
	Blocks      []Block // in reading order, without the title
	Description string  // the teaser meant for search engines and cards

	Authors       []string
	Published     time.Time // with the offset written; midnight UTC when only a day is known
	Modified      time.Time
	PublishedFrom string // FromMarkup, FromURL, FromGuess or empty

	Lang      string // ISO 639-1 as declared, never guessed from the text
	Site      string // name of the outlet
	Canonical string // absolute, checked to be a plausible address of this article
	Section   string
	Image     string // absolute address of the lead image
	AMP       string // absolute address of the AMP variant

	Partial   bool // behind a paywall or a teaser only
	NoIndex   bool // robots meta tag for everybody or for this agent
	NoArchive bool
	Reserved  bool   // TDM rights reserved (W3C TDMRep, tdm-reservation meta tag)
	Policy    string // address of the TDM policy
}

// ErrNoArticle says that a page holds no article text: a front page, a list, a
// page drawn by scripts, or no page at all.
var ErrNoArticle = errors.New("no article text found on the page")

// Extract reads an HTML page. contentType is the HTTP header of that name, empty
// if not known; pageURL is where the page was fetched, empty if not known. An
// address that does not parse counts as not known.
//
// The page's metadata is returned also when there is no text; the error is then
// ErrNoArticle. Extract never panics and returns no other error for bytes that
// are text of any kind.
func Extract(page []byte, contentType, pageURL string) (*Page, error) {
	return extract(page, contentType, pageURL, isClear)
}

// shortcut marks the text of a page that needs no vote and reports whether the
// page is one.
type shortcut func(cands []*candidate, p *phrases, page *Page, h *head) bool

func extract(page []byte, contentType, pageURL string, marks shortcut) (*Page, error) {
	base, err := url.Parse(strings.TrimSpace(pageURL))
	if err != nil {
		base = &url.URL{}
	}
	builtin, err := loadData()
	if err != nil {
		return nil, err
	}
	page = page[:min(len(page), MaxBytes)]
	doc, err := parse(decode(page, contentType))
	if err != nil {
		return nil, fmt.Errorf("unreadable HTML: %w", err)
	}
	h := readHead(doc)
	m := mark(doc)
	blocks := segment(m)

	p := &Page{URL: strings.TrimSpace(pageURL)}
	h.describe(p, doc, blocks, base)
	rule := builtin.siteRule(p.URL)
	if rule != nil {
		rule.describe(p, doc)
	}
	cands := candidatesOf(blocks)
	if !marks(cands, builtin.phrases, p, h) {
		vote(m, cands, base)
	}
	if rule == nil || !rule.apply(doc, cands) {
		restore(cands, h, p.Title)
	}
	paywalled := drop(cands, builtin.phrases, p)
	p.setBlocks(blocksOf(cands))
	if declared := h.declaredBody(letters(p.Text)); declared != nil {
		p.setBlocks(declared)
	}
	p.Partial = h.partial(p.Text, paywalled)
	if p.Text == "" {
		return p, ErrNoArticle
	}
	return p, nil
}

// dataFiles is what the embedded files hold.
type dataFiles struct {
	phrases *phrases
	sites   map[string]*siteRule
}

func loadData() (dataFiles, error) {
	lists, err := builtinPhrases()
	if err != nil {
		return dataFiles{}, err
	}
	sites, err := builtinSites()
	if err != nil {
		return dataFiles{}, err
	}
	return dataFiles{lists, sites}, nil
}

// siteRule returns the rule for the site of a page, nil if there is none.
func (d dataFiles) siteRule(pageURL string) *siteRule {
	u, err := url.Parse(pageURL)
	if err != nil {
		return nil
	}
	return siteRuleFor(u.Hostname(), d.sites)
}

func (p *Page) setBlocks(blocks []Block) {
	parts := make([]string, len(blocks))
	for i, b := range blocks {
		parts[i] = b.Text
	}
	p.Blocks, p.Text = blocks, strings.Join(parts, "\n\n")
}

// blocksOf returns the blocks that are kept.
func blocksOf(cands []*candidate) []Block {
	var blocks []Block
	for _, c := range kept(cands) {
		blocks = append(blocks, Block{Kind: c.kind, Text: norm.NFC.String(c.text)})
	}
	return blocks
}
