package robots

import (
	"strings"
	"time"
)

// Tag is what X-Robots-Tag header fields, or the content of robots meta
// elements, ask of one agent. The zero Tag asks nothing.
type Tag struct {
	NoIndex   bool // keep it out of any index; also set once unavailable_after has passed
	NoFollow  bool // follow no links from it
	NoArchive bool // keep and show no copy of it
}

// ParseTag reads the values of X-Robots-Tag fields, one string a field. A
// directive counts for agent when it stands alone, or after agent's name and a
// colon; a name holds until the next name in the same field. What several
// directives ask adds up. Unknown directives are skipped. at is the moment
// that unavailable_after is compared with.
//
// The format is described in Google's "Robots meta tag, data-nosnippet, and
// X-Robots-Tag specifications"; there is no RFC.
func ParseTag(agent string, at time.Time, values ...string) Tag {
	var tag Tag
	for _, value := range values {
		ours := true
		for field := range strings.SplitSeq(value, ",") {
			field = strings.ToLower(strings.TrimSpace(field))
			if name, rest, named := strings.Cut(field, ":"); named && namesAgent(name) {
				ours = strings.TrimSpace(name) == strings.ToLower(agent)
				field = strings.TrimSpace(rest)
			}
			if ours {
				tag.add(field, value, at)
			}
		}
	}
	return tag
}

// namesAgent reports whether what stands before a colon is the name of an
// agent, and not a directive with a value or a part of a date.
func namesAgent(name string) bool {
	name = strings.TrimSpace(name)
	switch name {
	case "", "unavailable_after", "max-snippet", "max-image-preview", "max-video-preview":
		return false
	}
	return !strings.ContainsAny(name, space) && (name[0] < '0' || name[0] > '9')
}

func (t *Tag) add(directive, field string, at time.Time) {
	switch directive {
	case "noindex":
		t.NoIndex = true
	case "nofollow":
		t.NoFollow = true
	case "noarchive", "nocache":
		t.NoArchive = true
	case "none":
		t.NoIndex, t.NoFollow = true, true
	}
	if strings.HasPrefix(directive, "unavailable_after") {
		if end, ok := unavailableAfter(field); ok && at.After(end) {
			t.NoIndex = true
		}
	}
}

// unavailableAfter reads the date from the whole field, because some date
// formats contain a comma.
func unavailableAfter(field string) (time.Time, bool) {
	i := strings.Index(strings.ToLower(field), "unavailable_after")
	_, value, _ := strings.Cut(field[i:], ":")
	value = strings.TrimSpace(value)
	for _, layout := range []string{
		time.RFC3339, time.RFC1123, time.RFC1123Z, time.RFC850, "02 Jan 2006 15:04:05 MST",
		"2 Jan 2006 15:04:05 -0700", "2006-01-02 15:04:05", "2006-01-02",
	} {
		for cut := value; ; cut = cut[:strings.LastIndexByte(cut, ',')] {
			if end, err := time.Parse(layout, strings.TrimSpace(cut)); err == nil {
				return end, true
			}
			if !strings.Contains(cut, ",") {
				break
			}
		}
	}
	return time.Time{}, false
}
