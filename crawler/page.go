package crawler

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/text/unicode/norm"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/crawler/dedupe"
	"github.com/alleys-eu/alleys/crawler/extract"
	"github.com/alleys-eu/alleys/crawler/fetch"
)

const acceptPage = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"

// enoughWords is how long the text in a feed must be to stand for a page that
// cannot be had.
const enoughWords = 80

// harvestEntry fetches the page of an entry and stores its article. When the
// page cannot be had, a full text in the feed stands for it.
func (c *Crawler) harvestEntry(ctx context.Context, s *corpus.Source, e entry, report *Report) error {
	if c.barred(e.link) {
		report.add(Event{Kind: EventSkipped, Source: name(s), URL: e.link, Title: e.title, Reason: forgotten})
		return nil
	}
	res, err := c.Fetch.Get(ctx, fetch.Request{URL: e.link, Accept: acceptPage})
	if ended(ctx, err) {
		return ctx.Err()
	}
	if err != nil {
		if a := fromFeed(e); a != nil {
			return c.store(ctx, s, e, a, report)
		}
		c.restAfter(e, err)
		report.add(c.refused(s, e, err))
		return nil
	}
	return c.harvestPage(ctx, s, e, res, report)
}

// refused tells what was left out on purpose from what went wrong.
func (c *Crawler) refused(s *corpus.Source, e entry, err error) Event {
	ev := Event{Kind: EventFailed, Source: name(s), URL: e.link, Title: e.title, Reason: oneLine(err)}
	switch {
	case errors.Is(err, fetch.Disallowed):
		ev.Kind, ev.Reason = EventSkipped, "robots.txt forbids it"
	case errors.Is(err, fetch.Reserved):
		ev.Kind, ev.Reason = EventSkipped, "text and data mining is reserved"
	}
	return ev
}

// harvestPage stores the article on a fetched page.
func (c *Crawler) harvestPage(ctx context.Context, s *corpus.Source, e entry, res *fetch.Response, report *Report) error {
	a, err := c.articleOn(s, e, res, report)
	if a == nil || err != nil {
		return err
	}
	return c.store(ctx, s, e, a, report)
}

// articleOn reads the article on a page. It is nil when there is none, or when
// its publisher does not want it taken; the report says which.
func (c *Crawler) articleOn(s *corpus.Source, e entry, res *fetch.Response, report *Report) (*corpus.Article, error) {
	left := func(kind EventKind, reason string) (*corpus.Article, error) {
		switch {
		case reason == forgotten:
		case kind == EventSkipped:
			c.rest(e, reason, restUnwanted)
		default:
			c.rest(e, "there was no article when last asked for", restWithoutArticle)
		}
		report.add(Event{Kind: kind, Source: name(s), URL: e.link, Title: e.title, Reason: reason})
		return nil, nil
	}
	p, err := extract.Extract(res.Body, res.Header.Get("Content-Type"), res.URL)
	if err != nil && (p == nil || !errors.Is(err, extract.ErrNoArticle)) {
		return left(EventFailed, oneLine(err))
	}
	switch {
	case res.Reserved || p.Reserved:
		return left(EventSkipped, "text and data mining is reserved")
	case res.NoIndex || p.NoIndex:
		return left(EventSkipped, "the page asks not to be indexed")
	case c.barred(res.URL) || c.barred(p.Canonical):
		return left(EventSkipped, forgotten)
	}
	record, archiveErr := c.archive(res, p.NoArchive)
	if archiveErr != nil {
		return nil, archiveErr
	}
	a := fromPage(p, res.URL)
	if err != nil {
		if a = fromFeed(e); a == nil {
			return left(EventFailed, oneLine(err))
		}
	}
	a.Record, a.NoArchive = record, res.NoArchive || p.NoArchive
	return a, nil
}

