package feed

import (
	"bytes"
	"fmt"
	"time"

	"github.com/mmcdole/gofeed"
)

// parseLibrary reads UTF-8 bytes with gofeed; a panic in it becomes an error.
func parseLibrary(text []byte) (f *Feed, err error) {
	defer func() {
		if r := recover(); r != nil {
			f, err = nil, fmt.Errorf("reading feed: %v", r)
		}
	}()
	g, err := gofeed.NewParser().Parse(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotFeed, err)
	}
	return fromLibrary(g), nil
}

func fromLibrary(g *gofeed.Feed) *Feed {
	f := &Feed{Title: g.Title, Link: g.Link, Lang: g.Language, Format: Format(g.FeedType + "-" + g.FeedVersion)}
	if g.FeedType == "json" {
		f.Format = FormatJSON
	}
	for _, item := range g.Items {
		e := Entry{ID: item.GUID, Title: item.Title, Link: item.Link,
			Summary: item.Description, Content: item.Content,
			Published: timeOrZero(item.PublishedParsed), Updated: timeOrZero(item.UpdatedParsed)}
		for _, a := range item.Authors {
			if name := a.Name; name != "" {
				e.Authors = append(e.Authors, name)
			} else if a.Email != "" {
				e.Authors = append(e.Authors, a.Email)
			}
		}
		if e.ID == "" {
			e.ID = e.Link
		}
		f.Entries = append(f.Entries, e)
	}
	return f
}

func timeOrZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}
