// Package text splits a text into sentences and words and keeps where each of
// them stands. All offsets here are bytes of the original text; Offsets turns
// them into the code points that leave the program.
//
// Word boundaries are those of UAX #29. Sentence ends are found on the words,
// in one pass: the cost is linear whatever the text is.
package text

// Kind is what a token is made of.
type Kind uint8

const (
	Word   Kind = iota // letters, with marks, digits or apostrophes among them
	Number             // digits
	Sign               // the sign of a currency: a word to the lexicon, no more
	Comma              // a comma or its like in another script
	Break              // ; : ( ) [ ] – — /, where a clause ends
	End                // . ! ? … and their like
)

// Case is how a word is written.
type Case uint8

const (
	LowerCase Case = iota // "word", or no cased letter at all
	Initial               // "Word"
	AllCaps               // "WORD", two letters at least
)

// Token is a word or a mark that divides words. Spaces, hyphens inside words,
// quotation marks and symbols other than those of currencies are no tokens.
type Token struct {
	Start, End int // bytes of Doc.Text
	Kind       Kind
	Case       Case
	Joined     bool // spaced letters or censored: the token's text is not one word
}

// Sentence is a run of tokens.
type Sentence struct {
	First, Last int // tokens: First inclusive, Last exclusive
	Start, End  int // bytes of Doc.Text, without spaces around
	Paragraph   int // 0-based
	Question    bool
	Exclaim     bool
}

// Mark is a quotation mark.
type Mark struct {
	At   int // byte of Doc.Text
	Rune rune
}

// Doc is a text with its tokens, sentences and quotation marks, each in the
// order of the text.
type Doc struct {
	Text      string
	Tokens    []Token
	Sentences []Sentence
	Marks     []Mark
}

// TokenText returns the text of a token as it stands.
func (d *Doc) TokenText(i int) string { return d.Text[d.Tokens[i].Start:d.Tokens[i].End] }

// Reset empties the document and keeps its memory.
func (d *Doc) Reset() {
	d.Text = ""
	d.Tokens = d.Tokens[:0]
	d.Sentences = d.Sentences[:0]
	d.Marks = d.Marks[:0]
}
