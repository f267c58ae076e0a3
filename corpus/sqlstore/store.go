// Package sqlstore is the corpus in a relational database: one SQL text with
// $N places that SQLite and PostgreSQL read alike. It knows no driver; the
// packages sqlite and postgres open the database and hand it over.
//
// Times are stored as Unix milliseconds UTC and 0 stands for the zero time,
// so the very instant 1970-01-01T00:00:00Z cannot be told from none. Times
// come back in UTC, cut to milliseconds, and empty lists come back as nil.
package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

// Store keeps a corpus in a database. It satisfies corpus.Store.
type Store struct {
	writer, reader *sql.DB
	known          *statements // of the writer
	reads          preparedReads
	together       group
	dialect        Dialect

	// running is held for reading by every call, so that Close can wait.
	running sync.RWMutex
	closed  bool
}

// Dialect is what differs between databases.
type Dialect struct {
	// Begin makes a writing transaction wait for the one before it to end. nil
	// where the database sees to it that there is only one.
	Begin func(ctx context.Context, tx *sql.Tx) error
	// Goose is the name goose knows the dialect by.
	Goose string
	// Busy tells that a transaction could not begin because another process
	// writes. It is begun again until Patience is over.
	Busy     func(error) bool
	Patience time.Duration
	// Explain turns an error of the driver into one that says what to do. It
	// returns other errors as they are.
	Explain func(error) error
}

// New returns the store over a database that Migrate has been run on. All
// writes go through writer, one transaction after the other; reads go through
// reader. The two may be the same.
func New(writer, reader *sql.DB, d Dialect) *Store {
	return &Store{
		writer: writer, reader: reader, dialect: d,
		known: newStatements(writer, mostStatements), reads: preparedReads{newStatements(reader, mostReads)},
	}
}

var errClosed = errors.New("the corpus is closed")

// Close waits for running calls and closes the database.
func (s *Store) Close() error {
	s.running.Lock()
	defer s.running.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	err := s.writer.Close()
	if s.reader != s.writer {
		err = errors.Join(s.reader.Close(), err)
	}
	return err
}

// write runs do in one transaction. What it did is stored when write returns
// nil, and undone otherwise.
func (s *Store) write(ctx context.Context, do func(tx querier) error) error {
	s.running.RLock()
	defer s.running.RUnlock()
	if s.closed {
		return errClosed
	}
	tx, err := s.begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after Commit
	q := &preparedTx{tx: tx, known: s.known}
	if err := do(q); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	q.learn(ctx)
	return nil
}

// begin begins a writing transaction as soon as no other process writes.
func (s *Store) begin(ctx context.Context) (*sql.Tx, error) {
	started := time.Now()
	tx, err := s.writer.BeginTx(ctx, nil)
	for err != nil && s.dialect.Busy != nil && s.dialect.Busy(err) && time.Since(started) < s.dialect.Patience {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
		tx, err = s.writer.BeginTx(ctx, nil)
	}
	if err != nil {
		return nil, err
	}
	if s.dialect.Begin != nil {
		if err := s.dialect.Begin(ctx, tx); err != nil {
			tx.Rollback() // the error of Begin says why
			return nil, err
		}
	}
	return tx, nil
}

// read runs do on a connection that may run beside a write.
func (s *Store) read(ctx context.Context, do func(q querier) error) error {
	s.running.RLock()
	defer s.running.RUnlock()
	if s.closed {
		return errClosed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return do(s.reads)
}

// snapshot runs do in a transaction that sees one state throughout.
func (s *Store) snapshot(ctx context.Context, do func(q querier) error) error {
	s.running.RLock()
	defer s.running.RUnlock()
	if s.closed {
		return errClosed
	}
	tx, err := s.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelDefault})
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing to keep
	return do(tx)
}

// explain says what was being done when an error came up. A context that has
// ended is the cause whatever the driver made of it; sql.ErrNoRows becomes
// corpus.ErrNotFound; an invalid value speaks for itself.
func (s *Store) explain(ctx context.Context, err *error, format string, args ...any) {
	if *err == nil || errors.Is(*err, corpus.ErrInvalid) {
		return
	}
	cause := *err
	switch {
	case errors.Is(cause, corpus.ErrNotFound), errors.Is(cause, corpus.ErrConflict):
	case errors.Is(cause, sql.ErrNoRows):
		cause = corpus.ErrNotFound
	case ctx.Err() != nil:
		cause = ctx.Err()
	case s.dialect.Explain != nil:
		cause = s.dialect.Explain(cause)
	}
	*err = fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), cause)
}

// changed returns corpus.ErrNotFound when a statement touched no row.
func changed(res sql.Result, err error) error {
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err == nil && n == 0 {
		err = corpus.ErrNotFound
	}
	return err
}

// nextSeq draws n numbers from the counter and returns the first. The counter
// stays locked to the end of the transaction, so whoever sees a number sees
// everything that was written with a smaller one.
func nextSeq(ctx context.Context, q querier, n int) (int64, error) {
	var last int64
	err := q.QueryRowContext(ctx, `UPDATE counter SET value = value + $1 WHERE name = 'seq' RETURNING value`, n).Scan(&last)
	return last - int64(n) + 1, err
}
