package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/alleys-eu/alleys/crawler/fetch/robots"
)

const (
	defaultAccept = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, " +
		"application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"

	// restAfter429 is how long a host is left alone that says "too many
	// requests" and not for how long; maxRest bounds what it may say.
	restAfter429 = time.Minute
	maxRest      = 24 * time.Hour
)

// Get fetches a URL, following redirects, under all the rules of the package
// comment. It waits for the host's turn; ctx can end that wait and everything
// else. A failure is an *Error, and then the response is nil.
func (c *Client) Get(ctx context.Context, req Request) (*Response, error) {
	u, err := parseTarget(req.URL)
	if err != nil {
		return nil, &Error{Kind: NotHTTP, URL: clip(req.URL, 80), Err: err}
	}
	requested := u.String()
	seen := map[string]bool{requested: true}
	permanent := true
	var exchanges []Exchange
	for {
		a, err := c.visit(ctx, u, req)
		if err != nil {
			return nil, err
		}
		exchanges = append(exchanges, a.exchange)
		if a.location == "" {
			resp := c.response(a, requested, u, exchanges)
			if permanent && len(exchanges) > 1 {
				resp.PermanentTo = resp.URL
			}
			return resp, nil
		}
		permanent = permanent && (a.status == http.StatusMovedPermanently || a.status == http.StatusPermanentRedirect)
		if u, err = c.next(u, a.location, len(exchanges), seen); err != nil {
			return nil, err
		}
	}
}

// next resolves a redirect. Without cookies a URL that was seen before answers
// the same again, so that is a loop.
func (c *Client) next(u *url.URL, location string, redirects int, seen map[string]bool) (*url.URL, error) {
	target, err := resolve(u, location)
	switch {
	case err != nil:
		return nil, &Error{Kind: NotHTTP, URL: u.String(), Err: fmt.Errorf("a redirect to %s: %w", clip(location, 80), err)}
	case redirects > c.config.MaxRedirects:
		return nil, &Error{Kind: Redirects, URL: u.String(), Err: fmt.Errorf("more than %d redirects", c.config.MaxRedirects)}
	case seen[target.String()]:
		return nil, &Error{Kind: Redirects, URL: u.String(), Err: fmt.Errorf("redirects lead back to %s", target)}
	}
	seen[target.String()] = true
	return target, nil
}

// visit makes the request for one step of the way, if the site permits it. What
// it returns is a success, an expected 304 or a redirect.
func (c *Client) visit(ctx context.Context, u *url.URL, req Request) (*answer, error) {
	h := c.hosts.acquire(u)
	defer c.hosts.release(h)
	delay, err := c.permit(ctx, h, u)
	if err != nil {
		return nil, err
	}
	a, err := c.exchange(ctx, h, u, c.order(u, req, delay))
	if err != nil {
		return nil, err
	}
	conditional := req.ETag != "" || req.LastModified != ""
	switch {
	case a.location != "", a.status >= 200 && a.status < 300:
		return a, nil
	case a.status == http.StatusNotModified && conditional:
		return a, c.checkReserved(u, a.header)
	}
	return nil, c.badStatus(h, u, a)
}

func (c *Client) order(u *url.URL, req Request, delay time.Duration) order {
	o := order{
		head:         req.Head,
		accept:       req.Accept,
		etag:         fieldValue(req.ETag),
		lastModified: fieldValue(req.LastModified),
		delay:        delay,
		limits:       limits{body: c.config.MaxBody, ratio: c.config.MaxRatio},
		want:         func(resp *http.Response) error { return c.checkReserved(u, resp.Header) },
	}
	if fieldValue(o.accept) == "" {
		o.accept = defaultAccept
	}
	if req.MaxBody > 0 {
		o.limits.body = req.MaxBody
	}
	return o
}

// fieldValue returns s if it can stand in a header field, otherwise "".
// Validators come from a store that a stranger filled.
func fieldValue(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) >= 0 {
		return ""
	}
	return s
}

func (c *Client) checkReserved(u *url.URL, header http.Header) error {
	if isReserved, policy := tdmHeader(header); isReserved && !c.config.IgnoreTDM {
		return reserved(u, "TDM-Reservation header", policy)
	}
	return nil
}

func (c *Client) badStatus(h *host, u *url.URL, a *answer) error {
	now := c.now()
	until := retryAfter(a.header, now)
	rest := until
	if a.status == http.StatusTooManyRequests && rest.IsZero() {
		rest = now.Add(restAfter429)
	}
	if a.status == http.StatusTooManyRequests || a.status == http.StatusServiceUnavailable {
		h.rest(earlier(rest, now.Add(maxRest)))
	}
	return &Error{Kind: BadStatus, URL: u.String(), RetryAfter: until,
		Err: &StatusError{Code: a.status, RetryAfter: until}}
}

func (c *Client) response(a *answer, requested string, u *url.URL, exchanges []Exchange) *Response {
	now := c.now().UTC()
	resp := &Response{
		Requested:   requested,
		URL:         u.String(),
		Status:      a.status,
		Header:      a.header,
		NotModified: a.status == http.StatusNotModified,
		Fetched:     a.exchange.Started,
		RetryAfter:  retryAfter(a.header, now),
		CacheUntil:  cacheUntil(a.header, now),
		Tag:         robots.ParseTag(c.agent, now, a.header.Values("X-Robots-Tag")...),
		Exchanges:   exchanges,
	}
	resp.Reserved, resp.Policy = tdmHeader(a.header)
	if !resp.NotModified && !a.headOnly {
		resp.Body = a.body
		resp.MediaType = mediaType(a.header, a.body)
	}
	return resp
}
