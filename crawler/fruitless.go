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

// maxFruitless bounds how many addresses are remembered.
const maxFruitless = 200_000

// Fruitless remembers the entries of feeds that gave no article, so that they
// are not fetched again at each poll. An entry that its feed says is updated is.
// The zero value remembers nothing yet; it is safe for many goroutines.
type Fruitless struct {
	mu   sync.Mutex
	seen map[string]fruitless // by link
}

// fruitless is one line of the file.
type fruitless struct {
	URL     string    `json:"url"`
	Reason  string    `json:"reason"`
	Until   time.Time `json:"until"`
	Updated time.Time `json:"updated,omitzero"` // as the feed said when it was fetched
}

// Load adds what Save wrote. Lines that make no sense are passed over.
func (f *Fruitless) Load(r io.Reader) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line fruitless
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.URL != "" {
			f.add(line)
		}
	}
	return lines.Err()
}

// Save writes what still holds at the time, one JSON object a line.
func (f *Fruitless) Save(w io.Writer, now time.Time) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := json.NewEncoder(w)
	for _, url := range slices.Sorted(maps.Keys(f.seen)) {
		if line := f.seen[url]; line.Until.After(now) {
			if err := out.Encode(line); err != nil {
				return fmt.Errorf("save fruitless addresses: %w", err)
			}
		}
	}
	return nil
}

func (f *Fruitless) add(line fruitless) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.seen == nil {
		f.seen = map[string]fruitless{}
	}
	if len(f.seen) < maxFruitless {
		f.seen[line.URL] = line
	}
}

// why tells why an entry is left alone; "" when it is to be fetched.
func (f *Fruitless) why(e entry, now time.Time) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	line, ok := f.seen[e.link]
	if !ok || !line.Until.After(now) || e.updated.After(line.Updated) {
		return ""
	}
	return line.Reason
}

// atRest tells why an entry is not fetched yet again; "" when it is.
func (c *Crawler) atRest(e entry) string {
	if c.Fruitless == nil || c.FetchKnown {
		return ""
	}
	return c.Fruitless.why(e, c.now())
}

// rest leaves an entry alone for a while.
func (c *Crawler) rest(e entry, reason string, d time.Duration) {
	if c.Fruitless != nil {
		c.Fruitless.add(fruitless{URL: e.link, Reason: reason, Until: c.now().Add(d), Updated: e.updated})
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
