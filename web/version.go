package web

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"github.com/alleys-eu/alleys/corpus"
)

// Change is one paragraph of a difference between two versions of a text.
type Change struct {
	Op    string // "same", "added", "removed" or "changed"
	Words []ChangedWords
}

// ChangedWords is a stretch of a paragraph.
type ChangedWords struct {
	Op   string // "same", "added" or "removed"
	Text string
}

type versionData struct {
	Article      *corpus.Article
	Old          corpus.ArticleVersion
	Next         int // number of the version it is compared with
	OldTitle     string
	NewTitle     string
	TitleChanged bool
	Changes      []Change
}

// version shows what changed from an earlier version of an article to the
// next one.
func (s *server) version(r *http.Request, v *view) error {
	ctx := r.Context()
	a, err := s.Store.Article(ctx, chi.URLParam(r, "id"))
	if err != nil {
		return err
	}
	versions, err := s.Store.ArticleVersions(ctx, a.ID)
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(chi.URLParam(r, "version"))
	if err != nil {
		return corpus.ErrNotFound
	}
	// Newest first: what follows a version stands before it.
	nextTitle, nextText := a.Title, a.Text
	for _, old := range versions {
		if old.Version != number {
			nextTitle, nextText = old.Title, old.Text
			continue
		}
		v.template, v.Title = "version", v.T("version.title", number)
		d := &versionData{
			Article: a, Old: old, Next: number + 1, OldTitle: old.Title, NewTitle: nextTitle, TitleChanged: old.Title != nextTitle,
		}
		// An earlier text is a copy like any other.
		if !a.NoArchive {
			d.Changes = s.Diff(old.Text, nextText)
		}
		v.Data = d
		return nil
	}
	return corpus.ErrNotFound
}
