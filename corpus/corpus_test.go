package corpus

import (
	"errors"
	"fmt"
	"testing"
)

// The identities are cited outside the program: they must never change.
func TestIdentity(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{ArticleID("https://example.org/a"), "856d31b5508e061a"},
		{SourceID("https://example.org/a"), "1e67639a0d5c3a5e"},
		{ClaimID("en", "They come!"), "6595fe1d449cee84"},
	} {
		if c.got != c.want {
			t.Errorf("identity %s, want %s", c.got, c.want)
		}
	}
}

func TestNormalizeClaim(t *testing.T) {
	for in, want := range map[string]string{
		"":                      "",
		" “They  COME!” ":       "they come",
		"Un’invasione, dicono":  "un invasione dicono",
		"Żółć – 3,5 million":    "żółć 3 5 million",
		"Ça\u00a0suffit\u2028!": "ça suffit",
		"नमस्ते दुनिया।": "नमस्ते दुनिया",
		"\xffbroken\xfe":                     "broken",
		"They come.\nThey\tcome, they come…": "they come they come they come",
	} {
		if got := NormalizeClaim(in); got != want {
			t.Errorf("NormalizeClaim(%q) = %q, want %q", in, got, want)
		}
		if got := NormalizeClaim(NormalizeClaim(in)); got != want {
			t.Errorf("NormalizeClaim(%q) twice = %q, want %q", in, got, want)
		}
	}
	if ClaimID("en", "They come!") != ClaimID("en", "– they COME") {
		t.Error("the same words are two claims")
	}
	if ClaimID("en", "sale") == ClaimID("it", "sale") {
		t.Error("the same words in two languages are one claim")
	}
}

func TestInvalidf(t *testing.T) {
	err := fmt.Errorf("put card: %w", Invalidf("card %s has no lang", "x"))
	if !errors.Is(err, ErrInvalid) || errors.Is(err, ErrNotFound) {
		t.Errorf("the kind of %v", err)
	}
	if got, want := err.Error(), "put card: card x has no lang"; got != want {
		t.Errorf("error %q, want %q", got, want)
	}
}

func TestValidate(t *testing.T) {
	for name, c := range map[string]struct {
		value interface{ Validate() error }
		good  bool
	}{
		"source":               {&Source{ID: "s", URL: "u", Kind: SourceFeed, State: SourceActive}, true},
		"source without state": {&Source{ID: "s", URL: "u", Kind: SourceFeed}, false},
		"source without kind":  {&Source{ID: "s", URL: "u", State: SourceActive}, false},
		"article":              {&Article{ID: "a", URL: "u", Canonical: "c", ContentHash: "h"}, true},
		"article without hash": {&Article{ID: "a", URL: "u", Canonical: "c"}, false},
		"card":                 {&Card{ID: "c", Lang: "it", Kind: CardPractice, Status: CardArchived}, true},
		"card without status":  {&Card{ID: "c", Lang: "it", Kind: CardPractice}, false},
		"vote":                 {&Vote{ClaimID: "c", CardID: "c", Voter: "v"}, true},
		"vote of nobody":       {&Vote{ClaimID: "c", CardID: "c"}, false},
	} {
		if err := c.value.Validate(); (err == nil) != c.good || (err != nil && !errors.Is(err, ErrInvalid)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTextIn(t *testing.T) {
	text := Text{"en": "Invasion", "it": "Invasione", "fr": ""}
	for lang, want := range map[string]string{"en": "Invasion", "it": "Invasione", "fr": "Invasion", "xx": "Invasion"} {
		if got := text.In(lang); got != want {
			t.Errorf("In(%q) = %q, want %q", lang, got, want)
		}
	}
}
