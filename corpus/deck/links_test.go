package deck

import (
	"context"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

func TestLinkAfter(t *testing.T) {
	start := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	probes := map[byte]Probe{
		'f': {Found: true}, 'm': {Found: true, To: "https://new.example/"}, 'g': {Gone: true, Why: "404 Not Found"}, 'u': {Why: "timeout"},
	}
	for _, test := range []struct {
		checks string // a letter each; "+" lets an hour pass
		want   LinkState
	}{
		{"f", LinkOK}, {"m", LinkMoved}, {"u", LinkUnknown}, {"g", LinkUnknown},
		{"gg", LinkUnknown}, {"g+g", LinkDead}, {"g+u", LinkUnknown}, {"g+u+g", LinkDead}, {"g+f+g", LinkUnknown}, {"g+m+g", LinkUnknown},
		{"u+u+u+u", LinkUnknown}, {"g+g+u", LinkDead}, {"g+g+f", LinkOK}, {"g+g+f+g", LinkUnknown}, {"g+g+g", LinkDead}, {"f+g", LinkUnknown}, {"m+f", LinkOK},
	} {
		l, at := Link{URL: "https://example.org/"}, start
		for _, c := range []byte(test.checks) {
			if c == '+' {
				at = at.Add(time.Hour)
				continue
			}
			p := probes[c]
			p.At = at
			l = l.After(p)
		}
		if l.State != test.want {
			t.Errorf("%s: got %s, want %s", test.checks, l.State, test.want)
		}
		if (l.State == LinkMoved) != (l.To != "") {
			t.Errorf("%s: a link that is %s leads to %q", test.checks, l.State, l.To)
		}
	}
}

type metaMap map[string]string

func (m metaMap) Meta(_ context.Context, name string) (string, error) { return m[name], nil }
func (m metaMap) SetMeta(_ context.Context, name, value string) error { m[name] = value; return nil }

func TestLinksAreKept(t *testing.T) {
	store := metaMap{}
	links, err := LoadLinks(t.Context(), store)
	if err != nil || len(links) != 0 {
		t.Fatalf("got %v, %v", links, err)
	}
	at := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for _, l := range []Link{
		{URL: "https://b.example/?a=1&b=<2>", State: LinkDead, Why: "404 Not Found", Checked: at, Missed: at.Add(-time.Hour)},
		{URL: "https://a.example/", State: LinkMoved, To: "https://c.example/", Checked: at, Good: at},
	} {
		links[l.URL] = l
	}
	if err := SaveLinks(t.Context(), store, links); err != nil {
		t.Fatal(err)
	}
	got, err := LoadLinks(t.Context(), store)
	if err != nil || !maps.Equal(got, links) {
		t.Errorf("got %v, %v", got, err)
	}
	if dead := got.Dead(); len(dead) != 1 || dead["https://b.example/?a=1&b=<2>"] != "404 Not Found, 2026-11-22" {
		t.Errorf("dead: %v", dead)
	}
	store[linksName] += "{"
	if _, err := LoadLinks(t.Context(), store); err == nil || !strings.Contains(err.Error(), "line 3") {
		t.Errorf("damage: %v", err)
	}
}

func TestAddresses(t *testing.T) {
	cards := []*corpus.Card{
		{Sources: []corpus.CardSource{{URL: "https://b.example/"}, {URL: "https://a.example/"}, {URL: "ftp://c.example/"}}},
		{Sources: []corpus.CardSource{{URL: "https://b.example/"}, {URL: ""}}},
	}
	if got := strings.Join(Addresses(cards), " "); got != "https://a.example/ https://b.example/" {
		t.Errorf("got %s", got)
	}
}
