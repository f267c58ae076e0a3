package dedupe

import (
	_ "embed"
	"fmt"
	"net"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

//go:embed tracking.txt
var trackingFile string

// CanonicalURL returns one spelling for all addresses of an article: lower-case
// scheme and host, no default port, no fragment, no tracking parameters, the
// others sorted, and the plain page instead of its AMP, mobile or print
// variant. It is idempotent. The error says what is wrong with an address that
// cannot be one of a page.
func CanonicalURL(raw string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return "", fmt.Errorf("not an address: %w", err)
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return "", fmt.Errorf("%q is not an http or https address", raw)
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	if u.Host, err = canonicalHost(u); err != nil {
		return "", err
	}
	u.Path = canonicalPath(u.Path)
	u.RawPath = ""
	u.RawQuery = canonicalQuery(u.Query()).Encode()
	u.ForceQuery = false
	return u.String(), nil
}

// canonicalHost lower-cases the host, drops the port that the scheme implies
// and the label of a mobile or AMP site.
func canonicalHost(u *url.URL) (string, error) {
	host := strings.TrimRight(strings.ToLower(u.Hostname()), ".")
	if net.ParseIP(host) == nil {
		ascii, err := idna.Lookup.ToASCII(host)
		if err != nil {
			return "", fmt.Errorf("host %q: %w", host, err)
		}
		host = ascii
	}
	if host == "" {
		return "", fmt.Errorf("no host in the address")
	}
	labels := strings.Split(host, ".")
	for len(labels) > 2 && slices.Contains([]string{"m", "mobile", "mobil", "amp"}, labels[0]) {
		labels = labels[1:]
		host = "www." + strings.Join(labels, ".")
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	port := u.Port()
	if port == "" || port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
		return host, nil
	}
	return host + ":" + port, nil
}

// variants are the segments that name a variant of the page before them;
// indexPages those that name the folder they are in.
var (
	variants   = []string{"amp", "amphtml", "print", "drucken", "stampa", "imprimir", "imprimer", "drukuj"}
	indexPages = []string{"index.html", "index.htm", "index.php", "default.aspx"}
)

// canonicalPath cleans a path and drops the segments that name a variant of
// the page, until nothing is left to drop. A slash at the end goes whatever
// the page says: servers that know both forms answer alike, and the address is
// for telling apart only.
func canonicalPath(p string) string {
	p = path.Clean("/" + p)
	for {
		short := dropVariant(p)
		if short == p {
			return p
		}
		p = short
	}
}

func dropVariant(p string) string {
	dir, last := path.Split(p)
	last = strings.ToLower(last)
	if dir != "/" && slices.Contains(variants, last) || slices.Contains(indexPages, last) {
		return path.Clean(dir)
	}
	if rest, ok := strings.CutPrefix(p, "/amp/"); ok {
		return path.Clean("/" + rest)
	}
	if rest, ok := strings.CutSuffix(p, ".amp.html"); ok {
		return path.Clean(rest + ".html")
	}
	if rest, ok := strings.CutSuffix(p, ".amp"); ok {
		return path.Clean(rest)
	}
	return p
}

// canonicalQuery drops the parameters that do not change what is shown.
func canonicalQuery(q url.Values) url.Values {
	out := url.Values{}
	for name, values := range q {
		lower := strings.ToLower(name)
		if tracking(lower) || slices.Contains([]string{"amp", "outputtype", "print", "printable"}, lower) {
			continue
		}
		out[name] = values
	}
	return out
}

func tracking(name string) bool {
	for line := range strings.Lines(trackingFile) {
		line = strings.ToLower(strings.TrimSpace(line))
		if line == "" || line[0] == '#' {
			continue
		}
		if prefix, ok := strings.CutSuffix(line, "*"); ok && strings.HasPrefix(name, prefix) || line == name {
			return true
		}
	}
	return false
}
