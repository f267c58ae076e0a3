package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/alleys-eu/alleys/corpus"
)

// PutAnalysis replaces the analysis of an article.
func (s *Store) PutAnalysis(ctx context.Context, a *corpus.Analysis) error {
	return s.PutAnalyses(ctx, []*corpus.Analysis{a})
}

// PutAnalyses replaces the analyses of several articles, all or none.
func (s *Store) PutAnalyses(ctx context.Context, batch []*corpus.Analysis) (err error) {
	defer s.explain(ctx, &err, "store %d analyses", len(batch))
	return s.write(ctx, func(tx querier) error {
		var claims []string
		for _, a := range batch {
			touched, err := putAnalysis(ctx, tx, a)
			if err != nil {
				return err
			}
			claims = append(claims, touched...)
		}
		return recount(ctx, tx, claims)
	})
}

// putAnalysis returns the claims that the former and the new analysis carry.
func putAnalysis(ctx context.Context, tx querier, a *corpus.Analysis) ([]string, error) {
	if a.ArticleID == "" {
		return nil, corpus.Invalidf("an analysis names no article")
	}
	if err := articleExists(ctx, tx, a.ArticleID); err != nil {
		if err == sql.ErrNoRows {
			err = fmt.Errorf("article %s: %w", a.ArticleID, corpus.ErrNotFound)
		}
		return nil, err
	}
	findings, err := json.Marshal(a.Findings)
	if err != nil {
		return nil, corpus.Invalidf("the findings of article %s cannot be stored: %v", a.ArticleID, err)
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO analysis (article_id, content_hash, rulebook, lang, findings)
		VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (article_id) DO UPDATE SET content_hash = excluded.content_hash, rulebook = excluded.rulebook,
			lang = excluded.lang, findings = excluded.findings`,
		a.ArticleID, a.ContentHash, a.Rulebook, a.Lang, string(findings)); err != nil {
		return nil, err
	}
	claims, err := claimsOf(ctx, tx, a.ArticleID)
	if err != nil {
		return nil, err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM finding WHERE article_id = $1`, a.ArticleID); err != nil {
		return nil, err
	}
	for i := range a.Findings {
		if err := putFinding(ctx, tx, a, i); err != nil {
			return nil, err
		}
		claims = append(claims, a.Findings[i].ClaimID)
	}
	return claims, nil
}

func putFinding(ctx context.Context, tx querier, a *corpus.Analysis, i int) error {
	f := &a.Findings[i]
	_, err := tx.ExecContext(ctx, `INSERT INTO finding (article_id, ordinal, claim_id, frame, family, target, nation,
		stance, speaker, rule, score, lang, techniques, sentence) VALUES (`+places(1, 14)+`)`,
		a.ArticleID, i, f.ClaimID, f.Frame, string(f.Family), f.Target, f.Nation,
		string(f.Stance), f.Speaker, f.Rule, f.Score, a.Lang, list(f.Techniques), f.Sentence.Text)
	return err
}

const analysisColumns = `article_id, content_hash, rulebook, lang, findings`

func scanAnalysis(row scanner) (*corpus.Analysis, error) {
	var a corpus.Analysis
	var findings []byte
	if err := row.Scan(&a.ArticleID, &a.ContentHash, &a.Rulebook, &a.Lang, &findings); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(findings, &a.Findings); err != nil {
		return nil, fmt.Errorf("the findings of article %s are damaged, run alleys rebuild: %w", a.ArticleID, err)
	}
	if len(a.Findings) == 0 {
		a.Findings = nil
	}
	return &a, nil
}

// Analysis returns the analysis of an article.
func (s *Store) Analysis(ctx context.Context, articleID string) (a *corpus.Analysis, err error) {
	defer s.explain(ctx, &err, "analysis of article %s", articleID)
	err = s.read(ctx, func(q querier) (err error) {
		a, err = scanAnalysis(q.QueryRowContext(ctx, `SELECT `+analysisColumns+` FROM analysis WHERE article_id = $1`, articleID))
		return err
	})
	return a, err
}

// AnalysesByID returns the analyses that are there, keyed by article ID.
func (s *Store) AnalysesByID(ctx context.Context, articleIDs []string) (found map[string]*corpus.Analysis, err error) {
	defer s.explain(ctx, &err, "read %d analyses", len(articleIDs))
	found = make(map[string]*corpus.Analysis)
	err = s.read(ctx, func(q querier) error {
		for part := range slices.Chunk(articleIDs, inSize) {
			analyses, err := collect(ctx, q, scanAnalysis, `SELECT `+analysisColumns+` FROM analysis WHERE article_id IN (`+
				places(1, len(part))+`)`, anys(part)...)
			if err != nil {
				return err
			}
			for _, a := range analyses {
				found[a.ArticleID] = a
			}
		}
		return nil
	})
	return found, err
}
