package corpus

import "time"

// DateFrom says where a published date comes from, most reliable first. An
// export always carries it: false peaks come from guessed dates.
type DateFrom string

const (
	DateFeed    DateFrom = "feed"   // the feed's own date of the entry
	DateMarkup  DateFrom = "markup" // JSON-LD, OpenGraph, <time>
	DateURL     DateFrom = "url"    // the date in the address
	DateGuess   DateFrom = "guess"  // found somewhere in the text
	DateUnknown DateFrom = ""       // no date: Published is zero
)

// Article is one published text. Its identity is its canonical address, so a
// retitled or changed story stays the same article with a further version.
type Article struct {
	ID        string // ArticleID(Canonical)
	URL       string // where it was fetched
	Canonical string // canonical address: no tracking parameters, rel=canonical if sane
	SourceID  string // Source.ID it came in by, or ""
	Outlet    string // name of the outlet as shown; facet
	Host      string // host of Canonical, for "forget DOMAIN"
	Lang      string // ISO 639-1; "" when it could not be told

	Title   string
	Lede    string // the feed's or page's own summary, plain text, or ""
	Text    string // paragraphs joined by "\n\n", NFC, no markup
	Authors []string
	Section string
	Image   string // URL of the lead image; never fetched

	Published     time.Time
	PublishedFrom DateFrom
	Modified      time.Time // zero when not stated
	Fetched       time.Time // first time this version was seen

	Partial     bool     // paywalled or cut: only a part of the text is here
	NoArchive   bool     // its publisher asks that no copy of the page be shown
	ContentHash string   // hash of title and text; equal hash, equal article
	Signature   []uint64 // MinHash of the text's shingles; nil when too short
	Cluster     string   // ID of the first article of its near-duplicates; its own ID when alone
	Version     int      // 1, 2, …: raised by the store when ContentHash changes
	Record      Record   // where the fetched response lies in an archive
}

// Record points into a WARC file. The zero Record means none was kept.
type Record struct {
	File           string
	Offset, Length int64 // bytes
}

// ArticleVersion is an earlier state of an article that changed.
type ArticleVersion struct {
	ArticleID   string
	Version     int
	Title       string
	Text        string
	ContentHash string
	Fetched     time.Time
}
