package extract

import (
	"strconv"
	"strings"
)

// partial reports whether the text is only the beginning of the article: the
// page says that the rest is for subscribers, or that it has many more words
// than are there. paywalled tells whether a phrase of the paywall lists stood at
// the end of the text.
func (h *head) partial(text string, paywalled bool) bool {
	words := countFields(text)
	free, told := h.accessibleForFree()
	switch {
	case told && !free:
		return paywalled || words < 250 || h.wordCount() > words*8/5
	case told && free:
		return false
	case paywalled:
		return words < 450
	}
	return h.wordCount() > 150 && h.wordCount() > words*5/2 || words < 80 && endsOpen(text)
}

// accessibleForFree reads schema.org's isAccessibleForFree, and the content tier
// that some publishers state in a meta element.
func (h *head) accessibleForFree() (free, told bool) {
	if h.article != nil {
		switch v := h.article["isAccessibleForFree"].(type) {
		case bool:
			return v, true
		case string:
			if b, err := strconv.ParseBool(strings.ToLower(strings.TrimSpace(v))); err == nil {
				return b, true
			}
		}
	}
	switch strings.ToLower(h.first("article:content_tier")) {
	case "locked":
		return false, true
	case "free":
		return true, true
	}
	return false, false
}

// wordCount returns the number of words that the JSON-LD declares, 0 if none.
func (h *head) wordCount() int {
	if h.article == nil {
		return 0
	}
	switch v := h.article["wordCount"].(type) {
	case float64:
		if v > 0 && v < 1e6 {
			return int(v)
		}
	case string:
		n, err := strconv.Atoi(strings.TrimSpace(v))
		if err == nil && n > 0 && n < 1e6 {
			return n
		}
	}
	return 0
}

// endsOpen reports whether the text breaks off with an ellipsis.
func endsOpen(text string) bool {
	text = strings.TrimRight(text, ` "'”’»)]`)
	return strings.HasSuffix(text, "…") || strings.HasSuffix(text, "...")
}

func countFields(s string) int {
	n := 0
	for range strings.FieldsSeq(s) {
		n++
	}
	return n
}
