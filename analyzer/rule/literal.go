package rule

// numbers is a set of small numbers.
type numbers []uint64

func (n *numbers) add(i int) {
	for len(*n) <= i/64 {
		*n = append(*n, 0)
	}
	(*n)[i/64] |= 1 << (i % 64)
}

func (n numbers) meets(o numbers) bool {
	for i := range min(len(n), len(o)) {
		if n[i]&o[i] != 0 {
			return true
		}
	}
	return false
}

// wordsNeeded lists the sets of words of which each match has one.
func wordsNeeded(elements []element, syntax *Syntax) []numbers {
	var out []numbers
	for _, e := range elements {
		if e.words == nil || e.optional || e.refuse || e.anything || e.mention != 0 || e.tags != nil || !e.classes.Empty() {
			continue
		}
		var n numbers
		for w := range e.words {
			n.add(syntax.literal(w))
		}
		out = append(out, n)
	}
	return out
}

// literals returns the numbers of the words in the sentence that patterns name.
func (v *Sentence) literals() numbers {
	if v.wordsKnown {
		return v.words
	}
	v.wordsKnown = true
	for t := v.First; t < v.Last; t++ {
		if n, ok := v.Syntax.literals[v.word(t)]; ok {
			v.words.add(n)
		}
	}
	return v.words
}

// word returns a token as patterns name it: a word in lower case, or a mark.
func (v *Sentence) word(t int) string {
	if w := v.Page.Words[t]; w != nil {
		return w.Norm
	}
	return v.Page.TokenText(t)
}
