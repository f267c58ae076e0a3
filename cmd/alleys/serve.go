package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/analyzer/claim"
	"github.com/alleys-eu/alleys/analyzer/gold"
	"github.com/alleys-eu/alleys/index/remote"
	"github.com/alleys-eu/alleys/web"
)

// firstPort is where the pages are served unless another port is named; when
// it is taken, the next free one is.
const firstPort = 8080

// lookEvery is how often the server looks for articles that another process
// stored.
const lookEvery = 5 * time.Second

// indexPatience is how long a command waits for another one to let go of the
// index, trying again every indexRetry.
const (
	indexPatience = 10 * time.Second
	indexRetry    = 250 * time.Millisecond
)

func (a *app) serveCommand() *cobra.Command {
	var o serveOptions
	var network networkFlags
	var noFetch bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the corpus in the browser",
		Long: `Serves the pages until it is stopped, and meanwhile analyses and indexes what other commands fetch.
On the page "Try a text" readers may paste the address of an article: this machine fetches that page as a crawl would,
from the public Internet only, and keeps nothing. --no-fetch switches that off; --allow-network lets it reach a private
network too, which only a server on the loopback may.`,
		Example: "  alleys serve\n  alleys serve --address 127.0.0.1:9000\n  alleys serve --address 0.0.0.0:8080 --no-fetch",
		Args:    argsBetween(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			o.log = slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
			config, err := network.config()
			if err != nil {
				return err
			}
			w, err := a.openWorkshop(cmd.Context(), o.log)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, w.close()) }()
			if err := a.waitForIndex(cmd.Context(), w, o.log); err != nil {
				return err
			}
			if !noFetch {
				o.fetcher, o.fetchesPrivate = newPageFetcher(w.store, config), len(config.AllowNetworks) > 0
			}
			return a.serve(cmd.Context(), w, o)
		},
	}
	network.add(cmd)
	cmd.Flags().BoolVar(&noFetch, "no-fetch", false, "do not fetch pages whose address a reader pastes")
	cmd.Flags().BoolVar(&o.login, "login", false, "ask for a login at the desk on this machine too, as behind a proxy")
	cmd.Flags().StringVar(&o.address, "address", "", "address to listen on (default 127.0.0.1:8080, or the next free port)")
	return cmd
}

type serveOptions struct {
	address string // "" is the first free port from firstPort on
	demo    bool
	login   bool // no single-user mode
	log     *slog.Logger
	fetcher web.Fetcher // nil: readers paste texts only
	// fetchesPrivate says that the fetcher reaches private networks.
	fetchesPrivate bool
}

// serve shows the corpus until the context ends, and meanwhile takes up what
// other processes store.
func (a *app) serve(ctx context.Context, w *workshop, o serveOptions) (err error) {
	if err := syncDeck(ctx, w.store); err != nil {
		return err
	}
	pairer := &livePairer{store: w.store}
	if err := pairer.Reload(ctx); err != nil {
		return err
	}
	listener, err := listen(o.address)
	if err != nil {
		return err
	}
	// Serving closes it too, and says so.
	defer listener.Close()
	if o.fetchesPrivate && !isLoopback(listener.Addr()) {
		return usagef("--allow-network needs a server on the loopback, such as --address 127.0.0.1:8080: others could read your network through this one")
	}
	url := ownURL(listener.Addr())
	accounts, err := w.store.Accounts(ctx)
	if err != nil {
		return err
	}
	// Whoever set up accounts wants them; else this machine's user is enough.
	single := len(accounts) == 0 && !o.login && isLoopback(listener.Addr())
	handler, err := web.New(w.pages(o, pairer, url, single))
	if err != nil {
		return err
	}
	left, removeAddress, err := a.leaveAddress(url)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, removeAddress()) }()
	handler = remote.Handler(w.engine, left.Key, handler, func(err error) { o.log.Error("search for a command failed", "problem", oneLine(err)) })
	a.tellAddresses(listener.Addr(), url)
	if len(accounts) == 0 && !single {
		if err := a.inviteAdministrator(ctx, w.store, url); err != nil {
			return err
		}
	}
	go w.takeUp(ctx, o.log, pairer)
	return answer(ctx, listener, handler)
}

