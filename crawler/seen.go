package crawler

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/alleys-eu/alleys/crawler/fetch"
)

// How long an address is left alone after it gave no article.
const (
	restWithoutArticle = 24 * time.Hour     // a video, a gallery, a dead link
	restUnwanted       = 7 * 24 * time.Hour // the publisher does not want it taken
	restBroken         = 6 * time.Hour      // the site may be mended soon
)

// keepTitle is how long the title of a stored entry is remembered, at least as
// long as it stays in its feed.
const keepTitle = 30 * 24 * time.Hour

// maxSeen bounds how many entries are remembered.
const maxSeen = 200_000

// Seen remembers entries of feeds. One that gave no article is not fetched again
// at each poll, unless its feed says that it is updated; one that gave an article
// is fetched again when its feed gives it another title, for feeds seldom say
// that a story has changed. The zero value remembers nothing yet; it is safe for
// many goroutines.
type Seen struct {
	mu      sync.Mutex
	entries map[string]seenEntry // by link
}

// seenEntry is one line of the file.
type seenEntry struct {
	URL     string    `json:"url"`
	Title   string    `json:"title,omitempty"`  // in the feed
	Reason  string    `json:"reason,omitempty"` // why there is no article; "" when there is
	Until   time.Time `json:"until"`
	Updated time.Time `json:"updated,omitzero"` // as the feed said when it was fetched
}

// Load adds what Save wrote. Lines that make no sense are passed over.
func (s *Seen) Load(r io.Reader) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line seenEntry
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.URL != "" {
			s.add(line)
		}
	}
	return lines.Err()
}

// Save writes what still holds at the time, one JSON object a line.
func (s *Seen) Save(w io.Writer, now time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := json.NewEncoder(w)
	for _, url := range slices.Sorted(maps.Keys(s.entries)) {
		if line := s.entries[url]; line.Until.After(now) {
			if err := out.Encode(line); err != nil {
				return fmt.Errorf("save the entries seen: %w", err)
			}
		}
	}
	return nil
}

func (s *Seen) add(line seenEntry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.entries == nil {
		s.entries = map[string]seenEntry{}
	}
	if _, there := s.entries[line.URL]; there || len(s.entries) < maxSeen {
		s.entries[line.URL] = line
	}
}

func (s *Seen) entry(link string) (seenEntry, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	line, ok := s.entries[link]
	return line, ok
}

// atRest tells why an entry is not fetched yet again; "" when it is.
func (c *Crawler) atRest(e entry) string {
	if c.Seen == nil || c.FetchKnown {
		return ""
	}
	line, ok := c.Seen.entry(e.link)
	if !ok || !line.Until.After(c.now()) || e.updated.After(line.Updated) || line.Title != e.title {
		return ""
	}
	return line.Reason
}

// retitled tells whether a feed gives a stored entry another title than before.
func (c *Crawler) retitled(e entry) bool {
	if c.Seen == nil || e.title == "" {
		return false
	}
	line, ok := c.Seen.entry(e.link)
	return ok && line.Title != "" && line.Title != e.title
}

// gaveArticle notes the title of an entry that is stored.
func (c *Crawler) gaveArticle(e entry) {
	if c.Seen != nil {
		c.Seen.add(seenEntry{URL: e.link, Title: e.title, Until: c.now().Add(keepTitle), Updated: e.updated})
	}
}

// rest leaves an entry alone for a while.
func (c *Crawler) rest(e entry, reason string, d time.Duration) {
	if c.Seen != nil {
		c.Seen.add(seenEntry{URL: e.link, Title: e.title, Reason: reason, Until: c.now().Add(d), Updated: e.updated})
	}
}

// restAfter leaves an entry alone whose page is not there. Faults that pass by
// themselves are not noted: the host's own back-off covers them.
func (c *Crawler) restAfter(e entry, err error) {
	var status *fetch.StatusError
	if !errors.As(err, &status) || status.Code < 400 || status.Code > 499 {
		return
	}
	switch status.Code {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
	default:
		c.rest(e, "it was not there when last asked for", restWithoutArticle)
	}
}
