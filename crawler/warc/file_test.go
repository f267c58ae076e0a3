package warc

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAppend(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.warc.gz")
	for run := range 3 {
		w, err := Append(path, Info{})
		if err != nil {
			t.Fatal(err)
		}
		same, err := w.Write(exchange(1, "always the same"))
		if err != nil || (run > 0) != (same.Record != same.Payload) {
			t.Errorf("run %d: %+v, %v", run, same, err)
		}
		if _, err := w.Write(exchange(2, fmt.Sprint("run ", run))); err != nil {
			t.Error(err)
		}
		if rec, err := ReadRecord(path, same.Payload); err != nil || !strings.HasSuffix(string(rec.Block), "always the same") {
			t.Errorf("run %d: %v", run, err)
		}
		w.Close()
		if _, err := w.Write(exchange(3, "")); !errors.Is(err, os.ErrClosed) {
			t.Errorf("after Close: %v", err)
		}
	}
	r, err := Open(path, "a")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	records, err := readAll(t, r)
	if err != nil || len(records) != 15 || strings.Count(types(records), "revisit") != 2 {
		t.Errorf("got %s, %v", types(records), err)
	}
}

// whole counts the records that are there in full when a file is cut at a
// byte, given where each ends. The blank lines after a plain record do not
// count. clean says whether the cut leaves no part of another record.
func whole(ends []int64, cut, blanks int64) (n int, clean bool) {
	clean = cut == 0
	for _, end := range ends {
		if cut >= end-blanks {
			n++
			clean = cut <= end
		}
	}
	return n, clean
}

// cuts lays out a file of five records and calls try with each of its beginnings.
func cuts(t *testing.T, name string, try func(data []byte, records int, clean bool)) {
	path := filepath.Join(t.TempDir(), name)
	w, err := Append(path, Info{})
	if err != nil {
		t.Fatal(err)
	}
	first, _ := w.Write(exchange(1, "one"))
	second, _ := w.Write(exchange(2, "two"))
	w.Close()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	ends := []int64{first.Record.Offset, first.Request.Offset, second.Record.Offset, second.Request.Offset, int64(len(data))}
	blanks := int64(0)
	if !strings.HasSuffix(name, ".gz") {
		blanks = 4
	}
	for cut := range data {
		records, clean := whole(ends, int64(cut), blanks)
		try(data[:cut], records, clean)
	}
}

// TestCutOff cuts a file at every byte: what was whole is read, then comes one
// error.
func TestCutOff(t *testing.T) {
	for _, name := range []string{"a.warc", "a.warc.gz"} {
		cuts(t, name, func(data []byte, want int, clean bool) {
			records, err := readAll(t, NewReader(bytes.NewReader(data), name))
			var broken *FormatError
			if len(records) != want || (err == nil) != clean || err != nil && (!errors.As(err, &broken) || !broken.CutOff || broken.Records != want) {
				t.Fatalf("%s cut at %d: %d records of %d, %v", name, len(data), len(records), want, err)
			}
		})
	}
}

// TestAppendAfterCutOff goes on writing where a file was cut off. Everything
// whole has to be there afterwards.
func TestAppendAfterCutOff(t *testing.T) {
	for _, name := range []string{"a.warc", "a.warc.gz"} {
		path := filepath.Join(t.TempDir(), name)
		cuts(t, name, func(data []byte, want int, _ bool) {
			if want == 0 && len(data) > 0 || len(data)%5 != 0 && want < 5 {
				return
			}
			if err := os.WriteFile(path, data, 0o644); err != nil {
				t.Fatal(err)
			}
			w, err := Append(path, Info{})
			if err != nil {
				t.Fatalf("%s cut at %d: %v", name, len(data), err)
			}
			written, err := w.Write(exchange(3, "three"))
			if err != nil {
				t.Fatal(err)
			}
			w.Close()
			if _, err := ReadRecord(path, written.Record); err != nil {
				t.Fatalf("%s cut at %d: %v", name, len(data), err)
			}
			r, err := Open(path, name)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			if records, err := readAll(t, r); err != nil || len(records) != want+3 {
				t.Fatalf("%s cut at %d: %d records of %d, %v", name, len(data), len(records), want+3, err)
			}
		})
	}
}

func TestAppendRefuses(t *testing.T) {
	dir := t.TempDir()
	w, err := Append(filepath.Join(dir, "good.warc.gz"), Info{})
	if err != nil {
		t.Fatal(err)
	}
	w.Write(exchange(1, "one"))
	w.Close()
	good, err := os.ReadFile(filepath.Join(dir, "good.warc.gz"))
	if err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Clone(good)
	damaged[len(damaged)/2] ^= 0xff
	tests := map[string]struct {
		data []byte
		want string
	}{
		"notes.txt":       {nil, "ends in .warc or .warc.gz"},
		"notes.warc":      {[]byte("shopping list\n"), "not with WARC/"},
		"packed.warc":     {good, "its name says one thing"},
		"damaged.warc.gz": {damaged, "write to another file"},
	}
	for name, tt := range tests {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, tt.data, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Append(path, Info{}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(after, tt.data) {
			t.Errorf("%s was changed", name)
		}
	}
	if _, err := Append(filepath.Join(dir, "no", "folder.warc"), Info{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

// fullDisk takes some bytes and then no more.
type fullDisk struct {
	bytes.Buffer
	space int
}

func (d *fullDisk) Write(p []byte) (int, error) {
	if d.Len()+len(p) > d.space {
		n, _ := d.Buffer.Write(p[:d.space-d.Len()])
		return n, errors.New("no space left on device")
	}
	return d.Buffer.Write(p)
}

func (d *fullDisk) Truncate(size int64) error { d.Buffer.Truncate(int(size)); return nil }
func (d *fullDisk) Sync() error               { return nil }
func (d *fullDisk) Close() error              { return nil }

func TestFullDisk(t *testing.T) {
	disk := &fullDisk{space: 3000}
	w := newWriter(disk, "a.warc", false)
	w.file = disk
	if err := w.begin(Info{}); err != nil {
		t.Fatal(err)
	}
	var err error
	for i := 0; err == nil; i++ {
		_, err = w.Write(exchange(i, fmt.Sprint("page ", i)))
	}
	if _, again := w.Write(exchange(0, "")); again != err || !strings.Contains(err.Error(), "a.warc: no space left") {
		t.Errorf("got %v, then %v", err, again)
	}
	records, err := readAll(t, NewReader(&disk.Buffer, "a.warc"))
	if err != nil || len(records) < 3 {
		t.Errorf("%d records, %v", len(records), err)
	}
}
