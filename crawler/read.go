package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/crawler/extract"
	"github.com/alleys-eu/alleys/crawler/fetch"
)

// ErrForgotten says that what is at an address was removed for good.
var ErrForgotten = errors.New(forgotten)

// NotPageError says that what is at an address is no HTML.
type NotPageError struct {
	URL       string
	MediaType string
}

func (e *NotPageError) Error() string {
	return fmt.Sprintf("%s: not a web page but %s; name the address of an article", e.URL, e.MediaType)
}

// Read fetches the article at an address as a harvest would, and stores
// nothing. Only Fetch is needed; Barred and Now are heeded. The error has the
// address and a kind of fetch, is a *NotPageError, or wraps ErrForgotten or
// extract.ErrNoArticle, as the front page of a site does.
func (c *Crawler) Read(ctx context.Context, address string) (*corpus.Article, error) {
	if c.barred(address) {
		return nil, fmt.Errorf("%s: %w", address, ErrForgotten)
	}
	res, err := c.Fetch.Get(ctx, fetch.Request{URL: address, Accept: acceptPage})
	if err != nil {
		return nil, err
	}
	if res.MediaType != "text/html" && res.MediaType != "application/xhtml+xml" {
		return nil, &NotPageError{URL: res.URL, MediaType: res.MediaType}
	}
	p, err := extract.Extract(res.Body, res.Header.Get("Content-Type"), res.URL)
	switch {
	case p != nil && p.Reserved:
		return nil, &fetch.Error{Kind: fetch.Reserved, URL: res.URL, Err: errors.New("the page reserves text and data mining")}
	case err != nil:
		return nil, fmt.Errorf("%s: %w", res.URL, err)
	case atFront(res.URL):
		return nil, fmt.Errorf("%s: %w: it is the front page of a site; name the address of an article", res.URL, extract.ErrNoArticle)
	case c.barred(res.URL) || c.barred(p.Canonical):
		return nil, fmt.Errorf("%s: %w", res.URL, ErrForgotten)
	}
	a := fromPage(p, res.URL)
	a.NoArchive = res.NoArchive || p.NoArchive
	if err := c.complete(&corpus.Source{Kind: corpus.SourcePage}, entry{link: address}, a); err != nil {
		return nil, err
	}
	return a, nil
}

// atFront tells whether an address is that of a whole site.
func atFront(address string) bool {
	u, err := url.Parse(address)
	return err == nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}