// fromPage builds the article of a page.
func fromPage(p *extract.Page, address string) *corpus.Article {
	return &corpus.Article{
		URL: address, Canonical: cmp.Or(p.Canonical, address), Outlet: p.Site, Lang: p.Lang,
		Title: p.Title, Lede: p.Description, Text: p.Text, Authors: p.Authors, Section: p.Section, Image: p.Image,
		Published: p.Published, PublishedFrom: corpus.DateFrom(p.PublishedFrom), Modified: p.Modified,
		Partial: p.Partial,
	}
}

// fromFeed builds an article from the text in a feed, or returns nil when
// there is too little of it.
func fromFeed(e entry) *corpus.Article {
	for _, markup := range []string{e.content, e.summary} {
		if text := plainText(markup); len(strings.Fields(text)) >= enoughWords {
			return &corpus.Article{URL: e.link, Canonical: e.link, Title: e.title, Text: text, Partial: true}
		}
	}
	return nil
}

// plainText reduces harmless HTML to paragraphs.
func plainText(markup string) string {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(markup))
	if err != nil {
		return html.UnescapeString(markup)
	}
	blocks := doc.Find("p, li, h1, h2, h3, h4, blockquote").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return s.Find("p, li, blockquote").Length() == 0
	})
	if blocks.Length() == 0 {
		return collapse(doc.Text())
	}
	var out []string
	blocks.Each(func(_ int, s *goquery.Selection) {
		if t := collapse(s.Text()); t != "" {
			out = append(out, t)
		}
	})
	return strings.Join(out, "\n\n")
}

func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }

// complete fills in what the feed and the source know and the page does not,
// and what identifies the article.
func (c *Crawler) complete(s *corpus.Source, e entry, a *corpus.Article) error {
	canonical, err := dedupe.CanonicalURL(a.Canonical)
	if err != nil {
		return fmt.Errorf("address of the article: %w", err)
	}
	a.Canonical = canonical
	a.ID = corpus.ArticleID(canonical)
	if u, err := url.Parse(canonical); err == nil {
		a.Host = u.Hostname()
	}
	now := c.now()
	if plausible(e.published, now) {
		a.Published, a.PublishedFrom = e.published, corpus.DateFeed
	}
	if !plausible(a.Published, now) {
		a.Published, a.PublishedFrom = time.Time{}, corpus.DateUnknown
	}
	if a.Modified.IsZero() && e.updated.After(e.published) {
		a.Modified = e.updated
	}
	if len(a.Authors) == 0 {
		a.Authors = e.authors
	}
	a.Title = norm.NFC.String(cmp.Or(withoutSite(a.Title, e.title, s.Title), e.title))
	a.Text = norm.NFC.String(a.Text)
	a.Lede = norm.NFC.String(cmp.Or(plainText(e.summary), a.Lede))
	a.Outlet = cmp.Or(s.Title, a.Outlet, a.Host)
	a.Lang = cmp.Or(a.Lang, baseLanguage(e.lang), s.Lang)
	a.SourceID, a.Fetched = s.ID, now
	a.ContentHash = dedupe.ContentHash(a.Title, a.Text)
	a.Signature = dedupe.Signature(a.Text)
	return nil
}

// withoutSite takes the outlet's name off a page's title: where the title in
// the feed is a part of it, that part is the title.
func withoutSite(page, inFeed, site string) string {
	if inFeed != "" && strings.Contains(page, inFeed) {
		return inFeed
	}
	if site == "" {
		return page
	}
	const separators = " -–—|·:»«"
	if rest, ok := strings.CutPrefix(page, site); ok && strings.IndexAny(rest, separators) == 0 {
		page = strings.TrimLeft(rest, separators)
	}
	if rest, ok := strings.CutSuffix(page, site); ok && strings.TrimRight(rest, separators) != rest {
		page = strings.TrimRight(rest, separators)
	}
	return page
}

// plausible refuses dates before the web and beyond tomorrow.
func plausible(t, now time.Time) bool {
	return t.Year() >= 1990 && t.Before(now.Add(24*time.Hour))
}

