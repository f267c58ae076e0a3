package sqlstore

import (
	"context"
)

// Meta returns a small value by name, "" when it is not there.
func (s *Store) Meta(ctx context.Context, name string) (value string, err error) {
	defer s.explain(ctx, &err, "read %s", name)
	err = s.read(ctx, func(q querier) error {
		return ignoreNoRows(q.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = $1`, name).Scan(&value))
	})
	return value, err
}

// SetMeta stores a small value by name.
func (s *Store) SetMeta(ctx context.Context, name, value string) (err error) {
	defer s.explain(ctx, &err, "store %s", name)
	return s.write(ctx, func(tx querier) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO meta (name, value) VALUES ($1, $2)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
		return err
	})
}
