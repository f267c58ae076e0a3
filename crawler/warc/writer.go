package warc

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
)

const (
	profileIdentical   = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	profileNotModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
)

// Info describes the crawl in the archive's warcinfo record. Empty fields are
// left out.
type Info struct {
	Software  string // as in "alleys/1.2"
	Operator  string // who to ask about the archive
	UserAgent string // that the requests were sent with
	Robots    string // the policy that was followed, as in "obey"
}

// Exchange is one request and its response. Header blocks begin with the
// request or status line and end with an empty line. It has the fields of the
// fetcher's exchange, so that one converts to the other.
type Exchange struct {
	URL            string
	Status         int
	Started        time.Time
	Remote         netip.Addr
	Protocols      []string // for WARC-Protocol, as in "h2", "tls/1.3"
	RequestHeader  []byte
	ResponseHeader []byte
	Body           []byte // without transfer coding, in its content encoding
	Cut            bool   // Body is only its start
}

// Written says where an exchange was written.
type Written struct {
	Record  Pointer // the response or revisit record
	Request Pointer
	Payload Pointer // the record that has the body: Record, or the earlier one it revisits
}

// Writer writes an archive. It is safe for use by many goroutines. Only one
// Writer at a time may write a file.
type Writer struct {
	mu     sync.Mutex
	out    io.Writer
	file   file // nil when not writing to a file
	unlock func() error
	name   string
	gz     *gzip.Writer // nil for plain archives
	offset int64
	infoID string
	seen   map[string]visit // by payload digest
	last   map[string]visit // by target
	err    error
	now    func() time.Time
	newID  func() string
}

// visit is an earlier response that a revisit record can refer to.
type visit struct {
	id, uri, date string
	digest        string
	pointer       Pointer
}

// NewWriter begins an archive on out with its warcinfo record; name is for that
// record and for pointers. compress makes each record a gzip member.
func NewWriter(out io.Writer, name string, compress bool, info Info) (*Writer, error) {
	w := newWriter(out, name, compress)
	return w, w.begin(info)
}

func newWriter(out io.Writer, name string, compress bool) *Writer {
	w := &Writer{out: out, name: name, seen: map[string]visit{}, last: map[string]visit{}, now: time.Now, newID: newID}
	if compress {
		w.gz = gzip.NewWriter(nil)
	}
	return w
}

// begin writes the warcinfo record (section 6.2).
func (w *Writer) begin(info Info) error {
	var block bytes.Buffer
	for _, f := range []Field{
		{"software", info.Software},
		{"format", "WARC File Format 1.1"},
		{"conformsTo", "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"},
		{"operator", info.Operator},
		{"http-header-user-agent", info.UserAgent},
		{"robots", info.Robots},
	} {
		if value := oneLine(f.Value); value != "" {
			fmt.Fprintf(&block, "%s: %s\r\n", f.Name, value)
		}
	}
	w.infoID = w.newID()
	_, err := w.write(Fields{
		{"WARC-Type", TypeInfo},
		{"WARC-Record-ID", "<" + w.infoID + ">"},
		{"WARC-Date", dateOf(w.now())},
		{"WARC-Filename", w.name},
		{"WARC-Block-Digest", digest(block.Bytes())},
		{"Content-Type", "application/warc-fields"},
	}, block.Bytes(), nil)
	return err
}

// Write writes an exchange: a response record, or a revisit record when the
// archive has a response with the same payload or the server answered 304, and
// a request record. After a failure the file is cut back to the last whole
// record where possible, and every further call returns the same error.
func (w *Writer) Write(e Exchange) (Written, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	id, date, uri := w.newID(), dateOf(e.Started), oneLine(e.URL)
	common := func(recordType, recordID string) Fields {
		f := Fields{
			{"WARC-Type", recordType}, {"WARC-Record-ID", "<" + recordID + ">"}, {"WARC-Date", date},
			{"WARC-Target-URI", uri}, {"WARC-Warcinfo-ID", "<" + w.infoID + ">"},
		}
		if e.Remote.IsValid() {
			f = append(f, Field{"WARC-IP-Address", e.Remote.Unmap().WithZone("").String()})
		}
		for _, p := range e.Protocols {
			f = append(f, Field{"WARC-Protocol", oneLine(p)})
		}
		return f
	}
	written, err := w.response(e, visit{id: id, uri: uri, date: date}, common)
	if err != nil {
		return Written{}, err
	}
	written.Request, err = w.write(append(common(TypeRequest, w.newID()),
		Field{"WARC-Concurrent-To", "<" + id + ">"},
		Field{"WARC-Block-Digest", digest(e.RequestHeader)},
		Field{"Content-Type", "application/http; msgtype=request"}), e.RequestHeader, nil)
	return written, err
}

