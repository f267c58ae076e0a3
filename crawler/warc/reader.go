package warc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
)

const (
	// standardMaxBlock is enough for any page; videos are cut.
	standardMaxBlock = 64 << 20

	// maxBlank bounds the blank lines between records.
	maxBlank = 64 << 10

	bufferSize = 64 << 10
)

// Reader reads the records of an archive in their order.
type Reader struct {
	// MaxBlock is how many bytes of a block are kept; the rest is passed over
	// and Record.Cut set. NewReader sets it to 64 MiB.
	MaxBlock int64

	name    string
	in      *counter
	gz      *gzip.Reader  // nil for plain files
	text    *bufio.Reader // what the records are read from
	opened  bool          // whether the first bytes have been looked at
	member  int64         // where the current gzip member begins
	between bool          // whether no gzip member is open
	pos     int64         // bytes read from text: in the file, or in the member
	records int
	closer  io.Closer
	err     error
}

// NewReader reads an archive from r; name is for pointers and errors.
func NewReader(r io.Reader, name string) *Reader {
	return &Reader{MaxBlock: standardMaxBlock, name: name, in: &counter{r: bufio.NewReaderSize(r, bufferSize)}}
}

// Open reads an archive file, which Close closes. Pointers carry name.
func Open(path, name string) (*Reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := NewReader(f, name)
	r.closer = f
	return r, nil
}

// Close closes what Open opened.
func (r *Reader) Close() error {
	if r.closer == nil {
		return nil
	}
	return r.closer.Close()
}

// ReadRecord reads the one record that p points to from the file at path.
func ReadRecord(path string, p Pointer) (*Record, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if _, err := f.Seek(p.Offset, io.SeekStart); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	r := NewReader(f, p.File)
	r.in.n = p.Offset
	if err := r.skip(p.Skip); err != nil {
		return nil, err
	}
	rec, err := r.Next()
	if err == io.EOF {
		return nil, &FormatError{File: p.File, Offset: p.Offset, CutOff: true, Reason: "there is no record"}
	}
	return rec, err
}

// Next returns the next record. It returns io.EOF after the last one, and a
// *FormatError, from then on, where the archive is damaged or cannot be read
// on. Errors of the file system come as they are.
func (r *Reader) Next() (*Record, error) {
	if r.err != nil {
		return nil, r.err
	}
	rec, err := r.next()
	if err != nil {
		r.err = err
		return nil, err
	}
	r.records++
	return rec, nil
}

func (r *Reader) next() (*Record, error) {
	if err := r.begin(); err != nil {
		return nil, err
	}
	start := r.pos
	rec, err := r.record()
	if err != nil {
		return nil, r.explain(start, err)
	}
	last, err := r.blanks()
	if err != nil {
		return nil, r.explain(start, err)
	}
	switch {
	case r.gz == nil:
		rec.Pointer = Pointer{File: r.name, Offset: start, Length: r.pos - start}
	case last && start == 0:
		rec.Pointer = Pointer{File: r.name, Offset: r.member, Length: r.in.n - r.member}
	default:
		rec.Pointer = Pointer{File: r.name, Offset: r.member, Skip: start}
	}
	r.between = r.gz != nil && last
	return rec, nil
}

// begin goes to the start of a record. It returns io.EOF when there is none.
func (r *Reader) begin() error {
	if !r.opened {
		if err := r.open(); err != nil {
			return err
		}
	}
	for {
		if r.between {
			if err := r.openMember(); err != nil {
				return err
			}
		}
		last, err := r.blanks()
		if err != nil {
			return r.explain(r.pos, err)
		}
		switch {
		case !last:
			return nil
		case r.gz == nil:
			return io.EOF
		}
		r.between = true
	}
}

// open looks at the first bytes to see how the file is compressed.
func (r *Reader) open() error {
	r.opened = true
	head, err := r.in.r.Peek(4)
	if err != nil && err != io.EOF {
		return err
	}
	switch {
	case len(head) > 0 && bytes.HasPrefix([]byte{0x1f, 0x8b}, head[:min(len(head), 2)]):
		r.gz, r.between = new(gzip.Reader), true
		r.text = bufio.NewReaderSize(nil, bufferSize)
	case bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}), bytes.HasPrefix(head, []byte{0x5d, 0x2a, 0x4d, 0x18}):
		return r.broken(0, "it is compressed with Zstandard, decompress it first")
	default:
		r.text, r.pos = r.in.r, r.in.n
	}
	return nil
}

func (r *Reader) openMember() error {
	if _, err := r.in.r.Peek(1); err == io.EOF {
		return io.EOF
	}
	r.member, r.pos, r.between = r.in.n, 0, false
	if err := r.gz.Reset(r.in); err != nil {
		return r.explain(0, err)
	}
	r.gz.Multistream(false)
	r.text.Reset(r.gz)
	return nil
}

// skip passes over n uncompressed bytes of the first gzip member.
func (r *Reader) skip(n int64) error {
	if n == 0 {
		return nil
	}
	if err := r.open(); err != nil {
		return err
	}
	if r.gz != nil {
		if err := r.openMember(); err != nil {
			return err
		}
	}
	passed, err := io.CopyN(io.Discard, r.text, n)
	r.pos += passed
	if err != nil {
		return r.explain(r.pos, err)
	}
	return nil
}

// blanks passes over the line ends between records and reports whether nothing
// follows them in the file or gzip member.
func (r *Reader) blanks() (last bool, err error) {
	for range maxBlank {
		b, err := r.text.ReadByte()
		if err == io.EOF {
			return true, nil
		}
		if err != nil {
			return false, err
		}
		if b != '\r' && b != '\n' {
			return false, r.text.UnreadByte()
		}
		r.pos++
	}
	return false, errors.New("nothing but blank lines follow it")
}

// explain makes a FormatError of an error in the record at start.
func (r *Reader) explain(start int64, err error) error {
	var pathError *os.PathError
	if errors.As(err, &pathError) {
		return err
	}
	if r.gz != nil {
		start = r.member
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		e := r.broken(start, "the file ends in the middle of it")
		e.CutOff = true
		return e
	}
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) {
		return r.broken(start, "the gzip data is damaged")
	}
	return r.broken(start, err.Error())
}

func (r *Reader) broken(offset int64, reason string) *FormatError {
	return &FormatError{File: r.name, Offset: offset, Records: r.records, Reason: reason}
}

// counter counts the bytes that a decompressor takes. As an io.ByteReader it
// makes compress/gzip take not one byte more than the member has.
type counter struct {
	r *bufio.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *counter) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}
