// Package sqlite opens a corpus in one SQLite file.
//
// The file is in WAL mode with synchronous NORMAL: a write that returned nil
// survives a kill of the process, and a loss of power costs at most the last
// moments but never the file. Reads run beside a write. Several processes may
// open the same file; their writes wait for each other up to BusyTimeout.
// Whoever runs the pipeline owns the corpus, see Own.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/gofrs/flock"
	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/alleys-eu/alleys/corpus/sqlstore"
)

// BusyTimeout is how long a write waits for one of another process.
const BusyTimeout = 20 * time.Second

var (
	// ErrBusy says that another process has been writing for longer than
	// BusyTimeout.
	ErrBusy = errors.New("another program is writing to the corpus, wait for it or stop it")
	// ErrOwned says that another process owns the corpus.
	ErrOwned = errors.New("another alleys is working on this corpus, wait for it or stop it")
	// ErrDamaged says that the file is not a corpus, or no longer one.
	ErrDamaged = errors.New("the file is damaged or not a corpus, restore it from a backup")
	// ErrFull says that there is no room left on the disk.
	ErrFull = errors.New("the disk is full, make room and try again")
	// ErrReadOnly says that the file cannot be written.
	ErrReadOnly = errors.New("the corpus cannot be written, check the permissions of the folder")
)

// Store is a corpus in a SQLite file. It satisfies corpus.Store.
type Store struct {
	*sqlstore.Store
	path  string
	owner *flock.Flock
}

// Open opens the corpus at path, creates it when it is not there, and brings
// it to the form that this program works with. The folder must be there.
func Open(ctx context.Context, path string) (_ *Store, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("open corpus %s: %w", path, explain(err))
		}
	}()
	path, err = filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return nil, err
	}
	if err := migrate(ctx, path); err != nil {
		return nil, err
	}
	// SQLite's own waiting cannot be interrupted, so it is short, and the store
	// waits by itself.
	writer, err := open(path, 1, "immediate", "busy_timeout(100)",
		"foreign_keys(1)", "journal_mode(WAL)", "synchronous(NORMAL)", "cache_size(-32000)", "journal_size_limit(67108864)")
	if err != nil {
		return nil, err
	}
	reader, err := open(path, max(4, runtime.NumCPU()), "deferred", "busy_timeout(1000)",
		"query_only(1)", "cache_size(-16000)")
	if err != nil {
		writer.Close()
		return nil, err
	}
	return &Store{
		Store: sqlstore.New(writer, reader, dialect),
		path:  path,
		owner: flock.New(path + ".lock"),
	}, nil
}

var dialect = sqlstore.Dialect{Goose: "sqlite3", Busy: isBusy, Patience: BusyTimeout, Explain: explain}

// open returns a pool of at most conns connections that each run the pragmas
// and begin transactions in the given mode.
func open(path string, conns int, begin string, pragmas ...string) (*sql.DB, error) {
	query := url.Values{"_txlock": {begin}}
	for _, p := range pragmas {
		query.Add("_pragma", p)
	}
	db, err := sql.Open("sqlite", "file:"+uriPath(path)+"?"+query.Encode())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	return db, nil
}

// uriPath returns an absolute path as the path of a file URI (sqlite.org/uri.html).
func uriPath(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/… becomes /C:/…
	}
	return (&url.URL{Path: path}).EscapedPath()
}

// migrate migrates the file while no other process does.
func migrate(ctx context.Context, path string) error {
	lock := flock.New(path + ".migrate")
	if _, err := lock.TryLockContext(ctx, 20*time.Millisecond); err != nil {
		return err
	}
	defer lock.Close()
	// SQLite gives the files beside this one the same permissions.
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	db, err := open(path, 1, "immediate", fmt.Sprintf("busy_timeout(%d)", BusyTimeout.Milliseconds()), "journal_mode(WAL)")
	if err != nil {
		return err
	}
	defer db.Close()
	pending, err := sqlstore.Pending(ctx, db, dialect)
	if err != nil || !pending {
		return err
	}
	return sqlstore.Migrate(ctx, db, dialect)
}

// Own makes this process the one that works on the corpus until Disown or Close,
// and drops the leases that a former owner left behind when it was killed. ErrOwned
// when another process is the owner; ownership ends with its process.
func (s *Store) Own(ctx context.Context) error {
	got, err := s.owner.TryLock()
	if err != nil {
		return fmt.Errorf("own corpus %s: %w", s.path, err)
	}
	if !got {
		return ErrOwned
	}
	return s.ReleaseWork(ctx)
}

// Disown gives up what Own took; work that is claimed must be settled before. It
// does nothing when this process is not the owner.
func (s *Store) Disown() error {
	if err := s.owner.Unlock(); err != nil {
		return fmt.Errorf("disown corpus %s: %w", s.path, err)
	}
	return nil
}

// Close waits for running calls, closes the file and gives up ownership.
func (s *Store) Close() error {
	return errors.Join(s.Store.Close(), s.owner.Close())
}

// Backup writes a copy of the corpus as it is now to a new file, beside
// running reads and writes. The file appears when it is complete. os.ErrExist
// when it is there already.
func (s *Store) Backup(ctx context.Context, path string) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("back up the corpus to %s: %w", path, err)
		}
	}()
	if _, err := os.Lstat(path); err == nil {
		return os.ErrExist
	}
	partial := path + ".partial"
	if err := os.Remove(partial); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := s.copyTo(ctx, partial); err != nil {
		os.Remove(partial) // half a copy is of no use
		return err
	}
	return os.Rename(partial, path)
}

func (s *Store) copyTo(ctx context.Context, path string) error {
	db, err := open(s.path, 1, "deferred", "busy_timeout(1000)")
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, `VACUUM INTO $1`, path); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return explain(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func isBusy(err error) bool {
	var e *driver.Error
	return errors.As(err, &e) && (e.Code()&0xff == lib.SQLITE_BUSY || e.Code()&0xff == lib.SQLITE_LOCKED)
}

// explain says in words what SQLite says in codes.
func explain(err error) error {
	var e *driver.Error
	if !errors.As(err, &e) {
		return err
	}
	if isBusy(err) {
		return &codedError{ErrBusy, err}
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return &codedError{ErrDamaged, err}
	case lib.SQLITE_FULL:
		return &codedError{ErrFull, err}
	case lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN, lib.SQLITE_PERM:
		return &codedError{ErrReadOnly, err}
	}
	return err
}

// codedError reads as what to do and keeps SQLite's own words for a log.
type codedError struct{ advice, cause error }

func (e *codedError) Error() string   { return e.advice.Error() }
func (e *codedError) Unwrap() []error { return []error{e.advice, e.cause} }
