package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"github.com/alleys-eu/alleys/corpus"
)

type loginData struct {
	Login, Back string
	Problem     string
	Single      bool
}

func (s *server) login(r *http.Request, v *view) error {
	v.template, v.Title, v.Style = "account_login", v.T("account.login.title"), "desk.css"
	d := &loginData{Back: r.FormValue("back"), Single: s.SingleUser}
	v.Data = d
	if r.Method != http.MethodPost || s.SingleUser {
		return nil
	}
	d.Login = strings.ToLower(strings.TrimSpace(r.PostFormValue("login")))
	ok, err := s.tryLogin(r, v, d)
	if err != nil || !ok {
		return err
	}
	if err := s.startSession(r, v, d.Login); err != nil {
		return err
	}
	v.redirect = inside(d.Back, "/desk")
	return nil
}

// tryLogin checks login and password. A wrong one is told in d and counted.
func (s *server) tryLogin(r *http.Request, v *view, d *loginData) (bool, error) {
	now, from := s.now(), remoteHost(r)
	both := from + " " + d.Login
	wait := max(s.limiter.wait(both, limitLogin, now), s.limiter.wait(from, limitAddress, now))
	if wait > 0 {
		minutes := int(wait.Minutes()) + 1
		v.status, d.Problem = http.StatusTooManyRequests, v.N("account.login.wait", minutes)
		return false, nil
	}
	a, err := s.Store.Account(r.Context(), d.Login)
	if err != nil && !errors.Is(err, corpus.ErrNotFound) {
		return false, err
	}
	// A login that is not there takes as long as one that is.
	stored := s.noPassword()
	if a != nil && !a.Disabled {
		stored = a.Password
	}
	ok, err := s.passwords.matches(r.PostFormValue("password"), stored)
	if err != nil {
		return false, err
	}
	if !ok || a == nil || a.Disabled {
		s.limiter.fail(both, now)
		s.limiter.fail(from, now)
		v.status, d.Problem = http.StatusUnauthorized, v.T("account.login.wrong")
		return false, nil
	}
	s.limiter.forget(both)
	return true, nil
}

func (s *server) logout(r *http.Request, v *view) error {
	if c, err := r.Cookie(sessionCookie); err == nil {
		if err := s.Store.RemoveSession(r.Context(), hashToken(c.Value)); err != nil {
			return err
		}
	}
	v.cookies = append(v.cookies, s.cookie(r, "", -1))
	v.redirect = "/"
	return nil
}

type ownData struct {
	Account *corpus.Account
	Problem string
	Saved   bool
}

// ownAccount lets people change their name and password.
func (s *server) ownAccount(r *http.Request, v *view) error {
	v.template, v.Title = "account_own", v.T("account.own.title")
	a := *v.User
	d := &ownData{Account: &a, Saved: r.URL.Query().Get("saved") != ""}
	v.Data = d
	if s.SingleUser {
		return corpus.ErrNotFound // there is no account
	}
	if r.Method != http.MethodPost {
		return nil
	}
	ok, err := s.confirm(r, v, d)
	if err != nil || !ok {
		return err
	}
	a.Name = strings.TrimSpace(r.PostFormValue("name"))
	if password := r.PostFormValue("password"); password != "" {
		if err := checkPassword(v, password, r.PostFormValue("again")); err != nil {
			v.status, d.Problem = http.StatusBadRequest, err.Error()
			return nil
		}
		a.Password = s.passwords.hash(password)
	}
	if err := s.Store.UpdateAccount(r.Context(), &a); isInvalid(err) {
		v.status, d.Problem = http.StatusBadRequest, err.Error()
		return nil
	} else if err != nil {
		return err
	}
	v.redirect = "/account?saved=1"
	return s.startSession(r, v, a.Login)
}

// confirm asks for the present password, so that an open window is not
// enough to take an account over.
func (s *server) confirm(r *http.Request, v *view, d *ownData) (bool, error) {
	now, key := s.now(), "own "+d.Account.Login
	if wait := s.limiter.wait(key, limitLogin, now); wait > 0 {
		v.status, d.Problem = http.StatusTooManyRequests, v.N("account.login.wait", int(wait.Minutes())+1)
		return false, nil
	}
	ok, err := s.passwords.matches(r.PostFormValue("old"), d.Account.Password)
	if err == nil && !ok {
		s.limiter.fail(key, now)
		v.status, d.Problem = http.StatusUnauthorized, v.T("account.own.wrong")
	}
	return ok, err
}

type invitationData struct {
	Login, Name string
	Role        corpus.Role
	Fixed       bool // the invitation is for this login
	Known       bool // the account is there and gets a new password
	Problem     string
}

// invitation lets the holder of a one-time link choose a password.
func (s *server) invitation(r *http.Request, v *view) error {
	ctx, hash := r.Context(), hashToken(chi.URLParam(r, "token"))
	v.template, v.Title, v.Style = "account_invitation", v.T("account.invitation.title"), "desk.css"
	i, err := s.Store.Invitation(ctx, hash, s.now())
	if errors.Is(err, corpus.ErrNotFound) {
		return corpus.Invalidf("%s", v.T("account.invitation.ended"))
	}
	if err != nil {
		return err
	}
	d := &invitationData{Login: i.Login, Name: i.Name, Role: i.Role, Fixed: i.Login != ""}
	if d.Fixed {
		_, err := s.Store.Account(ctx, i.Login)
		if err != nil && !errors.Is(err, corpus.ErrNotFound) {
			return err
		}
		d.Known = err == nil
	}
	v.Data = d
	if r.Method != http.MethodPost {
		return nil
	}
	err = s.accept(r, v, d, hash)
	switch {
	case errors.Is(err, corpus.ErrConflict):
		v.status, d.Problem = http.StatusConflict, v.T("account.login.taken", d.Login)
		return nil
	case errors.Is(err, corpus.ErrInvalid):
		v.status, d.Problem = http.StatusBadRequest, err.Error()
		return nil
	case err != nil:
		return err
	}
	v.redirect = "/desk"
	if !d.Role.May(corpus.RoleTrainer) {
		v.redirect = "/"
	}
	return nil
}

func (s *server) accept(r *http.Request, v *view, d *invitationData, hash string) error {
	if !d.Fixed {
		d.Login = strings.ToLower(strings.TrimSpace(r.PostFormValue("login")))
	}
	if !d.Known {
		d.Name = strings.TrimSpace(r.PostFormValue("name"))
	}
	password := r.PostFormValue("password")
	if err := checkPassword(v, password, r.PostFormValue("again")); err != nil {
		return err
	}
	a := &corpus.Account{Login: d.Login, Name: d.Name, Role: d.Role, Created: s.now(), Password: "-"}
	if err := a.Validate(); err != nil {
		return err
	}
	a.Password = s.passwords.hash(password)
	if err := s.Store.AcceptInvitation(r.Context(), hash, s.now(), a); err != nil {
		return err
	}
	return s.startSession(r, v, a.Login)
}

// inside returns an address of this site, or the other one.
func inside(back, other string) string {
	if !strings.HasPrefix(back, "/") || strings.HasPrefix(back, "//") || strings.ContainsAny(back, "\\\r\n") {
		return other
	}
	return back
}
