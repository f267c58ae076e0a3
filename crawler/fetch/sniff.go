package fetch

import (
	"bytes"
	"mime"
	"net/http"
	"strings"
)

// mediaType says what a body is, without parameters: by its first bytes where
// they are clear, because servers label feeds as pages and pages as text, and
// otherwise by what the server declares. It never returns "".
func mediaType(header http.Header, body []byte) string {
	declared, _, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		declared, _, _ = strings.Cut(header.Get("Content-Type"), ";")
		declared = strings.ToLower(strings.TrimSpace(declared))
	}
	head := body[:min(len(body), 1024)]
	if kind := feedType(head); kind != "" {
		return kind
	}
	found, _, _ := mime.ParseMediaType(http.DetectContentType(head))
	switch {
	case strings.HasPrefix(declared, "application/xhtml"), declared == "text/html" && textual(found):
		return declared
	case found == "text/html", found == "application/pdf", strings.HasSuffix(found, "gzip"), binary(found):
		return found
	case jsonLike(declared, head):
		return jsonType(declared)
	case declared == "" || declared == "application/octet-stream" || declared == "unknown/unknown":
		return found
	}
	return declared
}

func textual(found string) bool {
	return strings.HasPrefix(found, "text/") || found == "application/octet-stream"
}

func binary(found string) bool {
	kind, _, _ := strings.Cut(found, "/")
	return kind == "image" || kind == "audio" || kind == "video" || kind == "font"
}

// feedType recognises the root element of the feed formats and of sitemaps
// after the prolog of an XML document.
func feedType(head []byte) string {
	switch root, rest := rootElement(head); root {
	case "rss":
		return "application/rss+xml"
	case "feed":
		return "application/atom+xml"
	case "rdf":
		if bytes.Contains(rest, []byte("purl.org/rss/")) || bytes.Contains(rest, []byte("my.netscape.com/rdf")) {
			return "application/rss+xml"
		}
		return "application/rdf+xml"
	case "urlset", "sitemapindex":
		return "application/xml"
	}
	return ""
}

// rootElement returns the lower-case local name of the first element and what
// follows the name.
func rootElement(head []byte) (string, []byte) {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	for {
		head = bytes.TrimLeft(head, " \t\r\n")
		end := ">"
		switch {
		case bytes.HasPrefix(head, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(head, []byte("<?")), bytes.HasPrefix(head, []byte("<!")):
		case bytes.HasPrefix(head, []byte("<")):
			head = head[1:]
			i := bytes.IndexAny(head, " \t\r\n/>")
			if i < 0 {
				return "", nil
			}
			name := string(bytes.ToLower(head[:i]))
			return name[strings.IndexByte(name, ':')+1:], head[i:]
		default:
			return "", nil
		}
		i := bytes.Index(head, []byte(end))
		if i < 0 {
			return "", nil
		}
		head = head[i+len(end):]
	}
}

func jsonLike(declared string, head []byte) bool {
	if strings.HasSuffix(declared, "json") {
		return true
	}
	head = bytes.TrimLeft(head, "\xef\xbb\xbf \t\r\n")
	return bytes.HasPrefix(head, []byte("{")) && bytes.Contains(head, []byte("https://jsonfeed.org/version/"))
}

func jsonType(declared string) string {
	if strings.HasSuffix(declared, "json") {
		return declared
	}
	return "application/feed+json"
}
