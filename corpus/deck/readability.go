package deck

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/datafile"
)

// Reading is how hard a text is to read, by the index of its language.
type Reading struct {
	Index            string  // "Flesch Reading Ease", "Gulpease", …
	Score            float64 // on the scale of that index
	Warn, Fail       float64 // a card should and must be at least this easy
	LowIsEasy        bool    // the index counts years of school
	Words, Sentences int
	Syllables        int
}

// WordsPerSentence is the mean length of a sentence.
func (r Reading) WordsPerSentence() float64 { return ratio(r.Words, r.Sentences) }

// SyllablesPerWord is the mean length of a word.
func (r Reading) SyllablesPerWord() float64 { return ratio(r.Syllables, r.Words) }

// harderThan says whether the text is harder than a limit of its index.
func (r Reading) harderThan(limit float64) bool {
	if r.LowIsEasy {
		return r.Score > limit
	}
	return r.Score < limit
}

// ReadingLevel measures the body of a card without its headings; a list item
// is a sentence of its own. ok is false when readability.yaml has no index
// for the language or the body has no words. The formulas and their sources
// stand in readability.yaml, the counting of syllables in syllables.yaml.
func ReadingLevel(c *corpus.Card) (r Reading, ok bool) {
	f, known := readingFormulas()[c.Lang]
	if !known {
		return Reading{}, false
	}
	n := counts{syllabics: syllableRules()[c.Lang], hardFrom: f.HardFrom}
	for _, b := range blocksOf(c.Body) {
		if !b.heading {
			n.add(b.text)
		}
	}
	if n.words == 0 {
		return Reading{}, false
	}
	return Reading{
		Index: f.Name, Score: f.score(n), Warn: f.Warn, Fail: f.Fail, LowIsEasy: f.Better == "low",
		Words: n.words, Sentences: n.sentences, Syllables: n.syllables,
	}, true
}

// counts is what the formulas need to know of a text.
type counts struct {
	words, sentences, syllables, letters, hard int

	syllabics syllabics
	hardFrom  int
}

func (n *counts) add(plain string) {
	n.sentences += len(sentencesOf(plain))
	for _, w := range wordsOf(plain) {
		n.words++
		s := n.syllabics.count(w)
		n.syllables += s
		if n.hardFrom > 0 && s >= n.hardFrom {
			n.hard++
		}
		for _, r := range w {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				n.letters++
			}
		}
	}
}

// formula is one entry of readability.yaml.
type formula struct {
	Name     string  `yaml:"name"`
	Source   string  `yaml:"source"`
	Constant float64 `yaml:"constant"`
	Sentence float64 `yaml:"sentence"`
	Syllable float64 `yaml:"syllable"`
	Letter   float64 `yaml:"letter"`
	PerWord  float64 `yaml:"per_word"`
	Hard     float64 `yaml:"hard"`
	HardFrom int     `yaml:"hard_from"`
	Better   string  `yaml:"better"`
	Warn     float64 `yaml:"warn"`
	Fail     float64 `yaml:"fail"`
}

func (f formula) score(n counts) float64 {
	return f.Constant +
		f.Sentence*ratio(n.words, n.sentences) +
		f.Syllable*ratio(n.syllables, n.words) +
		f.Letter*ratio(n.letters, n.words) +
		f.PerWord*ratio(n.sentences, n.words) +
		f.Hard*100*ratio(n.hard, n.words)
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

//go:embed readability.yaml
var readabilityYAML []byte

// readingFormulas returns readability.yaml by language.
var readingFormulas = sync.OnceValue(func() map[string]formula {
	var m map[string]formula
	if err := datafile.Load("readability.yaml", 1, readabilityYAML, &m); err != nil {
		panic("deck: " + err.Error())
	}
	return m
})

//go:embed syllables.yaml
var syllablesYAML []byte

// syllableRules returns syllables.yaml by language.
var syllableRules = sync.OnceValue(func() map[string]syllabics {
	var m map[string]syllabics
	if err := datafile.Load("syllables.yaml", 1, syllablesYAML, &m); err != nil {
		panic("deck: " + err.Error())
	}
	return m
})

// syllabics is one entry of syllables.yaml.
type syllabics struct {
	Vowels string   `yaml:"vowels"`
	One    []string `yaml:"one"`
	Silent []string `yaml:"silent"`
	Voiced []string `yaml:"voiced"`
}

// count returns the syllables of a word, at least one.
func (s syllabics) count(word string) int {
	word = strings.ToLower(word)
	n := 0
	for i := 0; i < len(word); {
		if cluster := s.clusterAt(word[i:]); cluster > 0 {
			n++
			i += cluster
			continue
		}
		r, size := utf8.DecodeRuneInString(word[i:])
		if s.vowel(r) {
			n++
		}
		i += size
	}
	if n > 1 && s.endsSilently(word) {
		n--
	}
	return max(n, 1)
}

// clusterAt returns the length of the longest entry of One that text starts
// with, or 0.
func (s syllabics) clusterAt(text string) int {
	best := 0
	for _, c := range s.One {
		if len(c) > best && strings.HasPrefix(text, c) {
			best = len(c)
		}
	}
	return best
}

func (s syllabics) endsSilently(word string) bool {
	for _, v := range s.Voiced {
		if strings.HasSuffix(word, v) {
			return false
		}
	}
	for _, end := range s.Silent {
		if stem, is := strings.CutSuffix(word, end); is {
			r, _ := utf8.DecodeLastRuneInString(stem)
			return unicode.IsLetter(r) && !s.vowel(r)
		}
	}
	return false
}

func (s syllabics) vowel(r rune) bool { return strings.ContainsRune(s.Vowels, r) }
