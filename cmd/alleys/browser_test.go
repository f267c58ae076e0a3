package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"image/png"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// screenshots names a folder that the browser tests write pictures to:
// go test ./cmd/alleys -run Browser -screenshots docs
var screenshots = flag.String("screenshots", "", "folder for pictures of the pages")

// findBrowser returns the path of a Chromium, or skips the test; with
// ALLEYS_REQUIRE_ALL set it fails instead.
func findBrowser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("ALLEYS_REQUIRE_ALL") != "" {
		t.Fatal("no Chromium; install the package chromium")
	}
	t.Skip("no Chromium; install the package chromium to run this test")
	return ""
}

// startDemo runs the demo in this process and returns its address.
func startDemo(t *testing.T) string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out := &lockedBuffer{}
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"demo", "--data", t.TempDir(), "--address", "127.0.0.1:0"}, strings.NewReader(""), out, out)
	}()
	t.Cleanup(func() {
		cancel()
		if status := <-ended; status != exitDone {
			t.Errorf("the demo ended with status %d:\n%s", status, out)
		}
	})
	deadline := time.After(2 * time.Minute)
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		if _, rest, ok := strings.Cut(out.String(), "alleys is at "); ok {
			if url, _, ok := strings.Cut(rest, " "); ok {
				return url
			}
		}
		select {
		case status := <-ended:
			ended <- status
			t.Fatalf("the demo ended with status %d:\n%s", status, out)
		case <-deadline:
			t.Fatalf("the demo is not ready:\n%s", out)
		case <-tick.C:
		}
	}
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// newTab opens a browser with a window of that width.
func newTab(t *testing.T, browser string, width, height int) context.Context {
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
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// shoot takes a picture of the whole page and checks that it is one; with
// -screenshots it is kept.
func shoot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	b, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if _, err := png.DecodeConfig(bytes.NewReader(b)); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if *screenshots != "" {
		if err := os.WriteFile(filepath.Join(*screenshots, name+".png"), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// picture takes the README's picture, what a reader sees of the article.
func picture(t *testing.T, ctx context.Context, width int) {
	t.Helper()
	if *screenshots == "" || width < 1000 {
		return
	}
	top := chromedp.Evaluate[chromedp.Void](`history.replaceState(null, "", location.pathname)`)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(int64(width), 1180), top, chromedp.Reload(), chromedp.Evaluate[chromedp.Void](`scrollTo(0, 0)`)); err != nil {
		t.Fatal(err)
	}
	b, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*screenshots, "readme.png"), b, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.ResetViewport()); err != nil {
		t.Fatal(err)
	}
}

