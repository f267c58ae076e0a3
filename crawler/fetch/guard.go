package fetch

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"syscall"
)

// guard refuses connections to addresses that are not on the public Internet,
// so that a page, a feed or a redirect cannot make the crawler read from the
// machine or the network it runs in (server-side request forgery).
type guard struct {
	allow []netip.Prefix
}

// BlockedError names an address that the client does not connect to.
type BlockedError struct {
	Addr netip.Addr
}

func (e *BlockedError) Error() string {
	return fmt.Sprintf("%s is not a public address, allow its network with --allow-network if it should be reached", e.Addr)
}

// control is called by the dialer for each address after the name was resolved
// and before the connection is made, so there is no moment between check and
// use in which an answer of the DNS could change.
func (g guard) control(_ context.Context, _, address string, _ syscall.RawConn) error {
	addr, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%s is no address", address)
	}
	if !g.allows(addr.Addr()) {
		return &BlockedError{Addr: addr.Addr()}
	}
	return nil
}

func (g guard) allows(addr netip.Addr) bool {
	addr = addr.WithZone("").Unmap()
	if slices.ContainsFunc(g.allow, func(p netip.Prefix) bool { return containsUnmapped(p, addr) }) {
		return true
	}
	if addr.Is4() {
		return publicIPv4(addr)
	}
	if inner, ok := embeddedIPv4(addr); ok {
		return publicIPv4(inner)
	}
	return publicIPv6(addr)
}

// containsUnmapped also understands a configured ::ffff:127.0.0.0/104.
func containsUnmapped(p netip.Prefix, addr netip.Addr) bool {
	if p.Addr().Is4In6() && p.Bits() >= 96 {
		p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
	}
	return p.Contains(addr)
}

// publicIPv4 follows IANA's IPv4 Special-Purpose Address Registry (RFC 6890 and
// its successors), and multicast. 168.63.129.16 is where Azure answers its
// virtual machines.
func publicIPv4(addr netip.Addr) bool {
	return !inAny(addr,
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16",
		"172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
		"198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4")
}

// publicIPv6 allows global unicast, 2000::/3 (RFC 4291 section 2.4), without
// what IANA's IPv6 Special-Purpose Address Registry takes out of it.
func publicIPv6(addr netip.Addr) bool {
	return inAny(addr, "2000::/3") &&
		!inAny(addr, "2001::/23", "2001:db8::/32", "3fff::/20")
}

// embeddedIPv4 returns the IPv4 address that an IPv6 address leads to: by NAT64
// (RFC 6052) or 6to4 (RFC 3056).
func embeddedIPv4(addr netip.Addr) (netip.Addr, bool) {
	b := addr.As16()
	switch {
	case inAny(addr, "64:ff9b::/96"):
		return netip.AddrFrom4([4]byte(b[12:16])), true
	case inAny(addr, "2002::/16"):
		return netip.AddrFrom4([4]byte(b[2:6])), true
	}
	return netip.Addr{}, false
}

func inAny(addr netip.Addr, prefixes ...string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return netip.MustParsePrefix(p).Contains(addr) })
}
