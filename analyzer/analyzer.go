// Package analyzer finds xenophobic and anti-EU framing in an article and says
// why. Analyze is a pure function of the article and the rulebook: it reads
// the sentences, lets the rules look at those that may matter, and then asks
// the context who says it: whether the words are denied, quoted, reported or
// asked. It never judges a person or an outlet; it says which sentence uses
// which frame, on what evidence, in whose voice.
//
//	analyze.go   from an article to its findings
//	context.go   who says it: negation, quotation, questions
//	cue.go       the cues of the rulebook, their reach and what voids them
//	reporting.go reporting clauses, and the writer's own voice
//	governing.go what a verb of saying governs
//	answer.go    answers in the next sentence, words of disbelief, judgements
//	presupposition.go what names, vows and questions take for true
//	block.go     posts and announced paragraphs
//	negation.go  negations between the parts of a match, exceptions from them
//	question.go  questions that call for something
//	cueclass.go  the classes of words that the context asks for
//	quote.go     words in quotation marks and behind dashes
//	speaker.go   who is quoted or reported
//	subject.go   the subject of a verb of saying
//	name.go      names of persons and bodies
//	score.go     what a score means
//	language.go  in which language an article is
package analyzer

import (
	"sync"

	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/analyzer/rule"
	"github.com/alleys-eu/alleys/analyzer/rulebook"
)

// Analyzer analyses articles. It is safe for concurrent use.
type Analyzer struct {
	rb      *rulebook.Rulebook
	readers map[string]*sync.Pool // of *reader, by language
	guess   *guesser
	cue     cueClasses
	english *english
}

// New returns an Analyzer that works by a rulebook.
func New(rb *rulebook.Rulebook) *Analyzer {
	a := &Analyzer{rb: rb, readers: make(map[string]*sync.Pool), guess: newGuesser(rb), cue: newCueClasses(rb.Classes()), english: newEnglish()}
	for _, lang := range rb.Languages() {
		lex := rb.Lexicon(lang)
		a.readers[lang] = &sync.Pool{New: func() any { return &reader{lex.NewReader(), rb.Rules().NewReading()} }}
	}
	return a
}

// Version returns the hash of the rulebook, "sha256:…". An analysis with
// another version is stale.
func (a *Analyzer) Version() string { return a.rb.Version() }

// Rulebook returns what the Analyzer works by.
func (a *Analyzer) Rulebook() *rulebook.Rulebook { return a.rb }

// Languages lists the languages that can be analysed, by their ISO 639-1
// codes.
func (a *Analyzer) Languages() []string { return a.rb.Languages() }

// reader is what reads the articles of a language, one after the other.
type reader struct {
	lexicon *lexicon.Reader
	rules   *rule.Reading
}

// borrow hands out a reader of a language; give it back with put.
func (a *Analyzer) borrow(lang string) *reader { return a.readers[lang].Get().(*reader) }

func (a *Analyzer) put(lang string, r *reader) { a.readers[lang].Put(r) }
