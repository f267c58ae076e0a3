package sqlstore

import (
	"context"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

// How the ledger finds what is due without reading all articles.
//
// Every change of an article that the stages must see, and every settlement,
// draws a number from one counter. The input of a stage is the articles,
// numbered by their last change, or, for a stage that comes after another,
// the rows which that one settled in the articles' present content, numbered
// by their settlement. A row of the ledger says which number was tried. The
// stage's mark says how far the input was looked through: everything up to it
// is settled by this version or has an open row. So a claim reads the open
// rows whose time has come, and the input after the mark, and nothing else.

// input is the present number and content of an article as a stage sees it.
type input struct {
	articleID, hash string
	seq             int64
}

func scanInput(row scanner) (in input, err error) {
	err = row.Scan(&in.articleID, &in.hash, &in.seq)
	return in, err
}

// from returns the tables of a stage's input, joined to the stage's own rows
// as l, and the name of the number's column. $1 is the stage, $2 the stage
// before it; the text uses both either way, so that all queries number their
// places alike.
func from(stage corpus.StageRef) (tables, seq string) {
	const own = ` LEFT JOIN ledger l ON l.stage = $1 AND l.article_id = a.id`
	if stage.After == "" {
		return ` FROM article a` + own + ` WHERE CAST($2 AS TEXT) = ''`, "a.seq"
	}
	return ` FROM ledger u JOIN article a ON a.id = u.article_id AND a.content_hash = u.content_hash` + own +
		` WHERE u.stage = $2 AND u.settled > 0`, "u.settled"
}

// mark returns how far a stage has looked through its input, 0 when it has
// not begun with this version.
func mark(ctx context.Context, q querier, stage corpus.StageRef) (mark int64, err error) {
	err = q.QueryRowContext(ctx, `SELECT mark FROM stage WHERE name = $1 AND version = $2 AND upstream = $3`,
		stage.Name, stage.Version, stage.After).Scan(&mark)
	return mark, ignoreNoRows(err)
}

func setMark(ctx context.Context, q querier, stage corpus.StageRef, mark int64) error {
	_, err := q.ExecContext(ctx, `INSERT INTO stage (name, version, upstream, mark) VALUES ($1, $2, $3, $4)
		ON CONFLICT (name) DO UPDATE SET version = excluded.version, upstream = excluded.upstream, mark = excluded.mark`,
		stage.Name, stage.Version, stage.After, mark)
	return err
}

// ClaimWork leases due articles.
func (s *Store) ClaimWork(ctx context.Context, stage corpus.StageRef, limit int, now time.Time, lease time.Duration) (leases []corpus.Lease, err error) {
	defer s.explain(ctx, &err, "claim work for %s", stage.Name)
	if stage.Name == "" || limit <= 0 {
		return nil, corpus.Invalidf("claiming work needs the name of a stage and a limit above 0")
	}
	err = s.write(ctx, func(tx querier) error {
		due, err := reopened(ctx, tx, stage, limit, now)
		if err != nil {
			return err
		}
		if len(due) < limit {
			more, err := fresh(ctx, tx, stage, limit-len(due), now)
			if err != nil {
				return err
			}
			due = append(due, more...)
		}
		leases, err = leaseAll(ctx, tx, stage, due, now.Add(lease))
		return err
	})
	if err != nil {
		return nil, err
	}
	return leases, nil
}

// reopened returns the articles whose lease ran out or whose next try has come.
func reopened(ctx context.Context, tx querier, stage corpus.StageRef, limit int, now time.Time) ([]input, error) {
	tables, seq := from(stage)
	return collect(ctx, tx, scanInput, `SELECT a.id, a.content_hash, `+seq+tables+`
		AND l.is_open = 1 AND l.due <= $3 ORDER BY l.due, a.id LIMIT $4`,
		stage.Name, stage.After, millis(now), limit)
}

// fresh returns the articles after the mark that were not tried, and moves
// the mark.
func fresh(ctx context.Context, tx querier, stage corpus.StageRef, limit int, now time.Time) ([]input, error) {
	from0, err := mark(ctx, tx, stage)
	if err != nil {
		return nil, err
	}
	tables, seq := from(stage)
	found, err := collect(ctx, tx, scanInput, `SELECT a.id, a.content_hash, `+seq+tables+` AND `+seq+` > $3 AND (l.stage IS NULL
			OR (l.is_open = 0 AND NOT (l.version = $4 AND l.input = `+seq+`))
			OR (l.is_open = 1 AND l.leased = 0 AND l.due > $5 AND NOT (l.try_version = $4 AND l.try_input = `+seq+`)))
		ORDER BY `+seq+` LIMIT $6`,
		stage.Name, stage.After, from0, stage.Version, millis(now), limit)
	if err != nil {
		return nil, err
	}
	var reached int64
	if len(found) == limit {
		reached = found[limit-1].seq
	} else if reached, err = lastSeq(ctx, tx); err != nil {
		return nil, err
	}
	if reached == from0 {
		return found, nil
	}
	return found, setMark(ctx, tx, stage, reached)
}

// lastSeq returns the last number that was drawn.
func lastSeq(ctx context.Context, q querier) (seq int64, err error) {
	err = q.QueryRowContext(ctx, `SELECT value FROM counter WHERE name = 'seq'`).Scan(&seq)
	return seq, err
}

func leaseAll(ctx context.Context, tx querier, stage corpus.StageRef, due []input, until time.Time) ([]corpus.Lease, error) {
	if len(due) == 0 {
		return nil, nil
	}
	try, err := nextSeq(ctx, tx, 1)
	if err != nil {
		return nil, err
	}
	leases := make([]corpus.Lease, len(due))
	for i, in := range due {
		leases[i] = corpus.Lease{ArticleID: in.articleID, Try: try}
		err := tx.QueryRowContext(ctx, `INSERT INTO ledger (stage, article_id, version, content_hash, input, settled,
				quarantined, is_open, leased, due, try, try_version, try_hash, try_input, attempts, tried, problem)
			VALUES ($1, $2, '', '', 0, 0, 0, 1, 1, $3, $4, $5, $6, $7, 0, 0, '')
			ON CONFLICT (stage, article_id) DO UPDATE SET is_open = 1, leased = 1, due = excluded.due, try = excluded.try,
				try_version = excluded.try_version, try_hash = excluded.try_hash, try_input = excluded.try_input,
				attempts = CASE WHEN ledger.try_version = excluded.try_version AND ledger.try_input = excluded.try_input
					THEN ledger.attempts ELSE 0 END
			RETURNING attempts`,
			stage.Name, in.articleID, millis(until), try, stage.Version, in.hash, in.seq).Scan(&leases[i].Attempts)
		if err != nil {
			return nil, err
		}
	}
	return leases, nil
}

// PendingWork counts the articles that are due or leased or in retry.
func (s *Store) PendingWork(ctx context.Context, stage corpus.StageRef) (n int, err error) {
	defer s.explain(ctx, &err, "count the work for %s", stage.Name)
	tables, seq := from(stage)
	err = s.snapshot(ctx, func(q querier) error {
		from0, err := mark(ctx, q, stage)
		if err != nil {
			return err
		}
		var open, fresh int
		if err := q.QueryRowContext(ctx, `SELECT COUNT(*) FROM ledger WHERE stage = $1 AND is_open = 1`, stage.Name).Scan(&open); err != nil {
			return err
		}
		err = q.QueryRowContext(ctx, `SELECT COUNT(*)`+tables+` AND `+seq+` > $3
			AND (l.stage IS NULL OR (l.is_open = 0 AND NOT (l.version = $4 AND l.input = `+seq+`)))`,
			stage.Name, stage.After, from0, stage.Version).Scan(&fresh)
		n = open + fresh
		return err
	})
	return n, err
}

// ReleaseWork drops every lease.
func (s *Store) ReleaseWork(ctx context.Context) (err error) {
	defer s.explain(ctx, &err, "release the work")
	return s.write(ctx, func(tx querier) error {
		_, err := tx.ExecContext(ctx, `UPDATE ledger SET leased = 0, due = 0 WHERE is_open = 1 AND leased = 1`)
		return err
	})
}

// ResetWork forgets all rows of a stage.
func (s *Store) ResetWork(ctx context.Context, stage string) (err error) {
	defer s.explain(ctx, &err, "reset the work of %s", stage)
	return s.write(ctx, func(tx querier) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM ledger WHERE stage = $1`, stage); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM stage WHERE name = $1`, stage)
		return err
	})
}

// Quarantine returns the quarantined rows of a stage, or of all.
func (s *Store) Quarantine(ctx context.Context, stage string) (rows []corpus.Quarantined, err error) {
	defer s.explain(ctx, &err, "list the quarantine")
	var w where
	w.and("quarantined = 1")
	w.and("is_open = 0")
	if stage != "" {
		w.and("stage = ?", stage)
	}
	err = s.read(ctx, func(q querier) (err error) {
		rows, err = collect(ctx, q, func(row scanner) (r corpus.Quarantined, err error) {
			err = row.Scan(&r.ArticleID, &r.Stage, &r.Version, &r.Problem, &r.Attempts, timeInto{&r.At})
			return r, err
		}, `SELECT article_id, stage, version, problem, attempts, tried FROM ledger`+w.String()+
			` ORDER BY stage, article_id`, w.args...)
		return err
	})
	return rows, err
}
