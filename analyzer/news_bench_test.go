package analyzer

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"os"
	"runtime"
	"sort"
	"testing"

	"github.com/alleys-eu/alleys/analyzer/rulebook"
	"github.com/alleys-eu/alleys/corpus"
)

// newsFile names the variable that holds the path of a file of news articles:
// gzipped, one JSON object a line, with lang, title and text.
const newsFile = "ALLEYS_BENCH_NEWS"

// readNews returns the articles of the file by language.
func readNews(b *testing.B) map[string][]*corpus.Article {
	b.Helper()
	name := os.Getenv(newsFile)
	if name == "" {
		b.Skip(newsFile + " names no file of news articles")
	}
	f, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	out := make(map[string][]*corpus.Article)
	for r := json.NewDecoder(bufio.NewReader(z)); r.More(); {
		var row struct{ Lang, Title, Text string }
		if err := r.Decode(&row); err != nil {
			b.Fatal(err)
		}
		out[row.Lang] = append(out[row.Lang], &corpus.Article{Lang: row.Lang, Title: row.Title, Text: row.Text})
	}
	return out
}

// BenchmarkNews analyses real news by language: "warm" with the words of the
// texts met before, "cold" as a program that has just started, "noProse"
// without the model of parts of speech and names. One operation is all the
// articles of a language; the memory is what is in use after the last.
func BenchmarkNews(b *testing.B) {
	news := readNews(b)
	var langs []string
	for lang := range news {
		langs = append(langs, lang)
	}
	sort.Strings(langs)
	for _, lang := range langs {
		for _, way := range []struct {
			name        string
			cold, prose bool
		}{{"warm", false, true}, {"warmNoProse", false, false}, {"cold", true, true}, {"coldNoProse", true, false}} {
			if way.prose || lang == "en" {
				b.Run(lang+"/"+way.name, func(b *testing.B) { benchmarkNews(b, news[lang], way.cold, way.prose) })
			}
		}
	}
}

func benchmarkNews(b *testing.B, articles []*corpus.Article, cold, prose bool) {
	a := newAnalyzer(b)
	size := 0
	for _, article := range articles {
		size += len(article.Title) + len(article.Text)
	}
	set := func() {
		if !prose {
			a.english = &english{load: func() (*models, error) { return nil, errors.New("left out") }}
		}
	}
	set()
	if prose {
		_, _ = a.english.load()
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		if cold {
			b.StopTimer()
			models := a.english
			rb, err := rulebook.Builtin()
			if err != nil {
				b.Fatal(err)
			}
			a = New(rb)
			a.english = models
			for _, lang := range a.Languages() { // an article may be in another language than it says
				a.put(lang, a.borrow(lang)) // the lexicon is made ready
			}
			runtime.GC()
			b.StartTimer()
		}
		for _, article := range articles {
			a.Analyze(article)
		}
	}
	b.ReportMetric(float64(b.N*len(articles))/b.Elapsed().Seconds(), "articles/s")
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MB-heap")
	runtime.KeepAlive(a)
}
