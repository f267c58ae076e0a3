package crawler

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/crawler/dedupe"
	"github.com/alleys-eu/alleys/crawler/extract"
	"github.com/alleys-eu/alleys/crawler/fetch"
	"github.com/alleys-eu/alleys/crawler/fetch/robots"
	"github.com/alleys-eu/alleys/crawler/warc"
)

// maxPage bounds a page that is read from a file, in bytes.
const maxPage = 16 << 20

// Load stores the articles of a file: a web archive (.warc, .warc.gz), lines
// of JSON (.jsonl), or a saved page. What cannot be read is in the report and
// the rest goes on; the error is that of the store, the context or the file.
func (c *Crawler) Load(ctx context.Context, file string, report *Report) error {
	name := strings.TrimSuffix(strings.ToLower(file), ".gz")
	switch filepath.Ext(name) {
	case ".warc":
		return c.LoadArchive(ctx, file, report)
	case ".jsonl", ".ndjson":
		return c.loadLines(ctx, file, report)
	}
	return c.loadPage(ctx, file, report)
}

// NewReport begins a report for Load.
func (c *Crawler) NewReport() *Report { return newReport(c.now(), c.Progress) }

// imported is the source of what comes from files.
func imported() *corpus.Source { return &corpus.Source{Kind: corpus.SourceList} }

// LoadArchive stores the pages of a web archive, whatever the name of its file.
// What their publishers reserve is left out as in a crawl. The error is as that of
// Load.
func (c *Crawler) LoadArchive(ctx context.Context, file string, report *Report) error {
	r, err := warc.Open(file, filepath.Base(file))
	if err != nil {
		return err
	}
	defer r.Close()
	for {
		rec, err := r.Next()
		var damaged *warc.FormatError
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &damaged):
			report.add(Event{Kind: EventProblem, URL: file, Reason: oneLine(err)})
			return nil
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case rec.Type != warc.TypeResponse && rec.Type != warc.TypeResource:
			continue
		}
		if err := c.loadRecord(ctx, rec, report); err != nil {
			return err
		}
	}
}

func (c *Crawler) loadRecord(ctx context.Context, rec *warc.Record, report *Report) error {
	failed := func(err error) {
		report.add(Event{Kind: EventFailed, URL: rec.TargetURI, Reason: oneLine(err)})
	}
	answer, err := rec.Response()
	if err != nil {
		failed(err)
		return nil
	}
	kind := answer.Header.Get("Content-Type")
	if answer.Status != 200 || kind != "" && !strings.Contains(kind, "html") {
		return nil
	}
	body, err := fetch.Decode(answer.Header, answer.Body, maxPage)
	if err != nil {
		failed(err)
		return nil
	}
	res := &fetch.Response{
		Requested: rec.TargetURI, URL: rec.TargetURI, Status: answer.Status, Header: answer.Header, Body: body, Fetched: rec.Date,
		Tag: robots.ParseTag("alleys", rec.Date, answer.Header.Values("X-Robots-Tag")...), Reserved: answer.Header.Get("TDM-Reservation") == "1",
	}
	return c.harvestStored(ctx, entry{link: rec.TargetURI}, res, recordOf(rec.Pointer), report)
}

// harvestStored stores the article on a page that was fetched before.
func (c *Crawler) harvestStored(ctx context.Context, e entry, res *fetch.Response, record corpus.Record, report *Report) error {
	a, err := c.articleOn(imported(), e, res, report)
	if a == nil || err != nil {
		return err
	}
	a.Record = record
	return c.store(ctx, imported(), e, a, report)
}

// line is one article in a file of JSON lines.
type line struct {
	URL       string   `json:"url"`
	Title     string   `json:"title"`
	Text      string   `json:"text"`
	Lang      string   `json:"lang"`
	Outlet    string   `json:"outlet"`
	Published string   `json:"published"`
	Authors   []string `json:"authors"`
}

// loadLines stores the articles of a file of JSON lines; "url" and "text" are
// needed.
func (c *Crawler) loadLines(ctx context.Context, file string, report *Report) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	scanner := bufio.NewScanner(f)
	scanner.Buffer(nil, maxPage)
	for n := 1; scanner.Scan(); n++ {
		// Editors on Windows begin a file with a byte order mark.
		text := bytes.TrimPrefix(scanner.Bytes(), []byte("\ufeff"))
		if len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		a, err := articleOfLine(text)
		if err != nil {
			report.add(Event{Kind: EventFailed, URL: fmt.Sprintf("%s:%d", file, n), Reason: oneLine(err)})
			continue
		}
		if err := c.store(ctx, imported(), entry{link: a.URL}, a, report); err != nil {
			return err
		}
	}
	return scanner.Err()
}

func articleOfLine(b []byte) (*corpus.Article, error) {
	var l line
	if err := json.Unmarshal(b, &l); err != nil {
		return nil, notTheForm(err)
	}
	if l.URL == "" || strings.TrimSpace(l.Text) == "" {
		return nil, errors.New(`"url" and "text" are needed`)
	}
	if _, err := dedupe.CanonicalURL(l.URL); err != nil {
		return nil, fmt.Errorf(`"url": %w`, err)
	}
	a := &corpus.Article{URL: l.URL, Canonical: l.URL, Title: strings.TrimSpace(l.Title), Text: l.Text, Lang: l.Lang, Outlet: l.Outlet, Authors: l.Authors}
	if l.Published != "" {
		t, err := parseTime(l.Published)
		if err != nil {
			return nil, err
		}
		a.Published, a.PublishedFrom = t, corpus.DateMarkup
	}
	return a, nil
}

// notTheForm says what is wrong with a line, in the words of who wrote it.
func notTheForm(err error) error {
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind) && kind.Field != "":
		return fmt.Errorf("not a JSON object of the expected form: %q must not be a %s", kind.Field, kind.Value)
	case errors.As(err, &kind):
		return fmt.Errorf("no JSON object: %s", kind.Value)
	}
	return fmt.Errorf("not a JSON object of the expected form: %w", err)
}

func parseTime(s string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf(`"published" %q is neither 2024-03-05 nor 2024-03-05T10:00:00Z`, s)
}

// loadPage stores the article of a saved page. Its address is the one that the
// page names itself.
func (c *Crawler) loadPage(ctx context.Context, file string, report *Report) error {
	p, err := extract.File(file)
	if err != nil {
		report.add(Event{Kind: EventFailed, URL: file, Reason: oneLine(err)})
		return nil
	}
	address := cmp.Or(p.Canonical, p.URL)
	if address == "" {
		report.add(Event{Kind: EventFailed, URL: file, Reason: "the page does not name its address"})
		return nil
	}
	if p.Reserved || p.NoIndex {
		report.add(Event{Kind: EventSkipped, URL: file, Title: p.Title, Reason: "the page asks not to be indexed or mined"})
		return nil
	}
	return c.store(ctx, imported(), entry{link: address}, fromPage(p, address), report)
}
