package analyzer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/RadhiFadlillah/whatlanggo"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/rulebook"
)

// sampleWords is how many words of a text are looked at to tell its language.
const sampleWords = 400

// guesser tells the languages of the rulebook apart by their frequent words.
type guesser struct {
	lexicons map[string]*lexicon.Lexicon
	langs    []string
	allow    whatlanggo.Options
}

func newGuesser(rb *rulebook.Rulebook) *guesser {
	g := &guesser{lexicons: make(map[string]*lexicon.Lexicon), langs: rb.Languages()}
	for _, l := range g.langs {
		g.lexicons[l] = rb.Lexicon(l)
	}
	return g
}

// Language tells in which language an article is to be analysed: the declared
// one, unless the text's frequent words clearly say another. It returns "" when
// it cannot be told, and may return a language that has no lexicon.
func (a *Analyzer) Language(declared, title, text string) string {
	declared, _, _ = strings.Cut(strings.ToLower(strings.ReplaceAll(declared, "_", "-")), "-")
	return a.guess.language(declared, title+"\n"+text)
}

func (g *guesser) language(declared, text string) string {
	words, hits := g.count(text)
	best, second := "", 0
	for _, l := range g.langs {
		if best == "" || hits[l] > hits[best] {
			best = l
		}
	}
	for _, l := range g.langs {
		if l != best {
			second = max(second, hits[l])
		}
	}
	if declared != "" {
		if g.lexicons[declared] == nil && len(declared) == 2 && (words < 30 || hits[best]*5 < words) {
			return declared
		}
		if hits[best] < 6 || hits[best] < 2*hits[declared] {
			return declared
		}
	}
	if hits[best]*5 >= words && hits[best] >= second+2 && hits[best]*4 >= second*5 {
		return best
	}
	return g.trigrams(text, best, hits)
}

// trigrams asks a model of letter triples, among all languages it knows first.
func (g *guesser) trigrams(text, best string, hits map[string]int) string {
	info := whatlanggo.Detect(cut(text, 4000))
	code := info.Lang.Iso6391()
	if info.IsReliable() && (code == best || hits[best] < 2) {
		return code
	}
	allow := make(map[whatlanggo.Lang]bool)
	for l := range whatlanggo.Langs {
		if g.lexicons[l.Iso6391()] != nil {
			allow[l] = true
		}
	}
	if hits[best] >= 1 && hits[best] > hits[code] {
		return best
	}
	if info := whatlanggo.DetectWithOptions(cut(text, 4000), whatlanggo.Options{Whitelist: allow}); info.Lang >= 0 {
		return info.Lang.Iso6391()
	}
	return code
}

func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// count counts the frequent words of each language among the first words.
func (g *guesser) count(text string) (words int, hits map[string]int) {
	hits = make(map[string]int, len(g.langs))
	start := -1
	for i, r := range text {
		letter := unicode.IsLetter(r)
		if letter && start < 0 {
			start = i
		}
		if !letter && start >= 0 {
			g.hit(text[start:i], hits)
			start = -1
			if words++; words >= sampleWords {
				return words, hits
			}
		}
	}
	if start >= 0 {
		g.hit(text[start:], hits)
		words++
	}
	return words, hits
}

func (g *guesser) hit(word string, hits map[string]int) {
	if len(word) > 20 {
		return
	}
	word = strings.ToLower(word)
	for _, l := range g.langs {
		if g.lexicons[l].Stop(word) {
			hits[l]++
		}
	}
}
