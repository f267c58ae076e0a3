package fetch

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"
)

// maxStateLine is enough for the largest policy files in base 64.
const maxStateLine = 4 << 20

// savedHost is one line of a saved state.
type savedHost struct {
	Host  string     `json:"host"`
	Rest  time.Time  `json:"rest_until,omitzero"`
	HTTP  savedFiles `json:"http,omitzero"`
	HTTPS savedFiles `json:"https,omitzero"`
}

// savedFiles are the policy files of one scheme.
type savedFiles struct {
	Robots *savedFile `json:"robots,omitempty"`
	TDM    *savedFile `json:"tdmrep,omitempty"`
}

// savedFile is a policy file; one that the site does not have is empty.
type savedFile struct {
	Body    []byte    `json:"body"`
	Expires time.Time `json:"expires"`
}

// SaveState writes what the client knows about hosts, one JSON object a line:
// their policy files and how long they asked to be left alone. A client that
// loads it needs not ask again in every run, keeps to the copy of a robots.txt
// that has become unreachable, and goes on waiting where it was told to. Hosts
// that are being asked at the moment are left out.
func (c *Client) SaveState(w io.Writer) error {
	c.hosts.mu.Lock()
	table := maps.Clone(c.hosts.byKey)
	c.hosts.mu.Unlock()
	out := bufio.NewWriter(w)
	encoder := json.NewEncoder(out)
	for _, key := range slices.Sorted(maps.Keys(table)) {
		h := table[key]
		saved := savedHost{Host: key, HTTP: h.origins[0].save(), HTTPS: h.origins[1].save()}
		saved.Rest, _ = h.restsUntil(c.now())
		if err := encoder.Encode(saved); err != nil {
			return err
		}
	}
	return out.Flush()
}

func (o *origin) save() (saved savedFiles) {
	select {
	case o.lock <- struct{}{}:
	default:
		return saved
	}
	defer o.letGo()
	if o.robots != nil && o.robots.file != nil {
		saved.Robots = &savedFile{Body: o.robots.body, Expires: o.robots.expires}
	}
	if o.tdm != nil {
		saved.TDM = &savedFile{Body: o.tdm.body, Expires: o.tdm.expires}
	}
	return saved
}

// LoadState reads what SaveState wrote, before the first request. Lines that
// cannot be used are skipped; the error names them, and everything else is
// loaded all the same.
func (c *Client) LoadState(r io.Reader) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxStateLine)
	var errs []error
	for number := 1; lines.Scan(); number++ {
		var saved savedHost
		if err := json.Unmarshal(lines.Bytes(), &saved); err != nil || saved.Host == "" {
			errs = append(errs, fmt.Errorf("line %d of the saved hosts cannot be read and is skipped", number))
			continue
		}
		c.load(saved)
	}
	return errors.Join(append(errs, lines.Err())...)
}

func (c *Client) load(saved savedHost) {
	h := c.hosts.acquireKey(saved.Host)
	defer c.hosts.release(h)
	h.rest(earlier(saved.Rest, c.now().Add(maxRest)))
	c.hosts.weigh(h, h.origins[0].load(saved.HTTP, c.now())+h.origins[1].load(saved.HTTPS, c.now()))
}

// load takes over saved files and returns their size. No expiry is believed
// that is further away than a fresh file's would be.
func (o *origin) load(saved savedFiles, now time.Time) (size int) {
	latest := now.Add(maxPolicyAge)
	if f := saved.Robots; f != nil {
		o.robots = robotsFile(f.Body, earlier(f.Expires, latest))
		size += len(f.Body)
	}
	if f := saved.TDM; f != nil {
		o.tdm = &tdmAnswer{rules: parseTDM(f.Body), body: f.Body, expires: earlier(f.Expires, latest)}
		size += len(f.Body)
	}
	return size
}
