package sqlstore

import (
	"context"
	"slices"

	"github.com/alleys-eu/alleys/corpus"
)

const claimColumns = `id, lang, text, frames, targets, techniques, articles, outlets, clusters, first_seen, last_seen`

func scanClaim(row scanner) (c corpus.ClaimStat, err error) {
	err = row.Scan(&c.ID, &c.Lang, &c.Text, listInto{&c.Frames}, listInto{&c.Targets}, listInto{&c.Techniques},
		&c.Articles, &c.Outlets, &c.Clusters, timeInto{&c.FirstSeen}, timeInto{&c.LastSeen})
	return c, err
}

// Claims returns claims, most articles first, then most outlets, then ID.
func (s *Store) Claims(ctx context.Context, f corpus.ClaimFilter) (claims []corpus.ClaimStat, err error) {
	defer s.explain(ctx, &err, "list claims")
	if err := s.recountStale(ctx); err != nil {
		return nil, err
	}
	err = s.snapshot(ctx, func(q querier) error {
		w, err := claimWhere(ctx, q, f)
		if err != nil {
			return err
		}
		claims, err = collect(ctx, q, scanClaim, `SELECT `+claimColumns+` FROM claim`+w.String()+
			` ORDER BY articles DESC, outlets DESC, id`+w.limit(f.Limit, f.Offset), w.args...)
		return err
	})
	return claims, err
}

// manyFindings is the number of findings from which on a filter is common.
const manyFindings = 5000

// claimWhere returns the conditions on a claim. Of a rare filter the claims
// are looked up and put in order; of a common one the claims are gone through
// in order until there are enough, which needs no look at all the others.
func claimWhere(ctx context.Context, q querier, f corpus.ClaimFilter) (*where, error) {
	var w where
	if f.Lang != "" {
		w.and("lang = ?", f.Lang)
	}
	findings := findingWhere(f, nil)
	if len(findings.conds) == 0 {
		return &w, nil
	}
	var n int
	err := q.QueryRowContext(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM finding`+findings.String()+
		findings.limit(manyFindings, 0)+`) AS few`, findings.args...).Scan(&n)
	if err != nil {
		return nil, err
	}
	findings = findingWhere(f, w.args) // its places go on from those of the claim
	w.args = findings.args
	if n < manyFindings {
		w.and("id IN (SELECT claim_id FROM finding" + findings.String() + ")")
	} else {
		w.and("EXISTS (SELECT 1 FROM finding" + findings.String() + " AND claim_id = claim.id)")
	}
	return &w, nil
}

// findingWhere returns the conditions that one finding must meet all of.
func findingWhere(f corpus.ClaimFilter, args []any) where {
	w := where{args: args}
	if f.Frame != "" {
		w.and("frame = ?", f.Frame)
	}
	if f.Target != "" {
		w.and("target = ?", f.Target)
	}
	if len(f.Stances) > 0 {
		stances := make([]any, len(f.Stances))
		for i, s := range f.Stances {
			stances[i] = string(s)
		}
		w.and("stance IN ("+marks(len(stances))+")", stances...)
	}
	return w
}

// Claim returns one claim.
func (s *Store) Claim(ctx context.Context, id string) (c *corpus.ClaimStat, err error) {
	defer s.explain(ctx, &err, "claim %s", id)
	if err := s.recountStale(ctx); err != nil {
		return nil, err
	}
	var stat corpus.ClaimStat
	err = s.read(ctx, func(q querier) (err error) {
		stat, err = scanClaim(q.QueryRowContext(ctx, `SELECT `+claimColumns+` FROM claim WHERE id = $1`, id))
		return err
	})
	if err != nil {
		return nil, err
	}
	return &stat, nil
}

// ClaimArticles returns the IDs of the articles that carry a claim, oldest first.
func (s *Store) ClaimArticles(ctx context.Context, claimID string) (ids []string, err error) {
	defer s.explain(ctx, &err, "articles of claim %s", claimID)
	err = s.read(ctx, func(q querier) (err error) {
		ids, err = collect(ctx, q, scanString, `SELECT id FROM article WHERE id IN
			(SELECT article_id FROM finding WHERE claim_id = $1) ORDER BY seen, id`, claimID)
		return err
	})
	return ids, err
}

// claimsOf returns the claims that an article carries.
func claimsOf(ctx context.Context, q querier, articleID string) ([]string, error) {
	return collect(ctx, q, scanString, `SELECT DISTINCT claim_id FROM finding WHERE article_id = $1`, articleID)
}

// recountArticle recounts the claims that an article carries.
func recountArticle(ctx context.Context, tx querier, articleID string) error {
	claims, err := claimsOf(ctx, tx, articleID)
	if err != nil {
		return err
	}
	return recount(ctx, tx, claims)
}

// hotClaim is the number of articles from which on a claim is counted when it
// is read: counting it at every write would cost the square of that number
// for a sentence that stands on each page of a big site.
const hotClaim = 200

// recount brings the claim table up to date with the findings.
func recount(ctx context.Context, tx querier, claims []string) error {
	slices.Sort(claims)
	for _, id := range slices.Compact(claims) {
		if id == "" {
			continue // a finding that carries no claim
		}
		hot, err := markStale(ctx, tx, id)
		if err != nil {
			return err
		}
		if hot {
			continue
		}
		if err := recountClaim(ctx, tx, id); err != nil {
			return err
		}
	}
	return nil
}

// markStale puts off the count of a claim when it is hot.
func markStale(ctx context.Context, tx querier, id string) (hot bool, err error) {
	var articles int
	err = tx.QueryRowContext(ctx, `SELECT articles FROM claim WHERE id = $1`, id).Scan(&articles)
	if err != nil || articles < hotClaim {
		return false, ignoreNoRows(err)
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO claim_stale (claim_id) VALUES ($1) ON CONFLICT DO NOTHING`, id)
	return true, err
}

