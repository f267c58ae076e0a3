package corpus

import (
	"context"
	"time"
)

// Store keeps the records of the corpus. It is safe for use by several
// goroutines. Every method returns a context's error when the context ends;
// a write that returned nil survives a kill of the process.
type Store interface {
	SourceStore
	ArticleStore
	AnalysisStore
	CardStore
	AccountStore
	Ledger
	// Close releases the store. It returns after running writes have ended.
	Close() error
}

// SourceStore keeps the sources.
type SourceStore interface {
	// AddSource stores a new source. ErrConflict when the ID is there
	// already, ErrInvalid without URL or with an unknown kind or state.
	AddSource(ctx context.Context, s *Source) error
	// UpdateSource replaces a stored source. ErrNotFound when it is not there,
	// ErrInvalid as for AddSource.
	UpdateSource(ctx context.Context, s *Source) error
	// PutHealth replaces what the polls told of a source and leaves the rest,
	// so that a poll never undoes an edit made meanwhile. ErrNotFound when the
	// source is not there.
	PutHealth(ctx context.Context, id string, h Health) error
	// Source returns one source. ErrNotFound when it is not there.
	Source(ctx context.Context, id string) (*Source, error)
	// Sources returns all sources by title without regard to case, then URL.
	Sources(ctx context.Context) ([]*Source, error)
	// DueSources returns the active sources whose NextPoll is not after now,
	// longest due first, then ID; at most limit (0: all).
	DueSources(ctx context.Context, now time.Time, limit int) ([]*Source, error)
	// RemoveSource removes a source and keeps its articles. ErrNotFound when
	// it is not there.
	RemoveSource(ctx context.Context, id string) error
	// SourceDays counts the stored articles of a source by the day (UTC) on
	// which they were first fetched, since a time, oldest first; days without
	// articles are left out. A later version of an article counts no more.
	SourceDays(ctx context.Context, sourceID string, since time.Time) ([]DayCount, error)
}

// DayCount is a number of articles on a day.
type DayCount struct {
	Day   time.Time // midnight UTC
	Count int
}

// PutOutcome says what PutArticle did.
type PutOutcome int

const (
	PutSame    PutOutcome = iota // the stored version has the same content
	PutNew                       // the article was not there
	PutChanged                   // a further version was stored, the former one kept
)

// ArticleFilter selects articles. Zero fields select all.
type ArticleFilter struct {
	SourceID string
	Host     string // this host and its subdomains
	Cluster  string
	After    string // only IDs greater than this one, for paging
	Limit    int    // 0: no limit
}

// ArticleStore keeps the articles and their versions.
type ArticleStore interface {
	// PutArticle stores an article by ID; when it returns nil, a holds what is
	// stored. ErrInvalid without ID, URL, Canonical or ContentHash.
	//
	// A new article gets Version 1, the Host of its canonical address and its
	// own ID as Cluster where these are empty; a tombstone of that ID goes.
	// Of an article that is there, the stored value stays where the new one is
	// empty, where SourceID says who brought it first, and where the published
	// date comes from a more reliable place. An equal ContentHash keeps title,
	// text and Fetched; another one keeps the former state as an earlier
	// version, and Signature and Record are those of the new one even if empty.
	//
	// New content, and any changed field that a reader can search or filter
	// by, makes the article due again in the ledger.
	PutArticle(ctx context.Context, a *Article) (PutOutcome, error)
	// Article returns one article. ErrNotFound when it is not there.
	Article(ctx context.Context, id string) (*Article, error)
	// ArticlesByID returns the articles that are there, in the order of ids;
	// an ID that is given twice comes twice.
	ArticlesByID(ctx context.Context, ids []string) ([]*Article, error)
	// Articles returns the selected articles by ID.
	Articles(ctx context.Context, f ArticleFilter) ([]*Article, error)
	// ArticleVersions returns the earlier versions, newest first.
	ArticleVersions(ctx context.Context, id string) ([]ArticleVersion, error)
	// ArticleKnown returns the IDs of the articles that were fetched from, or
	// have as canonical address, one of the URLs; keyed by URL.
	ArticleKnown(ctx context.Context, urls []string) (map[string]string, error)
	// ArticleByContent returns the oldest article with that content hash.
	// ErrNotFound when there is none.
	ArticleByContent(ctx context.Context, hash string) (*Article, error)
	// NearArticles returns ID, Cluster and Signature (nothing else) of the
	// articles that share at least one band with the given ones.
	NearArticles(ctx context.Context, bands []uint64) ([]*Article, error)
	// PutBands stores the LSH bands of an article, replacing former ones.
	PutBands(ctx context.Context, articleID string, bands []uint64) error
	// ClusterArticles returns the IDs of all articles in the given clusters,
	// sorted, without reading the articles.
	ClusterArticles(ctx context.Context, clusters []string) ([]string, error)
	// SetCluster puts articles into a cluster. Those that were in another one
	// are due again for every stage. IDs that are not there are no error.
	// ErrInvalid without a cluster.
	SetCluster(ctx context.Context, ids []string, cluster string) error
	// TextLengths returns the lengths in characters of the texts of the articles
	// that a source brought last, newest first, at most limit.
	TextLengths(ctx context.Context, sourceID string, limit int) ([]int, error)
	// AddAlias notes a further address under which an article was found, so
	// that ArticleKnown knows it.
	AddAlias(ctx context.Context, url, articleID string) error
	// CountArticles counts all articles.
	CountArticles(ctx context.Context) (int, error)
	// ForgetArticle removes an article with versions, analysis, aliases, bands
	// and ledger rows, and leaves a tombstone for the index stage. A cluster
	// named after it gets the smallest ID of its remaining articles as its name.
	// ErrNotFound when it is not there.
	ForgetArticle(ctx context.Context, id string) error
	// Forgotten returns the IDs with a tombstone, sorted; ClearForgotten removes the
	// tombstones once the index has dropped them.
	Forgotten(ctx context.Context) ([]string, error)
	ClearForgotten(ctx context.Context, ids []string) error
}

