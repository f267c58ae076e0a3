package corpus

import (
	"errors"
	"fmt"
)

// The kinds of error that a Store and its callers tell apart with errors.Is.
// Any other error is a fault of the machine (disk, lock, corruption) and is
// shown to a user as such.
var (
	// ErrNotFound says that no record has that identity.
	ErrNotFound = errors.New("not found")
	// ErrConflict says that a write was based on an older version than the
	// stored one. Nothing was written.
	ErrConflict = errors.New("changed by somebody else in the meantime")
	// ErrInvalid says that the caller's value cannot be stored: a missing
	// identity, a status that does not exist. Trying again is of no use.
	ErrInvalid = errors.New("invalid")
)

// Invalidf returns an error that wraps ErrInvalid and reads as the formatted
// text alone, so that it can be shown to the user as it is.
func Invalidf(format string, args ...any) error {
	return &invalidError{text: fmt.Sprintf(format, args...)}
}

type invalidError struct{ text string }

func (e *invalidError) Error() string { return e.text }
func (e *invalidError) Unwrap() error { return ErrInvalid }
