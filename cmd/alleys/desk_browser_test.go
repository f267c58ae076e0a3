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
	browser := needBrowser(t)
	url := startDemo(t)
	for _, width := range []int{1280, 390} {
		t.Run(fmt.Sprint(width), func(t *testing.T) { deskWalk(newTab(t, browser, width, 900), url) })
	}
}

func deskWalk(b *tab, url string) {
	card := url + "/desk/cards/duty-to-rescue.en"
	title := fmt.Sprintf("A title of %d pixels", b.width)
	b.do("list", chromedp.Navigate(url+"/desk"), chromedp.WaitVisible(`.desklist li`))
	b.look("desk-list")
	b.do("editor", chromedp.Navigate(card), chromedp.WaitVisible(`#cardcheck .papertitle`))
	b.look("desk-editor")
	// The script checks what is typed: the title shows in the preview.
	b.do("type", chromedp.SetValue(`.cardform input[name=title]`, title),
		chromedp.Evaluate[chromedp.Void](`document.querySelector(".cardform").dispatchEvent(new Event("input"))`),
		chromedp.Poll[chromedp.Void](fmt.Sprintf(`document.querySelector("#cardcheck .papertitle").textContent === %q`, title)))
	b.do("save", chromedp.Click(`.savebar button[value=save]`), chromedp.WaitVisible(`.done`))
	if got := b.text(`h1`); got != title {
		b.t.Errorf("the title is %q", got)
	}
	b.do("history", chromedp.Navigate(card+"/history"), chromedp.WaitVisible(`.sides`))
	if got := b.text(`.sides`); !strings.Contains(got, title) {
		b.t.Errorf("the history does not show %q: %s", title, got)
	}
	b.look("desk-history")
	b.do("new", chromedp.Navigate(url+"/desk/new"), chromedp.WaitVisible(`.cardform`))
	b.look("desk-new")
	b.choosesFirst()
	b.do("projector", chromedp.Navigate(url+"/deck"), chromedp.WaitVisible(`.screen h1`), chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.PageDown), chromedp.KeyEvent(kb.ArrowLeft))
	if at := eval[string](b, `location.hash`); at != "#s2" {
		b.t.Errorf("the keys lead to %q", at)
	}
	b.look("desk-deck")
	b.do("paper", chromedp.Navigate(url+"/cards/duty-to-rescue/print?size=a5"), chromedp.WaitVisible(`.sheet h1`))
	b.look("desk-a5")
}

// choosesFirst checks in the editor of a new card that what comes first is
// ticked, and that what is no longer ticked comes first no more.
func (b *tab) choosesFirst() {
	b.t.Helper()
	const set = `((selector, key, value) => { const e = document.querySelector(selector); e[key] = value; e.dispatchEvent(new Event("change", { bubbles: true })); })`
	const ticked, first = `document.querySelector("input[name=techniques][value=conspiracy]").checked`, `document.querySelector("select[name=first_technique]").value`
	b.do("choose", chromedp.Evaluate[chromedp.Void](set+`("select[name=first_technique]", "value", "conspiracy")`))
	if !eval[bool](b, ticked) {
		b.t.Error("what comes first is not ticked")
	}
	b.do("untick", chromedp.Evaluate[chromedp.Void](set+`("input[name=techniques][value=conspiracy]", "checked", false)`))
	if got := eval[string](b, first); got != "" {
		b.t.Errorf("%q comes first and is not ticked", got)
	}
}

// TestBrowserSheets checks that every card fits its sheet and its screen, in
// every language.
func TestBrowserSheets(t *testing.T) {
	browser := needBrowser(t)
	url := startDemo(t)
	b := newTab(t, browser, 1280, 720)
	for _, lang := range []string{"en", "de", "es", "fr", "it", "pl"} {
		b.do("sheets", chromedp.Navigate(url+"/deck?size=a5&lang="+lang), chromedp.WaitVisible(`.sheet h1`))
		// 210 mm at 96 pixels to the inch.
		long := eval[[]string](b, `Array.from(document.querySelectorAll(".sheet")).filter(s => s.offsetHeight > 794).map(s => s.querySelector("h1").textContent + ": " + s.offsetHeight)`)
		for _, s := range long {
			t.Errorf("%s: longer than an A5 sheet: %s", lang, s)
		}
		b.do("screens", chromedp.Navigate(url+"/deck?lang="+lang), chromedp.WaitVisible(`.screen h1`))
		for _, s := range eval[[]string](b, tallScreens) {
			t.Errorf("%s: taller than the screen: %s", lang, s)
		}
		ids := eval[[]string](b, `Array.from(document.querySelectorAll(".screen nav a[href*=print]")).map(a => new URL(a.href).pathname.split("/")[2])`)
		if len(ids) < 40 {
			t.Fatalf("%s: %d cards", lang, len(ids))
		}
		b.do("parts", chromedp.Navigate(url+"/deck?lang="+lang+"&id="+strings.Join(ids, "&id=")), chromedp.WaitVisible(`.screen h1`))
		for _, s := range eval[[]string](b, tallScreens) {
			t.Errorf("%s: part taller than the screen: %s", lang, s)
		}
	}
}

const tallScreens = `Array.from(document.querySelectorAll(".screen")).filter(s => s.offsetHeight > innerHeight + 1).map(s => s.querySelector("h1").textContent + ": " + s.offsetHeight)`
