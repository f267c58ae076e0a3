package fetch

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestFreshness(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		header string
		want   time.Duration // 0: zero time
	}{
		{"", 0},
		{"Cache-Control: max-age=60", time.Minute},
		{`Cache-Control: public, Max-Age="60"`, time.Minute},
		{"Cache-Control: max-age=60|Age: 20", 40 * time.Second},
		{"Cache-Control: max-age=60|Age: 70", 0},
		{"Cache-Control: max-age=60, no-cache", 0},
		{"Cache-Control: no-store, max-age=60", 0},
		{"Cache-Control: max-age=60|Expires: Sun, 01 Mar 2026 18:00:00 GMT", time.Minute},
		{"Expires: Sun, 01 Mar 2026 13:00:00 GMT", time.Hour},
		{"Expires: Sun, 01 Mar 2026 13:00:00 GMT|Date: Sun, 01 Mar 2026 12:30:00 GMT", 30 * time.Minute},
		{"Expires: 0", 0},
		{"Expires: -1", 0},
		{"Cache-Control: max-age=-5", 0},
		{"Cache-Control: max-age=99999999999999999999", maxFresh},
	}
	for _, tt := range tests {
		got := cacheUntil(fields(tt.header), now)
		if want := later(now, tt.want); !got.Equal(want) {
			t.Errorf("%q: got %v, want %v", tt.header, got, want)
		}
	}
	for header, want := range map[string]time.Duration{
		"": 0, "Retry-After: 0": 0, "Retry-After: 90": 90 * time.Second, "Retry-After: -3": 0, "Retry-After: soon": 0,
		"Retry-After: Sun, 01 Mar 2026 12:30:00 GMT": 30 * time.Minute, "Retry-After: Sun, 01 Mar 2026 11:00:00 GMT": 0,
		"Retry-After: 99999999999": maxRetryAfter, "Retry-After: Fri, 01 Jan 2100 00:00:00 GMT": maxRetryAfter,
	} {
		if got := retryAfter(fields(header), now); !got.Equal(later(now, want)) {
			t.Errorf("%q: got %v, want %v", header, got, want)
		}
	}
}

func later(now time.Time, d time.Duration) time.Time {
	if d == 0 {
		return time.Time{}
	}
	return now.Add(d)
}

func fields(lines string) http.Header {
	header := http.Header{}
	for line := range strings.SplitSeq(lines, "|") {
		if name, value, ok := strings.Cut(line, ": "); ok {
			header.Add(name, value)
		}
	}
	return header
}
