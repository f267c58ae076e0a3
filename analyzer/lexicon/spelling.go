package lexicon

import (
	"slices"
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

// guess fills in the symbols of the word that a disguised one stands for.
func (l *Lexicon) guess(w *Word, surface string) {
	n := utf8.RuneCountInString(w.Norm)
	if n > 3*maxGuess || l.spelling.isReal(w.Norm) {
		return
	}
	if !plainLetters(w.Norm) && l.guessDisguise(w) {
		return
	}
	if n < minGuess || n > maxGuess {
		return
	}
	if word := l.spelling.accented(w.Norm); word != "" && l.become(w, word, Accents) {
		return
	}
	if word := l.spelling.misspelt(w.Norm); word != "" && (n >= longGuess || !l.spelling.looksReal(w.Norm)) && l.become(w, word, Swapped) {
		return
	}
	if at, long := l.glued(surface); len(at) > 0 {
		w.cut(at...)
		w.longKey = long
	}
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
		w.cut(at)
		w.longKey, w.spaced = true, true
		return true
	}
	for _, try := range []struct {
		trick Trick
		words []string
	}{
		{Spaced, spacedWords(w.Norm, plain)},
		{Leet, unleet(w.Norm, l.leet)},
		{Elongated, shorten(w.Norm)},
	} {
		for _, word := range try.words {
			if l.become(w, word, try.trick) || l.become(w, l.spelling.accented(word), try.trick) {
				return true
			}
		}
	}
	censored := l.spelling.censored(w.Norm)
	return censored != "" && l.become(w, censored, Leet)
}

// become takes the other word's symbols, when it has some of its own.
func (l *Lexicon) become(w *Word, word string, trick Trick) bool {
	e := l.entriesOf(word, word)
	if e == nil || !e.begins() && trick != Spaced && !l.spelling.has(word) {
		return false
	}
	w.Norm, w.entries, w.Trick = word, e, trick
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
	if l.entriesOf(plain, plain) != nil || l.entriesOf(plain[first:], plain[first:]) == nil {
		return 0
	}
	return first + 1
}

// spacedWords returns what spaced letters may spell: all of them, or all but
// one that is a word of its own at either end ("a c a n c e r").
func spacedWords(norm, plain string) []string {
	if plain == norm || !strings.ContainsAny(norm, " -_*") && !dotted(norm) {
		return nil
	}
	_, first := utf8.DecodeRuneInString(plain)
	_, last := utf8.DecodeLastRuneInString(plain)
	return []string{plain, plain[first:], plain[:len(plain)-last]}
}

// minDotted is how many letters with full stops between them are no abbreviation.
const minDotted = 4

// dotted says whether a word is letters with a full stop between each two:
// "h.a.t.e".
func dotted(norm string) bool {
	parts := strings.Split(norm, ".")
	return len(parts) >= minDotted && !slices.ContainsFunc(parts, func(p string) bool { return utf8.RuneCountInString(p) != 1 })
}

// leetLetters are the letters that digits and signs stand for.
var leetLetters = [][2]string{{"0", "o"}, {"1", "i"}, {"1", "l"}, {"3", "e"}, {"4", "a"}, {"5", "s"}, {"7", "t"}, {"8", "b"}, {"9", "g"}, {"@", "a"}, {"$", "s"}, {"€", "e"}, {"!", "i"}, {"!", "l"}, {"|", "i"}, {"|", "l"}}

// unleet returns the words that a word with digits or signs may stand for, with
// the letters that they stand for in this language first.
func unleet(norm, own string) []string {
	if strings.IndexFunc(norm, isLeet) < 0 || strings.IndexFunc(norm, unicode.IsLetter) < 0 {
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
	var out []string
	if own := strings.Map(func(r rune) rune { return ownLetter(r, own) }, norm); own != norm {
		out = append(out, own)
		for _, p := range leetLetters {
			own = strings.ReplaceAll(own, p[0], p[1])
		}
		out = append(out, own)
	}
	return slices.Compact(append(out, one, two))
}

// isLeet says whether a digit or sign may stand for a letter.
func isLeet(r rune) bool { return '0' <= r && r <= '9' || strings.ContainsRune("@$€!|", r) }

// ownLetter returns the letter that stands behind a digit in pairs like "2ż0ó".
func ownLetter(r rune, pairs string) rune {
	digit := true
	found := false
	for _, p := range pairs {
		if found {
			return p
		}
		found = digit && p == r
		digit = !digit
	}
	return r
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

// glued returns where a word is to be cut in two, or else in three: one part,
// at an end, is a word of the classes that ask for it, the others known words.
func (l *Lexicon) glued(surface string) (at []int, long bool) {
	low := strings.ToLower(surface)
	starts, ends := l.spelling.starts.starts(low), l.spelling.ends.ends(low)
	if starts|ends == 0 {
		return nil, false
	}
	at, long = l.cuts(surface, low, starts, ends, l.companion)
	// Languages that write compounds glue words by themselves.
	if len(at) == 0 && !l.Capitals {
		at, long = l.cuts(surface, low, starts, ends, l.twoCompanions)
	}
	return at, long
}

// cuts looks for the longest key at an end of a word whose rest is what may be
// glued to it.
func (l *Lexicon) cuts(surface, low string, starts, ends lengths, companion func(string, bool) (int, bool)) (at []int, long bool) {
	best, cut := 0, 0
	for i, r := range surface {
		left, right := low[:cut], low[cut:]
		cut += utf8.RuneLen(unicode.ToLower(r))
		if i == 0 {
			continue
		}
		if n := len(left); n > best && starts.has(n) && l.spelling.has(left) {
			if rest, ok := companion(right, n >= longKey); ok {
				at, best = ordered(i, i+rest), n
			}
		}
		if n := len(right); n > best && ends.has(n) && l.spelling.has(right) {
			if rest, ok := companion(left, n >= longKey); ok {
				at, best = ordered(rest, i), n
			}
		}
	}
	return at, best >= longKey
}

// ordered lists one or two cuts; 0 and doubles are none.
func ordered(one, two int) []int {
	if one == 0 || one == two {
		return []int{two}
	}
	return []int{one, two}
}

// twoCompanions says whether a stretch is two words that may be glued to a
// long key, one of them a frequent one, and where they are cut.
func (l *Lexicon) twoCompanions(word string, long bool) (cut int, ok bool) {
	if !long {
		return 0, false
	}
	for i := range word {
		if i < 2 || i+1 >= len(word) || !l.stop[word[:i]] && !l.stop[word[i:]] {
			continue
		}
		_, one := l.companion(word[:i], true)
		_, two := l.companion(word[i:], true)
		if one && two {
			return i, true
		}
	}
	return 0, false
}

// longKey is how many bytes a word must have to be seen when glued to any
// known word; a shorter one ("dead" in "deadline") needs a frequent word.
const longKey = 6

// companion says whether a word may be glued to another one, a long one or not.
func (l *Lexicon) companion(word string, long bool) (cut int, ok bool) {
	if l.stop[word] {
		return 0, !l.denials[word] // "nieważny" is written so, and means the opposite of "ważny"
	}
	if utf8.RuneCountInString(word) < minGuess {
		return 0, false
	}
	return 0, long && (l.trie.symbols.find(symForm, word) >= 0 || l.spelling.has(word))
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