// response writes the response or revisit record (sections 6.3 and 6.7).
func (w *Writer) response(e Exchange, v visit, common func(recordType, id string) Fields) (Written, error) {
	v.digest = digest(e.Body)
	earlier, profile := w.earlier(e, v)
	if profile == "" {
		fields := append(common(TypeResponse, v.id),
			Field{"WARC-Payload-Digest", v.digest}, Field{"WARC-Block-Digest", digest(e.ResponseHeader, e.Body)},
			Field{"Content-Type", "application/http; msgtype=response"})
		if e.Cut {
			fields = append(fields, Field{"WARC-Truncated", "length"})
		}
		p, err := w.write(fields, e.ResponseHeader, e.Body)
		if err == nil {
			v.pointer = p
			w.remember(v)
		}
		return Written{Record: p, Payload: p}, err
	}
	fields := append(common(TypeRevisit, v.id), Field{"WARC-Profile", profile})
	if earlier.id != "" {
		fields = append(fields, Field{"WARC-Refers-To", "<" + earlier.id + ">"},
			Field{"WARC-Refers-To-Target-URI", earlier.uri}, Field{"WARC-Refers-To-Date", earlier.date},
			Field{"WARC-Payload-Digest", earlier.digest})
	}
	if profile == profileIdentical {
		fields = append(fields, Field{"WARC-Truncated", "length"})
	}
	p, err := w.write(append(fields, Field{"WARC-Block-Digest", digest(e.ResponseHeader)},
		Field{"Content-Type", "application/http; msgtype=response"}), e.ResponseHeader, nil)
	return Written{Record: p, Payload: earlier.pointer}, err
}

// earlier finds what a revisit record would refer to, and its profile; no
// profile means that the response has to be written in full.
func (w *Writer) earlier(e Exchange, v visit) (visit, string) {
	if e.Status == 304 {
		return w.last[v.uri], profileNotModified
	}
	if earlier, ok := w.seen[v.digest]; ok && len(e.Body) > 0 {
		return earlier, profileIdentical
	}
	return visit{}, ""
}

func (w *Writer) remember(v visit) {
	w.last[v.uri] = v
	if _, there := w.seen[v.digest]; !there {
		w.seen[v.digest] = v
	}
}

// write writes one record whose block is head and body together, in a single
// call, so that a record is either there or not as far as the system allows.
func (w *Writer) write(fields Fields, head, body []byte) (Pointer, error) {
	if w.err != nil {
		return Pointer{}, w.err
	}
	var b bytes.Buffer
	b.Grow(len(head) + len(body) + 1024)
	out := io.Writer(&b)
	if w.gz != nil {
		w.gz.Reset(&b)
		out = w.gz
	}
	out.Write(headerOf(fields, len(head)+len(body)))
	out.Write(head)
	out.Write(body)
	io.WriteString(out, "\r\n\r\n")
	if w.gz != nil {
		w.gz.Close() // a bytes.Buffer does not fail
	}
	if _, err := w.out.Write(b.Bytes()); err != nil {
		w.err = fmt.Errorf("%s: %w", w.name, err)
		w.cutBack()
		return Pointer{}, w.err
	}
	p := Pointer{File: w.name, Offset: w.offset, Length: int64(b.Len())}
	w.offset += p.Length
	return p, nil
}

func headerOf(fields Fields, length int) []byte {
	var b bytes.Buffer
	b.WriteString("WARC/1.1\r\n")
	for _, f := range fields {
		b.WriteString(f.Name + ": " + f.Value + "\r\n")
	}
	b.WriteString("Content-Length: " + strconv.Itoa(length) + "\r\n\r\n")
	return b.Bytes()
}

// dateOf writes a WARC-Date in whole seconds, the form all readers know.
func dateOf(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// oneLine makes a stranger's text fit for a header field.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.TrimSpace(s)
}

// newID makes a record id from a random UUID (RFC 9562 version 4).
func newID() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
