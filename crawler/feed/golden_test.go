package feed

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	inputs, err := filepath.Glob("testdata/*.xml")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("testdata/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(inputs, more...) {
		if strings.HasSuffix(path, ".golden.json") {
			continue
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			body, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			f, err := Parse(body, "", "https://valle.example/feeds/news.xml")
			got := encodeGolden(t, f, NewRecord(filepath.Base(path), f, err))
			golden := path + ".golden.json"
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s differs from what is read now; look at it and run the test with -update\n%s", golden, got)
			}
		})
	}
}

// encodeGolden writes the record and what the record does not show.
func encodeGolden(t *testing.T, f *Feed, r Record) []byte {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	shown := struct {
		Record
		TTL       string
		SkipHours []int
		SkipDays  []string
		Encoding  string
		Repaired  string
		Languages []string
	}{Record: r}
	if f != nil {
		shown.TTL, shown.SkipHours, shown.Encoding, shown.Repaired = f.TTL.String(), f.SkipHours, f.Encoding, f.Repaired
		for _, d := range f.SkipDays {
			shown.SkipDays = append(shown.SkipDays, d.String())
		}
		for _, e := range f.Entries {
			shown.Languages = append(shown.Languages, e.Lang)
		}
	}
	if err := enc.Encode(shown); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
