package extract

import (
	"net/url"
	"regexp"
	"strings"
)

// addresses fills in the page's own address and the canonical one.
func (h *head) addresses(p *Page, base *url.URL) {
	declared := []string{h.link("canonical"), h.first("og:url"), h.jsonURL()}
	for _, href := range declared {
		if u := absolute(href, base); u != nil && plausibleCanonical(u, base) {
			p.Canonical = u.String()
			break
		}
	}
	if p.Canonical == "" && base.Host != "" {
		own := *base
		own.Fragment, own.RawFragment = "", ""
		p.Canonical = own.String()
	}
	if p.URL == "" {
		p.URL = p.Canonical
	}
}

// jsonURL returns the address that the JSON-LD gives for the article.
func (h *head) jsonURL() string {
	if h.article == nil {
		return ""
	}
	for _, key := range []string{"mainEntityOfPage", "url", "@id"} {
		for _, s := range addressesIn(h.article[key]) {
			if strings.HasPrefix(s, "http") {
				return s
			}
		}
	}
	return ""
}

func addressesIn(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case map[string]any:
		var out []string
		for _, key := range []string{"@id", "url"} {
			if s, ok := v[key].(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// absolute resolves an address of the page; nil if it is not one of the web.
func absolute(href string, base *url.URL) *url.URL {
	href = strings.TrimSpace(href)
	if href == "" || len(href) > 4000 {
		return nil
	}
	u, err := base.Parse(href)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil
	}
	u.Fragment, u.RawFragment, u.User = "", "", nil
	return u
}

// plausibleCanonical reports whether u may stand for the page at base: an address
// of the same site that is not its front page and has not lost the number that
// tells one article from another.
func plausibleCanonical(u, base *url.URL) bool {
	if base.Host == "" {
		return !isFrontPage(u)
	}
	if !sameSite(u.Hostname(), base.Hostname()) {
		return false
	}
	if isFrontPage(u) && !isFrontPage(base) {
		return false
	}
	lostQuery := u.RawQuery == "" && hasNumber(base.RawQuery) && u.Path == base.Path && !hasNumber(u.Path)
	return !lostQuery
}

func isFrontPage(u *url.URL) bool {
	path := strings.Trim(strings.ToLower(u.Path), "/")
	return u.RawQuery == "" && (path == "" || frontPage.MatchString(path))
}

var (
	frontPage = regexp.MustCompile(`^(index|default|home|start|startseite)(\.(html?|php|aspx?|jsp))?$|^[a-z]{2}(-[a-z]{2})?$`)
	number    = regexp.MustCompile(`\d{2,}`)
)

func hasNumber(s string) bool {
	return number.MatchString(s)
}

// siteHost drops the labels that only name a variant of the site.
func siteHost(host string) string {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	for _, prefix := range []string{"www.", "m.", "mobile.", "mobil.", "amp."} {
		if rest, ok := strings.CutPrefix(host, prefix); ok && strings.Contains(rest, ".") {
			return rest
		}
	}
	return host
}

// sameSite reports whether two hosts belong to one outlet: equal but for the
// variant, one below the other, or sisters below a common domain.
func sameSite(a, b string) bool {
	a, b = siteHost(a), siteHost(b)
	return a == b || strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a) || domain(a) == domain(b)
}

// domain returns the last two labels of a host, three where the second to last
// is one of those that registries use ("co.uk", "com.pl", "gov.it").
func domain(host string) string {
	labels := strings.Split(host, ".")
	n := 2
	if len(labels) > 2 {
		switch labels[len(labels)-2] {
		case "co", "com", "net", "org", "gov", "gob", "gouv", "ac", "edu", "or", "gv", "asso", "info", "waw":
			n = 3
		}
	}
	return strings.Join(labels[max(0, len(labels)-n):], ".")
}
