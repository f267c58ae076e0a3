package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

const goodPassword = "five quiet boats at dawn"

func TestPasswords(t *testing.T) {
	p := newPasswords()
	hash := p.hash(goodPassword)
	if again := p.hash(goodPassword); hash == again {
		t.Error("two hashes of a password are the same: there is no salt")
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=65536,t=3,p=4$") || strings.Contains(hash, "boats") {
		t.Errorf("hash %s", hash)
	}
	for password, want := range map[string]bool{goodPassword: true, goodPassword + " ": false, "": false} {
		if got, err := p.matches(password, hash); got != want || err != nil {
			t.Errorf("%q matches: %v, %v", password, got, err)
		}
	}
	// The test vector of the reference implementation, argon2id, t=2, m=65536, p=1.
	const known = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	if got, err := p.matches("password", known); !got || err != nil {
		t.Errorf("the reference hash does not match: %v, %v", got, err)
	}
	for _, bad := range []string{"", "plain", "$argon2i$v=19$m=65536,t=2,p=1$YQ$YQ", "$argon2id$v=19$m=999999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", "$argon2id$v=19$m=8,t=0,p=0$$"} {
		if got, err := p.matches("password", bad); got || !errors.Is(err, errPasswordForm) {
			t.Errorf("%q: %v, %v", bad, got, err)
		}
	}
}

func TestLimiter(t *testing.T) {
	l, now := newLimiter(), time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for range 3 {
		l.fail("a", now)
	}
	if l.wait("a", 4, now) != 0 || l.wait("a", 3, now.Add(time.Minute)) != limitWindow-time.Minute || l.wait("b", 3, now) != 0 {
		t.Error("wrong count")
	}
	if l.wait("a", 3, now.Add(limitWindow)) != 0 {
		t.Error("the window does not end")
	}
	l.forget("a")
	if l.wait("a", 1, now) != 0 {
		t.Error("not forgotten")
	}
	for i := range 2 * limitRemember {
		l.fail(itoa(i), now)
	}
	if len(l.failures) > limitRemember {
		t.Errorf("%d keys are kept", len(l.failures))
	}
}

// enrol makes an account through a one-time link, and stays logged in.
func (d *testDesk) enrol(login string, role corpus.Role) *browser {
	d.t.Helper()
	token, hash := NewToken()
	if err := d.store.PutInvitation(d.t.Context(), &corpus.Invitation{Hash: hash, Role: role, Expires: d.clock.Add(time.Hour)}); err != nil {
		d.t.Fatal(err)
	}
	b := d.browser()
	a := b.post("/invitation/"+token, url.Values{"login": {login}, "name": {"The " + login}, "password": {goodPassword}, "again": {goodPassword}})
	if a.status != http.StatusSeeOther || b.cookie == nil {
		d.t.Fatalf("status %d:\n%s", a.status, a.body)
	}
	return b
}

