package extract

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// Record is one line of `alleys extract --jsonl`. Every key is always there;
// what is not known is empty.
type Record struct {
	Path      string `json:"path"`
	URL       string `json:"url"`
	Title     string `json:"title"`
	Text      string `json:"text"`
	Author    string `json:"author"`
	Published string `json:"published"` // RFC 3339
	Lang      string `json:"lang"`      // ISO 639-1
	Site      string `json:"site"`
	Canonical string `json:"canonical"`
	Error     string `json:"error"`
}

// NewRecord describes the page extracted from path, or the error in its place.
// Several authors are joined by "; ".
func NewRecord(path string, p *Page, err error) Record {
	r := Record{Path: path}
	if err != nil {
		r.Error = err.Error()
	}
	if p == nil {
		return r
	}
	r.URL, r.Title, r.Text = p.URL, p.Title, p.Text
	r.Author = strings.Join(p.Authors, "; ")
	r.Lang, r.Site, r.Canonical = p.Lang, p.Site, p.Canonical
	if !p.Published.IsZero() {
		r.Published = p.Published.Format(time.RFC3339)
	}
	return r
}

// File extracts a saved page. The file may be gzip; its name does not matter.
// The page's address is taken from its canonical link or og:url.
func File(path string) (*Page, error) {
	page, err := readFile(path)
	if err != nil {
		return nil, err
	}
	return Extract(page, "", "")
}

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var magic [2]byte
	n, err := io.ReadFull(f, magic[:])
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && err != io.EOF {
		return nil, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	var r io.Reader = f
	if n == 2 && magic == [2]byte{0x1f, 0x8b} {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("not a readable gzip file: %w", err)
		}
	}
	page, err := io.ReadAll(io.LimitReader(r, MaxBytes))
	if err != nil && len(page) == 0 {
		return nil, fmt.Errorf("not a readable gzip file: %w", err)
	}
	return page, nil
}
