package deck

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/alleys-eu/alleys/corpus"
)

const (
	maxClaim    = 200  // characters of a claim
	nearClaims  = 0.85 // share of key words, both ways, that makes two claims the same
	minNearSize = 4    // key words below which only equal claims are the same
)

// variants compares each card with its original: the English variant, or the
// first one by language where there is none.
func (l *linter) variants(docs []*document) {
	byID := map[string][]*document{}
	for _, d := range docs {
		byID[d.card.ID] = append(byID[d.card.ID], d)
	}
	for _, same := range byID {
		original := slices.MinFunc(same, func(a, b *document) int {
			return strings.Compare(variantRank(a), variantRank(b))
		})
		for _, d := range same {
			l.doc = d
			switch {
			case d == original:
			case d.card.Lang == original.card.Lang:
				l.errorf("card-twice", "id", "the card %s is there twice in %q: see %s", d.card.ID, d.card.Lang, original.file)
			default:
				l.variant(d, original)
			}
		}
	}
}

func variantRank(d *document) string {
	if d.card.Lang == "en" {
		return ""
	}
	return d.card.Lang + "\n" + d.file
}

func (l *linter) variant(d, first *document) {
	c, original := d.card, first.card
	for _, f := range []struct {
		key        string
		ours, orig string
	}{
		{"kind", string(c.Kind), string(original.Kind)},
		{"strategy", c.Strategy, original.Strategy},
		{"response", c.Response, original.Response},
		{"as_of", c.AsOf, original.AsOf},
		{"review_by", c.ReviewBy, original.ReviewBy},
		{"frames", set(c.Frames), set(original.Frames)},
		{"targets", set(c.Targets), set(original.Targets)},
		{"techniques", set(c.Techniques), set(original.Techniques)},
	} {
		if f.ours != f.orig {
			l.errorf("variant-"+strings.ReplaceAll(f.key, "_", "-"), f.key, "%s differs from the %s card (%s, there %s): make them the same", f.key, original.Lang, named(f.ours), named(f.orig))
		}
	}
	l.variantSources(c, original)
	ours, theirs := d.figures(), first.figures()
	if missing := without(theirs, ours); len(missing) > 0 {
		l.note(LevelWarning, "variant-figures", l.doc.bodyLine, "figures of the %s card are missing here: %s", original.Lang, strings.Join(missing, ", "))
	}
	if added := without(ours, theirs); len(added) > 0 {
		l.note(LevelWarning, "variant-figures", l.doc.bodyLine, "figures that the %s card does not have: %s", original.Lang, strings.Join(added, ", "))
	}
}

func (l *linter) variantSources(c, original *corpus.Card) {
	address := func(cs []corpus.CardSource) (out []string) {
		for _, s := range cs {
			out = append(out, s.URL)
		}
		return out
	}
	ours, theirs := address(c.Sources), address(original.Sources)
	for _, u := range without(theirs, ours) {
		l.errorf("variant-sources", "sources", "a source of the %s card is missing: %s", original.Lang, u)
	}
	for i, u := range ours {
		if !slices.Contains(theirs, u) {
			l.errorf("variant-sources", index("sources", i), "the %s card does not have this source: add it there, or remove it here", original.Lang)
		}
	}
}

// numberPattern finds numbers with their separators: 3.5, 178,000, 178 000.
var numberPattern = regexp.MustCompile("\\d{1,3}(?:[., \u00a0\u202f'’]\\d{3})+(?:[.,]\\d+)?|\\d+(?:[.,]\\d+)?")

func (d *document) figures() []string {
	if !d.hasNumbers {
		d.numbers, d.hasNumbers = figures(d.card), true
	}
	return d.numbers
}

// figures returns the distinct numbers of a body as bare digits, so that they
// compare across the separators of languages. Numbers of one digit are left
// out: languages differ in which ones they spell.
func figures(c *corpus.Card) []string {
	var out []string
	for _, n := range numberPattern.FindAllString(plainText(c.Body), -1) {
		digits := strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, n)
		if len(digits) > 1 && !slices.Contains(out, digits) {
			out = append(out, digits)
		}
	}
	return out
}

