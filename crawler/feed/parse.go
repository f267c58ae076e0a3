package feed

import (
	"fmt"
	"strings"
)

// ParseWithin reads a feed. contentType is the HTTP header's value (for its
// charset) and baseURL the address the feed came from (to resolve relative
// links); both may be empty.
//
// The error wraps ErrEmpty or ErrNotFeed and the feed is then nil. A feed that
// is damaged but yields something gives no error: see [Feed.Problem].
func ParseWithin(body []byte, contentType, baseURL string, limits Limits) (f *Feed, err error) {
	defer func() {
		if r := recover(); r != nil {
			f, err = nil, notFeed("the reader failed on it: %v", r)
		}
	}()
	tooLong := limits.Bytes > 0 && len(body) > limits.Bytes
	if tooLong {
		body = body[:limits.Bytes]
	}
	d := decode(body, contentType)
	text := strings.TrimLeft(d.text, "\uFEFF \t\r\n\x00")
	switch {
	case text == "":
		return nil, ErrEmpty
	case text[0] == '{' || text[0] == '[':
		f, err = parseJSON(text, baseURL, limits)
	default:
		f, err = parseXML(text, baseURL, limits)
	}
	if err != nil {
		return nil, err
	}
	f.Encoding = d.encoding
	if d.problem != "" {
		f.Repaired = d.problem
	}
	if tooLong {
		f.Problem = fmt.Sprintf("longer than %d bytes, the rest was left out", limits.Bytes)
	}
	return f, nil
}
