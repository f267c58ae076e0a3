package web

import (
	"slices"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

func TestTextsAreComplete(t *testing.T) {
	texts, err := loadTexts()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"de", "en", "es", "fr", "it", "pl"} {
		if !slices.Contains(texts.langs, lang) {
			t.Errorf("there is no interface in %s", lang)
		}
	}
}

func TestCountsAndShares(t *testing.T) {
	s := newDesk(t, true).site
	for lang, want := range map[string]string{
		"de": "0 Artikel|1 Artikel|1000 Artikel|78\u00a0%", "en": "0 articles|1 article|1,000 articles|78%", "es": "0 artículos|1 artículo|1000 artículos|78\u00a0%",
		"fr": "0 article|1 article|1000 articles|78\u00a0%", "it": "0 articoli|1 articolo|1000 articoli|78%", "pl": "Artykuły: 0|Artykuły: 1|Artykuły: 1000|78%",
	} {
		v := &view{s: s, Lang: lang}
		got := strings.Join([]string{v.N("search.total", 0), v.N("search.total", 1), v.N("search.total", 1000), v.Percent(.78)}, "|")
		if got != want {
			t.Errorf("%s: got %s, want %s", lang, got, want)
		}
	}
}

func TestQuoted(t *testing.T) {
	for sentence, want := range map[string]bool{"«Ci stanno», dice.": true, "“We are": true, "„Wir": true, "He said “no”.": false, "": false, "Élan": false} {
		if got := quoted(sentence); got != want {
			t.Errorf("%q: %v", sentence, got)
		}
	}
}

func TestPlaces(t *testing.T) {
	for s, want := range map[string]string{"": "", "100 %% of %d": "d", "%s by %d": "ds", "%[2]d of %[1]s": "ds", "%.2f": "f", "95 % confidence, 5 %.": ""} {
		if got := places(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}

func finding(text, sentence string, stance corpus.Stance, evidence ...string) corpus.Finding {
	span := func(s string) corpus.Quote {
		start := len([]rune(text[:strings.Index(text, s)]))
		return corpus.Quote{Span: corpus.Span{Start: start, End: start + len([]rune(s))}, Text: s}
	}
	f := corpus.Finding{Frame: "invasion", Family: corpus.FamilyXenophobic, Stance: stance, Part: corpus.PartText, Sentence: span(sentence)}
	for _, e := range evidence {
		f.Evidence = append(f.Evidence, corpus.Evidence{Quote: span(e)})
	}
	return f
}

func TestAnnotate(t *testing.T) {
	const text = "Ça va.\n\nDie Flut kommt. Hordes are flooding in, là-bas.\n\nEnd."
	const sentence = "Hordes are flooding in, là-bas."
	an := &corpus.Analysis{Lang: "en", Findings: []corpus.Finding{
		finding(text, sentence, corpus.StanceQuoted, "là-bas"),
		finding(text, sentence, corpus.StanceEndorsed, "Hordes", "flooding in"),
	}}
	out := annotate("Title", text, an)
	if len(out.Passages) != 3 || len(out.Notes) != 1 || len(out.Passages[1].Notes) != 1 {
		t.Fatalf("got %d passages and %d notes", len(out.Passages), len(out.Notes))
	}
	if s := out.Notes[0].Stance(); s != corpus.StanceEndorsed {
		t.Errorf("the sentence shows as %s, not in its strongest voice", s)
	}
	var whole, evidence []string
	for _, p := range out.Passages {
		for _, s := range p.Segments {
			whole = append(whole, s.Text)
			if s.Evidence {
				evidence = append(evidence, s.Text)
			}
		}
	}
	if got := strings.Join(whole, ""); got != strings.ReplaceAll(text, "\n\n", "") {
		t.Errorf("the text changed: %q", got)
	}
	if got := strings.Join(evidence, "|"); got != "Hordes|flooding in|là-bas" {
		t.Errorf("evidence is %q", got)
	}
}

func TestPhrasesJoinNeighbours(t *testing.T) {
	const text = "È così: hordes are flooding in now."
	f := finding(text, text, corpus.StanceEndorsed, "flooding in", "hordes", "are", "now")
	if got := strings.Join(phrases(f), "|"); got != "hordes are flooding in now" {
		t.Errorf("got %q", got)
	}
	f = finding(text, text, corpus.StanceEndorsed, "flooding in", "hordes")
	if got := strings.Join(phrases(f), "|"); got != "hordes|flooding in" {
		t.Errorf("got %q", got)
	}
}

// FuzzAnnotate checks that spans which do not fit the text never lose or
// repeat a part of it.
func FuzzAnnotate(f *testing.F) {
	f.Add("a b\n\nc d e", 0, 5, 2, 3)
	f.Fuzz(func(t *testing.T, text string, start, end, from, to int) {
		text = strings.ToValidUTF8(text, "")
		an := &corpus.Analysis{Findings: []corpus.Finding{{
			Part: corpus.PartText, Sentence: corpus.Quote{Span: corpus.Span{Start: start, End: end}},
			Evidence: []corpus.Evidence{{Quote: corpus.Quote{Span: corpus.Span{Start: from, End: to}}}},
		}}}
		var b strings.Builder
		for _, p := range annotate("", text, an).Passages {
			for _, s := range p.Segments {
				b.WriteString(s.Text)
			}
		}
		squash := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if squash(b.String()) != squash(text) {
			t.Fatalf("%q became %q", text, b.String())
		}
	})
}

// TestRobots reads the site's own robots.txt as a crawler does.
func TestRobots(t *testing.T) {
	a := newDesk(t, true).browser().get("/robots.txt")
	a.want(t, 200, "User-agent: *", "Disallow: /articles/", "Disallow: /export")
	if got := a.header.Get("Content-Type"); !strings.HasPrefix(got, "text/plain") {
		t.Errorf("type %q", got)
	}
}
