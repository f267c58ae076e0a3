package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"slices"
)

// ForgetArticle removes an article and all that was made of it.
func (s *Store) ForgetArticle(ctx context.Context, id string) (err error) {
	defer s.explain(ctx, &err, "article %s", id)
	return s.write(ctx, func(tx querier) error {
		claims, err := claimsOf(ctx, tx, id)
		if err != nil {
			return err
		}
		// The rows that refer to the article go with it by ON DELETE CASCADE.
		if err := changed(tx.ExecContext(ctx, `DELETE FROM article WHERE id = $1`, id)); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO forgotten (article_id) VALUES ($1) ON CONFLICT DO NOTHING`, id); err != nil {
			return err
		}
		renamed, err := renameCluster(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, member := range renamed {
			more, err := claimsOf(ctx, tx, member)
			if err != nil {
				return err
			}
			claims = append(claims, more...)
		}
		return recount(ctx, tx, claims)
	})
}

// renameCluster names a cluster that has lost the article it is named after
// by the smallest ID that is left, and returns its members.
func renameCluster(ctx context.Context, tx querier, cluster string) ([]string, error) {
	members, err := collect(ctx, tx, scanString, `SELECT id FROM article WHERE cluster = $1 ORDER BY id`, cluster)
	if err != nil || len(members) == 0 {
		return nil, err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE article SET cluster = $2 WHERE cluster = $1`, cluster, members[0]); err != nil {
		return nil, err
	}
	for _, id := range members {
		if err := touchArticle(ctx, tx, id); err != nil {
			return nil, err
		}
	}
	return members, nil
}

// Forgotten returns the IDs with a tombstone.
func (s *Store) Forgotten(ctx context.Context) (ids []string, err error) {
	defer s.explain(ctx, &err, "list forgotten articles")
	err = s.read(ctx, func(q querier) (err error) {
		ids, err = collect(ctx, q, scanString, `SELECT article_id FROM forgotten ORDER BY article_id`)
		return err
	})
	return ids, err
}

// ClearForgotten removes tombstones.
func (s *Store) ClearForgotten(ctx context.Context, ids []string) (err error) {
	defer s.explain(ctx, &err, "clear %d forgotten articles", len(ids))
	return s.write(ctx, func(tx querier) error {
		for part := range slices.Chunk(ids, inSize) {
			_, err := tx.ExecContext(ctx, `DELETE FROM forgotten WHERE article_id IN (`+places(1, len(part))+`)`, anys(part)...)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// ignoreNoRows takes sql.ErrNoRows for no error.
func ignoreNoRows(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}
