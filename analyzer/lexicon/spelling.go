package lexicon

import (
	"hash/maphash"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Trick is how a word was disguised.
type Trick uint8

const (
	NoTrick   Trick = iota
	Accents         // written without its accents
	Elongated       // "haaate"
	Leet            // "h4te", "f**k"
	Spaced          // "h a t e"
	Glued           // "Ihate"
	Swapped         // "haet", "hte": letters swapped or left out
)

// String names the trick; "" for none.
func (t Trick) String() string {
	return [...]string{"", "accents left out", "letters repeated", "digits or signs for letters", "letters spaced", "words glued", "letters swapped or left out"}[t]
}

// Lengths in letters between which a word is looked at for disguises.
const (
	minGuess  = 4
	maxGuess  = 24
	longGuess = 7 // shorter words that look like real ones are left alone
	safeEdge  = 8 // shorter words do not lack their first or last letter: dark(y), (b)other
)

// speller finds the word behind a disguised one, among the words of the
// classes that ask for it.
type speller struct {
	written map[string]bool  // words as the entries have them
	starts  affixes          // of the written words, as beginnings of others
	ends    affixes          // and as endings
	letters map[uint64]bool  // sums of the letters of the written words
	lacking map[uint64]int32 // by what is left of a word without one letter: the last of its links
	links   []lack
	plain   map[string]string // words without accents to words with
	real    map[string]bool
	triples map[string]bool // letter triples of all words that are known
	seed    maphash.Seed
}

// lack is a word that lacks a letter, and the one before it with the same rest.
type lack struct {
	word string
	prev int32 // in speller.links; 0: none
}

func (s *speller) init(realWords []string) {
	s.written = make(map[string]bool)
	s.lacking = make(map[uint64]int32)
	s.links = make([]lack, 1)
	s.plain = make(map[string]string)
	s.letters = make(map[uint64]bool)
	s.real = make(map[string]bool)
	s.triples = make(map[string]bool)
	s.seed = maphash.MakeSeed()
	for _, w := range realWords {
		s.real[strings.ToLower(w)] = true
		s.learn(w)
	}
}

// learn notes the letter triples of a word, its ends included.
func (s *speller) learn(word string) {
	for _, t := range triples(word) {
		s.triples[t] = true
	}
}

func triples(word string) []string {
	letters := []rune("^" + word + "$")
	var out []string
	for i := 0; i+3 <= len(letters); i++ {
		out = append(out, string(letters[i:i+3]))
	}
	return out
}

// looksReal says whether each three letters of a word occur in some known
// word: "heat" may be a word, "haet" is none.
func (s *speller) looksReal(word string) bool {
	for _, t := range triples(word) {
		if !s.triples[t] {
			return false
		}
	}
	return true
}

func (s *speller) add(words []string) {
	for _, w := range words {
		n := utf8.RuneCountInString(w)
		if n < minGuess || n > maxGuess || s.written[w] || strings.ContainsAny(w, "*'-") {
			continue
		}
		s.written[w] = true
		s.starts.addStart(w)
		s.ends.addEnd(w)
		s.letters[letterSum(w)] = true
		if p := unaccent(w); p != w {
			s.plain[p] = w
		}
		if n <= minGuess {
			continue
		}
		for i, r := range w {
			end := i + utf8.RuneLen(r)
			if n < safeEdge && (i == 0 || end == len(w)) {
				continue
			}
			left := w[:i] + w[end:]
			h := maphash.String(s.seed, left)
			s.links = append(s.links, lack{w, s.lacking[h]})
			s.lacking[h] = int32(len(s.links) - 1)
		}
	}
}

// guess fills in the symbols of the word that a disguised one stands for.
func (l *Lexicon) guess(w *Word, surface string) {
	n := utf8.RuneCountInString(w.Norm)
	if n > 3*maxGuess || l.spelling.real[w.Norm] {
		return
	}
	if !plainLetters(w.Norm) && l.guessDisguise(w) {
		return
	}
	if n < minGuess || n > maxGuess {
		return
	}
	if word, ok := l.spelling.plain[w.Norm]; ok && l.become(w, word, Accents) {
		return
	}
	if word := l.spelling.misspelt(w.Norm); word != "" && (n >= longGuess || !l.spelling.looksReal(w.Norm)) && l.become(w, word, Swapped) {
		return
	}
	at, long := l.glued(surface)
	w.cut, w.longKey = int32(at), long
}

// plainLetters says that a word has letters only, none three times in a row:
// nothing in it is spaced, elongated, censored or written with digits.
func plainLetters(norm string) bool {
	var one, two rune
	for _, r := range norm {
		if r < utf8.RuneSelf && (r < 'a' || r > 'z') || r >= utf8.RuneSelf && !unicode.IsLetter(r) || r == one && r == two {
			return false
		}
		one, two = two, r
	}
	return true
}

// guessDisguise fills in the word behind signs, spaces and repeated letters,
// and says whether there is one.
func (l *Lexicon) guessDisguise(w *Word) bool {
	plain := strings.Map(keepLetters, w.Norm)
	if at := l.spacedAfterWord(w.Norm, plain); at > 0 {
		w.cut, w.longKey, w.spaced = int32(at), true, true
		return true
	}
	for _, try := range []struct {
		trick Trick
		words []string
	}{
		{Spaced, spacedWords(w.Norm, plain)},
		{Leet, unleet(w.Norm)},
		{Elongated, shorten(w.Norm)},
	} {
		for _, word := range try.words {
			if l.become(w, word, try.trick) || l.become(w, l.spelling.plain[word], try.trick) {
				return true
			}
		}
	}
	censored := l.spelling.censored(w.Norm)
	return censored != "" && l.become(w, censored, Leet)
}

// become takes the other word's symbols, when it has some of its own.
func (l *Lexicon) become(w *Word, word string, trick Trick) bool {
	syms := l.wordSyms(word, word)
	first := l.begin(syms)
	if len(syms) == 0 || len(first) == 0 && trick != Spaced && !l.spelling.written[word] {
		return false
	}
	w.Norm, w.syms, w.first, w.Trick, w.Known = word, syms, first, trick, true
	return true
}

func keepLetters(r rune) rune {
	if unicode.IsLetter(r) {
		return r
	}
	return -1
}

// spacedAfterWord finds a word of one letter before spaced letters, "I h a t e",
// and returns where the spaced word begins, or 0.
func (l *Lexicon) spacedAfterWord(norm, plain string) int {
	_, first := utf8.DecodeRuneInString(norm)
	if plain == norm || !strings.ContainsAny(norm, " -_*") || first >= len(norm) || !l.stop[norm[:first]] {
		return 0
	}
	if len(l.wordSyms(plain, plain)) > 0 || len(l.wordSyms(plain[first:], plain[first:])) == 0 {
		return 0
	}
	return first + 1
}

// spacedWords returns what spaced letters may spell: all of them, or all but
// one that is a word of its own at either end ("a c a n c e r").
func spacedWords(norm, plain string) []string {
	if plain == norm || !strings.ContainsAny(norm, " -_*") {
		return nil
	}
	_, first := utf8.DecodeRuneInString(plain)
	_, last := utf8.DecodeLastRuneInString(plain)
	return []string{plain, plain[first:], plain[:len(plain)-last]}
}

// leetLetters are the letters that digits and signs stand for.
var leetLetters = [][2]string{{"0", "o"}, {"1", "i"}, {"1", "l"}, {"3", "e"}, {"4", "a"}, {"5", "s"}, {"7", "t"}, {"8", "b"}, {"9", "g"}, {"@", "a"}, {"$", "s"}}

// unleet returns the words that a word with digits or signs may stand for.
func unleet(norm string) []string {
	if !strings.ContainsAny(norm, "0134578@$9") || strings.IndexFunc(norm, unicode.IsLetter) < 0 {
		return nil
	}
	one, two := norm, norm
	for _, p := range leetLetters {
		one = strings.ReplaceAll(one, p[0], p[1])
		if p[1] == "i" {
			continue
		}
		two = strings.ReplaceAll(two, p[0], p[1])
	}
	if one == two {
		return []string{one}
	}
	return []string{one, two}
}

// shorten returns a word without its elongation: three letters or more of a
// kind become one, or two.
func shorten(norm string) []string {
	var one, two strings.Builder
	letters := []rune(norm)
	long := false
	for i := 0; i < len(letters); {
		n := 1
		for i+n < len(letters) && letters[i+n] == letters[i] {
			n++
		}
		r := string(letters[i])
		i += n
		if n > 2 {
			long = true
			one.WriteString(r)
			two.WriteString(r + r)
			continue
		}
		one.WriteString(strings.Repeat(r, n))
		two.WriteString(strings.Repeat(r, n))
	}
	if !long {
		return nil
	}
	return []string{two.String(), one.String()}
}

// censored returns the word in which signs stand for letters.
func (s *speller) censored(norm string) string {
	if !strings.ContainsAny(norm, "*@$") || strings.ContainsRune(norm, ' ') {
		return ""
	}
	want := []rune(norm)
	best := ""
	for w := range s.written {
		if (best == "" || w < best) && fits([]rune(w), want) {
			best = w
		}
	}
	return best
}

func fits(word, mask []rune) bool {
	if len(word) != len(mask) {
		return false
	}
	for i, r := range mask {
		if r != word[i] && r != '*' && r != '@' && r != '$' {
			return false
		}
	}
	return true
}

// misspelt returns the word from which this one differs by two neighbouring
// letters swapped or by one letter left out.
func (s *speller) misspelt(norm string) string {
	if s.letters[letterSum(norm)] {
		if swapped := s.swapped(norm); swapped != "" {
			return swapped
		}
	}
	first := ""
	for at := s.lacking[maphash.String(s.seed, norm)]; at != 0; at = s.links[at].prev {
		if lacksOne(s.links[at].word, norm) {
			first = s.links[at].word
		}
	}
	return first
}

// swapped returns the word that two neighbouring letters swapped give.
func (s *speller) swapped(norm string) string {
	letters := []rune(norm)
	for i := 0; i+1 < len(letters); i++ {
		if letters[i] == letters[i+1] {
			continue
		}
		letters[i], letters[i+1] = letters[i+1], letters[i]
		swapped := string(letters)
		letters[i], letters[i+1] = letters[i+1], letters[i]
		if s.written[swapped] {
			return swapped
		}
	}
	return ""
}

// letterSum is the same for words that have the same letters in another order.
func letterSum(word string) uint64 {
	var sum uint64
	for _, r := range word {
		x := (uint64(r) + 1) * 0x9E3779B97F4A7C15
		sum += x ^ x>>29
	}
	return sum
}

func lacksOne(word, norm string) bool {
	for i, r := range word {
		if word[:i]+word[i+utf8.RuneLen(r):] == norm {
			return true
		}
	}
	return false
}

// glued returns where a word is to be cut in two, or 0: one part is a word of
// the classes that ask for it, the other one a known word.
func (l *Lexicon) glued(surface string) (at int, long bool) {
	low := strings.ToLower(surface)
	starts, ends := l.spelling.starts.starts(low), l.spelling.ends.ends(low)
	if starts|ends == 0 {
		return 0, false
	}
	best, bestLen, cut := 0, 0, 0
	for i, r := range surface {
		left, right := low[:cut], low[cut:]
		cut += utf8.RuneLen(unicode.ToLower(r))
		if i == 0 {
			continue
		}
		if n := len(left); n > bestLen && starts.has(n) && l.spelling.written[left] && l.companion(right, n >= longKey) {
			best, bestLen = i, n
		}
		if n := len(right); n > bestLen && ends.has(n) && l.spelling.written[right] && l.companion(left, n >= longKey) {
			best, bestLen = i, n
		}
	}
	return best, bestLen >= longKey
}

// longKey is how many bytes a word must have to be seen when glued to any
// known word; a shorter one ("dead" in "deadline") needs a frequent word.
const longKey = 6

// companion says whether a word may be glued to another one.
func (l *Lexicon) companion(word string, any bool) bool {
	if l.stop[word] {
		return true
	}
	if utf8.RuneCountInString(word) < minGuess {
		return false
	}
	_, ok := l.symbols[string(symForm)+word]
	return any && (ok || l.spelling.written[word])
}

// unaccent removes the marks of letters that have a plain form.
func unaccent(s string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf {
			return r
		}
		if i := strings.IndexRune(accented, r); i >= 0 {
			return rune(plainForms[utf8.RuneCountInString(accented[:i])])
		}
		return r
	}, s)
}

const (
	accented   = "àáâãäåąćčçďèéêëęěìíîïłńňñòóôõöøőřśšşșťţțùúûüůűýźżž"
	plainForms = "aaaaaaacccdeeeeeeiiiilnnnooooooorsssstttuuuuuuyzzz"
)
