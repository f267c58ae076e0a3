package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

func TestInOrder(t *testing.T) {
	for _, tt := range []struct{ first, chosen, earlier, want string }{
		{"", "a b c", "c a", "c a b"}, {"", "b a", "", "b a"}, {"", "a", "c b a", "a"}, {"", "a a b", "b", "b a"}, {"", "", "a", ""},
		{"b", "a b c", "", "b a c"}, {"b", "a b c", "c a", "b c a"}, {"d", "a b", "b a", "d b a"},
	} {
		if got := strings.Join(inOrder(tt.first, strings.Fields(tt.chosen), strings.Fields(tt.earlier)), " "); got != tt.want {
			t.Errorf("%q with %q first after %q: got %q, want %q", tt.chosen, tt.first, tt.earlier, got, tt.want)
		}
	}
}

// TestDeskRemembersTheLanguage checks that the list comes back in the language
// that a trainer chose last.
func TestDeskRemembersTheLanguage(t *testing.T) {
	d := newDesk(t, true)
	for _, lang := range []string{"en", "it"} {
		d.put(&corpus.Card{ID: "bridge", Lang: lang, Kind: "eu-explainer", Title: "A bridge in " + lang, Status: corpus.CardDraft}, corpus.CardDraft, "anna", 0)
	}
	b := d.browser()
	for _, tt := range []struct {
		chosen string
		en, it bool
	}{{"it", false, true}, {"all", true, true}, {"en", true, false}, {"nonsense", true, false}} {
		set := b.get("/desk?lang=" + tt.chosen).header.Get("Set-Cookie")
		c, err := http.ParseSetCookie(set)
		if err != nil {
			t.Fatalf("%s: %q: %v", tt.chosen, set, err)
		}
		b.header = map[string]string{"Cookie": c.Name + "=" + c.Value}
		again := b.get("/desk")
		if en, it := strings.Contains(again.body, "A bridge in en"), strings.Contains(again.body, "A bridge in it"); en != tt.en || it != tt.it {
			t.Errorf("after %s the list has en %v, it %v", tt.chosen, en, it)
		}
	}
}

// TestDeskSpeaksTheReadersLanguage checks that the list begins with the cards
// in the language of the interface, and that the others are one click away.
func TestDeskSpeaksTheReadersLanguage(t *testing.T) {
	d := newDesk(t, true)
	for _, lang := range []string{"en", "it", "nl"} {
		c := &corpus.CardVersion{Card: corpus.Card{ID: "bridge", Lang: lang, Kind: "eu-explainer", Title: "A bridge in " + lang, Status: corpus.CardDraft}, Author: "x"}
		if _, err := d.store.PutCard(t.Context(), c, 0); err != nil {
			t.Fatal(err)
		}
	}
	b := d.browser()
	for _, tt := range []struct {
		reader, path string
		shown        map[string]bool
		also         string
	}{
		{"it", "/desk", map[string]bool{"it": true}, `href="/desk?lang=all"`},
		{"it", "/desk?status=draft", map[string]bool{"it": true}, `href="/desk?lang=it&amp;status=reviewed"`},
		{"it", "/desk?lang=all", map[string]bool{"en": true, "it": true, "nl": true}, `href="/desk?lang=it"`},
		{"it", "/desk?lang=nl", map[string]bool{"nl": true}, `href="/desk?lang=all"`},
		{"pl", "/desk", map[string]bool{"en": true, "it": true, "nl": true}, `href="/desk?lang=all&amp;status=draft"`},
	} {
		b.header = map[string]string{"Accept-Language": tt.reader}
		a := b.get(tt.path)
		a.want(t, 200, tt.also)
		for _, lang := range []string{"en", "it", "nl"} {
			if got := strings.Contains(a.body, "A bridge in "+lang); got != tt.shown[lang] {
				t.Errorf("%s in %s: the card in %s is shown: %v", tt.path, tt.reader, lang, got)
			}
		}
	}
	// Who writes Dutch is offered Dutch.
	b.get("/desk/new").want(t, 200, `value="nl"`)
}
