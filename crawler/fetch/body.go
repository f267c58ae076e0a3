package fetch

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/http"
)

const (
	// freeExpansion is how far a body may expand whatever its ratio: blank
	// pages and tables compress very well.
	freeExpansion = 1 << 20

	// presize bounds the memory that is set aside on a server's word,
	// maxScratch what is kept for the next body.
	presize    = 1 << 20
	maxScratch = 1 << 20
)

// limits bound one body.
type limits struct {
	body  int64 // bytes, decoded as well as transferred
	ratio int64 // decoded bytes for a transferred one, beyond freeExpansion
	cut   bool  // take the first body bytes of a longer one instead of failing
}

// sizeError says which limit a response broke.
type sizeError struct{ reason string }

func (e *sizeError) Error() string { return e.reason }

// bodyReader reads one body.
type bodyReader struct {
	limits
	decoders *decoders
	wire     wireReader
}

// read returns the body decoded and as transferred; both share memory when
// there is no encoding. length is the declared length or -1.
func (r *bodyReader) read(header http.Header, body io.Reader, length int64) (decoded, wire []byte, err error) {
	encodings, err := contentEncodings(header)
	if err != nil {
		return nil, nil, err
	}
	if length > r.body && !r.cut {
		return nil, nil, r.tooLarge()
	}
	r.wire.r = body
	if len(encodings) == 0 {
		decoded, err = r.collect(&r.wire)
		return decoded, decoded, err
	}
	r.wire.keep = true
	r.wire.kept.Grow(int(min(max(length, 512), presize)))
	var in io.Reader = &r.wire
	for i := len(encodings) - 1; i >= 0; i-- {
		next, done, err := r.decoders.open(encodings[i], in)
		if err != nil {
			return nil, nil, cmp.Or(r.wire.err, err)
		}
		defer done()
		in = next
	}
	if decoded, err = r.collect(in); err == nil {
		// A decoder may stop at its own end, before that of the transfer.
		_, err = io.CopyN(io.Discard, &r.wire, maxDrain)
	}
	if err == io.EOF {
		err = nil
	}
	return decoded, r.wire.kept.Bytes(), cmp.Or(r.wire.err, err)
}

// collect reads in to its end or to a limit. It reads into a buffer that is
// used again and copies once, since most lengths are not known before.
func (r *bodyReader) collect(in io.Reader) ([]byte, error) {
	scratch, _ := r.decoders.scratch.Get().(*[]byte)
	if scratch == nil {
		scratch = new(make([]byte, 0, 64<<10))
	}
	buffer, err := r.fill((*scratch)[:0], in)
	var body []byte
	if err == nil {
		body = bytes.Clone(buffer[:min(int64(len(buffer)), r.body)])
	}
	if cap(buffer) <= maxScratch {
		*scratch = buffer
		r.decoders.scratch.Put(scratch)
	}
	return body, err
}

func (r *bodyReader) fill(buffer []byte, in io.Reader) ([]byte, error) {
	for {
		if len(buffer) == cap(buffer) {
			buffer = append(buffer, 0)[:len(buffer)]
		}
		n, err := in.Read(buffer[len(buffer):cap(buffer)])
		buffer = buffer[:len(buffer)+n]
		if int64(len(buffer)) > r.body || r.wire.count > r.body {
			if r.cut {
				return buffer, nil
			}
			return buffer, r.tooLarge()
		}
		if r.wire.keep && len(buffer) > freeExpansion && int64(len(buffer)) > r.ratio*max(r.wire.count, 1) {
			return buffer, &sizeError{fmt.Sprintf("the body expands more than %d times, which is a decompression bomb", r.ratio)}
		}
		if err == io.EOF {
			return buffer, nil
		}
		if err != nil {
			return buffer, err
		}
	}
}

func (r *bodyReader) tooLarge() error {
	return &sizeError{fmt.Sprintf("the body is larger than %s", byteSize(r.body))}
}

// wireReader counts and keeps what is transferred, and the error of the
// connection, so that it can be told from those of a decoder.
type wireReader struct {
	r     io.Reader
	err   error // of the connection; a decoder may hide it
	count int64
	keep  bool
	kept  bytes.Buffer
}

func (w *wireReader) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	w.count += int64(n)
	if w.keep {
		w.kept.Write(p[:n])
	}
	if err != nil && err != io.EOF {
		w.err = err
	}
	return n, err
}

// bodyErrorKind sorts the errors of bodyReader.read.
func bodyErrorKind(err error) Kind {
	var size *sizeError
	var encoding *encodingError
	switch {
	case errors.As(err, &size):
		return TooLarge
	case errors.As(err, &encoding):
		return Encoding
	}
	return Protocol
}

// byteSize writes a number of bytes for a person.
func byteSize(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
