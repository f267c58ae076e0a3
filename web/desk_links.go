package web

import (
	"context"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
)

// linkNotes says of the addresses of sources what a trainer has to know, by
// address.
func (s *server) linkNotes(ctx context.Context, v *view, sources []corpus.CardSource) (map[string]string, error) {
	return s.notesOnLinks(ctx, sources, func(l deck.Link) string {
		switch {
		case l.State == deck.LinkDead:
			return v.T("desk.link.dead", v.Day(l.Checked), l.Why)
		case l.State == deck.LinkMoved:
			return v.T("desk.link.moved", l.To)
		case !l.Missed.IsZero():
			return v.T("desk.link.once", v.Day(l.Missed))
		}
		return ""
	})
}

// deadNotes says of the addresses of sources that are dead when that was found
// out, by address.
func (s *server) deadNotes(ctx context.Context, v *view, sources []corpus.CardSource) (map[string]string, error) {
	return s.notesOnLinks(ctx, sources, func(l deck.Link) string {
		if l.State != deck.LinkDead {
			return ""
		}
		return v.T("card.dead", v.Day(l.Checked))
	})
}

func (s *server) notesOnLinks(ctx context.Context, sources []corpus.CardSource, note func(deck.Link) string) (map[string]string, error) {
	links, err := deck.LoadLinks(ctx, s.Store)
	if err != nil {
		return nil, err
	}
	notes := map[string]string{}
	for _, src := range sources {
		if text := note(links[src.URL]); text != "" {
			notes[src.URL] = text
		}
	}
	return notes, nil
}
