package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/alleys-eu/alleys/"

// mayImport is the table of rooms: what of ours a package may import. A
// trailing /... takes in everything below. A package that is not named falls
// under the nearest folder that is.
var mayImport = map[string][]string{
	"corpus":            {},
	"corpus/datafile":   {},
	"corpus/work":       {"corpus"},
	"corpus/sqlstore":   {"corpus"},
	"corpus/sqlite":     {"corpus", "corpus/sqlstore"},
	"corpus/storetest":  {"corpus"},
	"corpus/deck":       {"corpus", "corpus/datafile"},
	"crawler":           {"corpus", "crawler/..."},
	"crawler/fetch":     {"crawler/fetch/..."},
	"crawler/feed":      {},
	"crawler/opml":      {},
	"crawler/extract":   {},
	"crawler/dedupe":    {},
	"crawler/warc":      {},
	"crawler/newsstand": {},
	"analyzer":          {"corpus", "corpus/datafile", "analyzer/..."},
	"analyzer/text":     {},
	"analyzer/lexicon":  {"analyzer/text", "corpus/datafile"},
	"analyzer/rule":     {"analyzer/text", "analyzer/lexicon", "corpus/datafile"},
	"analyzer/rulebook": {"analyzer/text", "analyzer/lexicon", "analyzer/rule", "corpus", "corpus/datafile"},
	"analyzer/pairing":  {"analyzer/text", "analyzer/lexicon", "corpus", "corpus/datafile"},
	"index":             {"corpus", "index/query"},
	"index/query":       {},
	"index/export":      {"corpus", "index", "index/query"},
	"index/bleve":       {"corpus", "index", "index/query"},
	"index/remote":      {"corpus", "index", "index/query"},
	"index/indextest":   {"corpus", "index", "index/query"},
	"web":               {"corpus", "corpus/datafile", "corpus/deck", "index", "index/query", "index/export"},
	"cmd/alleys":        {"..."},
}

// standardOnly may import nothing but the standard library and ours.
var standardOnly = []string{"corpus", "corpus/work", "corpus/storetest", "index", "index/query", "index/indextest"}

func TestLayers(t *testing.T) {
	root := filepath.Join("..", "..")
	found := map[string]bool{}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && file != root) {
			return filepath.SkipDir
		}
		// Tests may wire what they like: a conformance suite needs its back end.
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(file))
		if err != nil {
			return err
		}
		room := filepath.ToSlash(rel)
		found[room] = true
		checkFile(t, room, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, room := range []string{"corpus", "crawler", "analyzer", "index", "web", "cmd/alleys"} {
		if !found[room] {
			t.Errorf("room %s has no sources", room)
		}
	}
}

func checkFile(t *testing.T, room, file string) {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), file, src, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	row, ok := rowOf(room)
	if !ok {
		t.Errorf("%s: no row of the table of rooms covers %s", file, room)
		return
	}
	for _, spec := range f.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		ours, isOurs := strings.CutPrefix(p, module)
		switch {
		case isOurs && !allowed(mayImport[row], ours):
			t.Errorf("%s: %s may not import %s", file, room, ours)
		case !isOurs && strings.Contains(strings.Split(p, "/")[0], ".") && slices.Contains(standardOnly, room):
			t.Errorf("%s: %s may import the standard library only, not %s", file, room, p)
		case strings.HasPrefix(p, "go.yaml.in/") && room != "corpus/datafile":
			t.Errorf("%s: only corpus/datafile may import the YAML library", file)
		}
	}
}

// rowOf finds the row of the package or of the nearest folder above it.
func rowOf(room string) (string, bool) {
	for ; room != "."; room = path.Dir(room) {
		if _, ok := mayImport[room]; ok {
			return room, true
		}
	}
	return "", false
}

func allowed(row []string, p string) bool {
	return slices.ContainsFunc(row, func(pattern string) bool {
		prefix, tree := strings.CutSuffix(pattern, "...")
		return pattern == p || tree && strings.HasPrefix(p+"/", prefix)
	})
}
