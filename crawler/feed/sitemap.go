package feed

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Sitemap is what a sitemap lists (https://www.sitemaps.org/protocol.html).
type Sitemap struct {
	// Sitemaps are the members of a sitemap index.
	Sitemaps []SitemapRef
	// Pages are the members of a sitemap of pages.
	Pages []SitemapPage
	// Problem says why something may be missing, as in [Feed].
	Problem string
}

// SitemapRef is one sitemap of an index.
type SitemapRef struct {
	URL string
	// Modified is in UTC, zero when not given.
	Modified time.Time
}

// SitemapPage is one page of a sitemap. All but the URL may be empty; Title,
// Published, Lang and Publication come from the news extension
// (http://www.google.com/schemas/sitemap-news/0.9).
type SitemapPage struct {
	URL         string
	Modified    time.Time
	Title       string
	Published   time.Time
	Lang        string
	Publication string
}

// ErrNotSitemap is returned by [ParseSitemap] for anything else.
var ErrNotSitemap = errors.New("not a sitemap")

// Limits of a sitemap by its protocol: 50,000 entries and 50 MiB unpacked.
const (
	maxSitemapEntries = 50_000
	maxSitemapBytes   = 50 << 20
)

// ParseSitemap reads a sitemap, a sitemap index, a news sitemap, a list of
// addresses as plain text, or a feed that serves as one; also packed with gzip.
// baseURL is where it came from and resolves relative addresses. The error
// wraps ErrEmpty or ErrNotSitemap.
func ParseSitemap(body []byte, baseURL string) (*Sitemap, error) {
	body, problem := unpack(body)
	if len(body) > maxSitemapBytes {
		body, problem = body[:maxSitemapBytes], fmt.Sprintf("longer than %d bytes, the rest was left out", maxSitemapBytes)
	}
	text := strings.TrimLeft(decode(body, "").text, "\uFEFF \t\r\n\x00")
	if text == "" {
		return nil, ErrEmpty
	}
	r := sitemapReader{scan: newScanner(text), base: baseURL, into: &Sitemap{Problem: problem}}
	r.read()
	switch {
	case r.isSitemap:
		return r.into, nil
	case text[0] != '<':
		return sitemapOfLines(text, r.into)
	}
	f, err := parseXML(text, baseURL, Limits{Entries: maxSitemapEntries})
	if err != nil {
		return nil, fmt.Errorf("%w: it has no <urlset> or <sitemapindex>", ErrNotSitemap)
	}
	for _, e := range f.Entries {
		r.into.Pages = append(r.into.Pages, SitemapPage{URL: e.Link, Modified: e.Updated, Title: e.Title, Published: e.Published, Lang: e.Lang})
	}
	return r.into, nil
}

// unpack undoes gzip where the body is packed. What breaks off is kept as far as
// it goes.
func unpack(body []byte) (plain []byte, problem string) {
	if !bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		return body, ""
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, ""
	}
	plain, err = io.ReadAll(io.LimitReader(z, maxSitemapBytes+1))
	if err != nil {
		problem = "cut off before its end"
	}
	return plain, problem
}

// sitemapOfLines reads the plain text form: one address a line.
func sitemapOfLines(text string, into *Sitemap) (*Sitemap, error) {
	for line := range strings.Lines(text) {
		if u := strings.TrimSpace(line); isWeb(u) && len(into.Pages) < maxSitemapEntries {
			into.Pages = append(into.Pages, SitemapPage{URL: u})
		}
	}
	if len(into.Pages) == 0 {
		return nil, fmt.Errorf("%w: it is neither XML nor a list of addresses", ErrNotSitemap)
	}
	return into, nil
}

// A sitemapReader goes through the tokens once, without a tree: sitemaps are
// long and flat.
type sitemapReader struct {
	scan *scanner
	base string
	into *Sitemap

	isSitemap bool
	// member is "url" or "sitemap" inside one, field the element inside that.
	member, field string
	text          strings.Builder
	page          SitemapPage
}

func (r *sitemapReader) read() {
	for t := r.scan.next(); t.kind != tokenEnd; t = r.scan.next() {
		_, local := splitName(t.name)
		switch t.kind {
		case tokenText:
			if r.field != "" {
				r.text.WriteString(t.text)
			}
		case tokenOpen:
			r.open(local, t.name)
		case tokenClose:
			r.close(local)
		}
		if len(r.into.Pages)+len(r.into.Sitemaps) >= maxSitemapEntries {
			return
		}
	}
	if r.member != "" && r.into.Problem == "" {
		r.into.Problem = "cut off before its end"
	}
	r.finish()
}

func (r *sitemapReader) open(local, name string) {
	switch {
	case local == "urlset" || local == "sitemapindex":
		r.isSitemap = true
	case local == "url" || local == "sitemap":
		r.finish()
		r.member, r.page = local, SitemapPage{}
	case strings.HasPrefix(strings.ToLower(name), "image:") || strings.HasPrefix(strings.ToLower(name), "video:"):
		r.field = ""
	default:
		r.field = local
		r.text.Reset()
	}
}

func (r *sitemapReader) close(local string) {
	switch local {
	case "url", "sitemap", "urlset", "sitemapindex":
		r.finish()
		return
	}
	if local != r.field || r.member == "" {
		return
	}
	text := strings.TrimSpace(r.text.String())
	switch local {
	case "loc":
		r.page.URL = resolve(r.base, cleanURL(text))
	case "lastmod":
		r.page.Modified, _ = ParseDate(text)
	case "publication_date":
		r.page.Published, _ = ParseDate(text)
	case "title":
		r.page.Title = plainText(text)
	case "language":
		r.page.Lang = text
	case "name":
		r.page.Publication = plainText(text)
	}
	r.field = ""
}

// finish files the member that was read; one without an address is none.
func (r *sitemapReader) finish() {
	if isWeb(r.page.URL) {
		if r.member == "sitemap" {
			r.into.Sitemaps = append(r.into.Sitemaps, SitemapRef{URL: r.page.URL, Modified: r.page.Modified})
		} else {
			r.into.Pages = append(r.into.Pages, r.page)
		}
	}
	r.member, r.page = "", SitemapPage{}
}
