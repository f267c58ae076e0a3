package fetch

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// compress encodes text; "raw" is deflate without zlib's frame.
func compress(t testing.TB, encoding, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	var err error
	switch encoding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "br":
		w = brotli.NewWriter(&b)
	case "zstd":
		w, err = zstd.NewWriter(&b)
	case "deflate":
		w = zlib.NewWriter(&b)
	case "raw":
		w, err = flate.NewWriter(&b, flate.DefaultCompression)
	default:
		return []byte(text)
	}
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, text)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDecode(t *testing.T) {
	const text = "Die Stadt baut einen Radweg. "
	long := strings.Repeat(text, 1000)
	gz := compress(t, "gzip", long)
	tests := map[string]struct {
		encoding string
		body     []byte
	}{
		"plain":               {"", []byte(long)},
		"gzip":                {"gzip", gz},
		"x-gzip, upper case":  {"X-GZip", gz},
		"brotli":              {"br", compress(t, "br", long)},
		"zstd":                {"zstd", compress(t, "zstd", long)},
		"zlib":                {"deflate", compress(t, "deflate", long)},
		"deflate, raw":        {"deflate", compress(t, "raw", long)},
		"two layers":          {"gzip, br", compress(t, "br", string(gz))},
		"same layer twice":    {"gzip, gzip", compress(t, "gzip", string(gz))},
		"identity":            {"identity", []byte(long)},
		"misused field":       {"UTF-8", []byte(long)},
		"not gzip at all":     {"gzip", []byte(long)},
		"not zstd at all":     {"zstd", []byte(long)},
		"two gzip members":    {"gzip", append(compress(t, "gzip", long[:100]), compress(t, "gzip", long[100:])...)},
		"rubbish after gzip":  {"gzip", append(bytes.Clone(gz), "<!-- cached -->"...)},
		"skippable zstd part": {"zstd", append([]byte{0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 7}, compress(t, "zstd", long)...)},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			header := http.Header{"Content-Encoding": {tt.encoding}}
			got, err := Decode(header, tt.body, 0)
			if err != nil || string(got) != long {
				t.Errorf("Decode: %d bytes, %v", len(got), err)
			}
			s.mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Encoding", tt.encoding)
				w.Write(tt.body)
			})
			c := newClient(t, noPolicy)
			for range 2 { // the second time with used decoders
				resp := get(t, c, s.URL)
				if string(resp.Body) != long || !bytes.Equal(resp.Exchanges[0].Body, tt.body) {
					t.Errorf("Get: %d bytes, %d transferred", len(resp.Body), len(resp.Exchanges[0].Body))
				}
			}
		})
	}
}

func TestDecodeEmpty(t *testing.T) {
	for _, encoding := range []string{"", "gzip", "br", "zstd", "deflate"} {
		if got, err := Decode(http.Header{"Content-Encoding": {encoding}}, nil, 0); err != nil || len(got) != 0 {
			t.Errorf("%q: %q, %v", encoding, got, err)
		}
	}
}

func TestDecodeBroken(t *testing.T) {
	text := strings.Repeat("abcdefgh 12345 ", 4000)
	tests := map[string]struct {
		encoding string
		body     []byte
		want     string
	}{
		"unknown encoding": {"sdch", []byte(text), `content encoding "sdch" is not known`},
		"too many layers":  {"gzip,gzip,gzip,gzip", []byte(text), "4 content encodings"},
	}
	for _, encoding := range []string{"gzip", "br", "zstd", "deflate"} {
		body := compress(t, encoding, text)
		tests["half of "+encoding] = struct {
			encoding string
			body     []byte
			want     string
		}{encoding, body[:len(body)/2], "the " + encoding + " data"}
	}
	flipped := compress(t, "gzip", text)
	flipped[len(flipped)-5] ^= 0xff
	tests["wrong checksum"] = struct {
		encoding string
		body     []byte
		want     string
	}{"gzip", flipped, "the gzip data is broken"}
	for name, tt := range tests {
		_, err := Decode(http.Header{"Content-Encoding": {tt.encoding}}, tt.body, 0)
		if !errors.Is(err, Encoding) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDecodeLimits(t *testing.T) {
	zeros := strings.Repeat("\x00", 8<<20)
	for _, encoding := range []string{"gzip", "br", "zstd", "deflate", "raw"} {
		header := http.Header{"Content-Encoding": {strings.Replace(encoding, "raw", "deflate", 1)}}
		body := compress(t, encoding, zeros)
		if _, err := Decode(header, body, 1<<20); !errors.Is(err, TooLarge) {
			t.Errorf("%s: %v", encoding, err)
		}
		if _, err := Decode(header, body, 1<<30); !errors.Is(err, TooLarge) || !strings.Contains(err.Error(), "decompression bomb") {
			t.Errorf("%s: %v", encoding, err)
		}
	}
	if _, err := Decode(http.Header{}, []byte("12345"), 4); !errors.Is(err, TooLarge) {
		t.Errorf("plain: %v", err)
	}
	if got, err := Decode(http.Header{}, []byte("12345"), 5); err != nil || len(got) != 5 {
		t.Errorf("exactly the limit: %q, %v", got, err)
	}
}

func FuzzDecode(f *testing.F) {
	for _, encoding := range []string{"gzip", "br", "zstd", "deflate", "raw"} {
		f.Add(strings.Replace(encoding, "raw", "deflate", 1), compress(f, encoding, "some text, some text"))
	}
	f.Add("gzip, br", []byte("\x1f\x8b"))
	f.Fuzz(func(t *testing.T, encoding string, body []byte) {
		const most = 1 << 16
		got, err := Decode(http.Header{"Content-Encoding": {encoding}}, body, most)
		if err == nil && len(got) > most {
			t.Errorf("%d bytes", len(got))
		}
	})
}
