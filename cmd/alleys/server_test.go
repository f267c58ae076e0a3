package main

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"
	"time"
)

// startDemo runs the demo in this process and returns its address.
func startDemo(t *testing.T) string {
	t.Helper()
	return startServer(t, "demo", "--data", t.TempDir(), "--address", "127.0.0.1:0")
}

// startServer runs a command that serves in this process, until the test ends,
// and returns its address.
func startServer(t *testing.T, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out := &lockedBuffer{}
	ended := make(chan int, 1)
	go func() { ended <- run(ctx, args, strings.NewReader(""), out, out) }()
	t.Cleanup(func() {
		cancel()
		if status := <-ended; status != exitDone {
			t.Errorf("alleys %s ended with status %d:\n%s", args[0], status, out)
		}
	})
	deadline := time.After(2 * time.Minute)
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		if _, rest, ok := strings.Cut(out.String(), "alleys is at "); ok {
			if url, _, ok := strings.Cut(rest, " "); ok {
				return url
			}
		}
		select {
		case status := <-ended:
			ended <- status
			t.Fatalf("alleys %s ended with status %d:\n%s", args[0], status, out)
		case <-deadline:
			t.Fatalf("alleys %s is not ready:\n%s", args[0], out)
		case <-tick.C:
		}
	}
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
