// Command alleys helps people read the news critically and answer propaganda
// with facts and good examples: it crawls feeds and pages, names xenophobic
// and anti-EU framing and says why, pairs each flagged claim with cards that
// answer it, and makes everything searchable.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
