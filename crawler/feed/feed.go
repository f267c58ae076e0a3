// Package feed turns the bytes of a news feed into entries.
//
// It reads RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0, CDF and JSON Feed
// 1.x, and it reads them as the web serves them: in the wrong character set,
// with HTML entities in XML, with tags left open or the end cut off. What can
// be read is returned; what may be missing is said in [Feed.Problem] and what was
// mended in [Feed.Repaired].
//
// Everything here is pure: no network, no clock, no store. [Discover] finds the
// feeds of a site in its front page, [ParseSitemap] reads news sitemaps, and
// [NextPoll] says when to ask again.
package feed

import (
	"errors"
	"fmt"
	"time"
)

// A Format names the vocabulary of a feed as it declared it.
type Format string

// Formats that Parse tells apart. RSS and Atom carry their version.
const (
	FormatRSS     Format = "rss" // no version declared
	FormatRSS090  Format = "rss-0.90"
	FormatRSS091  Format = "rss-0.91"
	FormatRSS092  Format = "rss-0.92"
	FormatRSS20   Format = "rss-2.0"
	FormatRDF     Format = "rdf"
	FormatAtom03  Format = "atom-0.3"
	FormatAtom10  Format = "atom-1.0"
	FormatCDF     Format = "cdf"
	FormatJSON    Format = "json-feed"
	FormatUnknown Format = ""
)

// Feed is what a feed says, in one shape for all formats.
type Feed struct {
	Format Format
	// Title is plain text: no markup, entities decoded, white space collapsed.
	Title string
	// Link is the absolute URL of the site that the feed belongs to.
	Link string
	// Lang is a BCP 47 tag in lower case as declared ("de", "en-gb"), or empty.
	Lang string
	// TTL is how long the publisher asks readers to wait between two polls,
	// from ttl or sy:updatePeriod and sy:updateFrequency; zero when not said.
	TTL time.Duration
	// SkipHours are hours of the day in UTC, 0 to 23, at which the publisher
	// asks not to be polled.
	SkipHours []int
	// SkipDays are days of the week in UTC at which the publisher asks not to be polled.
	SkipDays []time.Weekday
	// Entries are in the feed's own order.
	Entries []Entry
	// Encoding is the character set the bytes were decoded from, by its WHATWG name.
	Encoding string
	// Problem says in words why something may be missing from a feed that could
	// be read in part: cut off, longer than the limits, items that are none.
	// Empty when nothing is.
	Problem string
	// Repaired says in words what was mended without a loss: tags that do not
	// match, a wrong character set. Empty when nothing was.
	Repaired string
}

// Entry is one item of a feed.
type Entry struct {
	// ID is the guid or id as given; where a feed has none it is the link.
	ID string
	// Title is plain text.
	Title string
	// Link is the absolute URL of the article.
	Link string
	// Published and Updated are in UTC; zero when the feed does not say or
	// says something that is not a date.
	Published, Updated time.Time
	// Authors are names; an address stands in only where no name is given.
	Authors []string
	// Summary and Content are HTML reduced to harmless elements and attributes,
	// with links made absolute; plain text is escaped. Content is the full
	// text where the feed has one, else empty.
	Summary, Content string
	// Lang is the entry's own language where it says one, else the feed's.
	Lang string
}

// Limits bound the work that one feed may cause. Zero is no limit.
type Limits struct {
	// Bytes is the number of bytes of the body that are read.
	Bytes int
	// Entries is the number of entries that are kept, from the top.
	Entries int
}

// DefaultLimits are those of [Parse]: 10 MiB and 2,000 entries.
func DefaultLimits() Limits { return Limits{Bytes: 10 << 20, Entries: 2000} }

// Errors that Parse returns, to be tested with errors.Is.
var (
	ErrEmpty   = errors.New("feed is empty")
	ErrNotFeed = errors.New("not a feed")
)

// Parse reads a feed within the default limits. See [ParseWithin].
func Parse(body []byte, contentType, baseURL string) (*Feed, error) {
	return ParseWithin(body, contentType, baseURL, DefaultLimits())
}

// notFeed wraps ErrNotFeed with what the body looks like instead.
func notFeed(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrNotFeed, fmt.Sprintf(format, args...))
}
