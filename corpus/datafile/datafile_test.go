package datafile

import (
	"strings"
	"testing"
)

type sample struct {
	Name  string         `yaml:"name"`
	Words []Item[string] `yaml:"words"`
	Rules []Item[rule]   `yaml:"rules"`
}

type rule struct {
	ID    string `yaml:"id"`
	Score int    `yaml:"score"`
}

func TestLoadNamesFileAndLine(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"unknown key", "name: a\nnmae: b\n", "f.yaml:2: "},
		{"unknown key in an item", "name: a\nrules:\n  - id: x\n    scroe: 1\n", "f.yaml:4: "},
		{"repeated key", "name: a\nname: b\n", "f.yaml:2: "},
		{"wrong type", "name: a\nrules:\n  - id: x\n    score: many\n", "f.yaml:4: "},
		{"syntax", "name: [a\nwords: b\n", "f.yaml:1: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var s sample
			err := Load("f.yaml", 1, []byte(tt.data), &s)
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Fatalf("got %v, want an error that starts with %q", err, tt.want)
			}
		})
	}
}

func TestLoadKeepsLines(t *testing.T) {
	var s sample
	data := "name: a\nwords:\n  - eins\n  - zwei\nrules:\n  - id: x\n    score: 2\n"
	if err := Load("f.yaml", 10, []byte(data), &s); err != nil {
		t.Fatal(err)
	}
	if s.Words[1].Value != "zwei" || s.Words[1].Line != 4 || s.Rules[0].Line != 6 || s.Rules[0].Value.Score != 2 {
		t.Fatalf("got %+v", s)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte("name: a\nwords: [b]\n"))
	f.Add([]byte("a: &x [*x]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var s sample
		_ = Load("f.yaml", 1, data, &s)
	})
}
