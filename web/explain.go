package web

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alleys-eu/alleys/corpus"
)

// maxExplain bounds the text that a reader may paste, in characters.
const maxExplain = 100_000

// Explainer analyses a text that a reader pastes, step by step.
type Explainer interface {
	Explain(a *corpus.Article) (*corpus.Analysis, []Step)
}

// Step is what the engine saw in one sentence in which a rule came into
// question.
type Step struct {
	Sentence string
	Headline bool // it is in the headline
	Words    []StepWord
	Mentions []StepMention
	Rules    []StepRule
	Findings []corpus.Finding
}

// StepWord is a phrase that the lexicon knows; Disguise says how it was
// spelled to hide it, or "".
type StepWord struct{ Text, Class, Disguise string }

// StepMention is a place where a group is named, or referred to by a pronoun
// that stands for RefersTo.
type StepMention struct{ Text, Target, RefersTo string }

// StepRule is a rule that was tried, and how far it came.
type StepRule struct {
	ID, Frame string
	Outcome   Outcome
	Because   string // for OutcomeKeptOut: the phrase that keeps it out, and its class
}

// Outcome is how far a rule came in a sentence. Each has a text.
type Outcome string

// The outcomes.
const (
	OutcomeFired   Outcome = "fired"
	OutcomeKeptOut Outcome = "kept_out"
	OutcomeLacking Outcome = "lacking"
	OutcomeAlone   Outcome = "alone"
	OutcomeNoOrder Outcome = "no_order"
)

type explainData struct {
	reading // its Text is nil before a text was given, its Article unless one was fetched
	Input   string
	Problem string   // why the input is not analysed
	Langs   []string // it can be read as
	Chosen  string   // what the reader said, or ""
	Fetches bool     // an address may be pasted
	Steps   []Step
}

// explain analyses a text that a reader pastes, or the article at an address.
// Nothing of it is kept.
func (s *server) explain(r *http.Request, v *view) error {
	v.template, v.Title, v.Wide = "explain", v.T("explain.title"), true
	d := &explainData{Langs: s.Languages, Fetches: s.fetchesFor(r)}
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
	a := &corpus.Article{Text: d.Input}
	switch address := addressIn(d.Input); {
	case d.Input == "":
		return nil
	case utf8.RuneCountInString(d.Input) > maxExplain || !utf8.ValidString(d.Input):
		d.Problem = v.T("explain.too_long")
		return nil
	case address != "":
		var err error
		if a, err = s.fetchArticle(r, v, d, address); a == nil || err != nil {
			return err
		}
		d.Article = a
	}
	return s.explainArticle(r, v, d, a)
}

func (s *server) explainArticle(r *http.Request, v *view, d *explainData, a *corpus.Article) error {
	asked := *a
	if d.Chosen != "" {
		asked.Lang = d.Chosen
	}
	an, steps := s.Explainer.Explain(&asked)
	d.Lang, d.Steps, d.Marks = an.Lang, steps, marksOf(an)
	var err error
	if d.Text, err = s.annotateWithCards(r.Context(), a.Title, a.Text, an, v.Lang); err == nil && a.NoArchive {
		d.Text.quoteMarked()
	}
	return err
}

// shortText is below how many characters a text may have been torn out of one
// that says whom it is about.
const shortText = 400

// Untold says whether a short text without findings has words that count only
// where it is said whom they are about.
func (d *explainData) Untold() bool {
	if d.Text == nil || len(d.Text.Notes) > 0 || utf8.RuneCountInString(d.Input) >= shortText {
		return false
	}
	return slices.ContainsFunc(d.Steps, func(s Step) bool {
		return len(s.Mentions) == 0 && slices.ContainsFunc(s.Rules, func(r StepRule) bool { return r.Outcome == OutcomeAlone || r.Outcome == OutcomeLacking })
	})
}

// stepPhrase is a phrase that the lexicon knows, in one class or several.
type stepPhrase struct {
	Text     string
	Disguise string
	Classes  []string
}

// Phrases are the words of a step, each once with all of its classes. Articles,
// prepositions and the like, which hold every sentence together, are left out.
func (s Step) Phrases() []stepPhrase {
	var out []stepPhrase
	for _, w := range s.Words {
		if strings.HasPrefix(w.Class, "func.") {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Text == w.Text && out[n-1].Disguise == w.Disguise {
			out[n-1].Classes = appendNew(out[n-1].Classes, w.Class)
			continue
		}
		out = append(out, stepPhrase{w.Text, w.Disguise, []string{w.Class}})
	}
	return out
}

// bareAddress is an address without its scheme, as people copy it: a host with
// a path behind it, or one that begins with www.
var bareAddress = regexp.MustCompile(`^(?i:www\.[^/]+\.[a-z]{2,}(?:/.*)?|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/.*)$`)

// addressIn returns the address that a reader pasted instead of a text, or "".
func addressIn(input string) string {
	if strings.ContainsFunc(input, unicode.IsSpace) {
		return ""
	}
	if bareAddress.MatchString(input) {
		return "https://" + input
	}
	u, err := url.Parse(input)
	if err != nil || u.Scheme == "" || u.Host == "" {
		return ""
	}
	return input
}
