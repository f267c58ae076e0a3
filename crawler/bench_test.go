package crawler_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/alleys-eu/alleys/crawler"
	"github.com/alleys-eu/alleys/crawler/newsstand"
)

const (
	benchHosts   = 200
	benchPages   = 10_000
	benchWorkers = 16
)

// BenchmarkCrawl harvests 10,000 pages of 200 generated outlets with all that a
// crawl does, from robots.txt to the store, and then makes the very same
// requests, in the same order and as many at a time, with net/http alone, which
// drops the answers. It reports
//
//   - crawl-pages/s and bare-pages/s;
//   - bare-share: the first as a part of the second;
//   - heap-MB@N: live memory when N pages are stored, the newsstand's included.
func BenchmarkCrawl(b *testing.B) {
	for b.Loop() {
		stand, err := newsstand.Generated(benchHosts, benchPages)
		h := newHarvest(b, stand, err)
		h.Workers = benchWorkers
		heap := &heapProbe{at: []int{2000, 6000, 10_000}}
		h.Progress = heap.event

		start := time.Now()
		report := h.run(b)
		crawled := time.Since(start) - heap.took
		if got := report.Counts[crawler.EventNew]; got != benchPages {
			b.Fatalf("%d articles, want %d; %v", got, benchPages, report.Counts)
		}
		bare := bareFetch(b, requestsOf(b, stand))

		b.ReportMetric(0, "ns/op")
		b.ReportMetric(benchPages/crawled.Seconds(), "crawl-pages/s")
		b.ReportMetric(benchPages/bare.Seconds(), "bare-pages/s")
		b.ReportMetric(bare.Seconds()/crawled.Seconds(), "bare-share")
		for i, megabytes := range heap.megabytes {
			b.ReportMetric(megabytes, fmt.Sprintf("heap-MB@%d", heap.at[i]))
		}
	}
}

// heapProbe measures the live memory when given numbers of pages are stored.
type heapProbe struct {
	at        []int
	megabytes []float64
	stored    int
	took      time.Duration // by the measuring itself
}

func (p *heapProbe) event(e crawler.Event) {
	if e.Kind == crawler.EventNew {
		p.stored++
	}
	if len(p.megabytes) == len(p.at) || p.stored < p.at[len(p.megabytes)] {
		return
	}
	start := time.Now()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	p.megabytes = append(p.megabytes, float64(m.HeapAlloc)/(1<<20))
	p.took += time.Since(start)
}

// requestsOf lists what the newsstand was asked for, host by host.
func requestsOf(b *testing.B, stand *newsstand.Newsstand) [][]string {
	var all [][]string
	for _, o := range stand.Outlets() {
		base, err := url.Parse(o.URL)
		if err != nil {
			b.Fatal(err)
		}
		var urls []string
		for _, v := range stand.Visits(o.Slug) {
			urls = append(urls, base.Scheme+"://"+base.Host+v.Path)
		}
		all = append(all, urls)
	}
	return all
}

// bareFetch gets the pages of each host one after the other.
func bareFetch(b *testing.B, hosts [][]string) time.Duration {
	client := &http.Client{Transport: &http.Transport{MaxIdleConns: 2 * benchHosts}}
	defer client.CloseIdleConnections()
	start := time.Now()
	queue := make(chan []string)
	var wg sync.WaitGroup
	for range benchWorkers {
		wg.Go(func() {
			for urls := range queue {
				for _, u := range urls {
					if err := drop(client, u); err != nil {
						b.Error(err)
					}
				}
			}
		})
	}
	for _, urls := range hosts {
		queue <- urls
	}
	close(queue)
	wg.Wait()
	return time.Since(start)
}

func drop(client *http.Client, u string) error {
	res, err := client.Get(u)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	_, err = io.Copy(io.Discard, res.Body)
	return err
}
