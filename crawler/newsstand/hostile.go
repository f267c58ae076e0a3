package newsstand

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// HostileCase is one path of Hostile and what is wrong there.
type HostileCase struct {
	Path string
	What string
	// Endless answers never end by themselves; a client has to give up.
	Endless bool
}

type hostileHandler struct {
	HostileCase
	serve http.HandlerFunc
}

// LargeFeedBytes is the size of the feed at /large.
const LargeFeedBytes = 50 << 20

// Hostile serves feeds and pages that misbehave, each at the path that
// HostileCases lists. Its robots.txt allows everything, and /good is a feed of
// one entry that shows that the server works.
func Hostile() http.Handler {
	mux := http.NewServeMux()
	for _, c := range hostileHandlers() {
		mux.Handle(c.Path, c.serve)
	}
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "User-agent: *\nDisallow:\n")
	})
	mux.HandleFunc("/story", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, hostileStory)
	})
	return mux
}

// HostileCases documents the paths of Hostile.
func HostileCases() []HostileCase {
	var cases []HostileCase
	for _, h := range hostileHandlers() {
		cases = append(cases, h.HostileCase)
	}
	return cases
}

func hostileHandlers() []hostileHandler {
	h := func(path, what string, serve http.HandlerFunc) hostileHandler {
		return hostileHandler{HostileCase{Path: path, What: what}, serve}
	}
	endless := func(path, what string, serve http.HandlerFunc) hostileHandler {
		return hostileHandler{HostileCase{Path: path, What: what, Endless: true}, serve}
	}
	return []hostileHandler{
		h("/good", "a sound feed of one entry", feedBytes(goodFeed)),
		h("/empty", "200 with no body", feedBytes("")),
		h("/no-entries", "a sound feed without entries", feedBytes(emptyFeed)),
		h("/truncated", "ends in the middle of the second entry", feedBytes(truncatedFeed)),
		h("/cut-connection", "announces 10,000 bytes and closes after 600", serveCut),
		h("/not-xml", "an HTML error page as application/rss+xml", feedBytes(notXML)),
		h("/binary", "random bytes as application/rss+xml", serveBinary),
		h("/large", "a well-formed feed of 50 MB", serveLarge),
		endless("/endless", "entries for ever", serveEndless),
		endless("/slow", "one byte a second", serveSlow),
		endless("/silent", "accepts the request and never answers", serveSilent),
		h("/wrong-charset", "declares UTF-8, is windows-1252", feedBytes(wrongCharset)),
		h("/unknown-charset", "declares a character set that does not exist", feedBytes(unknownCharset)),
		h("/entity-bomb", "a billion laughs in the document type", feedBytes(entityBomb)),
		h("/deep", "100,000 nested elements", serveDeep),
		h("/gzip-bomb", "64 MB of spaces in 64 KB of gzip", serveGzipBomb),
		h("/many-headers", "100,000 response headers", serveManyHeaders),
		h("/401", "unauthorized", status(http.StatusUnauthorized)),
		h("/403", "forbidden", status(http.StatusForbidden)),
		h("/404", "not found", status(http.StatusNotFound)),
		h("/410", "gone for good", status(http.StatusGone)),
		h("/429", "too many requests, Retry-After: 3600", retryLater(http.StatusTooManyRequests)),
		h("/500", "internal server error", status(http.StatusInternalServerError)),
		h("/503", "unavailable, Retry-After: 3600", retryLater(http.StatusServiceUnavailable)),
		h("/redirect-loop", "redirects to itself by way of /redirect-loop/b", redirect("/redirect-loop/b")),
		h("/redirect-loop/b", "the other half of the loop", redirect("/redirect-loop")),
		h("/redirect-chain/", "N more redirects before /good, N at the end of the path", redirectChain),
		h("/redirect-metadata", "redirects to the metadata address of cloud machines", redirect("http://169.254.169.254/latest/meta-data/")),
		h("/redirect-file", "redirects to a file: URL", redirect("file:///etc/hostname")),
	}
}

const hostileStory = `<!doctype html><html lang="en"><head><title>The bridge opens on Friday</title></head><body><article>` +
	`<h1>The bridge opens on Friday</h1><p>The footbridge over the mill race opens to walkers on Friday at noon, four weeks later than planned. ` +
	`The carpenters had waited for oak of the right length.</p></article></body></html>`

const goodEntry = `<item><title>The bridge opens on Friday</title><link>/story</link><guid isPermaLink="false">bridge-1</guid>` +
	`<pubDate>Fri, 11 Sep 2026 09:00:00 +0000</pubDate><description>Four weeks later than planned.</description></item>`

