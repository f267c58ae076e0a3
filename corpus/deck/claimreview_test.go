package deck

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestClaimReviews(t *testing.T) {
	explainer := sample()
	explainer.Kind = corpus.CardExplainer
	card := sample()
	card.Sources = append(card.Sources, corpus.CardSource{Title: "Fares & <passes>", Publisher: "Town hall", URL: "https://town.example/", Published: Undated})
	card.Body += "\n\n</script> & more?"
	got, err := ClaimReviews([]*corpus.Card{card, explainer}, ReviewOptions{
		URL:       func(c *corpus.Card) string { return "https://deck.example/cards/" + c.ID + "?lang=" + c.Lang },
		Publisher: "Town library", PublisherURL: "https://deck.example/",
		Published: func(*corpus.Card) string { return "2026-05-04" },
	})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/claimreview.json", got)
}

func TestClaimReviewsOfNothingAndOfABareCard(t *testing.T) {
	got, err := ClaimReviews(nil, ReviewOptions{})
	if err != nil || !bytes.Contains(got, []byte(`"@graph": []`)) {
		t.Errorf("got %s, %v", got, err)
	}
	bare := &corpus.Card{ID: "x", Lang: "en", Kind: corpus.CardCounter, Claims: []string{"so <b>they</b> say"}, Authors: []string{"A", "B"}}
	got, err = ClaimReviews([]*corpus.Card{bare}, ReviewOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Graph []struct {
			ClaimReviewed string
			Author        struct{ Name string }
		} `json:"@graph"`
	}
	if err := json.Unmarshal(got, &v); err != nil || len(v.Graph) != 1 || v.Graph[0].ClaimReviewed != bare.Claims[0] || v.Graph[0].Author.Name != "A, B" {
		t.Errorf("got %+v, %v", v, err)
	}
	if bytes.Contains(got, []byte("<b>")) {
		t.Error("markup is not escaped for use in a script element")
	}
}

func TestLicenceURL(t *testing.T) {
	tests := map[string]string{
		"CC BY 4.0":      "https://creativecommons.org/licenses/by/4.0/",
		"cc-by-4.0":      "cc-by-4.0",
		"CC BY-SA 4.0":   "https://creativecommons.org/licenses/by-sa/4.0/",
		"CC0":            "https://creativecommons.org/publicdomain/zero/1.0/",
		"by arrangement": "by arrangement",
		"":               "",
	}
	for in, want := range tests {
		if got := licenceURL(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; run with -update when that is meant:\n%s", name, got)
	}
}
