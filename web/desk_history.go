package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
)

type historyData struct {
	Card     *corpus.CardVersion // the newest
	Versions []*corpus.CardVersion
	From, To *corpus.CardVersion
	Rows     []diffRow
}

// deskHistory lists the versions of a card and sets two of them side by side:
// the last two, or those that are asked for.
func (s *server) deskHistory(r *http.Request, v *view) error {
	versions, err := s.Store.CardHistory(r.Context(), chi.URLParam(r, "id"), chi.URLParam(r, "lang"))
	if err != nil {
		return err
	}
	if len(versions) == 0 {
		return corpus.ErrNotFound
	}
	d := &historyData{Card: versions[0], Versions: versions}
	v.template, v.Title, v.Wide, v.Data = "desk_history", v.T("desk.history.of", d.Card.Title), true, d
	if len(versions) == 1 {
		return nil
	}
	pick := func(key string, other *corpus.CardVersion) *corpus.CardVersion {
		n, err := strconv.Atoi(r.URL.Query().Get(key))
		i := slices.IndexFunc(versions, func(c *corpus.CardVersion) bool { return c.Version == n })
		if err != nil || i < 0 {
			return other
		}
		return versions[i]
	}
	d.From, d.To = pick("from", versions[1]), pick("to", versions[0])
	d.Rows = compare(string(deck.Format(&d.From.Card)), string(deck.Format(&d.To.Card)))
	return nil
}

// deskRestore makes an earlier version the newest, as a draft.
func (s *server) deskRestore(r *http.Request, v *view) error {
	ctx := r.Context()
	versions, err := s.Store.CardHistory(ctx, chi.URLParam(r, "id"), chi.URLParam(r, "lang"))
	if err != nil {
		return err
	}
	wanted, _ := strconv.Atoi(r.PostFormValue("version")) // 0 is no version
	i := slices.IndexFunc(versions, func(c *corpus.CardVersion) bool { return c.Version == wanted })
	if i < 0 {
		return corpus.ErrNotFound
	}
	base, _ := strconv.Atoi(r.PostFormValue("base")) // 0 is a conflict
	card := versions[i].Card
	card.Status, card.Reviewers = corpus.CardDraft, versions[0].Reviewers
	if _, err := s.putCard(ctx, v, &card, v.T("desk.restore.comment", wanted), base); err != nil {
		return err
	}
	v.redirect = "/desk/cards/" + card.Key() + "?saved=1"
	return nil
}
