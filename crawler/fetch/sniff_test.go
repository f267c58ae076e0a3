package fetch

import (
	"net/http"
	"testing"
)

func TestMediaType(t *testing.T) {
	tests := []struct{ declared, body, want string }{
		{"text/html; charset=utf-8", "<!doctype html><p>a", "text/html"},
		{"TEXT/HTML", "a", "text/html"},
		{"text/html", "", "text/html"},
		{"", "<html><body>a", "text/html"},
		{"text/plain", "  <!DOCTYPE HTML>\n<p>", "text/html"},
		{"application/octet-stream", "<html>", "text/html"},
		{"application/xhtml+xml", "<?xml version='1.0'?><html xmlns='x'>", "application/xhtml+xml"},
		{"text/html", "<?xml version=\"1.0\"?>\n<!-- a > b -->\n<rss version=\"2.0\">", "application/rss+xml"},
		{"text/xml", "\xef\xbb\xbf<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>", "application/atom+xml"},
		{"text/plain", "<atom:feed xmlns:atom='x'>", "application/atom+xml"},
		{"", "<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "application/rss+xml"},
		{"text/xml", "<rdf:RDF xmlns:x='http://example.org/'>", "application/rdf+xml"},
		{"text/xml", "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>", "application/xml"},
		{"text/xml", "<?xml version='1.0'?><opml version='2.0'>", "text/xml"},
		{"application/json", `{"a":1}`, "application/json"},
		{"text/plain", `{"version": "https://jsonfeed.org/version/1.1"}`, "application/feed+json"},
		{"application/feed+json", `{"version": 1}`, "application/feed+json"},
		{"application/json", `<!doctype html><p>login`, "text/html"},
		{"text/html", "%PDF-1.7", "application/pdf"},
		{"text/html", "\x89PNG\x0d\x0a\x1a\x0a", "image/png"},
		{"application/gzip", "\x1f\x8b\x08", "application/x-gzip"},
		{"text/plain", "just text", "text/plain"},
		{"", "just text", "text/plain"},
		{"text/html;;;", "a", "text/html"},
		{"", "", "text/plain"},
		{"text/html", "<!-- endless", "text/html"},
	}
	for _, tt := range tests {
		header := http.Header{}
		if tt.declared != "" {
			header.Set("Content-Type", tt.declared)
		}
		if got := mediaType(header, []byte(tt.body)); got != tt.want {
			t.Errorf("%q, %q: got %s, want %s", tt.declared, tt.body, got, tt.want)
		}
	}
}
