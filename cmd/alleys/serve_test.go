package main

import (
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/sqlite"
)

func TestServeTwice(t *testing.T) {
	data := t.TempDir()
	url := startServer(t, "serve", "--data", data, "--address", "127.0.0.1:0")
	_, errOut, status := alleys(t, "", "serve", "--data", data, "--address", "127.0.0.1:0")
	if status != exitFailed || !strings.Contains(errOut, "serves this data folder at "+url) {
		t.Errorf("status %d: %s", status, errOut)
	}
}

// TestServeWaits checks that a server takes over from a command that lets go
// of the index while it waits.
func TestServeWaits(t *testing.T) {
	data := t.TempDir()
	a := &app{data: data}
	w, err := a.openWorkshop(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(3*indexRetry, func() { w.handOver() })
	startServer(t, "serve", "--data", data, "--address", "127.0.0.1:0")
	if err := w.close(); err != nil {
		t.Error(err)
	}
}

// TestPairingTakesUpCards checks that cards that another process stored are
// paired, and that nothing is built anew when there are none.
func TestPairingTakesUpCards(t *testing.T) {
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), corpusFile))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := syncDeck(t.Context(), store); err != nil {
		t.Fatal(err)
	}
	p := &livePairer{store: store}
	reload := func() {
		t.Helper()
		if err := p.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	reload()
	first := p.current.Load()
	if reload(); p.current.Load() != first {
		t.Error("the pairing was built anew though no card changed")
	}
	c, err := store.Card(t.Context(), "duty-to-rescue", "en")
	if err != nil {
		t.Fatal(err)
	}
	card := c.Card
	card.ID, card.Title, card.Claims = "lighthouse-keepers", "Lighthouse keepers save lives", []string{"Lighthouse keepers of the northern islands smuggle migrants ashore at night"}
	if _, err := store.PutCard(t.Context(), &corpus.CardVersion{Card: card, Author: "anna"}, 0); err != nil {
		t.Fatal(err)
	}
	reload()
	claim := corpus.Claim{Lang: "en", Text: card.Claims[0], Frames: card.Frames, Targets: card.Targets}
	if got := p.Pair(claim, nil, "en", 1); len(got) != 1 || got[0].Card.ID != card.ID {
		t.Errorf("the new card is not paired: %v", got)
	}
	card.Status = corpus.CardArchived
	if _, err := store.PutCard(t.Context(), &corpus.CardVersion{Card: card, Author: "anna"}, 1); err != nil {
		t.Fatal(err)
	}
	reload()
	if got := p.Pair(claim, nil, "en", 1); len(got) == 1 && got[0].Card.ID == card.ID {
		t.Error("the archived card is still paired")
	}
}

func TestNetworkURLs(t *testing.T) {
	if got := networkURLs(&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}); len(got) > 0 {
		t.Errorf("a server on the loopback is reached at %v", got)
	}
	for ip, want := range map[string]string{"::": "http://localhost:8080", "0.0.0.0": "http://127.0.0.1:8080", "127.0.0.1": "http://127.0.0.1:8080", "192.0.2.7": "http://192.0.2.7:8080"} {
		if got := ownURL(&net.TCPAddr{IP: net.ParseIP(ip), Port: 8080}); got != want {
			t.Errorf("a server on %s is told as %s, want %s", ip, got, want)
		}
	}
	for _, u := range networkURLs(&net.TCPAddr{IP: net.IPv6unspecified, Port: 8080}) {
		if !strings.HasSuffix(u, ":8080") || strings.Contains(u, "127.0.0.1") {
			t.Errorf("%s is not for other machines", u)
		}
	}
}
