package warc

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// ErrBusy says that another process, or another Writer of this one, has the
// archive file.
var ErrBusy = errors.New("another crawl is writing this archive; wait for it, or stop it first")

// lock keeps everybody else from writing the archive file at path. The lock is a
// file beside it, which unlock removes.
func lock(path string) (unlock func() error, err error) {
	name := path + ".lock"
	for {
		l := flock.New(name)
		got, err := l.TryLock()
		if err != nil {
			return nil, fmt.Errorf("lock the archive: %w", err)
		}
		if !got {
			return nil, fmt.Errorf("%s: %w", filepath.Base(path), ErrBusy)
		}
		if held(l, name) {
			return func() error {
				os.Remove(name) // where open files cannot be removed it stays, and does no harm
				return l.Close()
			}, nil
		}
		l.Close()
	}
}

// held tells whether the file that is locked is the one with the name: whoever
// had the lock before may have removed it since it was opened.
func held(l *flock.Flock, name string) bool {
	mine, err := l.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(name)
	return err == nil && os.SameFile(mine, there)
}
