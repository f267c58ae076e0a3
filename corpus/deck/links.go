package deck

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

// LinkState says what is known of a source's address.
type LinkState string

const (
	LinkOK      LinkState = "ok"      // it answers
	LinkMoved   LinkState = "moved"   // it answers, and says that it lives at another address for good
	LinkDead    LinkState = "dead"    // it was gone at two checks in a row
	LinkUnknown LinkState = "unknown" // no answer that means yes or no
)

// missGap is the least time between two checks that make an address dead: a
// site that is being rebuilt is back by then.
const missGap = time.Hour

// Link is what the checks of an address told.
type Link struct {
	URL     string    `json:"url"`
	State   LinkState `json:"state"`
	Why     string    `json:"why,omitempty"` // of any state but ok
	To      string    `json:"to,omitempty"`  // where a moved one lives
	Checked time.Time `json:"checked"`
	Good    time.Time `json:"good,omitzero"`   // last check that it answered
	Missed  time.Time `json:"missed,omitzero"` // first of the checks in a row that found it gone
}

// Probe is what one check of an address told. Found and Gone are both false
// when there was no answer that means either: a refusal, a timeout, a fault of
// the server.
type Probe struct {
	At    time.Time
	Found bool
	To    string // with Found: the address that it moved to for good
	Gone  bool   // 404, 410, or a host name that does not exist
	Why   string
}

// After returns what is known after a further check. Only what was gone twice,
// with at least an hour between, and was not found meanwhile, is dead; what is
// dead stays so until it is found.
func (l Link) After(p Probe) Link {
	l.Checked, l.Why, l.To = p.At, p.Why, p.To
	switch {
	case p.Found && p.To != "":
		l.State, l.Good, l.Missed = LinkMoved, p.At, time.Time{}
	case p.Found:
		l.State, l.Good, l.Missed = LinkOK, p.At, time.Time{}
	case p.Gone && l.Missed.IsZero():
		l.State, l.Missed = LinkUnknown, p.At
	case p.Gone && p.At.Sub(l.Missed) >= missGap:
		l.State = LinkDead
	case l.State != LinkDead:
		l.State = LinkUnknown
	}
	return l
}

// Links are the addresses that were checked.
type Links map[string]Link

// Dead are the addresses that are dead, with the reason, for Options.Dead.
func (ls Links) Dead() map[string]string {
	dead := map[string]string{}
	for _, l := range ls {
		if l.State == LinkDead {
			dead[l.URL] = fmt.Sprintf("%s, %s", l.Why, l.Checked.UTC().Format(time.DateOnly))
		}
	}
	return dead
}

// Addresses are the web addresses of the cards' sources, each once and sorted.
func Addresses(cards []*corpus.Card) []string {
	var all []string
	for _, c := range cards {
		for _, s := range c.Sources {
			if strings.HasPrefix(s.URL, "https://") || strings.HasPrefix(s.URL, "http://") {
				all = append(all, s.URL)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// linksName is the name under which a store keeps the links: one JSON object a
// line, by address.
const linksName = "links"

// MetaStore keeps small values by name, as corpus.AnalysisStore does.
type MetaStore interface {
	Meta(ctx context.Context, name string) (string, error)
	SetMeta(ctx context.Context, name, value string) error
}

// LoadLinks returns the links that a store keeps; none is no error.
func LoadLinks(ctx context.Context, store MetaStore) (Links, error) {
	text, err := store.Meta(ctx, linksName)
	if err != nil {
		return nil, err
	}
	links := Links{}
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		var l Link
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("the record of the links, line %d: %w; check the links again", n, err)
		}
		links[l.URL] = l
	}
	return links, lines.Err()
}

// SaveLinks keeps links in a store, in place of those that are there.
func SaveLinks(ctx context.Context, store MetaStore, links Links) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for _, l := range links.Sorted() {
		if err := enc.Encode(l); err != nil {
			return err
		}
	}
	return store.SetMeta(ctx, linksName, b.String())
}

// Sorted are the links by address.
func (ls Links) Sorted() []Link {
	all := make([]Link, 0, len(ls))
	for _, l := range ls {
		all = append(all, l)
	}
	slices.SortFunc(all, func(a, b Link) int { return cmp.Compare(a.URL, b.URL) })
	return all
}