func TestInvitation(t *testing.T) {
	d := newDesk(t, false)
	token, hash := NewToken()
	if err := d.store.PutInvitation(t.Context(), &corpus.Invitation{Hash: hash, Role: corpus.RoleAdministrator, Expires: d.clock.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	b, path := d.browser(), "/invitation/"+token
	b.get(path).want(t, 200, "administrator")
	b.get("/invitation/wrong").want(t, 400, "used already")
	good := url.Values{"login": {" Ana "}, "name": {"Ana"}, "password": {goodPassword}, "again": {goodPassword}}
	for name, change := range map[string]url.Values{
		"short":  {"password": {"short"}, "again": {"short"}},
		"differ": {"again": {"something else"}},
		"login":  {"login": {"a b"}},
		"name":   {"name": {""}},
	} {
		form := url.Values{}
		for k, v := range good {
			form[k] = v
		}
		for k, v := range change {
			form[k] = v
		}
		if a := b.post(path, form); a.status != 400 {
			t.Errorf("%s: status %d", name, a.status)
		}
	}
	if a := b.post(path, good); a.status != 303 {
		t.Fatalf("status %d:\n%s", a.status, a.body)
	}
	if c := b.cookie; !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure {
		t.Errorf("cookie %+v", c)
	}
	b.get("/accounts").want(t, 200, "ana")
	d.browser().post(path, good).want(t, 400, "used already")
}

func TestLoginAndLogout(t *testing.T) {
	d := newDesk(t, false)
	d.enrol("ana", corpus.RoleTrainer)
	b := d.browser()
	if a := b.get("/desk?only=stale"); a.status != 303 || a.location != "/login?back=%2Fdesk%3Fonly%3Dstale" {
		t.Fatalf("status %d to %q", a.status, a.location)
	}
	b.post("/login", url.Values{"login": {"ana"}, "password": {"wrong"}}).want(t, 401, "Login or password is wrong")
	b.post("/login", url.Values{"login": {"nobody"}, "password": {goodPassword}}).want(t, 401, "Login or password is wrong")
	a := b.post("/login", url.Values{"login": {"Ana"}, "password": {goodPassword}, "back": {"/desk?only=stale"}})
	if a.status != 303 || a.location != "/desk?only=stale" {
		t.Fatalf("status %d to %q", a.status, a.location)
	}
	b.get("/desk").want(t, 200, "The ana")
	for _, back := range []string{"//evil.example", "https://evil.example", `/\evil.example`} {
		if a := d.browser().post("/login", url.Values{"login": {"ana"}, "password": {goodPassword}, "back": {back}}); a.location != "/desk" {
			t.Errorf("back to %q leads to %q", back, a.location)
		}
	}
	kept := *b.cookie
	b.post("/logout", url.Values{})
	b.cookie = &kept
	if a := b.get("/desk"); a.status != 303 {
		t.Error("the session lives on after the logout")
	}
}

func TestOwnAccount(t *testing.T) {
	d := newDesk(t, false)
	b := d.enrol("ana", corpus.RoleReader)
	b.get("/account").want(t, 200, "The ana", "reads")
	const next = "seven loud boats at dusk"
	form := url.Values{"name": {"Ana"}, "old": {"wrong"}, "password": {next}, "again": {next}}
	b.post("/account", form).want(t, 401, "present password is wrong")
	form.Set("old", goodPassword)
	form.Set("again", "other")
	b.post("/account", form).want(t, 400, "differ")
	form.Set("again", next)
	other := d.browser()
	other.post("/login", url.Values{"login": {"ana"}, "password": {goodPassword}})
	if a := b.post("/account", form); a.status != 303 {
		t.Fatalf("status %d", a.status)
	}
	b.get("/account").want(t, 200, `value="Ana"`)
	if a := other.get("/account"); a.status != 303 {
		t.Error("other logins live on after a new password")
	}
	d.browser().post("/login", url.Values{"login": {"ana"}, "password": {goodPassword}}).want(t, 401)
}

func TestSessionEnds(t *testing.T) {
	d := newDesk(t, false)
	b := d.enrol("ana", corpus.RoleTrainer)
	d.clock = d.clock.Add(sessionLasts)
	if a := b.get("/desk"); a.status != 303 {
		t.Fatalf("status %d", a.status)
	}
	b.post("/desk/new", url.Values{"title": {"Lost?"}, "body": {"a\n<b>"}}).want(t, 401, "Your login has ended", "Lost?", "a\n&lt;b&gt;", `action="/desk/new"`)
}

func TestLoginRateLimit(t *testing.T) {
	d := newDesk(t, false)
	d.enrol("ana", corpus.RoleTrainer)
	b := d.browser()
	wrong, right := url.Values{"login": {"ana"}, "password": {"wrong"}}, url.Values{"login": {"ana"}, "password": {goodPassword}}
	for range limitLogin {
		b.post("/login", wrong).want(t, 401)
	}
	b.post("/login", right).want(t, 429, "Try again in 16 minutes")
	d.clock = d.clock.Add(limitWindow)
	if a := b.post("/login", right); a.status != 303 {
		t.Fatalf("status %d", a.status)
	}
}

func TestRoles(t *testing.T) {
	d := newDesk(t, false)
	admin := d.enrol("ada", corpus.RoleAdministrator)
	people := map[corpus.Role]*browser{
		"": d.browser(), corpus.RoleReader: d.enrol("rita", corpus.RoleReader), corpus.RoleTrainer: d.enrol("tom", corpus.RoleTrainer),
		corpus.RoleEditor: d.enrol("eva", corpus.RoleEditor), corpus.RoleAdministrator: admin,
	}
	d.put(d.builtin("arrivals-in-numbers", "en"), corpus.CardDraft, "", 0)
	for path, least := range map[string]corpus.Role{
		"/desk": corpus.RoleTrainer, "/desk/new": corpus.RoleTrainer, editorPath: corpus.RoleTrainer, editorPath + "/history": corpus.RoleTrainer,
		"/accounts": corpus.RoleAdministrator, "/cards": "", "/claims": "", "/deck": "",
	} {
		for role, b := range people {
			want := 200
			switch {
			case least == "" || role.May(least):
			case role == "":
				want = 303
			default:
				want = 403
			}
			if a := b.get(path); a.status != want {
				t.Errorf("%s as %q: status %d, want %d", path, role, a.status, want)
			}
		}
	}
	people[corpus.RoleReader].post("/desk/check", url.Values{}).want(t, 403)
	people[corpus.RoleEditor].post("/accounts/tom", url.Values{"role": {"administrator"}}).want(t, 403)
	admin.post("/accounts/ada", url.Values{"role": {"reader"}}).want(t, 400, "last administrator")
	if a := admin.post("/accounts/tom", url.Values{"role": {"trainer"}, "disabled": {"1"}}); a.status != 303 {
		t.Fatalf("status %d", a.status)
	}
	if a := people[corpus.RoleTrainer].get("/desk"); a.status != 303 {
		t.Error("a shut account is still logged in")
	}
	admin.post("/accounts", url.Values{"role": {"trainer"}}).want(t, 400, "needs a login")
	admin.post("/accounts", url.Values{"login": {"new"}, "role": {"king"}}).want(t, 400, "unknown role")
	admin.post("/accounts", url.Values{"login": {"new"}, "role": {"trainer"}}).want(t, 200, "http://localhost:8080/invitation/")
}

func TestReviewBySomebodyElse(t *testing.T) {
	d := newDesk(t, false)
	tom, eva, tina := d.enrol("tom", corpus.RoleTrainer), d.enrol("eva", corpus.RoleEditor), d.enrol("tina", corpus.RoleTrainer)
	c := d.builtin("arrivals-in-numbers", "en")
	d.put(c, corpus.CardDraft, "", 0)
	form := formOf(c, 1)
	form.Set("action", "publish") // which a login does not allow in one go
	if a := tom.post(editorPath, form); a.status != 303 {
		t.Fatalf("status %d:\n%s", a.status, a.body)
	}
	step := func(b *browser, base int, to corpus.CardStatus) answer {
		t.Helper()
		return b.post(editorPath+"/status", url.Values{"base": {itoa(base)}, "to": {string(to)}})
	}
	tom.get(editorPath).want(t, 200, "Somebody other than the last author")
	step(tom, 2, corpus.CardReviewed).want(t, 403)
	step(eva, 2, corpus.CardPublished).want(t, 403)
	step(tina, 1, corpus.CardReviewed).want(t, 409)
	for _, s := range []struct {
		who    *browser
		to     corpus.CardStatus
		status int
	}{
		{tina, corpus.CardReviewed, 303}, {tina, corpus.CardPublished, 403}, {eva, corpus.CardPublished, 303},
		{tom, corpus.CardArchived, 403}, {eva, corpus.CardArchived, 303}, {eva, corpus.CardDraft, 303},
	} {
		if a := step(s.who, d.card(c.ID, "en").Version, s.to); a.status != s.status {
			t.Fatalf("to %s: status %d, want %d", s.to, a.status, s.status)
		}
	}
	if got := d.card(c.ID, "en").Reviewers; len(got) != 1 || got[0] != "The tina" {
		t.Errorf("reviewers %v", got)
	}
}

func TestOtherSitesAreRefused(t *testing.T) {
	d := newDesk(t, true)
	c := d.builtin("arrivals-in-numbers", "en")
	d.put(c, corpus.CardDraft, "", 0)
	for name, header := range map[string]map[string]string{
		"cross-site": {"Sec-Fetch-Site": "cross-site"}, "same-site": {"Sec-Fetch-Site": "same-site"}, "old browser": {"Origin": "https://evil.example"},
	} {
		b := d.browser()
		b.header = header
		for _, path := range []string{editorPath, editorPath + "/status", "/desk/new", "/desk/check", "/login", "/logout", "/claims/x/vote", "/accounts"} {
			if a := b.post(path, formOf(c, 1)); a.status != 403 {
				t.Errorf("%s, %s: status %d", name, path, a.status)
			}
		}
	}
	b := d.browser()
	b.header = map[string]string{"Origin": "http://localhost:8080"}
	if a := b.post(editorPath, formOf(c, 1)); a.status != 303 {
		t.Errorf("own site: status %d", a.status)
	}
}

// In single-user mode only this machine's own name opens the desk: a foreign
// name may be pointed here, and a proxy passes on what comes from anywhere.
func TestSingleUserIsLocal(t *testing.T) {
	d := newDesk(t, true)
	for host, want := range map[string]int{"localhost": 200, "127.0.0.1:8080": 200, "[::1]:8080": 200, "LOCALHOST:1": 200, "evil.example": 303, "127.0.0.1.evil.example:8080": 303, "10.0.0.7:8080": 303, "": 303} {
		b := d.browser()
		b.host = host
		if a := b.get("/desk"); a.status != want {
			t.Errorf("%q: status %d", host, a.status)
		}
	}
	b := d.browser()
	b.header = map[string]string{"X-Forwarded-For": "203.0.113.9"}
	if a := b.get("/desk"); a.status != 303 {
		t.Errorf("through a proxy: status %d", a.status)
	}
}

func TestLargeFormIsRefused(t *testing.T) {
	d := newDesk(t, true)
	c := d.builtin("arrivals-in-numbers", "en")
	d.put(c, corpus.CardDraft, "", 0)
	form := formOf(c, 1)
	form.Set("body", strings.Repeat("a ", maxForm))
	d.browser().post(editorPath, form).want(t, 400, "could not be read")
}
