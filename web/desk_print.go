package web

import (
	"bytes"
	"cmp"
	"html/template"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
)

// sheetSizes are the forms in which cards go on paper or on a screen.
var sheetSizes = []string{"a5", "a4", "deck"}

type printData struct {
	Size   string
	Sizes  []string
	Sheets []sheet
	Back   string // page to go back to
	Query  string // of this page, without the size
}

// sheet is a card on paper, or a screen of the projector.
type sheet struct {
	Number, Of int
	Card       *corpus.CardVersion
	Heading    string        // of the one part that the screen shows, "" for a whole card
	Body       template.HTML // the whole card, or what a screen shows
	Long       bool          // does not fit its sheet in the usual size of type
}

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
	d := newPrint(form.Get("size"))
	d.Back, d.Query = "/cards/"+c.ID+"?lang="+c.Lang, "lang="+c.Lang
	if d.Size != "deck" {
		return s.showPrint(v, d, c.Title, []*corpus.CardVersion{c})
	}
	d.Sheets = append(d.Sheets, sheet{Card: c})
	for _, p := range deck.Parts(&c.Card) {
		body, err := markdown(p.Markdown)
		if err != nil {
			return err
		}
		d.Sheets = append(d.Sheets, sheet{Card: c, Heading: p.Heading, Body: body})
	}
	return s.showPrint(v, d, c.Title, nil)
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

func newPrint(size string) *printData {
	if !slices.Contains(sheetSizes, size) {
		size = sheetSizes[0]
	}
	return &printData{Size: size, Sizes: sheetSizes}
}

// deckPrint shows the published cards of a kind or frame, one a sheet or
// screen.
func (s *server) deckPrint(r *http.Request, v *view) error {
	form := r.URL.Query()
	f := corpus.CardFilter{Kind: corpus.CardKind(form.Get("kind")), Frame: form.Get("frame")}
	lang := cmp.Or(form.Get("lang"), v.Lang)
	cards, err := s.publishedCards(r.Context(), f, lang)
	if err != nil {
		return err
	}
	d := newPrint(cmp.Or(form.Get("size"), "deck"))
	form.Del("size")
	d.Back, d.Query = "/cards", form.Encode()
	if d.Size != "deck" {
		return s.showPrint(v, d, v.T("cards.title"), cards)
	}
	for _, c := range cards {
		body, err := screen(&c.Card)
		if err != nil {
			return err
		}
		d.Sheets = append(d.Sheets, sheet{Card: c, Body: body})
	}
	return s.showPrint(v, d, v.T("cards.title"), nil)
}

// screen is what a room sees of a card at once: what comes first in it, and
// the questions to talk about.
func screen(c *corpus.Card) (template.HTML, error) {
	var b bytes.Buffer
	for i, p := range deck.Parts(c) {
		if i == 0 || p.Role == deck.RoleDiscussion {
			b.WriteString("## " + p.Heading + "\n\n" + p.Markdown + "\n\n")
		}
	}
	return markdown(b.String())
}

// showPrint numbers the sheets; cards are added to them whole.
func (s *server) showPrint(v *view, d *printData, title string, cards []*corpus.CardVersion) error {
	for _, c := range cards {
		body, err := markdown(c.Body)
		if err != nil {
			return err
		}
		d.Sheets = append(d.Sheets, sheet{Card: c, Body: body, Long: deck.Length(&c.Card) > deck.SheetLines})
	}
	for i := range d.Sheets {
		d.Sheets[i].Number, d.Sheets[i].Of = i+1, len(d.Sheets)
	}
	v.template, v.Title, v.Style, v.Bare, v.Data = "desk_print", title, "desk.css", true, d
	if d.Size == "deck" {
		v.Script = "desk.js"
	}
	return nil
}

// deckZip gives the published cards as a zip archive of Markdown files.
func (s *server) deckZip(w http.ResponseWriter, r *http.Request) {
	versions, err := s.Store.Cards(r.Context(), corpus.CardFilter{Live: true, Lang: r.URL.Query().Get("lang")})
	var b bytes.Buffer
	if err == nil {
		cards := make([]*corpus.Card, len(versions))
		for i, c := range versions {
			cards[i] = &c.Card
		}
		err = deck.ExportZip(&b, cards)
	}
	if err != nil {
		s.page(func(*http.Request, *view) error { return err })(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", `attachment; filename="alleys-cards.zip"`)
	w.Write(b.Bytes())
}

// cardReview gives the variants of a card as ClaimReview JSON-LD.
func (s *server) cardReview(w http.ResponseWriter, r *http.Request) {
	versions, err := s.Store.Cards(r.Context(), corpus.CardFilter{ID: chi.URLParam(r, "id"), Live: true})
	var cards []*corpus.Card
	published := map[string]string{}
	for _, c := range versions {
		cards = append(cards, &c.Card)
		if !c.At.IsZero() {
			published[c.Key()] = c.At.Format("2006-01-02")
		}
	}
	if err == nil && len(cards) == 0 {
		err = corpus.ErrNotFound
	}
	var b []byte
	if err == nil {
		site := s.siteURL(r)
		b, err = deck.ClaimReviews(cards, deck.ReviewOptions{
			URL:       func(c *corpus.Card) string { return site + "/cards/" + c.ID + "?lang=" + c.Lang },
			Published: func(c *corpus.Card) string { return published[c.Key()] },
		})
	}
	if err != nil {
		s.page(func(*http.Request, *view) error { return err })(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/ld+json")
	w.Write(b)
}
