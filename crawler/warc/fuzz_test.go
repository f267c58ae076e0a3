package warc

import (
	"bytes"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func FuzzReader(f *testing.F) {
	plain := foreign()
	f.Add([]byte(plain))
	f.Add(gzipped(f, plain[:200], plain[200:]))
	f.Add([]byte("WARC/1.1\r\nContent-Length: 1\r\n\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := NewReader(bytes.NewReader(data), "f")
		r.MaxBlock = 1 << 16
		for range len(data) + 1 {
			rec, err := r.Next()
			if err == io.EOF {
				return
			}
			var broken *FormatError
			if errors.As(err, &broken) {
				return
			}
			if err != nil {
				t.Fatalf("%T: %v", err, err)
			}
			rec.Verify()
			rec.Response()
			again, err := readPointer(data, rec.Pointer)
			if err != nil || !rec.Cut && !bytes.Equal(again.Block, rec.Block) {
				t.Fatalf("by its pointer %+v: %v", rec.Pointer, err)
			}
		}
		t.Fatal("more records than bytes")
	})
}

func FuzzRoundTrip(f *testing.F) {
	f.Add("https://example.org/", "HTTP/1.1 200 OK\r\n\r\n", "<p>body", true)
	f.Add("a\r\nb", "WARC/1.0", "\r\n\r\nWARC/1.1\r\n", false)
	f.Fuzz(func(t *testing.T, url, header, body string, compress bool) {
		var out bytes.Buffer
		w, err := NewWriter(&out, "f", compress, Info{Software: url})
		if err != nil {
			t.Fatal(err)
		}
		e := Exchange{URL: url, Status: 200, Started: time.Unix(0, 0), ResponseHeader: []byte(header), Body: []byte(body)}
		for range 2 {
			if _, err := w.Write(e); err != nil {
				t.Fatal(err)
			}
		}
		records, err := readAll(t, NewReader(&out, "f"))
		want := "warcinfo response request revisit request"
		if body == "" {
			want = "warcinfo response request response request"
		}
		if err != nil || types(records) != want {
			t.Fatalf("got %s, %v", types(records), err)
		}
		if got := string(records[1].Block); got != header+body || records[1].TargetURI != bare(oneLine(url)) {
			t.Errorf("got %q of %q", got, records[1].TargetURI)
		}
	})
}

func BenchmarkReader(b *testing.B) {
	var out bytes.Buffer
	w, err := NewWriter(&out, "f", true, Info{})
	if err != nil {
		b.Fatal(err)
	}
	page := bytes.Repeat([]byte("<p>The council met on Tuesday to discuss the budget.</p>\n"), 1000)
	for i := range 200 {
		e := exchange(i, "")
		e.Body = append(page, byte(i))
		if _, err := w.Write(e); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(200 * len(page)))
	for b.Loop() {
		for r := NewReader(bytes.NewReader(out.Bytes()), "f"); ; {
			if _, err := r.Next(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}

// FuzzRemove removes some records of whatever bytes: nothing panics, what
// is left can be read, and a file that cannot be rewritten is as before.
func FuzzRemove(f *testing.F) {
	f.Add([]byte(foreign()), uint8(1))
	f.Add(gzipped(f, foreign()), uint8(2))
	f.Add(gzipped(f, foreign(), foreign()), uint8(5))
	f.Fuzz(func(t *testing.T, data []byte, pick uint8) {
		path := filepath.Join(t.TempDir(), "f.warc")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		gone := func(rec *Record) bool { return pick>>(crc32.ChecksumIEEE([]byte(rec.ID))%8)&1 == 1 }
		removed, err := Remove(path, gone)
		if err != nil || removed.Records == 0 {
			if now, readErr := os.ReadFile(path); readErr != nil || !bytes.Equal(now, data) {
				t.Fatalf("changed in spite of %v, %v", err, readErr)
			}
			return
		}
		r, err := Open(path, "f.warc")
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		left, err := readAll(t, r)
		if err != nil {
			t.Fatalf("unreadable after %d records were removed: %v", removed.Records, err)
		}
		for _, rec := range left {
			if gone(rec) && !bytes.Contains(rec.Block, []byte("removed")) {
				t.Errorf("%s is still there", rec.ID)
			}
		}
	})
}
