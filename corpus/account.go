package corpus

import (
	"regexp"
	"slices"
	"time"
)

// Role says what a person may do. Reading needs no account.
type Role string

const (
	RoleReader        Role = "reader"        // reads, and has a name
	RoleTrainer       Role = "trainer"       // writes and reviews cards, votes on pairs
	RoleEditor        Role = "editor"        // publishes and archives cards
	RoleAdministrator Role = "administrator" // manages accounts
)

// Roles lists every role; each may do what those before it may.
var Roles = []Role{RoleReader, RoleTrainer, RoleEditor, RoleAdministrator}

// May tells whether the role includes another one. The empty role and unknown
// ones include nothing.
func (r Role) May(other Role) bool {
	have, want := slices.Index(Roles, r), slices.Index(Roles, other)
	return have >= 0 && want >= 0 && have >= want
}

// Account is a person who can log in.
type Account struct {
	Login    string // lower-case name, see Validate
	Name     string // as shown beside what the person writes
	Role     Role
	Password string // encoded hash, never the password itself
	Disabled bool   // kept for the history, but cannot log in
	Created  time.Time
}

// Session is a login that lasts. Only the hash of its token is stored, so that
// a copy of the corpus lets nobody in.
type Session struct {
	Hash    string
	Login   string
	Created time.Time
	Expires time.Time
}

// Invitation lets whoever holds its token choose a password, once: for a new
// account, or for one that is there. Login and Name are "" where the person
// chooses them.
type Invitation struct {
	Hash        string
	Login, Name string
	Role        Role
	Expires     time.Time
}

var loginPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,39}$`)

// Validate returns an error that wraps ErrInvalid when the account cannot be
// stored.
func (a *Account) Validate() error {
	switch {
	case !loginPattern.MatchString(a.Login):
		return Invalidf("login %q cannot be used: write 2 to 40 lower-case letters a-z, digits, dots, hyphens or underscores", a.Login)
	case a.Name == "":
		return Invalidf("account %s has no name", a.Login)
	case a.Password == "":
		return Invalidf("account %s has no password", a.Login)
	case !slices.Contains(Roles, a.Role):
		return Invalidf("account %s has the unknown role %q, use reader, trainer, editor or administrator", a.Login, a.Role)
	}
	return nil
}

// Validate returns an error that wraps ErrInvalid when the invitation cannot
// be stored.
func (i *Invitation) Validate() error {
	switch {
	case i.Hash == "" || i.Expires.IsZero():
		return Invalidf("an invitation needs a token and an end")
	case i.Login != "" && !loginPattern.MatchString(i.Login):
		return Invalidf("login %q cannot be used: write 2 to 40 lower-case letters a-z, digits, dots, hyphens or underscores", i.Login)
	case !slices.Contains(Roles, i.Role):
		return Invalidf("the unknown role %q cannot be given, use reader, trainer, editor or administrator", i.Role)
	}
	return nil
}
