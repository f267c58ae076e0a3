package sqlstore

import (
	"context"
	"database/sql"
	"sync"
)

// querier runs statements: in a transaction, or each by itself.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// statements keeps the statements of a database prepared. Half of the time of
// a write and most of that of a short read went into reading the same SQL again
// and again.
type statements struct {
	db   *sql.DB
	most int

	mu       sync.RWMutex
	prepared map[string]*sql.Stmt
}

// The statements that are kept are bounded; those that go beyond, such as lists
// of every length, are read each time. Each reading connection has its own copy
// of a statement, so there are fewer of them.
const (
	mostStatements = 200
	mostReads      = 100
	mostReadArgs   = 4
)

func newStatements(db *sql.DB, most int) *statements {
	return &statements{db: db, most: most, prepared: make(map[string]*sql.Stmt)}
}

// get returns the prepared statement, nil when it is not there.
func (s *statements) get(query string) *sql.Stmt {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.prepared[query]
}

// learn prepares a statement for its next use. One that cannot be prepared
// now is left for later.
func (s *statements) learn(ctx context.Context, query string) {
	s.mu.RLock()
	full := len(s.prepared) >= s.most || s.prepared[query] != nil
	s.mu.RUnlock()
	if full {
		return
	}
	stmt, err := s.db.PrepareContext(ctx, query)
	if err != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.prepared[query] != nil {
		stmt.Close() // another goroutine was faster
		return
	}
	s.prepared[query] = stmt
}

// preparedTx runs the statements of a transaction, prepared ones where there
// are any. The others are noted, because they can only be prepared when the
// transaction has given the connection free.
type preparedTx struct {
	tx     *sql.Tx
	known  *statements
	missed []string
}

func (p *preparedTx) stmt(ctx context.Context, query string) *sql.Stmt {
	if stmt := p.known.get(query); stmt != nil {
		return p.tx.StmtContext(ctx, stmt)
	}
	p.missed = append(p.missed, query)
	return nil
}

func (p *preparedTx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if stmt := p.stmt(ctx, query); stmt != nil {
		return stmt.ExecContext(ctx, args...)
	}
	return p.tx.ExecContext(ctx, query, args...)
}

func (p *preparedTx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if stmt := p.stmt(ctx, query); stmt != nil {
		return stmt.QueryContext(ctx, args...)
	}
	return p.tx.QueryContext(ctx, query, args...)
}

func (p *preparedTx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if stmt := p.stmt(ctx, query); stmt != nil {
		return stmt.QueryRowContext(ctx, args...)
	}
	return p.tx.QueryRowContext(ctx, query, args...)
}

// learn prepares what the transaction has missed, once it has ended.
func (p *preparedTx) learn(ctx context.Context) {
	for _, query := range p.missed {
		p.known.learn(ctx, query)
	}
}

// preparedReads runs single statements, prepared ones from their second run on.
type preparedReads struct{ known *statements }

func (p preparedReads) stmt(ctx context.Context, query string, args []any) *sql.Stmt {
	if len(args) > mostReadArgs {
		return nil
	}
	stmt := p.known.get(query)
	if stmt == nil {
		p.known.learn(ctx, query)
	}
	return stmt
}

func (p preparedReads) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return p.known.db.ExecContext(ctx, query, args...)
}

func (p preparedReads) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if stmt := p.stmt(ctx, query, args); stmt != nil {
		return stmt.QueryContext(ctx, args...)
	}
	return p.known.db.QueryContext(ctx, query, args...)
}

func (p preparedReads) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if stmt := p.stmt(ctx, query, args); stmt != nil {
		return stmt.QueryRowContext(ctx, args...)
	}
	return p.known.db.QueryRowContext(ctx, query, args...)
}
