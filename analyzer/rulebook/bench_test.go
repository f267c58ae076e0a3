package rulebook

import "testing"

// BenchmarkLoad loads the rulebook of the program: "files" with all lexicons
// read and checked, "readers" also with all of them made ready for texts.
func BenchmarkLoad(b *testing.B) {
	for _, bm := range []struct {
		name  string
		ready bool
	}{{"files", false}, {"readers", true}} {
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				rb, err := Builtin()
				if err != nil {
					b.Fatal(err)
				}
				for _, lang := range rb.Languages() {
					if bm.ready {
						rb.Lexicon(lang).NewReader()
					}
				}
			}
		})
	}
}
