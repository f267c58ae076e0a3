package text

import (
	"sort"
	"unicode/utf8"
)

// Offsets turns bytes of a text into code points.
type Offsets struct {
	text  string
	ascii bool
	at    []int // code points before every step-th byte
}

const step = 256

// NewOffsets reads the text once.
func NewOffsets(s string) *Offsets {
	o := &Offsets{text: s, ascii: true}
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			o.ascii = false
			break
		}
	}
	if o.ascii {
		return o
	}
	count := 0
	for i := 0; i < len(s); i++ {
		if i%step == 0 {
			o.at = append(o.at, count)
		}
		if startsPoint(s, i) {
			count++
		}
	}
	return o
}

// startsPoint says whether a byte counts as the start of a code point. A byte
// that is no valid UTF-8 counts as one of its own, as it does in a range loop.
func startsPoint(s string, i int) bool { return utf8.RuneStart(s[i]) }

// Points returns how many code points lie before the byte.
func (o *Offsets) Points(at int) int {
	if o.ascii || len(o.at) == 0 {
		return at
	}
	if at > len(o.text) {
		at = len(o.text)
	}
	i := sort.Search(len(o.at), func(i int) bool { return i*step > at }) - 1
	n := o.at[i]
	for j := i * step; j < at; j++ {
		if startsPoint(o.text, j) {
			n++
		}
	}
	return n
}
