package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
)

func itoa(n int) string { return strconv.Itoa(n) }

// figuresYears is how old the figures of a card may be, unless somebody has
// looked its sources up within lookedUpYears: a law from 2013 can still hold.
const (
	figuresYears  = 2
	lookedUpYears = 1
)

// deskListData is the list of the cards that the trainers work on.
type deskListData struct {
	Rows     []deskRow
	Total    int
	Filter   corpus.CardFilter
	Only     string // "problems", "links", "stale", or ""
	Kinds    []corpus.CardKind
	Statuses []corpus.CardStatus
	Langs    []string
	Frames   []corpus.Frame
	Counts   map[corpus.CardStatus]int // of the cards in the language
	Stale    int
	Own      string // language of the interface, for the way back to its cards
}

// allLangs is the value of the parameter lang that asks for every language;
// without the parameter the list has the cards in the language chosen last, or
// in the reader's own.
const allLangs = "all"

// In is the parameter of the address that keeps the language.
func (d *deskListData) In() string {
	if d.Filter.Lang == "" {
		return allLangs
	}
	return d.Filter.Lang
}

type deskRow struct {
	*corpus.CardVersion
	Errors, Warnings int
	First            *deck.Problem // the worst one, or nil
	Stale            string        // key of the text that says why, or ""
	DeadLink         bool
	Live             int // version that readers see, 0: none
}

// Pending tells that readers see an older version than this one.
func (r deskRow) Pending() bool { return r.Live > 0 && r.Live != r.Version }

func (s *server) deskList(r *http.Request, v *view) error {
	ctx, form := r.Context(), r.URL.Query()
	v.template, v.Title, v.Wide = "desk_list", v.T("desk.title"), true
	d := &deskListData{Kinds: cardKinds, Statuses: cardStatuses, Frames: s.Taxonomy.Frames, Only: form.Get("only"), Counts: map[corpus.CardStatus]int{}}
	d.Filter = corpus.CardFilter{Kind: corpus.CardKind(form.Get("kind")), Status: corpus.CardStatus(form.Get("status")), Lang: form.Get("lang"), Frame: form.Get("frame")}
	v.Data = d
	all, err := s.Store.Cards(ctx, corpus.CardFilter{})
	if err != nil {
		return err
	}
	live, err := s.Store.Cards(ctx, corpus.CardFilter{Live: true})
	if err != nil {
		return err
	}
	links, err := deck.LoadLinks(ctx, s.Store)
	if err != nil {
		return err
	}
	rows := s.deskRows(all, live, links)
	for _, row := range rows {
		d.Langs = appendNew(d.Langs, row.Lang)
	}
	slices.Sort(d.Langs)
	d.chooseLang(v.Lang, rememberedLang(r))
	if form.Has("lang") {
		v.cookies = append(v.cookies, &http.Cookie{Name: deskLangCookie, Value: d.In(), Path: "/desk", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	}
	for _, row := range rows {
		d.add(row)
	}
	return nil
}

// deskLangCookie keeps the language whose cards a trainer looked at last.
const deskLangCookie = "alleys_desk_language"

func rememberedLang(r *http.Request) string {
	c, err := r.Cookie(deskLangCookie)
	if err != nil {
		return ""
	}
	return c.Value
}

// chooseLang settles the language of the list: what the reader asks for, else
// what was asked for last, else the one of the interface where there are cards
// in it.
func (d *deskListData) chooseLang(own, remembered string) {
	if d.Filter.Lang == "" && (remembered == allLangs || slices.Contains(d.Langs, remembered)) {
		d.Filter.Lang = remembered
	}
	if slices.Contains(d.Langs, own) {
		d.Own = own
	}
	switch d.Filter.Lang {
	case "":
		d.Filter.Lang = d.Own
	case allLangs:
		d.Filter.Lang = ""
	}
}

func (d *deskListData) add(row deskRow) {
	if d.Filter.Lang != "" && row.Lang != d.Filter.Lang {
		return
	}
	d.Total++
	d.Counts[row.Status]++
	if row.Stale != "" {
		d.Stale++
	}
	if d.shows(row) {
		d.Rows = append(d.Rows, row)
	}
}

// shows tells whether a row passes the filters. Archived cards show only when
// they are asked for.
func (d *deskListData) shows(row deskRow) bool {
	f := d.Filter
	switch {
	case f.Kind != "" && row.Kind != f.Kind, f.Frame != "" && !slices.Contains(row.Frames, f.Frame):
		return false
	case f.Status != "" && row.Status != f.Status, f.Status == "" && row.Status == corpus.CardArchived:
		return false
	case d.Only == "problems":
		return row.Errors+row.Warnings > 0
	case d.Only == "links":
		return row.DeadLink
	case d.Only == "stale":
		return row.Stale != ""
	}
	return true
}

// deskRows joins the cards with what the lint says of them.
func (s *server) deskRows(all, live []*corpus.CardVersion, links deck.Links) []deskRow {
	versions := map[string]int{}
	for _, c := range live {
		versions[c.Key()] = c.Version
	}
	var checked []*corpus.Card
	byKey := map[string]int{}
	rows := make([]deskRow, len(all))
	for i, c := range all {
		rows[i] = deskRow{CardVersion: c, Live: versions[c.Key()]}
		byKey[c.Key()] = i
		if c.Status != corpus.CardArchived {
			checked = append(checked, &c.Card)
			rows[i].Stale = staleness(&c.Card, s.now())
			rows[i].DeadLink = slices.ContainsFunc(c.Sources, func(src corpus.CardSource) bool { return links[src.URL].State == deck.LinkDead })
		}
	}
	for _, p := range s.linter.Lint(checked, s.lintOptions(links)) {
		i, ok := byKey[p.Card]
		if !ok {
			continue
		}
		row := &rows[i]
		switch {
		case p.Level == deck.LevelError && row.Errors == 0, row.First == nil:
			row.First = &p
		}
		if p.Level == deck.LevelError {
			row.Errors++
		} else {
			row.Warnings++
		}
	}
	slices.SortStableFunc(rows, func(a, b deskRow) int { return strings.Compare(a.ID, b.ID) })
	return rows
}

// staleness says why a card has to be looked at again, as the key of a text.
func staleness(c *corpus.Card, now time.Time) string {
	if c.ReviewBy != "" && dateBefore(c.ReviewBy, now) {
		return "desk.stale.review"
	}
	if c.AsOf != "" && dateBefore(c.AsOf, now.AddDate(-figuresYears, 0, 0)) && !slices.ContainsFunc(c.Sources, func(src corpus.CardSource) bool {
		return src.Accessed != "" && !dateBefore(src.Accessed, now.AddDate(-lookedUpYears, 0, 0))
	}) {
		return "desk.stale.figures"
	}
	return ""
}

// dateBefore tells whether a year, month or day as written ended before a
// time. Such dates compare as text.
func dateBefore(date string, t time.Time) bool {
	day := t.UTC().Format("2006-01-02")
	return date < day[:min(len(date), len(day))]
}
