package sqlite

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/sqlstore"
	"github.com/alleys-eu/alleys/corpus/storetest"
)

var (
	testTime  = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	testStage = corpus.StageRef{Name: "analyze", Version: "1"}
)

func openAt(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) corpus.Store {
		return openAt(t, filepath.Join(t.TempDir(), "corpus.db"))
	})
}

func TestOpenAgain(t *testing.T) {
	for _, name := range []string{"corpus.db", "a b?c#d%41&e=f;g.db", "città “ü”.db", "file:x.db"} {
		if runtime.GOOS == "windows" && name != "corpus.db" {
			continue
		}
		path := filepath.Join(t.TempDir(), name)
		s := openAt(t, path)
		if _, err := s.PutArticle(t.Context(), testArticle(1)); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Fatal(err)
		}
		if n, err := openAt(t, path).CountArticles(t.Context()); n != 1 || err != nil {
			t.Fatalf("%s: %d articles, error %v", name, n, err)
		}
	}
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.db")
	if err := os.WriteFile(text, []byte("this is no database, it is a text that is long enough to be looked at as one"), 0o600); err != nil {
		t.Fatal(err)
	}
	newer := filepath.Join(dir, "newer.db")
	s := openAt(t, newer)
	db, err := open(newer, 1, "immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]error{
		text:                               ErrDamaged,
		newer:                              sqlstore.ErrNewer,
		filepath.Join(dir, "no", "folder"): os.ErrNotExist,
	} {
		s, err := Open(t.Context(), path)
		if err == nil {
			s.Close()
		}
		if !errors.Is(err, want) {
			t.Errorf("%s: error %v, want %v", path, err, want)
		}
	}
	if s, err := Open(t.Context(), dir); err == nil {
		s.Close()
		t.Error("a folder was opened as a corpus")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(ctx, filepath.Join(dir, "late.db")); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

// TestBusy holds the lock that writes need from another connection.
func TestBusy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corpus.db")
	s := openAt(t, path)
	other, err := open(path, 1, "immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tx, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := s.SetMeta(ctx, "a", "b"); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("error %v, want the context's", err)
	}
	if _, err := s.Meta(t.Context(), "a"); err != nil {
		t.Fatalf("a read beside a write: %v", err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := s.SetMeta(t.Context(), "a", "b"); err != nil {
		t.Fatalf("a write after the lock was released: %v", err)
	}
}

func TestBackup(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	s := openAt(t, filepath.Join(dir, "corpus.db"))
	for i := range 50 {
		if _, err := s.PutArticle(ctx, testArticle(i)); err != nil {
			t.Fatal(err)
		}
	}
	copied := filepath.Join(dir, "it's a copy.db")
	if err := s.Backup(ctx, copied); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, copied); !errors.Is(err, os.ErrExist) {
		t.Fatalf("error %v, want os.ErrExist", err)
	}
	if _, err := s.PutArticle(ctx, testArticle(50)); err != nil {
		t.Fatal(err)
	}
	c := openAt(t, copied)
	if n, err := c.CountArticles(ctx); n != 50 || err != nil {
		t.Fatalf("%d articles in the copy, error %v", n, err)
	}
	if _, err := c.PutArticle(ctx, testArticle(51)); err != nil {
		t.Fatal(err)
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.Backup(cancelled, filepath.Join(dir, "none.db")); !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v, want context.Canceled", err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "none*"))
	if err != nil || len(left) != 0 {
		t.Fatalf("left behind: %v %v", left, err)
	}
}
