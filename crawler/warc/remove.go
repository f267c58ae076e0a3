package warc

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// Removed says what Remove did to a file.
type Removed struct {
	Records int // that are gone
	// Bereft counts the revisit records that stay and have no payload any more: it
	// stood in a record that is gone.
	Bereft int
}

// entry is what Remove needs to know of a record.
type entry struct {
	id      string
	belongs []string // IDs of the records that it is a part of or describes
	refers  string   // ID of the record that has its payload
	pointer Pointer
	gone    bool
}

// Remove takes the records for which gone is true out of the archive file at
// path, and with them those that belong to them: the requests made for them,
// metadata about them, further segments. gone sees records without their blocks.
//
// A filler takes the place of each, a metadata record of the same length that
// says that something was removed. So every other record stays byte for byte
// where it was, and pointers and indexes of the file hold. Where records share a
// gzip member, and no pointer leads to one of them alone, the file is written
// anew with the others, each in a member of its own.
//
// The file is replaced in one step: after a failure or a crash it is as before.
// The error is ErrBusy when a Writer has the file, a *FormatError when the file is
// damaged.
func Remove(path string, gone func(*Record) bool) (removed Removed, err error) {
	unlock, err := lock(path)
	if err != nil {
		return Removed{}, err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	entries, err := survey(path, gone)
	if err != nil {
		return Removed{}, err
	}
	removed = spread(entries)
	if removed.Records == 0 {
		return removed, nil
	}
	shared := slices.ContainsFunc(entries, func(e *entry) bool { return e.pointer.Length == 0 })
	if shared && slices.ContainsFunc(entries, func(e *entry) bool { return !e.gone && e.pointer.Length > 0 }) {
		return Removed{}, fmt.Errorf("%s: some of its records are compressed one by one and some together; decompress it first", filepath.Base(path))
	}
	err = replace(path, func(out io.Writer) error {
		if shared {
			return copySplit(path, entries, out)
		}
		return copyFilled(path, entries, out)
	})
	return removed, err
}

// survey lists the records of a file.
func survey(path string, gone func(*Record) bool) ([]*entry, error) {
	r, err := Open(path, filepath.Base(path))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	r.MaxBlock = 0
	var entries []*entry
	for {
		rec, err := r.Next()
		if err == io.EOF {
			return entries, nil
		}
		if err != nil {
			return nil, err
		}
		e := &entry{id: rec.ID, pointer: rec.Pointer, gone: gone(rec)}
		for _, f := range rec.Fields {
			if strings.EqualFold(f.Name, "WARC-Concurrent-To") || strings.EqualFold(f.Name, "WARC-Segment-Origin-ID") {
				e.belongs = append(e.belongs, bare(f.Value))
			}
		}
		switch to := bare(rec.Fields.Get("WARC-Refers-To")); rec.Type {
		case TypeMetadata, TypeConversion:
			e.belongs = append(e.belongs, to)
		case TypeRevisit:
			e.refers = to
		}
		entries = append(entries, e)
	}
}

// spread marks what belongs to the records that are gone, and counts.
func spread(entries []*entry) Removed {
	gone := map[string]bool{}
	for again := true; again; {
		again = false
		for _, e := range entries {
			e.gone = e.gone || slices.ContainsFunc(e.belongs, func(id string) bool { return gone[id] })
			if e.gone && e.id != "" && !gone[e.id] {
				gone[e.id], again = true, true
			}
		}
	}
	var n Removed
	for _, e := range entries {
		switch {
		case e.gone:
			n.Records++
		case gone[e.refers]:
			n.Bereft++
		}
	}
	return n
}

// copyFilled copies the file with a filler in place of each record that is gone.
func copyFilled(path string, entries []*entry, out io.Writer) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	head := make([]byte, 2)
	if _, err := io.ReadFull(in, head); err != nil {
		return err
	}
	compressed := string(head) == gzipMagic
	at := int64(0)
	for _, e := range entries {
		if !e.gone {
			continue
		}
		p := e.pointer
		if _, err := io.Copy(out, io.NewSectionReader(in, at, p.Offset-at)); err != nil {
			return err
		}
		if err := writeFiller(out, p.Length, compressed); err != nil {
			return err
		}
		at = p.Offset + p.Length
	}
	if _, err := in.Seek(at, io.SeekStart); err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return err
}

// copySplit writes the records that stay, each in a gzip member of its own.
func copySplit(path string, entries []*entry, out io.Writer) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	var member *gzip.Reader
	for i, e := range entries {
		if i == 0 || e.pointer.Offset != entries[i-1].pointer.Offset {
			if _, err := in.Seek(e.pointer.Offset, io.SeekStart); err != nil {
				return err
			}
			if member, err = gzip.NewReader(bufio.NewReaderSize(in, bufferSize)); err != nil {
				return err
			}
			member.Multistream(false)
			if _, err := io.CopyN(io.Discard, member, e.pointer.Skip); err != nil {
				return err
			}
		}
		record := io.Reader(member)
		if i+1 < len(entries) && entries[i+1].pointer.Offset == e.pointer.Offset {
			record = io.LimitReader(member, entries[i+1].pointer.Skip-e.pointer.Skip)
		}
		if err := copyMember(out, record, e.gone); err != nil {
			return err
		}
	}
	return nil
}

// copyMember makes a gzip member of a record, or only reads it where it is gone.
func copyMember(out io.Writer, record io.Reader, gone bool) error {
	if gone {
		_, err := io.Copy(io.Discard, record)
		return err
	}
	gz := gzip.NewWriter(out)
	if _, err := io.Copy(gz, record); err != nil {
		return err
	}
	return gz.Close()
}

// replace writes a file beside path and then puts it in its place.
func replace(path string, write func(io.Writer) error) (err error) {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	dir := filepath.Dir(path)
	temp, err := os.CreateTemp(dir, "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(temp.Name())
			err = fmt.Errorf("%s is as before: %w", filepath.Base(path), err)
		}
	}()
	buffer := bufio.NewWriterSize(temp, 1<<20)
	err = errors.Join(write(buffer), buffer.Flush(), temp.Chmod(info.Mode().Perm()), temp.Sync(), temp.Close())
	if err != nil {
		return err
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return err
	}
	if d, err := os.Open(dir); err == nil {
		d.Sync() // not all systems can
		d.Close()
	}
	return nil
}
