package fetch

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// maxURL is more than any browser or server takes.
const maxURL = 16 << 10

// parseTarget reads an absolute http or https URL the way browsers do (WHATWG
// URL Standard), because links and Location fields are written for them: outer
// white space, tabs and line ends go, backslashes become slashes, what may not
// stand in a URL is percent-encoded. The result has a lower-case ASCII host, no
// default port, no user information, no dot segments and no fragment.
func parseTarget(raw string) (*url.URL, error) {
	if len(raw) > maxURL {
		return nil, fmt.Errorf("the URL is longer than %s", byteSize(maxURL))
	}
	raw = tidy(raw)
	scheme, rest, ok := strings.Cut(raw, ":")
	scheme = strings.ToLower(scheme)
	switch {
	case !ok || strings.ContainsAny(scheme, "/?#.[@"):
		return nil, errors.New("the URL has no scheme, write it with https:// at the start")
	case scheme != "http" && scheme != "https":
		return nil, fmt.Errorf("scheme %q is not http or https", clip(scheme, 80))
	}
	rest = strings.TrimLeft(rest, `/\`)
	end := strings.IndexAny(rest, `/\?#`)
	if end < 0 {
		end = len(rest)
	}
	authority, err := normalAuthority(scheme, rest[:end])
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(scheme + "://" + authority + escapeReference(rest[end:]))
	if err != nil {
		return nil, fmt.Errorf("%s is not a URL", clip(raw, 80))
	}
	return withoutDots(u), nil
}

// resolve reads a reference, such as a Location field, relative to base.
func resolve(base *url.URL, reference string) (*url.URL, error) {
	reference = tidy(reference)
	if scheme, _, ok := strings.Cut(reference, ":"); ok && !strings.ContainsAny(scheme, `/\?#`) {
		return parseTarget(reference)
	}
	if strings.HasPrefix(strings.ReplaceAll(reference, `\`, "/"), "//") {
		return parseTarget(base.Scheme + ":" + reference)
	}
	ref, err := url.Parse(escapeReference(reference))
	if err != nil {
		return nil, fmt.Errorf("%s is not a URL", clip(reference, 80))
	}
	return parseTarget(base.ResolveReference(ref).String())
}

func tidy(raw string) string {
	raw = strings.TrimFunc(raw, func(r rune) bool { return r <= ' ' })
	if !strings.ContainsAny(raw, "\t\n\r") {
		return raw
	}
	return strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(raw)
}

func normalAuthority(scheme, authority string) (string, error) {
	authority = authority[strings.LastIndexByte(authority, '@')+1:]
	name, port := authority, ""
	if i := strings.LastIndexByte(authority, ':'); i > strings.LastIndexByte(authority, ']') {
		name, port = authority[:i], authority[i+1:]
	}
	name, err := normalHost(name)
	if err != nil {
		return "", err
	}
	if port == "" || port == defaultPort(scheme) {
		return name, nil
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
		return "", fmt.Errorf("%q is not a port", clip(port, 80))
	}
	return name + ":" + port, nil
}

func normalHost(name string) (string, error) {
	if inner, ok := strings.CutPrefix(name, "["); ok {
		return normalIPv6(inner)
	}
	if decoded, err := url.PathUnescape(name); err == nil {
		name = decoded
	}
	name = strings.ToLower(name)
	if strings.Trim(name, ".") == "" {
		return "", errors.New("the URL names no host")
	}
	if !isASCII(name) {
		ascii, err := idna.Lookup.ToASCII(name)
		if err != nil {
			return "", fmt.Errorf("%q is not a host name", clip(name, 80))
		}
		name = ascii
	}
	if strings.ContainsAny(name, " \"<>^`{|}%/\\?#@:[]") {
		return "", fmt.Errorf("%q is not a host name", clip(name, 80))
	}
	return name, nil
}

// normalIPv6 reads an address that begins after "[". A zone means nothing to
// other machines and is refused.
func normalIPv6(inner string) (string, error) {
	addr, err := netip.ParseAddr(strings.TrimSuffix(inner, "]"))
	if err != nil || !strings.HasSuffix(inner, "]") || !addr.Is6() || addr.Zone() != "" {
		return "", fmt.Errorf("%q is not an address", clip("["+inner, 80))
	}
	return "[" + addr.String() + "]", nil
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 || r < ' ' }) < 0
}

func defaultPort(scheme string) string {
	if scheme == "https" {
		return "443"
	}
	return "80"
}

// escapeReference percent-encodes what may not stand in a path and query, makes
// slashes of the path's backslashes, and drops the fragment.
func escapeReference(s string) string {
	s, _, _ = strings.Cut(s, "#")
	path, query, asked := strings.Cut(s, "?")
	if strings.ContainsAny(path, `\%`) {
		path = strings.NewReplacer(`\`, "/", "%2e", ".", "%2E", ".").Replace(path)
	}
	path = escape(path)
	if asked {
		path += "?" + escape(query)
	}
	return path
}

func escape(s string) string {
	var out strings.Builder
	for i := range len(s) {
		b := s[i]
		lone := b == '%' && (i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2]))
		if b <= ' ' || b >= 0x7f || strings.IndexByte("\"<>\\^`{|}", b) >= 0 || lone {
			fmt.Fprintf(&out, "%%%02X", b)
		} else {
			out.WriteByte(b)
		}
	}
	return out.String()
}

func isHex(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F'
}

func withoutDots(u *url.URL) *url.URL {
	if u.Path == "" {
		u.Path = "/"
	}
	if strings.Contains(u.Path, "/.") {
		u = u.ResolveReference(u)
	}
	return u
}

// hostKey names the queue that requests to u stand in: the host name, for
// whatever scheme, or host and port where the port is not the default one.
func hostKey(u *url.URL) string {
	name := strings.TrimSuffix(u.Hostname(), ".")
	if port := u.Port(); port != "" {
		return net.JoinHostPort(name, port)
	}
	return name
}

// clip makes a stranger's text fit for an error message: bounded, and without
// control characters, which could drive a terminal.
func clip(s string, longest int) string {
	if len(s) > longest {
		s = s[:longest] + "…"
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return '?'
		}
		return r
	}, s)
}
