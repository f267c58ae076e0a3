package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

// PutArticle stores an article, or a further state of it. Articles that come from
// several goroutines at once share a transaction; each call returns when its own
// article is stored.
func (s *Store) PutArticle(ctx context.Context, a *corpus.Article) (outcome corpus.PutOutcome, err error) {
	defer s.explain(ctx, &err, "article %s", a.Canonical)
	if err := a.Validate(); err != nil {
		return 0, err
	}
	var stored corpus.Article
	err = s.together.write(ctx, func(tx querier) error {
		stored = *a
		old, err := articleByID(ctx, tx, a.ID)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			outcome = corpus.PutNew
			err = insertArticle(ctx, tx, &stored)
		case err == nil:
			outcome, err = updateArticle(ctx, tx, old, &stored)
		}
		if err != nil {
			return err
		}
		if err := putAddress(ctx, tx, stored.Canonical, stored.ID, addressCanonical); err != nil || stored.URL == stored.Canonical {
			return err
		}
		return putAddress(ctx, tx, stored.URL, stored.ID, addressFetched)
	}, s.write)
	if err != nil {
		return 0, err
	}
	*a = stored
	return outcome, nil
}

func insertArticle(ctx context.Context, tx querier, a *corpus.Article) error {
	a.Version = 1
	complete(a)
	seq, err := nextSeq(ctx, tx, 1)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO article (`+articleColumns+`, seq, first_fetched, seen)
		VALUES (`+places(1, 29)+`)`, append(articleArgs(a), seq, millis(a.Fetched), millis(seen(a, a.Fetched)))...); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM forgotten WHERE article_id = $1`, a.ID)
	return err
}

func updateArticle(ctx context.Context, tx querier, old, a *corpus.Article) (corpus.PutOutcome, error) {
	outcome := corpus.PutSame
	if old.ContentHash != a.ContentHash {
		outcome = corpus.PutChanged
		if err := keepVersion(ctx, tx, old); err != nil {
			return 0, err
		}
	}
	merge(old, a)
	complete(a)
	if _, err := tx.ExecContext(ctx, `UPDATE article SET url = $2, canonical = $3, source_id = $4, outlet = $5,
		host = $6, cluster = $7, lang = $8, published = $9, published_from = $10, modified = $11, fetched = $12,
		partial = $13, content_hash = $14, version = $15, record_file = $16, record_offset = $17,
		record_length = $18, signature = $19, authors = $20, section = $21, image = $22, title = $23, lede = $24,
		text = $25, no_archive = $26, seen = CASE WHEN CAST($27 AS BIGINT) <> 0 THEN CAST($27 AS BIGINT) ELSE first_fetched END
		WHERE id = $1`, append(articleArgs(a), millis(a.Published))...); err != nil {
		return 0, err
	}
	if !searchableEqual(old, a) {
		if err := touchArticle(ctx, tx, a.ID); err != nil {
			return 0, err
		}
		if err := recountArticle(ctx, tx, a.ID); err != nil {
			return 0, err
		}
	}
	return outcome, nil
}

// touchArticle makes the stages see the article again.
func touchArticle(ctx context.Context, tx querier, id string) error {
	seq, err := nextSeq(ctx, tx, 1)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE article SET seq = $2 WHERE id = $1`, id, seq)
	return err
}

func keepVersion(ctx context.Context, tx querier, old *corpus.Article) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO article_version (article_id, version, content_hash, fetched, title, text)
		VALUES ($1, $2, $3, $4, $5, $6)`,
		old.ID, old.Version, old.ContentHash, millis(old.Fetched), old.Title, old.Text)
	return err
}

func articleArgs(a *corpus.Article) []any {
	return []any{a.ID, a.URL, a.Canonical, a.SourceID, a.Outlet, a.Host, a.Cluster, a.Lang,
		millis(a.Published), string(a.PublishedFrom), millis(a.Modified), millis(a.Fetched), bit(a.Partial),
		a.ContentHash, a.Version, a.Record.File, a.Record.Offset, a.Record.Length, signature(a.Signature),
		list(a.Authors), a.Section, a.Image, a.Title, a.Lede, a.Text, bit(a.NoArchive)}
}

// complete fills in what follows from other fields and gives the rest the
// form in which it is read back.
func complete(a *corpus.Article) {
	if a.Cluster == "" {
		a.Cluster = a.ID
	}
	if a.Host == "" {
		if u, err := url.Parse(a.Canonical); err == nil {
			a.Host = u.Hostname()
		}
	}
	a.Host = strings.ToLower(a.Host)
	for _, t := range []*time.Time{&a.Published, &a.Modified, &a.Fetched} {
		*t = timeOf(millis(*t))
	}
	if a.Published.IsZero() {
		a.PublishedFrom = corpus.DateUnknown
	}
}

// seen is the day an article counts for.
func seen(a *corpus.Article, firstFetched time.Time) time.Time {
	if !a.Published.IsZero() {
		return a.Published
	}
	return firstFetched
}

// merge keeps in a what the stored article knows better.
func merge(old, a *corpus.Article) {
	a.Version = old.Version
	if old.ContentHash == a.ContentHash {
		a.Title, a.Text, a.Fetched = old.Title, old.Text, old.Fetched
		if len(a.Signature) == 0 {
			a.Signature = old.Signature
		}
		if a.Record == (corpus.Record{}) {
			a.Record = old.Record
		}
	} else {
		a.Version++
	}
	keep(&a.Outlet, old.Outlet)
	keep(&a.Host, old.Host)
	keep(&a.Cluster, old.Cluster)
	keep(&a.Lang, old.Lang)
	keep(&a.Lede, old.Lede)
	keep(&a.Section, old.Section)
	keep(&a.Image, old.Image)
	if old.SourceID != "" {
		a.SourceID = old.SourceID
	}
	if len(a.Authors) == 0 {
		a.Authors = old.Authors
	}
	if a.Modified.IsZero() {
		a.Modified = old.Modified
	}
	if !old.Published.IsZero() && (a.Published.IsZero() || reliability(old.PublishedFrom) > reliability(a.PublishedFrom)) {
		a.Published, a.PublishedFrom = old.Published, old.PublishedFrom
	}
}

func keep(field *string, old string) {
	if *field == "" {
		*field = old
	}
}

// reliability orders the places a date can come from.
func reliability(from corpus.DateFrom) int {
	switch from {
	case corpus.DateFeed:
		return 4
	case corpus.DateMarkup:
		return 3
	case corpus.DateURL:
		return 2
	case corpus.DateGuess:
		return 1
	}
	return 0
}

// searchableEqual tells whether the stages would make the same of both.
func searchableEqual(a, b *corpus.Article) bool {
	return a.ContentHash == b.ContentHash && a.Canonical == b.Canonical && a.SourceID == b.SourceID &&
		a.Outlet == b.Outlet && a.Host == b.Host && a.Cluster == b.Cluster && a.Lang == b.Lang &&
		a.Lede == b.Lede && a.Section == b.Section && a.Partial == b.Partial &&
		a.PublishedFrom == b.PublishedFrom && a.Published.Equal(b.Published) && slices.Equal(a.Authors, b.Authors)
}
