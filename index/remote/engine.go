package remote

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index"
)

// ErrReadOnly says that documents are changed by the process that has the
// index.
var ErrReadOnly = errors.New("the index of another process can only be searched")

// Engine is an index.Engine that asks the handler of another process.
type Engine struct {
	url, key string
	client   *http.Client
}

var _ index.Engine = (*Engine)(nil)

// Dial returns the engine behind the handler at an address such as
// "http://127.0.0.1:8080", once it has answered. An error says that nobody
// with this key is there.
func Dial(ctx context.Context, address, key string) (*Engine, error) {
	// The address is one of this machine: no proxy has anything to do with it,
	// and a redirect is somebody else's.
	e := &Engine{url: address + Path, key: key, client: &http.Client{
		Transport:     &http.Transport{},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	ctx, cancel := context.WithTimeout(ctx, pingTime)
	defer cancel()
	if _, err := e.Count(ctx); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return e, nil
}

// Search asks the other process.
func (e *Engine) Search(ctx context.Context, r index.Request) (*index.Result, error) {
	asked, err := requestOf(r)
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(asked)
	if err != nil {
		return nil, err
	}
	out, err := e.ask(ctx, http.MethodPost, bytes.NewReader(body))
	switch {
	case err != nil:
		return nil, err
	case out.Problem != "":
		return nil, corpus.Invalidf("%s", out.Problem)
	case out.Result == nil:
		return nil, fmt.Errorf("%s: an answer without a result", e.url)
	}
	return out.Result, nil
}

// Count asks the other process for the number of documents.
func (e *Engine) Count(ctx context.Context) (int, error) {
	out, err := e.ask(ctx, http.MethodGet, nil)
	return out.Count, err
}

func (e *Engine) ask(ctx context.Context, method string, body io.Reader) (result, error) {
	req, err := http.NewRequestWithContext(ctx, method, e.url, body)
	if err != nil {
		return result{}, err
	}
	req.Header.Set("Authorization", "Bearer "+e.key)
	res, err := e.client.Do(req)
	if err != nil {
		return result{}, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return result{}, fmt.Errorf("%s: the server answered %s", e.url, res.Status)
	}
	var out result
	if err := json.NewDecoder(res.Body).Decode(&out); err != nil {
		return result{}, fmt.Errorf("%s: %w", e.url, err)
	}
	return out, nil
}

// Update and Delete return ErrReadOnly.
func (e *Engine) Update(context.Context, []index.Document) error { return ErrReadOnly }
func (e *Engine) Delete(context.Context, []string) error         { return ErrReadOnly }

// Close drops the connections. The other process keeps its index.
func (e *Engine) Close() error {
	e.client.CloseIdleConnections()
	return nil
}
