package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
)

// reviewYears is after how many years a new card is to be looked at again.
const reviewYears = 1

// deskNew starts a card: an empty one, one that answers a claim (?claim=ID),
// or a translation (?translate=ID&lang=it).
func (s *server) deskNew(r *http.Request, v *view) error {
	ctx := r.Context()
	if err := r.ParseForm(); err != nil {
		return corpus.Invalidf("%s", v.T("desk.form.unreadable"))
	}
	v.Title = v.T("desk.new.title")
	source, err := s.translated(ctx, r.Form)
	if err != nil {
		return err
	}
	if r.Method == http.MethodPost {
		return s.deskCreate(ctx, v, r.PostForm, source)
	}
	f := &cardForm{Card: corpus.Card{
		Lang: r.Form.Get("lang"), Kind: corpus.CardKind(r.Form.Get("kind")), Strategy: cardStrategies[0], Response: cardResponses[0],
		Status: corpus.CardDraft, ReviewBy: s.now().AddDate(reviewYears, 0, 0).Format("2006-01-02"), Licence: "CC BY 4.0",
	}}
	if v.User.Name != "" {
		f.Authors = []string{v.User.Name}
	}
	if !slices.Contains(cardKinds, f.Kind) {
		f.Kind = corpus.CardCounter
	}
	if !slices.Contains(deck.Languages(), f.Lang) {
		f.Lang = v.Lang
	}
	if source != nil {
		f.translate(&source.Card)
	} else if err := s.answer(ctx, f, r.Form.Get("claim")); err != nil {
		return err
	}
	f.Body = deck.Skeleton(f.Kind, f.Lang)
	d := s.newEdit(v, f)
	d.Check = &cardCheck{Fresh: true}
	return s.withOriginal(ctx, v, d, source)
}

// deskCreate checks or stores a new card.
func (s *server) deskCreate(ctx context.Context, v *view, form url.Values, source *corpus.CardVersion) error {
	f := readCardForm(form, &corpus.Card{Status: corpus.CardDraft})
	f.Base = 0
	if source != nil {
		f.ID, f.Kind = source.ID, source.Kind
		f.choose(f.Frames, f.Targets, f.Techniques, &source.Card)
	}
	d := s.newEdit(v, f)
	if form.Get("action") != "check" {
		taken, err := s.Store.Card(ctx, f.ID, f.Lang)
		switch {
		case err == nil:
			v.status, d.Problem = http.StatusConflict, v.T("desk.new.taken", taken.Key(), taken.Title)
		case !errors.Is(err, corpus.ErrNotFound):
			return err
		default:
			if err := s.store(ctx, v, d, form.Get("action") == "publish"); err != nil || v.redirect != "" {
				return err
			}
		}
	}
	return s.withOriginal(ctx, v, d, source)
}

// withOriginal fills the page and sets the original beside a translation.
func (s *server) withOriginal(ctx context.Context, v *view, d *editData, source *corpus.CardVersion) error {
	if source != nil {
		d.Original = &original{Card: source}
	}
	return s.fillEdit(ctx, v, d)
}

// translated returns the card that a translation starts from, as readers see
// it where they do, or nil.
func (s *server) translated(ctx context.Context, form url.Values) (*corpus.CardVersion, error) {
	id := form.Get("translate")
	if id == "" {
		return nil, nil
	}
	for _, live := range []bool{true, false} {
		all, err := s.Store.Cards(ctx, corpus.CardFilter{ID: id, Live: live})
		if err != nil {
			return nil, err
		}
		if c := inLanguage(all); c != nil {
			return c, nil
		}
	}
	return nil, corpus.ErrNotFound
}

// translate takes over what all variants of a card share.
func (f *cardForm) translate(o *corpus.Card) {
	lang, authors := f.Lang, f.Authors
	f.Card = *o
	f.Lang, f.Authors, f.Reviewers, f.Status = lang, authors, nil, corpus.CardDraft
	f.Title, f.Claims, f.Body = "", nil, ""
	if o.Minutes > 0 {
		f.Minute = itoa(o.Minutes)
	}
}

// answer fills in what a claim says about the card that answers it.
func (s *server) answer(ctx context.Context, f *cardForm, claimID string) error {
	if claimID == "" {
		return nil
	}
	c, err := s.Store.Claim(ctx, claimID)
	if err != nil {
		return err
	}
	f.Claims, f.Frames, f.Targets, f.Techniques = []string{c.Text}, c.Frames, c.Targets, c.Techniques
	// Nothing stored keeps the order of a new card; the form has to.
	f.First = firsts{Frame: leader(c.Frames), Target: leader(c.Targets), Technique: leader(c.Techniques)}
	if slices.Contains(deck.Languages(), c.Lang) {
		f.Lang = c.Lang
	}
	return nil
}
