package web

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
)

// editData is a card in the editor.
type editData struct {
	Form       *cardForm
	Stored     *corpus.CardVersion // newest version, nil for a new card
	Live       int                 // version that readers see, 0: none
	Check      *cardCheck
	Problem    string
	Saved      bool
	Variants   []string // languages that the card is in, its own left out
	Missing    []string // languages of the deck that it is not yet in
	Conflict   *conflict
	Original   *original
	Taxonomy   *corpus.Taxonomy
	Kinds      []corpus.CardKind
	Langs      []string
	Strategies []string
	Responses  []string
	Steps      []corpus.CardStatus // where the person may take the card now
	CanPublish bool                // in one go with saving
	Links      map[string]string   // what is known of the sources, by address
}

// conflict sets the stored text beside the one that was based on an older
// version.
type conflict struct {
	Theirs *corpus.CardVersion
	Rows   []diffRow // left theirs, right mine
}

// original is the card that a translation follows.
type original struct {
	Card    *corpus.CardVersion
	Changes []diffRow // since the translation was last stored, nil for none
}

func (s *server) newEdit(v *view, f *cardForm) *editData {
	v.template, v.Wide, v.Script = "desk_edit", true, "desk.js"
	d := &editData{
		Form: f, Taxonomy: s.Taxonomy, Kinds: cardKinds, Langs: deck.Languages(), Strategies: cardStrategies, Responses: cardResponses,
		CanPublish: s.SingleUser,
	}
	v.Data = d
	return d
}

// deskEdit shows a card in the editor, and checks or stores what was written.
func (s *server) deskEdit(r *http.Request, v *view) error {
	ctx := r.Context()
	stored, err := s.Store.Card(ctx, chi.URLParam(r, "id"), chi.URLParam(r, "lang"))
	if err != nil {
		return err
	}
	form := &cardForm{Card: stored.Card, Base: stored.Version}
	if stored.Minutes > 0 {
		form.Minute = v.Num(stored.Minutes)
	}
	v.Title = stored.Title
	d := s.newEdit(v, form)
	d.Stored, d.Saved = stored, r.URL.Query().Get("saved") != ""
	if r.Method == http.MethodPost {
		if err := r.ParseForm(); err != nil {
			return corpus.Invalidf("%s", v.T("desk.form.unreadable"))
		}
		d.Form = readCardForm(r.PostForm, &stored.Card)
		if action := r.PostForm.Get("action"); action != "check" {
			if err := s.store(ctx, v, d, action == "publish"); err != nil || v.redirect != "" {
				return err
			}
		}
	}
	return s.fillEdit(ctx, v, d)
}

// fillEdit adds what stands beside the form.
func (s *server) fillEdit(ctx context.Context, v *view, d *editData) (err error) {
	if d.Check == nil {
		if d.Check, err = s.check(ctx, v, d.Form); err != nil {
			return err
		}
	}
	if d.Links, err = s.linkNotes(ctx, v, d.Form.Sources); err != nil {
		return err
	}
	if d.Form.ID == "" || d.Stored == nil && d.Original == nil {
		return nil
	}
	variants, err := s.Store.Cards(ctx, corpus.CardFilter{ID: d.Form.ID})
	if err != nil {
		return err
	}
	for _, o := range variants {
		if o.Lang != d.Form.Lang {
			d.Variants = append(d.Variants, o.Lang)
		}
	}
	for _, lang := range deck.Languages() {
		if lang != d.Form.Lang && !slices.Contains(d.Variants, lang) {
			d.Missing = append(d.Missing, lang)
		}
	}
	if d.Stored == nil {
		return nil
	}
	d.Steps = s.steps(v.User, d.Stored)
	live, err := s.Store.Cards(ctx, corpus.CardFilter{ID: d.Form.ID, Lang: d.Form.Lang, Live: true})
	if err != nil {
		return err
	}
	if len(live) > 0 {
		d.Live = live[0].Version
	}
	if d.Form.Lang != "en" && slices.Contains(d.Variants, "en") {
		d.Original, err = s.original(ctx, d.Form.ID, d.Stored)
	}
	return err
}

// original finds the English card that a translation follows, and what has
// changed in it since the translation was stored.
func (s *server) original(ctx context.Context, id string, translation *corpus.CardVersion) (*original, error) {
	history, err := s.Store.CardHistory(ctx, id, "en")
	if err != nil || len(history) == 0 {
		return nil, err
	}
	// A translation follows what readers see; an open draft may still change.
	newest := max(0, slices.IndexFunc(history, func(h *corpus.CardVersion) bool { return h.Status == corpus.CardPublished }))
	o := &original{Card: history[newest]}
	i := slices.IndexFunc(history, func(h *corpus.CardVersion) bool { return !h.At.After(translation.At) })
	if i > newest {
		o.Changes = compare(string(deck.Format(&history[i].Card)), string(deck.Format(&history[newest].Card)))
		if !slices.ContainsFunc(o.Changes, func(r diffRow) bool { return !r.Same }) {
			o.Changes = nil
		}
	}
	return o, nil
}

// store keeps what was written as a further version. An edit of an older
// version is refused, and both texts are shown.
func (s *server) store(ctx context.Context, v *view, d *editData, publish bool) error {
	if d.Problem = d.Form.problem(v); d.Problem != "" {
		v.status = http.StatusBadRequest
		return nil
	}
	card := d.Form.Card
	card.Status = corpus.CardDraft
	if publish && d.CanPublish {
		problems, err := s.lintCard(ctx, &card)
		if err != nil {
			return err
		}
		if hasErrors(problems) {
			v.status, d.Problem = http.StatusBadRequest, v.T("desk.publish.errors")
			return nil
		}
		card.Status = corpus.CardPublished
	}
	_, err := s.putCard(ctx, v, &card, d.Form.Comment, d.Form.Base)
	if errors.Is(err, corpus.ErrConflict) {
		return s.conflict(ctx, v, d)
	}
	if err != nil {
		return err
	}
	v.redirect = "/desk/cards/" + card.Key() + "?saved=1"
	return nil
}

// putCard stores a further version in the name of who is logged in.
func (s *server) putCard(ctx context.Context, v *view, card *corpus.Card, comment string, base int) (int, error) {
	n, err := s.Store.PutCard(ctx, &corpus.CardVersion{Card: *card, Author: v.User.Login, Comment: comment, At: s.now()}, base)
	if err == nil && s.CardsChanged != nil {
		if err := s.CardsChanged(ctx); err != nil {
			// The card is stored; only the pairing lags behind.
			s.Log.Error("pairing could not take up a changed card", "card", card.Key(), "problem", err.Error())
		}
	}
	return n, err
}

// conflict shows the newest version beside the text that was refused. The
// form keeps the text, now based on that version.
func (s *server) conflict(ctx context.Context, v *view, d *editData) error {
	theirs, err := s.Store.Card(ctx, d.Form.ID, d.Form.Lang)
	if err != nil {
		return err
	}
	mine := d.Form.Card
	mine.Status = theirs.Status
	d.Conflict = &conflict{Theirs: theirs, Rows: compare(string(deck.Format(&theirs.Card)), string(deck.Format(&mine)))}
	d.Form.Base, d.Stored, v.status = theirs.Version, theirs, http.StatusConflict
	return nil
}

func hasErrors(problems []deck.Problem) bool {
	return slices.ContainsFunc(problems, func(p deck.Problem) bool { return p.Level == deck.LevelError })
}
