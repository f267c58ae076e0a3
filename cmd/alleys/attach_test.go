package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/index/remote"
)

// rowCommands are asked both ways: of the index itself, and of the server that
// holds it.
var rowCommands = [][]string{
	{"search", "migrants"},
	{"search", "--jsonl", "--limit", "0", "migrants OR migranti"},
	{"search", "--sort", "newest", "--limit", "3"},
	{"search", "--jsonl", "frame:invasion", "stance:endorsed", "-football"},
	{"search", `"nobody asked us"`},
	{"search", "there-is-no-such-word"},
	{"search", "--sort", "colour", "migrants"},
	{"search", "(migrants"},
	{"export"},
	{"export", "--format", "csv", "--rows", "findings", "published:2026-09"},
	{"export", "--format", "jsonl", `outlet:"The Lessan Lantern"`},
	{"export", "--format", "pdf"},
}

type outcome struct {
	out, errOut string
	status      int
}

func askAll(t *testing.T, data string) []outcome {
	t.Helper()
	var all []outcome
	for _, c := range rowCommands {
		var o outcome
		o.out, o.errOut, o.status = alleys(t, "", append([]string{c[0], "--data", data}, c[1:]...)...)
		all = append(all, o)
	}
	return all
}

// TestRowsBesideServer checks that search and export print the same, byte for
// byte, whether a server holds the index or not.
func TestRowsBesideServer(t *testing.T) {
	_, opml := openStand(t)
	data := t.TempDir()
	mustAlleys(t, crawlArgs(data, opml)...)
	// The engine counts documents that were indexed again twice until it has
	// merged its segments, at a time of its own. A new index has none.
	mustAlleys(t, "rebuild", "--data", data)
	alone := askAll(t, data)
	if !strings.Contains(alone[1].out, `"score"`) || len(alone[8].out) < 5000 {
		t.Fatalf("the corpus is nearly empty: %+v", alone[8])
	}

	url := startServer(t, "serve", "--data", data, "--address", "127.0.0.1:0", "--login")
	file := filepath.Join(data, servedFile)
	left, err := readServed(file)
	if err != nil || left.Address != url || left.PID != os.Getpid() {
		t.Fatalf("the server left %+v, %v", left, err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others can read the key: %v, %v", info.Mode(), err)
	}
	for i, o := range askAll(t, data) {
		if o != alone[i] {
			t.Errorf("alleys %s differs beside a server:\nalone  %.500v\nbeside %.500v", strings.Join(rowCommands[i], " "), alone[i], o)
		}
	}
	if _, err := remote.Dial(t.Context(), url, "another key"); err == nil {
		t.Error("the index answers to another key")
	}
}

// TestStaleServerAddress checks that what a killed server left behind, or
// damage, is in nobody's way, and that a server that ends leaves nothing.
func TestStaleServerAddress(t *testing.T) {
	data := t.TempDir()
	mustAlleys(t, "export", "--data", data)
	file := filepath.Join(data, servedFile)
	other := startServer(t, "serve", "--data", t.TempDir(), "--address", "127.0.0.1:0")
	for name, left := range map[string]string{
		"nobody there":   `{"pid":1,"address":"http://127.0.0.1:1","key":"k"}`,
		"another server": `{"pid":1,"address":"` + other + `","key":"k"}`,
		"no address":     `{}`,
	} {
		if err := os.WriteFile(file, []byte(left), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, errOut, status := alleys(t, "", "search", "--data", data, "migrants"); status != exitDone || out != "0 articles\n" || errOut != "" {
			t.Errorf("%s: status %d: %s%s", name, status, out, errOut)
		}
	}
	if err := os.WriteFile(file, []byte(`{"pid"`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errOut, status := alleys(t, "", "search", "--data", data, "migrants"); status != exitDone || !strings.Contains(errOut, servedFile) {
		t.Errorf("a damaged file: status %d: %s", status, errOut)
	}

	a := &app{data: data}
	first, remove, err := a.leaveAddress("http://127.0.0.1:1")
	if err != nil {
		t.Fatal(err)
	}
	second, removeSecond, err := a.leaveAddress("http://127.0.0.1:2")
	if err != nil || first.Key == second.Key {
		t.Fatalf("%+v, %+v, %v", first, second, err)
	}
	if err := remove(); err != nil {
		t.Fatal(err)
	}
	if now, err := readServed(file); err != nil || now != second {
		t.Errorf("the first server took the file of the second away: %v", err)
	}
	if err := removeSecond(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Errorf("the file is still there: %v", err)
	}
}

// TestIndexHeldWithoutServer checks the message where something else than a
// server holds the index.
func TestIndexHeldWithoutServer(t *testing.T) {
	_, opml := openStand(t)
	data := t.TempDir()
	mustAlleys(t, crawlArgs(data, opml)...)
	a := &app{data: data}
	w, err := a.openWorkshop(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	_, errOut, status := alleys(t, "", "search", "--data", data, "migrants")
	if status != exitFailed || !strings.Contains(errOut, "try again when it has ended") {
		t.Errorf("status %d: %s", status, errOut)
	}
}
