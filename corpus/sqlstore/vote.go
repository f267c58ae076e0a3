package sqlstore

import (
	"context"

	"github.com/alleys-eu/alleys/corpus"
)

// PutVote stores or replaces a voter's thumb.
func (s *Store) PutVote(ctx context.Context, v corpus.Vote) (err error) {
	defer s.explain(ctx, &err, "vote on card %s", v.CardID)
	if err := v.Validate(); err != nil {
		return err
	}
	thumb := -1
	if v.Up {
		thumb = 1
	}
	return s.write(ctx, func(tx querier) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO vote (claim_id, card_id, voter, thumb, at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (claim_id, card_id, voter) DO UPDATE SET thumb = excluded.thumb, at = excluded.at`,
			v.ClaimID, v.CardID, v.Voter, thumb, millis(v.At))
		return err
	})
}

// RemoveVote takes a thumb back. It is no error when there is none.
func (s *Store) RemoveVote(ctx context.Context, claimID, cardID, voter string) (err error) {
	defer s.explain(ctx, &err, "vote on card %s", cardID)
	return s.write(ctx, func(tx querier) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM vote WHERE claim_id = $1 AND card_id = $2 AND voter = $3`,
			claimID, cardID, voter)
		return err
	})
}

// Votes returns the sum of the thumbs of a claim by card.
func (s *Store) Votes(ctx context.Context, claimID string) (votes map[string]int, err error) {
	defer s.explain(ctx, &err, "votes on claim %s", claimID)
	votes = make(map[string]int)
	err = s.read(ctx, func(q querier) error {
		_, err := collect(ctx, q, func(row scanner) (none struct{}, err error) {
			var card string
			var sum int
			err = row.Scan(&card, &sum)
			votes[card] = sum
			return none, err
		}, `SELECT card_id, SUM(thumb) FROM vote WHERE claim_id = $1 GROUP BY card_id`, claimID)
		return err
	})
	return votes, err
}
