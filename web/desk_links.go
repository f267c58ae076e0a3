package web

import (
	"context"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
)

// linkNotes says of the addresses of sources what a trainer has to know, by
// address.
func (s *server) linkNotes(ctx context.Context, v *view, sources []corpus.CardSource) (map[string]string, error) {
	links, err := deck.LoadLinks(ctx, s.Store)
	if err != nil {
		return nil, err
	}
	notes := map[string]string{}
	for _, src := range sources {
		switch l := links[src.URL]; {
		case l.State == deck.LinkDead:
			notes[src.URL] = v.T("desk.link.dead", v.Day(l.Checked), l.Why)
		case l.State == deck.LinkMoved:
			notes[src.URL] = v.T("desk.link.moved", l.To)
		case !l.Missed.IsZero():
			notes[src.URL] = v.T("desk.link.once", v.Day(l.Missed))
		}
	}
	return notes, nil
}

// deadNotes says of the addresses of sources that are dead when that was found
// out, by address.
func (s *server) deadNotes(ctx context.Context, v *view, sources []corpus.CardSource) (map[string]string, error) {
	links, err := deck.LoadLinks(ctx, s.Store)
	if err != nil {
		return nil, err
	}
	notes := map[string]string{}
	for _, src := range sources {
		if l := links[src.URL]; l.State == deck.LinkDead {
			notes[src.URL] = v.T("card.dead", v.Day(l.Checked))
		}
	}
	return notes, nil
}
