package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Names of parts that lie over or beside an article and never hold it: consent
// banners, logins, registration.
var overlayWords = wordSet(`cookie cookies cookiebar cookiebanner cookieconsent consent gdpr dsgvo rgpd onetrust didomi
	usercentrics iubenda quantcast qccmp cmpbox privacybanner login signin signup registration register registrierung
	anmeldung logindialog systemdialog newsletter newsletters newsletterbox newslettersignup comments commentlist
	commentform commentsection kommentare disqus`)

// dropOverlays removes what stands inside such parts. A part that holds a good
// share of all text is a misnamed container and stays.
func dropOverlays(cands []*candidate) {
	total := totalLetters(cands)
	inside := map[*html.Node]int{}
	part := make([]*html.Node, len(cands))
	memo := map[*html.Node]*html.Node{}
	for i, c := range cands {
		if part[i] = overlayAround(c.parent, memo); part[i] != nil {
			inside[part[i]] += c.letters
		}
	}
	for i, c := range cands {
		if part[i] != nil && inside[part[i]]*100 < total*35 {
			c.drop("overlay")
		}
	}
}

// overlayAround returns the outermost such part around n, nil if none.
func overlayAround(n *html.Node, memo map[*html.Node]*html.Node) *html.Node {
	if n == nil || n.Type != html.ElementNode {
		return nil
	}
	if found, ok := memo[n]; ok {
		return found
	}
	found := overlayAround(n.Parent, memo)
	if found == nil && isOverlay(n) {
		found = n
	}
	memo[n] = found
	return found
}

func isOverlay(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main, atom.Article, atom.P, atom.Span, atom.A:
		return false
	}
	return strings.HasSuffix(attr(n, "role"), "dialog") || named(n, overlayWords)
}
