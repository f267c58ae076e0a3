package pairing

import (
	"cmp"
	"math"
	"slices"
)

// The weights of the words. They were set on the test data; the results
// change little around them.
const (
	conceptWeight = 1.5 // of a unit that names a concept, against other words
	conceptShare  = 0.8 // of the weight when only the concept is shared, not the word
	repeatWeight  = 0.2 // of a unit that names again what another of the text names
	stopWeight    = 0.2 // of frequent words, against their inverse document frequency
)

// field says which text of a card a document of the index is.
type field uint8

const (
	fieldClaim field = iota // one wording that the card answers
	fieldTitle
	fieldWhole // title, claims and body together
)

// document is one text of one variant of a card.
type document struct {
	card     int32
	field    field
	question bool
	text     string  // of a claim
	mass     float64 // weight of its units
}

// invertedIndex holds the documents of one language.
type invertedIndex struct {
	docs     []document
	byKey    map[string][]int32 // unit or stem -> documents, ascending
	concepts map[string][]int32
	units    [][]unit // of the documents, until they are weighed
}

func newIndex() *invertedIndex {
	return &invertedIndex{byKey: map[string][]int32{}, concepts: map[string][]int32{}}
}

// add stores a document and counts its words when it is a claim.
func (x *invertedIndex) add(d document, units []unit, c *counts) {
	id := int32(len(x.docs))
	x.docs = append(x.docs, d)
	x.units = append(x.units, units)
	isClaim := d.field == fieldClaim
	if isClaim {
		c.claims++
	}
	post := func(postings map[string][]int32, key string, df map[string]int) {
		list := postings[key]
		if n := len(list); n > 0 && list[n-1] == id {
			return
		}
		postings[key] = append(list, id)
		if isClaim {
			df[key]++
		}
	}
	for _, u := range units {
		post(x.byKey, u.key, c.df)
		if len(u.words) > 1 {
			for _, w := range u.words {
				post(x.byKey, w.stem, c.df)
			}
		}
		for _, concept := range u.concepts {
			post(x.concepts, concept, c.concepts)
		}
	}
}

// setMasses weighs the documents, once all are there.
func (x *invertedIndex) setMasses(w *wordWeights) {
	for i, units := range x.units {
		for _, u := range units {
			x.docs[i].mass += w.of(u)
		}
	}
	x.units = nil
}

// counts is in how many claims the words of a language, and the concepts of
// all languages, stand.
type counts struct {
	claims   int
	df       map[string]int
	concepts map[string]int
}

// wordWeights is what words count for.
//
// A word weighs its inverse document frequency among the claims of its
// language, in the form of BM25 that is never negative (Robertson & Zaragoza
// 2009, The Probabilistic Relevance Framework, section 3.1); claims are too
// short for the frequency of a word inside one to tell anything.
type wordWeights struct {
	idfs     map[string]float64 // of stems and phrases
	concepts map[string]float64
	unknown  float64 // of a word that no claim has
}

// weigh makes the weights from the counts of all languages. The number of
// claims behind the weights of words is that of the language with most, so
// that words of a language with few cards do not look common.
func weigh(byLang map[string]*counts, concepts map[string]int) *wordWeights {
	all, most := 0, 0
	for _, c := range byLang {
		all += c.claims
		most = max(most, c.claims)
	}
	w := &wordWeights{idfs: map[string]float64{}, concepts: map[string]float64{}, unknown: idf(most, 0)}
	for _, c := range byLang {
		for key, df := range c.df {
			w.idfs[key] = idf(most, df)
		}
	}
	for concept := range conceptEntries() {
		w.concepts[concept] = idf(all, concepts[concept])
	}
	return w
}

// idf counts some claims that are not there, of which one in a hundred has
// the word, so that the weights of a deck of a few cards make sense too.
func idf(n, df int) float64 {
	const others, withWord = 100, 1
	all, have := float64(n+others), float64(df+withWord)
	return math.Log(1 + (all-have+0.5)/(have+0.5))
}

// of is what a unit counts for when it is shared in the same words.
func (w *wordWeights) of(u unit) float64 {
	if len(u.concepts) > 0 {
		weight := conceptWeight * w.concepts[w.rarest(u.concepts)]
		if u.repeated {
			return repeatWeight * weight
		}
		return weight
	}
	weight, known := w.idfs[u.key]
	if !known {
		weight = w.unknown
	}
	if u.stop {
		return stopWeight * weight
	}
	return weight
}

// rarest returns the concept that says most.
func (w *wordWeights) rarest(concepts []string) string {
	return slices.MinFunc(concepts, w.compare)
}

// rarestFirst orders concepts by how much they say.
func (w *wordWeights) rarestFirst(concepts []string) []string {
	if len(concepts) < 2 {
		return concepts
	}
	return slices.SortedStableFunc(slices.Values(concepts), w.compare)
}

func (w *wordWeights) compare(a, b string) int { return cmp.Compare(w.concepts[b], w.concepts[a]) }

// match is what a document shares with a text.
type match struct {
	weight  float32 // of the shared units
	count   int16   // shared units that are not stop words
	topics  int16   // of these, those that say more than who
	charged bool    // one of them is charged
	last    int16   // unit that was counted last, so that each counts once
}

// maxUnits is how many units of a text are compared: far more than a sentence
// has.
const maxUnits = 1000

// search returns the matches of all documents that share a unit, by document,
// and the documents that have one.
func (x *invertedIndex) search(units []unit, w *wordWeights) (matches []match, found []int32) {
	matches = make([]match, len(x.docs))
	for i, u := range units[:min(len(units), maxUnits)] {
		mark := int16(i + 1)
		share := func(list []int32, weight float64) {
			for _, id := range list {
				m := &matches[id]
				if m.last == mark {
					continue
				}
				if m.last == 0 {
					found = append(found, id)
				}
				m.last = mark
				m.weight += float32(weight)
				if !u.stop && !u.repeated {
					m.count++
					if !u.who {
						m.topics++
					}
				}
				m.charged = m.charged || u.charged
			}
		}
		full := w.of(u)
		share(x.byKey[u.key], full)
		for _, c := range w.rarestFirst(u.concepts) {
			share(x.concepts[c], min(full, conceptShare*conceptWeight*w.concepts[c]))
		}
	}
	return matches, found
}
