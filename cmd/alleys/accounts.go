package main

import (
	"context"
	"fmt"
	"net"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/web"
)

// firstLinkLasts is how long the first administrator's link can be used. Each
// start without accounts makes a new one.
const firstLinkLasts = 24 * time.Hour

// inviteAdministrator prints the one-time link that makes the first account.
func (a *app) inviteAdministrator(ctx context.Context, store corpus.AccountStore, url string) error {
	token, hash := web.NewToken()
	err := store.PutInvitation(ctx, &corpus.Invitation{Hash: hash, Role: corpus.RoleAdministrator, Expires: time.Now().Add(firstLinkLasts)})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "nobody can log in yet: make the administrator's account at\n  %s/invitation/%s\n(works once, for a day)\n", url, token)
	return err
}

// isLoopback tells whether only this machine reaches an address.
func isLoopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}
