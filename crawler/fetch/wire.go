package fetch

import (
	"bytes"
	"crypto/tls"
	"fmt"
	"net/http"
)

// requestBlock writes the request as HTTP/1.1 would.
func requestBlock(req *http.Request) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\n", req.Method, req.URL.RequestURI(), req.URL.Host)
	_ = req.Header.Write(&b) // a bytes.Buffer does not fail
	b.WriteString("\r\n")
	return b.Bytes()
}

// responseBlock writes the response header as HTTP/1.1 would.
func responseBlock(resp *http.Response) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %03d %s\r\n", resp.StatusCode, http.StatusText(resp.StatusCode))
	_ = resp.Header.Write(&b) // a bytes.Buffer does not fail
	b.WriteString("\r\n")
	return b.Bytes()
}

// protocols names what the exchange was spoken in, in the terms of the
// WARC-Protocol proposal (iipc/warc-specifications issue 42).
func protocols(resp *http.Response) []string {
	names := []string{fmt.Sprintf("http/%d.%d", resp.ProtoMajor, resp.ProtoMinor)}
	if resp.ProtoMajor == 2 {
		names[0] = "h2"
	}
	if resp.TLS == nil {
		return names
	}
	switch resp.TLS.Version {
	case tls.VersionTLS12:
		names = append(names, "tls/1.2")
	case tls.VersionTLS13:
		names = append(names, "tls/1.3")
	}
	return names
}
