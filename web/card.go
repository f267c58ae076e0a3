package web

import (
	"bytes"
	"context"
	"html/template"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"
	"github.com/yuin/goldmark"

	"github.com/alleys-eu/alleys/corpus"
)

type cardsData struct {
	Frame  string // only cards that answer it; "" for all
	Frames []corpus.Frame
	Kinds  []cardsOfKind
	Total  int
}

type cardsOfKind struct {
	Kind  corpus.CardKind
	Cards []*corpus.CardVersion
}

func (s *server) cards(r *http.Request, v *view) error {
	v.template, v.Title = "cards", v.T("cards.title")
	d := &cardsData{Frame: r.URL.Query().Get("frame"), Frames: s.Taxonomy.Frames}
	all, err := s.publishedCards(r.Context(), corpus.CardFilter{Frame: d.Frame}, v.Lang)
	if err != nil {
		return err
	}
	d.Total = len(all)
	for _, kind := range []corpus.CardKind{corpus.CardCounter, corpus.CardPractice, corpus.CardExplainer} {
		k := cardsOfKind{Kind: kind}
		for _, c := range all {
			if c.Kind == kind {
				k.Cards = append(k.Cards, c)
			}
		}
		d.Kinds = append(d.Kinds, k)
	}
	v.Data = d
	return nil
}

// publishedCards returns each published card once, in the reader's language
// where there is one, else in English, else in any.
func (s *server) publishedCards(ctx context.Context, f corpus.CardFilter, lang string) ([]*corpus.CardVersion, error) {
	f.Live = true
	all, err := s.Store.Cards(ctx, f)
	if err != nil {
		return nil, err
	}
	rank := func(c *corpus.CardVersion) int {
		switch c.Lang {
		case lang:
			return 0
		case "en":
			return 1
		}
		return 2
	}
	var out []*corpus.CardVersion
	for _, c := range all {
		i := slices.IndexFunc(out, func(o *corpus.CardVersion) bool { return o.ID == c.ID })
		switch {
		case i < 0:
			out = append(out, c)
		case rank(c) < rank(out[i]):
			out[i] = c
		}
	}
	return out, nil
}

type cardData struct {
	Card  *corpus.CardVersion
	Body  template.HTML
	Langs []string          // languages there are, its own left out
	Dead  map[string]string // note on the sources that are not there any more, by address
}

func (s *server) card(r *http.Request, v *view) error {
	ctx := r.Context()
	id, lang := chi.URLParam(r, "id"), r.URL.Query().Get("lang")
	all, err := s.Store.Cards(ctx, corpus.CardFilter{ID: id, Live: true})
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return corpus.ErrNotFound
	}
	d := &cardData{}
	for _, want := range []string{lang, v.Lang, "en", all[0].Lang} {
		for _, c := range all {
			if d.Card == nil && c.Lang == want {
				d.Card = c
			}
		}
	}
	for _, c := range all {
		if c.Lang != d.Card.Lang {
			d.Langs = append(d.Langs, c.Lang)
		}
	}
	if d.Body, err = markdown(d.Card.Body); err != nil {
		return err
	}
	if d.Dead, err = s.deadNotes(ctx, v, d.Card.Sources); err != nil {
		return err
	}
	v.template, v.Title, v.Data = "card", d.Card.Title, d
	return nil
}

// markdown renders Markdown. goldmark leaves out raw HTML and links with
// dangerous schemes unless it is told otherwise.
func markdown(source string) (template.HTML, error) {
	var b bytes.Buffer
	if err := goldmark.Convert([]byte(source), &b); err != nil {
		return "", err
	}
	return template.HTML(b.String()), nil
}
