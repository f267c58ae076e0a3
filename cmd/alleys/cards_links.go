package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
	"github.com/alleys-eu/alleys/crawler/fetch"
)

func (a *app) cardsLinksCommand() *cobra.Command {
	var network networkFlags
	var asJSON bool
	var age time.Duration
	cmd := &cobra.Command{
		Use:   "links [ID…]",
		Short: "Check whether the sources of the cards are still there",
		Long: `Asks the address of every source of the cards, or of those with these IDs, one request at a time to a site,
as far as its robots.txt allows, and keeps the answers in the corpus:
  ok       it answers
  moved    it answers, and says that it lives at another address for good
  dead     it was gone (404, 410, no such host) at two checks in a row, with an hour or more between
  unknown  no answer that means yes or no: refused, too many requests, a timeout, a fault of the server
Dead links are warnings of the lint and show on the desk. Exit status 1 when there is one.`,
		Example: "  alleys cards links\n  alleys cards links --age 720h --contact me@example.org",
		RunE: func(cmd *cobra.Command, args []string) error {
			client, err := network.linkClient()
			if err != nil {
				return err
			}
			defer client.Close()
			defer a.loadHosts(client)()
			return a.withCards(cmd.Context(), func(store corpus.Store) error {
				check := linkCheck{client: client, now: time.Now, patience: linkPatience, age: age, progress: newCounter(a.err)}
				return a.checkLinks(cmd.Context(), store, check, args, asJSON)
			})
		},
	}
	network.add(cmd)
	cmd.Flags().DurationVar(&age, "age", 24*time.Hour, "leave out addresses that answered so recently; 0 asks all")
	cmd.Flags().BoolVar(&asJSON, "jsonl", false, "print all links, one JSON object a line")
	return cmd
}

// linkClient is the client for addresses whose text nobody reads: what a site
// reserves for text and data mining is only looked for.
func (n *networkFlags) linkClient() (*fetch.Client, error) {
	config, err := n.config()
	if err != nil {
		return nil, err
	}
	config.IgnoreTDM = true
	return newClient(config), nil
}

func (a *app) checkLinks(ctx context.Context, store corpus.Store, check linkCheck, ids []string, asJSON bool) error {
	versions, err := store.Cards(ctx, corpus.CardFilter{})
	if err != nil {
		return err
	}
	cards := deck.Cards(slices.DeleteFunc(versions, func(v *corpus.CardVersion) bool { return v.Status == corpus.CardArchived }))
	known, err := deck.LoadLinks(ctx, store)
	if err != nil {
		return err
	}
	all := deck.Addresses(cards)
	if cards, err = withIDs(cards, ids); err != nil {
		return err
	}
	links, err := check.run(ctx, deck.Addresses(cards), known)
	if err != nil {
		return err
	}
	// What no card names any more is forgotten.
	maps.DeleteFunc(known, func(u string, _ deck.Link) bool { return !slices.Contains(all, u) })
	maps.Copy(known, links)
	if err := deck.SaveLinks(ctx, store, known); err != nil {
		return err
	}
	return a.printLinks(cards, links, asJSON)
}

// withIDs are the cards with these IDs, all of them without any.
func withIDs(cards []*corpus.Card, ids []string) ([]*corpus.Card, error) {
	if len(ids) == 0 {
		return cards, nil
	}
	for _, id := range ids {
		if !slices.ContainsFunc(cards, func(c *corpus.Card) bool { return c.ID == id }) {
			return nil, fmt.Errorf("there is no card %q; see alleys cards list", id)
		}
	}
	return slices.DeleteFunc(cards, func(c *corpus.Card) bool { return !slices.Contains(ids, c.ID) }), nil
}

func (a *app) printLinks(cards []*corpus.Card, links deck.Links, asJSON bool) error {
	on := map[string][]string{} // cards by address
	for _, c := range cards {
		for _, s := range c.Sources {
			if !slices.Contains(on[s.URL], c.ID) {
				on[s.URL] = append(on[s.URL], c.ID)
			}
		}
	}
	out := newLines(a.out)
	counts := map[deck.LinkState]int{}
	for _, l := range links.Sorted() {
		counts[l.State]++
		switch {
		case asJSON:
			out.json(l)
		case l.State == deck.LinkMoved:
			out.printf("%-7s  %s → %s (%s)\n", l.State, l.URL, l.To, strings.Join(on[l.URL], ", "))
		case l.State != deck.LinkOK:
			out.printf("%-7s  %s: %s (%s)\n", l.State, l.URL, l.Why, strings.Join(on[l.URL], ", "))
		}
	}
	if !asJSON {
		out.printf("%d addresses: %d ok, %d moved, %d dead, %d unknown\n", len(links),
			counts[deck.LinkOK], counts[deck.LinkMoved], counts[deck.LinkDead], counts[deck.LinkUnknown])
	}
	return reported(counts[deck.LinkDead] > 0, out.flush())
}

// deadLinks are the addresses that are dead in the corpus, for the lint. Where
// there is no corpus, nothing is known and none is made.
func (a *app) deadLinks(ctx context.Context) (dead map[string]string, err error) {
	dir, err := a.dataPath()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(dir, corpusFile)); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	err = a.withStore(ctx, func(store corpus.Store) error {
		links, err := deck.LoadLinks(ctx, store)
		dead = links.Dead()
		return err
	})
	return dead, err
}
