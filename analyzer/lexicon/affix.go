package lexicon

// lengths is a set of lengths in bytes.
type lengths uint64

func (l *lengths) add(n int) {
	if n < 64 {
		*l |= 1 << n
	}
}

func (l lengths) has(n int) bool { return n < 64 && l&(1<<n) != 0 }

// affixes says how long the beginnings, or the endings, may be that are worth
// looking up in a word, so that nearly all words need no look-up at all. It
// goes by their outermost three bytes and may name a length too many, never
// one too few. Beginnings and endings of 64 bytes or more are not kept.
type affixes struct {
	short lengths // of one and two bytes, whatever they are
	long  *[affixSlots]lengths
}

const (
	affixSlots = 1 << 11
	affixBytes = 3
)

func affixSlot(a, b, c byte) uint32 {
	return (uint32(a) | uint32(b)<<8 | uint32(c)<<16) * 0x9E3779B1 >> 21
}

func (x *affixes) addStart(s string) {
	if len(s) < affixBytes {
		x.short.add(len(s))
		return
	}
	x.slots()[affixSlot(s[0], s[1], s[2])].add(len(s))
}

func (x *affixes) addEnd(s string) {
	n := len(s)
	if n < affixBytes {
		x.short.add(n)
		return
	}
	x.slots()[affixSlot(s[n-1], s[n-2], s[n-3])].add(n)
}

func (x *affixes) slots() *[affixSlots]lengths {
	if x.long == nil {
		x.long = new([affixSlots]lengths)
	}
	return x.long
}

// starts returns the lengths of the beginnings that a word may have.
func (x *affixes) starts(word string) lengths {
	if len(word) < affixBytes || x.long == nil {
		return x.short & upTo(len(word))
	}
	return (x.short | x.long[affixSlot(word[0], word[1], word[2])]) & upTo(len(word))
}

// ends returns the lengths of the endings that a word may have.
func (x *affixes) ends(word string) lengths {
	n := len(word)
	if n < affixBytes || x.long == nil {
		return x.short & upTo(n)
	}
	return (x.short | x.long[affixSlot(word[n-1], word[n-2], word[n-3])]) & upTo(n)
}

// upTo is the set of the lengths from 1 to n.
func upTo(n int) lengths {
	if n >= 63 {
		return ^lengths(1)
	}
	return 1<<(n+1) - 2
}
