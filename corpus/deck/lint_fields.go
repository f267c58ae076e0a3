package deck

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/alleys-eu/alleys/corpus"
)

// The values that the fields of a card may have.
var (
	kinds      = []string{string(corpus.CardCounter), string(corpus.CardPractice), string(corpus.CardExplainer)}
	statuses   = []string{string(corpus.CardDraft), string(corpus.CardReviewed), string(corpus.CardPublished), string(corpus.CardArchived)}
	strategies = []string{"facts", "values", "question", "technique", "local-story"}
	responses  = []string{"respond", "ignore", "report"}

	agePattern = regexp.MustCompile(`^\d{1,2}\+$`)
)

const (
	maxTitle   = 100 // characters: two lines on the sheet
	minClaims  = 3   // wordings; fewer are hard to find a card by
	maxMinutes = 120
)

func (l *linter) fields() {
	c := l.doc.card
	if !idPattern.MatchString(c.ID) {
		l.errorf("id", "id", "id %q cannot be used: write lower-case letters a-z, digits and single hyphens", c.ID)
	}
	if !langPattern.MatchString(c.Lang) {
		l.errorf("lang", "lang", "lang %q is not a language code: write two lower-case letters (ISO 639-1)", c.Lang)
	}
	counter := c.Kind == corpus.CardCounter
	l.oneOf("kind", string(c.Kind), kinds, true)
	l.oneOf("status", string(c.Status), statuses, true)
	l.oneOf("strategy", c.Strategy, strategies, counter)
	l.oneOf("response", c.Response, responses, counter)
	switch n := utf8.RuneCountInString(c.Title); {
	case strings.TrimSpace(c.Title) == "":
		l.errorf("title", "title", "the title is missing: state the fact in one line")
	case n > maxTitle:
		l.warnf("title", "title", "the title has %d characters: state the fact in at most %d", n, maxTitle)
	}
	if c.Minutes < 1 || c.Minutes > maxMinutes {
		l.errorf("minutes", "minutes", "minutes is %d: say how long a group works with the card, 1 to %d", c.Minutes, maxMinutes)
	}
	if !agePattern.MatchString(c.Age) {
		l.errorf("age", "age", "age is %q: write the youngest age the card suits, such as age: 16+", c.Age)
	}
	if strings.TrimSpace(c.Licence) == "" {
		l.errorf("licence", "licence", "the licence is missing: write it as in licence: CC BY 4.0")
	}
	l.people()
}

func (l *linter) people() {
	c := l.doc.card
	if len(c.Authors) == 0 {
		l.errorf("authors", "authors", "nobody is named as author")
	}
	if len(c.Reviewers) > 0 && !slices.ContainsFunc(c.Reviewers, func(r string) bool { return !slices.Contains(c.Authors, r) }) {
		l.errorf("reviewers", "reviewers", "the card is reviewed by its author only: have somebody else read it")
	}
}

func (l *linter) oneOf(key, value string, allowed []string, required bool) {
	switch {
	case value == "" && required:
		l.errorf(key, key, "%s is missing: write one of %s", key, strings.Join(allowed, ", "))
	case value != "" && !slices.Contains(allowed, value):
		l.errorf(key, key, "%s %q is not known: write one of %s", key, value, strings.Join(allowed, ", "))
	}
}

// names checks frames, targets and techniques against the taxonomy.
func (l *linter) names() {
	c := l.doc.card
	if len(c.Frames) == 0 {
		l.errorf("frames", "frames", "no frame is named: say which frames the card answers")
	}
	if len(c.Targets) == 0 && c.Kind == corpus.CardCounter {
		l.errorf("targets", "targets", "no target is named: say whom the claims are about")
	}
	if t := l.Taxonomy; t != nil {
		l.known("frames", "frame", c.Frames, func(id string) bool { _, ok := t.Frame(id); return ok })
		l.known("targets", "target", c.Targets, func(id string) bool { _, ok := t.Target(id); return ok })
		l.known("techniques", "technique", c.Techniques, func(id string) bool { _, ok := t.Technique(id); return ok })
	}
}

