package sqlstore

import (
	"context"
	"errors"
	"sync"
	"testing"
)

var errBad = errors.New("bad")

// transactOnce runs one transaction at a time and counts them.
type transactOnce struct {
	mu    sync.Mutex
	count int
}

func (o *transactOnce) run(ctx context.Context, do func(querier) error) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.count++
	if err := ctx.Err(); err != nil {
		return err
	}
	return do(nil)
}

func TestMembersShareATransaction(t *testing.T) {
	good := func(querier) error { return nil }
	bad := func(querier) error { return errBad }
	tests := []struct {
		name string
		do   []func(querier) error
		want error // what each member hears
	}{
		{"alone", []func(querier) error{good}, nil},
		{"together", []func(querier) error{good, good, good}, nil},
		{"alone and bad", []func(querier) error{bad}, errBad},
		{"one is bad", []func(querier) error{good, bad, good}, errAlone},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var g group
			var members []*member
			for i, do := range tt.do {
				m := &member{do: do, done: make(chan error, 1)}
				members = append(members, m)
				if leads, waits := g.join(m); leads != (i == 0) || waits != (i > 0) {
					t.Errorf("member %d leads: %t, waits: %t", i, leads, waits)
				}
			}
			var once transactOnce
			lead(t.Context(), g.depart(), once.run)
			for i, m := range members {
				if err := <-m.done; err != tt.want {
					t.Errorf("member %d: %v, want %v", i, err, tt.want)
				}
			}
			if once.count != 1 {
				t.Errorf("%d transactions", once.count)
			}
		})
	}
}

func TestMembersOutliveAPanic(t *testing.T) {
	m := &member{do: func(querier) error { panic("bad") }, done: make(chan error, 1)}
	func() {
		defer func() { recover() }()
		lead(t.Context(), []*member{m}, new(transactOnce).run)
	}()
	if err := <-m.done; err != errAlone {
		t.Errorf("got %v", err)
	}
}

func TestOneBadWriteSpoilsNoOther(t *testing.T) {
	var g group
	var once transactOnce
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			ctx, want := t.Context(), error(nil)
			switch i % 10 {
			case 3:
				want = errBad
			case 7:
				cancelled, cancel := context.WithCancel(ctx)
				cancel()
				ctx, want = cancelled, context.Canceled
			}
			done := 0
			err := g.write(ctx, func(querier) error {
				done++
				if want == errBad {
					return errBad
				}
				return nil
			}, once.run)
			// A write that was given up may have been made by another's transaction.
			if err != want && !(want == context.Canceled && err == nil) {
				t.Errorf("write %d: %v, want %v", i, err, want)
			}
			if err == nil && done == 0 {
				t.Errorf("write %d was not made", i)
			}
		})
	}
	wg.Wait()
	if g.inside != 0 || g.led || len(g.waiting) != 0 {
		t.Errorf("left over: %d inside, led %t, %d waiting", g.inside, g.led, len(g.waiting))
	}
}

func TestWritesOneAfterTheOtherDoNotWait(t *testing.T) {
	var g group
	for range 3 {
		m := &member{do: func(querier) error { return nil }, done: make(chan error, 1)}
		if leads, waits := g.join(m); !leads || waits {
			t.Fatalf("leads: %t, waits: %t", leads, waits)
		}
		lead(t.Context(), g.depart(), new(transactOnce).run)
		g.leave()
	}
}
