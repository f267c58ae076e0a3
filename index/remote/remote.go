// Package remote searches an index that another process of this machine holds:
// a handler for the process that has it, and an index.Engine that asks it.
//
// Both know a key. Who has it may search; to everybody else the handler is not
// there. So the address may be open to the world while the key lies in a file
// that only its owner can read.
package remote

import (
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index"
	"github.com/alleys-eu/alleys/index/query"
)

// Path is where the handler answers.
const Path = "/index"

// maxRequest bounds the bytes of a question.
const maxRequest = 1 << 20

// request is an index.Request as JSON, the query in its syntax.
type request struct {
	Query  string               `json:"query"`
	Sort   index.Sort           `json:"sort,omitempty"`
	From   int                  `json:"from,omitempty"`
	After  string               `json:"after,omitempty"`
	Size   int                  `json:"size,omitempty"`
	Facets []index.FacetRequest `json:"facets,omitempty"`
	Dates  []index.DateRange    `json:"dates,omitempty"`
	Spans  bool                 `json:"spans,omitempty"`
}

func requestOf(r index.Request) (request, error) {
	out := request{Sort: r.Sort, From: r.From, After: r.After, Size: r.Size, Facets: r.Facets, Dates: r.Dates, Spans: r.Spans}
	if r.Query == nil {
		return out, nil
	}
	out.Query = r.Query.String()
	return out, writable(r.Query)
}

// writable refuses nodes that the syntax has no words for, which would come
// out as others at the far end.
func writable(n query.Node) error {
	switch n := n.(type) {
	case query.And:
		return allWritable(n.Nodes)
	case query.Or:
		return allWritable(n.Nodes)
	case query.Not:
		return writable(n.Node)
	case query.Keyword:
		if _, ok := query.KeywordFields[n.Field]; !ok {
			return corpus.Invalidf("there is no field %q", n.Field)
		}
	}
	return nil
}

func allWritable(nodes []query.Node) error {
	for _, n := range nodes {
		if err := writable(n); err != nil {
			return err
		}
	}
	return nil
}

func (r request) request() (index.Request, error) {
	q, err := query.Parse(r.Query)
	if err != nil {
		return index.Request{}, corpus.Invalidf("%v", err)
	}
	return index.Request{Query: q, Sort: r.Sort, From: r.From, After: r.After, Size: r.Size, Facets: r.Facets, Dates: r.Dates, Spans: r.Spans}, nil
}

// result is the answer. Problem says what is wrong with the request, so that
// both ways give the same error.
type result struct {
	Result  *index.Result `json:"result,omitempty"`
	Count   int           `json:"count,omitempty"`
	Problem string        `json:"problem,omitempty"`
}

// pingTime is how long a server may take to say that it is there.
const pingTime = 5 * time.Second
