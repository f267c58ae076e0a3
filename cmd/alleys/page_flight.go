package main

import (
	"context"
	"fmt"
	"sync"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/web"
)

const (
	// pageSlots is how many pages are fetched at a time, and pageQueue how many
	// addresses may be under way or wait: a workshop pastes all at once.
	pageSlots = 6
	pageQueue = 60
)

// flights let those who ask for the same address at the same time share one
// fetch. Nothing outlasts it.
type flights struct {
	mu        sync.Mutex
	byAddress map[string]*flight
	slots     chan struct{}
}

// flight is one fetch. Its article is not changed by those who share it.
type flight struct {
	done    chan struct{}
	article *corpus.Article
	err     error
	readers int // who wait for it, guarded by flights.mu
}

func newFlights() *flights {
	return &flights{byAddress: map[string]*flight{}, slots: make(chan struct{}, pageSlots)}
}

// do fetches what is at an address, or waits for who does so already. A reader
// who leaves does not end it for the others: it ends after pagePatience. The
// error is that of fetch or of ctx, or web.ErrBusy.
func (f *flights) do(ctx context.Context, address string, fetch func(context.Context) (*corpus.Article, error)) (*corpus.Article, error) {
	f.mu.Lock()
	one, ok := f.byAddress[address]
	if !ok {
		if len(f.byAddress) >= pageQueue {
			f.mu.Unlock()
			return nil, web.ErrBusy
		}
		one = &flight{done: make(chan struct{})}
		f.byAddress[address] = one
		go f.fly(context.WithoutCancel(ctx), address, one, fetch)
	}
	one.readers++
	f.mu.Unlock()
	select {
	case <-one.done:
		return one.article, one.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (f *flights) fly(ctx context.Context, address string, one *flight, fetch func(context.Context) (*corpus.Article, error)) {
	ctx, cancel := context.WithTimeout(ctx, pagePatience)
	defer cancel()
	select {
	case f.slots <- struct{}{}:
		one.article, one.err = caught(ctx, fetch)
		<-f.slots
	case <-ctx.Done():
		one.err = web.ErrBusy
	}
	f.mu.Lock()
	delete(f.byAddress, address)
	f.mu.Unlock()
	close(one.done)
}

// caught makes an error of a panic: the goroutine of a flight has nobody else
// to stop one, and a page from a stranger must not end the server.
func caught(ctx context.Context, fetch func(context.Context) (*corpus.Article, error)) (a *corpus.Article, err error) {
	defer func() {
		if p := recover(); p != nil {
			a, err = nil, fmt.Errorf("reading the page panicked: %v", p)
		}
	}()
	return fetch(ctx)
}
