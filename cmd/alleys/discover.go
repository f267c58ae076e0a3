package main

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"github.com/alleys-eu/alleys/crawler/extract"
	"github.com/alleys-eu/alleys/crawler/feed"
	"github.com/alleys-eu/alleys/crawler/fetch"
)

// maxGuesses bounds the addresses that are tried where a site does not declare
// its feed.
const maxGuesses = 6

// feedAt says what an address is: of a feed, the address itself; of a front
// page, the address of the site's feed; of an article, "".
func feedAt(ctx context.Context, client *fetch.Client, address string) (string, error) {
	res, err := client.Get(ctx, fetch.Request{URL: address})
	if err != nil {
		return "", err
	}
	if isFeed(res) {
		return address, nil
	}
	if _, err := extract.Extract(res.Body, res.Header.Get("Content-Type"), res.URL); err == nil && !frontPage(res.URL) {
		return "", nil
	}
	guesses := 0
	for _, c := range feed.Discover(res.Body, res.URL) {
		if c.Sitemap {
			continue
		}
		if guesses++; guesses > maxGuesses {
			break
		}
		if found, err := client.Get(ctx, fetch.Request{URL: c.URL}); err == nil && isFeed(found) {
			return c.URL, nil
		}
	}
	if frontPage(res.URL) {
		return "", errors.New(address + ": no feed found on this site; name the address of the feed, or of an article")
	}
	return "", nil
}

func isFeed(res *fetch.Response) bool {
	_, err := feed.Parse(res.Body, res.Header.Get("Content-Type"), res.URL)
	return err == nil
}

func frontPage(address string) bool {
	u, err := url.Parse(address)
	return err == nil && strings.Trim(u.Path, "/") == ""
}
