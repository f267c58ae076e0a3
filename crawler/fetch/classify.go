package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// classify turns what net/http and the connection report into an *Error with
// one clear line. outer is the caller's context: when it ended, that is the
// reason, whatever the connection says.
func (c *Client) classify(outer context.Context, address string, err error) *Error {
	e := &Error{URL: address, Err: err}
	var blocked *BlockedError
	var size *sizeError
	var encoding *encodingError
	switch {
	case outer.Err() != nil:
		e.Kind, e.Err = Canceled, outer.Err()
	case errors.As(err, &blocked):
		e.Kind, e.Err = Blocked, blocked
	case errors.As(err, &size):
		e.Kind, e.Err = TooLarge, size
	case errors.As(err, &encoding):
		e.Kind, e.Err = Encoding, encoding
	case errors.As(err, new(*net.DNSError)):
		e.Kind, e.Err = connection(err)
	case isTimeout(err):
		e.Kind, e.Err = Timeout, fmt.Errorf("no complete answer within %s", brief(c.config.Timeout))
	case headerTooLarge(err):
		e.Kind, e.Err = TooLarge, fmt.Errorf("the header is larger than %s", byteSize(c.config.MaxHeader))
	case isTLS(err):
		e.Kind, e.Err = TLS, reason{innermost(err), err}
	default:
		e.Kind, e.Err = connection(err)
	}
	return e
}

// connection tells a name or a peer that is not there from one that answers
// with something else than HTTP.
func connection(err error) (Kind, error) {
	var dns *net.DNSError
	var op *net.OpError
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return Network, reason{"the host name does not exist, or there is no connection to the Internet", err}
	case errors.As(err, &dns):
		return Network, reason{"the host name could not be looked up", err}
	case errors.As(err, &op):
		return Network, reason{innermost(err), err}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return Protocol, reason{"the answer ends early", err}
	case errors.Is(err, io.EOF), strings.Contains(err.Error(), "server closed idle connection"):
		return Network, reason{"the server closed the connection without an answer", err}
	case strings.Contains(err.Error(), "connection error: PROTOCOL_ERROR"):
		return Protocol, reason{"the server breaks the HTTP/2 protocol or sends far too large a header", err}
	}
	return Protocol, reason{innermost(err), err}
}

// reason gives an error a line of its own and keeps it for errors.As.
type reason struct {
	text string
	err  error
}

func (r reason) Error() string { return r.text }
func (r reason) Unwrap() error { return r.err }

func isTimeout(err error) bool {
	var timeout interface{ Timeout() bool }
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &timeout) && timeout.Timeout()
}

// headerTooLarge goes by the text, for want of a type; a test holds it to what
// net/http says.
func headerTooLarge(err error) bool {
	text := err.Error()
	return strings.Contains(text, "response headers exceeded") ||
		strings.Contains(text, "header list larger than advertised")
}

func isTLS(err error) bool {
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	if errors.As(err, &certificate) || errors.As(err, &record) || errors.Is(err, http.ErrSchemeMismatch) {
		return true
	}
	text := err.Error()
	return strings.Contains(text, "tls: ") || strings.Contains(text, "x509: ") ||
		strings.Contains(text, "server gave HTTP response to HTTPS client")
}

// innermost is the text of the error at the bottom, on one line and bounded:
// the layers above repeat the URL and the address.
func innermost(err error) string {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			break
		}
		err = inner
	}
	text := strings.Join(strings.Fields(err.Error()), " ")
	return clip(strings.TrimPrefix(text, "net/http: "), 200)
}

// brief writes a duration without zero parts at its end.
func brief(d time.Duration) string {
	text := strings.Replace(d.String(), "m0s", "m", 1)
	return strings.Replace(text, "h0m", "h", 1)
}
