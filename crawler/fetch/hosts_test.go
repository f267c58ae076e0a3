package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestOneRequestAtATime(t *testing.T) {
	s := newSite(t)
	var under, most, all atomic.Int64
	s.mux.HandleFunc("/", func(http.ResponseWriter, *http.Request) {
		n := under.Add(1)
		for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
		}
		all.Add(1)
		for range 1000 {
			runtime.Gosched() // lets another request in, if the client sends one
		}
		under.Add(-1)
	})
	c := newClient(t)
	var wait sync.WaitGroup
	for i := range 20 {
		wait.Go(func() { get(t, c, fmt.Sprintf("%s/%d", s.URL, i)) })
	}
	wait.Wait()
	if most.Load() != 1 || all.Load() != 22 {
		t.Errorf("%d requests, up to %d at a time", all.Load(), most.Load())
	}
}

// TestHostsDoNotWaitForEachOther blocks the answer of one host until another
// host has answered.
func TestHostsDoNotWaitForEachOther(t *testing.T) {
	slow, quick := newSite(t), newSite(t)
	done := make(chan struct{})
	slow.mux.HandleFunc("/page", func(http.ResponseWriter, *http.Request) { <-done })
	quick.text("/page", "x")
	c := newClient(t)
	var wait sync.WaitGroup
	wait.Go(func() { get(t, c, slow.URL+"/page") })
	get(t, c, quick.URL+"/page")
	close(done)
	wait.Wait()
}

func TestDelayIsKept(t *testing.T) {
	s := newSite(t)
	c := New(Config{AllowNetworks: loopback(), IgnoreRobots: true, IgnoreTDM: true, Delay: 2 * time.Second})
	k := useClock(c)
	s.mux.HandleFunc("/takes5s", func(http.ResponseWriter, *http.Request) { k.advance(5 * time.Second) })
	s.text("/page", "x")
	steps := []struct {
		path   string
		before time.Duration
		slept  time.Duration
	}{
		{"/page", 0, 0}, {"/page", 0, 2 * time.Second}, {"/page", time.Second, time.Second}, {"/page", time.Hour, 0},
		{"/takes5s", 0, 2 * time.Second}, {"/page", 0, 2 * time.Second},
	}
	for i, step := range steps {
		k.advance(step.before)
		k.slept = nil
		get(t, c, s.URL+step.path)
		var slept time.Duration
		for _, d := range k.slept {
			slept += d
		}
		if slept != step.slept {
			t.Errorf("step %d: waited %v, want %v", i, slept, step.slept)
		}
	}
}

func TestCancelInTheQueue(t *testing.T) {
	s := newSite(t)
	entered, leave := make(chan struct{}), make(chan struct{})
	s.mux.HandleFunc("/slow", func(http.ResponseWriter, *http.Request) { close(entered); <-leave })
	s.text("/page", "x")
	c := newClient(t, noPolicy)
	var wait sync.WaitGroup
	wait.Go(func() { get(t, c, s.URL+"/slow") })
	<-entered
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Get(ctx, Request{URL: s.URL + "/page"}); !errors.Is(err, context.Canceled) || KindOf(err) != Canceled || !Temporary(err) {
		t.Errorf("got %v", err)
	}
	close(leave)
	wait.Wait()
	get(t, c, s.URL+"/page")
}

func TestCancelInTheDelay(t *testing.T) {
	s := newSite(t)
	s.text("/page", "x")
	c := New(Config{AllowNetworks: loopback(), IgnoreRobots: true, IgnoreTDM: true, Delay: 24 * time.Hour})
	get(t, c, s.URL+"/page")
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := c.Get(ctx, Request{URL: s.URL + "/page"}); !errors.Is(err, context.DeadlineExceeded) || KindOf(err) != Canceled {
		t.Errorf("got %v", err)
	}
	k := useClock(c)
	k.advance(48 * 365 * 24 * time.Hour)
	get(t, c, s.URL+"/page")
}

func TestHostKey(t *testing.T) {
	tests := map[string]string{
		"http://example.org/a": "example.org", "https://example.org/b": "example.org", "https://example.org./": "example.org",
		"http://example.org:8080/": "example.org:8080", "http://[::1]:80/": "::1", "http://[::1]:81/": "[::1]:81",
	}
	for in, want := range tests {
		u, err := parseTarget(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := hostKey(u); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func TestForgetIdleHosts(t *testing.T) {
	table := hosts{byKey: map[string]*host{}}
	busy := table.acquire(&url.URL{Scheme: "http", Host: "busy.example"})
	for i := range 100 {
		h := table.acquire(&url.URL{Scheme: "http", Host: fmt.Sprintf("%d.example", i)})
		table.weigh(h, maxHostBytes/50)
		table.release(h)
		if table.bytes > maxHostBytes+maxHostBytes/25 {
			t.Fatalf("holds %d bytes", table.bytes)
		}
	}
	if table.byKey["busy.example"] != busy {
		t.Error("forgot a host that is in use")
	}
	sum := 0
	for _, h := range table.byKey {
		sum += h.bytes
	}
	if sum != table.bytes {
		t.Errorf("counts %d bytes, holds %d", table.bytes, sum)
	}
}
