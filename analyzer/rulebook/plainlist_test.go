package rulebook

import (
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus/datafile"
)

// asYAML reads a file of words by YAML alone.
func asYAML(data []byte) ([]wordList, error) {
	var f wordFile
	if err := datafile.Load("words.yaml", 1, data, &f); err != nil {
		return nil, err
	}
	return sorted(f.lists()), nil
}

func sorted(lists []wordList) []wordList {
	slices.SortFunc(lists, func(a, b wordList) int { return strings.Compare(a.class, b.class) })
	return lists
}

func TestPlainLists(t *testing.T) {
	tests := []struct {
		name, file string
		plain      bool
	}{
		{"entries below", "# birds\nclasses:\n  noun.bird:\n    - =wren\n\n    # more\n    - robin, tit\n    - \"=a: b # c\"\n", true},
		{"entries beside", "classes:\n  noun.bird: [=wren, robin, \"a, b\", 'c', don't]\n  adj.x-y:\n    - =o\n", true},
		{"both", "classes:\n  noun.bird: [=wren]\n    - =robin\n", false},
		{"none", "classes:\n  noun.bird:\n  noun.cat:\n    - =a\n  noun.fox:\n", true},
		{"nothing between brackets", "classes:\n  noun.bird: []\n", false},
		{"a class twice", "classes:\n  noun.bird: [=a]\n  noun.bird: [=b]\n", false},
		{"no text", "classes:\n  noun.bird: [no, =b]\n", false},
		{"a number", "classes:\n  noun.bird:\n    - 3\n", false},
		{"a mark inside marks", "classes:\n  noun.bird:\n    - \"a\\\"b\"\n", false},
		{"text behind marks", "classes:\n  noun.bird: [\"a\"b, c]\n", false},
		{"a comment behind", "classes:\n  noun.bird:\n    - =a # why\n", false},
		{"a pair", "classes:\n  noun.bird:\n    - a: b\n", false},
		{"goes on below", "classes:\n  noun.bird:\n    - =a\n      b\n", false},
		{"another depth", "classes:\n   noun.bird:\n     - =a\n", false},
		{"a key of its own", "classes:\n  noun.bird:\n    - =a\nmore: 1\n", false},
		{"no comma and space", "classes:\n  noun.bird: [a,b]\n", false},
		{"a tab", "classes:\n  noun.bird:\n    - =a\tb\n", false},
		{"a line separator", "classes:\n  noun.bird:\n    - =a\u2028b\n", false},
		{"a control", "classes:\n  noun.bird:\n    - =a\u0085b\n", false},
		{"empty", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, plain := plainLists([]byte(tt.file))
			if plain != tt.plain {
				t.Fatalf("plain is %v, want %v", plain, tt.plain)
			}
			if want, err := asYAML([]byte(tt.file)); plain && (err != nil || !reflect.DeepEqual(sorted(got), want)) {
				t.Errorf("got %v, YAML says %v, %v", got, want, err)
			}
		})
	}
}

// TestPlainListsOfTheProgram reads each file of words in both ways, and wants
// nearly all of them to be plain ones.
func TestPlainListsOfTheProgram(t *testing.T) {
	names, err := fs.Glob(embedded, "data/lexicon/*/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files, plain := 0, 0
	for _, name := range names {
		if strings.HasSuffix(name, "/language.yaml") {
			continue
		}
		data, err := embedded.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files++
		got, ok := plainLists(data)
		if !ok {
			t.Logf("%s is read as YAML", name)
			continue
		}
		plain++
		if want, err := asYAML(data); err != nil || !reflect.DeepEqual(sorted(got), want) {
			t.Errorf("%s: YAML says otherwise: %v", name, err)
		}
	}
	if plain*10 < files*9 {
		t.Errorf("only %d of %d files are plain", plain, files)
	}
}

func FuzzPlainLists(f *testing.F) {
	f.Add("classes:\n  noun.bird:\n    - =wren\n    - \"a b\"\n  verb.a: [=b, 'c']\n")
	f.Add("classes:\n  noun.bird: [a: b, c]\n")
	f.Add("classes:\n  noun.bird:\n    - x !y &z *a {b} [c] |d >e %f @g `h\n")
	f.Fuzz(func(t *testing.T, file string) {
		got, ok := plainLists([]byte(file))
		if !ok {
			return
		}
		if want, err := asYAML([]byte(file)); err != nil || !reflect.DeepEqual(sorted(got), want) {
			t.Errorf("%q: got %v, YAML says %v, %v", file, got, want, err)
		}
	})
}
