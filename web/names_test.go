package web

import (
	"errors"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index/query"
)

func TestCheckNames(t *testing.T) {
	taxonomy := &corpus.Taxonomy{
		Frames:     []corpus.Frame{{ID: "invasion"}, {ID: "ridicule"}},
		Targets:    []corpus.Target{{ID: "migrants"}},
		Techniques: []corpus.Technique{{ID: "loaded_language"}},
		Stances:    []corpus.StanceText{{ID: corpus.StanceEndorsed}},
	}
	for q, want := range map[string]string{
		"":                                       "",
		"invation":                               "",
		"frame:invasion stance:endorsed":         "",
		"family:anti-eu OR target:migrants":      "",
		"technique:loaded_language lang:xx":      "",
		"frame:invation":                         `no frame "invation"; write one of invasion, ridicule`,
		"bridge -(frame:ridicule OR stance:own)": `no stance "own"`,
		"family:eu":                              `no family "eu"; write one of xenophobic, anti-eu`,
		"target:helper":                          `no target "helper"`,
		"lang:it technique:loaded":               `no technique "loaded"`,
	} {
		node, err := query.Parse(q)
		if err != nil {
			t.Fatal(err)
		}
		err = CheckNames(node, taxonomy)
		if want == "" && err != nil || want != "" && (!errors.Is(err, corpus.ErrInvalid) || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", q, err, want)
		}
	}
}
