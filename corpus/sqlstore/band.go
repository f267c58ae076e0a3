package sqlstore

import (
	"context"
	"slices"

	"github.com/alleys-eu/alleys/corpus"
)

// PutBands stores the LSH bands of an article, replacing former ones.
func (s *Store) PutBands(ctx context.Context, articleID string, bands []uint64) (err error) {
	defer s.explain(ctx, &err, "article %s", articleID)
	return s.write(ctx, func(tx querier) error {
		if err := articleExists(ctx, tx, articleID); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM band WHERE article_id = $1`, articleID); err != nil {
			return err
		}
		for _, b := range bands {
			if _, err := tx.ExecContext(ctx, `INSERT INTO band (band, article_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
				int64(b), articleID); err != nil {
				return err
			}
		}
		return nil
	})
}

// NearArticles returns ID, Cluster and Signature of the articles that share a
// band with the given ones.
func (s *Store) NearArticles(ctx context.Context, bands []uint64) (near []*corpus.Article, err error) {
	defer s.explain(ctx, &err, "look up near-duplicates")
	have := make(map[string]bool)
	err = s.read(ctx, func(q querier) error {
		for part := range slices.Chunk(bands, inSize) {
			args := make([]any, len(part))
			for i, b := range part {
				args[i] = int64(b)
			}
			found, err := collect(ctx, q, func(row scanner) (*corpus.Article, error) {
				var a corpus.Article
				err := row.Scan(&a.ID, &a.Cluster, signatureInto{&a.Signature})
				return &a, err
			}, `SELECT id, cluster, signature FROM article WHERE id IN
				(SELECT article_id FROM band WHERE band IN (`+places(1, len(part))+`)) ORDER BY id`, args...)
			if err != nil {
				return err
			}
			for _, a := range found {
				if !have[a.ID] {
					have[a.ID] = true
					near = append(near, a)
				}
			}
		}
		return nil
	})
	return near, err
}

// ClusterArticles returns the IDs of all articles in the given clusters.
func (s *Store) ClusterArticles(ctx context.Context, clusters []string) (ids []string, err error) {
	defer s.explain(ctx, &err, "list the articles of %d clusters", len(clusters))
	err = s.read(ctx, func(q querier) error {
		for part := range slices.Chunk(clusters, inSize) {
			found, err := collect(ctx, q, scanString, `SELECT id FROM article WHERE cluster IN (`+
				places(1, len(part))+`)`, anys(part)...)
			if err != nil {
				return err
			}
			ids = append(ids, found...)
		}
		return nil
	})
	slices.Sort(ids)
	return slices.Compact(ids), err
}

// SetCluster puts articles into a cluster.
func (s *Store) SetCluster(ctx context.Context, ids []string, cluster string) (err error) {
	defer s.explain(ctx, &err, "cluster %s", cluster)
	if cluster == "" {
		return corpus.Invalidf("a cluster needs a name")
	}
	return s.write(ctx, func(tx querier) error {
		var claims []string
		for _, id := range ids {
			res, err := tx.ExecContext(ctx, `UPDATE article SET cluster = $2 WHERE id = $1 AND cluster <> $2`, id, cluster)
			if err := changed(res, err); err == corpus.ErrNotFound {
				continue // not there, or in that cluster already
			} else if err != nil {
				return err
			}
			if err := touchArticle(ctx, tx, id); err != nil {
				return err
			}
			carried, err := claimsOf(ctx, tx, id)
			if err != nil {
				return err
			}
			claims = append(claims, carried...)
		}
		return recount(ctx, tx, claims)
	})
}
