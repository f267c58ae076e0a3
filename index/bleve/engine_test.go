package bleve

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/alleys-eu/alleys/index"
	"github.com/alleys-eu/alleys/index/indextest"
	"github.com/alleys-eu/alleys/index/query"
)

func open(t *testing.T, dir string) *Engine {
	t.Helper()
	e, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

func TestConformance(t *testing.T) {
	indextest.Run(t, func(t *testing.T) index.Engine { return open(t, t.TempDir()) })
}

func TestReopen(t *testing.T) {
	dir, ctx := filepath.Join(t.TempDir(), "index"), context.Background()
	e := open(t, dir)
	if err := e.Update(ctx, []index.Document{{ID: "a", Lang: "en", Text: "hello"}, {ID: "b", Lang: "it", Text: "ciao"}}); err != nil {
		t.Fatal(err)
	}
	version := e.Version()
	if _, err := Open(dir); !errors.Is(err, ErrInUse) {
		t.Errorf("opening an index that is open: got %v, want ErrInUse", err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	e = open(t, dir)
	if res, err := e.Search(ctx, index.Request{Query: query.Words{Text: "ciao"}, Size: 5}); err != nil || res.Total != 1 {
		t.Errorf("after opening again: %+v, %v", res, err)
	}
	if e.Version() != version {
		t.Error("the version changed although nothing did")
	}
	e.Close()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if e = open(t, dir); e.Version() == version {
		t.Error("an index made afresh must have another version")
	}
}

func TestUnreadableIndexIsMadeAfresh(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	e := open(t, dir)
	if err := e.Update(context.Background(), []index.Document{{ID: "a", Lang: "en", Text: "hello"}}); err != nil {
		t.Fatal(err)
	}
	version := e.Version()
	e.Close()
	if err := os.WriteFile(filepath.Join(dir, "en", "index_meta.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if e = open(t, dir); e.Version() == version {
		t.Error("a broken index must be made afresh")
	}
}
