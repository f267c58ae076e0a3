package crawler

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/crawler/feed"
	"github.com/alleys-eu/alleys/crawler/fetch"
)

// acceptFeed prefers feeds and takes pages: an address may be either.
const acceptFeed = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.1"

// poll asks one source once and records its health last. The error is that of
// the store or the context.
func (c *Crawler) poll(ctx context.Context, s *corpus.Source, report *Report) error {
	res, err := c.Fetch.Get(ctx, fetch.Request{URL: s.URL, ETag: s.ETag, LastModified: s.LastModified, Accept: acceptFeed})
	if ended(ctx, err) {
		return ctx.Err()
	}
	var f *feed.Feed
	switch {
	case err != nil:
	case res.NotModified:
		report.add(Event{Kind: EventUnchanged, Source: name(s), URL: s.URL})
		return c.record(ctx, s, outcome{response: res})
	case s.Kind == corpus.SourcePage:
		return c.pollPage(ctx, s, res, report)
	default:
		f, err = feed.Parse(res.Body, res.Header.Get("Content-Type"), res.URL)
	}
	if err != nil {
		report.add(Event{Kind: EventProblem, Source: name(s), URL: s.URL, Reason: oneLine(err)})
		return c.record(ctx, s, outcome{response: res, err: err})
	}
	unnamed := s.Title == "" || s.SiteURL == ""
	s.Title, s.SiteURL = cmp.Or(s.Title, f.Title), cmp.Or(s.SiteURL, f.Link)
	report.add(Event{Kind: EventPolled, Source: name(s), URL: s.URL, Entries: len(f.Entries), Reason: cmp.Or(f.Problem, f.Repaired)})
	if err := c.harvestFeed(ctx, s, f, report); err != nil {
		return err
	}
	return c.record(ctx, s, outcome{response: res, feed: f, named: unnamed})
}

// pollPage stores the article on a page that is watched.
func (c *Crawler) pollPage(ctx context.Context, s *corpus.Source, res *fetch.Response, report *Report) error {
	report.add(Event{Kind: EventPolled, Source: name(s), URL: s.URL, Entries: 1})
	if err := c.harvestPage(ctx, s, entry{link: s.URL}, res, report); err != nil {
		return err
	}
	return c.record(ctx, s, outcome{response: res})
}

// harvestFeed stores what is new in a feed.
func (c *Crawler) harvestFeed(ctx context.Context, s *corpus.Source, f *feed.Feed, report *Report) error {
	entries := entriesOf(f)
	known, err := c.known(ctx, entries)
	if err != nil {
		return err
	}
	usual, err := c.usualLength(ctx, s)
	if err != nil {
		return err
	}
	for _, e := range entries {
		e.usual = usual
		if a := known[e.link]; a != nil && !c.FetchKnown && !e.updated.After(a.Fetched) && !c.retitled(e) {
			report.add(Event{Kind: EventSame, Source: name(s), URL: e.link, Title: a.Title})
			continue
		}
		if why := c.atRest(e); why != "" {
			report.add(Event{Kind: EventSkipped, Source: name(s), URL: e.link, Title: e.title, Reason: why})
			continue
		}
		if err := c.harvestEntry(ctx, s, e, report); err != nil {
			return err
		}
	}
	return nil
}

// entry is what a feed says of an article.
type entry struct {
	link, title, lang  string
	published, updated time.Time
	authors            []string
	summary, content   string // harmless HTML
	usual              int    // usual length of the source's texts in characters; 0: not known
}

// entriesOf drops entries without an address and repeated ones.
func entriesOf(f *feed.Feed) []entry {
	seen := map[string]bool{}
	var out []entry
	for _, e := range f.Entries {
		if e.Link == "" || seen[e.Link] {
			continue
		}
		seen[e.Link] = true
		out = append(out, entry{
			link: e.Link, title: e.Title, lang: cmp.Or(e.Lang, f.Lang), published: e.Published, updated: e.Updated,
			authors: e.Authors, summary: e.Summary, content: e.Content,
		})
	}
	return out
}

// known returns the stored articles of the entries by the entry's link.
func (c *Crawler) known(ctx context.Context, entries []entry) (map[string]*corpus.Article, error) {
	links := make([]string, len(entries))
	for i, e := range entries {
		links[i] = e.link
	}
	byLink, err := c.Store.ArticleKnown(ctx, links)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(byLink))
	for _, id := range byLink {
		ids = append(ids, id)
	}
	articles, err := c.Store.ArticlesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	byID := map[string]*corpus.Article{}
	for _, a := range articles {
		byID[a.ID] = a
	}
	out := map[string]*corpus.Article{}
	for link, id := range byLink {
		out[link] = byID[id]
	}
	return out, nil
}

func name(s *corpus.Source) string { return cmp.Or(s.Title, s.URL) }

// oneLine words an error for people: the innermost causes without Go's
// repetition, on one line.
func oneLine(err error) string {
	return strings.Join(strings.Fields(err.Error()), " ")
}

// record writes the health of a source.
func (c *Crawler) record(ctx context.Context, s *corpus.Source, o outcome) error {
	if s.ID == "" {
		return nil
	}
	before := *s
	c.settle(s, o)
	// A person may have edited the source meanwhile: the whole of it is written
	// only where the poll changed more than its health.
	write := func() error { return c.Store.PutHealth(ctx, s.ID, s.Health) }
	if s.URL != before.URL || s.State != before.State || o.named {
		write = func() error { return c.Store.UpdateSource(ctx, s) }
	}
	if err := write(); err != nil && !errors.Is(err, corpus.ErrNotFound) {
		return fmt.Errorf("record source %s: %w", name(s), err)
	}
	return nil
}
