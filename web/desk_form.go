package web

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
)

// The choices that a card's fields have. The deck's lint says the same.
var (
	cardKinds      = []corpus.CardKind{corpus.CardCounter, corpus.CardPractice, corpus.CardExplainer}
	cardStatuses   = []corpus.CardStatus{corpus.CardDraft, corpus.CardReviewed, corpus.CardPublished, corpus.CardArchived}
	cardStrategies = []string{"facts", "values", "question", "technique", "local-story"}
	cardResponses  = []string{"respond", "ignore", "report"}
)

// spareSources is how many empty sources a form has for further ones.
const spareSources = 2

// cardForm is a card as it is filled in, and the version that the edit is made
// on.
type cardForm struct {
	corpus.Card
	Base    int // version, 0 for a new card
	Comment string
	Minute  string // Minutes as typed
	First   firsts
}

// firsts are the frame, target and technique that the form puts before the
// others, "" where it leaves the order alone.
type firsts struct{ Frame, Target, Technique string }

// readCardForm takes the card out of a form. What the form does not hold
// (identity of a stored card, status, reviewers) is taken from old.
func readCardForm(form url.Values, old *corpus.Card) *cardForm {
	get := func(key string) string { return strings.TrimSpace(form.Get(key)) }
	f := &cardForm{Card: *old, Comment: get("comment"), Minute: get("minutes")}
	f.Base, _ = strconv.Atoi(get("base")) // 0 conflicts with whatever is stored
	if old.ID == "" {
		f.Lang, f.Kind, f.ID = get("lang"), corpus.CardKind(get("kind")), get("id")
		if f.ID == "" {
			f.ID = slug(get("title"))
		}
	}
	f.Title = oneSpace(form.Get("title"))
	f.First = firsts{Frame: get("first_frame"), Target: get("first_target"), Technique: get("first_technique")}
	f.choose(form["frames"], form["targets"], form["techniques"], old)
	f.Claims = filled(strings.Split(form.Get("claims"), "\n"))
	f.Strategy, f.Response = get("strategy"), get("response")
	f.AsOf, f.ReviewBy, f.Age, f.Licence = get("as_of"), get("review_by"), get("age"), get("licence")
	f.Minutes, _ = strconv.Atoi(f.Minute) // a mistake is kept in Minute and told by problem
	f.Authors = filled(strings.Split(form.Get("authors"), ","))
	f.Sources = readSources(form)
	f.Body = strings.TrimSpace(strings.ReplaceAll(form.Get("body"), "\r\n", "\n"))
	return f
}

// choose takes the ticked frames, targets and techniques, those that the form
// puts first before the others, in the order in which an earlier card has
// them, the further ones after those: which comes first says what the card is
// mainly about, and boxes have an order of their own.
func (f *cardForm) choose(frames, targets, techniques []string, earlier *corpus.Card) {
	f.Frames = inOrder(f.First.Frame, frames, earlier.Frames)
	f.Targets = inOrder(f.First.Target, targets, earlier.Targets)
	f.Techniques = inOrder(f.First.Technique, techniques, earlier.Techniques)
}

func inOrder(first string, chosen, earlier []string) []string {
	chosen = filled(append([]string{first}, chosen...))
	earlier = append([]string{first}, earlier...)
	slices.SortStableFunc(chosen, func(a, b string) int { return cmp.Compare(rank(a, earlier), rank(b, earlier)) })
	return chosen
}

// rank is the place of s in a list, behind all for what is not in it.
func rank(s string, list []string) int {
	if i := slices.Index(list, s); i >= 0 {
		return i
	}
	return len(list)
}

func readSources(form url.Values) []corpus.CardSource {
	field := func(name string, i int) string {
		if l := form["source_"+name]; i < len(l) {
			return oneSpace(l[i])
		}
		return ""
	}
	var out []corpus.CardSource
	for i := range form["source_url"] {
		src := corpus.CardSource{
			Title: field("title", i), Publisher: field("publisher", i), URL: field("url", i),
			Published: field("published", i), Accessed: field("accessed", i),
		}
		if src != (corpus.CardSource{}) {
			out = append(out, src)
		}
	}
	return out
}

// problem says why a form cannot be stored at all, or "".
func (f *cardForm) problem(v *view) string {
	if _, err := strconv.Atoi(f.Minute); err != nil && f.Minute != "" {
		return v.T("desk.form.minutes", f.Minute)
	}
	if f.Title == "" {
		return v.T("desk.form.title")
	}
	if err := f.Card.Validate(); err != nil {
		return err.Error()
	}
	// A card that its own file does not give back could not be taken along.
	if _, err := deck.Parse(deck.Path(&f.Card), deck.Format(&f.Card)); err != nil {
		return err.Error()
	}
	return ""
}

// SourceRows are the sources with room for further ones.
func (f *cardForm) SourceRows() []corpus.CardSource {
	return append(slices.Clone(f.Sources), make([]corpus.CardSource, spareSources)...)
}

// filled cleans the entries of a list and drops empty and repeated ones.
func filled(list []string) []string {
	var out []string
	for _, s := range list {
		if s = oneSpace(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// oneSpace trims a line and makes runs of blanks one. The no-break spaces of
// French typography stay.
func oneSpace(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }), " ")
}

// plainLetters are what the letters of European languages become in a name
// for files and addresses.
var plainLetters = strings.NewReplacer(
	"à", "a", "á", "a", "â", "a", "ã", "a", "ä", "ae", "å", "a", "ą", "a", "ă", "a", "ā", "a", "æ", "ae", "ç", "c", "ć", "c", "č", "c", "ď", "d", "đ", "d",
	"è", "e", "é", "e", "ê", "e", "ë", "e", "ę", "e", "ě", "e", "ė", "e", "ē", "e", "ģ", "g", "ì", "i", "í", "i", "î", "i", "ï", "i", "ī", "i", "į", "i", "ķ", "k",
	"ł", "l", "ľ", "l", "ļ", "l", "ñ", "n", "ń", "n", "ň", "n", "ņ", "n", "ò", "o", "ó", "o", "ô", "o", "õ", "o", "ö", "oe", "ø", "o", "ő", "o", "œ", "oe",
	"ř", "r", "ś", "s", "š", "s", "ș", "s", "ş", "s", "ß", "ss", "ť", "t", "ț", "t", "ţ", "t", "ù", "u", "ú", "u", "û", "u", "ü", "ue", "ů", "u", "ű", "u", "ū", "u", "ų", "u",
	"ý", "y", "ÿ", "y", "ź", "z", "ż", "z", "ž", "z",
)

// slug makes a card's name out of its title: "Three in four permits" becomes
// "three-in-four-permits". At most eight words.
func slug(title string) string {
	plain := plainLetters.Replace(strings.ToLower(title))
	words := strings.FieldsFunc(plain, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return strings.Join(words[:min(len(words), 8)], "-")
}
