package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

// view is what a template sees: the page's own data and the reader's language.
type view struct {
	Title  string
	Lang   string // language of the interface, ISO 639-1
	Data   any
	Path   string // of the request, for the mark in the navigation
	Here   string // path and query, for coming back after a choice of language
	Demo   bool
	Langs  []string
	Wide   bool // the page uses the whole width
	NoMain bool // the page has its own search box
	Bare   bool // without masthead and foot, for paper and projector
	Style  string
	Script string
	User   *corpus.Account // who is logged in, or nil
	Single bool            // single-user mode: nobody logs in

	s        *server
	template string
	block    string // only this block of the template, for a script
	status   int
	redirect string
	cookies  []*http.Cookie
}

func (s *server) newView(r *http.Request) *view {
	user, _ := r.Context().Value(accountKey{}).(*corpus.Account)
	return &view{
		User: user, Single: s.SingleUser,
		s: s, Lang: s.texts.choose(r), status: http.StatusOK, Path: r.URL.Path, Here: r.URL.RequestURI(),
		Demo: s.Demo, Langs: s.texts.langs,
	}
}

// T returns a text of the interface.
func (v *view) T(key string, args ...any) string { return v.s.texts.in(v.Lang, key, args...) }

// In returns a text in another language, in English where the interface does
// not speak it.
func (v *view) In(lang, key string, args ...any) string { return v.s.texts.in(lang, key, args...) }

// N returns a text with a number, in the singular or plural.
func (v *view) N(key string, n int) string { return v.s.texts.count(v.Lang, key, n, v.Num(n)) }

// Num writes a number with the language's thousands separator.
func (v *view) Num(n int) string {
	digits := strconv.Itoa(n)
	if n < 0 || len(digits) < 5 && v.Lang != "en" || len(digits) < 4 {
		return digits
	}
	sep := map[string]string{"en": ",", "de": ".", "it": ".", "es": "."}[v.Lang]
	if sep == "" {
		sep = "\u202f"
	}
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(sep)
		}
		b.WriteRune(d)
	}
	return b.String()
}

// Decimal writes a number with two decimals and the language's decimal mark.
func (v *view) Decimal(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	if v.Lang != "en" {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

// Percent writes a share between 0 and 1, with or without a space before the
// sign as the language has it.
func (v *view) Percent(share float64) string {
	space := "\u00a0"
	if slices.Contains([]string{"en", "it", "pl"}, v.Lang) {
		space = ""
	}
	return fmt.Sprintf("%.0f%s%%", min(share, 1)*100, space)
}

// Day writes a date in the words of the language; "" for the zero time.
func (v *view) Day(t time.Time) string { return v.s.texts.day(v.Lang, t) }

// Date writes a date that somebody wrote as a day, a month or a year in the
// words of the language; what is none of these stays as it is.
func (v *view) Date(written string) string { return v.s.texts.date(v.Lang, written) }

// DateIn does so in another language.
func (v *view) DateIn(lang, written string) string { return v.s.texts.date(lang, written) }

// DayTime writes date and time (UTC).
func (v *view) DayTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return v.Day(t) + ", " + t.UTC().Format("15:04") + " UTC"
}

// ISO writes a date for machines.
func (v *view) ISO(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// LangName names a language in the language of the interface.
func (v *view) LangName(code string) string {
	key := "language." + code
	if name := v.T(key); !strings.HasPrefix(name, "⟨") {
		return name
	}
	return strings.ToUpper(code)
}

// Reads tells whether the analyser has word lists for a language.
func (v *view) Reads(lang string) bool {
	return len(v.s.Languages) == 0 || slices.Contains(v.s.Languages, lang)
}

// Untitled tells whether a headline has nothing to show.
func (v *view) Untitled(title string) bool { return strings.TrimSpace(title) == "" }

// Headline returns the title of an article, or says that it has none.
func (v *view) Headline(title string) string {
	if v.Untitled(title) {
		return v.T("article.untitled")
	}
	return title
}

// OwnName names a language in itself.
func (v *view) OwnName(code string) string { return v.s.texts.in(code, "language."+code) }

// Frame returns a frame of the taxonomy, or one that has only its ID.
func (v *view) Frame(id string) corpus.Frame {
	if f, ok := v.s.Taxonomy.Frame(id); ok {
		return f
	}
	return corpus.Frame{ID: id, Name: corpus.Text{"en": id}}
}

// FrameName, TargetName, TechniqueName and StanceName name what findings are
// labelled with.
func (v *view) FrameName(id string) string { return v.Frame(id).Name.In(v.Lang) }

func (v *view) TargetName(id string) string {
	if t, ok := v.s.Taxonomy.Target(id); ok {
		return t.Name.In(v.Lang)
	}
	return id
}

func (v *view) TechniqueName(id string) string {
	if t, ok := v.s.Taxonomy.Technique(id); ok {
		return t.Name.In(v.Lang)
	}
	return id
}

func (v *view) StanceName(id corpus.Stance) string {
	if t, ok := v.s.Taxonomy.Stance(id); ok {
		return t.Name.In(v.Lang)
	}
	return string(id)
}

// Stances are all of them, for the legend.
func (v *view) Stances() []corpus.Stance { return corpus.Stances }

// StanceDefine explains a stance in a sentence.
func (v *view) StanceDefine(id corpus.Stance) string {
	if t, ok := v.s.Taxonomy.Stance(id); ok {
		return t.Define.In(v.Lang)
	}
	return ""
}

// Outside returns an address of the web if it is one, else "": an article's
// address comes from a stranger.
func (v *view) Outside(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

// Host returns the host of an address for showing.
func (v *view) Host(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return raw
	}
	return strings.TrimPrefix(u.Host, "www.")
}

// At tells whether the page is in a part of the site.
func (v *view) At(prefix string) bool {
	return v.Path == prefix || strings.HasPrefix(v.Path, prefix+"/")
}

// May tells whether the person who is logged in has a role.
func (v *view) May(role corpus.Role) bool { return v.User != nil && v.User.Role.May(role) }

// Signed writes a number with its sign.
func (v *view) Signed(n int) string {
	switch {
	case n > 0:
		return "+" + v.Num(n)
	case n < 0:
		return "\u2212" + v.Num(-n)
	}
	return "0"
}
