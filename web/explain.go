package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alleys-eu/alleys/corpus"
)

// maxExplain bounds the text that a reader may paste, in characters.
const maxExplain = 100_000

type explainData struct {
	Input   string
	Problem string     // why the input is not analysed
	Text    *annotated // nil before a text was given
	Lang    string     // it was read as
	Langs   []string   // it can be read as
	Chosen  string     // what the reader said, or ""
	Steps   []Step
}

// explain analyses a text that a reader pastes. Nothing of it is kept.
func (s *server) explain(r *http.Request, v *view) error {
	v.template, v.Title, v.Wide = "explain", v.T("explain.title"), true
	d := &explainData{Langs: s.Languages}
	v.Data = d
	if r.Method != http.MethodPost {
		return nil
	}
	// A form writes one byte as three, and a character has up to four.
	r.Body = http.MaxBytesReader(nil, r.Body, 12*maxExplain)
	if err := r.ParseForm(); err != nil {
		d.Problem = v.T("explain.too_long")
		return nil
	}
	d.Input = strings.TrimSpace(strings.ReplaceAll(r.PostFormValue("text"), "\r\n", "\n"))
	if lang := r.PostFormValue("lang"); slices.Contains(d.Langs, lang) {
		d.Chosen = lang
	}
	switch {
	case d.Input == "":
		return nil
	case utf8.RuneCountInString(d.Input) > maxExplain || !utf8.ValidString(d.Input):
		d.Problem = v.T("explain.too_long")
		return nil
	case isAddress(d.Input):
		d.Problem = v.T("explain.address")
		return nil
	}
	an, steps := s.Explainer.Explain(&corpus.Article{Text: d.Input, Lang: d.Chosen})
	d.Lang, d.Steps = an.Lang, steps
	var err error
	d.Text, err = s.annotateWithCards(r.Context(), "", d.Input, an, v.Lang)
	return err
}

// isAddress tells whether a reader pasted where a text is instead of the text.
func isAddress(input string) bool {
	u, err := url.Parse(input)
	return err == nil && u.Scheme != "" && u.Host != "" && !strings.ContainsFunc(input, unicode.IsSpace)
}