// recountStale counts the claims whose count was put off.
func (s *Store) recountStale(ctx context.Context) error {
	var stale []string
	err := s.read(ctx, func(q querier) (err error) {
		stale, err = collect(ctx, q, scanString, `SELECT claim_id FROM claim_stale`)
		return err
	})
	if err != nil || len(stale) == 0 {
		return err
	}
	return s.write(ctx, func(tx querier) error {
		for _, id := range stale {
			if err := recountClaim(ctx, tx, id); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `DELETE FROM claim_stale WHERE claim_id = $1`, id); err != nil {
				return err
			}
		}
		return nil
	})
}

func recountClaim(ctx context.Context, tx querier, id string) error {
	var c corpus.ClaimStat
	var first, last int64
	err := tx.QueryRowContext(ctx, `SELECT COUNT(DISTINCT f.article_id),
		COUNT(DISTINCT CASE WHEN a.outlet <> '' THEN a.outlet ELSE a.host END), COUNT(DISTINCT a.cluster),
		COALESCE(MIN(NULLIF(a.seen, 0)), 0), COALESCE(MAX(a.seen), 0)
		FROM finding f JOIN article a ON a.id = f.article_id WHERE f.claim_id = $1`, id).
		Scan(&c.Articles, &c.Outlets, &c.Clusters, &first, &last)
	if err != nil {
		return err
	}
	if c.Articles == 0 {
		_, err := tx.ExecContext(ctx, `DELETE FROM claim WHERE id = $1`, id)
		return err
	}
	if err := labelClaim(ctx, tx, id, &c.Claim); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO claim (`+claimColumns+`) VALUES (`+places(1, 11)+`)
		ON CONFLICT (id) DO UPDATE SET lang = excluded.lang, text = excluded.text, frames = excluded.frames,
			targets = excluded.targets, techniques = excluded.techniques, articles = excluded.articles,
			outlets = excluded.outlets, clusters = excluded.clusters, first_seen = excluded.first_seen,
			last_seen = excluded.last_seen`,
		id, c.Lang, c.Text, list(c.Frames), list(c.Targets), list(c.Techniques),
		c.Articles, c.Outlets, c.Clusters, first, last)
	return err
}

// labelClaim reads what the findings call a claim: the words of the first
// article that carries it, and all frames, targets and techniques.
func labelClaim(ctx context.Context, tx querier, id string, c *corpus.Claim) error {
	err := tx.QueryRowContext(ctx, `SELECT f.lang, f.sentence FROM finding f JOIN article a ON a.id = f.article_id
		WHERE f.claim_id = $1 ORDER BY a.seen, a.id, f.ordinal LIMIT 1`, id).Scan(&c.Lang, &c.Text)
	if err != nil {
		return err
	}
	_, err = collect(ctx, tx, func(row scanner) (none struct{}, err error) {
		var frame, target string
		var techniques []string
		err = row.Scan(&frame, &target, listInto{&techniques})
		c.Frames = append(c.Frames, frame)
		c.Targets = append(c.Targets, target)
		c.Techniques = append(c.Techniques, techniques...)
		return none, err
	}, `SELECT DISTINCT frame, target, techniques FROM finding WHERE claim_id = $1`, id)
	for _, l := range []*[]string{&c.Frames, &c.Targets, &c.Techniques} {
		slices.Sort(*l)
		*l = slices.DeleteFunc(slices.Compact(*l), func(s string) bool { return s == "" })
	}
	return err
}
