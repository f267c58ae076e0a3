package web

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

const (
	sessionCookie = "alleys_session"
	sessionLasts  = 14 * 24 * time.Hour
)

// errForbidden says that the person who is logged in may not do that, or that
// a form was sent from another site.
var errForbidden = errors.New("not allowed")

// localUser is who works at this machine in single-user mode.
const localUser = "local"

type accountKey struct{}

// identify finds out who sends a request. A fault of the store lets the
// request go on as a reader's.
func (s *server) identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if a := s.accountOf(r); a != nil {
			r = r.WithContext(context.WithValue(r.Context(), accountKey{}, a))
		}
		next.ServeHTTP(w, r)
	})
}

func (s *server) accountOf(r *http.Request) *corpus.Account {
	if s.SingleUser {
		// A foreign site can point its own name at this machine; the name in
		// the request gives it away.
		if !loopback(r.Host) || proxied(r) {
			return nil
		}
		return &corpus.Account{Login: localUser, Role: corpus.RoleAdministrator}
	}
	c, err := r.Cookie(sessionCookie)
	if err != nil || c.Value == "" {
		return nil
	}
	a, err := s.Store.SessionAccount(r.Context(), hashToken(c.Value), s.now())
	if err != nil {
		if !errors.Is(err, corpus.ErrNotFound) && r.Context().Err() == nil {
			s.Log.Error("session could not be read", "problem", err.Error())
		}
		return nil
	}
	return a
}

// proxied tells whether a proxy passed a request on, so that it may come from
// anywhere: they add these headers, or speak HTTP/1.0 as no browser does.
func proxied(r *http.Request) bool {
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via"} {
		if r.Header.Get(name) != "" {
			return true
		}
	}
	return !r.ProtoAtLeast(1, 1)
}

// loopback tells whether a host, with or without port, names this machine.
func loopback(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && ip.IsLoopback()
}

// may lets only people with a role see a page. Who is not logged in is sent
// to do so; what they have sent is not lost.
func (s *server) may(role corpus.Role, h handler) http.HandlerFunc {
	return s.page(func(r *http.Request, v *view) error {
		v.Style = "desk.css"
		switch {
		case v.User == nil && r.Method == http.MethodPost:
			return s.resend(r, v)
		case v.User == nil:
			v.redirect = "/login?back=" + url.QueryEscape(v.Here)
			return nil
		case !v.User.Role.May(role):
			return errForbidden
		}
		return h(r, v)
	})
}

type resendData struct {
	Action string
	Fields []resendField
}

type resendField struct{ Name, Value string }

// resend keeps the fields of a form that came without a login.
func (s *server) resend(r *http.Request, v *view) error {
	if err := r.ParseForm(); err != nil {
		return corpus.Invalidf("%s", v.T("desk.form.unreadable"))
	}
	d := resendData{Action: r.URL.Path}
	for name, values := range r.PostForm {
		for _, value := range values {
			d.Fields = append(d.Fields, resendField{name, value})
		}
	}
	v.template, v.Title, v.status, v.Data = "account_resend", v.T("account.ended.title"), http.StatusUnauthorized, d
	return nil
}

// startSession logs a person in.
func (s *server) startSession(r *http.Request, v *view, login string) error {
	token, hash := NewToken()
	now := s.now()
	err := s.Store.AddSession(r.Context(), corpus.Session{Hash: hash, Login: login, Created: now, Expires: now.Add(sessionLasts)})
	if err != nil {
		return err
	}
	v.cookies = append(v.cookies, s.cookie(r, token, int(sessionLasts.Seconds())))
	return nil
}

func (s *server) cookie(r *http.Request, token string, maxAge int) *http.Cookie {
	// Whoever writes this header falsely can only make their own cookie stay
	// at home.
	secure := r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https"
	return &http.Cookie{Name: sessionCookie, Value: token, Path: "/", MaxAge: maxAge, HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode}
}
