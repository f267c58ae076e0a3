package warc

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// contents is what an archive file holds, decompressed.
func contents(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(path, ".gz") {
		return string(data)
	}
	gz, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(gz)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func records(t *testing.T, path string) []*Record {
	t.Helper()
	r, err := Open(path, filepath.Base(path))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	all, err := readAll(t, r)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func at(uri string) func(*Record) bool {
	return func(rec *Record) bool { return rec.TargetURI == uri }
}

func TestRemove(t *testing.T) {
	for _, name := range []string{"a.warc", "a.warc.gz"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			w, err := Append(path, Info{})
			if err != nil {
				t.Fatal(err)
			}
			kept := map[Pointer]string{}
			for n, body := range map[int]string{1: "the first story", 2: "to be gone " + strings.Repeat("x", 200_000), 3: "the third story"} {
				written, err := w.Write(exchange(n, body))
				if err != nil {
					t.Fatal(err)
				}
				if n != 2 {
					kept[written.Record] = body
				}
			}
			copied, err := w.Write(exchange(4, "to be gone "+strings.Repeat("x", 200_000)))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Remove(path, at("https://example.org/2")); !errors.Is(err, ErrBusy) {
				t.Errorf("while it is written: %v", err)
			}
			w.Close()
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}

			removed, err := Remove(path, at("https://example.org/2"))
			if err != nil || removed != (Removed{Records: 2, Bereft: 1}) {
				t.Fatalf("%+v, %v", removed, err)
			}
			text := contents(t, path)
			for _, trace := range []string{"example.org/2", "/2 HTTP", "to be gone"} {
				if strings.Contains(strings.ReplaceAll(text, "Refers-To-Target-URI: https://example.org/2", ""), trace) {
					t.Errorf("%q is still there", trace)
				}
			}
			after, err := os.ReadFile(path)
			if err != nil || len(after) != len(before) {
				t.Errorf("%d bytes after, %d before, %v", len(after), len(before), err)
			}
			for p, body := range kept {
				rec, err := ReadRecord(path, p)
				if err != nil || !strings.HasSuffix(string(rec.Block), body) {
					t.Errorf("%s: %v", body, err)
				}
				if end := p.Offset + p.Length; !bytes.Equal(before[p.Offset:end], after[p.Offset:end]) {
					t.Errorf("%s: changed", body)
				}
			}
			if rec, err := ReadRecord(path, copied.Record); err != nil || rec.Type != TypeRevisit {
				t.Errorf("revisit record: %v", err)
			}
			if n := len(records(t, path)); n != 9 {
				t.Errorf("%d records, want 9", n)
			}
			if again, err := Remove(path, at("https://example.org/2")); err != nil || again.Records != 0 {
				t.Errorf("again: %+v, %v", again, err)
			}
			if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(left) != 1 {
				t.Errorf("files: %q", left)
			}
			if w, err = Append(path, Info{}); err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write(exchange(5, "later")); err != nil {
				t.Error(err)
			}
			w.Close()
		})
	}
}

func TestRemoveFromOneMember(t *testing.T) {
	path := filepath.Join(t.TempDir(), "b.warc.gz")
	if err := os.WriteFile(path, gzipped(t, foreign()), 0o640); err != nil {
		t.Fatal(err)
	}
	before := records(t, path)
	gone := before[len(before)-1]
	removed, err := Remove(path, at(gone.TargetURI))
	if err != nil || removed.Records == 0 {
		t.Fatalf("%+v, %v", removed, err)
	}
	after := records(t, path)
	if len(after) != len(before)-removed.Records {
		t.Errorf("%d records after, %d before", len(after), len(before))
	}
	for i, rec := range after {
		if !bytes.Equal(rec.Block, before[i].Block) || rec.ID != before[i].ID || rec.Pointer.Length == 0 {
			t.Errorf("record %d changed: %+v", i, rec.Pointer)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestRemoveLeavesDamagedFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.warc.gz")
	data := append(gzipped(t, foreign()), "nonsense"...)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	var damaged *FormatError
	if _, err := Remove(path, func(*Record) bool { return true }); !errors.As(err, &damaged) {
		t.Errorf("error %v", err)
	}
	if now, _ := os.ReadFile(path); !bytes.Equal(now, data) {
		t.Error("the file has changed")
	}
}

func TestFillerHasTheLength(t *testing.T) {
	lengths := []int64{emptyMember, 60, 100, 65_000, 65_535, 65_536, 65_558, 65_559, 131_000, 131_098, 131_099, 1 << 20}
	for n := int64(180); n < 400; n++ {
		lengths = append(lengths, n)
	}
	for _, length := range lengths {
		for _, compressed := range []bool{false, true} {
			var b bytes.Buffer
			if err := writeFiller(&b, length, compressed); err != nil || int64(b.Len()) != length {
				t.Fatalf("%d bytes, want %d, %v", b.Len(), length, err)
			}
			all, err := readAll(t, NewReader(&b, "x"))
			if err != nil || len(all) > 1 || len(all) == 0 && length > 300 {
				t.Errorf("a filler of %d bytes has %d records: %v", length, len(all), err)
			}
		}
	}
}
