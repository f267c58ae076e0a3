package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// screenshots names a folder that the browser tests write pictures to:
// go test ./cmd/alleys -run Browser -screenshots docs
var screenshots = flag.String("screenshots", "", "folder for pictures of the pages")

// needBrowser returns the path of a Chromium, or skips the test; with
// ALLEYS_REQUIRE_ALL set it fails instead.
func needBrowser(t *testing.T) string {
	t.Helper()
	path, err := findBrowser()
	if err == nil {
		return path
	}
	if os.Getenv("ALLEYS_REQUIRE_ALL") != "" {
		t.Fatal(err)
	}
	t.Skip(err)
	return ""
}

// tab is a browser's tab that a test drives. What fails ends the test.
type tab struct {
	t     *testing.T
	ctx   context.Context
	width int
}

// newTab opens a browser with a window of that width.
func newTab(t *testing.T, browser string, width, height int) *tab {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.WindowSize(width, height), chromedp.Flag("hide-scrollbars", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	// The first call starts the browser, which lives as long as its context.
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	b := &tab{t, ctx, width}
	// A window has a least width; what the page sees of it has none.
	b.do("window", chromedp.EmulateViewport(int64(width), int64(height)))
	return b
}

// do takes some steps; what names them when one fails.
func (b *tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
}

// text returns what an element says.
func (b *tab) text(sel string) string {
	b.t.Helper()
	s, err := chromedp.Run(b.ctx, chromedp.Text(sel))
	if err != nil {
		b.t.Fatalf("text of %s: %v", sel, err)
	}
	return s
}

// eval returns the value of an expression in the page.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

const (
	// overflow is by how much a page is wider than its window, and widest the
	// element that reaches farthest.
	overflow = `document.documentElement.scrollWidth - document.documentElement.clientWidth`
	widest   = `(e => e.outerHTML.slice(0, 120))(Array.from(document.body.querySelectorAll("*")).sort((a, b) => b.getBoundingClientRect().right - a.getBoundingClientRect().right)[0])`
)

// look checks that a page is no wider than its window, and takes a picture of
// the whole of it; with -screenshots the picture is kept.
func (b *tab) look(name string) {
	b.t.Helper()
	name = fmt.Sprintf("%s-%d", name, b.width)
	if over := eval[int](b, overflow); over > 0 {
		b.t.Errorf("%s is %d px wider than the window", name, over)
	}
	picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.t.Fatalf("%s: %v", name, err)
	}
	b.keep(name, picture)
}

// keep checks that a picture is one and writes it to the folder of
// -screenshots.
func (b *tab) keep(name string, picture []byte) {
	b.t.Helper()
	if _, err := png.DecodeConfig(bytes.NewReader(picture)); err != nil {
		b.t.Fatalf("%s: %v", name, err)
	}
	if *screenshots == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(*screenshots, name+".png"), picture, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// readme takes the README's picture, what a reader sees of the article.
func (b *tab) readme() {
	b.t.Helper()
	if *screenshots == "" || b.width < 1000 {
		return
	}
	b.do("the README's picture", chromedp.EmulateViewport(int64(b.width), 1180),
		chromedp.Evaluate[chromedp.Void](`history.replaceState(null, "", location.pathname)`), chromedp.Reload(), chromedp.Evaluate[chromedp.Void](`scrollTo(0, 0)`))
	picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	b.keep("readme", picture)
	b.do("the window as before", chromedp.EmulateViewport(int64(b.width), 900))
}
