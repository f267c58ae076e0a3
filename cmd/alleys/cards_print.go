package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/web"
)

// cardsPrint is what to print and where to.
type cardsPrint struct {
	file, format, lang string
	ids                []string
}

func (a *app) cardsPrintCommand() *cobra.Command {
	var p cardsPrint
	cmd := &cobra.Command{
		Use:   "print --pdf FILE [--format a5|a4|projector] [--lang LANG] [ID…]",
		Short: "Write cards as a PDF file, one card a page",
		Long: `Writes the published cards with these IDs, or all of them, as a PDF file, from the same pages that the server prints.
A card that is not there in the language comes in English. With IDs, the projector shows them part by part.
It needs Chromium, Chrome or Edge on this machine; ` + browserVariable + ` names one that is not found.`,
		Example: "  alleys cards print --pdf deck.pdf --lang it\n  alleys cards print --pdf rescue.pdf --format projector duty-to-rescue",
		RunE: func(cmd *cobra.Command, args []string) error {
			p.ids = args
			switch {
			case p.file == "":
				return usagef("cards print needs --pdf FILE; see alleys cards print --help")
			case !slices.Contains(web.SheetSizes, p.format):
				return usagef("there is no format %q; formats are %s", p.format, strings.Join(web.SheetSizes, ", "))
			}
			return a.withCards(cmd.Context(), func(store corpus.Store) error { return a.printCards(cmd.Context(), store, p) })
		},
	}
	cmd.Flags().StringVar(&p.file, "pdf", "", "file to write")
	cmd.Flags().StringVar(&p.format, "format", web.SheetSizes[0], strings.Join(web.SheetSizes, ", "))
	cmd.Flags().StringVar(&p.lang, "lang", "en", "language of the cards")
	return cmd
}

func (a *app) printCards(ctx context.Context, store corpus.Store, p cardsPrint) error {
	cards, err := store.Cards(ctx, corpus.CardFilter{Live: true})
	if err != nil {
		return err
	}
	for _, id := range p.ids {
		if !slices.ContainsFunc(cards, func(c *corpus.CardVersion) bool { return c.ID == id }) {
			return fmt.Errorf("there is no published card %q; see alleys cards list", id)
		}
	}
	if !slices.ContainsFunc(cards, func(c *corpus.CardVersion) bool { return c.Lang == p.lang }) {
		return fmt.Errorf("there is no published card in the language %q; see alleys cards list", p.lang)
	}
	browser, err := findBrowser()
	if err != nil {
		return err
	}
	b, err := printPage(ctx, store, browser, p.page())
	if err != nil {
		return err
	}
	if err := writeWhole(p.file, b, 0o644); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "written to %s\n", p.file)
	return err
}

// page is the address of the page that shows the cards.
func (p cardsPrint) page() string {
	return "/deck?" + url.Values{"size": {p.format}, "lang": {p.lang}, "id": p.ids}.Encode()
}

// printPage prints a page of cards. It serves the page on a port of its own
// for as long as the browser reads it.
func printPage(ctx context.Context, store corpus.Store, browser, page string) (_ []byte, err error) {
	_, rb, err := newAnalyzer()
	if err != nil {
		return nil, err
	}
	handler, err := web.New(web.Config{Store: store, Taxonomy: rb.Taxonomy()})
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	defer func() {
		err = errors.Join(err, server.Close())
		if serveErr := <-ended; !errors.Is(serveErr, http.ErrServerClosed) {
			err = errors.Join(err, serveErr)
		}
	}()
	return printPDF(ctx, browser, "http://"+listener.Addr().String()+page)
}
