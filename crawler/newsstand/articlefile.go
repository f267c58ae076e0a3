package newsstand

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// ParseArticle reads an article file: header lines `key: value`, a blank line,
// then blocks separated by blank lines. A block that starts with "## " is a
// cross-heading, one that starts with "> " a quotation, any other a paragraph;
// the lines of a block are joined by spaces.
//
//	title: Council votes on the quay
//	lede: Eleven councillors for, four against.
//	author: Maeve Tiernan
//	published: 2026-09-14T07:30:00+01:00
//	section: Council
//	lang: en
//	kind: framed
//	finding: invasion migrants endorsed: words from the text
//	finding: exclusion-call roma quoted by Ann Other: words she says
//	finding: derogation nationals/AL countered: words from the text
//
// Those keys but finding are required; agency, caption, access and updated are
// optional. The words after the last colon of a finding must occur exactly
// once in title, lede and blocks. Errors name file and line and, if several
// lines are wrong, all of them. The article's Outlet, Slug and Edition are left
// to the caller.
func ParseArticle(file string, text []byte) (Article, error) {
	p := articleParser{file: file, seen: map[string]int{}}
	if !utf8.Valid(text) {
		return Article{}, fmt.Errorf("%s: not valid UTF-8; save the file as UTF-8", file)
	}
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, 1<<20)
	inHeader := true
	for lines.Scan() {
		p.line++
		line := strings.TrimSpace(lines.Text())
		switch {
		case inHeader && line == "":
			inHeader = false
		case inHeader:
			p.headerLine(line)
		default:
			p.bodyLine(line)
		}
	}
	if err := lines.Err(); err != nil {
		return Article{}, fmt.Errorf("%s:%d: %w; split the paragraph", file, p.line+1, err)
	}
	p.endBlock()
	p.checkWhole()
	return p.article, errors.Join(p.errs...)
}

type articleParser struct {
	file     string
	line     int
	seen     map[string]int // header key to its line
	block    []string
	article  Article
	findings []int // line of each finding
	errs     []error
}

func (p *articleParser) failAt(line int, format string, args ...any) {
	p.errs = append(p.errs, fmt.Errorf("%s:%d: %s", p.file, line, fmt.Sprintf(format, args...)))
}

var requiredKeys = []string{"title", "lede", "author", "published", "section", "lang", "kind"}
var optionalKeys = []string{"agency", "caption", "access", "updated", "finding"}

func (p *articleParser) headerLine(line string) {
	key, value, ok := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	if !ok {
		p.failAt(p.line, "header line %q has no colon; write key: value, and a blank line before the text", line)
		return
	}
	if value == "" {
		p.failAt(p.line, "%s has no value; fill it in or delete the line", key)
		return
	}
	if first, twice := p.seen[key]; twice && key != "finding" {
		p.failAt(p.line, "%s stands already on line %d; keep one", key, first)
		return
	}
	p.seen[key] = p.line
	p.setHeader(key, value)
}

func (p *articleParser) setHeader(key, value string) {
	a := &p.article
	switch key {
	case "title":
		a.Title = value
	case "lede":
		a.Lede = value
	case "author":
		a.Author = value
	case "section":
		a.Section = value
	case "agency":
		a.Agency = value
	case "caption":
		a.Caption = value
	case "lang":
		a.Lang = p.oneOf(key, value, languages)
	case "kind":
		a.Kind = Kind(p.oneOf(key, value, kinds))
	case "access":
		a.Access = Access(p.oneOf(key, value, accesses))
	case "published":
		a.Published = p.time(key, value)
	case "updated":
		a.Updated = p.time(key, value)
	case "finding":
		p.finding(value)
	default:
		p.failAt(p.line, "unknown key %q; known are %s", key, strings.Join(slices.Concat(requiredKeys, optionalKeys), ", "))
	}
}

func (p *articleParser) oneOf(what, value string, known []string) string {
	if !slices.Contains(known, value) {
		p.failAt(p.line, "unknown %s %q; known are %s", what, value, strings.Join(known, ", "))
	}
	return value
}

func (p *articleParser) time(key, value string) time.Time {
	t, err := time.Parse(time.RFC3339, value)
	if err != nil {
		p.failAt(p.line, "%s is %q; write it like 2026-09-14T07:30:00+02:00", key, value)
		return t
	}
	if t.After(PressTime) || t.Before(PressTime.AddDate(0, 0, -56)) {
		p.failAt(p.line, "%s is %s; it must lie in the eight weeks before %s", key, value, PressTime.Format(time.DateOnly))
	}
	return t
}

func (p *articleParser) finding(value string) {
	label, passage, ok := strings.Cut(value, ": ")
	label, speaker, _ := strings.Cut(label, " by ")
	words := strings.Fields(label)
	if !ok || len(words) != 3 {
		p.failAt(p.line, "finding is %q; write FRAME TARGET STANCE [by SPEAKER]: words of the text", value)
		return
	}
	target, nation, _ := strings.Cut(words[1], "/")
	f := Finding{
		Frame:   p.oneOf("frame", words[0], frames),
		Target:  p.oneOf("target", target, targets),
		Nation:  nation,
		Stance:  p.oneOf("stance", words[2], stances),
		Speaker: speaker,
		Passage: strings.TrimSpace(passage),
	}
	if (f.Target == "nationals") != (len(nation) == 2) {
		p.failAt(p.line, "target is %q; write nationals/AL with the country's two letters, and no country with another target", words[1])
	}
	p.article.Findings = append(p.article.Findings, f)
	p.findings = append(p.findings, p.line)
}

func (p *articleParser) bodyLine(line string) {
	if line == "" {
		p.endBlock()
		return
	}
	p.block = append(p.block, line)
}

func (p *articleParser) endBlock() {
	if len(p.block) == 0 {
		return
	}
	block := Block{Kind: Paragraph, Text: strings.Join(p.block, " ")}
	if text, ok := strings.CutPrefix(block.Text, "## "); ok {
		block = Block{Kind: Crosshead, Text: text}
	} else if text, ok := strings.CutPrefix(block.Text, "> "); ok {
		block = Block{Kind: Quotation, Text: text}
	}
	p.article.Blocks = append(p.article.Blocks, block)
	p.block = p.block[:0]
}

func (p *articleParser) checkWhole() {
	for _, key := range requiredKeys {
		if p.seen[key] == 0 {
			p.failAt(1, "%s is missing; add the line %s: …", key, key)
		}
	}
	a := &p.article
	if a.Access == "" {
		a.Access = Open
	}
	if len(a.Blocks) == 0 {
		p.failAt(p.line+1, "there is no text; write it after a blank line")
	}
	p.checkKind()
	whole := a.Title + "\n\n" + a.Text()
	for i, f := range a.Findings {
		if n := strings.Count(whole, f.Passage); n != 1 {
			p.failAt(p.findings[i], "%q occurs %d times in the article; give words that occur once", f.Passage, n)
		}
	}
}

func (p *articleParser) checkKind() {
	a := &p.article
	line := p.seen["kind"]
	endorsed := slices.ContainsFunc(a.Findings, func(f Finding) bool { return f.Stance == "endorsed" })
	switch {
	case a.Kind == Framed && len(a.Findings) == 0:
		p.failAt(line, "a framed article needs a finding; add one or change kind")
	case a.Kind == HardNegative && endorsed:
		p.failAt(line, "a hard negative has no endorsed finding; change its stance or kind")
	case a.Kind == Ordinary && len(a.Findings) > 0:
		p.failAt(line, "an ordinary article has no finding; delete it or change kind")
	}
}
