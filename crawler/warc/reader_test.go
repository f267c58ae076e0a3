package warc

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

// foreign are records as other tools write them.
func foreign() string {
	crlf := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
	return crlf("WARC/1.0\nWARC-Type: warcinfo\nWARC-Date: 2014-08-20T06:36:13Z\nWARC-Record-ID: <urn:uuid:1>\n"+
		"Content-Type: application/warc-fields\nContent-Length: 12\n\nrobots: x\r\n\n\n") +
		crlf("WARC/1.0\nWARC-Type: response\nWARC-Record-ID: <urn:uuid:2>\nWARC-Target-URI: <http://example.org/>\n"+
			"WARC-Date: 2014-08-20T06:36:13.123456Z\nX-Long: begins\n\t and goes on\nno colon here\nContent-Length: 68\n\n") +
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n\n\n\r\n\r\n" +
		// bare LF, no blank lines after, an unknown type
		"WARC/0.18\nwarc-type: future\nwarc-record-id: urn:uuid:3\ncontent-length: 3\n\nabc" +
		"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: urn:x\r\nWARC-Date: 2026\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\n\xff\x00\r\n"
}

func gzipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, part := range parts {
		z := gzip.NewWriter(&b)
		io.WriteString(z, part)
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func TestForeign(t *testing.T) {
	plain := foreign()
	half := strings.Index(plain, "WARC/0.18")
	tests := map[string][]byte{
		"plain":                   []byte(plain),
		"blank lines first":       []byte("\r\n\n" + plain),
		"one member":              gzipped(t, plain),
		"two members":             gzipped(t, plain[:half], plain[half:]),
		"an empty member between": gzipped(t, plain[:half], "", "\r\n", plain[half:]),
	}
	for name, data := range tests {
		t.Run(name, func(t *testing.T) {
			records, err := readAll(t, NewReader(bytes.NewReader(data), "f"))
			if err != nil || types(records) != "warcinfo response future resource" {
				t.Fatalf("got %s, %v", types(records), err)
			}
			page := records[1]
			if page.Version != "1.0" || page.ID != "urn:uuid:2" || page.TargetURI != "http://example.org/" ||
				page.Fields.Get("x-long") != "begins and goes on" || !page.Date.Equal(time.Date(2014, 8, 20, 6, 36, 13, 123456000, time.UTC)) {
				t.Errorf("got %+v", page)
			}
			resp, err := page.Response()
			if err != nil || resp.Status != 200 || string(resp.Body) != "hello" || resp.Header.Get("Transfer-Encoding") != "" {
				t.Errorf("got %+v, %v", resp, err)
			}
			if records[2].ID != "urn:uuid:3" || string(records[2].Block) != "abc" {
				t.Errorf("got %+v", records[2])
			}
			resp, err = records[3].Response()
			if err != nil || string(resp.Body) != "\xff\x00\r\n" || resp.Header.Get("Content-Type") != "text/plain" || records[3].Date.Year() != 2026 {
				t.Errorf("got %+v, %v", resp, err)
			}
			for _, rec := range records {
				again, err := readPointer(data, rec.Pointer)
				if err != nil || again.ID != rec.ID || !bytes.Equal(again.Block, rec.Block) {
					t.Errorf("%+v: %+v, %v", rec.Pointer, again, err)
				}
			}
		})
	}
}

// readPointer does in memory what ReadRecord does.
func readPointer(data []byte, p Pointer) (*Record, error) {
	r := NewReader(bytes.NewReader(data[p.Offset:]), "f")
	if err := r.skip(p.Skip); err != nil {
		return nil, err
	}
	return r.Next()
}

func TestEmpty(t *testing.T) {
	for _, data := range [][]byte{nil, []byte("\r\n\r\n"), gzipped(t, ""), gzipped(t, "", "\n")} {
		if records, err := readAll(t, NewReader(bytes.NewReader(data), "f")); err != nil || len(records) != 0 {
			t.Errorf("%q: %d records, %v", data, len(records), err)
		}
	}
}

func TestBroken(t *testing.T) {
	good := "WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 2\r\n\r\nab\r\n\r\n"
	badSum := gzipped(t, good, good)
	badSum[len(badSum)-6] ^= 1
	tests := map[string]struct {
		data    []byte
		records int
		want    string
	}{
		"another format":      {[]byte("<!doctype html>"), 0, `f: record at byte 0: it begins with "<!doctype html>", not with WARC/ (0 good before it)`},
		"rubbish between":     {[]byte(good + "xxx" + good), 1, "f: record at byte 58: it begins with"},
		"future version":      {[]byte(good + "WARC/2.0\r\n\r\n"), 1, `version "2.0" is not known`},
		"no length":           {[]byte(good + "WARC/1.0\r\nWARC-Type: metadata\r\n\r\n"), 1, "it has no Content-Length"},
		"negative length":     {[]byte("WARC/1.0\r\nContent-Length: -1\r\n\r\n"), 0, `its Content-Length is "-1"`},
		"absurd length":       {[]byte("WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n"), 0, "its Content-Length is"},
		"length of exabytes":  {[]byte("WARC/1.0\r\nContent-Length: 9000000000000000000\r\n\r\nab"), 0, "the file ends in the middle of it"},
		"endless header line": {[]byte("WARC/1.0\r\nX: " + strings.Repeat("x", 1<<20)), 0, "a line of its header is longer than 65536 bytes"},
		"endless header":      {[]byte("WARC/1.0\r\n" + strings.Repeat("X: y\r\n", 1<<20)), 0, "its header is longer than 1048576 bytes"},
		"endless blank lines": {[]byte(good + strings.Repeat("\r\n", 1<<20)), 0, "nothing but blank lines follow it"},
		"zstandard":           {[]byte("\x28\xb5\x2f\xfd...."), 0, "compressed with Zstandard, decompress it first"},
		"wrong checksum":      {badSum, 1, "the gzip data is damaged"},
		"half a gzip header":  {append(gzipped(t, good), 0x1f, 0x8b, 8), 1, "the file ends in the middle of it"},
		"rubbish after gzip":  {append(gzipped(t, good), "rubbish at the end"...), 1, "the gzip data is damaged"},
	}
	for name, tt := range tests {
		records, err := readAll(t, NewReader(bytes.NewReader(tt.data), "f"))
		var broken *FormatError
		if len(records) != tt.records || !errors.As(err, &broken) || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %d records, %v", name, len(records), err)
		}
	}
}

