package feed

import "time"

// Record is one line of `alleys feed --jsonl`: what the reader makes of a feed.
type Record struct {
	// Path is the file or URL that was read.
	Path   string `json:"path"`
	Format Format `json:"format"`
	Title  string `json:"title"`
	Link   string `json:"link"`
	Lang   string `json:"lang"`
	// Error is why the feed could not be read, or the problem of one that was
	// read only in part.
	Error   string        `json:"error"`
	Entries []EntryRecord `json:"entries"`
}

// EntryRecord is one entry of a [Record]. Dates are RFC 3339 in UTC, empty when
// not known; Summary and Content are harmless HTML as in [Entry]. An entry that
// has only a full text shows it as its summary too, as feedparser does, so that
// there is one member to read where any text is enough.
type EntryRecord struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Link      string   `json:"link"`
	Published string   `json:"published"`
	Updated   string   `json:"updated"`
	Authors   []string `json:"authors"`
	Summary   string   `json:"summary"`
	Content   string   `json:"content"`
}

// NewRecord describes the outcome of parsing path; f may be nil when err is not.
func NewRecord(path string, f *Feed, err error) Record {
	r := Record{Path: path, Entries: []EntryRecord{}}
	if err != nil {
		r.Error = err.Error()
	}
	if f == nil {
		return r
	}
	if r.Error == "" {
		r.Error = f.Problem
	}
	r.Format, r.Title, r.Link, r.Lang = f.Format, f.Title, f.Link, f.Lang
	for _, e := range f.Entries {
		r.Entries = append(r.Entries, newEntryRecord(e))
	}
	return r
}

func newEntryRecord(e Entry) EntryRecord {
	authors := e.Authors
	if authors == nil {
		authors = []string{}
	}
	summary := e.Summary
	if summary == "" {
		summary = e.Content
	}
	return EntryRecord{
		ID: e.ID, Title: e.Title, Link: e.Link,
		Published: rfc3339(e.Published), Updated: rfc3339(e.Updated),
		Authors: authors, Summary: summary, Content: e.Content,
	}
}

func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
