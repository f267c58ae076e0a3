package web

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
)

// maxUpload is how many bytes a deck may have that is sent through the desk.
const maxUpload = 32 << 20

type importData struct {
	Read, Same int
	Stored     []*corpus.Card
	Faults     []string
}

// deskImport takes cards from a zip archive or one Markdown file. What cannot
// be read is named, and the rest is stored.
func (s *server) deskImport(r *http.Request, v *view) error {
	file, header, err := r.FormFile("deck")
	if err != nil {
		return corpus.Invalidf("%s", v.T("desk.form.unreadable"))
	}
	defer file.Close()
	name := path.Base(strings.ReplaceAll(header.Filename, `\`, "/"))
	d := &importData{}
	cards, err := readDeck(name, file, header.Size)
	for _, e := range joined(err) {
		d.Faults = append(d.Faults, e.Error())
	}
	d.Read = len(cards)
	for _, c := range cards {
		if err := s.importCard(r.Context(), v, d, c, name); err != nil {
			return err
		}
	}
	v.template, v.Title, v.Data = "desk_import", v.T("desk.import.title"), d
	if s.CardsChanged != nil && len(d.Stored) > 0 {
		return s.CardsChanged(r.Context())
	}
	return nil
}

func readDeck(name string, file interface {
	io.Reader
	io.ReaderAt
}, size int64) ([]*corpus.Card, error) {
	if strings.EqualFold(path.Ext(name), ".md") {
		data, err := io.ReadAll(io.LimitReader(file, deck.MaxCardSize+1))
		if err != nil {
			return nil, err
		}
		c, err := deck.Parse(name, data)
		if err != nil {
			return nil, err
		}
		return []*corpus.Card{c}, nil
	}
	cards, err := deck.ImportZip(file, size)
	if errors.Is(err, zip.ErrFormat) {
		return nil, fmt.Errorf("%s: not a deck: send a zip archive or a card file (.md)", name)
	}
	return cards, err
}

// joined takes errors.Join apart.
func joined(err error) []error {
	if err == nil {
		return nil
	}
	many, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var out []error
	for _, e := range many.Unwrap() {
		out = append(out, joined(e)...)
	}
	return out
}

// importCard stores a card as a further version when it differs. What comes
// from outside is a draft, except on one's own machine.
func (s *server) importCard(ctx context.Context, v *view, d *importData, c *corpus.Card, name string) error {
	base := 0
	old, err := s.Store.Card(ctx, c.ID, c.Lang)
	if err != nil && !errors.Is(err, corpus.ErrNotFound) {
		return err
	}
	if err == nil {
		base = old.Version
		asOld := *c
		asOld.Status = old.Status
		if string(deck.Format(&asOld)) == string(deck.Format(&old.Card)) && (!s.SingleUser || c.Status == old.Status) {
			d.Same++
			return nil
		}
	}
	if !s.SingleUser {
		c.Status = corpus.CardDraft
	}
	_, err = s.Store.PutCard(ctx, &corpus.CardVersion{Card: *c, Author: v.User.Login, Comment: v.T("desk.import.comment", name), At: s.now()}, base)
	if errors.Is(err, corpus.ErrInvalid) || errors.Is(err, corpus.ErrConflict) {
		d.Faults = append(d.Faults, c.Key()+": "+err.Error())
		return nil
	}
	if err == nil {
		d.Stored = append(d.Stored, c)
	}
	return err
}
