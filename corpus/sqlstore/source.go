package sqlstore

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

const sourceColumns = `id, url, kind, title, site_url, lang, country, outlet, tags, state, added,
	etag, last_modified, next_poll, last_poll, last_good, last_article, failures, problem`

func sourceArgs(s *corpus.Source) []any {
	return append([]any{s.ID, s.URL, string(s.Kind), s.Title, s.SiteURL, s.Lang, s.Country, string(s.Outlet),
		list(s.Tags), string(s.State), millis(s.Added)}, healthArgs(&s.Health)...)
}

func healthArgs(h *corpus.Health) []any {
	return []any{h.ETag, h.LastModified, millis(h.NextPoll), millis(h.LastPoll), millis(h.LastGood),
		millis(h.LastArticle), h.Failures, h.Problem}
}

func scanSource(row scanner) (*corpus.Source, error) {
	var s corpus.Source
	err := row.Scan(&s.ID, &s.URL, &s.Kind, &s.Title, &s.SiteURL, &s.Lang, &s.Country, &s.Outlet,
		listInto{&s.Tags}, &s.State, timeInto{&s.Added},
		&s.ETag, &s.LastModified, timeInto{&s.NextPoll}, timeInto{&s.LastPoll}, timeInto{&s.LastGood},
		timeInto{&s.LastArticle}, &s.Failures, &s.Problem)
	return &s, err
}

// AddSource stores a new source.
func (s *Store) AddSource(ctx context.Context, src *corpus.Source) (err error) {
	defer s.explain(ctx, &err, "source %s", src.URL)
	if err := src.Validate(); err != nil {
		return err
	}
	return s.write(ctx, func(tx querier) error {
		err := changed(tx.ExecContext(ctx, `INSERT INTO source (`+sourceColumns+`) VALUES (`+places(1, 19)+`)
			ON CONFLICT (id) DO NOTHING`, sourceArgs(src)...))
		if err == corpus.ErrNotFound {
			err = corpus.ErrConflict
		}
		return err
	})
}

// UpdateSource replaces a stored source.
func (s *Store) UpdateSource(ctx context.Context, src *corpus.Source) (err error) {
	defer s.explain(ctx, &err, "source %s", src.URL)
	if err := src.Validate(); err != nil {
		return err
	}
	return s.write(ctx, func(tx querier) error {
		return changed(tx.ExecContext(ctx, `UPDATE source SET url = $2, kind = $3, title = $4, site_url = $5, lang = $6,
			country = $7, outlet = $8, tags = $9, state = $10, added = $11, etag = $12, last_modified = $13,
			next_poll = $14, last_poll = $15, last_good = $16, last_article = $17, failures = $18, problem = $19
			WHERE id = $1`, sourceArgs(src)...))
	})
}

// PutHealth replaces what the polls told of a source.
func (s *Store) PutHealth(ctx context.Context, id string, h corpus.Health) (err error) {
	defer s.explain(ctx, &err, "source %s", id)
	return s.write(ctx, func(tx querier) error {
		return changed(tx.ExecContext(ctx, `UPDATE source SET etag = $2, last_modified = $3, next_poll = $4,
			last_poll = $5, last_good = $6, last_article = $7, failures = $8, problem = $9 WHERE id = $1`,
			append([]any{id}, healthArgs(&h)...)...))
	})
}

// Source returns one source.
func (s *Store) Source(ctx context.Context, id string) (src *corpus.Source, err error) {
	defer s.explain(ctx, &err, "source %s", id)
	err = s.read(ctx, func(q querier) (err error) {
		src, err = scanSource(q.QueryRowContext(ctx, `SELECT `+sourceColumns+` FROM source WHERE id = $1`, id))
		return err
	})
	if err != nil {
		return nil, err
	}
	return src, nil
}

// Sources returns all sources by title, then URL.
func (s *Store) Sources(ctx context.Context) (all []*corpus.Source, err error) {
	defer s.explain(ctx, &err, "list sources")
	err = s.read(ctx, func(q querier) (err error) {
		all, err = collect(ctx, q, scanSource, `SELECT `+sourceColumns+` FROM source`)
		return err
	})
	slices.SortFunc(all, func(a, b *corpus.Source) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)),
			strings.Compare(a.URL, b.URL), strings.Compare(a.ID, b.ID))
	})
	return all, err
}

// DueSources returns the active sources that are due, longest due first.
func (s *Store) DueSources(ctx context.Context, now time.Time, limit int) (due []*corpus.Source, err error) {
	defer s.explain(ctx, &err, "list due sources")
	var w where
	w.and("state = ?", string(corpus.SourceActive))
	w.and("next_poll <= ?", millis(now))
	query := `SELECT ` + sourceColumns + ` FROM source` + w.String() + ` ORDER BY next_poll, id` + w.limit(limit, 0)
	err = s.read(ctx, func(q querier) (err error) {
		due, err = collect(ctx, q, scanSource, query, w.args...)
		return err
	})
	return due, err
}

// RemoveSource removes a source and keeps its articles.
func (s *Store) RemoveSource(ctx context.Context, id string) (err error) {
	defer s.explain(ctx, &err, "source %s", id)
	return s.write(ctx, func(tx querier) error {
		return changed(tx.ExecContext(ctx, `DELETE FROM source WHERE id = $1`, id))
	})
}

const dayMillis = 24 * 60 * 60 * 1000

// SourceDays counts the articles of a source by the day of their first fetch.
func (s *Store) SourceDays(ctx context.Context, sourceID string, since time.Time) (days []corpus.DayCount, err error) {
	defer s.explain(ctx, &err, "source %s", sourceID)
	err = s.read(ctx, func(q querier) (err error) {
		days, err = collect(ctx, q, func(row scanner) (c corpus.DayCount, err error) {
			var day int64
			err = row.Scan(&day, &c.Count)
			c.Day = time.UnixMilli(day * dayMillis).UTC()
			return c, err
		}, `SELECT first_fetched / $3 AS day, COUNT(*) FROM article WHERE source_id = $1 AND first_fetched >= $2 AND first_fetched <> 0
			GROUP BY day ORDER BY day`, sourceID, millis(since), dayMillis)
		return err
	})
	return days, err
}

// TextLengths returns how long the last texts of a source are.
func (s *Store) TextLengths(ctx context.Context, sourceID string, limit int) (lengths []int, err error) {
	defer s.explain(ctx, &err, "source %s", sourceID)
	err = s.read(ctx, func(q querier) (err error) {
		lengths, err = collect(ctx, q, func(row scanner) (n int, err error) {
			err = row.Scan(&n)
			return n, err
		}, `SELECT LENGTH(text) FROM article WHERE source_id = $1 ORDER BY first_fetched DESC, id LIMIT $2`, sourceID, limit)
		return err
	})
	return lengths, err
}
