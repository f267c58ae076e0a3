package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	jsonfeed "github.com/mmcdole/gofeed/json"
)

// parseJSON reads a JSON Feed (https://www.jsonfeed.org/version/1.1/) item by
// item, so that one that is cut off or has an item that breaks the rules gives
// all the others.
func parseJSON(text, baseURL string, limits Limits) (*Feed, error) {
	r := jsonReader{dec: json.NewDecoder(strings.NewReader(text)), limit: limits.Entries, head: map[string]json.RawMessage{}}
	err := r.read()
	if !r.sawItems && len(r.head["version"]) == 0 {
		return nil, notFeed("it is JSON, but no JSON Feed")
	}
	head := r.header()
	f := &Feed{
		Format: FormatJSON, Title: plainOrText(head.Title), Lang: head.Language,
		Link: resolve(baseURL, head.HomePageURL),
	}
	switch {
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		f.Problem = "cut off before its end"
	case err != nil:
		f.Problem = "not valid JSON: " + err.Error()
	case r.over:
		f.Problem = fmt.Sprintf("more than %d entries, the rest was left out", limits.Entries)
	case r.bad > 0:
		f.Problem = "some items are not as JSON Feed has them"
	}
	for _, item := range r.items {
		f.Entries = append(f.Entries, fromJSONItem(item, head, baseURL))
	}
	return f, nil
}

// A jsonReader splits a JSON Feed into its items and the rest.
type jsonReader struct {
	dec      *json.Decoder
	limit    int
	head     map[string]json.RawMessage
	items    []*jsonfeed.Item
	sawItems bool
	bad      int
	// over is true when there were more items than the limit.
	over bool
}

func (r *jsonReader) read() error {
	if _, err := r.dec.Token(); err != nil {
		return err
	}
	for r.dec.More() {
		key, err := r.dec.Token()
		if err != nil {
			return err
		}
		if key == "items" {
			if err := r.readItems(); err != nil {
				return err
			}
			continue
		}
		var raw json.RawMessage
		if err := r.dec.Decode(&raw); err != nil {
			return err
		}
		if name, ok := key.(string); ok {
			r.head[name] = raw
		}
	}
	_, err := r.dec.Token()
	return err
}

func (r *jsonReader) readItems() error {
	r.sawItems = true
	open, err := r.dec.Token()
	if err != nil {
		return err
	}
	if open != json.Delim('[') {
		r.bad++
		return nil
	}
	for r.dec.More() {
		var raw json.RawMessage
		if err := r.dec.Decode(&raw); err != nil {
			return err
		}
		if r.limit > 0 && len(r.items) >= r.limit {
			r.over = true
			continue
		}
		item := new(jsonfeed.Item)
		if err := json.Unmarshal(raw, item); err != nil {
			if item = looseItem(raw); item == nil {
				r.bad++
				continue
			}
			r.bad++
		}
		r.items = append(r.items, item)
	}
	_, err = r.dec.Token()
	return err
}

// looseItem reads the members of an item one by one and leaves out those that
// have another type than they should. It returns nil when nothing remains.
func looseItem(raw json.RawMessage) *jsonfeed.Item {
	var members map[string]json.RawMessage
	if json.Unmarshal(raw, &members) != nil {
		return nil
	}
	kept := map[string]json.RawMessage{}
	for name, value := range members {
		one, err := json.Marshal(map[string]json.RawMessage{name: value})
		if err == nil && json.Unmarshal(one, new(jsonfeed.Item)) == nil {
			kept[name] = value
		}
	}
	joined, err := json.Marshal(kept)
	if err != nil || len(kept) == 0 {
		return nil
	}
	item := new(jsonfeed.Item)
	if json.Unmarshal(joined, item) != nil {
		return nil
	}
	return item
}

// header reads the members beside the items, each for itself.
func (r *jsonReader) header() *jsonfeed.Feed {
	head := new(jsonfeed.Feed)
	for name, value := range r.head {
		one, err := json.Marshal(map[string]json.RawMessage{name: bytes.TrimSpace(value)})
		if err == nil && json.Unmarshal(one, new(jsonfeed.Feed)) == nil {
			// It was just read into another value without an error.
			_ = json.Unmarshal(one, head)
		}
	}
	return head
}

func fromJSONItem(item *jsonfeed.Item, head *jsonfeed.Feed, baseURL string) Entry {
	e := Entry{
		ID: item.ID, Title: plainOrText(item.Title), Lang: item.Language,
		Link:    resolve(baseURL, item.URL),
		Summary: escapeText(item.Summary),
		Content: Sanitize(item.ContentHTML, baseURL),
	}
	if e.Content == "" {
		e.Content = escapeText(item.ContentText)
	}
	if e.Link == "" {
		e.Link = resolve(baseURL, item.ExternalURL)
	}
	if e.Link == "" && isWeb(e.ID) {
		e.Link = e.ID
	}
	if e.ID == "" {
		e.ID = e.Link
	}
	if e.Lang == "" {
		e.Lang = head.Language
	}
	e.Published, _ = ParseDate(item.DatePublished)
	e.Updated, _ = ParseDate(item.DateModified)
	e.Authors = jsonAuthors(item.Authors, item.Author)
	if len(e.Authors) == 0 {
		e.Authors = jsonAuthors(head.Authors, head.Author)
	}
	return e
}

func jsonAuthors(many []*jsonfeed.Author, one *jsonfeed.Author) []string {
	if len(many) == 0 {
		many = []*jsonfeed.Author{one}
	}
	var names []string
	for _, a := range many {
		switch {
		case a == nil:
		case a.Name != "":
			names = append(names, plainOrText(a.Name))
		case a.URL != "":
			names = append(names, a.URL)
		}
	}
	return names
}

// plainOrText reads a member that should be plain text; publishers escape it
// as if it were HTML.
func plainOrText(s string) string { return value{text: s, literal: !looksLikeHTML(s)}.title() }
