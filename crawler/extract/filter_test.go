package extract

import (
	"strings"
	"testing"
	"testing/fstest"
)

// storyWith puts a line into the middle of an article, or at its end.
func storyWith(line string, end bool) string {
	story := []string{
		"The harbour was quiet on Monday, and the men who mend the nets had time to talk about the winter.",
		"Three boats have been sold since the autumn, two of them to a family that moved here from the north.",
		"The school counts nine children more than last year, and the baker has begun to open on Sundays again.",
		"Whether the ferry will run in January is to be decided next week by a council that seldom agrees.",
		"Until then the post comes by road, which takes four hours longer and costs the island twice as much.",
	}
	var b strings.Builder
	b.WriteString("<html><body><article><h1>Quiet harbour</h1>")
	for i, s := range story {
		b.WriteString("<p>" + s + "</p>")
		if i == 2 && !end {
			b.WriteString(line)
		}
	}
	if end {
		b.WriteString(line)
	}
	b.WriteString("</article></body></html>")
	return b.String()
}

func TestFilters(t *testing.T) {
	const link = `<a href="/other">The other story of the harbour</a>`
	tests := []struct {
		name, line string
		end, keep  bool
	}{
		{"English pointer", "<p>Read more: " + link + "</p>", false, false},
		{"Italian pointer", "<p>LEGGI ANCHE – " + link + "</p>", false, false},
		{"German pointer", "<p>Lesen Sie auch: " + link + "</p>", false, false},
		{"French pointer", "<p>À lire aussi : " + link + "</p>", false, false},
		{"Spanish pointer", "<p>Te puede interesar: " + link + "</p>", false, false},
		{"Polish pointer", "<p>Czytaj także: " + link + "</p>", false, false},
		{"Portuguese pointer", "<p>Leia também: " + link + "</p>", false, false},
		{"Dutch pointer", "<p>Lees ook: " + link + "</p>", false, false},
		{"pointer with an arrow", "<p>→ Lesen Sie auch: " + link + "</p>", false, false},
		{"label", "<p>Advertisement</p>", false, false},
		{"label in capitals", "<p>PUBBLICITÀ</p>", false, false},
		{"call to subscribe", "<p>Sign up for our newsletter and get the harbour in your inbox.</p>", false, false},
		{"German call", "<p>Folgen Sie uns auf allen Kanälen und bleiben Sie am Ball!</p>", false, false},
		{"shouted link", `<p><a href="/x">CLICK HERE FOR ALL THE FERRY TIMES</a></p>`, false, false},
		{"list of links", `<ul><li>` + link + `</li><li>` + link + ` again</li></ul>`, false, false},
		{"bare address", "<p>https://example.org/harbour</p>", false, false},
		{"credit line", "<p>Boats at the pier. Photo: Ana Prole</p>", false, false},
		{"copyright at the end", "<p>© 2024 The Harbour Bell. All rights reserved.</p>", true, false},
		{"source at the end", "<p>Quelle: dpa</p>", true, false},
		{"initials at the end", "<p>kb/ap</p>", true, false},
		{"date at the end", "<p>Published 12.03.2024 08:15</p>", true, false},
		{"heading without text", "<h2>More on this story</h2>", true, false},
		{"related stories at the end", "<h3>Related stories</h3><p>" + link + "</p><p>And one line about it that is not a link at all.</p>", true, false},

		{"a sentence that begins like a pointer", "<p>Read more than the headline, the teacher told them, and they did so for a whole year.</p>", false, true},
		{"a newsletter in the news", "<p>In his newsletter the economist had warned of the price of rope as early as last summer.</p>", false, true},
		{"cookies in the news", "<p>The court held that the privacy policy of the ferry company was written so that nobody would read it to the end.</p>", false, true},
		{"a link inside a sentence", "<p>The council met, as <a href='/x'>reported last week</a>, in the old school behind the church.</p>", false, true},
		{"a question", "<p>What do you think it costs to keep a ferry over the winter? Nobody at the pier would say.</p>", false, true},
		{"a subheading", "<h2>Four hours longer</h2>", false, true},
		{"a quote", "<blockquote><p>We have always had the wind, now we want the ferry back as well.</p></blockquote>", false, true},
		{"a list of facts", "<ul><li>Nine children more than last year attend the school.</li><li>Three boats were sold since the autumn.</li></ul>", false, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := Extract([]byte(storyWith(tt.line, tt.end)), "text/html; charset=utf-8", "https://bell.example/a")
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range []string{"The harbour was quiet", "Until then the post"} {
				if !strings.Contains(p.Text, s) {
					t.Fatalf("%q is missing in\n%s", s, p.Text)
				}
			}
			inside := oneLine(stripTags(tt.line))
			probe := inside[:min(len(inside), 20)]
			if got := strings.Contains(oneLine(p.Text), probe); got != tt.keep {
				t.Errorf("keep = %v, want %v; text:\n%s", got, tt.keep, p.Text)
			}
		})
	}
}

