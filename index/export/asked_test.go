package export

import (
	"testing"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index/query"
)

func TestAsked(t *testing.T) {
	f := &corpus.Finding{Frame: "invasion", Family: corpus.FamilyXenophobic, Target: "migrants", Stance: corpus.StanceQuoted,
		Techniques: []string{"loaded_language"}, Rule: "xen.invasion.flood"}
	for _, tt := range []struct {
		query string
		want  bool
	}{
		{"flood", true},
		{"frame:invasion", true},
		{"frame:invasion stance:quoted lang:it", true},
		{"frame:invasion stance:endorsed", false},
		{"frame:ridicule", false},
		{"frame:ridicule OR frame:invasion", true},
		{"frame:ridicule OR flood", true},
		{"-frame:invasion", false},
		{"-frame:ridicule", true},
		{"-lang:it", true},
		{"target:migrants technique:loaded_language", true},
		{"technique:doubt", false},
		{"rule:xen.invasion.flood", true},
		{"family:anti-eu", false},
	} {
		n, err := query.Parse(tt.query)
		if err != nil {
			t.Fatal(err)
		}
		if got := asked(n, f); got != tt.want {
			t.Errorf("%q asks for the finding: %v, want %v", tt.query, got, tt.want)
		}
	}
}
