package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/alleys-eu/alleys/corpus"
)

const cardColumns = `v.version, v.author, v.comment, v.at, v.builtin, v.content`

func scanCard(row scanner) (*corpus.CardVersion, error) {
	var c corpus.CardVersion
	var content []byte
	if err := row.Scan(&c.Version, &c.Author, &c.Comment, timeInto{&c.At}, &c.Builtin, &content); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(content, &c.Card); err != nil {
		return nil, fmt.Errorf("a stored card is damaged: %w", err)
	}
	return &c, nil
}

// PutCard stores a further version of a card variant, made on version base.
func (s *Store) PutCard(ctx context.Context, c *corpus.CardVersion, base int) (version int, err error) {
	defer s.explain(ctx, &err, "card %s", c.Key())
	if err := c.Card.Validate(); err != nil {
		return 0, err
	}
	content, err := json.Marshal(&c.Card)
	if err != nil {
		return 0, err
	}
	err = s.write(ctx, func(tx querier) error {
		var stored int
		err := tx.QueryRowContext(ctx, `SELECT version FROM card WHERE id = $1 AND lang = $2`, c.ID, c.Lang).Scan(&stored)
		if err := ignoreNoRows(err); err != nil {
			return err
		}
		if stored != base {
			return corpus.ErrConflict
		}
		version = stored + 1
		return insertCard(ctx, tx, c, version, content)
	})
	if err != nil {
		return 0, err
	}
	return version, nil
}

func insertCard(ctx context.Context, tx querier, c *corpus.CardVersion, version int, content []byte) error {
	// The condition makes two writers on the same base conflict on a database
	// that lets their transactions run side by side.
	err := changed(tx.ExecContext(ctx, `INSERT INTO card (id, lang, version, kind, status, live) VALUES ($1, $2, $3, $4, $5, CASE $5 WHEN 'published' THEN $3 ELSE 0 END)
		ON CONFLICT (id, lang) DO UPDATE SET version = excluded.version, kind = excluded.kind, status = excluded.status,
			live = CASE excluded.status WHEN 'published' THEN excluded.version WHEN 'archived' THEN 0 ELSE card.live END
		WHERE card.version = excluded.version - 1`,
		c.ID, c.Lang, version, string(c.Kind), string(c.Status)))
	if err == corpus.ErrNotFound {
		return corpus.ErrConflict
	}
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO card_version (id, lang, version, author, comment, at, builtin, content)
		VALUES (`+places(1, 8)+`)`,
		c.ID, c.Lang, version, c.Author, c.Comment, millis(c.At), bit(c.Builtin), string(content))
	return err
}

// Card returns the newest version of a card variant.
func (s *Store) Card(ctx context.Context, id, lang string) (c *corpus.CardVersion, err error) {
	defer s.explain(ctx, &err, "card %s.%s", id, lang)
	err = s.read(ctx, func(q querier) (err error) {
		c, err = scanCard(q.QueryRowContext(ctx, `SELECT `+cardColumns+` FROM card_version v
			WHERE v.id = $1 AND v.lang = $2 ORDER BY v.version DESC LIMIT 1`, id, lang))
		return err
	})
	return c, err
}

// Cards returns the newest or live versions of the selected cards by ID, then
// Lang.
func (s *Store) Cards(ctx context.Context, f corpus.CardFilter) (cards []*corpus.CardVersion, err error) {
	defer s.explain(ctx, &err, "list cards")
	var w where
	conds := [][2]string{{"c.id = ?", f.ID}, {"c.lang = ?", f.Lang}}
	version := "c.version"
	if f.Live {
		version = "c.live"
	} else {
		conds = append(conds, [][2]string{{"c.kind = ?", string(f.Kind)}, {"c.status = ?", string(f.Status)}}...)
	}
	for _, cond := range conds {
		if cond[1] != "" {
			w.and(cond[0], cond[1])
		}
	}
	err = s.read(ctx, func(q querier) (err error) {
		cards, err = collect(ctx, q, scanCard, `SELECT `+cardColumns+` FROM card c JOIN card_version v
			ON v.id = c.id AND v.lang = c.lang AND v.version = `+version+w.String()+` ORDER BY c.id, c.lang`, w.args...)
		return err
	})
	// The columns of kind and status are those of the newest version, which a
	// live one may differ from.
	return slices.DeleteFunc(cards, func(c *corpus.CardVersion) bool {
		return f.Frame != "" && !slices.Contains(c.Frames, f.Frame) || f.Kind != "" && c.Kind != f.Kind || f.Status != "" && c.Status != f.Status
	}), err
}

// CardHistory returns all versions of a card variant, newest first.
func (s *Store) CardHistory(ctx context.Context, id, lang string) (cards []*corpus.CardVersion, err error) {
	defer s.explain(ctx, &err, "history of card %s.%s", id, lang)
	err = s.read(ctx, func(q querier) (err error) {
		cards, err = collect(ctx, q, scanCard, `SELECT `+cardColumns+` FROM card_version v
			WHERE v.id = $1 AND v.lang = $2 ORDER BY v.version DESC`, id, lang)
		return err
	})
	return cards, err
}
