package fetch

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"time"
)

// maxDrain is how much of a body nobody wants, such as that of a redirect, is
// read so that the connection can be used again.
const maxDrain = 16 << 10

// order is what one request asks for.
type order struct {
	head                       bool // HEAD, not GET
	accept, etag, lastModified string
	delay                      time.Duration
	limits                     limits

	// want may refuse a successful response by its header, before its body is
	// read.
	want func(*http.Response) error
}

// answer is what one request brought.
type answer struct {
	status   int
	header   http.Header
	body     []byte
	location string // of a redirect
	headOnly bool   // body was not asked for
	exchange Exchange
}

// exchange waits for the host's turn and makes one request. Errors are *Error.
func (c *Client) exchange(ctx context.Context, h *host, u *url.URL, o order) (*answer, error) {
	if err := c.enter(ctx, h, o.delay); err != nil {
		return nil, canceled(u, err)
	}
	defer c.leave(h)
	inner, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	a, err := c.roundTrip(inner, u, o)
	if err == nil {
		return a, nil
	}
	if e := (*Error)(nil); errors.As(err, &e) {
		return nil, e
	}
	return nil, c.classify(ctx, u.String(), err)
}

func (c *Client) roundTrip(ctx context.Context, u *url.URL, o order) (*answer, error) {
	var remote netip.AddrPort
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
		remote, _ = netip.ParseAddrPort(info.Conn.RemoteAddr().String())
	}})
	req := c.newRequest(u, o).WithContext(ctx)
	started := c.now().UTC()
	resp, err := c.transport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	a := &answer{status: resp.StatusCode, header: resp.Header, location: redirectTo(resp), exchange: Exchange{
		URL: u.String(), Status: resp.StatusCode, Started: started, Remote: remote.Addr().Unmap(),
		Protocols: protocols(resp), RequestHeader: requestBlock(req), ResponseHeader: responseBlock(resp),
	}}
	if resp.StatusCode < 200 || resp.StatusCode >= 300 {
		body, err := io.ReadAll(io.LimitReader(resp.Body, maxDrain+1))
		a.exchange.Body = body[:min(len(body), maxDrain)]
		a.exchange.Cut = err != nil || len(body) > maxDrain
		return a, nil
	}
	if o.want != nil {
		if err := o.want(resp); err != nil {
			return nil, err
		}
	}
	if o.head {
		a.headOnly = true
		return a, nil
	}
	r := &bodyReader{limits: o.limits, decoders: &c.decoders}
	a.body, a.exchange.Body, err = r.read(resp.Header, resp.Body, resp.ContentLength)
	return a, err
}

func (c *Client) newRequest(u *url.URL, o order) *http.Request {
	header := http.Header{
		"User-Agent":      {c.userAgent},
		"Accept":          {o.accept},
		"Accept-Encoding": {acceptEncoding},
	}
	if c.from != "" {
		header.Set("From", c.from)
	}
	if o.etag != "" {
		header.Set("If-None-Match", o.etag)
	}
	if o.lastModified != "" {
		header.Set("If-Modified-Since", o.lastModified)
	}
	method := http.MethodGet
	if o.head {
		method = http.MethodHead
	}
	return &http.Request{Method: method, URL: u, Host: u.Host, Header: header,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}
}

// redirectTo returns where a redirect leads, or "" when it is none.
func redirectTo(resp *http.Response) string {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return resp.Header.Get("Location")
	}
	return ""
}
