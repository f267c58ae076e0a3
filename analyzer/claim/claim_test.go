package claim

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

func TestGroup(t *testing.T) {
	claims := []corpus.Claim{
		{ID: "a", Lang: "en", Text: "The union will soon take away all our village bands."},
		{ID: "b", Lang: "en", Text: "The harbour is closed on Mondays."},
		{ID: "c", Lang: "en", Text: "“The Union will soon take away all our village bands”, it says."},
		{ID: "d", Lang: "de", Text: "The union will soon take away all our village bands."},
		{ID: "e", Lang: "en", Text: "Bands!"},
		{ID: "f", Lang: "en", Text: "bands"},
		{ID: "g", Lang: "en", Text: "Will the union soon take our village?"},
	}
	var got [][]string
	for _, g := range Group(claims) {
		var ids []string
		for _, c := range g {
			ids = append(ids, c.ID)
		}
		got = append(got, ids)
	}
	want := [][]string{{"a", "c"}, {"b"}, {"d"}, {"e", "f"}, {"g"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if len(Group(nil)) != 0 {
		t.Error("groups of nothing")
	}
}

func BenchmarkGroup(b *testing.B) {
	var claims []corpus.Claim
	for i := range 5000 {
		claims = append(claims, corpus.Claim{Lang: "en", Text: fmt.Sprintf("the union will soon take away number %d of our %d village bands and jars", i, i%700)})
	}
	for b.Loop() {
		Group(claims)
	}
}