func TestPartial(t *testing.T) {
	ld := func(body string) string {
		return `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Quiet harbour"` + body + `}</script>`
	}
	tests := []struct {
		name, page string
		want       bool
	}{
		{"free", storyWith("", true), false},
		{"paywall in words", storyWith("<p>Subscribe to continue reading</p>", true), true},
		{"paywall in German", storyWith("<p>Dieser Artikel ist nur für Abonnenten.</p>", true), true},
		{"paywall beside the text", storyWith("", true) + `<div class="offer"><a href="/abo">Déjà abonné ?</a></div>`, true},
		{"declared, and short", ld(`,"isAccessibleForFree":false`) + storyWith("", true), true},
		{"declared as text", ld(`,"isAccessibleForFree":"False"`) + storyWith("", true), true},
		{"declared free", ld(`,"isAccessibleForFree":true`) + storyWith("<p>Subscribe to continue reading</p>", true), false},
		{"many more words declared", ld(`,"wordCount":1900`) + storyWith("", true), true},
		{"as many words as declared", ld(`,"wordCount":100`) + storyWith("", true), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := Extract([]byte(tt.page), "text/html; charset=utf-8", "")
			if err != nil {
				t.Fatal(err)
			}
			if p.Partial != tt.want {
				t.Errorf("partial = %v", p.Partial)
			}
		})
	}
}

func TestPhraseFiles(t *testing.T) {
	if _, err := builtinPhrases(); err != nil {
		t.Fatal(err)
	}
	_, err := loadPhrases(fstest.MapFS{"xx.txt": {Data: []byte("stray\n[label]\nAdvert\nad\nad\n[nonsense]\nword\n")}})
	for _, want := range []string{`xx.txt:1: "stray" stands before`, `xx.txt:3: write "Advert" as "advert"`, `xx.txt:5: "ad" is already in line 4`, `xx.txt:6: unknown section [nonsense]`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v lacks %q", err, want)
		}
	}
}

func TestSiteFiles(t *testing.T) {
	if _, err := builtinSites(); err != nil {
		t.Fatal(err)
	}
	sites, err := loadSites(fstest.MapFS{"bell.example.txt": {Data: []byte("content: div.story\nfootnotes: x\ndrop: div[\ncontent\n")}})
	for _, want := range []string{`bell.example.txt:2: "footnotes: x" is no rule`, `bell.example.txt:3: bad CSS selector "div["`, `bell.example.txt:4: "content" is no rule`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v lacks %q", err, want)
		}
	}
	if siteRuleFor("www.news.bell.example", sites) == nil || siteRuleFor("bell.example", sites) == nil {
		t.Error("a rule holds for the hosts below its own")
	}
	if siteRuleFor("example", sites) != nil || siteRuleFor("otherbell.example", sites) != nil {
		t.Error("a rule holds for no other host")
	}
}
