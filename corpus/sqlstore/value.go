package sqlstore

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// millis is a time as it is stored: Unix milliseconds UTC, 0 for the zero time.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// timeOf is the reverse of millis.
func timeOf(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// bit is a truth value as it is stored.
func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// timeInto scans a stored time.
type timeInto struct{ t *time.Time }

func (d timeInto) Scan(v any) error {
	ms, ok := v.(int64)
	if !ok {
		return fmt.Errorf("time stored as %T", v)
	}
	*d.t = timeOf(ms)
	return nil
}

// list is a list of strings as it is stored. json.Marshal cannot fail on it.
func list(l []string) string {
	if len(l) == 0 {
		return "[]"
	}
	b, _ := json.Marshal(l)
	return string(b)
}

// listInto scans a stored list.
type listInto struct{ l *[]string }

func (d listInto) Scan(v any) error {
	*d.l = nil
	var b []byte
	switch v := v.(type) {
	case string:
		b = []byte(v)
	case []byte:
		b = v
	default:
		return fmt.Errorf("list stored as %T", v)
	}
	if string(b) == "[]" {
		return nil
	}
	return json.Unmarshal(b, d.l)
}

// signature is a MinHash as it is stored: eight bytes a number, little endian.
func signature(sig []uint64) []byte {
	if len(sig) == 0 {
		return nil
	}
	b := make([]byte, 0, 8*len(sig))
	for _, x := range sig {
		b = binary.LittleEndian.AppendUint64(b, x)
	}
	return b
}

// signatureInto scans a stored MinHash.
type signatureInto struct{ sig *[]uint64 }

func (d signatureInto) Scan(v any) error {
	*d.sig = nil
	b, ok := v.([]byte)
	if !ok && v != nil {
		return fmt.Errorf("signature stored as %T", v)
	}
	for ; len(b) >= 8; b = b[8:] {
		*d.sig = append(*d.sig, binary.LittleEndian.Uint64(b))
	}
	return nil
}

// scanner is what a row and rows have in common.
type scanner interface{ Scan(dest ...any) error }

// collect runs a query and returns one value a row.
func collect[T any](ctx context.Context, q querier, scan func(scanner) (T, error), query string, args ...any) (_ []T, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		x, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, rows.Err()
}

// scanString scans a row of one string.
func scanString(row scanner) (s string, err error) {
	err = row.Scan(&s)
	return s, err
}

// inSize keeps the places of one statement well below the limits of all
// databases.
const inSize = 500

// places returns "$from, $from+1, …" for n places.
func places(from, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(from + i))
	}
	return b.String()
}

// marks returns "?, ?, …" for a condition on n arguments.
func marks(n int) string {
	return strings.TrimSuffix(strings.Repeat("?, ", n), ", ")
}

// anys returns the values as arguments of a query.
func anys[T any](list []T) []any {
	out := make([]any, len(list))
	for i, x := range list {
		out[i] = x
	}
	return out
}

// where gathers the conditions of a query and their arguments. A condition
// holds one ? for each of its arguments.
type where struct {
	conds []string
	args  []any
}

func (w *where) and(cond string, args ...any) {
	for _, a := range args {
		w.args = append(w.args, a)
		cond = strings.Replace(cond, "?", "$"+strconv.Itoa(len(w.args)), 1)
	}
	w.conds = append(w.conds, cond)
}

func (w *where) String() string {
	if len(w.conds) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conds, " AND ")
}

// limit returns a LIMIT and OFFSET clause, empty for a limit of 0.
func (w *where) limit(n, offset int) string {
	if n <= 0 && offset <= 0 {
		return ""
	}
	if n <= 0 {
		n = 1 << 40
	}
	w.args = append(w.args, n, offset)
	return fmt.Sprintf(" LIMIT $%d OFFSET $%d", len(w.args)-1, len(w.args))
}
