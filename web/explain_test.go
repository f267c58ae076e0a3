package web

import (
	"net/url"
	"strings"
	"testing"
)

func TestIsAddress(t *testing.T) {
	for input, want := range map[string]bool{
		"https://news.example/story.html":      true,
		"http://127.0.0.1:8080/":               true,
		"file://host/etc":                      true,
		"Migrants invade us.":                  false,
		"see https://news.example/story.html":  false,
		"https://news.example/ says: invasion": false,
		"Brussels:diktat":                      false,
		"":                                     false,
	} {
		if got := isAddress(input); got != want {
			t.Errorf("isAddress(%q) = %v, want %v", input, got, want)
		}
	}
}

// TestTooLongText checks that a text over the limit is refused with the reason,
// and that what was pasted is still in the form where it can be.
func TestTooLongText(t *testing.T) {
	b := newDesk(t, true).browser()
	long := strings.Repeat("ж", maxExplain+1)
	b.do("POST", "/explain", url.Values{"text": {long}}).want(t, 200, "at most 100,000 characters", "жжж</textarea>")
	huge := strings.Repeat("ж", 12*maxExplain)
	b.do("POST", "/explain", url.Values{"text": {huge}}).want(t, 200, "at most 100,000 characters")
}