// ClaimFilter selects claims that at least one finding of this frame, target
// and stance carries. Zero fields select all. What a ClaimStat counts does not
// depend on the filter.
type ClaimFilter struct {
	Frame, Target, Lang string
	Stances             []Stance // carried with one of these stances; empty: any
	Limit, Offset       int      // Limit 0: no limit
}

// ClaimStat is a claim with where and how often it is carried.
type ClaimStat struct {
	Claim
	Articles  int // distinct articles
	Outlets   int // distinct outlets
	Clusters  int // distinct stories: near-duplicates count once
	FirstSeen time.Time
	LastSeen  time.Time // by published date, else by fetch
}

// AnalysisStore keeps what the analyzer made, one analysis per article.
type AnalysisStore interface {
	// PutAnalysis replaces the analysis of an article, with its findings and
	// claims. ErrNotFound when the article is not there.
	PutAnalysis(ctx context.Context, a *Analysis) error
	// PutAnalyses does so for a batch, all or none, in far less time than one
	// by one.
	PutAnalyses(ctx context.Context, batch []*Analysis) error
	// Analysis returns the analysis of an article. ErrNotFound when there is
	// none.
	Analysis(ctx context.Context, articleID string) (*Analysis, error)
	// AnalysesByID returns the analyses that are there, keyed by article ID.
	AnalysesByID(ctx context.Context, articleIDs []string) (map[string]*Analysis, error)
	// Claims returns claims, most articles first, then most outlets, then ID.
	Claims(ctx context.Context, f ClaimFilter) ([]ClaimStat, error)
	// Claim returns one claim. ErrNotFound when no analysis carries it.
	Claim(ctx context.Context, id string) (*ClaimStat, error)
	// ClaimArticles returns the IDs of the articles that carry a claim, oldest
	// first, then by ID. None is no error.
	ClaimArticles(ctx context.Context, claimID string) ([]string, error)
	// Meta and SetMeta keep small values by name, such as the mapping version
	// of the index. Meta returns "" for a name that is not there.
	Meta(ctx context.Context, name string) (string, error)
	SetMeta(ctx context.Context, name, value string) error
}

// CardFilter selects cards. Zero fields select all.
type CardFilter struct {
	ID, Lang string
	Kind     CardKind
	Frame    string
	Status   CardStatus
	// Live selects, in place of the newest version of a card, the one that
	// readers see: the newest published version, unless the card was archived
	// since. A draft made on top of it changes nothing for readers.
	Live bool
}

// CardStore keeps the cards with their history.
type CardStore interface {
	// PutCard stores a further version of a card variant (ID and Lang).
	// base is the version that the edit was made on, 0 for a new card;
	// ErrConflict when it is not the stored one. ErrInvalid without ID, Lang,
	// or with an unknown kind or status. It returns the new version number.
	PutCard(ctx context.Context, c *CardVersion, base int) (int, error)
	// Card returns the newest version of a card variant. ErrNotFound.
	Card(ctx context.Context, id, lang string) (*CardVersion, error)
	// Cards returns the newest (or live) versions of the selected cards by ID,
	// then Lang.
	Cards(ctx context.Context, f CardFilter) ([]*CardVersion, error)
	// CardHistory returns all versions of a card variant, newest first.
	CardHistory(ctx context.Context, id, lang string) ([]*CardVersion, error)
	// PutVote stores or replaces a voter's thumb; RemoveVote takes it back.
	PutVote(ctx context.Context, v Vote) error
	RemoveVote(ctx context.Context, claimID, cardID, voter string) error
	// Votes returns the sum of the thumbs (up +1, down -1) of a claim by card.
	Votes(ctx context.Context, claimID string) (map[string]int, error)
}

