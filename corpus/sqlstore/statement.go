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
// a write went into reading the same SQL again and again.
type statements struct {
	db *sql.DB

	mu       sync.RWMutex
	prepared map[string]*sql.Stmt
}

// mostStatements bounds the statements that are kept; those that go beyond,
// such as lists of every length, are read each time.
const mostStatements = 200

func newStatements(db *sql.DB) *statements {
	return &statements{db: db, prepared: make(map[string]*sql.Stmt)}
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
	full := len(s.prepared) >= mostStatements || s.prepared[query] != nil
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