// pages are what a server shows.
func (w *workshop) pages(o serveOptions, pairer *livePairer, url string, single bool) web.Config {
	config := web.Config{
		Store: w.store, Search: w.engine, Taxonomy: w.taxonomy, Languages: w.analyzer.Languages(), Figures: w.figures(),
		Pairer: pairer, CardsChanged: pairer.Reload, Trial: pairer.Trial,
		Explainer: explainer{w.analyzer}, Fetcher: o.fetcher, FetchesPrivate: o.fetchesPrivate,
		Diff: difference, Group: claim.Group, SingleUser: single, Demo: o.demo, Version: version(), Log: o.log,
	}
	if p := newPrinter(url); p != nil {
		config.PDF = p.pdf
	}
	return config
}

func (a *app) tellAddresses(addr net.Addr, url string) {
	fmt.Fprintf(a.out, "alleys is at %s (Ctrl-C ends it)\n", url)
	for _, other := range networkURLs(addr) {
		fmt.Fprintf(a.out, "others in the same network reach it at %s\n", other)
	}
}

// answer serves until the context ends.
func answer(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	go func() {
		<-ctx.Done()
		// Readers get a moment to finish; then connections are cut.
		grace, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if server.Shutdown(grace) != nil {
			server.Close()
		}
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// figures measures the analyser on the gold sentences when first asked for.
func (w *workshop) figures() func() []web.Figure {
	return sync.OnceValue(func() []web.Figure {
		items, err := gold.Builtin(w.taxonomy)
		if err != nil {
			return nil // a test keeps the shipped sentences free of faults
		}
		report := gold.Evaluate(items, w.analyzer.Analyze, w.taxonomy)
		var out []web.Figure
		for _, s := range report.Scores {
			kind, id, _ := strings.Cut(s.Name, "/")
			out = append(out, web.Figure{Kind: kind, ID: id, Precision: s.Precision, Recall: s.Recall, F1: s.F1, Low: s.Low, High: s.High, Cases: s.TP + s.FN})
		}
		return out
	})
}

// waitForIndex waits a while for a command that is about to hand the index
// over, such as a crawl that analyses what it has fetched.
func (a *app) waitForIndex(ctx context.Context, w *workshop, log *slog.Logger) error {
	for end := time.Now().Add(indexPatience); w.engine == nil; {
		if s, err := a.findServer(ctx); err == nil {
			return fmt.Errorf("another alleys (process %d) serves this data folder at %s; use its window, or stop it", s.PID, s.Address)
		}
		if time.Now().After(end) {
			return errors.New("another alleys is at work on this data folder (an import, a rebuild, or a crawl that analyses); start again when it has ended")
		}
		if err := pause(ctx, indexRetry); err != nil {
			return err
		}
		if err := w.takeOver(ctx, a, log); err != nil {
			return err
		}
	}
	return nil
}

// takeUp keeps the derived records and the pairing up to date until the
// context ends.
func (w *workshop) takeUp(ctx context.Context, log *slog.Logger, pairer *livePairer) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		if err := errors.Join(w.drain(ctx), pairer.Reload(ctx)); err != nil && ctx.Err() == nil {
			log.Error("the corpus could not be brought up to date", "problem", oneLine(err))
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// listen takes the address, or the first free port from firstPort on.
func listen(address string) (net.Listener, error) {
	if address != "" {
		l, err := net.Listen("tcp", address)
		if err != nil {
			return nil, fmt.Errorf("%w; choose another --address", err)
		}
		return l, nil
	}
	var err error
	for port := firstPort; port < firstPort+100; port++ {
		var l net.Listener
		if l, err = net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port))); err == nil {
			return l, nil
		}
	}
	return nil, fmt.Errorf("no free port: %w; choose one with --address", err)
}

// ownURL is the address under which this machine reaches a server: one that
// listens on all networks answers on the loopback too.
func ownURL(addr net.Addr) string {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return "http://" + addr.String()
	}
	loopback := "127.0.0.1"
	if tcp.IP.To4() == nil {
		loopback = "localhost" // by IPv6, by IPv4, or by both, as the machine has it
	}
	return "http://" + net.JoinHostPort(loopback, strconv.Itoa(tcp.Port))
}

// networkURLs are the addresses under which other machines reach a server that
// listens on all networks; none for any other.
func networkURLs(addr net.Addr) []string {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return nil
	}
	// Without the addresses of the machine, its own one is what can be told.
	own, _ := net.InterfaceAddrs()
	var urls []string
	for _, a := range own {
		if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && n.IP.IsGlobalUnicast() {
			urls = append(urls, "http://"+net.JoinHostPort(n.IP.String(), strconv.Itoa(tcp.Port)))
		}
	}
	return urls
}
