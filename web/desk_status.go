package web

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"github.com/alleys-eu/alleys/corpus"
)

// step is one way from a status to another, and who may go it.
type step struct {
	from, to corpus.CardStatus
	role     corpus.Role
	other    bool // not by who made the last version
	single   bool // only in single-user mode
}

var steps = []step{
	{corpus.CardDraft, corpus.CardReviewed, corpus.RoleTrainer, true, false},
	{corpus.CardReviewed, corpus.CardPublished, corpus.RoleEditor, false, false},
	{corpus.CardDraft, corpus.CardPublished, corpus.RoleEditor, false, true},
	{corpus.CardReviewed, corpus.CardDraft, corpus.RoleTrainer, false, false},
	{corpus.CardDraft, corpus.CardArchived, corpus.RoleEditor, false, false},
	{corpus.CardReviewed, corpus.CardArchived, corpus.RoleEditor, false, false},
	{corpus.CardPublished, corpus.CardArchived, corpus.RoleEditor, false, false},
	{corpus.CardArchived, corpus.CardDraft, corpus.RoleEditor, false, false},
}

// steps lists where a person may take a card now.
func (s *server) steps(who *corpus.Account, c *corpus.CardVersion) []corpus.CardStatus {
	var out []corpus.CardStatus
	for _, st := range steps {
		if st.from == c.Status && s.allows(st, who, c) {
			out = append(out, st.to)
		}
	}
	return out
}

func (s *server) allows(st step, who *corpus.Account, c *corpus.CardVersion) bool {
	if s.SingleUser {
		return true
	}
	return !st.single && who != nil && who.Role.May(st.role) && (!st.other || c.Author != who.Login)
}

// deskStatus takes a card a step further.
func (s *server) deskStatus(r *http.Request, v *view) error {
	ctx := r.Context()
	c, err := s.Store.Card(ctx, chi.URLParam(r, "id"), chi.URLParam(r, "lang"))
	if err != nil {
		return err
	}
	base, _ := strconv.Atoi(r.PostFormValue("base")) // 0 is a conflict
	if base != c.Version {
		return corpus.ErrConflict
	}
	to := corpus.CardStatus(r.PostFormValue("to"))
	if !slices.Contains(s.steps(v.User, c), to) {
		return errForbidden
	}
	card := c.Card
	card.Status = to
	switch to {
	case corpus.CardPublished:
		problems, err := s.lintCard(ctx, &card)
		if err != nil {
			return err
		}
		if hasErrors(problems) {
			return corpus.Invalidf("%s", v.T("desk.publish.errors"))
		}
	case corpus.CardReviewed:
		if v.User.Name != "" && !slices.Contains(card.Reviewers, v.User.Name) {
			card.Reviewers = append(slices.Clone(card.Reviewers), v.User.Name)
		}
	}
	if _, err := s.putCard(ctx, v, &card, strings.TrimSpace(r.PostFormValue("comment")), base); err != nil {
		return err
	}
	v.redirect = "/desk/cards/" + card.Key() + "?saved=1"
	return nil
}

// vote keeps a trainer's thumb on a card beside a claim.
func (s *server) vote(r *http.Request, v *view) error {
	ctx := r.Context()
	claim, err := s.Store.Claim(ctx, chi.URLParam(r, "id"))
	if err != nil {
		return err
	}
	card := r.PostFormValue("card")
	if known, err := s.Store.Cards(ctx, corpus.CardFilter{ID: card}); err != nil {
		return err
	} else if len(known) == 0 {
		return corpus.ErrNotFound
	}
	switch thumb := r.PostFormValue("thumb"); thumb {
	case "up", "down":
		err = s.Store.PutVote(ctx, corpus.Vote{ClaimID: claim.ID, CardID: card, Voter: v.User.Login, Up: thumb == "up", At: s.now()})
	case "none":
		err = s.Store.RemoveVote(ctx, claim.ID, card, v.User.Login)
	default:
		return corpus.Invalidf("a thumb is up, down or none")
	}
	v.redirect = "/claims/" + claim.ID
	return err
}

// votedOut returns the cards with thumbs down that are not offered for a
// claim, for a trainer who wants to take a thumb back.
func (s *server) votedOut(ctx context.Context, v *view, d *claimData) ([]*corpus.CardVersion, error) {
	if !v.May(corpus.RoleTrainer) {
		return nil, nil
	}
	var out []*corpus.CardVersion
	for _, id := range slices.Sorted(maps.Keys(d.Votes)) {
		if slices.ContainsFunc(d.Cards, func(p corpus.Pairing) bool { return p.Card.ID == id }) {
			continue
		}
		variants, err := s.Store.Cards(ctx, corpus.CardFilter{ID: id, Live: true})
		if err != nil {
			return nil, err
		}
		if c := inLanguage(variants, v.Lang, d.Claim.Lang); c != nil {
			out = append(out, c)
		}
	}
	return out, nil
}
