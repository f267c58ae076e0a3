package web

import (
	"bytes"
	"cmp"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"github.com/go-chi/chi/v5"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
)

// The forms in which cards go on paper or on a screen.
const (
	sizeA5        = "a5"
	sizeA4        = "a4"
	sizeProjector = "projector"
)

// SheetSizes are the forms that the print pages know, the usual one first.
var SheetSizes = []string{sizeA5, sizeA4, sizeProjector}

type printData struct {
	Size   string
	Sizes  []string
	Sheets []sheet
	Back   string // page to go back to
	HasPDF bool

	path  string     // of this page
	query url.Values // of this page, without the size
}

// URL is the address of the same sheets in a size.
func (d *printData) URL(size string) string { return d.address(d.path, size) }

// PDFURL is the address of this page as a PDF.
func (d *printData) PDFURL() string { return d.address(d.path+".pdf", d.Size) }

func (d *printData) address(path, size string) string {
	query := maps.Clone(d.query)
	query.Set("size", size)
	return path + "?" + query.Encode()
}

// sheet is a card on paper, or a screen of the projector.
type sheet struct {
	Number, Of int
	Card       *corpus.CardVersion
	Heading    string        // of the one part that the screen shows, "" for a whole card
	Body       template.HTML // the whole card, or what a screen shows
	Summary    bool          // the screen shows a card in short
	Long       bool          // does not fit its sheet in the usual size of type
}

// longScreen is the length in bytes of Markdown from which a screen is set in
// smaller type.
const longScreen = 900

// Publishers names those who stand behind the card's sources, each once.
func (s sheet) Publishers() []string {
	var out []string
	for _, src := range s.Card.Sources {
		if !slices.Contains(out, src.Publisher) {
			out = append(out, src.Publisher)
		}
	}
	return out
}

// Previous and Next are the numbers of the neighbours, 0 for none.
func (s sheet) Previous() int { return s.Number - 1 }

func (s sheet) Next() int {
	if s.Number == s.Of {
		return 0
	}
	return s.Number + 1
}

// cardPrint shows one card for printing, or for the projector part by part.
func (s *server) cardPrint(r *http.Request, v *view) error {
	id, form := chi.URLParam(r, "id"), r.URL.Query()
	all, err := s.Store.Cards(r.Context(), corpus.CardFilter{ID: id, Live: true})
	if err != nil {
		return err
	}
	c := inLanguage(all, form.Get("lang"), v.Lang)
	if c == nil {
		return corpus.ErrNotFound
	}
	d := newPrint("/cards/"+c.ID+"/print", url.Values{"lang": {c.Lang}}, form.Get("size"))
	d.Back = "/cards/" + c.ID + "?lang=" + c.Lang
	return s.showPrint(v, d, c.Title, []*corpus.CardVersion{c}, partScreens)
}

// inLanguage picks the variant in the first language that there is, then
// English, then any.
func inLanguage(variants []*corpus.CardVersion, langs ...string) *corpus.CardVersion {
	for _, want := range append(langs, "en") {
		if i := slices.IndexFunc(variants, func(c *corpus.CardVersion) bool { return c.Lang == want }); i >= 0 {
			return variants[i]
		}
	}
	if len(variants) > 0 {
		return variants[0]
	}
	return nil
}

// deckPrint shows the published cards of a kind or frame, one a sheet or
// screen, or those with the given IDs, on the projector part by part.
func (s *server) deckPrint(r *http.Request, v *view) error {
	form := r.URL.Query()
	f := corpus.CardFilter{Kind: corpus.CardKind(form.Get("kind")), Frame: form.Get("frame")}
	lang, ids := cmp.Or(form.Get("lang"), v.Lang), form["id"]
	cards, err := s.publishedCards(r.Context(), f, lang)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if !slices.ContainsFunc(cards, func(c *corpus.CardVersion) bool { return c.ID == id }) {
			return corpus.ErrNotFound
		}
	}
	screens := oneScreen
	if len(ids) > 0 {
		screens = partScreens
		cards = slices.DeleteFunc(cards, func(c *corpus.CardVersion) bool { return !slices.Contains(ids, c.ID) })
	}
	form.Set("lang", lang)
	d := newPrint("/deck", form, cmp.Or(form.Get("size"), sizeProjector))
	d.Back = "/cards"
	return s.showPrint(v, d, v.T("cards.title"), cards, screens)
}

func newPrint(path string, query url.Values, size string) *printData {
	query.Del("size")
	if !slices.Contains(SheetSizes, size) {
		size = SheetSizes[0]
	}
	return &printData{Size: size, Sizes: SheetSizes, path: path, query: query}
}

// oneScreen is what a room sees of a card at once: what comes first in it, and
// the questions to talk about.
func oneScreen(c *corpus.CardVersion) ([]sheet, error) {
	var b bytes.Buffer
	for i, p := range deck.Parts(&c.Card) {
		if i == 0 || p.Role == deck.RoleDiscussion {
			b.WriteString("## " + p.Heading + "\n\n" + p.Markdown + "\n\n")
		}
	}
	body, err := markdown(b.String())
	return []sheet{{Card: c, Body: body, Summary: true, Long: b.Len() > longScreen}}, err
}

// partScreens are the title of a card and each of its parts.
func partScreens(c *corpus.CardVersion) ([]sheet, error) {
	sheets := []sheet{{Card: c}}
	for _, p := range deck.Parts(&c.Card) {
		body, err := markdown(p.Markdown)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, sheet{Card: c, Heading: p.Heading, Body: body, Long: len(p.Markdown) > longScreen})
	}
	return sheets, nil
}

// showPrint puts cards on sheets, or with screens on the projector.
func (s *server) showPrint(v *view, d *printData, title string, cards []*corpus.CardVersion, screens func(*corpus.CardVersion) ([]sheet, error)) error {
	v.template, v.Title, v.Style, v.Bare, v.Data = "desk_print", title, "desk.css", true, d
	d.HasPDF = s.PDF != nil
	show := paper
	if d.Size == sizeProjector {
		show, v.Script = screens, "desk.js"
	}
	for _, c := range cards {
		sheets, err := show(c)
		if err != nil {
			return err
		}
		d.Sheets = append(d.Sheets, sheets...)
	}
	for i := range d.Sheets {
		d.Sheets[i].Number, d.Sheets[i].Of = i+1, len(d.Sheets)
	}
	return nil
}

// paper is the sheet of a card.
func paper(c *corpus.CardVersion) ([]sheet, error) {
	body, err := markdown(c.Body)
	return []sheet{{Card: c, Body: body, Long: deck.Length(&c.Card) > deck.SheetLines}}, err
}
