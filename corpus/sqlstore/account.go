package sqlstore

import (
	"context"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

const accountColumns = `login, name, role, password, disabled, created`

func scanAccount(row scanner) (*corpus.Account, error) {
	var a corpus.Account
	err := row.Scan(&a.Login, &a.Name, (*string)(&a.Role), &a.Password, &a.Disabled, timeInto{&a.Created})
	if err != nil {
		return nil, err
	}
	return &a, nil
}

// Account returns the account with that login.
func (s *Store) Account(ctx context.Context, login string) (a *corpus.Account, err error) {
	defer s.explain(ctx, &err, "account %s", login)
	err = s.read(ctx, func(q querier) (err error) {
		a, err = scanAccount(q.QueryRowContext(ctx, `SELECT `+accountColumns+` FROM account WHERE login = $1`, login))
		return err
	})
	return a, err
}

// Accounts returns all accounts by login.
func (s *Store) Accounts(ctx context.Context) (all []*corpus.Account, err error) {
	defer s.explain(ctx, &err, "list accounts")
	err = s.read(ctx, func(q querier) (err error) {
		all, err = collect(ctx, q, scanAccount, `SELECT `+accountColumns+` FROM account ORDER BY login`)
		return err
	})
	return all, err
}

// UpdateAccount replaces a stored account.
func (s *Store) UpdateAccount(ctx context.Context, a *corpus.Account) (err error) {
	defer s.explain(ctx, &err, "account %s", a.Login)
	if err := a.Validate(); err != nil {
		return err
	}
	return s.write(ctx, func(tx querier) error {
		before, err := administrators(ctx, tx)
		if err != nil {
			return err
		}
		err = changed(tx.ExecContext(ctx, `UPDATE account SET name = $1, role = $2, password = $3, disabled = $4, created = $5 WHERE login = $6`,
			a.Name, string(a.Role), a.Password, bit(a.Disabled), millis(a.Created), a.Login))
		if err != nil {
			return err
		}
		after, err := administrators(ctx, tx)
		if err != nil {
			return err
		}
		if before > 0 && after == 0 {
			return corpus.Invalidf("this is the last administrator: give somebody else that role first")
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM session WHERE login = $1`, a.Login)
		return err
	})
}

// administrators counts the administrators who can log in.
func administrators(ctx context.Context, tx querier) (n int, err error) {
	err = tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM account WHERE role = $1 AND disabled = 0`, string(corpus.RoleAdministrator)).Scan(&n)
	return n, err
}

// PutInvitation stores an invitation in place of those for the same login.
func (s *Store) PutInvitation(ctx context.Context, i *corpus.Invitation) (err error) {
	defer s.explain(ctx, &err, "invitation")
	if err := i.Validate(); err != nil {
		return err
	}
	return s.write(ctx, func(tx querier) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM invitation WHERE login = $1`, i.Login); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO invitation (hash, login, name, role, expires) VALUES (`+places(1, 5)+`)`,
			i.Hash, i.Login, i.Name, string(i.Role), millis(i.Expires))
		return err
	})
}

// Invitation returns the invitation with that hash.
func (s *Store) Invitation(ctx context.Context, hash string, now time.Time) (i *corpus.Invitation, err error) {
	defer s.explain(ctx, &err, "invitation")
	err = s.read(ctx, func(q querier) (err error) {
		i, err = invitation(ctx, q, hash, now)
		return err
	})
	return i, err
}

func invitation(ctx context.Context, q querier, hash string, now time.Time) (*corpus.Invitation, error) {
	var i corpus.Invitation
	err := q.QueryRowContext(ctx, `SELECT hash, login, name, role, expires FROM invitation WHERE hash = $1 AND expires > $2`, hash, millis(now)).
		Scan(&i.Hash, &i.Login, &i.Name, (*string)(&i.Role), timeInto{&i.Expires})
	if err != nil {
		return nil, err
	}
	return &i, nil
}

// AcceptInvitation uses an invitation up and stores the account.
func (s *Store) AcceptInvitation(ctx context.Context, hash string, now time.Time, a *corpus.Account) (err error) {
	defer s.explain(ctx, &err, "account %s", a.Login)
	if err := a.Validate(); err != nil {
		return err
	}
	return s.write(ctx, func(tx querier) error {
		i, err := invitation(ctx, tx, hash, now)
		if err != nil {
			return err
		}
		if i.Login != "" && i.Login != a.Login {
			return corpus.Invalidf("this invitation is for %s", i.Login)
		}
		if err := changed(tx.ExecContext(ctx, `DELETE FROM invitation WHERE hash = $1`, hash)); err != nil {
			return err
		}
		return acceptAs(ctx, tx, a, i)
	})
}

// acceptAs stores a new account, or the new password of the one that the
// invitation names.
func acceptAs(ctx context.Context, tx querier, a *corpus.Account, i *corpus.Invitation) error {
	if i.Login != "" {
		err := changed(tx.ExecContext(ctx, `UPDATE account SET password = $1 WHERE login = $2`, a.Password, a.Login))
		if err == nil {
			_, err = tx.ExecContext(ctx, `DELETE FROM session WHERE login = $1`, a.Login)
			return err
		}
		if err != corpus.ErrNotFound {
			return err
		}
	}
	err := changed(tx.ExecContext(ctx, `INSERT INTO account (login, name, role, password, disabled, created) VALUES (`+places(1, 6)+`)
		ON CONFLICT (login) DO NOTHING`, a.Login, a.Name, string(i.Role), a.Password, 0, millis(a.Created)))
	if err == corpus.ErrNotFound {
		return corpus.ErrConflict
	}
	return err
}

// AddSession stores a session.
func (s *Store) AddSession(ctx context.Context, n corpus.Session) (err error) {
	defer s.explain(ctx, &err, "session of %s", n.Login)
	if n.Hash == "" || n.Login == "" || n.Expires.IsZero() {
		return corpus.Invalidf("a session needs a token, a login and an end")
	}
	return s.write(ctx, func(tx querier) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM session WHERE expires <= $1`, millis(n.Created)); err != nil {
			return err
		}
		return changed(tx.ExecContext(ctx, `INSERT INTO session (hash, login, created, expires)
			SELECT CAST($1 AS TEXT), login, CAST($2 AS BIGINT), CAST($3 AS BIGINT) FROM account WHERE login = $4 AND disabled = 0
			ON CONFLICT (hash) DO UPDATE SET login = excluded.login, created = excluded.created, expires = excluded.expires`,
			n.Hash, millis(n.Created), millis(n.Expires), n.Login))
	})
}

// SessionAccount returns the account that a session belongs to.
func (s *Store) SessionAccount(ctx context.Context, hash string, now time.Time) (a *corpus.Account, err error) {
	defer s.explain(ctx, &err, "session")
	err = s.read(ctx, func(q querier) (err error) {
		a, err = scanAccount(q.QueryRowContext(ctx, `SELECT `+accountColumns+` FROM account
			WHERE disabled = 0 AND login = (SELECT login FROM session WHERE hash = $1 AND expires > $2)`, hash, millis(now)))
		return err
	})
	return a, err
}

// RemoveSession ends a session. It is no error when there is none.
func (s *Store) RemoveSession(ctx context.Context, hash string) (err error) {
	defer s.explain(ctx, &err, "session")
	return s.write(ctx, func(tx querier) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM session WHERE hash = $1`, hash)
		return err
	})
}
