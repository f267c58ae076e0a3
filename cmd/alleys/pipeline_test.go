package main

import (
	"context"
	"log/slog"
	"testing"
)

// TestHandOver lets two processes' workshops take turns at the pipeline, as a
// crawl that goes on and a server that is started beside it.
func TestHandOver(t *testing.T) {
	ctx, log := t.Context(), slog.New(slog.DiscardHandler)
	a := &app{data: t.TempDir()}
	open := func() *workshop {
		w, err := a.openWorkshop(context.Background(), log)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	crawl := open()
	defer crawl.close()
	if crawl.engine == nil {
		t.Fatal("the first one has no pipeline")
	}
	for range 2 {
		if err := crawl.handOver(); err != nil {
			t.Fatal(err)
		}
	}
	server := open()
	if server.engine == nil {
		t.Fatal("the pipeline was not handed over")
	}
	if err := crawl.takeOver(ctx, a, log); err != nil || crawl.engine != nil {
		t.Fatalf("taken over beside the server: %v", err)
	}
	if err := crawl.drain(ctx); err != nil {
		t.Fatal(err)
	}
	if err := server.close(); err != nil {
		t.Fatal(err)
	}
	if err := crawl.takeOver(ctx, a, log); err != nil || crawl.engine == nil {
		t.Fatalf("not taken over from the server that has ended: %v", err)
	}
	if err := crawl.drain(ctx); err != nil {
		t.Fatal(err)
	}
}
