package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/web"
)

// fakeBrowser writes a script that stands for a browser.
func fakeBrowser(t *testing.T, name, script string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFindBrowser(t *testing.T) {
	named := fakeBrowser(t, "my-browser", "exit 0")
	t.Setenv(browserVariable, named)
	if got, err := findBrowser(); err != nil || got != named {
		t.Errorf("got %q, %v", got, err)
	}
	t.Setenv(browserVariable, filepath.Join(t.TempDir(), "gone"))
	if got, err := findBrowser(); err == nil || !strings.Contains(err.Error(), browserVariable) {
		t.Errorf("a browser that is not there: %q, %v", got, err)
	}
	t.Setenv(browserVariable, "")
	t.Setenv("PATH", filepath.Dir(fakeBrowser(t, "google-chrome", "exit 0")))
	if got, err := findBrowser(); runtime.GOOS == "linux" && (err != nil || filepath.Base(got) != "google-chrome") {
		t.Errorf("got %q, %v", got, err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := findBrowser(); runtime.GOOS == "linux" && !errors.Is(err, errNoBrowser) {
		t.Errorf("no browser: %v", err)
	}
}

// TestPrintPDFFails checks that a browser that prints nothing is quoted with
// its last word, and that nothing is left behind.
func TestPrintPDFFails(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for script, want := range map[string]string{
		"echo one >&2; echo '[1:2:ERROR:file.cc(3)] Page load failed' >&2": "printed nothing: Page load failed",
		"exit 3": "exit status 3",
		"exit 0": "it gave no reason",
	} {
		browser := fakeBrowser(t, "browser", script)
		_, err := printPDF(t.Context(), browser, "http://127.0.0.1:1/")
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v", script, err)
		}
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestPrinterQueue checks that those who would have to wait too long are sent
// away, and that whoever leaves makes room.
func TestPrinterQueue(t *testing.T) {
	p := &printer{browser: fakeBrowser(t, "browser", "exit 0"), queue: make(chan struct{}, printQueue), turn: make(chan struct{}, 1)}
	p.turn <- struct{}{} // somebody prints
	ctx, leave := context.WithCancel(t.Context())
	left := make(chan error, printQueue)
	for range printQueue {
		go func() {
			_, err := p.pdf(ctx, "/deck")
			left <- err
		}()
	}
	for len(p.queue) < printQueue {
		runtime.Gosched()
	}
	if _, err := p.pdf(t.Context(), "/deck"); !errors.Is(err, web.ErrBusy) {
		t.Errorf("got %v", err)
	}
	leave()
	for range printQueue {
		if err := <-left; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}
	<-p.turn
	if _, err := p.pdf(t.Context(), "/deck"); err == nil || errors.Is(err, web.ErrBusy) {
		t.Errorf("got %v", err)
	}
}

// TestPrintBase checks where a browser of a snap may write.
func TestPrintBase(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	bin := t.TempDir()
	snap := filepath.Join(bin, "snap")
	if err := os.WriteFile(snap, nil, 0o755); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(bin, "chromium")
	if err := os.Symlink(snap, link); err != nil {
		t.Skip(err)
	}
	want := filepath.Join(home, "snap", "chromium", "common")
	if got, err := printBase(link); err != nil || got != want {
		t.Errorf("got %q, %v", got, err)
	}
	if info, err := os.Stat(want); err != nil || !info.IsDir() {
		t.Errorf("the folder is not there: %v", err)
	}
	if got, err := printBase(fakeBrowser(t, "chromium", "")); err != nil || got != "" {
		t.Errorf("no snap: got %q, %v", got, err)
	}
}
