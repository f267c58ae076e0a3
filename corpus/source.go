package corpus

import "time"

// SourceKind says how a source is read.
type SourceKind string

const (
	SourceFeed SourceKind = "feed" // RSS, Atom, RDF or JSON Feed
	SourcePage SourceKind = "page" // one web page, read again when due
	SourceList SourceKind = "list" // articles imported from files or archives
)

// SourceState says whether a source is polled.
type SourceState string

const (
	SourceActive  SourceState = "active"
	SourceResting SourceState = "resting" // switched off by a person
	SourceGone    SourceState = "gone"    // the server answered 410
)

// OutletKind is the kind of publisher behind a source. The empty kind is
// unknown.
type OutletKind string

const (
	OutletPublic      OutletKind = "public-service"
	OutletNational    OutletKind = "national"
	OutletRegional    OutletKind = "regional"
	OutletOfficial    OutletKind = "official-eu"
	OutletFactChecker OutletKind = "fact-checker"
	OutletTraining    OutletKind = "training" // the fictional newsstand
)

// Source is a feed or page to watch, with the state of its last poll.
type Source struct {
	ID      string     // SourceID(URL)
	URL     string     // what is fetched; follows permanent redirects
	Kind    SourceKind //
	Title   string     // the outlet's name as shown
	SiteURL string     // front page of the outlet, if known
	Lang    string     // ISO 639-1, as declared by the list it came from, or ""
	Country string     // ISO 3166-1 alpha-2, or ""
	Outlet  OutletKind
	Tags    []string // folders of the OPML file it came from
	State   SourceState
	Added   time.Time
	Health
}

// Health is what the last polls of a source told.
type Health struct {
	ETag         string    // validator of the last good answer
	LastModified string    // validator of the last good answer
	NextPoll     time.Time // zero: due at once
	LastPoll     time.Time // last try, good or bad
	LastGood     time.Time // last try that brought a readable answer
	LastArticle  time.Time // newest article stored from it
	Failures     int       // consecutive bad polls
	Problem      string    // why the last poll was bad, one line; "" when good
}
