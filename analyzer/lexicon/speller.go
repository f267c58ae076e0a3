package lexicon

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// speller finds the word behind a disguised one, among the words of the
// classes that ask for it.
type speller struct {
	written   table    // words as the entries have them
	starts    affixes  // of the written words, as beginnings of others
	ends      affixes  // and as endings
	letters   hashes   // sums of the letters of the written words
	lacking   []int32  // numbers + 1 of written words at the hash of what is left of them without one letter, or behind it; 0: free
	bare      table    // words without their accents
	accents   []int32  // by number of bare: the written word
	real      table    // words that are no misspelling of another one
	sequences []uint64 // letter triples of all words that are known, ascending
}

// hashes is a set of hashes that may name one too many, never one too few.
type hashes []uint64

// newHashes returns a set of so many bits, or more.
func newHashes(size int) hashes {
	n := 1
	for n*64 < size {
		n *= 2
	}
	return make(hashes, n)
}

func (b hashes) add(h uint64) { b[h/64%uint64(len(b))] |= 1 << (h % 64) }

func (b hashes) has(h uint64) bool { return b[h/64&uint64(len(b)-1)]&(1<<(h%64)) != 0 }

// lettersBits is the size of the set of the sums of letters.
const lettersBits = 1 << 17

// spelling builds a speller.
type spelling struct {
	speller
	triples map[uint64]bool
	rests   int // how many words there are without one of their letters
}

func newSpelling() *spelling {
	return &spelling{speller: speller{letters: newHashes(lettersBits)}, triples: make(map[uint64]bool)}
}

// keep notes a word that is no misspelling of another one.
func (s *spelling) keep(word string) {
	s.real.add(0, strings.ToLower(word))
	s.learn(word)
}

// learn notes the letter triples of a word, its ends included.
func (s *spelling) learn(word string) {
	triples(word, func(t uint64) bool {
		s.triples[t] = true
		return true
	})
}

// triples calls yield for each three neighbouring letters of a word between
// two marks for its ends.
func triples(word string, yield func(uint64) bool) {
	const letter = 21 // bits
	last := uint64('^')
	n := 0
	for _, r := range word {
		last = last<<letter | uint64(r)
		if n++; n > 1 && !yield(last&(1<<(3*letter)-1)) {
			return
		}
	}
	if n > 0 {
		yield((last<<letter | '$') & (1<<(3*letter) - 1))
	}
}

// add takes in the words that may be looked for behind others.
func (s *spelling) add(words []string) {
	for _, w := range words {
		n := utf8.RuneCountInString(w)
		if n < minGuess || n > maxGuess || strings.ContainsAny(w, "*'-") {
			continue
		}
		number, added := s.written.add(0, w)
		if !added {
			continue
		}
		s.starts.addStart(w)
		s.ends.addEnd(w)
		s.letters.add(letterSum(w))
		if p := unaccent(w); p != w {
			bare, added := s.bare.add(0, p)
			if added {
				s.accents = append(s.accents, 0)
			}
			s.accents[bare] = number
		}
		withoutOne(w, func(string, string) { s.rests++ })
	}
}

// withoutOne calls yield with the two parts that are left of a word without
// one of its letters, for each letter that it may lack.
func withoutOne(w string, yield func(before, after string)) {
	n := utf8.RuneCountInString(w)
	if n <= minGuess {
		return
	}
	for i, r := range w {
		end := i + utf8.RuneLen(r)
		if n < safeEdge && (i == 0 || end == len(w)) {
			continue
		}
		yield(w[:i], w[end:])
	}
}

// done returns the speller.
func (s *spelling) done() speller {
	out := s.speller
	out.written.clip()
	out.bare.clip()
	out.lacking = make([]int32, s.rests+s.rests/2+1)
	for n := range out.written.len() {
		withoutOne(out.written.word(int32(n)), func(before, after string) {
			at := out.lackingAt(hash(0, before, after))
			for out.lacking[at] != 0 {
				at = (at + 1) % len(out.lacking)
			}
			out.lacking[at] = int32(n + 1)
		})
	}
	for t := range s.triples {
		out.sequences = append(out.sequences, t)
	}
	slices.Sort(out.sequences)
	return out
}

// lackingAt returns where a hash has its place in lacking.
func (s *speller) lackingAt(h uint64) int {
	return int(h >> 32 * uint64(len(s.lacking)) >> 32)
}

// has says whether a word is one that may be looked for behind others.
func (s *speller) has(word string) bool { return s.written.find(0, word) >= 0 }

// isReal says whether a word is known to be no misspelling.
func (s *speller) isReal(word string) bool { return s.real.find(0, word) >= 0 }

// accented returns the word of which only the accents are missing, or "".
func (s *speller) accented(word string) string {
	if n := s.bare.find(0, word); n >= 0 {
		return s.written.word(s.accents[n])
	}
	return ""
}

// looksReal says whether each three letters of a word occur in some known
// word: "heat" may be a word, "haet" is none.
func (s *speller) looksReal(word string) bool {
	all := true
	triples(word, func(t uint64) bool {
		_, all = slices.BinarySearch(s.sequences, t)
		return all
	})
	return all
}

// censored returns the word in which signs stand for letters.
func (s *speller) censored(norm string) string {
	if !strings.ContainsAny(norm, "*@$") || strings.ContainsRune(norm, ' ') {
		return ""
	}
	want := []rune(norm)
	best := ""
	for n := range s.written.len() {
		if w := s.written.bytes(int32(n))[1:]; fits(w, want) && (best == "" || string(w) < best) {
			best = string(w)
		}
	}
	return best
}

func fits(word []byte, mask []rune) bool {
	for _, r := range mask {
		own, size := utf8.DecodeRune(word)
		if size == 0 || r != own && r != '*' && r != '@' && r != '$' {
			return false
		}
		word = word[size:]
	}
	return len(word) == 0
}

// misspelt returns the word from which this one differs by two neighbouring
// letters swapped or by one letter left out.
func (s *speller) misspelt(norm string) string {
	if s.letters.has(letterSum(norm)) {
		if swapped := s.swapped(norm); swapped != "" {
			return swapped
		}
	}
	if len(s.lacking) == 0 {
		return ""
	}
	for at := s.lackingAt(hash(0, norm, "")); s.lacking[at] != 0; at = (at + 1) % len(s.lacking) {
		if w := s.written.bytes(s.lacking[at] - 1)[1:]; lacksOne(w, norm) {
			return string(w)
		}
	}
	return ""
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
		if s.has(swapped) {
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

// lacksOne says that norm is the word without one letter that it may lack.
func lacksOne(word []byte, norm string) bool {
	same := 0
	for same < len(norm) && same < len(word) && norm[same] == word[same] {
		same++
	}
	if len(norm) >= len(word) || string(word[len(word)-len(norm)+same:]) != norm[same:] {
		return false // what differs is more than one stretch
	}
	lacks := false
	withoutOne(string(word), func(before, after string) {
		lacks = lacks || len(before)+len(after) == len(norm) && strings.HasPrefix(norm, before) && strings.HasSuffix(norm, after)
	})
	return lacks
}
