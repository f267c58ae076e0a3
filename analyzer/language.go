package analyzer

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/RadhiFadlillah/whatlanggo"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/rulebook"
)

// sampleWords is how many words of a text are looked at to tell its language.
const sampleWords = 400

// sampleBytes is how much of it the model of letter triples sees.
const sampleBytes = 4000

// guesser tells languages apart by their frequent words, those without a
// lexicon too, so that an article is never analysed as what it is not.
type guesser struct {
	supported map[string]bool
	langs     []string
	index     map[string]int // of langs
	stop      frequent
}

func newGuesser(rb *rulebook.Rulebook) *guesser {
	g := &guesser{supported: make(map[string]bool), langs: rb.Languages()}
	for _, l := range g.langs {
		g.supported[l] = true
	}
	for _, l := range lexicon.StopWordLanguages() {
		if !g.supported[l] {
			g.langs = append(g.langs, l)
		}
	}
	for l := range rb.Others() {
		if !slices.Contains(g.langs, l) {
			g.langs = append(g.langs, l)
		}
	}
	slices.Sort(g.langs[len(rb.Languages()):])
	g.index = make(map[string]int, len(g.langs))
	for i, l := range g.langs {
		g.index[l] = i
		words := lexicon.StopWords(l)
		if lex := rb.Lexicon(l); lex != nil {
			words = lex.StopWords()
		}
		for _, w := range rb.Others()[l] {
			g.learn(w, i)
		}
		for w := range words {
			g.learn(w, i)
		}
	}
	return g
}

// learn notes a frequent word of language i.
func (g *guesser) learn(word string, i int) {
	h := uint64(hashStart)
	for _, r := range word {
		h = hashLetter(h, unicode.ToLower(r))
	}
	g.stop.add(h, 1<<(i%64))
}

// Language tells in which language an article is to be analysed: the declared
// one, unless the text's frequent words clearly say another. It returns "" when
// it cannot be told, and may return a language that has no lexicon.
func (a *Analyzer) Language(declared, title, text string) string {
	declared, _, _ = strings.Cut(strings.ToLower(strings.ReplaceAll(declared, "_", "-")), "-")
	return a.guess.language(declared, title, text)
}

func (g *guesser) language(declared, title, text string) string {
	words, hits := g.count(title, text)
	top := g.best(hits)
	best, most, second := g.langs[top], hits[top], 0
	for i, n := range hits {
		if i != top {
			second = max(second, n)
		}
	}
	own, known := g.of(hits, declared)
	if declared != "" && (most < minHits || most*7 < words || most < 2*own || !known && most*3 < words) {
		return declared
	}
	if most*5 >= words && most >= second+2 && most*4 >= second*5 {
		return best
	}
	lang := g.trigrams(title+"\n"+cut(text, sampleBytes), best, words, hits)
	if n, _ := g.of(hits, lang); g.supported[lang] && words >= enoughWords && n*maxRare < words {
		return ""
	}
	return lang
}

// A text of enoughWords is in a language that is analysed only if one in maxRare
// of its words is a frequent one of it.
const enoughWords, maxRare = 15, 12

// of returns how many frequent words of a language there are, and whether they
// are known at all.
func (g *guesser) of(hits []int, lang string) (n int, known bool) {
	i, known := g.index[lang]
	if !known {
		return 0, false
	}
	return hits[i], true
}

// best returns the language with the most frequent words, by its place in langs.
// One that is near to an analysed one (Galician, Catalan) and not known to the
// model of letter triples must have two more.
func (g *guesser) best(hits []int) int {
	best, analysed := 0, 0
	for i, n := range hits {
		if n > hits[best] {
			best = i
		}
		if n > hits[analysed] && g.supported[g.langs[i]] {
			analysed = i
		}
	}
	if l := g.langs[best]; hits[best] < hits[analysed]+2 && !g.supported[l] && !modelled(l) {
		return analysed
	}
	return best
}

// minHits is how many frequent words it takes to doubt a declared language.
const minHits = 6

// trigrams asks a model of letter triples. A short text in which it is unsure
// is taken for what its frequent words say, unless they say both. Of languages that the model does
// not know it says nothing: it takes Catalan for Spanish.
func (g *guesser) trigrams(text, best string, words int, hits []int) string {
	info := whatlanggo.Detect(cut(text, sampleBytes))
	code := info.Lang.Iso6391()
	most, _ := g.of(hits, best)
	own, _ := g.of(hits, code)
	switch {
	case most == 0:
		return code
	case !modelled(best) && most > own:
		return best
	case info.IsReliable() && (own*2 >= most || most*8 <= words):
		return code
	case own >= most && g.supported[code]:
		return code
	}
	return best
}

// modelled says whether the model of letter triples knows a language.
func modelled(lang string) bool {
	for l := range whatlanggo.Langs {
		if l.Iso6391() == lang {
			return true
		}
	}
	return false
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
func (g *guesser) count(parts ...string) (words int, hits []int) {
	hits = make([]int, len(g.langs))
	for _, part := range parts {
		words = g.countIn(part, words, hits)
	}
	return words, hits
}

// countIn goes on counting in one part of the text.
func (g *guesser) countIn(text string, words int, counts []int) int {
	letters, h := 0, uint64(hashStart)
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf && 'a' <= r|0x20 && r|0x20 <= 'z':
			r |= 0x20
		case r < utf8.RuneSelf || !unicode.IsLetter(r):
			if letters > 0 {
				if words >= sampleWords {
					return words
				}
				g.hit(letters, h, counts)
				letters, h = 0, hashStart
				words++
			}
			continue
		default:
			r = unicode.ToLower(r)
		}
		letters++
		h = hashLetter(h, r)
	}
	if letters > 0 && words < sampleWords {
		g.hit(letters, h, counts)
		words++
	}
	return words
}

// Hashes of words in lower case, so that none need be written out to be looked
// up (FNV-1a, a letter at a time).
const hashStart = 0xCBF29CE484222325

func hashLetter(h uint64, r rune) uint64 { return (h ^ uint64(r)) * 0x100000001B3 }

// hit counts a word for the languages in which it is frequent. Single letters
// may be spaced words.
func (g *guesser) hit(letters int, h uint64, counts []int) {
	if letters < 2 {
		return
	}
	for set := g.stop.of(h); set != 0; set &= set - 1 {
		if i := bits.TrailingZeros64(set); i < len(counts) {
			counts[i]++
		}
	}
}

// frequent keeps by the hash of a word the languages in which it is frequent, a
// bit each. Nearly all words of all texts are looked up in it.
type frequent struct {
	slots []frequentWord // by the hash, or behind it; at least half of them free
	words int
}

type frequentWord struct{ hash, langs uint64 }

// slot returns where a word stands, or would stand.
func (f *frequent) slot(h uint64) *frequentWord {
	mask := uint64(len(f.slots) - 1)
	for at := h >> 32 & mask; ; at = (at + 1) & mask {
		if s := &f.slots[at]; s.langs == 0 || s.hash == h {
			return s
		}
	}
}

func (f *frequent) of(h uint64) uint64 {
	if len(f.slots) == 0 {
		return 0
	}
	return f.slot(h).langs
}

func (f *frequent) add(h, langs uint64) {
	if 2*f.words >= len(f.slots) {
		old := f.slots
		f.slots = make([]frequentWord, max(1<<10, 2*len(old)))
		for _, w := range old {
			if w.langs != 0 {
				*f.slot(w.hash) = w
			}
		}
	}
	s := f.slot(h)
	if s.langs == 0 {
		f.words++
	}
	s.hash, s.langs = h, s.langs|langs
}
