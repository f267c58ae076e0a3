package sqlstore

import (
	"context"
	"slices"

	"github.com/alleys-eu/alleys/corpus"
)

// The claims that an article can have on an address, best first.
const (
	addressCanonical = iota
	addressFetched
	addressAlias
)

// putAddress notes that an article is known by an address, unless another one
// has a better claim on it.
func putAddress(ctx context.Context, q querier, url, articleID string, rank int) error {
	_, err := q.ExecContext(ctx, `INSERT INTO address (url, article_id, rank) VALUES ($1, $2, $3)
		ON CONFLICT (url) DO UPDATE SET article_id = excluded.article_id, rank = excluded.rank
		WHERE excluded.rank < address.rank
			OR (excluded.rank = address.rank AND excluded.article_id <> address.article_id)`, url, articleID, rank)
	return err
}

// AddAlias notes a further address of an article.
func (s *Store) AddAlias(ctx context.Context, url, articleID string) (err error) {
	defer s.explain(ctx, &err, "article %s", articleID)
	if url == "" {
		return corpus.Invalidf("an alias of article %s has no URL", articleID)
	}
	return s.write(ctx, func(tx querier) error {
		if err := articleExists(ctx, tx, articleID); err != nil {
			return err
		}
		return putAddress(ctx, tx, url, articleID, addressAlias)
	})
}

// articleExists returns sql.ErrNoRows when the article is not there.
func articleExists(ctx context.Context, q querier, id string) error {
	var one int
	return q.QueryRowContext(ctx, `SELECT 1 FROM article WHERE id = $1`, id).Scan(&one)
}

// ArticleKnown returns the IDs of the articles known by the addresses.
func (s *Store) ArticleKnown(ctx context.Context, urls []string) (known map[string]string, err error) {
	defer s.explain(ctx, &err, "look up %d addresses", len(urls))
	known = make(map[string]string)
	err = s.read(ctx, func(q querier) error {
		for part := range slices.Chunk(urls, inSize) {
			pairs, err := collect(ctx, q, func(row scanner) (p [2]string, err error) {
				err = row.Scan(&p[0], &p[1])
				return p, err
			}, `SELECT url, article_id FROM address WHERE url IN (`+places(1, len(part))+`)`, anys(part)...)
			if err != nil {
				return err
			}
			for _, p := range pairs {
				known[p[0]] = p[1]
			}
		}
		return nil
	})
	return known, err
}