func TestMaxBlock(t *testing.T) {
	big := "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 100000\r\n\r\n" + strings.Repeat("x", 100000) + "\r\n\r\n"
	r := NewReader(strings.NewReader(big+big), "f")
	r.MaxBlock = 1000
	records, err := readAll(t, r)
	if err != nil || len(records) != 2 || len(records[0].Block) != 1000 || !records[0].Cut || records[0].Verify() != nil {
		t.Errorf("got %d records, %v", len(records), err)
	}
}

func TestResponse(t *testing.T) {
	tests := map[string]struct {
		block, body string
		status      int
	}{
		"plain":                       {"HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody", "body", 200},
		"bare LF":                     {"HTTP/1.0 404 Not Found\nA: b\n\nbody", "body", 404},
		"HTTP/2, no reason":           {"HTTP/2 200\r\n\r\nbody", "body", 200},
		"wrong length":                {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nbody", "body", 200},
		"chunked only by header":      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<p>body", "<p>body", 200},
		"chunked with a trailer":      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nbo\r\n2\r\ndy\r\n0\r\nA: b\r\n\r\n", "body", 200},
		"header line without a colon": {"HTTP/1.1 200 OK\r\nrubbish\r\n: x\r\nA: b\r\n\r\nbody", "body", 200},
		"header only":                 {"HTTP/1.1 301 Moved\r\nLocation: /x\r\n\r\n", "", 301},
		"no blank line":               {"HTTP/1.1 204 No Content\r\nA: b", "", 204},
	}
	for name, tt := range tests {
		resp, err := (&Record{Type: TypeResponse, Block: []byte(tt.block)}).Response()
		if err != nil || resp.Status != tt.status || string(resp.Body) != tt.body {
			t.Errorf("%s: %+v, %v", name, resp, err)
		}
	}
	for _, block := range []string{"", "\r\n", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 99999\r\n\r\n", "\xff\xd8"} {
		if _, err := (&Record{Type: TypeResponse, Block: []byte(block)}).Response(); err == nil {
			t.Errorf("%q: no error", block)
		}
	}
	if _, err := (&Record{Type: TypeRequest, Block: []byte("HTTP/1.1 200 OK\r\n\r\n")}).Response(); err == nil {
		t.Error("a request holds a response")
	}
}

func TestVerify(t *testing.T) {
	block := "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"
	tests := []struct {
		name, value string
		good        bool
	}{
		{"WARC-Payload-Digest", "sha1:Q336IN72UWT7ZYK5DXOLT2XK5I3XMZ5Y", true},
		{"WARC-Payload-Digest", "sha1:Q336IN72UWT7ZYK5DXOLT2XK5I3XMZ5Z", false},
		{"WARC-Payload-Digest", "sha1:86f7e437faa5a7fce15d1ddcb9eaeaea377667b8", true},
		{"WARC-Payload-Digest", "SHA-256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb", true},
		{"WARC-Payload-Digest", "md5:0cc175b9c0f1b6a831c399e269772661", true},
		{"WARC-Payload-Digest", "md5:ffffffffffffffffffffffffffffffff", false},
		{"WARC-Payload-Digest", "blake3:whatever", true},
		{"WARC-Block-Digest", digest([]byte(block)), true},
		{"WARC-Payload-Digest", "md5:DMF1ucDxtqgxw5niaXcmYQ==", true},
		{"WARC-Block-Digest", strings.ToUpper(digest([]byte(block))), true},
		{"WARC-Block-Digest", digest([]byte("a")), false},
	}
	for _, tt := range tests {
		rec := &Record{Type: TypeResponse, Block: []byte(block), Fields: Fields{{tt.name, tt.value}}}
		if err := rec.Verify(); (err == nil) != tt.good {
			t.Errorf("%s: %v", tt.value, err)
		}
	}
}
