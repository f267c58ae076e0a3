package web

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func eachElement(t *testing.T, page string, do func(*html.Node)) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			do(n)
		}
	}
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// checkHeadings fails for a page without exactly one first heading (a deck has
// one a sheet), or on which a level is skipped on the way down.
func checkHeadings(t *testing.T, path, page string) {
	t.Helper()
	last, first := 0, 0
	eachElement(t, page, func(n *html.Node) {
		if len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
			return
		}
		level := int(n.Data[1] - '0')
		if level == 1 {
			first++
		}
		if level > last+1 {
			t.Errorf("%s: an h%d follows an h%d", path, level, last)
		}
		last = level
	})
	if first == 0 || first > 1 && !strings.Contains(path, "/deck") {
		t.Errorf("%s has %d first headings", path, first)
	}
}

// checkLabels fails for fields, pictures and tables that have no name, and for
// a page that does not say its language.
func checkLabels(t *testing.T, path, page string) {
	t.Helper()
	labelled := map[string]bool{}
	eachElement(t, page, func(n *html.Node) {
		if n.Data == "label" {
			labelled[attribute(n, "for")] = true
		}
	})
	eachElement(t, page, func(n *html.Node) {
		switch n.Data {
		case "html":
			if attribute(n, "lang") == "" {
				t.Errorf("%s: the page has no language", path)
			}
		case "img":
			if !hasAttribute(n, "alt") {
				t.Errorf("%s: a picture has no alt", path)
			}
		case "th":
			if attribute(n, "scope") == "" {
				t.Errorf("%s: a table's heading has no scope", path)
			}
		case "input", "select", "textarea":
			hidden := attribute(n, "type") == "hidden" || hasAttribute(n, "hidden")
			if !hidden && attribute(n, "aria-label") == "" && !labelled[attribute(n, "id")] && !within(n, "label") {
				t.Errorf("%s: the field %s has no label", path, attribute(n, "name"))
			}
		}
	})
}

func hasAttribute(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func within(n *html.Node, element string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Data == element {
			return true
		}
	}
	return false
}
