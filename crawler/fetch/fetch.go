// Package fetch is the crawler's HTTP client: polite to sites and hard to break
// by them.
//
// What it does for every request, on every redirect as well:
//
//   - asks the site's robots.txt (RFC 9309, package robots) and its
//     /.well-known/tdmrep.json (W3C TDMRep) and does not fetch what they refuse;
//   - sends one request at a time to a host, with a delay after each that a
//     Crawl-delay can lengthen, and leaves a host alone for as long as a 429 or
//     a Retry-After asks;
//   - names itself, its version and a contact in User-Agent and From;
//   - refuses, after the name is resolved and before anything is sent, every
//     address that is not on the public Internet, unless a configured network
//     contains it;
//   - keeps limits on time, size, header, redirects and decompression.
//
// It speaks HTTP/1.1 and HTTP/2 and decodes gzip, Brotli, Zstandard and deflate.
// It keeps no cookies, sends no credentials (user names and passwords in URLs
// are dropped) and uses no proxy: the proxy variables of the environment are
// ignored, because a proxy resolves names itself and so takes the address check
// out of our hands.
//
// Every failure is an [*Error] with a [Kind], one clear line, and an answer to
// whether trying again can help.
package fetch

import (
	"context"
	"net/http"
	"net/netip"
	"time"

	"github.com/alleys-eu/alleys/crawler/fetch/robots"
)

// Request is what to get. Only URL is needed.
type Request struct {
	URL          string // absolute, http or https
	ETag         string // of the copy the caller has; sent as If-None-Match
	LastModified string // of that copy, as the server wrote it; sent as If-Modified-Since
	Accept       string // media types; default: pages and feeds first, then anything
	MaxBody      int64  // bytes of the decoded body; default Config.MaxBody
	Head         bool   // ask for the header alone; the response has no body and no media type
}

// Response is a successful answer: status 2xx, or 304 to a conditional request.
type Response struct {
	Requested   string // the URL that was asked for, in normal form
	URL         string // the URL that answered, after redirects
	PermanentTo string // URL, if redirects led there and all of them were permanent (301, 308)

	Status      int
	Header      http.Header
	Body        []byte // decoded; nil when NotModified
	MediaType   string // what Body is by its first bytes and its declared type, as in "text/html"
	NotModified bool   // the caller's copy is still good

	Fetched    time.Time // when it was asked for, UTC
	RetryAfter time.Time // not to be asked again before; zero when the server does not say
	CacheUntil time.Time // fresh until (RFC 9111); zero when the server does not say or forbids caching

	robots.Tag        // X-Robots-Tag: NoIndex, NoFollow, NoArchive
	Reserved   bool   // TDM-Reservation: 1; only seen with Config.IgnoreTDM, otherwise an error
	Policy     string // TDM-Policy

	// Exchanges are the requests and responses that led here, redirects first,
	// as an archive wants them. The last one is the answer itself.
	Exchanges []Exchange
}

// Exchange is one request and its response. Header blocks begin with the
// request or status line and end with an empty line (CRLF). They are written in
// the form of HTTP/1.1 from what was sent and received, fields sorted by name;
// Transfer-Encoding is gone because Body is without it.
type Exchange struct {
	URL            string
	Status         int
	Started        time.Time // when the request was sent, UTC
	Remote         netip.Addr
	Protocols      []string // as in "h2", "tls/1.3" or "http/1.1"
	RequestHeader  []byte
	ResponseHeader []byte
	Body           []byte // as transferred, so still encoded; may share memory with Response.Body
	Cut            bool   // Body is only its start: those of redirects are not read further than 16 KiB
}

// Client fetches for one product. It is safe for use by many goroutines. Its
// knowledge of hosts (robots.txt, delays) lives as long as it does, so a
// program should have one.
type Client struct {
	config    Config
	agent     string // product token for robots.txt
	userAgent string
	from      string
	transport *http.Transport
	decoders  decoders
	hosts     hosts
	now       func() time.Time
	sleep     func(context.Context, time.Duration) error
}

// New makes a client. It does not fail: see Config for how odd values are read.
func New(config Config) *Client {
	config = config.withDefaults()
	c := &Client{
		config:    config,
		agent:     config.Product,
		userAgent: userAgent(config),
		from:      mailAddress(config.Contact),
		transport: newTransport(config),
		now:       time.Now,
		sleep:     sleep,
	}
	c.hosts.byKey = map[string]*host{}
	return c
}

// UserAgent returns the User-Agent field that the client sends.
func (c *Client) UserAgent() string { return c.userAgent }

// Close drops the connections that are open but idle. The client stays usable.
func (c *Client) Close() { c.transport.CloseIdleConnections() }

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
