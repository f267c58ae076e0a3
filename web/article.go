package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/alleys-eu/alleys/corpus"
)

// reading is an article or a text that is shown with its findings.
type reading struct {
	Article *corpus.Article
	Lang    string
	Text    *annotated
	Marks   []mark
}

type articleData struct {
	reading
	Rulebook string
	Versions []corpus.ArticleVersion
	Story    []*corpus.Article // other articles of the same story
}

func (s *server) article(r *http.Request, v *view) error {
	ctx := r.Context()
	a, err := s.Store.Article(ctx, chi.URLParam(r, "id"))
	if err != nil {
		return err
	}
	an, err := s.Store.Analysis(ctx, a.ID)
	if err != nil && !errors.Is(err, corpus.ErrNotFound) {
		return err
	}
	v.template, v.Title, v.Wide = "article", v.Headline(a.Title), true
	d := &articleData{reading: reading{Article: a, Lang: languageOf(a, an)}}
	if an != nil {
		d.Rulebook = an.Rulebook
		// An analysis of an earlier version points into another text.
		if an.ContentHash != a.ContentHash {
			an = nil
		}
	}
	if d.Text, err = s.annotateWithCards(ctx, a.Title, a.Text, an, v.Lang); err != nil {
		return err
	}
	d.Marks = marksOf(an)
	if a.NoArchive {
		d.Text.quoteMarked()
	}
	if a.Version > 1 {
		if d.Versions, err = s.Store.ArticleVersions(ctx, a.ID); err != nil {
			return err
		}
	}
	if d.Story, err = s.story(ctx, a); err != nil {
		return err
	}
	v.Data = d
	return nil
}

// story lists the other articles of a story.
func (s *server) story(ctx context.Context, a *corpus.Article) ([]*corpus.Article, error) {
	if a.Cluster == "" {
		return nil, nil
	}
	all, err := s.Store.Articles(ctx, corpus.ArticleFilter{Cluster: a.Cluster, Limit: 50})
	if err != nil {
		return nil, err
	}
	var others []*corpus.Article
	for _, o := range all {
		if o.ID != a.ID {
			others = append(others, o)
		}
	}
	return others, nil
}

// annotateWithCards joins a text with its findings and the cards for each
// flagged sentence that nobody in the text answers.
func (s *server) annotateWithCards(ctx context.Context, title, text string, an *corpus.Analysis, readerLang string) (*annotated, error) {
	out := annotate(title, text, an)
	for i := range out.Notes {
		n := &out.Notes[i]
		if n.Answered {
			continue
		}
		votes, err := s.Store.Votes(ctx, n.ClaimID)
		if err != nil {
			return nil, err
		}
		n.Cards = s.Pairer.Pair(n.claim(out.Lang), votes, readerLang, cardsPerClaim)
	}
	for i := range out.Passages {
		for j := range out.Passages[i].Notes {
			out.Passages[i].Notes[j] = out.Notes[out.Passages[i].Notes[j].Number-1]
		}
	}
	return out, nil
}
