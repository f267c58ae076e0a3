package web

import "testing"

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
