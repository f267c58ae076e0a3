package crawler_test

import (
	"io"
	"net/http"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/crawler/extract"
	"github.com/alleys-eu/alleys/crawler/newsstand"
)

// TestPageReadAgainGivesTheStoredText reads each page by itself, without the
// pages that the crawl had seen before it, and expects the very text that the
// crawl has stored.
func TestPageReadAgainGivesTheStoredText(t *testing.T) {
	generated, err := newsstand.Generated(6, 120)
	h := newHarvest(t, generated, err)
	h.run(t)
	read := 0
	for _, w := range generated.Articles() {
		res, err := http.Get(w.URL)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		page, err := extract.Extract(body, res.Header.Get("Content-Type"), w.URL)
		if err != nil {
			t.Errorf("%s: %v", w.URL, err)
			continue
		}
		stored, err := h.store.Article(t.Context(), corpus.ArticleID(canonical(t, h.store, w.URL)))
		if err != nil {
			t.Errorf("%s: %v", w.URL, err)
			continue
		}
		if stored.Text != norm.NFC.String(page.Text) {
			t.Errorf("%s: stored\n%s\nread again\n%s", w.URL, stored.Text, page.Text)
		}
		read++
	}
	if read < 100 {
		t.Errorf("only %d pages were compared", read)
	}
}
