package web

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/alleys-eu/alleys/corpus"
)

// invitationLasts is how long a one-time link can be used.
const invitationLasts = 7 * 24 * time.Hour

type peopleData struct {
	Accounts []*corpus.Account
	Roles    []corpus.Role
	Link     string // one-time link that was just made
	For      string // whom it is for
	Problem  string
}

// people shows the accounts to an administrator.
func (s *server) people(r *http.Request, v *view) error {
	return s.showPeople(r, v, &peopleData{})
}

func (s *server) showPeople(r *http.Request, v *view, d *peopleData) (err error) {
	v.template, v.Title, v.Data, d.Roles = "account_people", v.T("account.people.title"), d, corpus.Roles
	d.Accounts, err = s.Store.Accounts(r.Context())
	return err
}

// invite makes a one-time link for a new person, or for a new password of one
// who is there.
func (s *server) invite(r *http.Request, v *view) error {
	token, hash := NewToken()
	i := &corpus.Invitation{
		Hash: hash, Login: strings.ToLower(strings.TrimSpace(r.PostFormValue("login"))), Name: strings.TrimSpace(r.PostFormValue("name")),
		Role: corpus.Role(r.PostFormValue("role")), Expires: s.now().Add(invitationLasts),
	}
	d := &peopleData{For: i.Login}
	err := i.Validate()
	if err == nil && i.Login == "" {
		// Without a login each link would take the place of the one before.
		err = corpus.Invalidf("%s", v.T("account.people.login_missing"))
	}
	if err == nil {
		err = s.Store.PutInvitation(r.Context(), i)
	}
	switch {
	case isInvalid(err):
		v.status, d.Problem = http.StatusBadRequest, err.Error()
	case err != nil:
		return err
	default:
		d.Link = s.siteURL(r) + "/invitation/" + token
	}
	return s.showPeople(r, v, d)
}

// changeAccount gives an account another role, or shuts it.
func (s *server) changeAccount(r *http.Request, v *view) error {
	a, err := s.Store.Account(r.Context(), chi.URLParam(r, "login"))
	if err != nil {
		return err
	}
	a.Role, a.Disabled = corpus.Role(r.PostFormValue("role")), r.PostFormValue("disabled") != ""
	if err := s.Store.UpdateAccount(r.Context(), a); isInvalid(err) {
		v.status = http.StatusBadRequest
		return s.showPeople(r, v, &peopleData{Problem: err.Error()})
	} else if err != nil {
		return err
	}
	v.redirect = "/accounts"
	return nil
}

// siteURL is the address of this site as the browser knows it.
func (s *server) siteURL(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

func isInvalid(err error) bool { return errors.Is(err, corpus.ErrInvalid) }
