package storetest

import (
	"testing"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

var accountTests = map[string]func(*testing.T, corpus.Store){
	"comes back as it was":   testAccountRoundTrip,
	"invalid":                testAccountInvalid,
	"last administrator":     testAccountLast,
	"invitation is used up":  testInvitationOnce,
	"invitation for another": testInvitationOther,
	"new password":           testInvitationPassword,
	"invitation replaced":    testInvitationReplaced,
	"session":                testSession,
	"session of nobody":      testSessionNobody,
	"sessions end":           testSessionsEnd,
}

func account(login string) *corpus.Account {
	return &corpus.Account{Login: login, Name: "Ana Ž.", Role: corpus.RoleTrainer, Password: "$argon2id$x", Created: noon}
}

func invite(hash, login string) *corpus.Invitation {
	return &corpus.Invitation{Hash: hash, Login: login, Name: "Ana", Role: corpus.RoleTrainer, Expires: noon.Add(time.Hour)}
}

func session(hash, login string) corpus.Session {
	return corpus.Session{Hash: hash, Login: login, Created: noon, Expires: noon.Add(time.Hour)}
}

// enrol stores an account through an invitation.
func enrol(t *testing.T, s corpus.Store, login string, role corpus.Role) *corpus.Account {
	t.Helper()
	i := invite("hash of "+login, "")
	i.Role = role
	must(t, s.PutInvitation(t.Context(), i))
	a := account(login)
	a.Role = role
	must(t, s.AcceptInvitation(t.Context(), i.Hash, noon, a))
	return a
}

func testAccountRoundTrip(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	all, err := s.Accounts(ctx)
	must(t, err)
	equal(t, "accounts of an empty store", len(all), 0)
	_, err = s.Account(ctx, "ana")
	wantKind(t, err, corpus.ErrNotFound)
	wantKind(t, s.UpdateAccount(ctx, account("ana")), corpus.ErrNotFound)
	ana, bea := enrol(t, s, "bea", corpus.RoleAdministrator), enrol(t, s, "ana", corpus.RoleReader)
	all, err = s.Accounts(ctx)
	must(t, err)
	equal(t, "accounts", all, []*corpus.Account{bea, ana})
	bea.Name, bea.Role, bea.Disabled, bea.Password = "Beatrice", corpus.RoleEditor, true, "$other"
	must(t, s.UpdateAccount(ctx, bea))
	got, err := s.Account(ctx, "ana")
	must(t, err)
	equal(t, "account", got, bea)
}

func testAccountInvalid(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	enrol(t, s, "ana", corpus.RoleAdministrator)
	for name, spoil := range map[string]func(*corpus.Account){
		"role": func(a *corpus.Account) { a.Role = "king" }, "name": func(a *corpus.Account) { a.Name = "" },
		"password": func(a *corpus.Account) { a.Password = "" }, "capital": func(a *corpus.Account) { a.Login = "Ana" },
		"space": func(a *corpus.Account) { a.Login = "a na" }, "short": func(a *corpus.Account) { a.Login = "a" },
	} {
		t.Run(name, func(t *testing.T) {
			a := account("ana")
			spoil(a)
			wantKind(t, s.UpdateAccount(ctx, a), corpus.ErrInvalid)
			wantKind(t, s.AcceptInvitation(ctx, "h", noon, a), corpus.ErrInvalid)
		})
	}
	for _, i := range []*corpus.Invitation{
		{Role: corpus.RoleReader, Expires: noon}, {Hash: "h", Role: corpus.RoleReader}, {Hash: "h", Role: "king", Expires: noon},
		{Hash: "h", Login: "A", Role: corpus.RoleReader, Expires: noon},
	} {
		wantKind(t, s.PutInvitation(ctx, i), corpus.ErrInvalid)
	}
}

func testAccountLast(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	ana := enrol(t, s, "ana", corpus.RoleAdministrator)
	ana.Disabled = true
	wantKind(t, s.UpdateAccount(ctx, ana), corpus.ErrInvalid)
	ana.Disabled, ana.Role = false, corpus.RoleEditor
	wantKind(t, s.UpdateAccount(ctx, ana), corpus.ErrInvalid)
	got, err := s.Account(ctx, "ana")
	must(t, err)
	equal(t, "role", got.Role, corpus.RoleAdministrator)
	enrol(t, s, "bea", corpus.RoleAdministrator)
	must(t, s.UpdateAccount(ctx, ana))
}

func testInvitationOnce(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	i := invite("h", "")
	must(t, s.PutInvitation(ctx, i))
	got, err := s.Invitation(ctx, "h", noon)
	must(t, err)
	equal(t, "invitation", got, i)
	_, err = s.Invitation(ctx, "h", i.Expires)
	wantKind(t, err, corpus.ErrNotFound)
	wantKind(t, s.AcceptInvitation(ctx, "h", i.Expires, account("ana")), corpus.ErrNotFound)
	a := account("ana")
	a.Role = corpus.RoleAdministrator // the invitation decides, not who accepts it
	must(t, s.AcceptInvitation(ctx, "h", noon, a))
	stored, err := s.Account(ctx, "ana")
	must(t, err)
	equal(t, "role", stored.Role, corpus.RoleTrainer)
	wantKind(t, s.AcceptInvitation(ctx, "h", noon, account("bea")), corpus.ErrNotFound)
	must(t, s.PutInvitation(ctx, invite("again", "")))
	wantKind(t, s.AcceptInvitation(ctx, "again", noon, account("ana")), corpus.ErrConflict)
	_, err = s.Invitation(ctx, "again", noon)
	must(t, err) // a refused one can be tried with another login
}

func testInvitationOther(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	must(t, s.PutInvitation(ctx, invite("h", "ana")))
	wantKind(t, s.AcceptInvitation(ctx, "h", noon, account("bea")), corpus.ErrInvalid)
	must(t, s.AcceptInvitation(ctx, "h", noon, account("ana")))
}

func testInvitationPassword(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	ana := enrol(t, s, "ana", corpus.RoleEditor)
	must(t, s.AddSession(ctx, session("s", "ana")))
	must(t, s.AddSession(ctx, session("s", "ana")))
	must(t, s.PutInvitation(ctx, invite("h", "ana")))
	a := account("ana")
	a.Name, a.Password = "Somebody", "$new"
	must(t, s.AcceptInvitation(ctx, "h", noon, a))
	got, err := s.Account(ctx, "ana")
	must(t, err)
	ana.Password = "$new"
	equal(t, "account", got, ana)
	_, err = s.SessionAccount(ctx, "s", noon)
	wantKind(t, err, corpus.ErrNotFound)
}

func testInvitationReplaced(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	for _, login := range []string{"", "ana"} {
		must(t, s.PutInvitation(ctx, invite("old "+login, login)))
		must(t, s.PutInvitation(ctx, invite("new "+login, login)))
	}
	for hash, want := range map[string]bool{"old ": false, "new ": true, "old ana": false, "new ana": true} {
		_, err := s.Invitation(ctx, hash, noon)
		equal(t, hash, err == nil, want)
	}
}

func testSession(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	ana := enrol(t, s, "ana", corpus.RoleAdministrator)
	must(t, s.AddSession(ctx, session("s", "ana")))
	got, err := s.SessionAccount(ctx, "s", noon)
	must(t, err)
	equal(t, "account", got, ana)
	_, err = s.SessionAccount(ctx, "s", noon.Add(time.Hour))
	wantKind(t, err, corpus.ErrNotFound)
	_, err = s.SessionAccount(ctx, "t", noon)
	wantKind(t, err, corpus.ErrNotFound)
	must(t, s.RemoveSession(ctx, "s"))
	must(t, s.RemoveSession(ctx, "s"))
	_, err = s.SessionAccount(ctx, "s", noon)
	wantKind(t, err, corpus.ErrNotFound)
}

func testSessionNobody(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	enrol(t, s, "ana", corpus.RoleAdministrator)
	wantKind(t, s.AddSession(ctx, session("s", "bea")), corpus.ErrNotFound)
	bea := enrol(t, s, "bea", corpus.RoleReader)
	bea.Disabled = true
	must(t, s.UpdateAccount(ctx, bea))
	wantKind(t, s.AddSession(ctx, session("s", "bea")), corpus.ErrNotFound)
	for _, n := range []corpus.Session{{Login: "ana", Expires: noon}, {Hash: "s", Expires: noon}, {Hash: "s", Login: "ana"}} {
		wantKind(t, s.AddSession(ctx, n), corpus.ErrInvalid)
	}
}

func testSessionsEnd(t *testing.T, s corpus.Store) {
	ctx := t.Context()
	enrol(t, s, "ana", corpus.RoleAdministrator)
	bea := enrol(t, s, "bea", corpus.RoleTrainer)
	must(t, s.AddSession(ctx, session("a", "ana")))
	must(t, s.AddSession(ctx, session("b", "bea")))
	bea.Role = corpus.RoleReader
	must(t, s.UpdateAccount(ctx, bea))
	_, err := s.SessionAccount(ctx, "b", noon)
	wantKind(t, err, corpus.ErrNotFound)
	_, err = s.SessionAccount(ctx, "a", noon)
	must(t, err)
}
