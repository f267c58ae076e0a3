package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCrawlStops stops a crawl while a page that never ends is being fetched.
func TestCrawlStops(t *testing.T) {
	for name, endless := range map[string]string{"while it looks at an address": "/story", "while it polls": "/feed"} {
		t.Run(name, func(t *testing.T) {
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != endless {
					http.NotFound(w, r)
					return
				}
				w.Write([]byte("<html><p>The story begins"))
				w.(http.Flusher).Flush()
				stop()
				<-r.Context().Done()
			}))
			defer site.Close()
			var out, errOut bytes.Buffer
			args := []string{"crawl", "--data", t.TempDir(), "--allow-network", "127.0.0.0/8", "--delay", "1ms"}
			if endless == "/story" {
				args = append(args, site.URL+endless)
			} else {
				opml := filepath.Join(t.TempDir(), "feeds.opml")
				list := `<opml version="2.0"><body><outline type="rss" text="Bell" xmlUrl="` + site.URL + endless + `"/></body></opml>`
				if err := os.WriteFile(opml, []byte(list), 0o600); err != nil {
					t.Fatal(err)
				}
				args = append(args, "--feeds", opml)
			}
			status := run(ctx, args, nil, &out, &errOut)
			if status != exitFailed || !strings.Contains(errOut.String(), errStopped.Error()) || strings.Contains(errOut.String(), "canceled") {
				t.Errorf("status %d, %q", status, errOut.String())
			}
		})
	}
}