// claims checks the claims of each card, and that no two cards answer the
// same one in the same language: the pairing could not choose.
func (l *linter) claims(docs []*document) {
	known := claimIndex{}
	for _, d := range docs {
		l.doc = d
		c := d.card
		if len(c.Claims) < minClaims && c.Kind != corpus.CardPractice {
			l.errorf("claims", "claims", "the card has %d claims: write at least %d wordings that it answers", len(c.Claims), minClaims)
		}
		for i, text := range c.Claims {
			l.claim(known, text, foundClaim{doc: d, key: index("claims", i), words: d.wordsOfClaim(i)})
		}
	}
}

func (d *document) wordsOfClaim(i int) []string {
	if d.claimWords == nil {
		for _, text := range d.card.Claims {
			d.claimWords = append(d.claimWords, keyWords(text, bodyLetters))
		}
	}
	return d.claimWords[i]
}

func (l *linter) claim(known claimIndex, text string, here foundClaim) {
	key := here.key
	switch {
	case len(here.words) == 0 && !hasWord(text):
		l.errorf("claim-empty", key, "the claim is empty: remove it")
		return
	case len([]rune(text)) > maxClaim:
		l.warnf("claim-long", key, "the claim has more than %d characters: write one sentence as people say it", maxClaim)
	}
	other, equal := known.find(l.doc.card.Lang, text, here)
	switch {
	case other == nil:
	case other.doc == l.doc && equal:
		l.errorf("claim-twice", key, "the card has this claim already on line %d", other.doc.line(other.key))
	case other.doc == l.doc:
		l.warnf("claim-twice", key, "the claim says the same as line %d: write a different wording", other.doc.line(other.key))
	case equal && other.doc.card.ID != l.doc.card.ID:
		l.errorf("claim-shared", key, "%s:%d answers the same claim: leave it to one card", other.doc.file, other.doc.line(other.key))
	case other.doc.card.ID != l.doc.card.ID:
		l.warnf("claim-shared", key, "%s:%d answers nearly the same claim: reword one, or leave it to one card", other.doc.file, other.doc.line(other.key))
	}
	known.add(l.doc.card.Lang, text, here)
}

// foundClaim is a claim and where it stands.
type foundClaim struct {
	doc   *document
	key   string
	words []string
}

// claimIndex finds claims that were seen, by language: equal ones by their
// normalised text, near ones by a key word that they share.
type claimIndex map[string][]*foundClaim

func (x claimIndex) find(lang, text string, c foundClaim) (found *foundClaim, equal bool) {
	if same := x[claimKey(lang, text)]; len(same) > 0 {
		return same[0], true
	}
	if len(c.words) < minNearSize {
		return nil, false
	}
	for _, w := range c.words {
		for _, o := range x[lang+"\nword "+w] {
			if overlap(c.words, o.words) >= nearClaims && overlap(o.words, c.words) >= nearClaims {
				return o, false
			}
		}
	}
	return nil, false
}

func (x claimIndex) add(lang, text string, c foundClaim) {
	key := claimKey(lang, text)
	x[key] = append(x[key], &c)
	for _, w := range c.words {
		key := lang + "\nword " + w
		x[key] = append(x[key], &c)
	}
}

func claimKey(lang, text string) string { return lang + "\ntext " + corpus.NormalizeClaim(text) }

// set writes names in a fixed order, for comparing.
func set(names []string) string {
	return strings.Join(slices.Sorted(slices.Values(names)), ", ")
}

func named(s string) string {
	if s == "" {
		return "–"
	}
	return fmt.Sprintf("%q", s)
}

// without returns what a has and b has not.
func without(a, b []string) []string {
	var out []string
	for _, x := range a {
		if !slices.Contains(b, x) {
			out = append(out, x)
		}
	}
	return out
}
