package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index"
	"github.com/alleys-eu/alleys/index/bleve"
	"github.com/alleys-eu/alleys/index/remote"
	"github.com/alleys-eu/alleys/web"
)

// servedFile is the file in the data folder in which a running server leaves
// its address.
const servedFile = "serve.json"

// served is how other commands of this machine reach the server that holds the
// index of a data folder.
type served struct {
	PID     int    `json:"pid"`
	Address string `json:"address"` // as in "http://127.0.0.1:8080"
	Key     string `json:"key"`     // for searching its index; only the owner of the folder can read it
}

// leaveAddress writes where a server is to its data folder. What it returns
// takes the file away again, unless another server has put its own there.
func (a *app) leaveAddress(address string) (s served, remove func() error, err error) {
	dir, err := a.dataDir()
	if err != nil {
		return served{}, nil, err
	}
	key, _ := web.NewToken()
	s = served{PID: os.Getpid(), Address: address, Key: key}
	b, err := json.Marshal(s)
	if err != nil {
		return served{}, nil, err
	}
	file := filepath.Join(dir, servedFile)
	if err := writeWhole(file, append(b, '\n'), 0o600); err != nil {
		return served{}, nil, fmt.Errorf("leave the address of the server: %w", err)
	}
	return s, func() error {
		if now, err := readServed(file); err != nil || now != s {
			return nil
		}
		return os.Remove(file)
	}, nil
}

func readServed(file string) (served, error) {
	var s served
	b, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(b, &s)
	}
	return s, err
}

// openSearch opens the index for reading. Where a server holds it, that one is
// asked. A file of a server that is gone tells nothing: the key keeps another
// program on its port from being taken for it.
func (a *app) openSearch(ctx context.Context) (index.Engine, error) {
	for end := time.Now().Add(indexPatience); ; {
		if s, err := a.findServer(ctx); err == nil {
			return remote.Dial(ctx, s.Address, s.Key)
		}
		engine, err := a.openIndex() // waits a moment itself
		switch {
		case err == nil:
			return engine, nil
		case !errors.Is(err, bleve.ErrInUse):
			return nil, fmt.Errorf("open the index: %w", err)
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case time.Now().After(end):
			return nil, fmt.Errorf("%w that does not answer (an import, a rebuild, or a crawl that analyses); try again when it has ended", err)
		}
	}
}

// errNoServer says that no server answers for a data folder.
var errNoServer = errors.New("no server")

// findServer returns the server that holds the index of the data folder, or
// errNoServer.
func (a *app) findServer(ctx context.Context) (served, error) {
	dir, err := a.dataDir()
	if err != nil {
		return served{}, err
	}
	s, err := readServed(filepath.Join(dir, servedFile))
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			fmt.Fprintf(a.err, "alleys: %s cannot be read: %s\n", servedFile, oneLine(err))
		}
		return served{}, errNoServer
	}
	e, err := remote.Dial(ctx, s.Address, s.Key)
	if err != nil {
		return served{}, errNoServer
	}
	return s, e.Close()
}

// withSearch opens corpus and index for reading.
func (a *app) withSearch(ctx context.Context, do func(corpus.Store, index.Engine) error) (err error) {
	store, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	engine, err := a.openSearch(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, engine.Close()) }()
	return do(store, engine)
}
