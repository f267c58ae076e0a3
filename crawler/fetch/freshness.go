package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	maxRetryAfter = 30 * 24 * time.Hour
	maxFresh      = 365 * 24 * time.Hour
)

// retryAfter reads the Retry-After field (RFC 9110 section 10.2.3), seconds or
// a date. It returns the zero time when there is none, when it makes no sense
// or has passed, and at most 30 days from now.
func retryAfter(header http.Header, now time.Time) time.Time {
	value := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, ok := deltaSeconds(value); ok {
		if seconds == 0 {
			return time.Time{}
		}
		return now.Add(min(seconds, maxRetryAfter))
	}
	at, err := http.ParseTime(value)
	if err != nil || !at.After(now) {
		return time.Time{}
	}
	if latest := now.Add(maxRetryAfter); at.After(latest) {
		return latest
	}
	return at.UTC()
}

// cacheUntil returns until when an answer that came at now is fresh for a
// private cache (RFC 9111 sections 4.2.1 and 5.2.2): max-age before Expires,
// less the Age it already has. It returns the zero time when the server does
// not say, forbids caching, or the answer is stale already.
func cacheUntil(header http.Header, now time.Time) time.Time {
	directives := cacheControl(header)
	if _, ok := directives["no-store"]; ok {
		return time.Time{}
	}
	if _, ok := directives["no-cache"]; ok {
		return time.Time{}
	}
	lifetime, ok := deltaSeconds(directives["max-age"])
	if !ok {
		lifetime, ok = untilExpires(header, now)
	}
	if !ok {
		return time.Time{}
	}
	if age, ok := deltaSeconds(strings.TrimSpace(header.Get("Age"))); ok {
		lifetime -= age
	}
	if lifetime <= 0 {
		return time.Time{}
	}
	return now.Add(min(lifetime, maxFresh))
}

func untilExpires(header http.Header, now time.Time) (time.Duration, bool) {
	expires, err := http.ParseTime(header.Get("Expires"))
	if err != nil {
		return 0, false
	}
	if date, err := http.ParseTime(header.Get("Date")); err == nil {
		now = date
	}
	return expires.Sub(now), true
}

func cacheControl(header http.Header) map[string]string {
	directives := map[string]string{}
	for _, value := range header.Values("Cache-Control") {
		for field := range strings.SplitSeq(value, ",") {
			name, argument, _ := strings.Cut(strings.TrimSpace(field), "=")
			directives[strings.ToLower(name)] = strings.Trim(argument, `"`)
		}
	}
	return directives
}

// deltaSeconds reads a number of seconds of any size; what does not fit is as
// good as for ever (RFC 9111 section 1.2.2).
func deltaSeconds(s string) (time.Duration, bool) {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	seconds, err := strconv.ParseInt(s, 10, 32)
	if err != nil {
		return maxFresh, true
	}
	return time.Duration(seconds) * time.Second, true
}
