package web

import (
	"embed"
	"errors"
	"fmt"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/alleys-eu/alleys/corpus/datafile"
)

//go:embed texts/*.yaml texts/*.md texts/lint/*.yaml texts/cards/*.yaml
var textFiles embed.FS

// texts are the words of the interface by language and key. English is the
// source: every other language has the same keys with the same places (%s, %d).
type texts struct {
	byLang map[string]map[string]string
	langs  []string                     // of the interface, by code
	cards  []string                     // further ones, for what stands on cards only
	lint   map[string]map[string]string // messages of the lint, by language and English message
}

// textEntries are the texts of a file by key, with their lines.
type textEntries map[string]datafile.Item[string]

func loadTexts() (*texts, error) {
	t := &texts{byLang: map[string]map[string]string{}, lint: map[string]map[string]string{}}
	take := func(langs *[]string) func(lang, file string, entries textEntries) error {
		return func(lang, _ string, entries textEntries) error {
			*langs = append(*langs, lang)
			t.byLang[lang] = map[string]string{}
			for key, e := range entries {
				t.byLang[lang][key] = e.Value
			}
			return nil
		}
	}
	errs := []error{eachTextFile("texts", take(&t.langs)), eachTextFile("texts/cards", take(&t.cards)), eachTextFile("texts/lint", t.addLint)}
	errs = append(errs, t.check()...)
	errs = append(errs, t.checkCards()...)
	return t, errors.Join(errs...)
}

// eachTextFile hands on the texts of each file in a folder, by language. The
// error joins those of all files.
func eachTextFile(dir string, take func(lang, file string, entries textEntries) error) error {
	files, err := textFiles.ReadDir(dir)
	errs := []error{err}
	for _, f := range files {
		name := path.Join(dir, f.Name())
		if path.Ext(name) != ".yaml" {
			continue
		}
		b, err := textFiles.ReadFile(name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		entries := textEntries{}
		errs = append(errs, datafile.Load(name, 1, b, &entries), take(strings.TrimSuffix(f.Name(), ".yaml"), name, entries))
	}
	return errors.Join(errs...)
}

// checkCards compares the languages of cards with English, and with each other.
func (t *texts) checkCards() []error {
	var errs []error
	for _, lang := range t.cards {
		for _, other := range t.cards {
			for key := range t.byLang[other] {
				if _, ok := t.byLang[lang][key]; !ok && !strings.HasPrefix(key, "language.") {
					errs = append(errs, fmt.Errorf("texts/cards/%s.yaml: %s is missing", lang, key))
				}
			}
		}
		for key, s := range t.byLang[lang] {
			if en, ok := t.byLang["en"][key]; !ok || places(s) != places(en) {
				errs = append(errs, fmt.Errorf("texts/cards/%s.yaml: %s must be in texts/en.yaml, with the same places", lang, key))
			}
		}
	}
	return errs
}

// check compares every language with English.
func (t *texts) check() []error {
	var errs []error
	for _, lang := range t.langs {
		for key, en := range t.byLang["en"] {
			s, ok := t.byLang[lang][key]
			switch {
			case !ok:
				errs = append(errs, fmt.Errorf("texts/%s.yaml: %s is missing", lang, key))
			case places(s) != places(en):
				errs = append(errs, fmt.Errorf("texts/%s.yaml: %s must have the places %s of the English text", lang, key, places(en)))
			}
		}
		for key := range t.byLang[lang] {
			if _, ok := t.byLang["en"][key]; !ok {
				errs = append(errs, fmt.Errorf("texts/%s.yaml: %s is not in texts/en.yaml", lang, key))
			}
		}
	}
	return errs
}

// place is a verb of a format; "100 % of" holds none.
var place = regexp.MustCompile(`%(?:\[\d+\])?[.\d]*([a-z])`)

// places lists the verbs of a format, sorted: translations may reorder them
// with %[1]s.
func places(s string) string {
	var out []string
	for _, m := range place.FindAllStringSubmatch(s, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return strings.Join(out, "")
}

// in returns a text, filled in. A missing key shows itself, which a test of
// all pages looks for.
func (t *texts) in(lang, key string, args ...any) string {
	s, ok := t.byLang[lang][key]
	if !ok {
		s, ok = t.byLang["en"][key]
	}
	if !ok {
		return "⟨" + key + "⟩"
	}
	if len(args) == 0 {
		return s
	}
	return fmt.Sprintf(s, args...)
}

// has tells whether there is a text.
func (t *texts) has(key string) bool { return t.byLang["en"][key] != "" }

// count returns the text for a number: key.one for 1, in French for 0 as well,
// key.other else.
func (t *texts) count(lang, key string, n int, shown string) string {
	form := ".other"
	if n == 1 || n == 0 && lang == "fr" {
		form = ".one"
	}
	return t.in(lang, key+form, shown)
}

const languageCookie = "alleys_language"

// choose picks the interface language: the reader's choice, else the first
// language of the browser that there is, else English.
func (t *texts) choose(r *http.Request) string {
	if c, err := r.Cookie(languageCookie); err == nil && slices.Contains(t.langs, c.Value) {
		return c.Value
	}
	for _, part := range strings.Split(r.Header.Get("Accept-Language"), ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		base, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if slices.Contains(t.langs, base) {
			return base
		}
	}
	return "en"
}

// setLanguage keeps the reader's choice and goes back to the page it came from.
func (s *server) setLanguage(w http.ResponseWriter, r *http.Request) {
	if lang := r.FormValue("to"); slices.Contains(s.texts.langs, lang) {
		http.SetCookie(w, &http.Cookie{Name: languageCookie, Value: lang, Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	}
	back := r.FormValue("back")
	if !strings.HasPrefix(back, "/") || strings.HasPrefix(back, "//") || strings.Contains(back, `\`) {
		back = "/"
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
}
