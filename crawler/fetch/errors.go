package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/alleys-eu/alleys/crawler/fetch/robots"
)

// Kind says what went wrong. Each kind is itself an error, so that
// errors.Is(err, fetch.Disallowed) works. Its text suits a report that counts
// what was skipped and why.
type Kind string

const (
	Disallowed        Kind = "disallowed by robots.txt"     // Error.Rule has the rule
	RobotsUnreachable Kind = "robots.txt unreachable"       // so the whole host is off limits for now
	Reserved          Kind = "reserved by TDMRep"           // by header or tdmrep.json
	Blocked           Kind = "address not allowed"          // private, loopback, link-local, …
	NotHTTP           Kind = "not an http URL"              // or no URL at all
	TooLarge          Kind = "too large"                    // body, header or decompressed body
	Redirects         Kind = "too many redirects"           // or a loop of them
	BadStatus         Kind = "refused by the server"        // Error wraps a *StatusError
	Resting           Kind = "host asked to wait"           // not sent; Error.RetryAfter has the end
	Timeout           Kind = "timeout"                      // of Config.Timeout
	TLS               Kind = "no secure connection"         // certificate or handshake
	Network           Kind = "no connection"                // name not found, refused, reset
	Protocol          Kind = "broken HTTP"                  // an answer that is no HTTP, or ends early
	Encoding          Kind = "undecodable content encoding" // unknown, or broken data
	Canceled          Kind = "canceled"                     // by the caller's context, whose error is wrapped
)

// Error makes a Kind a sentinel.
func (k Kind) Error() string { return string(k) }

// Error is what Get returns when it fails.
type Error struct {
	Kind       Kind
	URL        string      // the one that failed, which redirects may have led to
	RetryAfter time.Time   // when it makes sense to try again; zero when not known
	Rule       robots.Rule // the deciding rule, for Disallowed
	Err        error       // what happened, without the URL
}

// Error gives one line: the URL and what happened.
func (e *Error) Error() string { return fmt.Sprintf("%s: %v", clip(e.URL, 200), e.Err) }

func (e *Error) Unwrap() error { return e.Err }

// Is makes errors.Is(err, kind) true for the error's kind.
func (e *Error) Is(target error) bool {
	kind, ok := target.(Kind)
	return ok && kind == e.Kind
}

// Temporary reports whether the same request may succeed later.
func (e *Error) Temporary() bool {
	switch e.Kind {
	case RobotsUnreachable, Resting, Timeout, TLS, Network, Protocol, Canceled:
		return true
	case BadStatus:
		var status *StatusError
		return errors.As(e.Err, &status) && status.Temporary()
	}
	return false
}

// StatusError is an answer with a status other than 2xx or an expected 304.
type StatusError struct {
	Code       int
	RetryAfter time.Time // zero when the server does not say
}

func (e *StatusError) Error() string {
	text := http.StatusText(e.Code)
	if text == "" {
		text = "unknown status"
	}
	line := fmt.Sprintf("the server answered %d %s", e.Code, text)
	if !e.RetryAfter.IsZero() {
		line += ", try again after " + e.RetryAfter.Format(time.RFC3339)
	}
	return line
}

// Temporary reports whether the status is one that passes: a timeout, too many
// requests, or trouble at the server.
func (e *StatusError) Temporary() bool {
	switch e.Code {
	case http.StatusRequestTimeout, http.StatusMisdirectedRequest, http.StatusLocked,
		http.StatusTooEarly, http.StatusTooManyRequests:
		return true
	case http.StatusNotImplemented, http.StatusHTTPVersionNotSupported:
		return false
	}
	return e.Code >= 500
}

// Temporary reports whether trying the same request again later can help. An
// error that is not from this package counts as temporary.
func Temporary(err error) bool {
	var e *Error
	return err != nil && (!errors.As(err, &e) || e.Temporary())
}

// KindOf returns the kind of an error from this package, or "".
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}