const feedHead = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Millrace Notes</title><link>/</link><description>Fictional training material</description>`
const feedTail = `</channel></rss>`

const (
	goodFeed       = feedHead + goodEntry + feedTail
	emptyFeed      = feedHead + feedTail
	truncatedFeed  = feedHead + goodEntry + `<item><title>Second story, cut in the mid`
	notXML         = "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr>nginx<br></body></html>"
	unknownCharset = `<?xml version="1.0" encoding="x-millrace-7"?><rss version="2.0"><channel><title>Millrace Notes</title>` + goodEntry + feedTail
	// “Café” and a dash in windows-1252, where UTF-8 is declared.
	wrongCharset = feedHead + "<item><title>\x93Caf\xe9\x94 on the quay \x96 open again</title><link>/story</link>" +
		"<guid isPermaLink=\"false\">caf\xe9-1</guid><pubDate>Fri, 11 Sep 2026 09:00:00 +0000</pubDate></item>" + feedTail
	entityBomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">` +
		`<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">` +
		`<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">` +
		`<!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;">]>` +
		`<rss version="2.0"><channel><title>&h;</title></channel></rss>`
)

func asFeed(w http.ResponseWriter) { w.Header().Set("Content-Type", "application/rss+xml") }

func feedBytes(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		asFeed(w)
		_, _ = io.WriteString(w, body)
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { http.Error(w, http.StatusText(code), code) }
}

func retryLater(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		http.Error(w, http.StatusText(code), code)
	}
}

func redirect(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }
}

func redirectChain(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/redirect-chain/"))
	switch {
	case err != nil || n < 0:
		http.NotFound(w, r)
	case n == 0:
		http.Redirect(w, r, "/good", http.StatusFound)
	default:
		http.Redirect(w, r, fmt.Sprintf("/redirect-chain/%d", n-1), http.StatusFound)
	}
}

func serveCut(w http.ResponseWriter, _ *http.Request) {
	asFeed(w)
	w.Header().Set("Content-Length", "10000")
	_, _ = io.WriteString(w, (goodFeed + strings.Repeat(" ", 600))[:600])
}

func serveBinary(w http.ResponseWriter, _ *http.Request) {
	asFeed(w)
	noise := make([]byte, 4096)
	state := uint32(2463534242)
	for i := range noise {
		state ^= state << 13
		state ^= state >> 17
		state ^= state << 5
		noise[i] = byte(state)
	}
	_, _ = w.Write(noise)
}

func serveLarge(w http.ResponseWriter, _ *http.Request) {
	asFeed(w)
	_, _ = io.WriteString(w, feedHead+goodEntry+"<!--")
	chunk := bytes.Repeat([]byte("padding "), 8192)
	left := LargeFeedBytes - len(feedHead+goodEntry+"<!---->"+feedTail)
	for left > 0 {
		n, err := w.Write(chunk[:min(left, len(chunk))])
		if err != nil {
			return
		}
		left -= n
	}
	_, _ = io.WriteString(w, "-->"+feedTail)
}

func serveEndless(w http.ResponseWriter, r *http.Request) {
	asFeed(w)
	_, err := io.WriteString(w, feedHead)
	for i := 0; err == nil && r.Context().Err() == nil; i++ {
		_, err = fmt.Fprintf(w, "<item><title>Story %d</title><link>/story?%d</link><guid>%d</guid></item>", i, i, i)
	}
}

func serveSlow(w http.ResponseWriter, r *http.Request) {
	asFeed(w)
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for i := 0; ; i++ {
		if _, err := w.Write([]byte{goodFeed[i%len(goodFeed)]}); err != nil {
			return
		}
		if err := http.NewResponseController(w).Flush(); err != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
		}
	}
}

func serveSilent(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

func serveDeep(w http.ResponseWriter, _ *http.Request) {
	const depth = 100000
	asFeed(w)
	_, _ = io.WriteString(w, feedHead+strings.Repeat("<x>", depth)+strings.Repeat("</x>", depth)+feedTail)
}

func serveGzipBomb(w http.ResponseWriter, _ *http.Request) {
	asFeed(w)
	w.Header().Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(w)
	defer z.Close()
	if _, err := io.WriteString(z, feedHead); err != nil {
		return
	}
	blank := bytes.Repeat([]byte(" "), 1<<16)
	for range 1024 {
		if _, err := z.Write(blank); err != nil {
			return
		}
	}
	_, _ = io.WriteString(z, feedTail)
}

func serveManyHeaders(w http.ResponseWriter, _ *http.Request) {
	asFeed(w)
	for i := range 100000 {
		w.Header().Set(fmt.Sprintf("X-Filler-%d", i), "x")
	}
	_, _ = io.WriteString(w, goodFeed)
}

// HugeRobots answers /robots.txt with a gigabyte of rules, the first of which
// forbids /secret to everybody, and every other path with a short page.
func HugeRobots() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		_, err := io.WriteString(w, "User-agent: *\nDisallow: /secret\n")
		chunk := bytes.Repeat([]byte("Disallow: /filler/of/some/length\n"), 1<<11)
		for left := 1 << 30; left > 0 && err == nil; left -= len(chunk) {
			_, err = w.Write(chunk)
		}
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, hostileStory)
	})
	return mux
}
