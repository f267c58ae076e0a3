package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

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
	dir, err := a.dataDir()
	if err != nil {
		return nil, err
	}
	s, err := readServed(filepath.Join(dir, servedFile))
	if err == nil {
		if e, err := remote.Dial(ctx, s.Address, s.Key); err == nil {
			return e, nil
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintf(a.err, "alleys: %s cannot be read: %s\n", servedFile, oneLine(err))
	}
	engine, err := a.openIndex()
	if errors.Is(err, bleve.ErrInUse) {
		return nil, fmt.Errorf("%w that does not answer (a crawl at work, perhaps); try again when it has ended", err)
	}
	if err != nil {
		return nil, fmt.Errorf("open the index: %w", err)
	}
	return engine, nil
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
