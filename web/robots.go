package web

import (
	"io"
	"net/http"
)

// robotsTxt keeps the texts of others, which this site may show but not
// publish, out of search engines (RFC 9309). Cards and explanations are open.
const robotsTxt = `User-agent: *
Disallow: /articles/
Disallow: /search
Disallow: /claims
Disallow: /export
Disallow: /explain
Disallow: /desk
`

func robots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	io.WriteString(w, robotsTxt)
}
