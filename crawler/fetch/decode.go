package fetch

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

const (
	acceptEncoding = "gzip, br, zstd, deflate"

	// maxLayers of encoding on top of each other; two have been seen in the
	// wild, by mistake.
	maxLayers = 3

	// maxWindow is what RFC 9659 asks of decoders of Zstandard in HTTP.
	maxWindow = 8 << 20
)

// decoders keeps decoders and the buffers they fill for reuse: they cost more
// to allocate than most pages cost to decode.
type decoders struct {
	gzip, brotli, zstd sync.Pool
	scratch            sync.Pool
}

// Decode undoes the content encodings that header names on a body as it was
// transferred, as an archive has it. It gives at most max bytes and fails with
// TooLarge beyond them; other errors are of kind Encoding or Protocol.
func Decode(header http.Header, body []byte, max int64) ([]byte, error) {
	config := Config{MaxBody: max}.withDefaults()
	r := &bodyReader{limits: limits{body: config.MaxBody, ratio: config.MaxRatio}, decoders: &decoders{}}
	decoded, _, err := r.read(header, bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, &Error{Kind: bodyErrorKind(err), URL: "archived body", Err: err}
	}
	return decoded, nil
}

// encodingError says that a body cannot be decoded.
type encodingError struct{ reason string }

func (e *encodingError) Error() string { return e.reason }

// contentEncodings lists the encodings of a body in the order in which they
// were applied, without those that change nothing.
func contentEncodings(header http.Header) ([]string, error) {
	var list []string
	for _, value := range header.Values("Content-Encoding") {
		for name := range strings.SplitSeq(value, ",") {
			name = strings.ToLower(strings.TrimSpace(name))
			switch name {
			case "", "identity", "none", "utf-8", "utf8", "8bit", "binary", "chunked", "aws-chunked":
			case "gzip", "x-gzip", "br", "zstd", "deflate":
				list = append(list, strings.TrimPrefix(name, "x-"))
			default:
				return nil, &encodingError{fmt.Sprintf("content encoding %q is not known", clip(name, 80))}
			}
		}
	}
	if len(list) > maxLayers {
		return nil, &encodingError{fmt.Sprintf("%d content encodings on top of each other", len(list))}
	}
	return list, nil
}

// open puts a decoder on r. Servers send plain bodies labelled as encoded, so a
// body without the encoding's magic number passes as it is. The returned
// function gives the decoder back.
func (d *decoders) open(encoding string, r io.Reader) (io.Reader, func(), error) {
	in := bufio.NewReader(r)
	start, err := in.Peek(4)
	if len(start) == 0 {
		if err == io.EOF {
			err = nil
		}
		return in, func() {}, err
	}
	switch encoding {
	case "gzip":
		return d.openGzip(in, start)
	case "br":
		return d.openBrotli(in)
	case "zstd":
		return d.openZstd(in, start)
	}
	return openDeflate(in, start)
}

func (d *decoders) openGzip(in *bufio.Reader, start []byte) (io.Reader, func(), error) {
	if !bytes.HasPrefix(start, []byte{0x1f, 0x8b}) {
		return in, func() {}, nil
	}
	z, _ := d.gzip.Get().(*gzip.Reader)
	if z == nil {
		z = new(gzip.Reader)
	}
	if err := z.Reset(in); err != nil {
		return nil, func() {}, brokenEncoding("gzip", err)
	}
	return &decoding{r: z, name: "gzip"}, func() { d.gzip.Put(z) }, nil
}

func (d *decoders) openBrotli(in *bufio.Reader) (io.Reader, func(), error) {
	z, _ := d.brotli.Get().(*brotli.Reader)
	if z == nil {
		z = brotli.NewReader(nil)
	}
	if err := z.Reset(in); err != nil {
		return nil, func() {}, brokenEncoding("br", err)
	}
	return &decoding{r: z, name: "br"}, func() { d.brotli.Put(z) }, nil
}

func (d *decoders) openZstd(in *bufio.Reader, start []byte) (io.Reader, func(), error) {
	skippable := len(start) == 4 && start[0]&0xf0 == 0x50 && bytes.Equal(start[1:], []byte{0x2a, 0x4d, 0x18})
	if !skippable && !bytes.Equal(start, []byte{0x28, 0xb5, 0x2f, 0xfd}) {
		return in, func() {}, nil
	}
	z, _ := d.zstd.Get().(*zstd.Decoder)
	if z == nil {
		var err error
		z, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
			zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, func() {}, brokenEncoding("zstd", err)
		}
	}
	if err := z.Reset(in); err != nil {
		return nil, func() {}, brokenEncoding("zstd", err)
	}
	done := func() {
		if z.Reset(nil) == nil {
			d.zstd.Put(z)
		}
	}
	return &decoding{r: z, name: "zstd"}, done, nil
}

// openDeflate reads "deflate" both as RFC 9110 section 8.4.1.2 has it, in zlib's
// format, and as some servers have it, without.
func openDeflate(in *bufio.Reader, start []byte) (io.Reader, func(), error) {
	if len(start) >= 2 && start[0]&0x0f == 8 && (int(start[0])<<8|int(start[1]))%31 == 0 {
		z, err := zlib.NewReader(in)
		if err != nil {
			return nil, func() {}, brokenEncoding("deflate", err)
		}
		return &decoding{r: z, name: "deflate"}, func() {}, nil
	}
	return &decoding{r: flate.NewReader(in), name: "deflate"}, func() {}, nil
}

// decoding names the encoding in the errors of its decoder.
type decoding struct {
	r    io.Reader
	name string
	any  bool
}

func (d *decoding) Read(p []byte) (int, error) {
	n, err := d.r.Read(p)
	d.any = d.any || n > 0
	if err == nil || err == io.EOF {
		return n, err
	}
	if d.name == "gzip" && d.any && errors.Is(err, gzip.ErrHeader) {
		// Rubbish after the end of a gzip member, which browsers ignore too.
		return n, io.EOF
	}
	return n, brokenEncoding(d.name, err)
}

func brokenEncoding(name string, err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return &encodingError{"the " + name + " data ends early"}
	}
	return &encodingError{"the " + name + " data is broken"}
}
