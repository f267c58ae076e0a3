package fetch

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// benchSites starts servers with one page of 60 KB each, sent plain or gzipped
// as the client asks.
func benchSites(b *testing.B, n int) []string {
	page := []byte("<!doctype html><title>x</title>" + strings.Repeat("<p>The council met on Tuesday to discuss the budget.</p>\n", 1050))
	packed := compress(b, "gzip", string(page))
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".txt") || strings.HasSuffix(r.URL.Path, ".json") {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(packed)
			return
		}
		w.Write(page)
	})
	urls := make([]string, n)
	for i := range urls {
		s := httptest.NewServer(handler)
		b.Cleanup(s.Close)
		urls[i] = s.URL
	}
	return urls
}

// each runs get on the sites in turn, by itself or from 16 goroutines.
func each(b *testing.B, urls []string, get func(url string) (int, error)) {
	var next atomic.Int64
	one := func() {
		i := next.Add(1)
		if n, err := get(fmt.Sprintf("%s/%d.html", urls[int(i)%len(urls)], i)); err != nil || n < 50_000 {
			b.Errorf("%d bytes, %v", n, err)
		}
	}
	b.Run("alone", func(b *testing.B) {
		for b.Loop() {
			one()
		}
	})
	b.Run("parallel", func(b *testing.B) {
		b.SetParallelism(8)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				one()
			}
		})
	})
}

// BenchmarkGet fetches from 32 hosts with everything on but the delay.
// BenchmarkBare does the same fetches with net/http and nothing else.
func BenchmarkGet(b *testing.B) {
	c := newClient(b)
	each(b, benchSites(b, 32), func(url string) (int, error) {
		resp, err := c.Get(b.Context(), Request{URL: url})
		if err != nil {
			return 0, err
		}
		return len(resp.Body), nil
	})
}

func BenchmarkBare(b *testing.B) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConns: 256, DisableCompression: true}}
	defer client.CloseIdleConnections()
	each(b, benchSites(b, 32), func(url string) (int, error) {
		req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, url, nil)
		if err != nil {
			return 0, err
		}
		req.Header.Set("Accept-Encoding", "gzip")
		resp, err := client.Do(req)
		if err != nil {
			return 0, err
		}
		defer resp.Body.Close()
		z, err := gzip.NewReader(resp.Body)
		if err != nil {
			return 0, err
		}
		body, err := io.ReadAll(z)
		return len(body), err
	})
}

// BenchmarkBarePlain lets net/http do what it does by itself, decompression
// with the standard library included.
func BenchmarkBarePlain(b *testing.B) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConns: 256}}
	defer client.CloseIdleConnections()
	each(b, benchSites(b, 32), func(url string) (int, error) {
		resp, err := client.Get(url)
		if err != nil {
			return 0, err
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		return len(body), err
	})
}
