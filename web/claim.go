package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"github.com/alleys-eu/alleys/corpus"
)

const claimsPerPage = 25

type claimsData struct {
	Rows     []claimRow
	Gaps     bool // only claims without a card
	Any      bool // there are claims, with a card or without
	Frame    string
	Frames   []corpus.Frame
	Lang     string
	Langs    []string
	Next     string // address of the next page, "" when there is none
	Previous string // address of the page before, "" when there is none
}

// maxTrail is how many pages of claims one can go back.
const maxTrail = 50

// address is that of a page of the same list. How far apart pages begin is
// known only from having made them, since the claims with a card may be left
// out: the address keeps where the pages before it begin.
func (d *claimsData) address(offset int, trail []string) string {
	q := url.Values{"from": trail[max(0, len(trail)-maxTrail):]}
	for key, value := range map[string]string{"frame": d.Frame, "lang": d.Lang} {
		if value != "" {
			q.Set(key, value)
		}
	}
	if d.Gaps {
		q.Set("gaps", "1")
	}
	if offset > 0 {
		q.Set("offset", strconv.Itoa(offset))
	}
	return "/claims?" + q.Encode()
}

type claimRow struct {
	corpus.ClaimStat
	Cards []corpus.Pairing
}

// claims lists the claims that articles carry in their own or somebody's
// voice, and the cards that answer them.
func (s *server) claims(r *http.Request, v *view) error {
	form := r.URL.Query()
	d := &claimsData{Gaps: form.Get("gaps") != "", Frame: form.Get("frame"), Frames: s.Taxonomy.Frames, Lang: form.Get("lang"), Langs: s.Languages}
	offset, err := strconv.Atoi(form.Get("offset"))
	if err != nil || offset < 0 {
		offset = 0
	}
	v.template, v.Title = "claims", v.T("claims.title")
	filter := corpus.ClaimFilter{Frame: d.Frame, Lang: d.Lang, Stances: []corpus.Stance{corpus.StanceEndorsed, corpus.StanceQuoted, corpus.StanceReported}, Limit: 100, Offset: offset}
	next := 0
	for len(d.Rows) < claimsPerPage {
		page, err := s.Store.Claims(r.Context(), filter)
		if err != nil {
			return err
		}
		d.Any = d.Any || len(page) > 0
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
				next = filter.Offset
				break
			}
		}
		if len(page) < filter.Limit {
			break
		}
	}
	d.turn(offset, next, form["from"])
	v.Data = d
	return nil
}

// turn sets the addresses of the pages before and after one. A trail is a
// stranger's as well: what is no number in it leads to the first page.
func (d *claimsData) turn(offset, next int, trail []string) {
	if next > 0 {
		d.Next = d.address(next, append(slices.Clone(trail), strconv.Itoa(offset)))
	}
	if offset == 0 {
		return
	}
	before := 0
	if n := len(trail); n > 0 {
		before, _ = strconv.Atoi(trail[n-1])
		trail = trail[:n-1]
	}
	d.Previous = d.address(before, trail)
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
