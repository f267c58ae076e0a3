package sqlstore

import (
	"context"
	"slices"
	"strings"

	"github.com/alleys-eu/alleys/corpus"
)

const articleColumns = `id, url, canonical, source_id, outlet, host, cluster, lang, published, published_from,
	modified, fetched, partial, content_hash, version, record_file, record_offset, record_length, signature,
	authors, section, image, title, lede, text, no_archive`

func scanArticle(row scanner) (*corpus.Article, error) {
	var a corpus.Article
	err := row.Scan(&a.ID, &a.URL, &a.Canonical, &a.SourceID, &a.Outlet, &a.Host, &a.Cluster, &a.Lang,
		timeInto{&a.Published}, &a.PublishedFrom, timeInto{&a.Modified}, timeInto{&a.Fetched}, &a.Partial,
		&a.ContentHash, &a.Version, &a.Record.File, &a.Record.Offset, &a.Record.Length, signatureInto{&a.Signature},
		listInto{&a.Authors}, &a.Section, &a.Image, &a.Title, &a.Lede, &a.Text, &a.NoArchive)
	return &a, err
}

// Article returns one article.
func (s *Store) Article(ctx context.Context, id string) (a *corpus.Article, err error) {
	defer s.explain(ctx, &err, "article %s", id)
	err = s.read(ctx, func(q querier) (err error) {
		a, err = articleByID(ctx, q, id)
		return err
	})
	if err != nil {
		return nil, err
	}
	return a, nil
}

func articleByID(ctx context.Context, q querier, id string) (*corpus.Article, error) {
	return scanArticle(q.QueryRowContext(ctx, `SELECT `+articleColumns+` FROM article WHERE id = $1`, id))
}

// ArticlesByID returns the articles that are there, in the order of ids.
func (s *Store) ArticlesByID(ctx context.Context, ids []string) (found []*corpus.Article, err error) {
	defer s.explain(ctx, &err, "read %d articles", len(ids))
	byID := make(map[string]*corpus.Article, len(ids))
	err = s.read(ctx, func(q querier) error {
		for part := range slices.Chunk(ids, inSize) {
			articles, err := collect(ctx, q, scanArticle, `SELECT `+articleColumns+` FROM article WHERE id IN (`+
				places(1, len(part))+`)`, anys(part)...)
			if err != nil {
				return err
			}
			for _, a := range articles {
				byID[a.ID] = a
			}
		}
		return nil
	})
	for _, id := range ids {
		if a := byID[id]; a != nil {
			found = append(found, a)
		}
	}
	return found, err
}

// Articles returns the selected articles by ID.
func (s *Store) Articles(ctx context.Context, f corpus.ArticleFilter) (found []*corpus.Article, err error) {
	defer s.explain(ctx, &err, "list articles")
	var w where
	if f.SourceID != "" {
		w.and("source_id = ?", f.SourceID)
	}
	if f.Host != "" {
		host := strings.ToLower(f.Host)
		w.and(`(host = ? OR host LIKE ? ESCAPE '\')`, host, "%."+likeLiteral.Replace(host))
	}
	if f.Cluster != "" {
		w.and("cluster = ?", f.Cluster)
	}
	if f.After != "" {
		w.and("id > ?", f.After)
	}
	query := `SELECT ` + articleColumns + ` FROM article` + w.String() + ` ORDER BY id` + w.limit(f.Limit, 0)
	err = s.read(ctx, func(q querier) (err error) {
		found, err = collect(ctx, q, scanArticle, query, w.args...)
		return err
	})
	return found, err
}

// likeLiteral takes the meaning of a pattern's characters away.
var likeLiteral = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// ArticleVersions returns the earlier versions, newest first.
func (s *Store) ArticleVersions(ctx context.Context, id string) (versions []corpus.ArticleVersion, err error) {
	defer s.explain(ctx, &err, "versions of article %s", id)
	err = s.read(ctx, func(q querier) (err error) {
		versions, err = collect(ctx, q, func(row scanner) (v corpus.ArticleVersion, err error) {
			err = row.Scan(&v.ArticleID, &v.Version, &v.Title, &v.Text, &v.ContentHash, timeInto{&v.Fetched})
			return v, err
		}, `SELECT article_id, version, title, text, content_hash, fetched FROM article_version
			WHERE article_id = $1 ORDER BY version DESC`, id)
		return err
	})
	return versions, err
}

// ArticleByContent returns the oldest article with that content hash.
func (s *Store) ArticleByContent(ctx context.Context, hash string) (a *corpus.Article, err error) {
	defer s.explain(ctx, &err, "article with content %s", hash)
	err = s.read(ctx, func(q querier) (err error) {
		a, err = scanArticle(q.QueryRowContext(ctx, `SELECT `+articleColumns+` FROM article WHERE content_hash = $1
			ORDER BY first_fetched, id LIMIT 1`, hash))
		return err
	})
	if err != nil {
		return nil, err
	}
	return a, nil
}

// CountArticles counts all articles.
func (s *Store) CountArticles(ctx context.Context) (n int, err error) {
	defer s.explain(ctx, &err, "count articles")
	err = s.read(ctx, func(q querier) error {
		return q.QueryRowContext(ctx, `SELECT COUNT(*) FROM article`).Scan(&n)
	})
	return n, err
}
