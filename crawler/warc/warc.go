// Package warc writes and reads web archives in the WARC format, ISO 28500.
//
// [Writer] writes WARC 1.1: a warcinfo record at the start, then a response and
// a request record for each exchange, or a revisit record where the payload is
// one that the file has already. In a .warc.gz file each record is a gzip member
// of its own, so that a [Pointer] is enough to read it again.
//
// [Reader] reads WARC 1.0 and 1.1 of other tools, plain or gzip, whole files in
// one gzip member included. It takes their small mistakes (bare LF, missing
// blank lines, angle brackets around the target) and gives one [*FormatError]
// after the good records when a file is damaged or cut off.
//
// The specification is at https://iipc.github.io/warc-specifications/.
package warc

import (
	"fmt"
	"strings"
	"time"
)

// Types of records (WARC 1.1 section 6). Readers skip types they do not know.
const (
	TypeInfo         = "warcinfo"
	TypeResponse     = "response"
	TypeResource     = "resource"
	TypeRequest      = "request"
	TypeMetadata     = "metadata"
	TypeRevisit      = "revisit"
	TypeConversion   = "conversion"
	TypeContinuation = "continuation"
)

// Pointer says where a record is. The zero Pointer points nowhere.
type Pointer struct {
	File   string // name of the archive file, as its writer or reader was told
	Offset int64  // of the record's first byte in the file, or of its gzip member's
	Length int64  // in bytes, as stored; 0 when records share a gzip member

	// Skip is the number of uncompressed bytes that stand before the record in
	// its gzip member: 0 except in files that do not compress by record.
	Skip int64
}

// Field is one named field of a record's header.
type Field struct{ Name, Value string }

// Fields are the named fields of a record in their order.
type Fields []Field

// Get returns the first value of a field, or "". Names are compared without
// regard to case.
func (f Fields) Get(name string) string {
	for _, field := range f {
		if strings.EqualFold(field.Name, name) {
			return field.Value
		}
	}
	return ""
}

// Record is one record of an archive.
type Record struct {
	Version   string // as in "1.1"
	Type      string // in lower case
	ID        string // without angle brackets
	Date      time.Time
	TargetURI string // without angle brackets
	Fields    Fields // all of them, those above included
	Block     []byte
	Cut       bool // whether the block was longer than Reader.MaxBlock; Block is its start
	Pointer   Pointer
}

// FormatError says where an archive stops making sense. The records that were
// read before it are good.
type FormatError struct {
	File    string
	Offset  int64 // of the record, or of its gzip member
	Records int   // that were read before
	CutOff  bool  // whether the file just ends too early, as after a crash
	Reason  string
}

func (e *FormatError) Error() string {
	return fmt.Sprintf("%s: record at byte %d: %s (%d good before it)", e.File, e.Offset, e.Reason, e.Records)
}

// bare removes the angle brackets that WARC puts around URIs, in some versions
// and fields.
func bare(uri string) string {
	if strings.HasPrefix(uri, "<") && strings.HasSuffix(uri, ">") {
		return uri[1 : len(uri)-1]
	}
	return uri
}

// parseDate reads a WARC-Date (section 5.4): the W3C profile of ISO 8601, down
// to years and up to nanoseconds. It returns the zero time for anything else.
func parseDate(s string) time.Time {
	for _, layout := range []string{
		time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02", "2006-01", "2006", "20060102150405",
	} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
