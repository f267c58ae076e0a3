// Package opml reads and writes lists of feeds in OPML 2.0
// (http://opml.org/spec2.opml).
//
// Most lists that people have are not well-formed XML: an "&" in an address, a
// title with quotes in quotes, a tag that is not closed, another character set
// than declared. [Parse] finds the feeds all the same. Folders become tags.
//
// Beside the attributes of the specification (text, title, xmlUrl, htmlUrl,
// language, category) two of our own are read and written, in the namespace
// [Namespace]: alleys:country, the ISO 3166-1 code of the country the outlet
// writes for ("EU" for the Union's own), and alleys:outlet, its [Kind]. Without
// the prefix they are understood too.
package opml

import "strings"

// Namespace is that of the attributes which OPML itself does not have.
const Namespace = "https://github.com/alleys-eu/alleys/opml"

// Outline is one feed of a list.
type Outline struct {
	// Title is what the list calls the feed.
	Title string
	// XMLURL is the address of the feed as the list has it.
	XMLURL string
	// HTMLURL is the address of the site, or empty.
	HTMLURL string
	// Lang is a BCP 47 tag, or empty.
	Lang string
	// Country is an ISO 3166-1 alpha-2 code in upper case, "EU", or empty.
	Country string
	Kind    Kind
	// Tags are the folders that the feed lies in, outermost first, and its
	// categories. No tag has a comma, begins with a slash or occurs twice.
	Tags []string
}

// Kind is the kind of outlet that a feed belongs to.
type Kind string

// Kinds of outlets. The empty one is for lists that do not say.
const (
	PublicService Kind = "public-service" // broadcaster with a public remit
	National      Kind = "national"       // newspaper, magazine, site or agency for a whole country
	Regional      Kind = "regional"       // one region or city
	OfficialEU    Kind = "official-eu"    // institution, body or agency of the EU
	FactChecker   Kind = "fact-checker"
)

// Kinds lists all kinds of outlets.
func Kinds() []Kind { return []Kind{PublicService, National, Regional, OfficialEU, FactChecker} }

// FeedURL is XMLURL with a scheme that can be fetched: the pseudo-schemes
// feed: and feeds: stand for http and https, and an address without any for https.
func (o Outline) FeedURL() string {
	u := o.XMLURL
	lower := strings.ToLower(u)
	switch {
	case strings.HasPrefix(lower, "feed:http://"), strings.HasPrefix(lower, "feed:https://"):
		return u[len("feed:"):]
	case strings.HasPrefix(lower, "feed://http://"), strings.HasPrefix(lower, "feed://https://"):
		return u[len("feed://"):]
	case strings.HasPrefix(lower, "feed://"):
		return "http://" + u[len("feed://"):]
	case strings.HasPrefix(lower, "feeds://"):
		return "https://" + u[len("feeds://"):]
	case strings.HasPrefix(lower, "//"):
		return "https:" + u
	case !strings.Contains(lower, "://") && strings.Contains(lower, "."):
		return "https://" + u
	}
	return u
}