// AccountStore keeps the people who can log in. Tokens never come here, only
// their hashes.
type AccountStore interface {
	// Account returns the account with that login. ErrNotFound.
	Account(ctx context.Context, login string) (*Account, error)
	// Accounts returns all accounts by login.
	Accounts(ctx context.Context) ([]*Account, error)
	// UpdateAccount replaces a stored account and ends its sessions.
	// ErrNotFound when it is not there; ErrInvalid when it cannot be stored, or
	// when no administrator who can log in would be left.
	UpdateAccount(ctx context.Context, a *Account) error
	// PutInvitation stores an invitation in place of a former one for the same
	// login, or of a former one without. ErrInvalid without hash or end, or
	// with a login or role that cannot be given.
	PutInvitation(ctx context.Context, i *Invitation) error
	// Invitation returns the invitation with that hash that has not ended by
	// now. ErrNotFound.
	Invitation(ctx context.Context, hash string, now time.Time) (*Invitation, error)
	// AcceptInvitation uses an invitation up. It stores the account with the
	// role of the invitation, or, when the invitation names an account that is
	// there, replaces only its password and ends its sessions. ErrNotFound when
	// the invitation is not there or has ended, ErrInvalid when it is for
	// another login, ErrConflict when the login is taken.
	AcceptInvitation(ctx context.Context, hash string, now time.Time, a *Account) error
	// AddSession stores a session, in place of one with the same hash, and drops
	// those that ended before it began.
	// ErrNotFound when the account is not there or disabled, ErrInvalid without
	// hash, login or end.
	AddSession(ctx context.Context, n Session) error
	// SessionAccount returns the account of a session that has not ended by
	// now. ErrNotFound when there is none or the account is disabled.
	SessionAccount(ctx context.Context, hash string, now time.Time) (*Account, error)
	// RemoveSession ends a session. It is no error when there is none.
	RemoveSession(ctx context.Context, hash string) error
}

// StageRef names a stage of the pipeline and the version of what runs it.
type StageRef struct {
	Name    string // "analyze", "index"
	Version string // hash of the rulebook, version of the mapping
	After   string // name of the stage whose outcome it needs, or ""
}

// Ledger records for each article and stage what was done with which version,
// so that a run after a crash, a new rule or a changed article does exactly
// what is left to do. The outcome is recorded last.
//
// An article is due for a stage when the stage named in After has settled it
// (done or quarantined) in its present content, and there is no settled row
// of this stage for the present version and content that is younger than that.
// An article that changed while it was leased is due again once it is settled.
type Ledger interface {
	// ClaimWork leases up to limit due articles to the caller until now+lease,
	// those first whose earlier try has ended, then in the order in which they
	// became due. Rows in retry are due again at their time, or at once when
	// version or content changed. A lease that ran out makes the article due
	// again. Several workers never hold the same article. ErrInvalid without
	// a name or a limit.
	ClaimWork(ctx context.Context, stage StageRef, limit int, now time.Time, lease time.Duration) ([]Lease, error)
	// SettleWork records outcomes of leased articles, all or none. An outcome
	// of a lease that was lost (ran out and given to another, released, reset,
	// article forgotten) is dropped: the article is due anyway.
	SettleWork(ctx context.Context, stage StageRef, outcomes []Outcome) error
	// ReturnWork gives leases back untried: the articles are due at once and no
	// try is counted. A lease that was lost is no error.
	ReturnWork(ctx context.Context, stage StageRef, leases []Lease) error
	// PendingWork counts the articles that are due or leased or in retry.
	PendingWork(ctx context.Context, stage StageRef) (int, error)
	// ReleaseWork drops every lease of every stage, for the one process that
	// owns a store when it starts.
	ReleaseWork(ctx context.Context) error
	// ResetWork forgets all rows of a stage: everything is due again.
	ResetWork(ctx context.Context, stage string) error
	// Quarantine returns the quarantined rows of a stage ("" for all), by
	// stage, then ID.
	Quarantine(ctx context.Context, stage string) ([]Quarantined, error)
}

// Lease is the right of one worker to try one article.
type Lease struct {
	ArticleID string
	Try       int64 // names this lease; goes back in its Outcome
	Attempts  int   // failed tries so far at this content with this version
}

// Outcome is the end of one try at one article. Done when Problem is "";
// quarantined when Problem is set and RetryAt is zero.
type Outcome struct {
	ArticleID string
	Try       int64 // Lease.Try
	Problem   string
	RetryAt   time.Time
	At        time.Time // when the try ended
}

// Quarantined is an article that a stage gave up on, with its reason.
type Quarantined struct {
	ArticleID, Stage, Version, Problem string
	Attempts                           int // failed tries at this content
	At                                 time.Time
}
