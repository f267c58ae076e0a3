package rule

import "strings"

// Tagger gives the parts of speech of a sentence, one Penn Treebank tag a
// token, or nil where it knows none.
type Tagger func(v *Sentence) []string

// tagged says whether a token has one of the tags, given by their beginnings.
// It asks the tagger only when a rule does.
func (v *Sentence) tagged(t int, tags []string) bool {
	if len(tags) == 0 || v.Tagger == nil {
		return false
	}
	if v.tags == nil {
		if v.tags = v.Tagger(v); v.tags == nil {
			v.tags = []string{}
		}
	}
	i := t - v.First
	if i >= len(v.tags) {
		return false
	}
	for _, tag := range tags {
		if strings.HasPrefix(v.tags[i], tag) {
			return true
		}
	}
	return false
}
