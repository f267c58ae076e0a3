package warc

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden files")

// exchange is a page as a fetcher would hand it over.
func exchange(n int, body string) Exchange {
	return Exchange{
		URL:            fmt.Sprintf("https://example.org/%d", n),
		Status:         200,
		Started:        time.Date(2026, 3, 1, 12, 0, n, 5000, time.UTC),
		Remote:         netip.MustParseAddr("93.184.216.34"),
		Protocols:      []string{"h2", "tls/1.3"},
		RequestHeader:  fmt.Appendf(nil, "GET /%d HTTP/1.1\r\nHost: example.org\r\n\r\n", n),
		ResponseHeader: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
		Body:           []byte(body),
	}
}

// fixed makes ids and the date of a writer the same in every run.
func fixed(w *Writer) *Writer {
	n := 0
	w.newID = func() string { n++; return fmt.Sprintf("urn:uuid:00000000-0000-4000-8000-%012d", n) }
	w.now = func() time.Time { return time.Date(2026, 3, 1, 11, 59, 0, 0, time.UTC) }
	return w
}

func readAll(t *testing.T, r *Reader) ([]*Record, error) {
	t.Helper()
	var records []*Record
	for {
		rec, err := r.Next()
		if err == io.EOF {
			return records, nil
		}
		if err != nil {
			if _, again := r.Next(); again != err {
				t.Errorf("the error does not stay: %v, then %v", err, again)
			}
			return records, err
		}
		records = append(records, rec)
	}
}

func types(records []*Record) string {
	var names []string
	for _, rec := range records {
		names = append(names, rec.Type)
	}
	return strings.Join(names, " ")
}

func TestGolden(t *testing.T) {
	var out bytes.Buffer
	w := fixed(newWriter(&out, "golden.warc", false))
	if err := w.begin(Info{Software: "alleys/1.0", Operator: "Town library", UserAgent: "alleys/1.0 (+x)", Robots: "obey"}); err != nil {
		t.Fatal(err)
	}
	notModified := exchange(1, "")
	notModified.Status, notModified.ResponseHeader = 304, []byte("HTTP/1.1 304 Not Modified\r\n\r\n")
	for _, e := range []Exchange{exchange(1, "<p>Buongiorno"), exchange(2, "<p>Buongiorno"), notModified} {
		if _, err := w.Write(e); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join("testdata", "golden.warc")
	if *update {
		if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), want) {
		t.Errorf("differs from %s:\n%s", path, out.Bytes())
	}
}

func TestRoundTrip(t *testing.T) {
	for _, name := range []string{"a.warc", "a.warc.gz"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			w, err := Append(path, Info{Software: "alleys"})
			if err != nil {
				t.Fatal(err)
			}
			var written []Written
			bodies := []string{"", "<p>one", strings.Repeat("<p>two\r\n\r\nWARC/1.1\r\n", 5000), "\x1f\x8b\x00", "<p>one"}
			for i, body := range bodies {
				one, err := w.Write(exchange(i, body))
				if err != nil {
					t.Fatal(err)
				}
				written = append(written, one)
			}
			if err := errors.Join(w.Sync(), w.Close()); err != nil {
				t.Fatal(err)
			}
			r, err := Open(path, name)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			records, err := readAll(t, r)
			if want := "warcinfo response request response request response request response request revisit request"; err != nil || types(records) != want {
				t.Fatalf("got %s, %v", types(records), err)
			}
			for _, rec := range records {
				if err := rec.Verify(); err != nil {
					t.Errorf("%s %s: %v", rec.Type, rec.TargetURI, err)
				}
				again, err := ReadRecord(path, rec.Pointer)
				if err != nil || again.ID != rec.ID || !bytes.Equal(again.Block, rec.Block) || again.Pointer != rec.Pointer {
					t.Errorf("by its pointer: %+v, %v", again, err)
				}
			}
			for i, body := range bodies {
				rec, err := ReadRecord(path, written[i].Payload)
				if err != nil {
					t.Fatal(err)
				}
				resp, err := rec.Response()
				if err != nil || string(resp.Body) != body || resp.Header.Get("Content-Type") != "text/html" {
					t.Errorf("page %d: %+v, %v", i, resp, err)
				}
				if rec.Pointer != written[i].Payload {
					t.Errorf("page %d: pointer %+v, %+v when written", i, rec.Pointer, written[i].Payload)
				}
				request, err := ReadRecord(path, written[i].Request)
				if err != nil || !bytes.HasPrefix(request.Block, []byte("GET /")) {
					t.Errorf("request %d: %+v, %v", i, request, err)
				}
			}
			if written[4].Record == written[4].Payload || written[4].Payload != written[1].Record {
				t.Errorf("the revisit points to %+v", written[4])
			}
			first := records[1]
			if first.Version != "1.1" || first.TargetURI != "https://example.org/0" || !first.Date.Equal(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)) ||
				first.Fields.Get("warc-ip-address") != "93.184.216.34" || first.Fields.Get("WARC-Protocol") != "h2" || first.Cut {
				t.Errorf("got %+v", first)
			}
		})
	}
}

func TestWriteFromManyGoroutines(t *testing.T) {
	var out bytes.Buffer
	w, err := NewWriter(&out, "a.warc.gz", true, Info{})
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for i := range 50 {
		all.Go(func() {
			if _, err := w.Write(exchange(i, fmt.Sprint("page ", i))); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if records, err := readAll(t, NewReader(&out, "a")); err != nil || len(records) != 101 {
		t.Errorf("%d records, %v", len(records), err)
	}
}

func TestHeaderCannotBeInjected(t *testing.T) {
	var out bytes.Buffer
	w, err := NewWriter(&out, "a", false, Info{Operator: "a\r\nrobots: ignore"})
	if err != nil {
		t.Fatal(err)
	}
	e := exchange(1, "x")
	e.URL = "https://example.org/\r\nContent-Length: 0\r\n\r\n"
	e.Protocols = []string{"h2\nX: y"}
	e.Cut = true
	if _, err := w.Write(e); err != nil {
		t.Fatal(err)
	}
	records, err := readAll(t, NewReader(&out, "a"))
	if len(records) > 1 && records[1].Fields.Get("WARC-Truncated") != "length" {
		t.Errorf("not marked as truncated: %+v", records[1].Fields)
	}
	if err != nil || len(records) != 3 || records[1].Fields.Get("X") != "" || strings.Contains(string(records[0].Block), "\nrobots") {
		t.Errorf("got %+v, %v", records, err)
	}
}
