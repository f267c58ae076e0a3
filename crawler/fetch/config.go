package fetch

import (
	"crypto/x509"
	"net"
	"net/mail"
	"net/netip"
	"strings"
	"time"
)

// NoDelay as Config.Delay or Config.MaxDelay means no delay at all. It is meant
// for servers of one's own.
const NoDelay = time.Duration(-1)

// Config sets up a client. The zero value is polite and careful: every field
// has a default for its zero value.
type Config struct {
	Product string // name for User-Agent and robots.txt: letters, "-" and "_"; default "alleys"
	Version string // default none
	Contact string // URL or mail address of who runs the crawler; default none

	Timeout      time.Duration // for one request from connecting to the last byte; default 30 s
	MaxBody      int64         // bytes of a body, decoded as well as transferred; default 16 MiB
	MaxHeader    int64         // bytes of a response header; default 256 KiB
	MaxRatio     int64         // how many times its size a body may expand, once it is over 1 MiB; default 200
	MaxRedirects int           // default 10; negative: follow none

	Delay    time.Duration // least time from the end of a request to the next one to that host; default 1 s
	MaxDelay time.Duration // bound to what Crawl-delay can make of it; default 60 s; NoDelay ignores Crawl-delay

	AllowNetworks []netip.Prefix // that are allowed although not public, such as 127.0.0.0/8

	IgnoreRobots bool // do not ask robots.txt; X-Robots-Tag is still reported
	IgnoreTDM    bool // fetch what TDMRep reserves; the header is still reported

	Resolver *net.Resolver  // default: the system's
	RootCAs  *x509.CertPool // certificate authorities to trust; default: the system's
}

func (c Config) withDefaults() Config {
	c.Product = productToken(c.Product)
	if c.Product == "" {
		c.Product = "alleys"
	}
	c.Version, c.Contact = printable(c.Version), printable(c.Contact)
	c.Timeout = orDefault(c.Timeout, 30*time.Second)
	c.MaxBody = orDefault(c.MaxBody, 16<<20)
	c.MaxHeader = orDefault(c.MaxHeader, 256<<10)
	c.MaxRatio = orDefault(c.MaxRatio, 200)
	switch {
	case c.MaxRedirects == 0:
		c.MaxRedirects = 10
	case c.MaxRedirects < 0:
		c.MaxRedirects = 0
	}
	c.Delay = delayOrDefault(c.Delay, time.Second)
	c.MaxDelay = delayOrDefault(c.MaxDelay, time.Minute)
	return c
}

func orDefault[T ~int64](value, standard T) T {
	if value <= 0 {
		return standard
	}
	return value
}

func delayOrDefault(value, standard time.Duration) time.Duration {
	switch {
	case value == 0:
		return standard
	case value < 0:
		return 0
	}
	return value
}

// productToken keeps what RFC 9309 section 2.2.1 allows in a product token.
func productToken(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_' {
			return r
		}
		return -1
	}, s)
}

// printable keeps what may stand in a comment of a header field (RFC 9110
// section 5.6.5) without escaping.
func printable(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '(' || r == ')' || r == '\\' {
			return -1
		}
		return r
	}, s))
}

// userAgent follows the custom of crawlers: product/version (+contact).
func userAgent(c Config) string {
	agent := c.Product
	if version := strings.ReplaceAll(c.Version, " ", "-"); version != "" {
		agent += "/" + version
	}
	if c.Contact != "" {
		agent += " (+" + c.Contact + ")"
	}
	return agent
}

// mailAddress returns the contact's mail address for the From field, which RFC
// 9110 section 10.1.2 asks of robots, or "" when it is none.
func mailAddress(contact string) string {
	address, err := mail.ParseAddress(strings.TrimPrefix(contact, "mailto:"))
	if err != nil {
		return ""
	}
	return address.Address
}
