package text

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func english() *Language {
	return &Language{
		Code: "en", SplitBefore: []string{"'s", "'re"}, Quotes: []QuotePair{{'“', '”'}, {'‘', '’'}},
		Abbreviations: map[string]bool{"dr": true, "e.g": true},
	}
}

func read(l *Language, s string) *Doc {
	var d Doc
	l.Read(&d, s)
	return &d
}

func tokenTexts(d *Doc) []string {
	var out []string
	for i := range d.Tokens {
		out = append(out, d.TokenText(i))
	}
	return out
}

func TestTokens(t *testing.T) {
	italian := &Language{Code: "it", SplitAfter: true}
	tests := []struct {
		name string
		lang *Language
		text string
		want []string
	}{
		{"words and marks", english(), "Well, they left.", []string{"Well", ",", "they", "left", "."}},
		{"endings", english(), "They're Anna’s.", []string{"They", "'re", "Anna", "’s", "."}},
		{"negation stays whole", english(), "I don't.", []string{"I", "don't", "."}},
		{"elision", italian, "l'Unione dell’Europa", []string{"l'", "Unione", "dell’", "Europa"}},
		{"hyphen inside", english(), "far-right talk - now", []string{"far", "right", "talk", "-", "now"}},
		{"digits inside", english(), "h4te 4ss 2024", []string{"h4te", "4ss", "2024"}},
		{"censored", english(), "f**k and sh*t", []string{"f**k", "and", "sh*t"}},
		{"spaced letters", english(), "so v i l e now", []string{"so", "v i l e", "now"}},
		{"spaced by hyphens", english(), "h-a-t-e", []string{"h-a-t-e"}},
		{"two letters stay", english(), "plan B a lot", []string{"plan", "B", "a", "lot"}},
		{"abbreviation before a small letter", english(), "Bread, e.g. rolls. See Dr. Smith.", []string{"Bread", ",", "e.g", "rolls", ".", "See", "Dr", ".", "Smith", "."}},
		{"empty", english(), "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tokenTexts(read(tt.lang, tt.text)); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	german := &Language{Code: "de", Ordinals: true, Abbreviations: map[string]bool{"z.b": true, "dr": true}}
	tests := []struct {
		name string
		lang *Language
		text string
		want []string
	}{
		{"two", english(), "One here. Two there!", []string{"One here.", "Two there!"}},
		{"abbreviation", english(), "Dr. Smith came. He left.", []string{"Dr. Smith came.", "He left."}},
		{"initial", english(), "J. Smith came.", []string{"J. Smith came."}},
		{"ordinal", german, "Am 3. Oktober kam er. Dann ging er.", []string{"Am 3. Oktober kam er.", "Dann ging er."}},
		{"closing quote", english(), "“One.” Two.", []string{"“One.”", "Two."}},
		{"line break", english(), "A headline\nA text.", []string{"A headline", "A text."}},
		{"many marks", english(), "Why?! Because...", []string{"Why?!", "Because..."}},
		{"only marks", english(), "... !!", []string{"... !!"}},
		{"number", english(), "It cost 3.5 million. Then it rose.", []string{"It cost 3.5 million.", "Then it rose."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := read(tt.lang, tt.text)
			var got []string
			for _, s := range d.Sentences {
				got = append(got, d.Text[s.Start:s.End])
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestParagraphsAndQuestions(t *testing.T) {
	d := read(english(), "First line.\nSecond line?\n\nNext paragraph.")
	var paragraphs []int
	for _, s := range d.Sentences {
		paragraphs = append(paragraphs, s.Paragraph)
	}
	if want := []int{0, 0, 1}; !reflect.DeepEqual(paragraphs, want) {
		t.Errorf("paragraphs %v, want %v", paragraphs, want)
	}
	if d.Sentences[0].Question || !d.Sentences[1].Question {
		t.Error("only the second sentence is a question")
	}
}

func TestQuotations(t *testing.T) {
	german := &Language{Code: "de", Quotes: []QuotePair{{'„', '“'}, {'»', '«'}, {'‚', '‘'}}}
	french := &Language{Code: "fr", Quotes: []QuotePair{{'«', '»'}}}
	tests := []struct {
		name string
		lang *Language
		text string
		want []string
	}{
		{"curly", english(), "He said “we are full” today.", []string{"we are full"}},
		{"straight", english(), `A "b c" d "e".`, []string{"b c", "e"}},
		{"over sentences", english(), "“One. Two.” Three.", []string{"One. Two."}},
		{"German", german, "Er sagte: „Das ist falsch.“ Und ging.", []string{"Das ist falsch."}},
		{"guillemets inwards", german, "»So nicht«, sagte sie.", []string{"So nicht"}},
		{"French with spaces", french, "Il dit : « c'est faux » et part.", []string{" c'est faux "}},
		{"apostrophes are none", english(), "the migrants' lives don't stop", nil},
		{"single", english(), "the word 'invasion' again", []string{"invasion"}},
		{"stray", english(), `a " b`, nil},
		{"opened again by a paragraph", english(), "“One.\n\n“Two.” Three.", []string{"One.\n\n“Two."}},
		{"never closed", english(), "A “b c.\n\nD “e” f.", []string{"e"}},
		{"never closed in its paragraph", english(), "A “b c.\n\nD e” f.", nil},
		{"typewriter's mark at the end", german, "„So nicht\", sagte sie.", []string{"So nicht"}},
		{"low marks at both ends", german, "„So nicht„, sagte sie.", []string{"So nicht"}},
		{"years", english(), "in the '80s and the '90s", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := read(tt.lang, tt.text)
			var got []string
			for _, q := range tt.lang.Quotations(d) {
				got = append(got, d.Text[q.Start:q.End])
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestOffsets(t *testing.T) {
	for _, s := range []string{"plain", "Łódź är grün", strings.Repeat("ąb", 700)} {
		o := NewOffsets(s)
		for i := 0; i <= len(s); i++ {
			if i < len(s) && !utf8.RuneStart(s[i]) {
				continue
			}
			if got, want := o.Points(i), utf8.RuneCountInString(s[:i]); got != want {
				t.Fatalf("%.10q: byte %d is point %d, want %d", s, i, got, want)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("They're h a t e f**k “quoted” 3. Oktober.\n\nNext?")
	f.Add("...\"\"''«»\xff\x00")
	l := english()
	f.Fuzz(func(t *testing.T, s string) {
		d := read(l, s)
		end := 0
		for _, tok := range d.Tokens {
			if tok.Start < end || tok.End <= tok.Start || tok.End > len(s) {
				t.Fatalf("token %+v after byte %d of %q", tok, end, s)
			}
			end = tok.End
		}
		last := 0
		for _, sen := range d.Sentences {
			if sen.First != last || sen.Last <= sen.First || sen.Start < 0 || sen.End > len(s) {
				t.Fatalf("sentence %+v after token %d of %q", sen, last, s)
			}
			last = sen.Last
		}
		if last != len(d.Tokens) {
			t.Fatalf("%d of %d tokens are in sentences of %q", last, len(d.Tokens), s)
		}
		for _, q := range l.Quotations(d) {
			if q.Start > q.End || q.End > len(s) {
				t.Fatalf("quotation %+v of %q", q, s)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	s := strings.Repeat("The council voted on Tuesday to extend the hours of the library. “We waited,” she said. ", 1000)
	l := english()
	var d Doc
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		l.Read(&d, s)
	}
}