func (l *linter) known(key, noun string, ids []string, known func(string) bool) {
	for i, id := range ids {
		if !known(id) {
			l.errorf(key, index(key, i), "%s %q is not known: see alleys rules check for the names", noun, id)
		}
		if slices.Index(ids, id) < i {
			l.errorf(key, index(key, i), "%s %q is named twice: remove one", noun, id)
		}
	}
}

func (l *linter) sources() {
	c := l.doc.card
	if len(c.Sources) == 0 {
		l.errorf("sources", "sources", "there is no source: every fact needs one that a reader can check")
	}
	for i, s := range c.Sources {
		at := index("sources", i)
		if strings.TrimSpace(s.Title) == "" {
			l.errorf("source-title", at, "the source has no title")
		}
		if strings.TrimSpace(s.Publisher) == "" {
			l.errorf("source-publisher", at, "the source has no publisher")
		}
		l.address(s.URL, at+".url")
		l.sourceDates(s, at)
		if slices.IndexFunc(c.Sources, func(o corpus.CardSource) bool { return o.URL == s.URL }) < i {
			l.warnf("source-twice", at+".url", "the same address stands twice among the sources: remove one")
		}
	}
}

func (l *linter) address(raw, key string) {
	u, err := url.Parse(raw)
	switch {
	case raw == "":
		l.errorf("source-url", key, "the source has no address")
	case err != nil || u.Host == "":
		l.errorf("source-url", key, "%q is not an address: copy it from the browser, with https://", raw)
	case u.Scheme != "https":
		l.errorf("source-url", key, "the address starts with %s: use the https:// address", u.Scheme)
	}
	if why, dead := l.Dead[raw]; dead {
		l.warnf("source-dead", key, "the address did not work when last checked (%s): look for its new place or an archived copy", why)
	}
}

// Undated stands for the date of a page that has none: a guess would look
// like a fact.
const Undated = "n.d."

func (l *linter) sourceDates(s corpus.CardSource, at string) {
	var published time.Time
	var okP bool
	if s.Published != Undated {
		published, okP = l.date("source-dated", at+".published", "published", s.Published, true)
	}
	accessed, okA := l.date("source-dated", at+".accessed", "accessed", s.Accessed, true)
	if okP && okA && published.After(accessed) {
		l.errorf("source-dated", at+".accessed", "the source was read on %s, before it was published on %s", s.Accessed, s.Published)
	}
}

func (l *linter) dates() {
	c := l.doc.card
	asOf, okAsOf := l.date("as-of", "as_of", "as_of", c.AsOf, true)
	review, ok := l.date("review-by", "review_by", "review_by", c.ReviewBy, false)
	if !ok {
		return
	}
	if len(c.ReviewBy) != len(time.DateOnly) {
		l.errorf("review-by", "review_by", "review_by %q is not a day: write it as 2027-11-30", c.ReviewBy)
		return
	}
	if okAsOf && !review.After(asOf) {
		l.errorf("review-by", "review_by", "the card is due for review on %s, before its figures of %s", c.ReviewBy, c.AsOf)
	}
	if !l.Today.IsZero() && c.Status != corpus.CardArchived && l.Today.After(review.AddDate(0, 0, 1)) {
		l.warnf("review-due", "review_by", "the card was due for review on %s: check its figures and set a new date", c.ReviewBy)
	}
}

// date reads "2024", "2024-12" or "2024-12-31" and notes what is wrong with
// it. A year or month counts from its first day.
func (l *linter) date(code, key, name, value string, past bool) (time.Time, bool) {
	if value == "" {
		l.errorf(code, key, "%s is missing: write a date as 2024, 2024-12 or 2024-12-31", name)
		return time.Time{}, false
	}
	for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
		d, err := time.Parse(layout, value)
		if err != nil {
			continue
		}
		if past && !l.Today.IsZero() && d.After(l.Today) {
			l.errorf(code, key, "%s %s lies in the future", name, value)
		}
		return d, true
	}
	if name == "published" {
		l.errorf(code, key, "%s %q is not a date: write it as 2024, 2024-12 or 2024-12-31, or n.d. when the page has no date", name, value)
	} else {
		l.errorf(code, key, "%s %q is not a date: write it as 2024, 2024-12 or 2024-12-31", name, value)
	}
	return time.Time{}, false
}
