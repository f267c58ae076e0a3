package extract

import (
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A shownDate is a date that an element of the page states.
type shownDate struct {
	time   time.Time
	marked bool // by microdata as the date of publication
	change bool // named as the date of a change
	at     int  // letters of text before it
}

// nearHeadline is how many letters may stand between a headline and its date.
const nearHeadline = 1500

// elementDate reads the date of an element that shows it: microdata first, then
// <time>. The one nearest to the headline is taken; those of comments, teasers,
// embedded posts and page furniture are not. Without any near it the first behind
// the headline is taken, then the first.
func elementDate(doc *html.Node, title string) time.Time {
	dates, headline := shownDates(doc, title)
	best, bestScore := time.Time{}, 0
	for i, d := range dates {
		distance := d.at - headline
		if distance < 0 {
			distance = -3 * distance // above the headline stand the dates of other things
		}
		score := 11*nearHeadline - i
		switch {
		case distance <= nearHeadline:
			score = 40*nearHeadline - distance
		case d.at >= headline:
			score = 20*nearHeadline - i
		}
		if d.marked {
			score += 100 * nearHeadline
		}
		if d.change {
			score -= 10 * nearHeadline
		}
		if score > bestScore {
			best, bestScore = d.time, score
		}
	}
	return best
}

// shownDates returns at most 50 dates that elements state, in document order, and
// the place of the headline.
func shownDates(doc *html.Node, title string) (dates []shownDate, headline int) {
	at, found := 0, false
	holders := headlineHolders(doc)
	walk(doc, func(n *html.Node) bool {
		if n.Type == html.TextNode {
			at += len(strings.TrimSpace(n.Data))
			return true
		}
		if n.Type != html.ElementNode {
			return true
		}
		switch n.DataAtom {
		case atom.Aside, atom.Footer, atom.Nav, atom.Blockquote:
			return false
		case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg:
			return false
		case atom.H1, atom.H2:
			if exact := sameTitle(textOf(n), title); !found && (exact || n.DataAtom == atom.H1 && headline == 0) {
				headline, found = at, exact
			}
		}
		if isFurniture(n, holders) {
			return false
		}
		item := strings.ToLower(attr(n, "itemprop"))
		if strings.Contains(item, "datemodified") || len(dates) >= 50 {
			return true
		}
		if t, ok := dateOf(n); ok {
			isPublished := strings.Contains(item, "datepublished") || hasAttr(n, "pubdate")
			dates = append(dates, shownDate{t, isPublished, !isPublished && named(n, changeWords) && !named(n, publishWords), at})
		}
		return true
	})
	return dates, headline
}

// Names of parts of a page whose dates are those of something else.
var furniture = wordSet(`comment comments commentlist kommentare commenti commentaires comentarios related sidebar
	widget teaser teasers recommended mostread ticker breaking newsticker footer nav navigation menu promo`)

// isFurniture reports whether an element is a part of the page whose dates and
// names are those of something else. What holds the headline is none, whatever it
// is called: a layout with a sidebar is often named after it.
func isFurniture(n *html.Node, holders map[*html.Node]bool) bool {
	return named(n, furniture) && !holders[n]
}

// headlineHolders returns the elements around the main headings, and those that
// hold a whole page or article by their kind.
func headlineHolders(doc *html.Node) map[*html.Node]bool {
	holders := map[*html.Node]bool{}
	walk(doc, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.Html, atom.Body, atom.Main, atom.Article:
			holders[n] = true
		case atom.H1:
			for p := n.Parent; p != nil && !holders[p]; p = p.Parent {
				holders[p] = true
			}
		}
		return true
	})
	return holders
}

// Names of elements that say when a page was changed, and when it was published.
var (
	changeWords  = wordSet(`updated update modified modification lastmod aktualisiert aktualisierung actualizado aggiornato`)
	publishWords = wordSet(`published publication pubdate publish veröffentlicht publicado pubblicato`)
)

// dateOf reads the date that an element states in an attribute, or for elements
// meant for dates in its text.
func dateOf(n *html.Node) (time.Time, bool) {
	isTime := n.DataAtom == atom.Time || n.DataAtom == atom.Abbr
	isItem := strings.HasPrefix(strings.ToLower(attr(n, "itemprop")), "date")
	if !isTime && !isItem {
		return time.Time{}, false
	}
	if !isItem && n.DataAtom != atom.Time {
		return attrDate(n)
	}
	return statedDate(n)
}

// attrDate reads the date in an attribute meant for it.
func attrDate(n *html.Node) (time.Time, bool) {
	for _, key := range []string{"datetime", "content", "title", "data-datetime", "data-timestamp"} {
		if t, ok := parseTime(attr(n, key)); ok {
			return t, true
		}
	}
	return time.Time{}, false
}

// statedDate reads the date in an attribute, else in the text, of an element that
// holds one.
func statedDate(n *html.Node) (time.Time, bool) {
	if t, ok := attrDate(n); ok {
		return t, true
	}
	return parseTime(textOf(n))
}
