package web

import (
	"cmp"
	"context"
	"html/template"
	"math"
	"net/http"
	"slices"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
)

// How many claims of a frame are tried on a card, and how many are shown.
const (
	triedClaims = 80
	shownClaims = 8
)

// cardCheck is what the desk says of a card while it is written.
type cardCheck struct {
	Fresh    bool   // nothing was written yet, and nothing checked
	Problem  string // why it cannot be stored
	Problems []deck.Problem
	Title    string
	Lang     string
	Preview  template.HTML
	Lines    int // of the printed sheet
	Room     int
	Matches  []cardMatch
	Tried    int
}

// Fits tells whether the card fits its printed sheet.
func (c *cardCheck) Fits() bool { return c.Lines <= c.Room }

// cardMatch is a claim of the corpus that the card would answer.
type cardMatch struct {
	corpus.ClaimStat
	Score float64
	Rank  int // 1: before all other cards
}

// check says what is wrong with a card, how it looks and what it would answer.
func (s *server) check(ctx context.Context, v *view, f *cardForm) (*cardCheck, error) {
	c := &cardCheck{Problem: f.problem(v), Title: f.Title, Lang: f.Lang, Room: int(deck.SheetLines)}
	var err error
	if c.Preview, err = markdown(f.Body); err != nil {
		return nil, err
	}
	c.Lines = int(math.Ceil(deck.Length(&f.Card)))
	if c.Problems, err = s.lintCard(ctx, &f.Card); err != nil {
		return nil, err
	}
	if c.Problem == "" {
		c.Matches, c.Tried, err = s.matches(ctx, &f.Card)
	}
	return c, err
}

// lintCard returns the problems of a card among the others of the deck.
func (s *server) lintCard(ctx context.Context, card *corpus.Card) ([]deck.Problem, error) {
	versions, err := s.Store.Cards(ctx, corpus.CardFilter{})
	if err != nil {
		return nil, err
	}
	cards := []*corpus.Card{card}
	for _, o := range versions {
		// Only variants and cards in the same language have to do with it.
		if o.Key() != card.Key() && o.Status != corpus.CardArchived && (o.ID == card.ID || o.Lang == card.Lang) {
			cards = append(cards, &o.Card)
		}
	}
	links, err := deck.LoadLinks(ctx, s.Store)
	if err != nil {
		return nil, err
	}
	all := s.linter.Lint(cards, s.lintOptions(links))
	return slices.DeleteFunc(all, func(p deck.Problem) bool { return p.Card != card.Key() }), nil
}

func (s *server) lintOptions(links deck.Links) deck.Options {
	return deck.Options{Today: s.now(), Taxonomy: s.Taxonomy, Dead: links.Dead()}
}

// matches returns claims of the card's frames that it would answer, best fit
// first, and how many were tried.
func (s *server) matches(ctx context.Context, card *corpus.Card) ([]cardMatch, int, error) {
	pairer, err := s.Trial(ctx, card)
	if err != nil {
		return nil, 0, err
	}
	var found []cardMatch
	tried := map[string]bool{}
	for _, frame := range card.Frames {
		claims, err := s.Store.Claims(ctx, corpus.ClaimFilter{Frame: frame, Stances: carried, Limit: triedClaims})
		if err != nil {
			return nil, 0, err
		}
		for _, claim := range claims {
			if tried[claim.ID] {
				continue
			}
			tried[claim.ID] = true
			cards := pairer.Pair(claim.Claim, nil, card.Lang, 3)
			i := slices.IndexFunc(cards, func(p corpus.Pairing) bool { return p.Card.ID == card.ID })
			if i >= 0 {
				found = append(found, cardMatch{claim, cards[i].Score, i + 1})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b cardMatch) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(b.Score, a.Score), cmp.Compare(b.Articles, a.Articles))
	})
	return found[:min(len(found), shownClaims)], len(tried), nil
}

// carried are the stances of claims that want an answer.
var carried = []corpus.Stance{corpus.StanceEndorsed, corpus.StanceQuoted, corpus.StanceReported}

// deskCheckLive answers the script of the editor with the check as a piece of
// a page.
func (s *server) deskCheckLive(w http.ResponseWriter, r *http.Request) {
	v := s.newView(r)
	if !v.May(corpus.RoleTrainer) {
		http.Error(w, v.T("error.forbidden.title"), http.StatusForbidden)
		return
	}
	if err := r.ParseForm(); err != nil {
		http.Error(w, v.T("desk.form.unreadable"), http.StatusBadRequest)
		return
	}
	old := &corpus.Card{Status: corpus.CardDraft}
	if r.PostForm.Get("known") != "" {
		stored, err := s.Store.Card(r.Context(), r.PostForm.Get("id"), r.PostForm.Get("lang"))
		if err != nil {
			http.Error(w, v.T("error.missing.title"), http.StatusNotFound)
			return
		}
		old = &stored.Card
	}
	check, err := s.check(r.Context(), v, readCardForm(r.PostForm, old))
	if err != nil {
		s.Log.Error("card could not be checked", "problem", err.Error())
		http.Error(w, v.T("error.fault.title"), http.StatusInternalServerError)
		return
	}
	v.template, v.block, v.Data = "desk_edit", "cardcheck", part{v, check}
	s.render(w, v)
}