func baseLanguage(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if len(base) != 2 || strings.ContainsFunc(base, func(r rune) bool { return r < 'a' || r > 'z' }) {
		return ""
	}
	return base
}

// store keeps an article and its other addresses.
func (c *Crawler) store(ctx context.Context, s *corpus.Source, e entry, a *corpus.Article, report *Report) error {
	fetched := a.URL
	if err := c.complete(s, e, a); err != nil {
		report.add(Event{Kind: EventFailed, Source: name(s), URL: e.link, Title: e.title, Reason: oneLine(err)})
		return nil
	}
	if c.barred(a.Canonical) {
		report.add(Event{Kind: EventSkipped, Source: name(s), URL: a.URL, Title: a.Title, Reason: forgotten})
		return nil
	}
	if n := utf8.RuneCountInString(a.Text); n*brokenShare < e.usual && !a.Partial {
		c.rest(e, "its page was broken when last asked for", restBroken)
		report.add(Event{Kind: EventFailed, Source: name(s), URL: a.URL, Title: a.Title,
			Reason: fmt.Sprintf("only %d characters of text where %d are usual; the page or its extraction seems broken", n, e.usual)})
		return nil
	}
	twin, err := c.sameContent(ctx, a)
	if err != nil {
		return err
	}
	c.gaveArticle(e)
	if twin != "" {
		report.add(Event{Kind: EventSame, Source: name(s), URL: a.URL, Title: a.Title})
		return c.noteAddresses(ctx, a, twin, e.link, fetched)
	}
	out, err := c.Store.PutArticle(ctx, a)
	if err != nil {
		return fmt.Errorf("store %s: %w", a.URL, err)
	}
	report.add(Event{Kind: eventOf[out], Source: name(s), URL: a.URL, Title: a.Title})
	// The address that it was fetched from is stored with it.
	return c.noteAddresses(ctx, a, a.ID, e.link)
}

// noteAddresses keeps further addresses of the stored article with the given ID.
func (c *Crawler) noteAddresses(ctx context.Context, a *corpus.Article, id string, addresses ...string) error {
	c.log().Info("article", "id", id, "url", a.URL, "title", a.Title)
	for i, u := range addresses {
		if u == a.Canonical || slices.Contains(addresses[:i], u) || id == a.ID && u == a.URL {
			continue
		}
		if err := c.Store.AddAlias(ctx, u, id); err != nil {
			return fmt.Errorf("note the address %s: %w", u, err)
		}
	}
	return nil
}

// forgotten is why an article that was removed for good is left out.
const forgotten = "forgotten on request"

// barred tells whether what is at an address was removed for good. It is asked
// before a page is fetched and before it goes to the archive.
func (c *Crawler) barred(address string) bool {
	if c.Barred == nil {
		return false
	}
	canonical, err := dedupe.CanonicalURL(address)
	if err != nil {
		return false
	}
	u, err := url.Parse(canonical)
	return err == nil && c.Barred(canonical, u.Hostname())
}

// brokenShare is how many times shorter than usual a text must be to count as
// broken.
const brokenShare = 10

// usualOf is how many of a source's last texts tell what is usual, and how few
// are too few.
const (
	usualOf    = 30
	usualLeast = 8
)

// usualLength is the median length in characters of the latest texts of a
// source, 0 while too few are known to tell.
func (c *Crawler) usualLength(ctx context.Context, s *corpus.Source) (int, error) {
	if s.ID == "" {
		return 0, nil
	}
	lengths, err := c.Store.TextLengths(ctx, s.ID, usualOf)
	if err != nil || len(lengths) < usualLeast {
		return 0, err
	}
	slices.Sort(lengths)
	return lengths[len(lengths)/2], nil
}

var eventOf = map[corpus.PutOutcome]EventKind{
	corpus.PutNew: EventNew, corpus.PutChanged: EventChanged, corpus.PutSame: EventSame,
}
