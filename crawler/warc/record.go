package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

const (
	magic     = "WARC/"
	maxLine   = 64 << 10
	maxHeader = 1 << 20
)

// record reads one record from the text at its version line.
func (r *Reader) record() (*Record, error) {
	if start, _ := r.text.Peek(len(magic)); !strings.HasPrefix(magic, string(start)) {
		start, _ = r.text.Peek(20)
		return nil, fmt.Errorf("it begins with %q, not with %s", start, magic)
	}
	version, err := r.line()
	if err != nil {
		return nil, err
	}
	rec := &Record{}
	if rec.Version, err = parseVersion(version); err != nil {
		return nil, err
	}
	if rec.Fields, err = r.fields(); err != nil {
		return nil, err
	}
	rec.Type = strings.ToLower(rec.Fields.Get("WARC-Type"))
	rec.ID = bare(rec.Fields.Get("WARC-Record-ID"))
	rec.TargetURI = bare(rec.Fields.Get("WARC-Target-URI"))
	rec.Date = parseDate(rec.Fields.Get("WARC-Date"))
	length, err := parseLength(rec.Fields.Get("Content-Length"))
	if err != nil {
		return nil, err
	}
	return rec, r.block(rec, length)
}

// block reads the content block without believing its length beforehand.
func (r *Reader) block(rec *Record, length int64) error {
	var block bytes.Buffer
	keep := min(length, r.MaxBlock)
	block.Grow(int(min(keep, bufferSize)))
	n, err := io.CopyN(&block, r.text, keep)
	r.pos += n
	if err != nil {
		return unexpected(err)
	}
	rec.Block = block.Bytes()
	if rec.Cut = length > keep; rec.Cut {
		n, err = io.CopyN(io.Discard, r.text, length-keep)
		r.pos += n
	}
	return unexpected(err)
}

func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// fields reads the named fields up to the blank line. Lines that begin with
// white space go on with the one before; lines without a colon are skipped.
func (r *Reader) fields() (Fields, error) {
	var fields Fields
	start := r.pos
	for r.pos-start < maxHeader {
		line, err := r.line()
		if err != nil {
			return nil, err
		}
		if line == "" {
			return fields, nil
		}
		if line[0] == ' ' || line[0] == '\t' {
			if len(fields) > 0 {
				last := &fields[len(fields)-1]
				last.Value = strings.TrimSpace(last.Value + " " + strings.TrimSpace(line))
			}
			continue
		}
		if name, value, ok := strings.Cut(line, ":"); ok {
			fields = append(fields, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
		}
	}
	return nil, fmt.Errorf("its header is longer than %d bytes", maxHeader)
}

// line reads a line without its end, CRLF or LF, as valid UTF-8.
func (r *Reader) line() (string, error) {
	var line []byte
	for {
		part, err := r.text.ReadSlice('\n')
		line = append(line, part...)
		r.pos += int64(len(part))
		switch {
		case len(line) > maxLine:
			return "", fmt.Errorf("a line of its header is longer than %d bytes", maxLine)
		case err == nil:
			line = bytes.TrimSuffix(line[:len(line)-1], []byte("\r"))
			return strings.ToValidUTF8(string(line), "\uFFFD"), nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return "", unexpected(err)
		}
	}
}

// parseVersion takes every version before 2: the drafts 0.17 and 0.18, which
// some archives have, differ in nothing that matters here.
func parseVersion(line string) (string, error) {
	version := strings.TrimSpace(strings.TrimPrefix(line, magic))
	if !strings.HasPrefix(version, "1.") && !strings.HasPrefix(version, "0.") {
		return "", fmt.Errorf("version %.20q is not known", version)
	}
	return version, nil
}

func parseLength(s string) (int64, error) {
	if s == "" {
		return 0, errors.New("it has no Content-Length")
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 || s[0] == '+' {
		return 0, fmt.Errorf("its Content-Length is %.20q", s)
	}
	return n, nil
}
