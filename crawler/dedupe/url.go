package dedupe

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

// maxURL is the length in bytes above which an address is refused.
const maxURL = 8 << 10

// ErrNotWeb says that an address is not one of the web.
var ErrNotWeb = errors.New("not a web address")

// CanonicalURL returns the form of an address under which an article is known,
// so that the addresses by which feeds, newsletters, AMP, mobile and print pages
// lead to it are one. Scheme and host are in lower case and without the default
// port, user and fragment; the host of a mobile or AMP site becomes "www."; the
// path loses its index page, trailing slash and AMP or print suffix, the query its
// tracking parameters (data/parameters.txt) and its order. AMP caches are
// unwrapped. A "#!" fragment stays, for it says which article it is.
//
// The result is a fixed point: CanonicalURL(CanonicalURL(x)) == CanonicalURL(x).
// The error is ErrNotWeb, wrapped with what is wrong.
func CanonicalURL(raw string) (string, error) {
	raw = strings.TrimSpace(raw)
	if len(raw) > maxURL {
		return "", fmt.Errorf("%w: longer than %d bytes", ErrNotWeb, maxURL)
	}
	for range 4 {
		next, err := canonicalOnce(raw)
		if err != nil || next == raw {
			return next, err
		}
		raw = next
	}
	return raw, nil
}

func canonicalOnce(raw string) (string, error) {
	params, err := builtinParameters()
	if err != nil {
		return "", err
	}
	u, err := parseWeb(raw)
	if err != nil {
		return "", err
	}
	u = unwrapCache(u)
	host, err := canonicalHost(u)
	if err != nil {
		return "", err
	}
	out := strings.ToLower(u.Scheme) + "://" + host + canonicalPath(u)
	if q := canonicalQuery(u.RawQuery, params); q != "" {
		out += "?" + q
	}
	if strings.HasPrefix(u.Fragment, "!") {
		out += "#" + u.EscapedFragment()
	}
	return out, nil
}

func parseWeb(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("%w: %q", ErrNotWeb, raw)
	}
	scheme := strings.ToLower(u.Scheme)
	switch {
	case scheme != "http" && scheme != "https":
		return nil, fmt.Errorf("%w: %q does not begin with http:// or https://", ErrNotWeb, raw)
	case u.Hostname() == "":
		return nil, fmt.Errorf("%w: %q has no host", ErrNotWeb, raw)
	}
	return u, nil
}

// unwrapCache returns the address behind one of an AMP cache: google.com/amp/s/…
// and …cdn.ampproject.org/c/s/….
func unwrapCache(u *url.URL) *url.URL {
	host := strings.ToLower(u.Hostname())
	rest := ""
	switch {
	case strings.HasSuffix(host, ".cdn.ampproject.org"):
		rest = cacheKind.ReplaceAllString(u.EscapedPath(), "")
	case strings.HasPrefix(host, "www.google.") || strings.HasPrefix(host, "google."):
		after, ok := strings.CutPrefix(u.EscapedPath(), "/amp/")
		if !ok {
			return u
		}
		rest = after
	default:
		return u
	}
	rest = strings.TrimPrefix(rest, "s/")
	inner, err := url.Parse("https://" + rest)
	if err != nil || !strings.Contains(inner.Hostname(), ".") {
		return u
	}
	inner.RawQuery = u.RawQuery
	return inner
}

// canonicalHost returns the host with its port, if that is not the default.
func canonicalHost(u *url.URL) (string, error) {
	name := strings.TrimRight(strings.ToLower(u.Hostname()), ".")
	if name == "" || strings.ContainsAny(name, " %/\\?#@<>\"") {
		return "", fmt.Errorf("%w: bad host %q", ErrNotWeb, u.Host)
	}
	if net.ParseIP(name) == nil {
		if ascii, err := idna.Lookup.ToASCII(name); err == nil {
			name = ascii
		}
		name = withoutVariant(name)
	}
	if strings.Contains(name, ":") {
		name = "[" + name + "]"
	}
	port := u.Port()
	if port == "" || port == "80" && strings.EqualFold(u.Scheme, "http") || port == "443" && strings.EqualFold(u.Scheme, "https") {
		return name, nil
	}
	return name + ":" + port, nil
}

// withoutVariant puts "www." in the place of the labels that only name a variant
// of the site.
func withoutVariant(host string) string {
	for again := true; again; {
		again = false
		for _, label := range []string{"m.", "mobile.", "mobil.", "amp.", "touch.", "wap.", "www.m.", "www.amp."} {
			if rest, ok := strings.CutPrefix(host, label); ok && strings.Contains(rest, ".") {
				host, again = "www."+strings.TrimPrefix(rest, "www."), true
			}
		}
	}
	return host
}

var (
	indexPage  = regexp.MustCompile(`(?i)^(index|default)\.(html?|php\d?|aspx?|jsp|shtml|cfm)$`)
	ampSuffix  = regexp.MustCompile(`(?i)(.)(/amp|/amp\.html?|\.amp|/print|/drucken|/druckversion|/stampa|/imprimir|/imprimer|/drukuj|/amphtml)$`)
	ampFile    = regexp.MustCompile(`(?i)[._-](amp|print)(\.html?)$`)
	ampFolder  = regexp.MustCompile(`(?i)^/amp/(.*[0-9].*)$`)
	cacheKind  = regexp.MustCompile(`^/[a-z]/`)
	sessionTag = regexp.MustCompile(`(?i);(jsessionid|sid|phpsessid)=[^/;?]*`)
)

// canonicalPath returns the path in its one form, with a leading slash.
func canonicalPath(u *url.URL) string {
	p := normalEscapes(u.EscapedPath())
	p = sessionTag.ReplaceAllString(p, "")
	p = path.Clean("/" + p)
	for {
		before := p
		if dir, file := path.Split(p); indexPage.MatchString(file) {
			p = path.Clean(dir)
		}
		p = ampFile.ReplaceAllString(p, "$2")
		p = ampSuffix.ReplaceAllString(p, "$1")
		p = ampFolder.ReplaceAllString(p, "/$1")
		p = path.Clean(p)
		if p == before {
			break
		}
	}
	if p == "/" {
		return "/"
	}
	return p
}

// canonicalQuery drops parameters that do not belong to the identity and sorts
// the others.
func canonicalQuery(query string, params *parameters) string {
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		if part == "" || part == "=" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		if params.drops(unescape(name), unescape(value)) {
			continue
		}
		part = strings.ReplaceAll(normalEscapes(part), "+", "%20")
		kept = append(kept, strings.TrimSuffix(part, "="))
	}
	slices.Sort(kept)
	return strings.Join(slices.Compact(kept), "&")
}

func unescape(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

// normalEscapes writes percent escapes in capitals, resolves those of unreserved
// characters (RFC 3986, section 6.2.2), and escapes what must be.
func normalEscapes(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			v := unhex(s[i+1])<<4 | unhex(s[i+2])
			if isUnreserved(v) {
				b.WriteByte(v)
			} else {
				fmt.Fprintf(&b, "%%%02X", v)
			}
			i += 2
		case c == '%' || c <= ' ' || c >= 0x7f || strings.IndexByte(`"<>\^{|}`+"`#?", c) >= 0 && c != '?':
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isUnreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c >= 'a':
		return c - 'a' + 10
	case c >= 'A':
		return c - 'A' + 10
	}
	return c - '0'
}
