package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/alleys-eu/alleys/corpus"
)

// SettleWork records outcomes of leased articles.
func (s *Store) SettleWork(ctx context.Context, stage corpus.StageRef, outcomes []corpus.Outcome) (err error) {
	defer s.explain(ctx, &err, "settle the work of %s", stage.Name)
	for _, o := range outcomes {
		if o.Problem == "" && !o.RetryAt.IsZero() {
			return corpus.Invalidf("the outcome of article %s is to be tried again without a problem", o.ArticleID)
		}
	}
	return s.write(ctx, func(tx querier) error {
		outcomes, err := held(ctx, tx, stage, outcomes)
		if err != nil || len(outcomes) == 0 {
			return err
		}
		seq, err := nextSeq(ctx, tx, len(outcomes))
		if err != nil {
			return err
		}
		for i, o := range outcomes {
			if o.Problem != "" && !o.RetryAt.IsZero() {
				err = retry(ctx, tx, stage, o)
			} else {
				err = settle(ctx, tx, stage, o, seq+int64(i))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// ReturnWork gives leases back untried.
func (s *Store) ReturnWork(ctx context.Context, stage corpus.StageRef, leases []corpus.Lease) (err error) {
	defer s.explain(ctx, &err, "return the work of %s", stage.Name)
	return s.write(ctx, func(tx querier) error {
		for _, l := range leases {
			if _, err := tx.ExecContext(ctx, `UPDATE ledger SET leased = 0, due = 0
				WHERE stage = $1 AND article_id = $2 AND leased = 1 AND try = $3`, stage.Name, l.ArticleID, l.Try); err != nil {
				return err
			}
		}
		return nil
	})
}

// held returns the outcomes whose lease still stands.
func held(ctx context.Context, tx querier, stage corpus.StageRef, outcomes []corpus.Outcome) ([]corpus.Outcome, error) {
	var kept []corpus.Outcome
	for _, o := range outcomes {
		var one int
		err := tx.QueryRowContext(ctx, `SELECT 1 FROM ledger WHERE stage = $1 AND article_id = $2 AND leased = 1 AND try = $3`,
			stage.Name, o.ArticleID, o.Try).Scan(&one)
		if err == nil {
			kept = append(kept, o)
		} else if !errors.Is(err, sql.ErrNoRows) {
			return nil, err
		}
	}
	// An article twice in one batch has the outcome that comes last.
	slices.Reverse(kept)
	seen := make(map[string]bool, len(kept))
	kept = slices.DeleteFunc(kept, func(o corpus.Outcome) bool {
		twice := seen[o.ArticleID]
		seen[o.ArticleID] = true
		return twice
	})
	slices.Reverse(kept)
	return kept, nil
}

func retry(ctx context.Context, tx querier, stage corpus.StageRef, o corpus.Outcome) error {
	_, err := tx.ExecContext(ctx, `UPDATE ledger SET leased = 0, due = $3, attempts = attempts + 1, tried = $4, problem = $5
		WHERE stage = $1 AND article_id = $2`, stage.Name, o.ArticleID, millis(o.RetryAt), millis(o.At), o.Problem)
	return err
}

// settle records that an article is done or given up. When article or version
// have changed since it was leased its row stays open, because the mark may
// have passed it already.
func settle(ctx context.Context, tx querier, stage corpus.StageRef, o corpus.Outcome, seq int64) error {
	bad := bit(o.Problem != "")
	if _, err := tx.ExecContext(ctx, `UPDATE ledger SET version = try_version, content_hash = try_hash, input = try_input,
			settled = $3, quarantined = $4, attempts = attempts + $4, tried = $5, problem = $6,
			is_open = 0, leased = 0, due = 0
		WHERE stage = $1 AND article_id = $2`,
		stage.Name, o.ArticleID, seq, bad, millis(o.At), o.Problem); err != nil {
		return err
	}
	tables, now := from(stage)
	_, err := tx.ExecContext(ctx, `UPDATE ledger SET is_open = 1 WHERE stage = $1 AND article_id = $3 AND
		(input <> COALESCE((SELECT `+now+tables+` AND a.id = $3), ledger.input)
			OR EXISTS (SELECT 1 FROM stage WHERE name = $1 AND version <> ledger.version))`,
		stage.Name, stage.After, o.ArticleID)
	return err
}
