// Package pairing finds the cards that answer a claim.
//
// A claim from the analyzer comes with its frames, targets and techniques;
// cards of the same frame and target come first and the words decide among
// them. A claim without a frame (a trainer's search) is paired by its words
// alone. Words are compared by BM25's term weights over every wording that a
// card answers, the best wording counting most; different words for the same
// thing meet in the concepts of concepts.yaml, which also join languages.
//
// Every pairing carries its reasons and a score from 0 to 1. Below Threshold
// nothing is offered: "no card yet" is an answer.
package pairing
