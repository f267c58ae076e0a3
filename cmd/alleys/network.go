package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/crawler"
	"github.com/alleys-eu/alleys/crawler/fetch"
)

// networkFlags are the flags of the commands that fetch.
type networkFlags struct {
	allow   []string
	contact string
	delay   time.Duration
}

func (n *networkFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&n.allow, "allow-network", nil, "private network to allow, such as 127.0.0.0/8; repeatable")
	cmd.Flags().StringVar(&n.contact, "contact", "", "mail address or page that the User-Agent names, for site owners who want to reach you")
	cmd.Flags().DurationVar(&n.delay, "delay", 0, "least time between two requests to one host (default 1s)")
}

func (n *networkFlags) client() (*fetch.Client, error) {
	config, err := n.config()
	if err != nil {
		return nil, err
	}
	return newClient(config), nil
}

func (n *networkFlags) config() (fetch.Config, error) {
	var networks []netip.Prefix
	for _, s := range n.allow {
		p, err := netip.ParsePrefix(s)
		if err != nil {
			return fetch.Config{}, usagef("--allow-network %s: not a network; write it like 127.0.0.0/8", s)
		}
		networks = append(networks, p)
	}
	return fetch.Config{Contact: n.contact, Delay: n.delay, AllowNetworks: networks}, nil
}

// programVersion is what the program calls itself on the web.
const programVersion = "0.1"

// loadHosts gives the client what an earlier run learned of the hosts (their
// robots.txt, how long they asked to be left alone), and returns what keeps it
// for the next run. Without it a run is merely less thrifty, so a fault is
// told and no more.
func (a *app) loadHosts(client *fetch.Client) (save func()) {
	dir, err := a.dataDir()
	if err != nil {
		return func() {}
	}
	return a.keepState(filepath.Join(dir, "hosts.jsonl"), "what is known of the hosts", client.LoadState, client.SaveState)
}

// loadSeen does the same for the entries of feeds.
func (a *app) loadSeen(seen *crawler.Seen) (save func()) {
	dir, err := a.dataDir()
	if err != nil {
		return func() {}
	}
	return a.keepState(filepath.Join(dir, "entries.jsonl"), "what is known of the entries of feeds", seen.Load,
		func(w io.Writer) error { return seen.Save(w, time.Now()) })
}

// keepState reads a file that only saves work, and returns what writes it anew.
func (a *app) keepState(file, what string, load func(io.Reader) error, save func(io.Writer) error) func() {
	tell := func(err error) {
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			fmt.Fprintf(a.err, "alleys: %s: %s\n", what, oneLine(err))
		}
	}
	if f, err := os.Open(file); err != nil {
		tell(err)
	} else {
		tell(load(f))
		f.Close()
	}
	return func() {
		var b bytes.Buffer
		if err := save(&b); err != nil {
			tell(err)
			return
		}
		tell(writeWhole(file, b.Bytes(), 0o600))
	}
}

// newClient names the program to the sites.
func newClient(c fetch.Config) *fetch.Client {
	c.Product, c.Version = "alleys", programVersion
	return fetch.New(c)
}
