package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"net/textproto"
	"strconv"
	"strings"
)

// Response is the HTTP response that a record holds.
type Response struct {
	Status int
	Header http.Header
	Body   []byte // without transfer coding, still in its content encoding

	transferred []byte
}

// Response returns the HTTP message of a response record, what a resource or
// conversion record would be as one, or the header alone of a revisit record.
// Header lines that make no sense are skipped. Content-Length is not believed,
// and neither is a chunked coding that the body does not have: archiving tools
// often store bodies decoded under the header they came with.
func (rec *Record) Response() (*Response, error) {
	switch rec.Type {
	case TypeResource, TypeConversion:
		header := http.Header{}
		if kind := rec.Fields.Get("Content-Type"); kind != "" {
			header.Set("Content-Type", kind)
		}
		return &Response{Status: http.StatusOK, Header: header, Body: rec.Block, transferred: rec.Block}, nil
	case TypeResponse, TypeRevisit:
		return parseResponse(rec.Block)
	}
	return nil, fmt.Errorf("a %s record holds no response", rec.Type)
}

func parseResponse(block []byte) (*Response, error) {
	line, rest := cutLine(block)
	status, err := parseStatus(line)
	if err != nil {
		return nil, err
	}
	resp := &Response{Status: status, Header: http.Header{}}
	for {
		line, rest = cutLine(rest)
		if line == "" {
			break
		}
		name, value, ok := strings.Cut(line, ":")
		if name = strings.TrimSpace(name); ok && name != "" {
			resp.Header.Add(textproto.CanonicalMIMEHeaderKey(name), strings.TrimSpace(value))
		}
	}
	resp.Body, resp.transferred = rest, rest
	if strings.Contains(strings.ToLower(resp.Header.Get("Transfer-Encoding")), "chunked") {
		if body, err := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(rest))); err == nil {
			resp.Body = body
		}
		resp.Header.Del("Transfer-Encoding")
	}
	return resp, nil
}

func parseStatus(line string) (int, error) {
	fields := strings.Fields(line)
	if len(fields) < 2 || !strings.HasPrefix(fields[0], "HTTP/") {
		return 0, errors.New("the record holds no HTTP response")
	}
	status, err := strconv.Atoi(fields[1])
	if err != nil || status < 100 || status > 999 {
		return 0, fmt.Errorf("%.20q is not an HTTP status", fields[1])
	}
	return status, nil
}

// cutLine splits off a line without its end.
func cutLine(block []byte) (string, []byte) {
	line, rest, _ := bytes.Cut(block, []byte("\n"))
	return strings.TrimSuffix(string(line), "\r"), rest
}
