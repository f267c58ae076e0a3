package lexicon

import "slices"

// table numbers strings of several kinds, from 0, in the order in which they
// are added. All of them lie in one block of memory, since there are tens of
// thousands and none ever goes.
type table struct {
	text  []byte
	ends  []uint32 // by number: where in text it ends
	slots []int32  // number + 1, at the hash or behind it; 0: free
	blur  hashes   // of all strings once the table is clipped, so that most that are not there cost one look
}

// blurBits is how many bits of the blur there are for each string.
const blurBits = 16

// add returns the number of a string, and whether it is new.
func (t *table) add(kind byte, s string) (int32, bool) {
	if 2*len(t.ends) >= len(t.slots) {
		t.spread(max(2*len(t.slots), 1<<6))
	}
	at, n := t.slot(kind, s)
	if n >= 0 {
		return n, false
	}
	n = int32(len(t.ends))
	t.text = append(append(t.text, kind), s...)
	t.ends = append(t.ends, uint32(len(t.text)))
	t.slots[at] = n + 1
	return n, true
}

// reserve takes the next number for something that is never looked up.
func (t *table) reserve() int32 {
	t.ends = append(t.ends, uint32(len(t.text)))
	return int32(len(t.ends) - 1)
}

// find returns the number of a string, or -1.
func (t *table) find(kind byte, s string) int32 {
	if len(t.slots) == 0 {
		return -1
	}
	h := hash(kind, s, "")
	if t.blur != nil && !t.blur.has(h>>32) {
		return -1
	}
	_, n := t.slotOf(h, kind, s)
	return n
}

// slot returns where a string stands, with its number, or where it would
// stand, with -1.
func (t *table) slot(kind byte, s string) (uint64, int32) {
	return t.slotOf(hash(kind, s, ""), kind, s)
}

// slotOf is slot for a string whose hash is known.
func (t *table) slotOf(h uint64, kind byte, s string) (uint64, int32) {
	for at := t.start(h); ; at = t.next(at) {
		n := t.slots[at] - 1
		if n < 0 {
			return at, -1
		}
		if own := t.bytes(n); len(own) == len(s)+1 && own[0] == kind && string(own[1:]) == s {
			return at, n
		}
	}
}

// start returns the slot at which a hash is looked for first.
func (t *table) start(h uint64) uint64 { return h & 0xFFFFFFFF * uint64(len(t.slots)) >> 32 }

func (t *table) next(slot uint64) uint64 {
	if slot++; slot < uint64(len(t.slots)) {
		return slot
	}
	return 0
}

// bytes returns a string with its kind before it.
func (t *table) bytes(n int32) []byte {
	start := uint32(0)
	if n > 0 {
		start = t.ends[n-1]
	}
	return t.text[start:t.ends[n]]
}

// word returns a string without its kind.
func (t *table) word(n int32) string { return string(t.bytes(n)[1:]) }

func (t *table) len() int { return len(t.ends) }

// spread gives the strings n slots, which must be more than there are strings.
func (t *table) spread(n int) {
	t.slots = make([]int32, n)
	for n := range t.ends {
		b := t.bytes(int32(n))
		if len(b) == 0 {
			continue
		}
		at := t.start(hash(b[0], string(b[1:]), ""))
		for t.slots[at] != 0 {
			at = t.next(at)
		}
		t.slots[at] = int32(n + 1)
	}
}

// clip gives back the memory that growing left over. Nothing is added after it.
func (t *table) clip() {
	t.text, t.ends = slices.Clip(slices.Clone(t.text)), slices.Clip(slices.Clone(t.ends))
	t.spread(len(t.ends) + len(t.ends)/4 + 1)
	t.blur = newHashes(blurBits * len(t.ends))
	for n := range t.ends {
		if b := t.bytes(int32(n)); len(b) > 0 {
			t.blur.add(hash(b[0], string(b[1:]), "") >> 32)
		}
	}
}

// hash is FNV-1a of a kind and of two parts of a string, mixed once more so
// that the low bits depend on all of it.
func hash(kind byte, one, two string) uint64 {
	const prime = 0x100000001B3
	h := (0xCBF29CE484222325 ^ uint64(kind)) * prime
	for i := 0; i < len(one); i++ {
		h = (h ^ uint64(one[i])) * prime
	}
	for i := 0; i < len(two); i++ {
		h = (h ^ uint64(two[i])) * prime
	}
	return h ^ h>>29
}
