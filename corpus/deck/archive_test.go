package deck

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"errors"

	"github.com/alleys-eu/alleys/corpus"
)

func pair() []*corpus.Card {
	italian := sample()
	italian.Lang, italian.Title = "it", "La linea si paga da sola"
	return []*corpus.Card{sample(), italian}
}

func TestExportImportFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "deck")
	for range 2 { // the second time over the first
		if err := Export(dir, pair()); err != nil {
			t.Fatal(err)
		}
	}
	got, err := Import(dir)
	if err != nil || !reflect.DeepEqual(got, pair()) {
		t.Errorf("got %v, %v", got, err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*", ".card-*")); len(left) > 0 {
		t.Errorf("temporary files stay: %v", left)
	}
}

func TestExportImportZip(t *testing.T) {
	var b, again bytes.Buffer
	if err := ExportZip(&b, pair()); err != nil {
		t.Fatal(err)
	}
	if err := ExportZip(&again, []*corpus.Card{pair()[1], pair()[0]}); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("equal decks give different archives")
	}
	name := filepath.Join(t.TempDir(), "deck.zip")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := Import(name)
	if err != nil || !reflect.DeepEqual(got, pair()) {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestImportOneFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "any-name.md")
	if err := os.WriteFile(name, Format(sample()), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := Import(name)
	if err != nil || len(got) != 1 || !reflect.DeepEqual(got[0], sample()) {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestImportRefusesOtherFiles(t *testing.T) {
	name := filepath.Join(t.TempDir(), "deck.pdf")
	if err := os.WriteFile(name, []byte("%PDF-1.7"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Import(name); err == nil || !strings.Contains(err.Error(), "not a deck") {
		t.Errorf("got %v", err)
	}
	if _, err := Import(name + ".missing"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v, want %v", err, os.ErrNotExist)
	}
}

func TestExportRefusesNamesThatClimb(t *testing.T) {
	for _, c := range []*corpus.Card{{ID: "../x", Lang: "en"}, {ID: "x", Lang: "../../en"}, {ID: "", Lang: "en"}, {ID: "a/b", Lang: "en"}} {
		dir := t.TempDir()
		if err := Export(dir, []*corpus.Card{sample(), c}); !errors.Is(err, corpus.ErrInvalid) {
			t.Errorf("%+v: got %v", c, err)
		}
		if files, _ := os.ReadDir(dir); len(files) > 0 {
			t.Errorf("%+v: files were written", c)
		}
		if err := ExportZip(&bytes.Buffer{}, []*corpus.Card{c}); !errors.Is(err, corpus.ErrInvalid) {
			t.Errorf("%+v: got %v from ExportZip", c, err)
		}
	}
}

// archive builds a zip archive with names as they are given.
func archive(t testing.TB, files map[string][]byte) *bytes.Reader {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, data := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return bytes.NewReader(b.Bytes())
}

func TestImportZipKeepsTheGoodCards(t *testing.T) {
	r := archive(t, map[string][]byte{
		"deck/en/bus-line.md":          Format(sample()),
		"../../outside.md":             Format(pair()[1]),
		"/absolute.md":                 Format(pair()[1]),
		`it\windows.md`:                Format(pair()[1]),
		"en/bomb.md":                   bytes.Repeat([]byte{'a'}, 8<<20),
		"en/broken.md":                 []byte("no card"),
		"__MACOSX/deck/en/bus-line.md": []byte("resource fork"),
		"README.md":                    []byte("# Deck"),
		"picture.png":                  []byte("\x89PNG"),
	})
	cards, err := ImportZip(r, r.Size())
	if len(cards) != 1 || !reflect.DeepEqual(cards[0], sample()) {
		t.Errorf("got %v", cards)
	}
	if err == nil {
		t.Fatal("got no error")
	}
	for _, want := range []string{
		"../../outside.md: the name points outside",
		"/absolute.md: the name points outside",
		`it\windows.md: the name points outside`,
		"en/bomb.md: 262145 bytes are too many",
		"en/broken.md:1: a card starts with",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error lacks %q:\n%v", want, err)
		}
	}
	if n := strings.Count(err.Error(), "\n") + 1; n != 5 {
		t.Errorf("got %d faults, want 5:\n%v", n, err)
	}
}

func FuzzImportZip(f *testing.F) {
	var b bytes.Buffer
	if err := ExportZip(&b, pair()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, data []byte) {
		cards, _ := ImportZip(bytes.NewReader(data), int64(len(data)))
		for _, c := range cards {
			if err := exportable(c); err != nil {
				t.Fatal(err)
			}
		}
	})
}
