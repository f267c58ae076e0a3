package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestBrowserDesk goes the way of a trainer: the list, a card, a check while
// typing, a saved draft, its history, the projector.
func TestBrowserDesk(t *testing.T) {
	browser := findBrowser(t)
	url := startDemo(t)
	for _, width := range []int{1280, 390} {
		t.Run(fmt.Sprint(width), func(t *testing.T) { deskWalk(t, browser, url, width) })
	}
}

func deskWalk(t *testing.T, browser, url string, width int) {
	ctx := newTab(t, browser, width, 900)
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
	look := func(name string) {
		t.Helper()
		name = fmt.Sprintf("desk-%s-%d", name, width)
		noOverflow(t, ctx, name)
		shoot(t, ctx, name)
	}
	card := url + "/desk/cards/duty-to-rescue.en"
	title := fmt.Sprintf("A title of %d pixels", width)
	do("list", chromedp.Navigate(url+"/desk"), chromedp.WaitVisible(`.desklist li`))
	look("list")
	do("editor", chromedp.Navigate(card), chromedp.WaitVisible(`#cardcheck .papertitle`))
	look("editor")
	// The script checks what is typed: the title shows in the preview.
	do("type", chromedp.SetValue(`.cardform input[name=title]`, title),
		chromedp.Evaluate[chromedp.Void](`document.querySelector(".cardform").dispatchEvent(new Event("input"))`),
		chromedp.Poll[chromedp.Void](fmt.Sprintf(`document.querySelector("#cardcheck .papertitle").textContent === %q`, title)))
	do("save", chromedp.Click(`.savebar button[value=save]`), chromedp.WaitVisible(`.done`))
	if got := text(`h1`); got != title {
		t.Errorf("the title is %q", got)
	}
	do("history", chromedp.Navigate(card+"/history"), chromedp.WaitVisible(`.sides`))
	if got := text(`.sides`); !strings.Contains(got, title) {
		t.Errorf("the history does not show %q: %s", title, got)
	}
	look("history")
	do("new", chromedp.Navigate(url+"/desk/new"), chromedp.WaitVisible(`.cardform`))
	look("new")
	do("projector", chromedp.Navigate(url+"/deck"), chromedp.WaitVisible(`.screen h1`), chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.PageDown), chromedp.KeyEvent(kb.ArrowLeft))
	if at, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.hash`)); err != nil || at != "#s2" {
		t.Errorf("the keys lead to %q, %v", at, err)
	}
	look("deck")
	do("paper", chromedp.Navigate(url+"/cards/duty-to-rescue/print?size=a5"), chromedp.WaitVisible(`.sheet h1`))
	look("a5")
}
