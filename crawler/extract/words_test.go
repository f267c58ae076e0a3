package extract

import "testing"

func TestOneLine(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{" ", ""},
		{"plain words", "plain words"},
		{" both ends ", "both ends"},
		{"two  spaces", "two spaces"},
		{"a\n\tb\vc", "a b c"},
		{"soft\u00ADhy\u200Bphen\u2060s\uFEFF", "softhyphens"},
		{"no\u00A0break\u202Fat\u2007all", "no break at all"},
		{"\u00A0lead", "lead"},
		{"next\u0085line", "next line"},
		{"bell\x07 and \x7Fdelete\u0080", "bell and delete"},
		{"icon \uE001\U000F0001 font", "icon font"},
		{"größer – „als“ ein ①", "größer – „als“ ein ①"},
		{"ein 😀 Gesicht", "ein 😀 Gesicht"},
	}
	for _, tt := range tests {
		if got := oneLine(tt.in); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
		if isOneLine(tt.in) != (tt.in == tt.want) {
			t.Errorf("%q: taken for one line: %t", tt.in, isOneLine(tt.in))
		}
	}
}

func TestFold(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Lesen Sie AUCH :", "lesen sie auch:"},
		{"« Vraiment ? »", `" vraiment? "`},
		{"l’été\u00A0: `x´", "l'été : 'x'"},
		{"E\u0301te\u0301", "été"},
		{"  a\n b  ", "a b"},
		{"ΟΔΟΣ Жук", "οδοσ жук"},
	}
	for _, tt := range tests {
		if got := fold(tt.in); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestPhraseIndexFindsWhatTheSetsFind(t *testing.T) {
	p, err := builtinPhrases()
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{
		"nothing of the kind is said here", "subscribe to our newsletter today", "photo: ada berg", "foto: getty images / ap",
		"© 2024 the bell", "(dpa)", "weiterlesen mit plus", "read more: the bridge", "abonnez-vous pour lire la suite", "",
	}
	for _, set := range p.index.sets {
		for first, list := range set.byWord {
			texts = append(texts, "so "+list[0]+" it is", first)
		}
		for _, odd := range set.odd {
			texts = append(texts, "so "+odd+" it is")
		}
	}
	for _, text := range texts {
		found := p.index.in(text)
		for _, set := range p.index.sets {
			if want := set.in(text) != ""; want != (found&set.number != 0) {
				t.Errorf("set %d in %q: %t, want %t", set.number, text, !want, want)
			}
		}
	}
}
