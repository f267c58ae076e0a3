package lexicon

import (
	"unicode/utf8"

	"github.com/alleys-eu/alleys/analyzer/text"
)

// Lengths of the parts of words with spaces set inside them: "sc um", "for
// eigners", "mi gran ten".
const (
	maxParts     = 5
	maxJoined    = 32 // bytes of all parts
	maxSyllable  = 4  // letters of each of three parts or more
	minBesideFew = 7  // letters of a part beside a frequent word: "the ft" is no theft
)

// joinWords makes one token of neighbouring words that are none of the lexicon
// and together are one of the classes that ask for it.
func (r *Reader) joinWords() {
	p := &r.page
	r.joins = r.joins[:0]
	for n := range p.Sentences {
		last := p.Sentences[n].Last
		for i := p.Sentences[n].First; i+1 < last; i++ {
			if one, two := p.Words[i], p.Words[i+1]; one == nil || two == nil || one.known && two.known {
				continue
			}
			if t := &p.Tokens[i+1]; t.Case != text.LowerCase || t.Start != p.Tokens[i].End+1 {
				continue
			}
			if k := p.split(i, last); k > 1 {
				r.joins = append(r.joins, span{i, i + k})
				i += k - 1
			}
		}
	}
	if len(r.joins) > 0 {
		r.join()
	}
}

// span is a run of tokens, the last exclusive.
type span struct{ first, last int }

// join makes one token of each of the spans in joins.
func (r *Reader) join() {
	p := &r.page
	out, sentence, gone := 0, 0, 0
	next := r.joins
	for i := 0; i < len(p.Tokens); i++ {
		for sentence < len(p.Sentences) && p.Sentences[sentence].First == i {
			p.Sentences[sentence].First -= gone
			sentence++
		}
		t, w := p.Tokens[i], p.Words[i]
		if len(next) > 0 && next[0].first == i {
			i = next[0].last - 1
			t.End, t.Joined = p.Tokens[i].End, true
			w = r.lex.memory.word(r.lex, p.Text[t.Start:t.End], true)
			gone += next[0].last - next[0].first - 1
			next = next[1:]
		}
		p.Tokens[out], p.Words[out] = t, w
		out++
		if sentence > 0 && p.Sentences[sentence-1].Last == i+1 {
			p.Sentences[sentence-1].Last -= gone
		}
	}
	p.Tokens, p.Words = p.Tokens[:out], p.Words[:out]
}

// part says whether a token may be a part of a word with spaces in it.
func (p *Page) part(i int) bool {
	w := p.Words[i]
	return w != nil && w.Trick == NoTrick && w.cutting == nil && p.Tokens[i].Kind == text.Word && !p.Tokens[i].Joined && p.Tokens[i].End-p.Tokens[i].Start > 1
}

// split returns how many tokens from i on, before last, are one word, or 1.
func (p *Page) split(i, last int) int {
	var buf [maxJoined]byte
	word := append(buf[:0], p.Words[i].Norm...)
	short := utf8.RuneCount(word) <= maxSyllable
	for n := 1; n < maxParts && i+n < last; n++ {
		t, w := &p.Tokens[i+n], p.Words[i+n]
		if t.Start != p.Tokens[i+n-1].End+1 || t.Case != text.LowerCase || !p.part(i+n) || p.Text[t.Start-1] != ' ' || len(word)+len(w.Norm) > maxJoined {
			return 1
		}
		short = short && utf8.RuneCountInString(w.Norm) <= maxSyllable
		if n > 1 && !short {
			return 1
		}
		word = append(word, w.Norm...)
		if (n > 1 || p.apart(p.Words[i], w)) && p.Lex.spelling.has(string(word)) {
			return n + 1
		}
	}
	return 1
}

// apart says whether two words are likely to be the parts of one: neither is in
// the lexicon, or the first is a frequent one and the second a long rest.
func (p *Page) apart(one, two *Word) bool {
	return !two.known && (!one.known || utf8.RuneCountInString(two.Norm) >= minBesideFew && p.Lex.stop[one.Norm])
}