// noOverflow fails when a page is wider than its window.
func noOverflow(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	over, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.documentElement.scrollWidth - document.documentElement.clientWidth`))
	if err != nil {
		t.Fatal(err)
	}
	if over > 0 {
		t.Errorf("%s is %d px wider than the window", name, over)
	}
}

// TestBrowserWalk goes the way of a workshop group: search, facet, article,
// finding, card.
func TestBrowserWalk(t *testing.T) {
	browser := findBrowser(t)
	url := startDemo(t)
	for _, width := range []int{1280, 390} {
		t.Run(fmt.Sprint(width), func(t *testing.T) { walk(t, newTab(t, browser, width, 900), url, width) })
	}
}

func walk(t *testing.T, ctx context.Context, url string, width int) {
	look := func(name string) {
		t.Helper()
		name = fmt.Sprintf("%s-%d", name, width)
		noOverflow(t, ctx, name)
		shoot(t, ctx, name)
	}
	do := func(what string, steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	text := func(sel string) string {
		t.Helper()
		s, err := chromedp.Run(ctx, chromedp.Text(sel))
		if err != nil {
			t.Fatalf("text of %s: %v", sel, err)
		}
		return s
	}
	do("open", chromedp.Navigate(url), chromedp.WaitVisible(`input[type=search]`))
	look("home")
	do("search", chromedp.SetValue(`input[type=search]`, "migrants OR migranti"), chromedp.Submit(`form.searchbox`), chromedp.WaitVisible(`.resultbar strong`))
	all := text(`.resultbar strong`)
	look("search")
	do("facet", chromedp.Click(`.facet[data-field=stance] li a`), chromedp.WaitVisible(`.facet li.chosen`))
	if narrowed := text(`.resultbar strong`); all == narrowed || text(`.result .marks`) == "" {
		t.Errorf("the facet does not narrow: %q before, %q after", all, narrowed)
	}
	look("facet")
	do("article", chromedp.Click(`.result h3 a`), chromedp.WaitVisible(`.reading h1`))
	do("flag", chromedp.WaitVisible(`.annotated .flag`))
	do("number", chromedp.Click(`.annotated .ref`))
	do("note", chromedp.WaitVisible(`.note:target`))
	note := text(`.note:target`)
	for _, want := range []string{"about:", "Why it is marked"} {
		if !strings.Contains(note, want) {
			t.Errorf("the note of %q lacks %q: %s", text(`h1`), want, note)
		}
	}
	picture(t, ctx, width)
	look("article")
	do("card", chromedp.Navigate(url+"/search?stance=endorsed"), chromedp.WaitVisible(`.result h3 a`), chromedp.Click(`.result h3 a`),
		chromedp.WaitVisible(`.note .answers a`), chromedp.Click(`.note .answers a`), chromedp.WaitVisible(`.cardpage .evidence`))
	if card := text(`.cardpage .evidence`); !strings.Contains(card, "Sources") {
		t.Errorf("the card shows no sources: %s", card)
	}
	look("card")
	for _, page := range []string{"frames", "frames/invasion", "techniques", "cards", "claims", "sources", "explain", "about"} {
		do(page, chromedp.Navigate(url+"/"+page), chromedp.WaitVisible(`h1`))
		look(strings.ReplaceAll(page, "/", "-"))
	}
	do("explain", chromedp.Navigate(url+"/explain"), chromedp.SetValue(`textarea`, "Hordes of migrants are invading our country."),
		chromedp.Submit(`form.explain`), chromedp.WaitVisible(`.annotated .flag`))
	look("explained")
	do("Italian", chromedp.Navigate(url+"/language?to=it&back=/frames"), chromedp.WaitVisible(`h1`))
	if title := text(`h1`); title != "Cornici" {
		t.Errorf("the page is not in Italian: %q", title)
	}
	look("frames-it")
	do("English", chromedp.Navigate(url+"/language?to=en&back=/"))
}

// TestPagesLoadNothingFromElsewhere asks every page that links lead to for
// addresses outside, which a page may link to but not load from.
func TestPagesLoadNothingFromElsewhere(t *testing.T) {
	url := startDemo(t)
	seen, queue := map[string]bool{"/": true}, []string{"/"}
	for len(queue) > 0 && len(seen) < 300 {
		path := queue[0]
		queue = queue[1:]
		body := get(t, url+path)
		for _, attr := range []string{`src="`, `<link rel="stylesheet" href="`} {
			for _, rest := range strings.Split(body, attr)[1:] {
				if target, _, _ := strings.Cut(rest, `"`); !strings.HasPrefix(target, "/static/") {
					t.Errorf("%s loads %s", path, target)
				}
			}
		}
		if strings.Contains(body, "⟨") {
			_, rest, _ := strings.Cut(body, "⟨")
			t.Errorf("%s lacks a text: ⟨%.40s", path, rest)
		}
		for _, rest := range strings.Split(body, `href="`)[1:] {
			target, _, _ := strings.Cut(rest, `"`)
			target, _, _ = strings.Cut(strings.ReplaceAll(target, "&amp;", "&"), "#")
			if strings.HasPrefix(target, "/") && !strings.HasPrefix(target, "/static/") && !strings.HasPrefix(target, "/export") && !seen[target] {
				seen[target] = true
				queue = append(queue, target)
			}
		}
	}
	if len(seen) < 100 {
		t.Errorf("only %d pages were found by following links", len(seen))
	}
}

func get(t *testing.T, url string) string {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(res.Body); err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		t.Errorf("%s: status %d", url, res.StatusCode)
	}
	return b.String()
}
