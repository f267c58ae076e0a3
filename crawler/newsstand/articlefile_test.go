package newsstand

import (
	"strings"
	"testing"
)

const soundArticle = `title: Council votes
lede: Eleven for, four against.
author: Maeve Tiernan
published: 2026-09-14T07:30:00+01:00
section: Council
lang: en
kind: framed
finding: invasion migrants quoted by Ann Other: an army on the march

The first paragraph
goes over two lines.

## A heading

> “It is an army on the march,” said Ann Other.
`

func TestParseArticle(t *testing.T) {
	a, err := ParseArticle("a.md", []byte(soundArticle))
	if err != nil {
		t.Fatal(err)
	}
	want := []Block{
		{Paragraph, "The first paragraph goes over two lines."},
		{Crosshead, "A heading"},
		{Quotation, "“It is an army on the march,” said Ann Other."},
	}
	if len(a.Blocks) != len(want) {
		t.Fatalf("blocks are %q", a.Blocks)
	}
	for i := range want {
		if a.Blocks[i] != want[i] {
			t.Errorf("block %d is %q, want %q", i, a.Blocks[i], want[i])
		}
	}
	f := Finding{Frame: "invasion", Target: "migrants", Stance: "quoted", Speaker: "Ann Other", Passage: "an army on the march"}
	if len(a.Findings) != 1 || a.Findings[0] != f {
		t.Errorf("findings are %+v, want %+v", a.Findings, f)
	}
	if a.Access != Open {
		t.Errorf("access is %q, want open", a.Access)
	}
}

func TestParseArticleErrors(t *testing.T) {
	replace := func(from, to string) string {
		if !strings.Contains(soundArticle, from) {
			t.Fatalf("the sound article has no %q", from)
		}
		return strings.Replace(soundArticle, from, to, 1)
	}
	cases := []struct {
		name, text string
		want       []string
	}{
		{"unknown key", replace("section:", "sektion:"), []string{`a.md:5: unknown key "sektion"`, "a.md:1: section is missing"}},
		{"key twice", replace("lang: en", "lang: en\nlang: it"), []string{"a.md:7: lang stands already on line 6"}},
		{"no colon", replace("author: Maeve", "author Maeve"), []string{"a.md:3: header line"}},
		{"empty value", replace("Maeve Tiernan", ""), []string{"a.md:3: author has no value"}},
		{"unknown language", replace("lang: en", "lang: fr"), []string{`a.md:6: unknown lang "fr"; known are en, it`}},
		{"bad time", replace("2026-09-14T07:30:00+01:00", "14 September"), []string{"a.md:4: published is"}},
		{"time too early", replace("2026-09-14", "2025-09-14"), []string{"a.md:4: published is 2025"}},
		{"unknown frame", replace("finding: invasion", "finding: flood"), []string{`a.md:8: unknown frame "flood"`}},
		{"unknown stance", replace("quoted by", "shouted by"), []string{`a.md:8: unknown stance "shouted"`}},
		{"finding without passage", replace(": an army on the march\n", "\n"), []string{"a.md:8: finding is"}},
		{"nationals without a country", replace("invasion migrants", "invasion nationals"), []string{`a.md:8: target is "nationals"`}},
		{"country without nationals", replace("invasion migrants", "invasion migrants/AL"), []string{`a.md:8: target is "migrants/AL"`}},
		{"passage that is not there", replace(": an army on the march\n", ": a navy\n"), []string{`a.md:8: "a navy" occurs 0 times`}},
		{"passage that is there twice", replace("## A heading", "## an army on the march"), []string{"a.md:8: \"an army on the march\" occurs 2 times"}},
		{"ordinary with finding", replace("kind: framed", "kind: ordinary"), []string{"a.md:7: an ordinary article has no finding"}},
		{"hard negative endorsed", strings.Replace(replace("kind: framed", "kind: hard-negative"), "quoted by Ann Other", "endorsed", 1), []string{"a.md:7: a hard negative"}},
		{"framed without finding", replace("finding: invasion migrants quoted by Ann Other: an army on the march\n", ""), []string{"a.md:7: a framed article"}},
		{"no text", soundArticle[:strings.Index(soundArticle, "\n\n")], []string{"there is no text"}},
		{"not UTF-8", "title: caf\xe9", []string{"a.md: not valid UTF-8"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := ParseArticle("a.md", []byte(c.text))
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error is %q, want %q in it", err, want)
				}
			}
		})
	}
}

func FuzzParseArticle(f *testing.F) {
	f.Add([]byte(soundArticle))
	f.Add([]byte("title\n\n## \n> "))
	f.Add([]byte("finding: a b c: \n\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		a, err := ParseArticle("f.md", text)
		if err != nil {
			return
		}
		whole := a.Title + "\n\n" + a.Text()
		for _, finding := range a.Findings {
			if strings.Count(whole, finding.Passage) != 1 {
				t.Errorf("accepted %q", finding.Passage)
			}
		}
	})
}
