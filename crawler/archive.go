package crawler

import (
	"fmt"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/crawler/fetch"
	"github.com/alleys-eu/alleys/crawler/warc"
)

// archive writes what was fetched to the archive and returns where the page
// lies. A page that asks for no archiving is left out.
func (c *Crawler) archive(res *fetch.Response, noArchive bool) (corpus.Record, error) {
	if c.Archive == nil || noArchive || res.NoArchive {
		return corpus.Record{}, nil
	}
	var record corpus.Record
	for _, e := range res.Exchanges {
		written, err := c.Archive.Write(warc.Exchange(e))
		if err != nil {
			return corpus.Record{}, fmt.Errorf("write the archive: %w", err)
		}
		record = recordOf(written.Payload)
	}
	return record, nil
}

// recordOf keeps a pointer that is enough to read the record again; into a
// file that does not compress by record there is none.
func recordOf(p warc.Pointer) corpus.Record {
	if p.Length == 0 || p.Skip != 0 {
		return corpus.Record{}
	}
	return corpus.Record{File: p.File, Offset: p.Offset, Length: p.Length}
}
