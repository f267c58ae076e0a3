package fetch

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestState(t *testing.T) {
	s := newRobotsSite(t, 200, keepOut)
	s.text(tdmPath, `[{"location":"/paid/","tdm-reservation":1}]`)
	busy := newSite(t)
	first := newClient(t)
	k := useClock(first)
	get(t, first, s.URL+"/page")
	h := first.hosts.acquireKey(strings.TrimPrefix(busy.URL, "http://"))
	h.rest(k.time.Add(2 * time.Hour))
	first.hosts.release(h)

	var state bytes.Buffer
	if err := first.SaveState(&state); err != nil {
		t.Fatal(err)
	}
	second := newClient(t)
	k = useClock(second)
	if err := second.LoadState(bytes.NewReader(state.Bytes())); err != nil {
		t.Fatal(err)
	}
	get(t, second, s.URL+"/page")
	fails(t, second, s.URL+"/private/page", Disallowed, "line 2")
	fails(t, second, s.URL+"/paid/x", Reserved)
	fails(t, second, busy.URL+"/", Resting)
	if s.count("/robots.txt") != 1 || s.count(tdmPath) != 1 {
		t.Errorf("asked %d and %d times", s.count("/robots.txt"), s.count(tdmPath))
	}
	var again bytes.Buffer
	if err := second.SaveState(&again); err != nil || again.String() != state.String() {
		t.Errorf("saved\n%s, then\n%s, %v", &state, &again, err)
	}

	s.now(500, "", "X", "")
	k.advance(maxPolicyAge)
	fails(t, second, s.URL+"/private/page", Disallowed)
	if s.count("/robots.txt") != 2 {
		t.Errorf("asked %d times after a day", s.count("/robots.txt"))
	}
}

func TestLoadStateSkipsWhatItCannotRead(t *testing.T) {
	c := newClient(t)
	useClock(c)
	state := `{"host":"a.example","http":{"robots":{"body":"VXNlci1hZ2VudDogKgpEaXNhbGxvdzogLwo=","expires":"2999-01-01T00:00:00Z"}}}
rubbish
{"host":"b.example","rest_until":"2999-01-01T00:00:00Z"}
{"host":7}
{}
`
	err := c.LoadState(strings.NewReader(state))
	if err == nil || strings.Count(err.Error(), "cannot be read") != 3 || !strings.Contains(err.Error(), "line 2 of") {
		t.Errorf("got %v", err)
	}
	fails(t, c, "http://a.example/", Disallowed)
	e := fails(t, c, "http://b.example/", Resting)
	if want := c.now().Add(maxRest); !e.RetryAfter.Equal(want) {
		t.Errorf("rests until %v, want %v", e.RetryAfter, want)
	}
	if o := c.hosts.byKey["a.example"].origins[0]; !o.robots.expires.Equal(c.now().Add(maxPolicyAge)) {
		t.Errorf("expires %v", o.robots.expires)
	}
	if err := c.LoadState(strings.NewReader(strings.Repeat("x", maxStateLine+1))); err == nil {
		t.Error("took a line without end")
	}
}

func FuzzLoadState(f *testing.F) {
	f.Add([]byte(`{"host":"a","rest_until":"2026-01-01T00:00:00Z","https":{"tdmrep":{"body":"W10="}}}`))
	f.Fuzz(func(t *testing.T, state []byte) {
		c := New(Config{})
		_ = c.LoadState(bytes.NewReader(state)) // any answer is fine, a panic is not
	})
}
