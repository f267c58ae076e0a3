package warc

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// file is what a Writer needs of an *os.File beyond writing.
type file interface {
	Truncate(size int64) error
	Sync() error
	Close() error
}

// Append opens an archive file for writing, or makes it. Names that end in .gz
// are compressed; others must end in .warc. Of a file that exists every record
// is read: what its responses hold is not written a second time, and a record
// that was cut off at the end, as by a crash, is removed. A file that is damaged
// otherwise, or is no archive, is left alone and gives an error. Pointers carry
// the file's base name.
//
// The file is locked until Close; the error is ErrBusy when somebody else has it.
func Append(path string, info Info) (*Writer, error) {
	compress := strings.HasSuffix(path, ".gz")
	if !compress && !strings.HasSuffix(path, ".warc") {
		return nil, fmt.Errorf("%s: an archive's name ends in .warc or .warc.gz", path)
	}
	unlock, err := lock(path)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, errors.Join(err, unlock())
	}
	w := newWriter(f, filepath.Base(path), compress)
	w.file, w.unlock = f, unlock
	if err := w.resume(f); err != nil {
		return nil, errors.Join(err, f.Close(), unlock())
	}
	if err := w.begin(info); err != nil {
		return nil, errors.Join(err, f.Close(), unlock())
	}
	return w, nil
}

// resume reads what the file has and goes to its end.
func (w *Writer) resume(f *os.File) error {
	r := NewReader(f, w.name)
	r.MaxBlock = 0
	for {
		rec, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return w.repair(f, err)
		}
		if (r.gz != nil) != (w.gz != nil) {
			return fmt.Errorf("%s: its name says one thing about compression and its content another, write to another file", w.name)
		}
		w.recall(rec)
	}
	return w.goToEnd(f)
}

// goToEnd makes sure that a plain file ends like a record, in case the blank
// lines after the last one were cut off.
func (w *Writer) goToEnd(f *os.File) (err error) {
	if w.offset, err = f.Seek(0, io.SeekEnd); err != nil || w.gz != nil || w.offset < 4 {
		return err
	}
	var tail [4]byte
	if _, err := f.ReadAt(tail[:], w.offset-4); err != nil || string(tail[:]) == "\r\n\r\n" {
		return err
	}
	n, err := f.WriteString("\r\n\r\n")
	w.offset += int64(n)
	return err
}

// repair removes a record that was cut off, if good ones stand before it.
func (w *Writer) repair(f *os.File, err error) error {
	var broken *FormatError
	if !errors.As(err, &broken) || !broken.CutOff || broken.Records == 0 {
		return fmt.Errorf("%w, write to another file", err)
	}
	if err := f.Truncate(broken.Offset); err != nil {
		return err
	}
	w.offset = broken.Offset
	_, err = f.Seek(broken.Offset, io.SeekStart)
	return err
}

// recall makes an earlier response known for revisit records.
func (w *Writer) recall(rec *Record) {
	if rec.Type != TypeResponse {
		return
	}
	v := visit{id: rec.ID, uri: rec.TargetURI, date: rec.Fields.Get("WARC-Date"),
		digest: rec.Fields.Get("WARC-Payload-Digest"), pointer: rec.Pointer}
	if v.digest != "" && v.id != "" {
		w.remember(v)
	}
}

// cutBack removes what a failed write may have left.
func (w *Writer) cutBack() {
	if w.file == nil {
		return
	}
	if err := w.file.Truncate(w.offset); err != nil {
		w.err = fmt.Errorf("%w, and the unfinished record could not be removed", w.err)
	}
}

// Sync waits until everything written is on the disk. What refers to a record
// should be stored after that.
func (w *Writer) Sync() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.file == nil {
		return w.err
	}
	return errors.Join(w.err, w.file.Sync())
}

// Close ends the archive and closes its file.
func (w *Writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err == nil {
		w.err = os.ErrClosed
	}
	if w.file == nil {
		return nil
	}
	err := w.file.Close()
	if w.unlock != nil {
		err = errors.Join(err, w.unlock())
		w.unlock = nil
	}
	return err
}
