package extract

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestHostilePages fails by running into the test's time limit or out of memory.
func TestHostilePages(t *testing.T) {
	if testing.Short() {
		t.Skip("several seconds")
	}
	const sentence = "<p>This is a sentence with several words, commas, and so on, of which there are many.</p>\n"
	attributes := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "<b a%d=1>", i)
		}
		return b.String()
	}
	pages := map[string]string{
		"paragraphs":          strings.Repeat(sentence, 8000),
		"one long text":       "<p>" + strings.Repeat("word, and more words. ", 50_000),
		"one long word":       "<p>" + strings.Repeat("a", 1<<20),
		"deep":                strings.Repeat("<div>", 20_000) + sentence,
		"deep formatting":     strings.Repeat("<b>", 100_000) + sentence,
		"deep tables":         strings.Repeat("<table><tr><td>", 5000) + sentence,
		"reopened formatting": attributes(400) + strings.Repeat(sentence, 3000),
		"line breaks":         strings.Repeat("a<br>", 50_000),
		"tags":                strings.Repeat("<p>a", 300_000),
		"attributes":          "<div " + strings.Repeat("abc=1 ", 200_000) + ">" + sentence,
		"long class":          "<div class='" + strings.Repeat("author ", 150_000) + "'>" + sentence,
		"long title":          "<title>" + strings.Repeat("a - b | ", 100_000) + "</title>" + sentence,
		"headings":            strings.Repeat("<h1>x y z</h1>", 20_000) + sentence,
		"brackets":            "<script type='application/ld+json'>" + strings.Repeat("[", 200_000) + "</script>" + sentence,
		"many objects":        "<script type='application/ld+json'>[{}" + strings.Repeat(`,{"@type":"Article"}`, 100_000) + "]</script>" + sentence,
		"links":               "<article>" + strings.Repeat("<a href=x>link text</a> ", 20_000) + sentence,
		"rows":                "<table>" + strings.Repeat("<tr><td>a</td><td>b</td></tr>", 20_000) + "</table>" + sentence,
		"misnested":           strings.Repeat("<a><p><b></a></p>", 10_000) + sentence,
		"zeros":               "<p>" + strings.Repeat("\x00\xff\xfe", 200_000) + sentence,
		"private use":         "<p>\U000F0000\U000F0001\uE000 text " + sentence,
		"times":               strings.Repeat("<time datetime=xx>3</time>", 10_000) + sentence,
		"dates":               "<h1>t</h1>" + strings.Repeat("<p>12.03.2020 13:45", 10_000),
		"unfinished":          "<html><body><article><p>text <a href='",
	}
	for name, body := range pages {
		t.Run(name, func(t *testing.T) {
			p, err := Extract([]byte("<html><body>"+body), "text/html", "https://example.org/a")
			if p == nil {
				t.Fatal(err)
			}
			if strings.ContainsFunc(p.Text, isPrivate) {
				t.Error("a mark is left in the text")
			}
		})
	}
}

func TestPanicOfAnExtractor(t *testing.T) {
	run := guarded(func(*html.Node, *url.URL) (*html.Node, error) { panic("broken") })
	if root, err := run(nil, nil); root != nil || err == nil || !strings.Contains(err.Error(), "broken") {
		t.Errorf("got %v, %v", root, err)
	}
}
