package extract

import "testing"

func TestNamed(t *testing.T) {
	tests := []struct {
		names, word string
		want        bool
	}{
		{"article__subTitle", "article", true},
		{"article__subTitle", "sub", true},
		{"article__subTitle", "articlesub", true},
		{"article__subTitle", "subtitle", true},
		{"article__subTitle", "articlesubtitle", false},
		{"sub title", "subtitle", false},
		{"sub\ttitle", "title", true},
		{"ad-2-box", "adbox", true},
		{"ad-2-box", "ad2", false},
		{"loading", "ad", false},
		{"ARTICLE", "article", true},
		{"article-chapô", "chapô", true},
		{"ÜberSchrift", "überschrift", true},
		{"--", "", false},
		{"", "", false},
	}
	for _, tt := range tests {
		if got := hasWord(tt.names, map[string]bool{tt.word: true}); got != tt.want {
			t.Errorf("%q has %q: %t", tt.names, tt.word, got)
		}
	}
}
