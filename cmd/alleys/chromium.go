package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/alleys-eu/alleys/web"
)

// browserVariable names a browser for those whose browser is somewhere else.
const browserVariable = "ALLEYS_BROWSER"

// errNoBrowser tells how to get what prints PDF files.
var errNoBrowser = errors.New("no Chromium, Chrome or Edge found to make the PDF; install Chromium (on Debian: apt install chromium), name one in " +
	browserVariable + ", or print the page from your own browser")

// printTime is how long the browser may take for one file.
const printTime = 2 * time.Minute

// findBrowser returns the path of a browser of the Chromium family, or
// errNoBrowser.
func findBrowser() (string, error) {
	if name := os.Getenv(browserVariable); name != "" {
		path, err := exec.LookPath(name)
		if err != nil {
			return "", fmt.Errorf("%s: %w", browserVariable, err)
		}
		return path, nil
	}
	for _, name := range browserNames() {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errNoBrowser
}

// browserNames are the commands and usual places of browsers, the lightest
// first.
func browserNames() []string {
	switch runtime.GOOS {
	case "darwin":
		return []string{
			"/Applications/Chromium.app/Contents/MacOS/Chromium",
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
			"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
		}
	case "windows":
		var names []string
		for _, root := range []string{"ProgramFiles", "ProgramFiles(x86)", "LocalAppData"} {
			for _, program := range []string{`Chromium\Application\chrome.exe`, `Google\Chrome\Application\chrome.exe`, `Microsoft\Edge\Application\msedge.exe`} {
				names = append(names, filepath.Join(os.Getenv(root), program))
			}
		}
		return names
	}
	return []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"}
}

// printPDF lets a browser without window and with a profile of its own print a
// page of this machine.
func printPDF(ctx context.Context, browser, page string) (_ []byte, err error) {
	base, err := printBase(browser)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(base, "alleys-print-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, removeProfile(dir)) }()
	ctx, cancel := context.WithTimeout(ctx, printTime)
	defer cancel()
	file := filepath.Join(dir, "page.pdf")
	cmd := exec.CommandContext(ctx, browser, printFlags(dir, file, page)...)
	out, err := cmd.CombinedOutput()
	b, readErr := os.ReadFile(file)
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("%s printed nothing: %w", browser, context.Cause(ctx))
	case errors.Is(readErr, fs.ErrNotExist):
		// The browser's own status says nothing: it is 0 for pages that failed.
		return nil, fmt.Errorf("%s printed nothing: %s", browser, lastLine(string(out), err))
	case readErr != nil:
		return nil, readErr
	}
	return b, nil
}

// printBase is the folder for what a browser writes, "" for the usual one. A
// browser that comes as a snap, as on Ubuntu, sees a temporary folder of its
// own and shares only this one with others.
func printBase(browser string) (string, error) {
	target, err := filepath.EvalSymlinks(browser)
	if err != nil || filepath.Base(target) != "snap" {
		return "", nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(home, "snap", filepath.Base(browser), "common")
	return dir, os.MkdirAll(dir, 0o700)
}

// printQueue is how many requests may wait for the browser.
const printQueue = 8

// printer prints the pages of a server, one at a time: each browser takes some
// hundred megabytes.
type printer struct {
	browser, site string
	queue, turn   chan struct{}
}

// newPrinter returns nil when there is no browser.
func newPrinter(site string) *printer {
	browser, err := findBrowser()
	if err != nil {
		return nil
	}
	return &printer{browser, site, make(chan struct{}, printQueue), make(chan struct{}, 1)}
}

// pdf is web.Config.PDF.
func (p *printer) pdf(ctx context.Context, page string) ([]byte, error) {
	select {
	case p.queue <- struct{}{}:
		defer func() { <-p.queue }()
	default:
		return nil, web.ErrBusy
	}
	select {
	case p.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-p.turn }()
	return printPDF(ctx, p.browser, p.site+page)
}

func printFlags(profile, file, page string) []string {
	host := page
	if u, err := url.Parse(page); err == nil {
		host = u.Hostname()
	}
	flags := []string{
		"--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-sync",
		"--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-dev-shm-usage",
		// The pages load nothing from elsewhere, and the browser shall not
		// either.
		"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE " + host, "--proxy-server=direct://",
		"--user-data-dir=" + filepath.Join(profile, "profile"), "--no-pdf-header-footer", "--generate-pdf-document-outline", "--print-to-pdf=" + file,
	}
	if os.Geteuid() == 0 {
		// Chromium's sandbox refuses to run for root.
		flags = append(flags, "--no-sandbox")
	}
	return append(flags, page)
}

// lastLine is the browser's last word without its marks of time and place, or
// how it ended.
func lastLine(out string, err error) string {
	lines := strings.Split(strings.TrimSpace(out), "\n")
	last := lines[len(lines)-1]
	if _, text, ok := strings.Cut(last, "] "); ok {
		last = text
	}
	if last != "" {
		return last
	}
	if err != nil {
		return err.Error()
	}
	return "it gave no reason"
}

// removeProfile removes the browser's folder, in which its last processes may
// still be at work for a moment.
func removeProfile(dir string) error {
	var err error
	for range 20 {
		if err = os.RemoveAll(dir); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return err
}
