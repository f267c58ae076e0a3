package sqlstore

import (
	"context"
	"errors"
	"sync"
	"time"
)

// group makes one transaction of writes that come at the same time from several
// goroutines: most of the cost of a small write is that of its commit. A write
// that comes alone is not held up.
type group struct {
	mu      sync.Mutex
	inside  int       // writes that have come and not yet ended
	waiting []*member // for the one who leads
	led     bool
	company int // how many more times a leader waits for others
}

const (
	// companyTime is how long a leader waits, companyTries how many times in
	// vain before a write that comes next is taken to come alone.
	companyTime  = 2 * time.Millisecond
	companyTries = 8
)

// member is one write of a group.
type member struct {
	do   func(querier) error
	done chan error
}

// errAlone tells a member that its transaction failed, maybe through the fault
// of another, and that it has to try by itself.
var errAlone = errors.New("the common transaction failed")

// write runs do in a transaction of its own or in one with others. do may be
// run again after a failure, each time on a fresh transaction.
func (g *group) write(ctx context.Context, do func(querier) error, transact func(context.Context, func(querier) error) error) error {
	m := &member{do: do, done: make(chan error, 1)}
	leads, waits := g.join(m)
	defer g.leave()
	if leads {
		if waits {
			pause(ctx, companyTime)
		}
		lead(ctx, g.depart(), transact)
	}
	if err := <-m.done; err != errAlone {
		return err
	}
	return transact(ctx, do)
}

// join adds a member and tells whether it leads and whether it should wait.
func (g *group) join(m *member) (leads, waits bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.inside > 0 {
		g.company = companyTries
	}
	g.inside++
	g.waiting = append(g.waiting, m)
	leads = !g.led
	g.led = true
	return leads, g.company > 0
}

// depart returns the members that have come; the next one leads again.
func (g *group) depart() []*member {
	g.mu.Lock()
	defer g.mu.Unlock()
	members := g.waiting
	g.waiting, g.led = nil, false
	if len(members) == 1 && g.company > 0 {
		g.company--
	}
	return members
}

func (g *group) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.inside--
}

// lead runs the members in one transaction and tells each how it went. A member
// that was alone hears the very error.
func lead(ctx context.Context, members []*member, transact func(context.Context, func(querier) error) error) {
	err := errAlone // also when one of them panics
	defer func() {
		for _, m := range members {
			m.done <- err
		}
	}()
	err = transact(ctx, func(tx querier) error {
		for _, m := range members {
			if err := m.do(tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil && len(members) > 1 {
		err = errAlone
	}
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
