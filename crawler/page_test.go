package crawler

import "testing"

func TestWithoutSite(t *testing.T) {
	tests := []struct{ page, inFeed, site, want string }{
		{"Bridge opens", "", "", "Bridge opens"},
		{"La Gazzetta - Apre il ponte", "", "La Gazzetta", "Apre il ponte"},
		{"Apre il ponte | La Gazzetta", "", "La Gazzetta", "Apre il ponte"},
		{"La Gazzetta - Apre il ponte", "Apre il ponte", "Other", "Apre il ponte"},
		{"La Gazzettaccia apre", "", "La Gazzetta", "La Gazzettaccia apre"},
		{"What the Post knew", "Another title", "Post", "What the Post knew"},
		{"The Post", "", "The Post", "The Post"},
	}
	for _, tt := range tests {
		if got := withoutSite(tt.page, tt.inFeed, tt.site); got != tt.want {
			t.Errorf("%q, %q, %q: got %q, want %q", tt.page, tt.inFeed, tt.site, got, tt.want)
		}
	}
}
