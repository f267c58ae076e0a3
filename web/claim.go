package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"github.com/alleys-eu/alleys/corpus"
)

const claimsPerPage = 25

type claimsData struct {
	Rows     []claimRow
	Gaps     bool // only claims without a card
	Frame    string
	Frames   []corpus.Frame
	Next     int // offset of the next page, 0 when there is none
	Previous int // offset of the page before, -1 when there is none
}

type claimRow struct {
	corpus.ClaimStat
	Cards []corpus.Pairing
}

// claims lists the claims that articles carry in their own or somebody's
// voice, and the cards that answer them.
func (s *server) claims(r *http.Request, v *view) error {
	form := r.URL.Query()
	d := &claimsData{Gaps: form.Get("gaps") != "", Frame: form.Get("frame"), Frames: s.Taxonomy.Frames, Previous: -1}
	offset, err := strconv.Atoi(form.Get("offset"))
	if err != nil || offset < 0 {
		offset = 0
	}
	v.template, v.Title = "claims", v.T("claims.title")
	filter := corpus.ClaimFilter{Frame: d.Frame, Stances: []corpus.Stance{corpus.StanceEndorsed, corpus.StanceQuoted, corpus.StanceReported}, Limit: 100, Offset: offset}
	for len(d.Rows) < claimsPerPage {
		page, err := s.Store.Claims(r.Context(), filter)
		if err != nil {
			return err
		}
		for _, c := range page {
			filter.Offset++
			votes, err := s.Store.Votes(r.Context(), c.ID)
			if err != nil {
				return err
			}
			cards := s.Pairer.Pair(c.Claim, votes, v.Lang, 1)
			if d.Gaps && len(cards) > 0 {
				continue
			}
			if d.Rows = append(d.Rows, claimRow{c, cards}); len(d.Rows) == claimsPerPage {
				d.Next = filter.Offset
				break
			}
		}
		if len(page) < filter.Limit {
			break
		}
	}
	if offset > 0 {
		d.Previous = max(0, offset-claimsPerPage)
	}
	v.Data = d
	return nil
}

type claimData struct {
	Near     []corpus.ClaimStat // claims that say nearly the same
	Claim    *corpus.ClaimStat
	Articles []*corpus.Article
	Cards    []corpus.Pairing
	Votes    map[string]int        // sum of the trainers' thumbs by card
	Out      []*corpus.CardVersion // cards that thumbs keep from being offered
}

func (s *server) claim(r *http.Request, v *view) error {
	ctx := r.Context()
	c, err := s.Store.Claim(ctx, chi.URLParam(r, "id"))
	if err != nil {
		return err
	}
	ids, err := s.Store.ClaimArticles(ctx, c.ID)
	if err != nil {
		return err
	}
	d := &claimData{Claim: c}
	if d.Articles, err = s.Store.ArticlesByID(ctx, ids[:min(len(ids), 200)]); err != nil {
		return err
	}
	votes, err := s.Store.Votes(ctx, c.ID)
	if err != nil {
		return err
	}
	d.Cards, d.Votes = s.Pairer.Pair(c.Claim, votes, v.Lang, 5), votes
	if d.Out, err = s.votedOut(ctx, v, d); err != nil {
		return err
	}
	if d.Near, err = s.nearClaims(ctx, c); err != nil {
		return err
	}
	v.template, v.Title, v.Data = "claim", c.Text, d
	return nil
}

// nearSearch bounds the claims that are compared with one.
const nearSearch = 1000

// nearClaims returns the claims that say nearly the same as one, most carried
// first.
func (s *server) nearClaims(ctx context.Context, c *corpus.ClaimStat) ([]corpus.ClaimStat, error) {
	if len(c.Frames) == 0 {
		return nil, nil
	}
	all, err := s.Store.Claims(ctx, corpus.ClaimFilter{Frame: c.Frames[0], Lang: c.Lang, Limit: nearSearch})
	if err != nil {
		return nil, err
	}
	claims := []corpus.Claim{c.Claim}
	for _, other := range all {
		if other.ID != c.ID {
			claims = append(claims, other.Claim)
		}
	}
	same := map[string]bool{}
	for _, near := range s.Group(claims)[0] {
		same[near.ID] = near.ID != c.ID
	}
	return slices.DeleteFunc(all, func(o corpus.ClaimStat) bool { return !same[o.ID] }), nil
}
